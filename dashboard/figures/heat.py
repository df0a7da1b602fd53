"""Heat maps: cells of colour with their value written in, each with what a click on it picks."""

from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.look import from_top, in_lines, label_room, literal, palette, styled

Scale = Literal["share", "gap"]


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
    picks: list[list[Any]],
    scale: Scale,
    title: str,
    subtitle: str,
    dark: bool,
    height: int,
) -> go.Figure:
    """Draw one cell a row of the frame; 'share' runs 0 to 1, 'gap' runs -30 to 30 around 0."""
    colours = palette(dark=dark)
    at = {
        (r, c): cell
        for r, c, *cell in zip(
            frame[row], frame[column], frame[value], text, hover, picks, strict=True
        )
    }
    grid = [[at.get((r, c), [None, "", "", None]) for c in columns] for r in rows]
    steps = (
        [[0, colours.ground], [1, colours.high]]
        if scale == "share"
        else [[0, colours.low], [0.5, colours.middle], [1, colours.high]]
    )
    figure = go.Figure(
        go.Heatmap(
            x=[in_lines(name) for name in columns],
            y=[literal(name) for name in rows],
            z=[[None if pd.isna(cell[0]) else float(cell[0]) for cell in line] for line in grid],
            text=[[cell[1] for cell in line] for line in grid],
            texttemplate="%{text}",
            textfont={"size": 13, "color": colours.text},
            hovertext=[[cell[2] for cell in line] for line in grid],
            customdata=[[cell[3] for cell in line] for line in grid],
            hovertemplate="%{hovertext}<extra></extra>",
            hoverongaps=False,
            colorscale=steps,
            zmin=0 if scale == "share" else -30,
            zmax=1 if scale == "share" else 30,
            xgap=3,
            ygap=3,
            showscale=False,
        )
    )
    figure.update_yaxes(**from_top(len(rows), 8))
    figure.update_xaxes(
        type="category", side="top", showgrid=False, tickangle=0, tickfont={"size": 13}
    )
    return styled(
        figure,
        title=title,
        subtitle=subtitle,
        dark=dark,
        height=height,
        margin=(label_room(rows), 8, 124, 8),
    )
