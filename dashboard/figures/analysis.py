"""Charts of free analysis: bars, stacked bars, lines, a heat map, a treemap of one table."""

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

import plotly.graph_objects as go

from dashboard import measures
from dashboard.figures.look import (
    Palette,
    from_top,
    in_lines,
    ink,
    label_room,
    literal,
    nothing,
    palette,
    short,
    state_colour,
    styled,
)
from dashboard.labels import STATES
from dashboard.measures import MEASURES
from dashboard.tabulated import Line, Number, Table, sentence

COLOURS: Final = {
    False: (
        "#2F6DB5", "#D98A1F", "#3A9A73", "#A5589B", "#7A8B2A", "#C65B4A", "#5AA7C7", "#8A6D4F",
    ),
    True: (
        "#7FB2F0", "#F0B45A", "#6CCBA2", "#D492CB", "#B8C763", "#F08F7F", "#93D3EE", "#C9A983",
    ),
}  # fmt: skip
"""Colours of columns that are no states, light and dark; a column has its own by its place."""

DASHES: Final = ("solid", "dash", "dot", "dashdot")
MOST_BARS: Final = 40
"""Rows that a picture shows; the table has them all."""

LONGEST: Final = 18
"""Letters of a label beside a bar."""


def drawn(
    table: Table, kind: str, *, subtitle: str, dark: bool, least: int = 320, most: int = 760
) -> go.Figure:
    """Draw a table as one of the pictures of the screen, its height in pixels within bounds."""
    height = max(least, min(most, 150 + 30 * min(len(table.rows), MOST_BARS)))
    if not any(row.total and row.total.value is not None for row in table.rows):
        return nothing(sentence(table), subtitle, dark=dark, height=least)
    draw: Callable[..., go.Figure] = {
        "bars": bars,
        "stacked": bars,
        "line": lines,
        "heat": heat,
        "tree": tree,
    }[kind]
    figure = draw(table, dark=dark, **({"is_stacked": True} if kind == "stacked" else {}))
    margin = figure.layout.margin
    return styled(
        figure,
        title=literal(sentence(table)),
        subtitle=subtitle,
        dark=dark,
        height=height,
        margin=(margin.l or 8, margin.r or 8, margin.t or 84, margin.b or 12),
    ).update_layout(showlegend=kind in ("bars", "stacked", "line") and len(table.columns) > 1)


def colour_of(table: Table, column: Line, *, dark: bool) -> str:
    """Return the colour of a column: that of a state, else the one of its place."""
    if table.columns_by == "state" and column.name in STATES:
        return state_colour(column.name, dark=dark)
    colours = COLOURS[dark]
    return colours[(column.place - 1) % len(colours)]


def mark(table: Table, row: Line, column: Line | None = None) -> list[Any]:
    """Return what a click on a mark tells: that its number is to be explained."""
    return ["explain", None, None, table.measure, table.cells(row, column)]


def scaled(table: Table, number: Number | None) -> float | None:
    """Return a number as an axis has it: shares in percent."""
    if number is None or number.value is None:
        return None
    return 100 * number.value if MEASURES[table.measure].kind == "share" else number.value


def words(table: Table, number: Number | None) -> str:
    return "" if number is None else measures.brief(table.measure, number.value)


def hover(table: Table, row: Line, column: Line | None, number: Number | None) -> str:
    """Return what a mark says under the pointer."""
    names = " · ".join(literal(each.label) for each in (row, column) if each)
    if number is None:
        return names
    value = measures.shown(table.measure, number.value, number.part, number.of)
    return f"{names}<br>{MEASURES[table.measure].label} {value}"


def series(table: Table) -> Sequence[Line | None]:
    """Return the columns to draw; None stands for the totals where there are none."""
    return table.columns or (None,)


def numbers(table: Table, column: Line | None) -> list[Number | None]:
    rows = table.rows[:MOST_BARS]
    return [row.numbers.get(column.name) if column else row.total for row in rows]


