"""Parse the rows of a task table (任务分解表) that describe one item."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from dashboard.importing.documents.blocks import CELL_BREAK
from dashboard.importing.documents.due_dates import parse_due_date, parse_due_words, told_first
from dashboard.importing.documents.items import Entry, ParsedItem
from dashboard.importing.documents.marks import parse_mark
from dashboard.importing.documents.measures import (
    list_starts,
    split_measures,
    title_end,
    trim_measure,
)
from dashboard.importing.documents.mentions import OfficeMention
from dashboard.importing.documents.office_names import (
    Office,
    OfficeRole,
    parse_office_names,
    with_roles,
)
from dashboard.importing.documents.plan import Item, Task
from dashboard.importing.documents.quantities import Target, find_quantities
from dashboard.importing.documents.reading import Reading, merge_offices
from dashboard.importing.documents.source import Piece, join_pieces
from dashboard.importing.documents.table_columns import PERIOD_CELL

Cells = Mapping[str, Piece]

_EMPTY: Final = Piece("", ())
_NAME_GAP: Final = re.compile(r"(?<=^[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff]$)")
"""The blank in a name of two characters, which is set as wide as one of three."""

_NEW_LINE: Final = re.compile(
    rf"(?<=[。；;：:]){CELL_BREAK}|{CELL_BREAK}(?=[(（]?\d{{1,2}}[)）.、．]|[①-⑳])"
)
"""A line break in a cell that separates two texts; others only wrap a line."""


def parse_item_rows(
    entry: Entry, reading: Reading, default: Sequence[OfficeMention]
) -> ParsedItem | None:
    """Parse the item of an entry's rows; None when they have no task text.

    `default` are the offices of the nearest heading, for a table without such a column.
    """
    rows = [paragraph.cells for paragraph in entry.paragraphs if paragraph.cells]
    first = rows[0]
    printed, title, rest = _split_title(first)
    if not title:
        return None
    source = reading.source
    for row in rows:
        source.consume(row.get("label", _EMPTY))
    named = [_with_lead(_offices_of(row, reading), default) for row in rows]
    offices = named[0] or merge_offices(default)
    tasks = [
        replace(task, offices=None if own in ((), offices) else own)
        for at, (row, own) in enumerate(zip(rows, named, strict=True))
        for task in _tasks_of(row, title, rest if at == 0 else _EMPTY, reading)
    ]
    item = Item(
        number=_number(source.consume(printed)),
        group=entry.group(source),
        title=_plain(source.consume(title)),
        offices=offices,
        tasks=tuple(tasks),
        line=source.line(title),
        leader=_NAME_GAP.sub("", _plain(source.consume(first.get("leader", _EMPTY)))) or None,
    )
    return ParsedItem(item, (), (), tuple(default) if _uses(named[0], default) else ())


def _with_lead(offices: tuple[Office, ...], default: Sequence[OfficeMention]) -> tuple[Office, ...]:
    """Return the offices of a row; where all support, the heading tells who leads."""
    if not offices or any(office.role == "lead" for office in offices):
        return offices
    named = {office.name for office in offices}
    leads = [office for office in merge_offices(default) if office.role == "lead"]
    return (*(lead for lead in leads if lead.name not in named), *offices)


def _uses(offices: tuple[Office, ...], default: Sequence[OfficeMention]) -> bool:
    """Whether a row has the offices of its heading, or some of them."""
    return not offices or bool({*offices} & {*merge_offices(default)})


def _plain(text: str) -> str:
    """Return a cell's text on one line."""
    return text.replace(CELL_BREAK, "")


def _split_title(cells: Cells) -> tuple[Piece, Piece, Piece]:
    """Return the number, the title and the text after it in the cells of an item."""
    whole = cells.get("item", _EMPTY).strip()
    mark = parse_mark(whole.text)
    printed = cells.get("number", _EMPTY)
    if mark and mark.level in ("arabic", "measure", "bracketed") and not printed:
        printed, whole = whole[: mark.end], whole[mark.end :]
    if cells.get("text"):
        return printed, trim_measure(whole), _EMPTY
    first = mark.end if mark else 0
    end = min([title_end(whole.text), *(at for at in list_starts(whole.text) if at > first)])
    if broken := _NEW_LINE.search(whole.text, 0, end):
        end = broken.start()
    after = end + (whole.text[end : end + 1] in ("。", "：", ":"))
    return printed, trim_measure(whole[:end].strip()), whole[after:].strip()


