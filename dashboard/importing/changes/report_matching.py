"""Match the rows of a report to the tasks of a plan: number and words must agree.

A number alone identifies nothing, since offices number their own lists. Equal words do; words that
are only alike, and numbers without words, are offered for somebody to confirm.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from typing import Final, Literal, NamedTuple

from dashboard.importing.changes.task_words import (
    bigrams,
    is_part_of_number,
    is_same_number,
    likeness,
    number_parts,
    words_key,
)
from dashboard.ledger.rows import Row

_AGREE: Final = 0.8
"""The likeness at which words agree with those of the task that has the number."""

_LIKELY: Final = 0.55
"""The likeness at which a task is offered."""

_CLEAR: Final = 0.08
"""How much likelier than any other task the offered one must be."""

_MOST_SEARCHES: Final = 500
"""The most rows of a file whose words are searched for likenesses."""

_MOST_HOLDERS: Final = 300
"""Bigrams that more tasks than these share, such as 学校, are too common to search by."""

Verdict = Literal[
    "agreed", "by_words", "alike", "number_only", "not_own", "several", "taken", "none"
]
"""agreed: number and words. by_words: words equal, another number. The next three are offers: words
alike, a number without words, another office's task. several, taken (by a row that names it with
certainty), none: no task can be named."""

OFFERS: Final[frozenset[Verdict]] = frozenset({"alike", "number_only", "not_own"})


class ReportedTask(NamedTuple):
    """How a row names its task; item and text are the words of its two columns, '' if missing.

    offices: those that report, by full name. theme: the heading above the row.
    """

    number: str = ""
    item: str = ""
    text: str = ""
    offices: frozenset[str] = frozenset()
    theme: str = ""

    @property
    def words(self) -> str:
        """The words as shown."""
        return task_words(self.item, self.text)


class Match(NamedTuple):
    """The task of a row, or the tasks that it may be when there are several."""

    verdict: Verdict
    tasks: tuple[Row, ...] = ()


def task_words(item: str | None, text: str | None) -> str:
    """Return the words of a task on one line: its item, and its text if that is another."""
    first, second = (" ".join((words or "").split()) for words in (item, text))
    if not first or not second:
        return first or second
    return first if words_key(first) == words_key(second) else f"{first}:{second}"


class TaskIndex:
    """The tasks of a plan by their numbers and by their words."""

    def __init__(self, tasks: Iterable[Row]) -> None:
        self._by_number: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        self._by_words: dict[str, list[Row]] = defaultdict(list)
        self._tasks = list(tasks)
        self._searches = 0
        for task in self._tasks:
            self._by_number[number_parts(task["number"])].append(task)
            for key in _keys_of(task):
                self._by_words[key].append(task)

    def numbered(self, number: str) -> list[Row]:
        """Return the tasks of a number, spelled like it if there are such."""
        found = self._by_number.get(number_parts(number), []) if number else []
        return _narrowed(found, [lambda task: task["number"] == number, _is_live])

    def worded(self, words: str) -> list[Row]:
        """Return the tasks with equal words."""
        return self._by_words.get(words_key(words), []) if words else []

    def alike(self, row: ReportedTask) -> list[tuple[float, Row]]:
        """Return the live tasks with words like those of a row, the likeliest first.

        A file with very many unknown words is another plan's: the search ends.
        """
        self._searches += 1
        if self._searches > _MOST_SEARCHES:
            return []
        parts = bigrams(words_key(row.text or row.item))
        few = [held for part in parts if len(held := self._holders.get(part, [])) <= _MOST_HOLDERS]
        tasks = {task["task_id"]: task for held in few for task in held if _is_live(task)}
        scored = [(words_likeness(row, task), task) for task in tasks.values()]
        return sorted(scored, key=lambda each: -each[0])

    @cached_property
    def _holders(self) -> dict[str, list[Row]]:
        """The tasks by the pairs of characters in their words."""
        holders: dict[str, list[Row]] = defaultdict(list)
        for task in self._tasks:
            for part in {part for key in _keys_of(task) for part in bigrams(key)}:
                holders[part].append(task)
        return holders


def match_report(row: ReportedTask, index: TaskIndex) -> Match:
    """Return the task that a row reports on, as far as it is certain."""
    if not row.words:
        return _matched_by_number(row, index)
    found = _narrowed(_equal_tasks(row, index), _preferences(row))
    if len(found) > 1:
        return Match("several", tuple(found))
    if found:
        return _matched_by_words(row, found[0])
    return _matched_by_likeness(row, index)


def _equal_tasks(row: ReportedTask, index: TaskIndex) -> list[Row]:
    """Return the tasks with the words of a row; of two columns the item must not contradict."""
    if not row.text or not row.item:
        return index.worded(row.text or row.item)
    item = words_key(row.item)
    by_text = [
        task
        for task in index.worded(row.text)
        if likeness(item, words_key(task["item"])) >= _LIKELY
    ]
    whole = [task for task in index.worded(row.item) if item == words_key(task["text"])]
    return by_text or whole


def _keys_of(task: Row) -> set[str]:
    """Return the words by which a task is known."""
    item, text = words_key(task["item"] or ""), words_key(task["text"] or "")
    return {item, text, words_key(task["title"] or ""), item + text} - {""}


def _is_live(task: Row) -> bool:
    return not task["cancelled_on"]


def _is_own(row: ReportedTask, task: Row) -> bool:
    """Whether an office that reports leads or supports the task; any, if no office is known."""
    return not row.offices or not row.offices.isdisjoint(
        {task["lead_office"], *(task["support_offices"] or ())}
    )


Preference = Callable[[Row], bool]


def _preferences(row: ReportedTask) -> list[Preference]:
    """Return what tells tasks with equal words apart, the weightiest first."""
    return [
        _is_live,
        lambda task: bool(row.text and words_key(row.text) == words_key(task["text"])),
        lambda task: bool(row.item and words_key(row.item) == words_key(task["item"])),
        lambda task: bool(row.number) and is_same_number(row.number, task["number"]),
        lambda task: task["lead_office"] in row.offices,
        lambda task: bool(row.offices) and _is_own(row, task),
        lambda task: bool(row.number) and is_part_of_number(row.number, task["number"]),
        lambda task: bool(row.theme) and _is_theme(row.theme, task),
    ]


def _is_theme(theme: str, task: Row) -> bool:
    return words_key(theme) in {
        words_key(task["theme"] or ""),
        words_key(task["theme_title"] or ""),
    }


def _narrowed(tasks: Sequence[Row], preferences: Collection[Preference]) -> list[Row]:
    """Return the tasks that have the preferences which some of them have."""
    left = list(tasks)
    for is_preferred in preferences:
        left = [task for task in left if is_preferred(task)] or left
    return left


def _matched_by_number(row: ReportedTask, index: TaskIndex) -> Match:
    """Offer the task of a number without words, unless it is another office's."""
    found = _narrowed(index.numbered(row.number), [lambda task: _is_own(row, task)])
    if not found:
        return Match("none")
    if len(found) > 1:
        return Match("several", tuple(found))
    return Match("number_only" if _is_own(row, found[0]) else "none", tuple(found))


