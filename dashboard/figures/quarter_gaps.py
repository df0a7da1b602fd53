"""Heat maps of the gap at each quarter's end, with a row for each office or theme."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dashboard.analysis import reporting
from dashboard.core.labels import QUARTERS, percent, rate
from dashboard.core.marks import Kind
from dashboard.figures.heat import HeatCells, heat_map
from dashboard.figures.look import NO_TASKS, literal, mark, nothing, rows


class Groups(NamedTuple):
    """What the rows of such a heat map are, and what is written about them."""

    column: str
    """The column of their names, 'office' or 'theme'."""
    unit: str
    picks: Kind
    """The filter that a click sets."""
    text: Callable[[Mapping[Any, Any]], str]
    """Return the text of a cell, a row of the frame."""
    sentence: Callable[[int, int], str]
    """Return what the last quarter proves: how many groups are below schedule, of how many."""
    name: str
    """The title when there is nothing to draw."""
    subtitle: str


def quarter_gaps(
    groups: Groups,
    frame: pd.DataFrame,
    *,
    subtitle: str,
    dark: bool,
    height: int,
    is_thin: bool = False,
) -> go.Figure:
    """Draw the rows of office_by_quarter or theme_by_quarter.

    is_thin: hardly any task of the view has a report, and the title says so.
    """
    if not frame["tasks"].any():
        # the year is to come, or all tasks are cancelled
        words = "这一年还没有开始" if is_thin else NO_TASKS
        return nothing(groups.name, subtitle, dark=dark, height=height, words=words)
    return heat_map(
        _cells(frame, groups),
        title=literal(_sentence(frame, groups, is_thin=is_thin)),
        subtitle=f"{groups.subtitle}<br>{subtitle}",
        dark=dark,
        height=height,
    )


def _sentence(frame: pd.DataFrame, groups: Groups, *, is_thin: bool) -> str:
    """Return what the last quarter proves, of the groups that have tasks in it."""
    newest = frame.loc[frame["quarter"] == frame["quarter"].max()].dropna(subset=["gap"])
    if is_thin:
        return reporting.groups_sentence(newest, groups.column, groups.unit)
    reported = newest.loc[newest["is_gap_known"]]
    below = int(reported["is_below_schedule"].sum())
    silent = reporting.silent_words(newest, groups.unit)
    return f"最近一季末 {groups.sentence(below, len(reported))}{silent}"


def _cells(frame: pd.DataFrame, groups: Groups) -> HeatCells:
    """Return the cells; silence has the colour of neither behind nor ahead.

    A cell of cancelled tasks alone has none.
    """
    names = list(frame[groups.column])
    return HeatCells(
        frame.assign(
            quarter=frame["quarter"].map(QUARTERS),
            gap=frame["gap"].where(frame["is_gap_known"] | (frame["tasks"] == 0), 0.0),
        ),
        row=groups.column,
        column="quarter",
        value="gap",
        rows=list(dict.fromkeys(names)),
        columns=[QUARTERS[number] for number in sorted(set(frame["quarter"]))],
        text=[groups.text(each) for each in frame.to_dict("records")],
        hover=_hover_texts(frame, names),
        picks=[
            mark(groups.picks, name, None, "gap", f"{groups.column}:{name}", f"quarter_end:{at}")
            for name, at in zip(names, frame["quarter"], strict=True)
        ],
        scale="gap",
    )


def _hover_texts(frame: pd.DataFrame, names: Sequence[str]) -> list[str]:
    return [
        f"{literal(name)} · {QUARTERS[each.quarter]}末<br>"
        f"平均进度 {percent(each.average_progress)},序时 {percent(each.average_expected)}<br>"
        f"完成 {rate(each.finished, each.tasks)}"
        for name, each in zip(names, rows(frame), strict=True)
    ]
