"""Merge a plan's text and the table attached to it (责任分解表) into one plan."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final

from dashboard.importing.documents.head import is_title
from dashboard.importing.documents.paragraphs import Paragraph
from dashboard.importing.documents.plan import Item, Task, Theme
from dashboard.importing.documents.reading import Reading

_ATTACHMENT: Final = re.compile(r"附[件表]\s*[\d一二三四五]*\s*[:：]?.{0,40}")
_LIKE: Final = 0.7
"""The least likeness of the titles of an item and of its row."""

_LEAST_SHARE: Final = 1 / 3
"""The least share of rows that are about items of the text."""

_REACH: Final = 6
"""How many paragraphs above a table its title may stand."""


def split_attached(
    paragraphs: Sequence[Paragraph],
) -> tuple[list[Paragraph], list[Paragraph]]:
    """Return the paragraphs of a plan, and the rows of the table that is attached to it."""
    first = next((at for at, each in enumerate(paragraphs) if each.cells), None)
    if first is None:
        return list(paragraphs), []
    last = max((at for at in range(first) if _is_entry(paragraphs[at])), default=None)
    if last is None:
        return list(paragraphs), []
    titles = range(max(first - _REACH, last + 1), first)
    begun = next((at for at in titles if _begins_attachment(paragraphs[at])), None)
    if begun is None:
        return list(paragraphs), []
    if not any({"lead", "support", "due"} & set(each.cells) for each in paragraphs[first:]):
        return list(paragraphs[:first]), []  # a list of projects, of prices, of schools
    table = next(at for at in range(begun + 1, first + 1) if _is_of_table(paragraphs, at, first))
    return list(paragraphs[:begun]), [
        each for each in paragraphs[table:] if each.cells or each.mark
    ]


def _is_entry(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a numbered entry of the text."""
    levels = ("arabic", "bracketed", "ordinal", "measure")
    return paragraph.is_counted and paragraph.mark is not None and paragraph.mark.level in levels


def _begins_attachment(paragraph: Paragraph) -> bool:
    """Whether a line is 附件 or the title of a table."""
    text = paragraph.piece.text.strip()
    return paragraph.mark is None and bool(_ATTACHMENT.fullmatch(text) or is_title(text))


def _is_of_table(paragraphs: Sequence[Paragraph], at: int, first: int) -> bool:
    """Whether a paragraph is the first row of the table, or the heading right above it."""
    return at == first or all(each.mark for each in paragraphs[at:first])


def merge_attached(text: list[Theme], table: list[Theme], reading: Reading) -> list[Theme]:
    """Return one plan: the items of the text with the offices and dates of their rows.

    Where hardly a row is about an item of the text, both are kept as they are.
    """
    rows = [row for theme in table for row in theme.items]
    places = [(at, place) for at, theme in enumerate(text) for place in range(len(theme.items))]
    matched = dict(_matches(text, places, rows))
    if not rows or len(matched) < _LEAST_SHARE * len(rows):
        return [*text, *table]
    items = [list(theme.items) for theme in text]
    for row, (at, place) in matched.items():
        items[at][place] = _with_row(items[at][place], rows[row], reading)
    rest = [row for place, row in enumerate(rows) if place not in matched]
    reading.note(
        f"附表中有 {len(matched)} 行与正文的事项相同,已并入正文:股室和时限取自附表,请核对。"
    )
    themes = [replace(theme, items=tuple(own)) for theme, own in zip(text, items, strict=True)]
    if rest:
        reading.note(f"附表中有 {len(rest)} 行在正文中没有,列在最后(第 {rest[0].line} 行起)。")
        themes += [
            replace(theme, items=own)
            for theme in table
            if (own := tuple(row for row in theme.items if row in rest))
        ]
    return themes


def _matches(
    text: Sequence[Theme], places: Sequence[tuple[int, int]], rows: Sequence[Item]
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield the row numbers of a table with the places of their items in the text, each once."""
    free = list(places)
    for at, row in enumerate(rows):
        likeness = [_likeness(text[theme].items[place], row) for theme, place in free]
        best = max(range(len(free)), key=likeness.__getitem__, default=None)
        if best is not None and likeness[best] >= _LIKE:
            yield at, free.pop(best)


def _likeness(item: Item, row: Item) -> float:
    """Return how alike an item and a row are, from 0 to 1."""
    own, other = _letters(item.title), _letters(row.title)
    if own == other:
        return 1
    if own and other and (own in other or other in own) and min(len(own), len(other)) > 1:
        return 0.9
    if any(other == _letters(task.text) for task in item.tasks):
        return 0.95
    return SequenceMatcher(None, own, other).ratio()


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _with_row(item: Item, row: Item, reading: Reading) -> Item:
    """Return an item of the text with what its row tells: offices, dates, further measures."""
    for sentence in _differences(item, row):
        reading.note(f"第 {item.line} 行的事项在附表第 {row.line} 行:{sentence};取正文,请核对。")
    known = [_letters(item.title), *(_letters(task.text) for task in item.tasks)]
    is_known = [any(_letters(task.text) in words for words in known) for task in row.tasks]
    new = tuple(task for task, old in zip(row.tasks, is_known, strict=True) if not old)
    dues = [task for task in row.tasks if task.due_text]
    tasks = tuple(_with_due(task, dues) for task in item.tasks)
    told = {target.text for task in tasks for target in task.targets}
    targets = tuple(
        target
        for task, old in zip(row.tasks, is_known, strict=True)
        for target in task.targets
        if old and target.text not in told
    )
    first = replace(tasks[0], targets=tasks[0].targets + targets)
    return replace(
        item,
        offices=item.offices or row.offices,
        tasks=(first, *tasks[1:], *new),
        leader=item.leader or row.leader,
    )


def _differences(item: Item, row: Item) -> Iterator[str]:
    """Yield what a row tells otherwise than the text."""
    if _letters(row.title) not in _letters(item.title + "".join(task.text for task in item.tasks)):
        yield f"任务写作“{row.title}”"
    if item.offices and row.offices and item.offices != row.offices:
        yield f"股室为“{'、'.join(office.name for office in row.offices)}”"
    days = {task.due_date for task in item.tasks if task.due_date}
    for task in row.tasks:
        if task.due_text and days and task.due_date not in days:
            yield f"时限为“{task.due_text}”"


def _with_due(task: Task, dues: Sequence[Task]) -> Task:
    """Return a task of the text with the due date of its row, unless it has its own."""
    if task.due_date or not dues:
        return task
    last = dues[-1]
    return replace(
        task,
        due_text=last.due_text,
        due_date=last.due_date,
        earlier_dates=last.earlier_dates,
    )
