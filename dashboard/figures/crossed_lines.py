"""A table of free analysis as lines through the year."""

from collections.abc import Sequence
from typing import Final

import plotly.graph_objects as go

from dashboard.dimensions import OTHER
from dashboard.figures.crossed import (
    COLOURS,
    MOST_ROWS,
    colour_of,
    hover,
    mark,
    scaled,
    series,
    words,
)
from dashboard.figures.look import in_lines, label_room, literal, palette, short
from dashboard.measures import MEASURES
from dashboard.tabulated import TIMES, Line, Table

DASHES: Final = ("solid", "dash", "dot", "dashdot")
LABEL_HEIGHT: Final = 17
"""Pixels of a name at a line's end."""


def lines(table: Table, *, dark: bool, height: int) -> go.Figure:
    """Draw a line a column over the rows, or a line a row over the columns that run in time.

    height is that of the plot in pixels.
    """
    colours = palette(dark=dark)
    is_down = table.rows_by in TIMES
    steps = table.rows if is_down else table.columns
    along = [step for step in steps if step.name != OTHER]
    across: Sequence[Line | None] = series(table) if is_down else table.rows[:MOST_ROWS]
    figure = go.Figure()
    ends = []
    for order, each in enumerate(across):
        colour = colour_of(table, each, dark=dark) if each else colours.accent
        pairs = [(step, each) if is_down else (each, step) for step in along]
        found = [
            (row.numbers.get(column.name) if column else row.total) if row else None
            for row, column in pairs
        ]
        values = [scaled(table, number) for number in found]
        figure.add_scatter(
            name=literal(each.label) if each else MEASURES[table.measure].label,
            x=list(range(len(along))),
            y=values,
            mode="lines+markers+text",
            line={
                "color": colour,
                "width": 3,
                "dash": DASHES[order // len(COLOURS[dark]) % len(DASHES)],
            },
            marker={"size": 9, "color": colour},
            text=[words(table, number) if len(across) == 1 else "" for number in found],
            textposition="top center",
            textfont={"size": 13, "color": colours.text},
            cliponaxis=False,
            customdata=[mark(table, row, column) if row else None for row, column in pairs],
            hovertext=[
                hover(table, row, column, number) if row else ""
                for (row, column), number in zip(pairs, found, strict=True)
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
        if each and (last := last_of(values)) is not None:
            label = f"{short(each.label, 12)} {words(table, found[last])}"
            ends.append((last, values[last] or 0.0, label, colour))
    name_lines(figure, ends, height)
    room = label_room(end[2] for end in ends)
    figure.update_layout(margin={"l": 52, "r": room, "b": 56})
    figure.update_xaxes(
        showgrid=False,
        tickmode="array",
        tickvals=list(range(len(along))),
        ticktext=[in_lines(step.label) for step in along],
        tickangle=0,
        range=[-0.3, len(along) - 0.7],
    )
    unit = "%" if MEASURES[table.measure].kind in ("share", "mean") else ""
    figure.update_yaxes(rangemode="tozero", ticksuffix=unit, nticks=6)
    return figure


def last_of(values: Sequence[float | None]) -> int | None:
    """Return the place of the last value that there is."""
    given = [place for place, value in enumerate(values) if value is not None]
    return given[-1] if given else None


def name_lines(figure: go.Figure, ends: Sequence[tuple[int, float, str, str]], height: int) -> None:
    """Write each line's name and last number at its end, apart from one another."""
    values = [end[1] for end in ends]
    span = (max(values) - min(min(values), 0)) or 1 if values else 1
    pixels = height / span
    floor = -float("inf")
    for place, value, label, colour in sorted(ends, key=lambda end: end[1]):
        at = max(value * pixels, floor + LABEL_HEIGHT)
        floor = at
        figure.add_annotation(
            x=place,
            y=value,
            text=literal(label),
            showarrow=False,
            xanchor="left",
            xshift=12,
            yshift=at - value * pixels,
            font={"size": 13, "color": colour},
        )
