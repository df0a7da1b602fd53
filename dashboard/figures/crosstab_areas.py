"""A table of free analysis as a heat map or a treemap."""

from collections.abc import Sequence
from typing import NamedTuple

import plotly.graph_objects as go

from dashboard.analysis.crosstab import Line, Number, Table
from dashboard.core import measures
from dashboard.core.measures import MEASURES
from dashboard.figures.crosstab_look import (
    MOST_ROWS,
    colour_of,
    hover,
    mark,
    row_labels,
    rows_room,
    scaled,
    words,
)
from dashboard.figures.heat import HeatCell, cells_of_colour
from dashboard.figures.look import (
    in_lines,
    ink,
    literal,
    mixed,
    palette,
)


def heat(table: Table, *, dark: bool) -> go.Figure:
    """Draw a coloured cell for each row and column, with its number in it."""
    rows, columns = table.rows[:MOST_ROWS], table.columns
    grid = [[_heat_cell(table, row, column) for column in columns] for row in rows]
    steps, limits = _colouring(table, [cell.value for line in grid for cell in line], dark=dark)
    x, y = [column.name for column in columns], [row.name for row in rows]
    figure = cells_of_colour(grid, x=x, y=y, steps=steps, limits=limits, dark=dark)
    # the names are unique; shortened labels may be the same
    labels = [literal(label) for label in row_labels(table)]
    figure.update_yaxes(tickmode="array", tickvals=y, ticktext=labels)
    figure.update_xaxes(
        tickmode="array",
        tickvals=x,
        ticktext=[in_lines(column.label) for column in columns],
    )
    return figure.update_layout(margin={"l": rows_room(table), "t": 124})


def _heat_cell(table: Table, row: Line, column: Line) -> HeatCell:
    number = row.numbers.get(column.name)
    return HeatCell(
        scaled(table, number),
        words(table, number),
        hover(table, row, column, number),
        mark(table, row, column),
    )


def _colouring(
    table: Table, values: Sequence[float | None], *, dark: bool
) -> tuple[list[str], tuple[float, float]]:
    """Return the colour scale of the numbers, and its limits."""
    colours, measure = palette(dark=dark), MEASURES[table.measure]
    most = max((abs(value) for value in values if value is not None), default=0.0) or 1.0
    if table.measure == "gap":
        return [colours.low, colours.middle, colours.high], (-most, most)
    top = {True: colours.high, False: colours.low, None: colours.accent_soft}[measure.is_good_up]
    return [colours.ground, top], (0, 100 if measure.kind == "share" else most)


class _Tile(NamedTuple):
    """One tile of a treemap: its parent, its row and column, its number and its area."""

    id: str
    parent: str
    row: Line
    column: Line | None
    number: Number
    area: float


def _tiles(table: Table) -> list[_Tile]:
    """Return a tile a row, and within it one a column, of numbers that there are.

    The area is the number itself where numbers add up, else that of the tasks behind it; a row
    with columns has only the areas of its tiles.
    """
    is_sum = measures.adds_up(table.measure)
    found = []
    for row in table.rows:
        parts = [(None, row.total), *((each, row.numbers.get(each.name)) for each in table.columns)]
        for column, number in parts:
            if number is None or number.value is None:
                continue
            area = number.value if is_sum else number.of
            name = f"{row.name} {column.name}" if column else row.name
            parent = row.name if column else ""
            is_branch = bool(table.columns) and column is None
            found.append(_Tile(name, parent, row, column, number, 0 if is_branch else area))
    return found


def _tile_colour(table: Table, tile: _Tile, *, dark: bool) -> str:
    """Return the colour of a tile: its column's; without columns the deeper, the greater."""
    colours = palette(dark=dark)
    if tile.column:
        return colour_of(table, tile.column, dark=dark)
    if table.columns:
        return colours.middle
    values = [row.total.value for row in table.rows if row.total and row.total.value is not None]
    most = max(map(abs, values), default=0.0) or 1.0
    return mixed(colours.middle, colours.accent_soft, abs(tile.number.value or 0) / most)


def tree(table: Table, *, dark: bool) -> go.Figure:
    """Draw a treemap whose colours run with the numbers."""
    colours, drawn_tiles = palette(dark=dark), _tiles(table)
    grounds = [_tile_colour(table, tile, dark=dark) for tile in drawn_tiles]
    return go.Figure(
        go.Treemap(
            ids=[tile.id for tile in drawn_tiles],
            parents=[tile.parent for tile in drawn_tiles],
            labels=[literal((tile.column or tile.row).label) for tile in drawn_tiles],
            values=[tile.area for tile in drawn_tiles],
            text=[words(table, tile.number) for tile in drawn_tiles],
            texttemplate="%{label}<br>%{text}",
            hovertext=[hover(table, tile.row, tile.column, tile.number) for tile in drawn_tiles],
            hovertemplate="%{hovertext}<extra></extra>",
            customdata=[mark(table, tile.row, tile.column) for tile in drawn_tiles],
            branchvalues="remainder",
            textfont={
                "size": 14,
                "color": [ink(ground) for ground in grounds],
            },
            marker={
                "colors": grounds,
                "line": {"color": colours.ground, "width": 2},
            },
            pathbar={"visible": False},
            root={"color": colours.ground},
            tiling={"pad": 2},
        )
    ).update_layout(margin={"l": 4, "r": 4, "t": 74, "b": 4})
