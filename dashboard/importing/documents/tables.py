"""Convert the rows of task tables to paragraphs with cells, below the headings of their themes."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from dashboard.importing.documents.marks import Mark, parse_mark
from dashboard.importing.documents.measures import list_starts
from dashboard.importing.documents.paragraphs import Paragraph
from dashboard.importing.documents.source import Piece, join_pieces
from dashboard.importing.documents.table_columns import PERIOD_CELL, Role
from dashboard.importing.documents.table_rows import Table, is_rule
from dashboard.importing.documents.table_shapes import Row

_NO_TASK: Final = re.compile(
    r"\s*(?:合\s*计|小\s*计|总\s*计|共\s*计|注[:：]|说明[:：]|备注[:：]|填表|(?:制表|填报|审核|审批|编制|统计|报送|联系)(?:人|单位|部门|时间|日期)?\s*[:：]|[(（]?(?:续\s*表|接上表)[)）]?$)"
)
_CHINESE_NUMBER: Final = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.]?")
_EMPTY: Final = Piece("", ())


def table_paragraphs(table: Table) -> Iterator[Paragraph]:
    """Yield a heading paragraph for each theme of a table, and a paragraph with cells per row.

    The cell `label` of a row has what its fields stand for: the headings of their columns, and
    merged cells that are repeated.
    """
    theme, last, count = "", "", 0
    above: dict[Role, Piece] = {}
    labels = _known_headings(table, table.header)
    for row in filter(_has_task, table.rows):
        if _is_header_again(row, table):
            labels += _known_headings(table, [row])
            continue
        if _is_theme_row(row, table):
            count += 1
            yield _theme_heading(next(filter(None, row)), count)
            above = {}
            continue
        if numbered := _numbered_theme(row, table):
            count += 1
            number, name, *repeated = numbered
            mark = Mark("chinese", count, len(number.text))
            yield Paragraph(join_pieces([number, name]), mark, False)
            labels += repeated
            above = {}
            continue
        cells = _filled(_named(row, table), above)
        if (theme_cell := cells.get("theme")) and theme_cell.text != theme:
            theme, count = theme_cell.text, count + 1
            yield _theme_heading(theme_cell, count)
        elif theme_cell:
            labels.append(theme_cell)
        own = "\t".join(cells[role].text for role in ("number", "item") if role in cells)
        if own == last:
            labels += [cells[role] for role in ("number", "item") if role in cells]
        named = {"label": join_pieces(labels), **_periods(row, table)}
        yield from _row_paragraphs(row, cells, named, is_new=own != last)
        last, above, labels = own, cells, []


def _row_paragraphs(
    row: Row, cells: dict[Role, Piece], named: dict[str, Piece], *, is_new: bool
) -> Iterator[Paragraph]:
    """Yield the paragraph of a row, or one per entry if its item is a list of several.

    `named` are the cells that the first of these has besides.
    """
    entries = _entries_in(cells)
    for at, own in enumerate(entries or [cells]):
        mark = _row_mark(own) if is_new or entries else None
        more = named if at == 0 else {}
        yield Paragraph(join_pieces(row), mark, False, more | {**own})


def _known_headings(table: Table, rows: Sequence[Row]) -> list[Piece]:
    """Return the headings of the columns that have fields, or no text."""
    unknown = set(unknown_columns(table))
    return [
        cell
        for row in rows
        for at, cell in enumerate(row)
        if at >= len(table.headings) or table.headings[at] not in unknown
    ]


def _is_header_again(row: Row, table: Table) -> bool:
    """Whether a row repeats the header, as on the next page."""
    words = [cell.text for cell in row if cell]
    heads = {cell.text for header in table.header for cell in header} | set(table.headings)
    return len(words) > 1 and set(words) <= heads


def _entries_in(cells: dict[Role, Piece]) -> list[dict[Role, Piece]]:
    """Return the cells of each entry, if the cell of the item is a list of several: 1. …2. …."""
    item = cells.get("item", _EMPTY)
    starts = list(list_starts(item.text)) if not {"number", "text"} & set(cells) else []
    mark = parse_mark(item.text)
    if len(starts) < 2 or starts[0] or mark is None or mark.level != "arabic":
        return []
    return [{**cells, "item": part.strip()} for part in item.split_at(starts)]


def _has_task(row: Row) -> bool:
    """Whether a row may be one of tasks, not a rule, a sum or a note."""
    text = "".join(cell.text for cell in row)
    return bool(text) and not is_rule(text) and not _NO_TASK.match(text)


def _named(row: Row, table: Table) -> dict[Role, Piece]:
    """Return the filled cells of a row by their roles."""
    return {
        role: row[at]
        for at, role in table.columns.items()
        if role != "period" and at < len(row) and row[at]
    }


def _periods(row: Row, table: Table) -> dict[str, Piece]:
    """Return what is to be done in each period, by the headings of their columns."""
    return {
        PERIOD_CELL + table.headings[at]: row[at]
        for at, role in table.columns.items()
        if role == "period" and at < len(row) and row[at]
    }


def _filled(cells: dict[Role, Piece], above: dict[Role, Piece]) -> dict[Role, Piece]:
    """Return the cells of a row with those of a merged cell that begins above it.

    A row without an item goes on with the item above; theme and time reach down to the next one.
    """
    kept: tuple[Role, ...] = ("theme",)
    if "item" not in cells:
        kept = ("theme", "number", "item", "lead", "support", "due", "leader")
    elif "number" not in above:
        kept = ("theme", "due")
    return {role: above[role] for role in kept if role in above} | cells


def _is_theme_row(row: Row, table: Table) -> bool:
    """Whether a row is one merged cell: the heading of the rows below it."""
    filled = [at for at, cell in enumerate(row) if cell]
    if len({row[at].text for at in filled}) > 1:
        return False
    if len(row) == 1 or len(filled) > 1:
        return True
    mark = parse_mark(row[filled[0]].text)
    is_marked = mark is not None and mark.level in ("part", "chinese", "bracketed")
    return is_marked or (
        table.columns.get(filled[0]) == "number" and not row[filled[0]].text.isdigit()
    )


def _numbered_theme(row: Row, table: Table) -> list[Piece]:
    """Return number and name of a theme row whose number has a cell of its own; else nothing.

    A merged cell stands once, or again in each of the columns that it reaches over: twice is a
    task whose content repeats its name.
    """
    filled = [at for at, cell in enumerate(row) if cell]
    if len(filled) < 2 or table.columns.get(filled[0]) != "number":
        return []
    number, name, *others = (row[at] for at in filled)
    is_alone = all(cell.text == name.text for cell in others)
    is_chinese = bool(_CHINESE_NUMBER.fullmatch(number.text))
    return [number, name, *others] if is_alone and is_chinese and len(others) != 1 else []


def _theme_heading(piece: Piece, count: int) -> Paragraph:
    """Return the heading paragraph of a theme; without a mark it gets the next number."""
    mark = parse_mark(piece.text)
    if mark is None or mark.level in ("arabic", "measure", "bracketed"):
        end = mark.end if mark and mark.level == "bracketed" else 0
        mark = Mark("chinese", count, end)
    return Paragraph(piece, mark, False)


def _row_mark(cells: dict[Role, Piece]) -> Mark:
    """Return the mark of a row, with the number printed in its cell."""
    number = cells["number"].text if "number" in cells else ""
    return Mark("arabic", int(number) if number.isdecimal() else 0, 0)


def unknown_columns(table: Table) -> Sequence[str]:
    """Return the headings of the columns whose cells have no field, but are not empty."""
    return [
        heading
        for at, heading in enumerate(table.headings)
        if heading
        and table.columns.get(at, "other") == "other"
        and any(at < len(row) and row[at] for row in table.rows)
    ]
