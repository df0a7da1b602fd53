"""Charts of offices: their tasks by state, their themes, their quarters."""

from functools import partial
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from dashboard.analysis import reporting
from dashboard.core.labels import COUNTED_STATES, gap_words, none_below, rate, state_words
from dashboard.figures.group_rows import add_row_texts, group_marks
from dashboard.figures.heat import HeatCells, heat_map
from dashboard.figures.look import (
    Palette,
    from_top,
    grown,
    ink,
    label_room,
    literal,
    mark,
    named,
    nothing,
    palette,
    rows,
    state_colour,
    styled,
    titled_by,
)
from dashboard.figures.quarter_gaps import Groups, quarter_gaps

_ROOM = 1.9
"""The longest bar's share of the axis, inverted: on a phone its note still fits behind it."""

_PATTERNS = {"unreported": "/"}
"""States whose bars are hatched as well as coloured."""


def states_by_office(
    frame: pd.DataFrame,
    *,
    subtitle: str,
    dark: bool,
    height: int,
    ranked: bool = False,
    is_thin: bool = False,
) -> go.Figure:
    """Draw the rows of completion_by_office as stacked bars, in their order or worst gap first.

    is_thin: hardly any task of the view has a report, and the title says so.
    """
    if frame.empty:
        return nothing("各股室措施状态", subtitle, dark=dark, height=height)
    if ranked:
        frame = frame.sort_values("gap", na_position="last", kind="stable")
    worst = None if is_thin else _furthest_behind(frame)
    figure = _state_bars(frame, dark=dark)
    if worst is not None:
        titled_by(figure, "gap", f"office:{worst}")
    return styled(
        figure,
        title=literal(
            reporting.groups_sentence(frame, "office", "股室")
            if is_thin
            else _office_sentence(frame, worst)
        ),
        subtitle=f"条内为各状态措施数,条后为完成率与进度差<br>{subtitle}",
        dark=dark,
        height=grown(height, len(frame), 90),
        margin=(label_room(frame["office"]), 8, 82, 8),
    )


def _state_bars(frame: pd.DataFrame, *, dark: bool) -> go.Figure:
    """Draw a bar for each office; behind it its completion with its base, and its gap."""
    names = [literal(name) for name in frame["office"]]
    states = [code for code in COUNTED_STATES if frame[code].any()]
    figure = go.Figure([_state_bar(frame, code, names, dark=dark) for code in states])
    figure.update_layout(barmode="stack", uniformtext={"minsize": 11, "mode": "hide"})
    figure.update_xaxes(visible=False, range=[0, frame["tasks"].max() * _ROOM])
    figure.update_yaxes(**from_top(len(names), 12), **named(names, names))
    add_row_texts(
        figure,
        x=frame["tasks"],
        y=names,
        text=[
            f" {rate(each['finished'], each['tasks'])} {reporting.gap_or_silence(each)}"
            for each in frame.to_dict("records")
        ],
        marks=group_marks(frame, "office", "offices", "completion_rate"),
        colour=palette(dark=dark).quiet,
    )
    return figure


def _state_bar(frame: pd.DataFrame, code: str, names: list[str], *, dark: bool) -> go.Bar:
    """Return the pieces of the bars that show the tasks in one state."""
    colour = state_colour(code, dark=dark)
    return go.Bar(
        orientation="h",
        name=state_words(code),
        x=list(frame[code]),
        y=names,
        text=[str(count) if count else "" for count in frame[code]],
        textposition="inside",
        textangle=0,
        insidetextanchor="middle",
        textfont={"size": 13, "color": ink(colour)},
        customdata=[
            mark("offices", office, None, "tasks", f"office:{office}", f"state:{code}")
            for office in frame["office"]
        ],
        marker={"color": colour, **_outline(code, palette(dark=dark))},
        hovertemplate=f"%{{y}}<br>{state_words(code)} %{{x}} 项<extra></extra>",
    )