def _number(printed: str) -> int | str | None:
    """Return the number of an item, as printed if it is not in Arabic numerals."""
    plain = printed.strip(" .．、\t")
    return int(plain) if plain.isdecimal() else printed.strip(" .、") or None


def _tasks_of(row: Cells, title: Piece, rest: Piece, reading: Reading) -> Iterator[Task]:
    """Yield the tasks of a row: from its own column, the text after the title, or the title."""
    text = row.get("text") or rest
    lines = list(_lines_of(text))
    measures = [trim_measure(measure) for line in lines for measure in split_measures(line)]
    periods = {key: cell for key, cell in row.items() if key.startswith(PERIOD_CELL)}
    for measure in measures or ([] if periods else [title]):
        yield _parse_task(measure, row, reading)
    last = None if measures else next(reversed(periods), None)
    for key, cell in periods.items():
        own = row if key == last else {}
        yield _due_in(_parse_task(cell, own, reading), key.removeprefix(PERIOD_CELL), reading)


def _due_in(task: Task, words: str, reading: Reading) -> Task:
    """Return what is to be done in a period, which is due at its end unless it tells a day."""
    due = parse_due_words(words, reading.period)
    return task if due is None or task.due_date else task.due_by(due)


def _lines_of(cell: Piece) -> Iterator[Piece]:
    """Yield the texts of a cell that line breaks separate; other breaks are closed."""
    start = 0
    for found in [*_NEW_LINE.finditer(cell.text), None]:
        part = cell[start : found.start() if found else None]
        yield join_pieces(
            part[at : at + 1] for at, sign in enumerate(part.text) if sign != CELL_BREAK
        )
        start = found.end() if found else start


def _parse_task(measure: Piece, row: Cells, reading: Reading) -> Task:
    """Parse the task of a measure, with the row's due date and target."""
    source, period = reading.source, reading.period
    text = source.consume(measure)
    due = parse_due_words(_plain(source.consume(row["due"])), period) if row.get("due") else None
    due = told_first(due, parse_due_date(text, period, due))
    task = Task(_plain(text), source.line(measure), targets=tuple(_targets_of(text, row, reading)))
    return task.due_by(due) if due else task


def _targets_of(text: str, row: Cells, reading: Reading) -> list[Target]:
    """Return the quantities of a measure; the cell of the target comes first, whole."""
    own = find_quantities(text, reading.period)
    cell = row.get("target")
    if not cell:
        return own
    words = _plain(reading.source.consume(cell))
    told = find_quantities(words, reading.period)
    main = Target(words, told[0].value, told[0].unit) if told else Target(words, None, None)
    return [main, *told[1:], *own] if told else [*own, main]


def _offices_of(row: Cells, reading: Reading) -> tuple[Office, ...]:
    """Return the offices in a row's cells, which may say themselves who leads."""
    leads, helps = row.get("lead", _EMPTY), row.get("support", _EMPTY)
    mentions = [mention for mention in reading.mentions(leads) if mention.offices]
    if mentions and leads:
        reading.claim(mentions)
        for mention in mentions:
            reading.source.consume(leads[mention.start : mention.end])
        first = merge_offices(mentions)
    else:
        first = _listed(leads, "lead", reading, is_shared="support" in row)
    support = _listed(helps, "support", reading)
    return tuple(
        {office.name: office for office in (*support, *first)}[name]
        for name in dict.fromkeys(office.name for office in (*first, *support))
    )


def _listed(
    cell: Piece, role: OfficeRole, reading: Reading, *, is_shared: bool = False
) -> tuple[Office, ...]:
    """Return the offices that a cell lists; beside a column of those who support, all lead."""
    names = parse_office_names(cell, reading.source, reading.known)
    return with_roles(names, role, is_shared=is_shared)
