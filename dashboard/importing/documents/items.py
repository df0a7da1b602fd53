"""An entry of the outline becomes an item: title, offices, and measures with their dates."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from dashboard.importing.documents.marks import Mark
from dashboard.importing.documents.measures import list_starts, measures_of, tidied, title_end
from dashboard.importing.documents.noise import is_closing
from dashboard.importing.documents.offices import Office, find_offices
from dashboard.importing.documents.outline import Entry
from dashboard.importing.documents.paragraphs import Paragraph
from dashboard.importing.documents.plan import Item, Task
from dashboard.importing.documents.row_items import item_of_rows
from dashboard.importing.documents.source import Piece, Source
from dashboard.importing.documents.targets import due_in, target_in
from dashboard.importing.spreadsheets.chinese_dates import date_in


@dataclass(frozen=True)
class Stretch:
    """A run of an item's text and the offices that a bracket at its end names."""

    piece: Piece
    offices: tuple[Office, ...]
    due: Piece | None = None


def item_of(
    entry: Entry,
    source: Source,
    year: int,
    known: Collection[str],
    default: tuple[Office, ...],
) -> Item | None:
    """Return the item of an entry; None when nothing but marks is in it."""
    if entry.paragraphs[0].cells:
        return item_of_rows(entry, source, year, known)
    pieces = [paragraph.piece for paragraph in entry.paragraphs]
    number = None
    if entry.mark:
        number = number_of(source.take(pieces[0][: entry.mark.end]), entry.mark)
        pieces[0] = pieces[0][entry.mark.end :]
    stretches = [part for piece in pieces for part in stretches_of(piece, source, known)]
    title, body = titled(stretches)
    if not title:
        for paragraph in entry.paragraphs:
            source.taken.difference_update(paragraph.piece.at)
        return None
    own = merged(part.offices for part in stretches)
    due = next((part.due for part in stretches if part.due), None)
    tasks = tuple(with_due(task, due, source, year) for task in tasks_of(body, title, source, year))
    return Item(
        number=number,
        group=group_title(entry.group, source, known),
        title=source.take(title),
        offices=own or default,
        tasks=tasks if len({task.offices for task in tasks}) > 1 else without_own(tasks),
        line=source.line(title),
    )


def number_of(printed: str, mark: Mark) -> int | str:
    """Return an entry's number: an integer when it is in Arabic numerals, else as printed."""
    plain = printed.strip(" .．、\t")
    return mark.value if mark.level == "arabic" and plain.isdigit() else printed.strip()


def stretches_of(piece: Piece, source: Source, known: Collection[str]) -> Iterator[Stretch]:
    """Yield a paragraph's text, cut where offices are named; the words naming them are left out."""
    start = 0
    for found in find_offices(piece, source, known):
        yield Stretch(piece[start : found.start], found.offices, found.due)
        start = found.end
    if not is_closing(piece[start:].text.strip()):
        yield Stretch(piece[start:], ())


def titled(stretches: list[Stretch]) -> tuple[Piece, list[Stretch]]:
    """Return an item's title, what stands before its first 。 or colon, and what follows it."""
    for at, part in enumerate(stretches):
        piece = part.piece.strip()
        if not any(map(str.isalnum, piece.text)):
            continue
        end = title_end(piece.text)
        if next(list_starts(piece.text), end) < end:  # no title, the list begins at once
            return tidied(next(measures_of(piece))), stretches[at:]
        rest = Stretch(piece[end + 1 :].strip(), part.offices, part.due)
        return tidied(piece[:end]), [rest, *stretches[at + 1 :]]
    return Piece("", ()), []


def tasks_of(body: list[Stretch], title: Piece, source: Source, year: int) -> Iterator[Task]:
    """Yield the measures; an item without any is its own measure, as is a title with a promise.

    A bracket names the offices of all text since the one before it.
    """
    measures: list[tuple[Piece, tuple[Office, ...]]] = []
    waiting: list[Piece] = []
    for part in body:
        waiting += [tidied(measure) for measure in measures_of(part.piece)]
        if part.offices:
            measures += [(measure, part.offices) for measure in waiting]
            waiting = []
    last = measures[-1][1] if measures else ()
    measures += [(measure, last) for measure in waiting]
    promises = due_in(title.text, year) or target_in(title.text, year)
    is_measure = not measures or (promises and title.text not in measures[0][0].text)
    first = measures[0][1] if measures else ()
    for measure, offices in [*([(title, first)] if is_measure else []), *measures]:
        yield task_of(measure, offices, source, year)


def task_of(measure: Piece, offices: tuple[Office, ...], source: Source, year: int) -> Task:
    """Return a measure with the date and the quantity that it names."""
    text = source.take(measure)
    due, target = due_in(text, year), target_in(text, year)
    task = Task(text, source.line(measure), offices)
    if due:
        task = replace(task, due_text=due[0], due_date=due[1])
    if target:
        task = replace(task, target_text=target.text, target=target.value, unit=target.unit)
    return task


def with_due(task: Task, due: Piece | None, source: Source, year: int) -> Task:
    """Return a task that is due when its item is, unless it names a day of its own."""
    if due is None or task.due_text:
        return task
    words = re.split("[:：】]", source.take(due), maxsplit=1)[-1].strip("。;； ")
    return replace(task, due_text=words, due_date=date_in(words, year))


def without_own(tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    return tuple(replace(task, offices=()) for task in tasks)


def merged(named: "Iterator[tuple[Office, ...]]") -> tuple[Office, ...]:
    """Return the offices of all brackets of an item, each once; the first to lead leads."""
    offices: dict[str, Office] = {}
    for office in (office for group in named for office in group):
        has_lead = any(each.role == "lead" for each in offices.values())
        role = "support" if has_lead else office.role
        offices.setdefault(office.name, Office(office.name, role))
    return tuple(offices.values())


def group_title(group: Paragraph | None, source: Source, known: Collection[str]) -> str | None:
    """Return the heading over some items, with its mark, which no other field holds."""
    if group is None:
        return None
    found = find_offices(group.piece, source, known)
    return source.take(group.piece[: found[0].start if found else None].strip())
