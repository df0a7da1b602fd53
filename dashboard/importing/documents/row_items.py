"""Rows of a decomposition table that tell one item become that item."""

from collections.abc import Collection
from dataclasses import replace

from dashboard.importing.documents.measures import measures_of, tidied, title_end
from dashboard.importing.documents.offices import Office, names_in, with_roles
from dashboard.importing.documents.outline import Entry
from dashboard.importing.documents.plan import Item, Task
from dashboard.importing.documents.source import Piece, Source
from dashboard.importing.documents.targets import target_in
from dashboard.importing.spreadsheets.chinese_dates import date_in

NOTHING = Piece("", ())


def item_of_rows(entry: Entry, source: Source, year: int, known: Collection[str]) -> Item | None:
    """Return the item that the rows of an entry tell; None when they name no work."""
    rows = [paragraph.cells for paragraph in entry.paragraphs if paragraph.cells]
    first = rows[0]
    whole = first.get("item", NOTHING)
    end = len(whole.text) if first.get("text") else title_end(whole.text)
    title = tidied(whole[:end])
    if not title:
        return None
    tasks = [
        task
        for row in rows
        for measure in measures_of_row(row, title, whole[end + 1 :])
        for task in [task_of(measure, row, source, year, known)]
    ]
    offices = tasks[0].offices
    if all(task.offices == offices for task in tasks):
        tasks = [replace(task, offices=()) for task in tasks]
    number = source.take(first["number"]) if first.get("number") else None
    return Item(
        number=int(number) if number and number.isdecimal() else number,
        group=source.take(first["group_title"]) if first.get("group_title") else None,
        title=source.take(title),
        offices=offices,
        tasks=tuple(tasks),
        line=source.line(whole),
    )


def measures_of_row(row: dict[str, Piece], title: Piece, rest: Piece) -> list[Piece]:
    """Return the measures of a row: of its own column, else what follows the title, else that."""
    told = [tidied(measure) for measure in measures_of(row.get("text") or rest.strip())]
    return told or [title]


def task_of(
    measure: Piece, row: dict[str, Piece], source: Source, year: int, known: Collection[str]
) -> Task:
    """Return a measure with what the row says of its offices, its date and its target."""
    leads = with_roles(names_in(row.get("lead_office", NOTHING), source, known), "lead")
    helps = with_roles(names_in(row.get("support_offices", NOTHING), source, known), "support")
    offices: tuple[Office, ...] = leads + helps
    task = Task(source.take(measure), source.line(measure), offices)
    if due := row.get("due_date"):
        words = source.take(due)
        task = replace(task, due_text=words, due_date=date_in(words, year))
    if target := target_in(row["target_text"].text if row.get("target_text") else task.text, year):
        task = replace(task, target_text=target.text, target=target.value, unit=target.unit)
    return task
