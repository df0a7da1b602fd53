"""Heat maps: cells of colour with their value written in, each with what a click on it picks."""

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dashboard.core.marks import Mark
from dashboard.figures.look import from_top, in_lines, label_room, literal, palette, styled

Scale = Literal["share", "gap"]


class HeatCell(NamedTuple):
    """One cell: its number, what stands in it, what it says under the pointer, what it picks."""

    value: float | None
    text: str
    hover: str
    pick: Mark | None


NOTHING: Final = HeatCell(None, "", "", None)


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
    figure.update_yaxes(**from_top(len(y), 8))
    return figure.update_xaxes(
        type="category", side="top", showgrid=False, tickangle=0, tickfont={"size": 13}
    )


def heat_map(
    frame: pd.DataFrame,
    *,
    row: str,
    column: str,
    value: str,
    rows: list[str],
    columns: list[str],
    text: list[str],
    hover: list[str],
    picks: list[Mark],
    scale: Scale,
    title: str,
    subtitle: str,
    dark: bool,
    height: int,
) -> go.Figure:
    """Draw one cell a row of the frame; 'share' runs 0 to 1, 'gap' runs -30 to 30 around 0."""
    colours = palette(dark=dark)
    at = {
        (r, c): HeatCell(None if pd.isna(number) else float(number), *words)
        for r, c, number, *words in zip(
            frame[row], frame[column], frame[value], text, hover, picks, strict=True
        )
    }
    is_share = scale == "share"
    figure = cells_of_colour(
        [[at.get((r, c), NOTHING) for c in columns] for r in rows],
        x=[in_lines(name) for name in columns],
        y=[literal(name) for name in rows],
        steps=[colours.ground, colours.high]
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
        height=height,
        margin=(label_room(rows), 8, 124, 8),
    )
