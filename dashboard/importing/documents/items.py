"""Parse an entry of the outline into an item: title, offices, and tasks with due dates."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from dashboard.importing.documents.marks import Mark
from dashboard.importing.documents.measures import (
    list_starts,
    split_measures,
    title_end,
    trim_measure,
)
from dashboard.importing.documents.noise import is_closing
from dashboard.importing.documents.offices import Office, find_offices
from dashboard.importing.documents.outline import OutlineEntry
from dashboard.importing.documents.paragraphs import Paragraph
from dashboard.importing.documents.plan import Item, Task
from dashboard.importing.documents.row_items import parse_item_rows
from dashboard.importing.documents.source import Piece, Source
from dashboard.importing.documents.targets import parse_due_date, parse_target
from dashboard.importing.spreadsheets.chinese_dates import parse_date


@dataclass(frozen=True)
class _Segment:
    """A segment of an item's text, and the offices in the bracket at its end."""

    piece: Piece
    offices: tuple[Office, ...]
    due: Piece | None = None


def parse_item(
    entry: OutlineEntry,
    source: Source,
    year: int,
    known: Collection[str],
    default: tuple[Office, ...],
) -> Item | None:
    """Parse the item of an entry; None when it has no text except marks."""
    if entry.paragraphs[0].cells:
        return parse_item_rows(entry, source, year, known)
    pieces = [paragraph.piece for paragraph in entry.paragraphs]
    number = None
    if entry.mark:
        number = _item_number(source.consume(pieces[0][: entry.mark.end]), entry.mark)
        pieces[0] = pieces[0][entry.mark.end :]
    stretches = [part for piece in pieces for part in _split_at_offices(piece, source, known)]
    title, body = _split_title(stretches)
    if not title:
        for paragraph in entry.paragraphs:
            source.consumed.difference_update(paragraph.piece.at)
        return None
    own = _merge_offices(part.offices for part in stretches)
    due = next((part.due for part in stretches if part.due), None)
    tasks = tuple(
        _with_due(task, due, source, year) for task in _parse_tasks(body, title, source, year)
    )
    return Item(
        number=number,
        group=_group_title(entry.group, source, known),
        title=source.consume(title),
        offices=own or default,
        tasks=tasks if len({task.offices for task in tasks}) > 1 else _without_offices(tasks),
        line=source.line(title),
    )


def _item_number(printed: str, mark: Mark) -> int | str:
    """Return an entry's number: an integer for Arabic numerals, else as printed."""
    plain = printed.strip(" .．、\t")
    return mark.value if mark.level == "arabic" and plain.isdigit() else printed.strip()


def _split_at_offices(piece: Piece, source: Source, known: Collection[str]) -> Iterator[_Segment]:
    """Split a paragraph at its office phrases, which are removed from the text."""
    start = 0
    for found in find_offices(piece, source, known):
        yield _Segment(piece[start : found.start], found.offices, found.due)
        start = found.end
    if not is_closing(piece[start:].text.strip()):
        yield _Segment(piece[start:], ())


def _split_title(stretches: list[_Segment]) -> tuple[Piece, list[_Segment]]:
    """Split an item at its first 。 or colon into the title and the rest."""
    for at, part in enumerate(stretches):
        piece = part.piece.strip()
        if not any(map(str.isalnum, piece.text)):
            continue
        end = title_end(piece.text)
        if next(list_starts(piece.text), end) < end:  # without a title, the list starts at once
            return trim_measure(next(split_measures(piece))), stretches[at:]
        rest = _Segment(piece[end + 1 :].strip(), part.offices, part.due)
        return trim_measure(piece[:end]), [rest, *stretches[at + 1 :]]
    return Piece("", ()), []


def _parse_tasks(body: list[_Segment], title: Piece, source: Source, year: int) -> Iterator[Task]:
    """Yield the tasks; an item without measures is its own task, and so is a title with a target.

    The offices in a bracket belong to all text since the bracket before it.
    """
    measures: list[tuple[Piece, tuple[Office, ...]]] = []
    waiting: list[Piece] = []
    for part in body:
        waiting += [trim_measure(measure) for measure in split_measures(part.piece)]
        if part.offices:
            measures += [(measure, part.offices) for measure in waiting]
            waiting = []
    last = measures[-1][1] if measures else ()
    measures += [(measure, last) for measure in waiting]
    promises = parse_due_date(title.text, year) or parse_target(title.text, year)
    is_measure = not measures or (promises and title.text not in measures[0][0].text)
    first = measures[0][1] if measures else ()
    for measure, offices in [*([(title, first)] if is_measure else []), *measures]:
        yield _parse_task(measure, offices, source, year)


def _parse_task(measure: Piece, offices: tuple[Office, ...], source: Source, year: int) -> Task:
    """Parse the task of a measure, with its due date and target."""
    text = source.consume(measure)
    due, target = parse_due_date(text, year), parse_target(text, year)
    task = Task(text, source.line(measure), offices)
    if due:
        task = replace(task, due_text=due[0], due_date=due[1])
    if target:
        task = replace(task, target_text=target.text, target=target.value, unit=target.unit)
    return task


def _with_due(task: Task, due: Piece | None, source: Source, year: int) -> Task:
    """Return the task with its item's due date, unless it has its own."""
    if due is None or task.due_text:
        return task
    words = re.split("[:：】]", source.consume(due), maxsplit=1)[-1].strip("。;； ")
    return replace(task, due_text=words, due_date=parse_date(words, year))


def _without_offices(tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    return tuple(replace(task, offices=()) for task in tasks)


def _merge_offices(named: "Iterator[tuple[Office, ...]]") -> tuple[Office, ...]:
    """Merge the offices of an item's brackets, each once; the first lead office is the lead."""
    offices: dict[str, Office] = {}
    for office in (office for group in named for office in group):
        has_lead = any(each.role == "lead" for each in offices.values())
        role = "support" if has_lead else office.role
        offices.setdefault(office.name, Office(office.name, role))
    return tuple(offices.values())


def _group_title(group: Paragraph | None, source: Source, known: Collection[str]) -> str | None:
    """Return the heading of a group of items, including its mark, which no other field has."""
    if group is None:
        return None
    found = find_offices(group.piece, source, known)
    return source.consume(group.piece[: found[0].start if found else None].strip())