def bars(table: Table, *, dark: bool, is_stacked: bool = False) -> go.Figure:
    """Draw a bar a row, or one a row and column: beside one another, or stacked."""
    colours, rows = palette(dark=dark), table.rows[:MOST_BARS]
    names = [literal(short(row.label, LONGEST)) for row in rows]
    at = list(range(len(rows)))
    figure = go.Figure()
    for column in series(table):
        drawn_numbers = numbers(table, column)
        colour = colour_of(table, column, dark=dark) if column else colours.accent_soft
        figure.add_bar(
            orientation="h",
            name=literal(column.label) if column else MEASURES[table.measure].label,
            x=[scaled(table, number) for number in drawn_numbers],
            y=at,
            text=[words(table, number) for number in drawn_numbers],
            textposition="inside" if is_stacked else "auto",
            insidetextanchor="middle" if is_stacked else "end",
            textangle=0,
            insidetextfont={"size": 13, "color": ink(colour)},
            outsidetextfont={"size": 13, "color": colours.text},
            marker={"color": colour, "line": {"color": colours.outline, "width": 0.5}},
            customdata=[mark(table, row, column) for row in rows],
            hovertext=[
                hover(table, row, column, number)
                for row, number in zip(rows, drawn_numbers, strict=True)
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    if table.is_compared and not table.columns:
        add_references(figure, table, at, colours)
    figure.update_layout(
        barmode="stack" if is_stacked else "group",
        margin={"l": label_room([short(row.label, LONGEST) for row in rows]), "r": 48},
        legend=legend(colours),
    )
    figure.update_xaxes(visible=False, zeroline=True, zerolinecolor=colours.outline)
    upright = from_top(len(rows), 6) | {"type": "linear"}
    figure.update_yaxes(**upright, tickmode="array", tickvals=at, ticktext=names)
    return figure


def legend(colours: Palette) -> dict[str, Any]:
    """Return a legend in one line above the plot."""
    return {
        "orientation": "h",
        "x": 0,
        "y": 1,
        "yanchor": "bottom",
        "font": {"size": 13, "color": colours.text},
        "traceorder": "normal",
        "itemclick": False,
        "itemdoubleclick": False,
    }


def add_references(figure: go.Figure, table: Table, at: list[int], colours: Palette) -> None:
    """Mark on each bar where what it is compared with stands."""
    rows = table.rows[:MOST_BARS]
    references = [
        Number(row.total.reference, row.total.reference_part, row.total.reference_of)
        if row.total
        else None
        for row in rows
    ]
    figure.add_scatter(
        x=[scaled(table, number) for number in references],
        y=at,
        mode="markers",
        name="对比",
        marker={"symbol": "line-ns", "size": 20, "line": {"width": 3, "color": colours.accent}},
        hovertext=[f"对比 {words(table, number)}" for number in references],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def lines(table: Table, *, dark: bool) -> go.Figure:
    """Draw a line a column over the rows, or a line a row over the columns that run in time."""
    colours = palette(dark=dark)
    is_down = table.rows_by in ("month", "quarter_end") or table.rows_by.startswith(("due", "done"))
    along = table.rows if is_down else table.columns
    across: Sequence[Line | None] = series(table) if is_down else table.rows[:MOST_BARS]
    figure = go.Figure()
    for order, each in enumerate(across):
        colour = colour_of(table, each, dark=dark) if each else colours.accent
        pairs = [(step, each) if is_down else (each, step) for step in along]
        found = [
            (row.numbers.get(column.name) if column else row.total) if row else None
            for row, column in pairs
        ]
        figure.add_scatter(
            name=literal(each.label) if each else MEASURES[table.measure].label,
            x=[in_lines(step.label) for step in along],
            y=[scaled(table, number) for number in found],
            mode="lines+markers+text",
            line={
                "color": colour,
                "width": 3,
                "dash": DASHES[order // len(COLOURS[dark]) % len(DASHES)],
            },
            marker={"size": 9, "color": colour},
            text=[
                words(table, number) if len(across) <= 2 or number is found[-1] else ""
                for number in found
            ],
            textposition="top center",
            textfont={"size": 13, "color": colours.text},
            cliponaxis=False,
            connectgaps=False,
            customdata=[mark(table, row, column) if row else None for row, column in pairs],
            hovertext=[
                hover(table, row, column, number) if row else ""
                for (row, column), number in zip(pairs, found, strict=True)
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    figure.update_layout(margin={"l": 48, "r": 32, "b": 48}, legend=legend(colours))
    figure.update_xaxes(type="category", showgrid=False)
    unit = "%" if MEASURES[table.measure].kind in ("share", "mean") else ""
    figure.update_yaxes(rangemode="tozero", ticksuffix=unit, nticks=6)
    return figure


def heat(table: Table, *, dark: bool) -> go.Figure:
    """Draw a cell of colour a row and column, with its number written in."""
    colours, rows, columns = palette(dark=dark), table.rows[:MOST_BARS], table.columns
    grid = [[row.numbers.get(column.name) for column in columns] for row in rows]
    values = [[scaled(table, number) for number in found] for found in grid]
    given = [value for found in values for value in found if value is not None]
    most = max((abs(value) for value in given), default=1) or 1
    is_gap = table.measure == "gap"
    good, bad = colours.high, colours.low
    top = {True: good, False: bad, None: colours.accent_soft}[MEASURES[table.measure].is_good_up]
    steps = (
        [[0, bad], [0.5, colours.middle], [1, good]] if is_gap else [[0, colours.ground], [1, top]]
    )
    figure = go.Figure(
        go.Heatmap(
            x=list(range(len(columns))),
            y=list(range(len(rows))),
            z=values,
            text=[[words(table, number) for number in found] for found in grid],
            texttemplate="%{text}",
            textfont={"size": 13, "color": colours.text},
            hovertext=[
                [
                    hover(table, row, column, number)
                    for column, number in zip(columns, found, strict=True)
                ]
                for row, found in zip(rows, grid, strict=True)
            ],
            hovertemplate="%{hovertext}<extra></extra>",
            customdata=[[mark(table, row, column) for column in columns] for row in rows],
            hoverongaps=False,
            colorscale=steps,
            zmin=-most if is_gap else 0,
            zmax=100 if MEASURES[table.measure].kind == "share" else most,
            xgap=3,
            ygap=3,
            showscale=False,
        )
    )
    upright = from_top(len(rows), 6) | {"type": "linear"}
    labels = [literal(short(row.label, LONGEST)) for row in rows]
    figure.update_yaxes(
        **upright, tickmode="array", tickvals=list(range(len(rows))), ticktext=labels
    )
    figure.update_xaxes(
        side="top",
        showgrid=False,
        tickmode="array",
        tickvals=list(range(len(columns))),
        ticktext=[in_lines(short(column.label, 12)) for column in columns],
        tickangle=0,
        tickfont={"size": 13},
        range=[-0.5, len(columns) - 0.5],
    )
    room = label_room([short(row.label, LONGEST) for row in rows])
    figure.update_layout(margin={"l": room, "t": 124})
    return figure


class Tile(NamedTuple):
    """One tile of a treemap: where it hangs, what it is of, its number and its area."""

    id: str
    parent: str
    row: Line
    column: Line | None
    number: Number
    area: float


def tiles(table: Table) -> list[Tile]:
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
            found.append(Tile(name, parent, row, column, number, 0 if is_branch else area))
    return found


def tree(table: Table, *, dark: bool) -> go.Figure:
    """Draw a treemap whose colours run with the numbers."""
    colours, drawn_tiles = palette(dark=dark), tiles(table)
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
            textfont={"size": 14, "color": colours.text},
            marker={
                "colors": [scaled(table, tile.number) for tile in drawn_tiles],
                "colorscale": [[0, colours.middle], [1, colours.accent_soft]],
                "line": {"color": colours.ground, "width": 2},
            },
            pathbar={"visible": False},
        )
    ).update_layout(margin={"l": 4, "r": 4, "t": 74, "b": 4})
