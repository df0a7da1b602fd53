"""Tables of numbers with totals on a page: ordered by a click, explained by another."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Literal

import orjson
import streamlit as st

from dashboard.core.assets import read, script
from dashboard.core.marks import Mark, parse_mark
from dashboard.pages.base.guard import uninterrupted
from dashboard.pages.base.state import widget

_mount = st.components.v2.component(
    "crosstab",
    js=script("crosstab.js"),
    css=read("css/crosstab.css"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Heading:
    """A column's heading; `sort` is set if the rows are sorted by it."""

    label: str
    mark: Mark | None = None
    sort: Literal["", "up", "down"] = ""
    align: Literal["start", "end"] = "end"


@dataclass(frozen=True)
class Value:
    """A number as text.

    tone: whether a change is better or worse; shade: how dark the background is, 0 to 1;
    bar: a bar on the background from the middle to the left (-1) or to the right (1).
    """

    text: str
    mark: Mark | None = None
    note: str = ""
    tone: Literal["", "better", "worse"] = ""
    shade: float | None = None
    bar: float | None = None


@dataclass(frozen=True)
class TableRow:
    """A row: its name and its values, None where there is nothing."""

    head: str
    cells: Sequence[Value | None]
    is_total: bool = False


@dataclass(frozen=True)
class Group:
    """A heading over several columns."""

    label: str
    span: int


def explain_mark(measure: str, cells: Sequence[str]) -> Mark:
    """Return the mark of a number: a click explains it."""
    return Mark("explain", measure=measure, cells=tuple(cells))


def reference_mark(measure: str, cells: Sequence[str]) -> Mark:
    """Return the mark of a number of the reference: a click opens the reference's view."""
    return Mark("reference", measure=measure, cells=tuple(cells))


def place_crosstab(
    key: str,
    caption: str,
    headings: Sequence[Heading],
    lines: Sequence[TableRow],
    *,
    groups: Sequence[Group] = (),
    note: str = "",
    height: str = "",
    is_summed: bool = False,
    on_order: Callable[[str], None] | None = None,
    on_there: Callable[[str, tuple[str, ...]], None] | None = None,
) -> None:
    """Place a table; height is a CSS length beyond which it scrolls under its headings.

    The last column of one that is_summed holds the totals, which stay in sight. on_there takes the
    measure and the cells of a number of another view.
    """
    data = {
        "caption": caption,
        "groups": [asdict(group) for group in groups],
        "columns": [asdict(heading) for heading in headings],
        "rows": [
            {"head": line.head, "cells": line.cells, "isTotal": line.is_total} for line in lines
        ],
        "note": note,
        "height": height,
        "isSummed": is_summed,
    }
    _mount(
        key=key,
        data=orjson.dumps(data),
        on_mark_change=partial(uninterrupted, _on_mark, key, on_order, on_there),
    )


def _on_mark(
    key: str,
    on_order: Callable[[str], None] | None,
    on_there: Callable[[str, tuple[str, ...]], None] | None,
) -> None:
    """Go to the number of another view that was clicked, or order by the heading."""
    match parse_mark(widget(key)["mark"]):
        case Mark("reference", measure=measure, cells=cells) if on_there:
            on_there(measure, cells)
        case Mark("order", str(by)) if on_order:
            on_order(by)
