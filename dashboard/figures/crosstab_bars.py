"""A table of free analysis as bars: alone, in a panel a column, or stacked."""

from collections.abc import Sequence
from typing import Any, Final

import plotly.graph_objects as go

from dashboard.analysis.crosstab import Line, Number, Table
from dashboard.core.measures import MEASURES
from dashboard.figures.crosstab_look import (
    MOST_ROWS,
    colour_of,
    hover,
    mark,
    numbers,
    row_labels,
    rows_room,
    scaled,
    series,
    words,
)
from dashboard.figures.look import Palette, from_top, in_lines, ink, literal, palette, short

_GAP = 0.35
"""The part of a panel behind its longest bar that is kept free for the number."""


_LONGEST: Final = 12
"""Letters of a column's label over its panel."""


def bars(table: Table, *, dark: bool) -> go.Figure:
    """Draw a bar a row; with columns each has a panel of its own, all on one scale."""
    colours = palette(dark=dark)
    figure = go.Figure()
    found = [(column, numbers(table, column)) for column in series(table)]
    values = [scaled(table, number) or 0 for _, each in found for number in each]
    low, high = min(0, *values, 0), max(0, *values, 0)
    slot = ((high - low) or 1) * (1 + _GAP)
    for at, (column, drawn) in enumerate(found):
        colour = colour_of(table, column, dark=dark) if column else colours.accent_soft
        _add_bars(figure, table, column, drawn, colours, colour, start=at * slot - low)
        if column:
            _name_panel(figure, column, at * slot, len(table.columns))
    if table.reference and not table.columns:
        _add_references(figure, table, colours, start=-low)
    figure.update_layout(
        barmode="overlay",
        margin={"t": 124 if table.columns else None},
        meta={"panels": len(found)},
    )
    figure.update_xaxes(range=[0, slot * len(found)])
    return _with_rows(figure, table)


def stacked(table: Table, *, dark: bool) -> go.Figure:
    """Draw a bar a row whose pieces are the columns."""
    colours = palette(dark=dark)
    figure = go.Figure()
    for column in table.columns:
        colour = colour_of(table, column, dark=dark)
        _add_bars(figure, table, column, numbers(table, column), colours, colour)
    figure.update_traces(textposition="inside", insidetextanchor="middle")
    figure.update_layout(barmode="stack")
    return _with_rows(figure, table)


def _add_bars(
    figure: go.Figure,
    table: Table,
    column: Line | None,
    drawn: Sequence[Number | None],
    colours: Palette,
    colour: str,
    *,
    start: float | None = None,
) -> None:
    """Add the bars of a column, or of the totals; start is where on the axis they begin."""
    rows = table.rows[:MOST_ROWS]
    figure.add_bar(
        orientation="h",
        name=literal(column.label) if column else MEASURES[table.measure].label,
        x=[scaled(table, number) for number in drawn],
        base=start,
        y=list(range(len(rows))),
        text=[words(table, number) for number in drawn],
        # a bar of no length has no inside: its number is placed outside, or it would be missing
        textposition=[
            "auto" if number and scaled(table, number) else "outside" for number in drawn
        ],
        # what is compared with is marked near the end
        insidetextanchor="start" if table.reference else "end",
        textangle=0,
        insidetextfont={"size": 13, "color": ink(colour)},
        outsidetextfont={"size": 13, "color": colours.text},
        cliponaxis=False,
        marker={"color": colour, "line": {"color": colours.outline, "width": 0.5}},
        customdata=[mark(table, row, column) for row in rows],
        hovertext=[
            hover(table, row, column, number) for row, number in zip(rows, drawn, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _name_panel(figure: go.Figure, column: Line, start: float, count: int) -> None:
    """Write a column's label over its panel."""
    figure.add_annotation(
        x=start,
        y=1,
        yref="paper",
        yanchor="bottom",
        xanchor="left",
        align="left",
        text=in_lines(short(column.label, _LONGEST)) if count > 4 else literal(column.label),
        hovertext=literal(column.label) if count > 4 and len(column.label) > _LONGEST else None,
        showarrow=False,
        font={"size": 13},
    )


def _add_references(figure: go.Figure, table: Table, colours: Palette, *, start: float) -> None:
    """Mark on each bar the value of the reference."""
    rows = table.rows[:MOST_ROWS]
    references = [
        Number(row.total.reference, row.total.reference_part, row.total.reference_of)
        if row.total
        else None
        for row in rows
    ]
    values = [scaled(table, number) for number in references]
    figure.add_scatter(
        x=[None if value is None else value + start for value in values],
        y=list(range(len(rows))),
        mode="markers",
        name="对比",
        marker={"symbol": "line-ns", "size": 20, "line": {"width": 3, "color": colours.accent}},
        hovertext=[f"对比 {words(table, number)}" for number in references],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _with_rows(figure: go.Figure, table: Table) -> go.Figure:
    """Give bars the labels of their rows, from the top down."""
    labels = [literal(label) for label in row_labels(table)]
    upright: dict[str, Any] = from_top(len(labels), 6) | {"type": "linear"}
    figure.update_yaxes(
        **upright, tickmode="array", tickvals=list(range(len(labels))), ticktext=labels
    )
    figure.update_xaxes(visible=False)
    return figure.update_layout(margin={"l": rows_room(table), "r": 48})
