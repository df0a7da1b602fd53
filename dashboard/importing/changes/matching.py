"""Match the rows of a draft to tasks of the ledger, by number and text.

A number alone is not enough when the text differs: an inserted row changes the numbers of all rows
after it, and progress must stay with the text that it was reported on.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from typing import Any

from dashboard.ledger.rows import Row, collapse_spaces

_MIN_LIKENESS = 0.6
"""The similarity at which two texts count as versions of one task."""

_SAME_NUMBER_BONUS = 0.2
"""What an equal number adds to the similarity of two texts."""

_MAX_TASKS_PER_BIGRAM = 300
"""Bigrams that more tasks than these share, such as 学校, are ignored as too common."""

Pairs = dict[int, int]
"""From the position of a row in the draft to the position of its task in the ledger."""


def match_rows(rows: Sequence[Row], known: Sequence[Row], *, numbers_are_keys: bool) -> Pairs:
    """Match rows to known tasks.

    numbers_are_keys: the number alone identifies a task, as in a ledger sheet. Otherwise, as in a
    new version of a plan, the texts must be similar, which is also sufficient.
    """
    in_full = any(row.get("text") for row in rows)
    texts = [_comparable_text(row, in_full=in_full) for row in rows]
    known_texts = [_comparable_text(row, in_full=in_full) for row in known]
    numbers, known_numbers = [row.get("number") for row in rows], [row["number"] for row in known]
    items, known_items = [row.get("item") for row in rows], [row["item"] for row in known]
    pairs: Pairs = {}
    _pair_equal(
        pairs, _zipped(numbers, items, texts), _zipped(known_numbers, known_items, known_texts)
    )
    _pair_equal(pairs, _zipped(numbers, texts), _zipped(known_numbers, known_texts))
    _pair_equal(pairs, _zipped(items, texts), _zipped(known_items, known_texts))
    _pair_equal(pairs, _unique_texts(texts), _unique_texts(known_texts))
    if numbers_are_keys:
        # the number of a cancelled task may have been reused
        _pair_equal(
            pairs, numbers, [None if row["cancelled_on"] else row["number"] for row in known]
        )
    else:
        _pair_alike(pairs, _zipped(numbers, texts), _zipped(known_numbers, known_texts))
    return pairs


def _zipped(*columns: Sequence[Hashable]) -> list[tuple[Any, ...]]:
    return list(zip(*columns, strict=True))


def _comparable_text(row: Row, *, in_full: bool) -> str:
    """Return the text to compare: the task's text, or its item in a sheet without task texts."""
    text = row.get("text") if in_full else None
    return collapse_spaces(text or row.get("item") or "").rstrip("。;；.")


def _unique_texts(texts: Sequence[str]) -> list[str | None]:
    """Replace repeated texts by None: a text such as 按要求完成 does not identify a task."""
    counts = Counter(texts)
    return [text if counts[text] == 1 else None for text in texts]


def _pair_equal(pairs: Pairs, keys: Sequence[Hashable], known: Sequence[Hashable]) -> None:
    """Match the unmatched rows and tasks that have equal keys, in order."""
    taken = set(pairs.values())
    free: dict[Hashable, list[int]] = defaultdict(list)
    for to, key in enumerate(known):
        if key is not None and to not in taken:
            free[key].append(to)
    for at, key in enumerate(keys):
        if key is not None and at not in pairs and free.get(key):
            pairs[at] = free[key].pop(0)


def _pair_alike(
    pairs: Pairs, rows: Sequence[tuple[Any, str]], known: Sequence[tuple[Any, str]]
) -> None:
    """Match the unmatched rows and tasks by the similarity of number and text, best first."""
    taken = set(pairs.values())
    free = {to: _bigrams(text) for to, (_, text) in enumerate(known) if to not in taken}
    holders: dict[str, list[int]] = defaultdict(list)
    for to, others in free.items():
        for part in others:
            holders[part].append(to)
    found: list[tuple[float, int, int]] = []
    for at, (number, text) in enumerate(rows):
        if at in pairs:
            continue
        own = _bigrams(text)
        few = [held for part in own if len(held := holders.get(part, [])) <= _MAX_TASKS_PER_BIGRAM]
        for to in {to for held in few for to in held}:
            likeness = 2 * len(own & free[to]) / (len(own) + len(free[to]))
            likeness += _SAME_NUMBER_BONUS * (number == known[to][0])
            if likeness >= _MIN_LIKENESS:
                found.append((-likeness, at, to))
    for _, at, to in sorted(found):
        if at not in pairs and to not in taken:
            pairs[at] = to
            taken.add(to)


def _bigrams(text: str) -> frozenset[str]:
    """Return the pairs of adjacent characters in a text."""
    return frozenset(text[at : at + 2] for at in range(len(text) - 1)) or frozenset([text])
