"""Charts of themes: how far each is against the schedule, over the quarters, down to its tasks."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dashboard.analysis import reporting
from dashboard.core.labels import STATES, none_below, percent, points, rate
from dashboard.core.marks import Mark
from dashboard.figures.group_rows import add_row_texts, group_marks
from dashboard.figures.look import (
    Palette,
    from_top,
    grown,
    label_room,
    literal,
    mark,
    named,
    nothing,
    palette,
    rows,
    short,
    styled,
    titled_by,
)
from dashboard.figures.quarter_gaps import Groups, quarter_gaps

_EARLY: Final = 35
"""Percent: further left, a tick would cross the words that begin at the axis."""


def completion_by_theme(
    frame: pd.DataFrame, *, subtitle: str, dark: bool, height: int, is_thin: bool = False
) -> go.Figure:
    """Draw the rows of completion_by_theme: average progress as bars, the schedule as a line."""
    if frame.empty:
        return nothing("各主题完成情况", subtitle, dark=dark, height=height)
    colours = palette(dark=dark)
    names = [literal(name) for name in frame["theme"]]
    figure = go.Figure(
        [_progress_bar(frame, names, colours), _schedule_tick(frame, names, colours)]
    )
    _add_progress(figure, frame, names, colours)
    figure.update_xaxes(range=[0, 104], visible=False)
    figure.update_yaxes(**from_top(len(names), 6), **named(names, names))
    return styled(
        figure,
        title=literal(
            reporting.groups_sentence(frame, "theme", "主题") if is_thin else _theme_sentence(frame)
        ),
        subtitle=f"条为平均进度,竖线为序时进度<br>{subtitle}",
        dark=dark,
        height=grown(height, len(names), 90),
        margin=(label_room(frame["theme"]), 8, 82, 8),
    )


def _progress_bar(frame: pd.DataFrame, names: list[str], colours: Palette) -> go.Bar:
    """Return a bar for each theme as long as its average progress."""
    return go.Bar(
        orientation="h",
        x=list(frame["average_progress"]),
        y=names,
        marker={"color": colours.accent_soft},
        customdata=group_marks(frame, "theme", "themes", "average_progress"),
        hovertext=[percent(progress) for progress in frame["average_progress"]],
        hovertemplate="%{y}<br>平均进度 %{hovertext}<extra></extra>",
    )


def _schedule_tick(frame: pd.DataFrame, names: list[str], colours: Palette) -> go.Scatter:
    """Return a tick on each theme's bar at its average expected progress."""
    return go.Scatter(
        x=list(frame["average_expected"]),
        y=names,
        mode="markers",
        marker={"symbol": "line-ns", "size": 22, "line": {"width": 3, "color": colours.accent}},
        customdata=group_marks(frame, "theme", "themes", "average_expected"),
        hovertext=[percent(expected) for expected in frame["average_expected"]],
        hovertemplate="%{y}<br>序时进度 %{hovertext}<extra></extra>",
    )


def _add_progress(
    figure: go.Figure, frame: pd.DataFrame, names: list[str], colours: Palette
) -> None:
    """Write each theme's progress and completion.

    The words begin at the axis, but early in a year after the tick, which would cross them.
    """
    expected = frame["average_expected"]
    add_row_texts(
        figure,
        x=expected.where(expected < _EARLY, 0),
        y=names,
        text=[
            f" {reporting.progress_or_silence(each)}  完成 {rate(each['finished'], each['tasks'])}"
            for each in frame.to_dict("records")
        ],
        marks=group_marks(frame, "theme", "themes", "average_progress"),
        colour=colours.text,
    )


def _theme_sentence(frame: pd.DataFrame) -> str:
    """Return what the bars prove: how many themes are below the schedule, or that none is."""
    reported = frame.loc[frame["is_gap_known"]]
    behind = int(reported["is_below_schedule"].sum())
    silent = reporting.silent_words(frame, "主题")
    if behind:
        return f"{len(reported)} 个主题中 {behind} 个平均进度低于序时{silent}"
    return none_below("主题") + silent


def _gap_and_rate(theme: Mapping[Any, Any]) -> str:
    return f"{reporting.gap_or_silence(theme)}<br>{rate(theme['finished'], theme['tasks'])}"


theme_by_quarter: Final = partial(
    quarter_gaps,
    Groups(
        column="theme",
        unit="主题",
        picks="themes",
        text=_gap_and_rate,
        sentence=lambda below, count: f"{below}/{count} 个主题低于序时",
        name="各主题季度进度差",
        subtitle="进度差(百分点)与完成率",
    ),
)
"""Draw the rows of theme_by_quarter as a heat map of the gap at each quarter's end."""


class _Sector(NamedTuple):
    """One sector of the tree: its parent, its texts, its size, its gap, and what a click picks."""

    id: str
    parent: str
    label: str
    text: str
    hover: str
    tasks: int
    gap: float
    """0, the colour of neither, where hardly any report supports it."""
    pick: Mark
    is_known: bool = True
    is_below: bool = False
    """Whether a theme is below schedule."""


