"""Tables of numbers with totals on a page: ordered by a click, explained by another."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Literal

import orjson
import streamlit as st

from dashboard.pages.base.assets import read, script
from dashboard.pages.base.guard import guarded

Pick = list[Any] | None
"""What a click tells: ["explain", measure, [cells]], ["there", measure, [cells]] (of another view)
or ["order", by]; None: nothing to click."""

mount = st.components.v2.component(
    "crosstab",
    js=script("crosstab.js"),
    css=read("css/crosstab.css"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Heading:
    """A column's heading; `sort` tells that the rows stand in its order."""

    label: str
    pick: Pick = None
    sort: Literal["", "up", "down"] = ""
    align: Literal["start", "end"] = "end"


@dataclass(frozen=True)
class Value:
    """A number as text; `tone` marks good or bad news, `shade` (0 to 1) colours the ground, `bar`
    (-1 to 1) draws a bar there from the middle to the left or to the right."""

    text: str
    pick: Pick = None
    note: str = ""
    tone: Literal["", "better", "worse"] = ""
    shade: float | None = None
    bar: float | None = None


@dataclass(frozen=True)
class Line:
    """A row: its name and its values, None where there is nothing."""

    head: str
    cells: Sequence[Value | None]
    is_total: bool = False


@dataclass(frozen=True)
class Group:
    """A heading over several columns."""

    label: str
    span: int


def explain(measure: str, cells: Sequence[str]) -> Pick:
    """Return what a click on a number tells, so that it is explained."""
    return ["explain", measure, list(cells)]


def crosstab(
    key: str,
    caption: str,
    headings: Sequence[Heading],
    lines: Sequence[Line],
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
    mount(
        key=key,
        data=orjson.dumps(data),
        on_pick_change=partial(guarded, take, key, on_order, on_there),
    )


def take(
    key: str,
    on_order: Callable[[str], None] | None,
    on_there: Callable[[str, tuple[str, ...]], None] | None,
) -> None:
    """Go to the number of another view that was clicked, or order by the heading."""
    match st.session_state[key]["pick"]:
        case ["there", str(measure), list(cells)] if on_there:
            on_there(measure, tuple(cells))
        case ["order", str(by)] if on_order:
            on_order(by)