def _matched_by_words(row: ReportedTask, task: Row) -> Match:
    """Return the only task with equal words; its number, or its office, must not speak against."""
    agrees = is_same_number(row.number, task["number"]) if row.number else False
    if not agrees and not _is_own(row, task):
        return Match("not_own", (task,))
    is_told = row.number and not agrees and not is_part_of_number(row.number, task["number"])
    return Match("by_words" if is_told else "agreed", (task,))


def _matched_by_likeness(row: ReportedTask, index: TaskIndex) -> Match:
    """Return the task of the number if its words agree, else offer the likeliest one."""
    numbered = index.numbered(row.number)
    for task in numbered:
        score = words_likeness(row, task)
        if score >= _AGREE:
            return Match("agreed" if _is_own(row, task) else "not_own", (task,))
    scored = [(score, task) for score, task in index.alike(row) if score >= _LIKELY]
    own = [(score, task) for score, task in scored if _is_own(row, task)]
    likely = own or scored
    same = [task for _, task in likely if task in numbered]
    is_clear = len(likely) == 1 or (likely and likely[0][0] - likely[1][0] >= _CLEAR)
    if same or is_clear:
        return Match("alike", (same[0] if same else likely[0][1],))
    return Match("none", tuple(numbered[:1]))


def words_likeness(row: ReportedTask, task: Row) -> float:
    """Return how alike the words of a row and of a task are."""
    item, text = words_key(row.item), words_key(row.text)
    if not text or not item:
        return max(likeness(item or text, key) for key in _keys_of(task))
    of_item, of_text = words_key(task["item"]), words_key(task["text"])
    both = likeness(item + text, of_item + of_text)
    return max(likeness(text, of_text), both, _AGREE * (item == of_item != of_text))
