"""Parse the rows of a task table (任务分解表) that describe one item."""

from collections.abc import Collection
from dataclasses import replace

from dashboard.importing.documents.measures import split_measures, title_end, trim_measure
from dashboard.importing.documents.offices import Office, parse_office_names, with_roles
from dashboard.importing.documents.outline import OutlineEntry
from dashboard.importing.documents.plan import Item, Task
from dashboard.importing.documents.source import Piece, Source
from dashboard.importing.documents.targets import parse_target
from dashboard.importing.spreadsheets.chinese_dates import parse_date

_EMPTY_PIECE = Piece("", ())


def parse_item_rows(
    entry: OutlineEntry, source: Source, year: int, known: Collection[str]
) -> Item | None:
    """Parse the item of an entry's rows; None when they have no task text."""
    rows = [paragraph.cells for paragraph in entry.paragraphs if paragraph.cells]
    first = rows[0]
    whole = first.get("item", _EMPTY_PIECE)
    end = len(whole.text) if first.get("text") else title_end(whole.text)
    title = trim_measure(whole[:end])
    if not title:
        return None
    tasks = [
        task
        for row in rows
        for measure in _row_measures(row, title, whole[end + 1 :])
        for task in [_parse_task(measure, row, source, year, known)]
    ]
    offices = tasks[0].offices
    if all(task.offices == offices for task in tasks):
        tasks = [replace(task, offices=()) for task in tasks]
    number = source.consume(first["number"]) if first.get("number") else None
    return Item(
        number=int(number) if number and number.isdecimal() else number,
        group=source.consume(first["group_title"]) if first.get("group_title") else None,
        title=source.consume(title),
        offices=offices,
        tasks=tuple(tasks),
        line=source.line(whole),
    )


def _row_measures(row: dict[str, Piece], title: Piece, rest: Piece) -> list[Piece]:
    """Return a row's measures: from their own column, the text after the title, or the title."""
    measures = [
        trim_measure(measure) for measure in split_measures(row.get("text") or rest.strip())
    ]
    return measures or [title]


def _parse_task(
    measure: Piece, row: dict[str, Piece], source: Source, year: int, known: Collection[str]
) -> Task:
    """Parse the task of a measure, with the row's offices, due date and target."""
    leads = with_roles(
        parse_office_names(row.get("lead_office", _EMPTY_PIECE), source, known), "lead"
    )
    helps = with_roles(
        parse_office_names(row.get("support_offices", _EMPTY_PIECE), source, known), "support"
    )
    offices: tuple[Office, ...] = leads + helps
    task = Task(source.consume(measure), source.line(measure), offices)
    if due := row.get("due_date"):
        words = source.consume(due)
        task = replace(task, due_text=words, due_date=parse_date(words, year))
    if target := parse_target(
        row["target_text"].text if row.get("target_text") else task.text, year
    ):
        task = replace(task, target_text=target.text, target=target.value, unit=target.unit)
    return task
