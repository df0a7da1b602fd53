"""What charts with a row for each office or theme share: their marks, and texts beside bars."""

from collections.abc import Iterable, Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard.core.marks import Kind, Mark
from dashboard.figures.look import mark


def group_marks(frame: pd.DataFrame, column: str, picks: Kind, measure: str) -> list[Mark]:
    """Return a mark for each row of a frame whose groups the column names, 'office' or 'theme'.

    `picks` is the filter that a click sets.
    """
    return [mark(picks, name, None, measure, f"{column}:{name}") for name in frame[column]]


def add_row_texts(
    figure: go.Figure,
    *,
    x: Iterable[float],
    y: Sequence[str],
    text: Sequence[str],
    marks: Sequence[Mark],
    colour: str,
) -> None:
    """Write a text in each row of horizontal bars, from x on: no bar is too short for it."""
    figure.add_scatter(
        x=list(x),
        y=y,
        mode="text",
        text=text,
        textposition="middle right",
        textfont={"size": 13, "color": colour},
        customdata=marks,
        hoverinfo="skip",
        cliponaxis=False,
    )