def _outline(code: str, colours: Palette) -> dict[str, Any]:
    """Return the line around the pieces of a state, and the pattern over them."""
    return {
        "line": {"color": colours.outline, "width": 1 if code == "not_started" else 0},
        "pattern": {
            "shape": _PATTERNS.get(code, ""),
            "fillmode": "overlay",
            "fgcolor": colours.ground,
            "fgopacity": 0.4,
            "size": 7,
            "solidity": 0.25,
        },
    }


def _furthest_behind(frame: pd.DataFrame) -> str | None:
    """Return the office that is furthest behind schedule, None when none is.

    Those that hardly report are not known to be.
    """
    behind = frame.loc[frame["is_below_schedule"] & frame["is_gap_known"]]
    return None if behind.empty else str(behind.at[behind["gap"].idxmin(), "office"])


def _office_sentence(frame: pd.DataFrame, worst: str | None) -> str:
    """Return what the bars prove: which office is furthest behind schedule, or that none is."""
    silent = reporting.silent_words(frame, "股室")
    if worst is None:
        return none_below("股室") + silent if frame["gap"].notna().any() else "各股室措施状态"
    gap = frame.loc[frame["office"] == worst, "gap"].iloc[0]
    return f"{worst}{gap_words(gap)}{silent}"


def office_by_theme(
    frame: pd.DataFrame,
    *,
    subtitle: str,
    dark: bool,
    height: int,
    themes: list[str],
    is_thin: bool = False,
) -> go.Figure:
    """Draw the rows of office_by_theme as a heat map of completion rates, cells with their base."""
    if frame.empty:
        return nothing("股室与主题完成率", subtitle, dark=dark, height=height)
    return heat_map(
        _rate_cells(frame, [theme for theme in themes if theme in set(frame["theme"])]),
        title=_cells_sentence(frame.loc[frame["tasks"] > 0], is_thin=is_thin),
        subtitle=f"格内为完成数/措施数<br>{subtitle}",
        dark=dark,
        height=height,
    )


def _rate_cells(frame: pd.DataFrame, themes: list[str]) -> HeatCells:
    """Return the cells of completion rates, a row for each office and a column for each theme."""
    marks = [
        mark(
            "cell",
            row.office,
            row.theme,
            "completion_rate",
            f"office:{row.office}",
            f"theme:{row.theme}",
        )
        for row in rows(frame)
    ]
    return HeatCells(
        frame,
        row="office",
        column="theme",
        value="completion_rate",
        rows=list(dict.fromkeys(frame["office"])),
        columns=themes,
        text=[f"{row.finished}/{row.tasks}" if row.tasks else "—" for row in rows(frame)],
        hover=[
            f"{literal(row.office)} · {literal(row.theme)}<br>完成 {rate(row.finished, row.tasks)}"
            for row in rows(frame)
        ],
        picks=marks,
        scale="share",
    )


def _cells_sentence(frame: pd.DataFrame, *, is_thin: bool) -> str:
    """Return what the cells with tasks prove: in how many all is done, or how many have reports."""
    if is_thin:
        reported = int((frame["ever_reported"] > 0).sum())
        if reported:
            return f"{len(frame)} 格中 {reported} 格有填报"
        is_early = (frame["reporting"] == "not_started").all()
        return f"{len(frame)} 格{'的措施均未启动' if is_early else '均未填报'}"
    done = int((frame["finished"] == frame["tasks"]).sum())
    return f"{len(frame)} 格中 {done} 格全部完成"


office_by_quarter: Final = partial(
    quarter_gaps,
    Groups(
        column="office",
        unit="股室",
        picks="offices",
        text=reporting.gap_or_silence,
        sentence=lambda below, count: f"{count - below}/{count} 个股室不落后",
        name="股室各季度进度差",
        subtitle="平均进度 − 序时进度,百分点",
    ),
)
"""Draw the rows of office_by_quarter as a heat map of the gap at each quarter's end."""
