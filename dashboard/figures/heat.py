"""Heat maps: cells of colour with their value written in, each with what a click on it picks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dashboard.core.marks import Mark
from dashboard.figures.look import (
    from_top,
    grown,
    in_lines,
    label_room,
    literal,
    named,
    palette,
    styled,
)

Scale = Literal["share", "gap"]


class HeatCell(NamedTuple):
    """One cell: its number, its text, its hover text, and what a click on it picks."""

    value: float | None
    text: str
    hover: str
    pick: Mark | None


_NOTHING: Final = HeatCell(None, "", "", None)


def cells_of_colour(
    grid: Sequence[Sequence[HeatCell]],
    *,
    x: Sequence[str],
    y: Sequence[str],
    steps: Sequence[str],
    limits: tuple[float, float],
    dark: bool,
) -> go.Figure:
    """Draw rows (y, from the top) of cells (x), their colours through steps between the limits."""
    figure = go.Figure(
        go.Heatmap(
            x=x,
            y=y,
            z=[[cell.value for cell in line] for line in grid],
            text=[[cell.text for cell in line] for line in grid],
            texttemplate="%{text}",
            textfont={"size": 13, "color": palette(dark=dark).text},
            hovertext=[[cell.hover for cell in line] for line in grid],
            customdata=[[cell.pick for cell in line] for line in grid],
            hovertemplate="%{hovertext}<extra></extra>",
            hoverongaps=False,
            colorscale=[[at / (len(steps) - 1), colour] for at, colour in enumerate(steps)],
            zmin=limits[0],
            zmax=limits[1],
            xgap=3,
            ygap=3,
            showscale=False,
        )
    )
    figure.update_yaxes(**from_top(len(y), 8), **named(y, y))
    return figure.update_xaxes(
        type="category",
        side="top",
        showgrid=False,
        tickangle=0,
        tickfont={"size": 13},
        **named(x, x),
    )


@dataclass(frozen=True)
class HeatCells:
    """The cells of a heat map: one a row of the frame, named by two of its columns."""

    frame: pd.DataFrame
    row: str
    column: str
    value: str
    rows: Sequence[str]
    """The names of the rows from the top, and of the columns from the left."""
    columns: Sequence[str]
    text: Sequence[str]
    """The text, the hover text and the mark of the cells: one each a row."""
    hover: Sequence[str]
    picks: Sequence[Mark]
    scale: Scale
    """'share' runs from 0 to 1, 'gap' from -30 to 30 around 0."""

    def grid(self) -> list[list[HeatCell]]:
        """Return the cells in rows, NOTHING where the frame has none."""
        frame = self.frame
        at = {
            (row, column): HeatCell(None if pd.isna(number) else float(number), *words)
            for row, column, number, *words in zip(
                frame[self.row],
                frame[self.column],
                frame[self.value],
                self.text,
                self.hover,
                self.picks,
                strict=True,
            )
        }
        return [[at.get((row, column), _NOTHING) for column in self.columns] for row in self.rows]


def heat_map(cells: HeatCells, *, title: str, subtitle: str, dark: bool, height: int) -> go.Figure:
    """Draw cells of colour with their values written in."""
    colours, is_share = palette(dark=dark), cells.scale == "share"
    figure = cells_of_colour(
        cells.grid(),
        x=[in_lines(name) for name in cells.columns],
        y=[literal(name) for name in cells.rows],
        steps=[colours.middle, colours.high]
        if is_share
        else [colours.low, colours.middle, colours.high],
        limits=(0, 1) if is_share else (-30, 30),
        dark=dark,
    )
    return styled(
        figure,
        title=title,
        subtitle=subtitle,
        dark=dark,
        height=grown(height, len(cells.rows), 132, lines=1 + ("<br>" in "".join(cells.text))),
        margin=(label_room(cells.rows), 8, 124, 8),
    )
