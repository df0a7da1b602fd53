"""A table of free analysis as lines through the year."""

from collections.abc import Sequence
from typing import Final

import plotly.graph_objects as go

from dashboard.analysis.crosstab import TIMES, Line, Table
from dashboard.core.dimensions import OTHER
from dashboard.core.measures import MEASURES
from dashboard.figures.crosstab_look import (
    COLOURS,
    MOST_ROWS,
    colour_of,
    hover,
    mark,
    scaled,
    series,
    words,
)
from dashboard.figures.look import in_lines, label_room, literal, noted_by, palette

_DASHES: Final = ("solid", "dash", "dot", "dashdot")
LABEL_HEIGHT: Final = 17
"""Pixels of a name at a line's end."""


def lines_count(table: Table) -> int:
    """Return how many lines a table becomes."""
    return len(series(table)) if table.rows_by in TIMES else len(table.rows[:MOST_ROWS])


def lines(table: Table, *, dark: bool, height: int) -> go.Figure:
    """Draw a line a column over the rows, or a line a row over the columns that run in time.

    height is that of the plot in pixels.
    """
    is_down = table.rows_by in TIMES
    steps = table.rows if is_down else table.columns
    along = [step for step in steps if step.name != OTHER]
    across: Sequence[Line | None] = series(table) if is_down else table.rows[:MOST_ROWS]
    figure = go.Figure()
    for order, each in enumerate(across):
        pairs = [(step, each) if is_down else (each, step) for step in along]
        _add_line(figure, table, each, pairs, order, dark=dark)
    if across[0]:
        _name_lines(figure, height)
    figure.update_layout(margin={"l": 52, "b": 56})
    figure.update_xaxes(
        showgrid=False,
        tickmode="array",
        tickvals=list(range(len(along))),
        ticktext=[in_lines(step.label) for step in along],
        tickangle=0,
        range=[-0.3, len(along) - 0.7],
    )
    unit = "%" if MEASURES[table.measure].kind in ("share", "mean") else ""
    return figure.update_yaxes(rangemode="tozero", ticksuffix=unit, nticks=6)


def _add_line(
    figure: go.Figure,
    table: Table,
    each: Line | None,
    pairs: Sequence[tuple[Line | None, Line | None]],
    order: int,
    *,
    dark: bool,
) -> None:
    """Add the line of a row or a column, or that of the totals, through its pairs of both."""
    colours = palette(dark=dark)
    colour = colour_of(table, each, dark=dark) if each else colours.accent
    found = [
        (row.numbers.get(column.name) if column else row.total) if row else None
        for row, column in pairs
    ]
    texts = [words(table, number) for number in found]
    figure.add_scatter(
        name=literal(each.label) if each else MEASURES[table.measure].label,
        x=list(range(len(pairs))),
        y=[scaled(table, number) for number in found],
        mode="lines+markers" if each else "lines+markers+text",
        line={
            "color": colour,
            "width": 3,
            "dash": _DASHES[order // len(COLOURS[dark]) % len(_DASHES)],
        },
        marker={"size": 9, "color": colour},
        text=texts,
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


def _name_lines(figure: go.Figure, height: int) -> None:
    """Write each line's name and last number at its end, apart from one another.

    height is that of the plot in pixels, which runs from nothing to the greatest number.
    """
    every = [value for line in figure.data for value in line.y if value is not None]
    lowest = min(0, *every, 0)
    pixels = height / ((max(every, default=0) - lowest) or 1)
    ends = [(line, place) for line in figure.data if (place := _last_of(line.y)) is not None]
    ends.sort(key=lambda end: end[0].y[end[1]])
    values = [(line.y[place] - lowest) * pixels for line, place in ends]
    labels = list[str]()
    for (line, place), value, floor in zip(ends, values, _apart(values, height), strict=True):
        labels.append(f"{line.name} {line.text[place]}")
        figure.add_annotation(
            x=place,
            y=line.y[place],
            text=labels[-1],
            showarrow=False,
            xanchor="left",
            xshift=12,
            yshift=floor - value,
            font={"size": 13, "color": line.line.color},
        )
        noted_by(figure, line.customdata[place])
    figure.update_layout(margin={"r": label_room(labels)})


def _apart(values: Sequence[float], height: float) -> list[float]:
    """Return the heights of labels at rising values, moved apart, below the top as far as it goes.

    All in pixels from the bottom.
    """
    places, floor, ceiling = list[float](), -float("inf"), height
    for value in values:
        floor = max(value, floor + LABEL_HEIGHT)
        places.append(floor)
    for at in reversed(range(len(places))):
        places[at] = min(places[at], ceiling)
        ceiling = places[at] - LABEL_HEIGHT
    return places


def _last_of(values: Sequence[float | None]) -> int | None:
    """Return the place of the last value that there is."""
    given = [place for place, value in enumerate(values) if value is not None]
    return given[-1] if given else None
