"""What every chart shares: the two palettes, the fonts, a title that is a sentence, a subtitle."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dashboard.core.labels import STATES
from dashboard.core.marks import Kind, Mark

_FONT: Final = '"Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif'


class Palette(NamedTuple):
    """The colours of one theme; `low`, `middle` and `high` run from behind to ahead."""

    text: str
    quiet: str
    ground: str
    grid: str
    accent: str
    accent_soft: str
    low: str
    middle: str
    high: str
    outline: str


LIGHT: Final = Palette(
    text="#1B2733",
    quiet="#4A5868",
    ground="#FFFFFF",
    grid="#E3E8EE",
    accent="#1F4E8C",
    accent_soft="#A9C1E0",
    low="#FA7B1C",
    middle="#F4F1EA",
    high="#3FA878",
    outline="#8B95A1",
)
DARK: Final = Palette(
    text="#E8EDF3",
    quiet="#B4C0CE",
    ground="#10161F",
    grid="#2A3441",
    accent="#8AB4F0",
    accent_soft="#34527C",
    low="#9A420A",
    middle="#27313D",
    high="#1F6B4B",
    outline="#8D99A8",
)


def palette(*, dark: bool) -> Palette:
    """Return the colours of the light or the dark theme."""
    return DARK if dark else LIGHT


def state_colour(code: str, *, dark: bool) -> str:
    """Return the colour of a state in a theme."""
    return STATES[code].dark if dark else STATES[code].light


def literal(text: str) -> str:
    """Return text with Plotly's mark-up escaped."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour like #1F4E8C (WCAG 2.2)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def ink(colour: str) -> str:
    """Return the text colour that reads best on a filled mark."""
    return max((DARK.ground, LIGHT.ground), key=lambda text: _contrast(text, colour))


def mark(kind: Kind, value: Any, other: Any, measure: str, *cells: str) -> Mark:
    """Return the customdata of a mark: what a click filters by, and which number it explains; that
    of a task, without a measure, is explained by its card."""
    return Mark(kind, value, other, measure, cells)


def mixed(one: str, other: str, share: float) -> str:
    """Return the colour a share of the way from one to another, as #1F4E8C."""
    parts = (
        round((1 - share) * int(one[at : at + 2], 16) + share * int(other[at : at + 2], 16))
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02X}" for part in parts)


def titled_by(figure: go.Figure, measure: str, *cells: str) -> None:
    """Say which number a figure's title is, so that it can be explained as a mark can."""
    title = Mark(measure=measure, cells=cells)
    figure.update_layout(overwrite=True, meta={**(figure.layout.meta or {}), "title": title})


def noted_by(figure: go.Figure, number: Mark | None) -> None:
    """Say which mark's number the last annotation of a figure is, for the same reason."""
    meta = figure.layout.meta or {}
    note = {str(len(figure.layout.annotations) - 1): number}
    figure.update_layout(overwrite=True, meta={**meta, "notes": {**meta.get("notes", {}), **note}})


def rows(frame: pd.DataFrame) -> Iterator[Any]:
    """Return the rows of a frame with their columns as attributes."""
    yield from frame.itertuples()


def from_top(count: int, least: int) -> dict[str, Any]:
    """Return an axis of so many rows from the top down, each as high as if there were `least`."""
    return {"type": "category", "range": [max(count, least) - 0.5, -0.5], "showgrid": False}


def named(names: Sequence[str], labels: Sequence[str]) -> dict[str, Any]:
    """Return the labels of an axis of categories: one each, where Plotly would leave some out."""
    return {"tickmode": "array", "tickvals": list(names), "ticktext": list(labels)}


_ROW: Final = 22
"""Least pixels of a row with a line of text."""


def grown(height: int, rows: int, around: int, *, lines: int = 1) -> int:
    """Return a height in pixels at which each of so many rows has room for its lines of text.

    around: pixels above and below the rows.
    """
    return max(height, around + rows * (_ROW if lines == 1 else 18 * lines + 4))


def label_room(names: Iterable[str]) -> int:
    """Return the pixels that labels beside an axis take; Plotly's automargin lays out twice."""
    wide = max(
        (sum(14 if ord(letter) > 255 else 8 for letter in name) for name in names), default=0
    )
    return 12 + wide


def in_lines(text: str) -> str:
    """Return a column's heading, broken into two lines when it is longer than three characters."""
    if len(text) <= 3:
        return literal(text)
    half = (len(text) + 1) // 2
    return f"{literal(text[:half])}<br>{literal(text[half:])}"


def short(text: str, most: int) -> str:
    """Return text cut to a number of characters, with a mark where something is left out."""
    return text if len(text) <= most else text[: most - 1] + "…"


def styled(
    figure: go.Figure,
    *,
    title: str,
    subtitle: str,
    dark: bool,
    height: int,
    margin: tuple[int, int, int, int] = (8, 8, 64, 8),
) -> go.Figure:
    """Give a figure the house's look; margin is left, right, top, bottom in pixels."""
    colours = palette(dark=dark)
    left, right, top, bottom = margin
    figure.update_layout(
        # what is given here is whole, and setting it is ten times as quick as merging it
        overwrite=True,
        template="none",
        title={
            "text": f"<b>{title}</b>",
            "subtitle": {"text": subtitle, "font": {"size": 13, "color": colours.quiet}},
            "font": {"size": 17, "color": colours.text},
            "x": 0,
            "xref": "container",
            "xanchor": "left",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "pad": {"t": 10, "l": 4},
        },
        font={"family": _FONT, "size": 14, "color": colours.text},
        paper_bgcolor=colours.ground,
        plot_bgcolor=colours.ground,
        height=height,
        margin={"l": left, "r": right, "t": top, "b": bottom},
        hoverlabel={"font": {"family": _FONT, "size": 14}},
        showlegend=False,
        dragmode=False,
        bargap=0.28,
    )
    bare = {"zeroline": False, "showline": False, "ticks": ""}
    figure.update_xaxes(fixedrange=True, gridcolor=colours.grid, **bare)
    figure.update_yaxes(fixedrange=True, gridcolor=colours.grid, **bare)
    return figure


NO_TASKS: Final = "没有符合条件的措施"
"""Why there is nothing to draw, unless it is another reason."""


def nothing(
    title: str, subtitle: str, *, dark: bool, height: int, words: str = NO_TASKS
) -> go.Figure:
    """Return a figure that says in words why there is nothing to draw."""
    figure = go.Figure()
    figure.add_annotation(text=words, showarrow=False, font={"size": 16})
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    return styled(figure, title=title, subtitle=subtitle, dark=dark, height=height)
