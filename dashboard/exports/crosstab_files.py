"""An analysis as CSV and Excel: numbers as numbers, totals in the last row."""

from collections.abc import Callable
from functools import partial
from typing import Final

import pandas as pd
from openpyxl.styles import Alignment, Font

from dashboard.analysis.crosstab import Line, Number, Table
from dashboard.core import measures
from dashboard.core.dimensions import DIMENSIONS
from dashboard.core.measures import MEASURES, ROUNDED_SHARES
from dashboard.core.rounding import rounded_percent
from dashboard.exports.workbooks import (
    FIRST_ROW,
    FONT,
    INK,
    new_book,
    print_landscape,
    set_column_widths,
    thin_border,
    workbook_bytes,
    write_cell,
    write_header,
    write_title,
)

_COUNTS: Final = ("(分子)", "(分母)")
"""The columns of a rate that hold integers."""

_SHARE, _DIFFERENCE = "(占比%)", "(差)"


def crosstab_frame(table: Table, *, has_shares: bool) -> pd.DataFrame:
    """Return the table's rows with their totals, and a last row of column totals.

    Numbers are rounded as on the screen. A rate has three columns: the value in percent, the
    numerator and the base; has_shares: each number's share of the whole has one, too.
    """
    lines = [*table.rows, None]
    head = DIMENSIONS[table.rows_by].label
    frame = pd.DataFrame({head: [line.label if line else "合计" for line in lines]})
    for label, pick in _number_columns(table):
        numbers = [pick(line) for line in lines]
        for suffix, value in _value_columns(table, has_shares=has_shares):
            values = pd.Series([value(number) for number in numbers])
            frame[f"{label}{suffix}"] = values.astype("Int64" if suffix in _COUNTS else "Float64")
    return frame


def _number_columns(table: Table) -> list[tuple[str, Callable[[Line | None], Number | None]]]:
    """Return each number column's label and a function that gets its number; None: the totals."""

    def of(column: Line) -> Callable[[Line | None], Number | None]:
        return lambda row: row.numbers.get(column.name) if row else column.total

    def total(row: Line | None) -> Number | None:
        return row.total if row else table.whole

    label = MEASURES[table.measure].label
    last = f"合计 {label}" if table.columns else label
    return [*((f"{column.label} {label}", of(column)) for column in table.columns), (last, total)]


def _value_columns(
    table: Table, *, has_shares: bool
) -> list[tuple[str, Callable[[Number | None], float | None]]]:
    """Return the suffix of each file column of a number, and a function that gets its value."""

    def given(
        of: Callable[[Number], float | None], printed: Callable[[float], float]
    ) -> Callable[[Number | None], float | None]:
        def value(number: Number | None) -> float | None:
            found = of(number) if number else None
            return None if found is None else printed(found)

        return value

    as_printed = partial(measures.printed, table.measure)
    is_share = MEASURES[table.measure].kind == "share"
    unit = "(%)" if is_share else ""
    found = [(unit, given(lambda number: number.value, as_printed))]
    if is_share:
        found.append((_COUNTS[0], lambda number: number.part if number else None))
        found.append((_COUNTS[1], lambda number: number.of if number else None))
    if has_shares:
        found.append((_SHARE, given(lambda number: number.share, _printed_share)))
    if table.reference:
        found.append((f"(对比{unit})", given(lambda number: number.reference, as_printed)))
        difference = partial(measures.printed_difference, table.measure)
        found.append((_DIFFERENCE, given(lambda number: number.difference, difference)))
    return found


def _printed_share(share: float) -> float:
    return rounded_percent(100 * share)


def crosstab_workbook(table: Table, title: str, basis: str, *, has_shares: bool) -> bytes:
    """Return the workbook of an analysis: title, table, totals and the measure's definition."""
    frame = crosstab_frame(table, has_shares=has_shares)
    book, sheet = new_book("自助分析")
    write_title(sheet, title)
    headings = [str(name) for name in frame]
    write_header(sheet, headings, headings[:1])
    for at, row in enumerate(frame.itertuples(index=False), FIRST_ROW):
        is_total = at == FIRST_ROW + len(frame) - 1
        for column, value in enumerate(row, 1):
            cell = write_cell(sheet, at, column, None if pd.isna(value) else value)
            cell.font = Font(name=FONT, size=10, bold=is_total, color=INK)
            cell.border = thin_border()
            if column > 1:
                cell.number_format = _number_format(table, headings[column - 1])
                cell.alignment = Alignment("right")
    measure = MEASURES[table.measure]
    notes = [basis, measure.sentence, measure.formula] + [ROUNDED_SHARES] * has_shares
    for place, words in enumerate(notes):
        write_cell(sheet, FIRST_ROW + len(frame) + 1 + place, 1, words).font = Font(
            name=FONT, size=10
        )
    widths = [28.0] + [14.0] * (len(headings) - 1)
    set_column_widths(sheet, widths)
    sheet.freeze_panes = f"B{FIRST_ROW}"
    print_landscape(sheet, widths)
    return workbook_bytes(book)


def _number_format(table: Table, heading: str) -> str:
    """Return the number format of a column: as on the screen, a gap and a difference signed."""
    if heading.endswith(_SHARE):
        return "0.0"
    is_count = MEASURES[table.measure].kind not in ("share", "mean")
    digits = "0" if is_count or heading.endswith(_COUNTS) else "0.0"
    is_signed = heading.endswith(_DIFFERENCE) or (table.measure == "gap" and digits == "0.0")
    return f"+{digits};-{digits};+{digits}" if is_signed else digits
