"""Which task of the ledger each row of a draft is: by its number and its words.

A number alone is not trusted where words say otherwise: a row put in between moves the numbers of
all that follow, and progress must stay with the words that it was reported on.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from typing import Any

from dashboard.ledger.rows import Row, collapse_spaces

_MIN_LIKENESS = 0.6
"""Likeness from which two texts are versions of one task."""

_SAME_NUMBER_BONUS = 0.2
"""How much the same number adds to the likeness of two texts."""

_MAX_TASKS_PER_BIGRAM = 300
"""A pair of characters that more tasks share, such as 学校, is too common to suggest a match."""

Pairs = dict[int, int]
"""Position of a row of the draft: position of its task in the ledger."""


def match_rows(rows: Sequence[Row], known: Sequence[Row], *, numbers_are_keys: bool) -> Pairs:
    """Return the task of the ledger for each row that has one.

    numbers_are_keys: the number alone names a task, as in a ledger's sheet; in a new version of a
    plan its words must be alike, too, and words alike are enough.
    """
    in_full = any(row.get("text") for row in rows)
    said = [_comparable_text(row, in_full=in_full) for row in rows]
    told = [_comparable_text(row, in_full=in_full) for row in known]
    numbers, standing = [row.get("number") for row in rows], [row["number"] for row in known]
    items, held = [row.get("item") for row in rows], [row["item"] for row in known]
    pairs: Pairs = {}
    _pair_equal(pairs, _zipped(numbers, items, said), _zipped(standing, held, told))
    _pair_equal(pairs, _zipped(numbers, said), _zipped(standing, told))
    _pair_equal(pairs, _zipped(items, said), _zipped(held, told))
    _pair_equal(pairs, _unique_texts(said), _unique_texts(told))
    if numbers_are_keys:
        # the number of a cancelled task may have been given anew
        _pair_equal(
            pairs, numbers, [None if row["cancelled_on"] else row["number"] for row in known]
        )
    else:
        _pair_alike(pairs, _zipped(numbers, said), _zipped(standing, told))
    return pairs


def _zipped(*columns: Sequence[Hashable]) -> list[tuple[Any, ...]]:
    return list(zip(*columns, strict=True))


def _comparable_text(row: Row, *, in_full: bool) -> str:
    """Return the words that a task is known by: its text, in a sheet without one its item."""
    text = row.get("text") if in_full else None
    return collapse_spaces(text or row.get("item") or "").rstrip("。;；.")


def _unique_texts(texts: Sequence[str]) -> list[str | None]:
    """Return the texts without those that stand more than once: 按要求完成 names no task."""
    counts = Counter(texts)
    return [text if counts[text] == 1 else None for text in texts]


def _pair_equal(pairs: Pairs, keys: Sequence[Hashable], known: Sequence[Hashable]) -> None:
    """Pair rows and tasks of the same key that are still free, in the order of each."""
    taken = set(pairs.values())
    free: dict[Hashable, list[int]] = defaultdict(list)
    for to, key in enumerate(known):
        if key is not None and to not in taken:
            free[key].append(to)
    for at, key in enumerate(keys):
        if key is not None and at not in pairs and free.get(key):
            pairs[at] = free[key].pop(0)


def _pair_alike(
    pairs: Pairs, said: Sequence[tuple[Any, str]], told: Sequence[tuple[Any, str]]
) -> None:
    """Pair what is still free by the likeness of number and text, the most alike first."""
    taken = set(pairs.values())
    free = {to: _bigrams(text) for to, (_, text) in enumerate(told) if to not in taken}
    holders: dict[str, list[int]] = defaultdict(list)
    for to, others in free.items():
        for part in others:
            holders[part].append(to)
    found: list[tuple[float, int, int]] = []
    for at, (number, text) in enumerate(said):
        if at in pairs:
            continue
        own = _bigrams(text)
        few = [held for part in own if len(held := holders.get(part, [])) <= _MAX_TASKS_PER_BIGRAM]
        for to in {to for held in few for to in held}:
            likeness = 2 * len(own & free[to]) / (len(own) + len(free[to]))
            likeness += _SAME_NUMBER_BONUS * (number == told[to][0])
            if likeness >= _MIN_LIKENESS:
                found.append((-likeness, at, to))
    for _, at, to in sorted(found):
        if at not in pairs and to not in taken:
            pairs[at] = to
            taken.add(to)


def _bigrams(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters in a text."""
    return frozenset(text[at : at + 2] for at in range(len(text) - 1)) or frozenset([text])


def find_reported_tasks(rows: Sequence[Row], known: Sequence[Row]) -> list[list[Row]]:
    """Return the tasks that each row of a progress report may mean: one, unless it is unclear.

    A row may come from a form that was handed out before the numbers changed, so that its words
    go before its number.
    """
    by_both: dict[Hashable, list[Row]] = defaultdict(list)
    by_text: dict[Hashable, list[Row]] = defaultdict(list)
    by_number: dict[Hashable, list[Row]] = defaultdict(list)
    for task in known:
        text = collapse_spaces(task["text"])
        by_both[task["number"], text].append(task)
        by_text[text].append(task)
        by_number[task["number"]].append(task)
    return [
        by_both.get((row.get("number"), collapse_spaces(row.get("text") or "")))
        or _single_task(by_text.get(collapse_spaces(row.get("text") or ""), []))
        or by_number.get(row.get("number"), [])
        for row in rows
    ]


def _single_task(tasks: list[Row]) -> list[Row]:
    """Return a list of one task, and nothing of a longer one."""
    return tasks if len(tasks) == 1 else []
