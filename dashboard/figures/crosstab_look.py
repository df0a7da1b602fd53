"""What the pictures of a table of free analysis share: words, marks and colours."""

from collections.abc import Sequence
from typing import Final

from dashboard.analysis.crosstab import Line, Number, Table
from dashboard.core import measures
from dashboard.core.labels import STATES
from dashboard.core.marks import Mark
from dashboard.core.measures import MEASURES
from dashboard.figures.look import label_room, literal, state_colour

COLOURS: Final = {
    False: (
        "#2F6DB5", "#D98A1F", "#3A9A73", "#A5589B", "#7A8B2A", "#C65B4A", "#5AA7C7", "#8A6D4F",
    ),
    True: (
        "#7FB2F0", "#F0B45A", "#6CCBA2", "#D492CB", "#B8C763", "#F08F7F", "#93D3EE", "#C9A983",
    ),
}  # fmt: skip
"""Colours of columns that are no states, light and dark; a column has its own by its place."""

MOST_ROWS: Final = 100
"""Rows that a picture shows, and says so; the table has them all."""


def colour_of(table: Table, column: Line, *, dark: bool) -> str:
    """Return the colour of a column: that of a state, else the one of its place."""
    if table.columns_by == "state" and column.name in STATES:
        return state_colour(column.name, dark=dark)
    colours = COLOURS[dark]
    return colours[(column.place - 1) % len(colours)]


def mark(table: Table, row: Line, column: Line | None = None) -> Mark:
    """Return the customdata of a mark: a click explains its number."""
    return Mark("explain", measure=table.measure, cells=tuple(table.cells(row, column)))


def scaled(table: Table, number: Number | None) -> float | None:
    """Return a number as an axis has it: shares in percent."""
    if number is None or number.value is None:
        return None
    return measures.scaled(table.measure, number.value)


def words(table: Table, number: Number | None) -> str:
    return "" if number is None else measures.brief(table.measure, number.value)


def hover(table: Table, row: Line, column: Line | None, number: Number | None) -> str:
    """Return the hover text of a mark."""
    names = " · ".join(literal(each.label) for each in (row, column) if each)
    if number is None:
        return names
    value = measures.shown(table.measure, number.value, number.part, number.of)
    return f"{names}<br>{MEASURES[table.measure].label} {value}"


def series(table: Table) -> Sequence[Line | None]:
    """Return the columns to draw; None means the totals where there are none."""
    return table.columns or (None,)


def numbers(table: Table, column: Line | None) -> list[Number | None]:
    rows = table.rows[:MOST_ROWS]
    return [row.numbers.get(column.name) if column else row.total for row in rows]


def legend(table: Table, *, dark: bool) -> list[tuple[str, str]]:
    """Return the label and the colour of each column that has a colour of its own."""
    return [(column.label, colour_of(table, column, dark=dark)) for column in table.columns]


def row_labels(table: Table) -> list[str]:
    """Return the labels beside the rows; the browser cuts them to what fits."""
    return [row.label for row in table.rows[:MOST_ROWS]]


def rows_room(table: Table) -> int:
    """Return the pixels that those labels take."""
    return label_room(row_labels(table))