def plan_tree(
    themes: pd.DataFrame,
    items: pd.DataFrame,
    tasks: pd.DataFrame,
    *,
    subtitle: str,
    dark: bool,
    height: int,
    is_thin: bool = False,
) -> go.Figure:
    """Draw theme → item → task as a treemap: area is the number of tasks, colour the gap."""
    counted = tasks.loc[tasks["state"] != "cancelled"]
    if counted.empty:
        return nothing("主题、事项与措施", subtitle, dark=dark, height=height)
    branches = _theme_sectors(themes)
    whole = Mark(measure="tasks")
    root = _Sector("plan", "", "全部主题", "", "全部主题", len(counted), 0, whole)
    figure = _tree([root, *branches, *_item_sectors(items), *_task_sectors(counted)], dark=dark)
    known = [] if is_thin else [sector for sector in branches if sector.is_known]
    worst = min(known, key=lambda sector: sector.gap, default=None)
    if worst:
        titled_by(figure, "gap", *worst.pick.cells)
    return styled(
        figure,
        title=f"{worst.label}与序时差 {points(worst.gap)} 个百分点"
        + reporting.silent_words(themes, "主题")
        if worst and worst.is_below
        else literal(_theme_sentence(themes))
        if worst
        else literal(reporting.groups_sentence(themes, "theme", "主题")),
        subtitle=f"面积为措施数,颜色为进度差(橙落后、绿领先、素色未填报)<br>{subtitle}",
        dark=dark,
        height=height,
        margin=(4, 4, 86, 4),
    )


def _theme_sectors(themes: pd.DataFrame) -> list[_Sector]:
    """Return a sector for each row of completion_by_theme that has tasks."""
    return [
        _Sector(
            id=f"theme {row.theme}",
            parent="plan",
            label=literal(row.theme),
            text=f"{rate(row.finished, row.tasks)} {reporting.gap_or_silence(row._asdict())}",
            hover=literal(row.theme),
            tasks=int(row.tasks),
            gap=_known_gap(row),
            pick=mark("themes", row.theme, None, "gap", f"theme:{row.theme}"),
            is_known=row.is_gap_known,
            is_below=row.is_below_schedule,
        )
        for row in rows(themes)
        if row.tasks
    ]


def _known_gap(row: Any) -> float:
    """Return the gap that gives a theme or an item its colour: silence is neither."""
    return float(row.gap) if row.is_gap_known else 0.0


def _item_sectors(items: pd.DataFrame) -> list[_Sector]:
    """Return a sector for each row of completion_by_item that has tasks."""
    return [
        _Sector(
            id=f"item {row.item_id}",
            parent=f"theme {row.theme}",
            label=literal(f"{row.item_number} {short(row.item, 12)}"),
            text=f"{row.finished}/{row.tasks} {reporting.gap_or_silence(row._asdict())}",
            hover=literal(row.item),
            tasks=int(row.tasks),
            gap=_known_gap(row),
            pick=mark("item", int(row.item_id), None, "gap", f"item:{row.theme} {row.item_number}"),
        )
        for row in rows(items)
        if row.tasks
    ]


def _task_sectors(tasks: pd.DataFrame) -> list[_Sector]:
    """Return a sector for each row of task_list; its tile shows its number and mark."""
    return [
        _Sector(
            id=f"task {row.task_id}",
            parent=f"item {row.item_id}",
            label=f"{literal(row.number)} {STATES[row.state].mark}",
            text=points(row.gap) if _is_known(row) else "",
            hover=(
                f"{literal(row.title)}<br>{STATES[row.state].label} · "
                f"{percent(row.percent)}(序时 {percent(row.expected)})<br>"
                f"{literal(row.lead_office)}"
            ),
            tasks=1,
            gap=float(row.gap) if _is_known(row) else 0.0,
            pick=mark("task", int(row.task_id), None, ""),
        )
        for row in rows(tasks)
    ]


def _is_known(task: Any) -> bool:
    """Whether a task's gap means that it is late or early: without a report only once it is due."""
    return bool(task.is_behind or not task.is_silent)


def _tree(sectors: list[_Sector], *, dark: bool) -> go.Figure:
    """Draw sectors as a treemap whose colours run from behind to ahead."""
    colours = palette(dark=dark)
    return go.Figure(
        go.Treemap(
            ids=[sector.id for sector in sectors],
            parents=[sector.parent for sector in sectors],
            labels=[sector.label for sector in sectors],
            text=[sector.text for sector in sectors],
            hovertext=[sector.hover for sector in sectors],
            values=[sector.tasks for sector in sectors],
            customdata=[sector.pick for sector in sectors],
            branchvalues="total",
            hovertemplate="%{hovertext}<br>%{text}<extra></extra>",
            texttemplate="%{label}<br>%{text}",
            textfont={"size": 13, "color": colours.text},
            marker={
                "colors": [sector.gap for sector in sectors],
                "colorscale": [[0, colours.low], [0.5, colours.middle], [1, colours.high]],
                "cmin": -30,
                "cmax": 30,
                "line": {"width": 1, "color": colours.ground},
                "pad": {"t": 24, "l": 2, "r": 2, "b": 2},
            },
            tiling={"pad": 1},
            pathbar={"visible": False},
            sort=False,
        )
    )
