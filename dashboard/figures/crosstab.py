"""Charts of free analysis: one table as bars, stacked bars, lines, a heat map or a treemap."""

from collections.abc import Callable
from typing import Final

import plotly.graph_objects as go

from dashboard.analysis.crosstab import Table, sentence
from dashboard.figures.crosstab_areas import heat, tree
from dashboard.figures.crosstab_bars import bars, stacked
from dashboard.figures.crosstab_lines import LABEL_HEIGHT, lines, lines_count
from dashboard.figures.crosstab_look import MOST_ROWS
from dashboard.figures.look import literal, nothing, styled

_TOP: Final = 74
"""Pixels of the title and the subtitle."""

_AROUND: Final = 160
"""Pixels of a picture that are not its plot: the title, the names of the months."""

_DRAW: Final[dict[str, Callable[..., go.Figure]]] = {
    "bars": bars,
    "stacked": stacked,
    "line": lines,
    "heat": heat,
    "tree": tree,
}


def _least_height(table: Table, kind: str) -> int:
    """Return the pixels in which no row's label, and no name at a line's end, lies on another."""
    if kind == "line":
        return _AROUND + LABEL_HEIGHT * (lines_count(table) + 1)
    return 150 + 26 * min(len(table.rows), MOST_ROWS)


def drawn(table: Table, kind: str, *, subtitle: str, dark: bool, least: int = 640) -> go.Figure:
    """Draw a table as one of the pictures of the screen, at least so many pixels high."""
    if not any(row.total and row.total.value is not None for row in table.rows):
        return nothing(sentence(table), subtitle, dark=dark, height=least)
    height = max(least, _least_height(table, kind))
    if len(table.rows) > MOST_ROWS:
        subtitle = f"图中为前 {MOST_ROWS} 行,表中有全部 · {subtitle}"
    room = {"height": height - _AROUND} if kind == "line" else {}
    figure = _DRAW[kind](table, dark=dark, **room)
    margin = figure.layout.margin
    return styled(
        figure,
        title=literal(sentence(table)),
        subtitle=subtitle,
        dark=dark,
        height=height,
        margin=(margin.l or 8, margin.r or 8, margin.t or _TOP, margin.b or 12),
    )
