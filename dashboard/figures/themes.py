"""Charts of themes: how far each is against the schedule, over the quarters, down to its tasks."""

from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dashboard.core.labels import STATES, none_below, percent, points, rate
from dashboard.core.marks import Mark
from dashboard.figures.heat import gap_by_quarter, heat_map
from dashboard.figures.look import (
    from_top,
    label_room,
    literal,
    mark,
    nothing,
    palette,
    rows,
    short,
    styled,
    titled_by,
)


def completion_by_theme(
    frame: pd.DataFrame, *, subtitle: str, dark: bool, height: int
) -> go.Figure:
    """Draw the rows of completion_by_theme: average progress as bars, the schedule as a line."""
    if frame.empty:
        return nothing("各主题完成情况", subtitle, dark=dark, height=height)
    colours = palette(dark=dark)
    names = [literal(name) for name in frame["theme"]]
    figure = go.Figure()
    figure.add_bar(
        orientation="h",
        x=list(frame["average_progress"]),
        y=names,
        marker={"color": colours.accent_soft},
        text=[
            f"{percent(progress)}  完成 {rate(finished, tasks)}"
            for progress, finished, tasks in zip(
                frame["average_progress"], frame["finished"], frame["tasks"], strict=True
            )
        ],
        textposition="inside",
        insidetextanchor="start",
        textangle=0,
        textfont={"size": 13, "color": colours.text},
        constraintext="none",
        customdata=[
            mark("themes", theme, None, "average_progress", f"theme:{theme}")
            for theme in frame["theme"]
        ],
        hovertemplate="%{y}<br>平均进度 %{x:.1f}%<extra></extra>",
    )
    figure.add_scatter(
        x=list(frame["average_expected"]),
        y=names,
        mode="markers",
        marker={
            "symbol": "line-ns",
            "size": 22,
            "line": {"width": 3, "color": colours.accent},
        },
        customdata=[
            mark("themes", theme, None, "average_expected", f"theme:{theme}")
            for theme in frame["theme"]
        ],
        hovertemplate="%{y}<br>序时进度 %{x:.1f}%<extra></extra>",
    )
    figure.update_xaxes(range=[0, 104], visible=False)
    figure.update_yaxes(**from_top(len(names), 6))
    behind = int(frame["is_below_schedule"].sum())
    counted = int((frame["tasks"] > 0).sum())
    title = f"{counted} 个主题中 {behind} 个平均进度低于序时" if behind else none_below("主题")
    return styled(
        figure,
        title=title,
        subtitle=f"条为平均进度,竖线为序时进度<br>{subtitle}",
        dark=dark,
        height=height,
        margin=(label_room(frame["theme"]), 8, 82, 8),
    )


def theme_by_quarter(frame: pd.DataFrame, *, subtitle: str, dark: bool, height: int) -> go.Figure:
    """Draw the rows of theme_by_quarter as a heat map of the gap at each quarter's end."""
    if frame.empty:
        return nothing("各主题季度进度差", subtitle, dark=dark, height=height)
    newest = frame.loc[frame["quarter"] == frame["quarter"].max()].dropna(subset=["gap"])
    behind = int(newest["is_below_schedule"].sum())
    text = [f"{points(row.gap)}<br>{rate(row.finished, row.tasks)}" for row in rows(frame)]
    return heat_map(
        gap_by_quarter(frame, "theme", picks="themes", text=text),
        title=f"最近一季末 {behind}/{len(newest)} 个主题低于序时",
        subtitle=f"进度差(百分点)与完成率<br>{subtitle}",
        dark=dark,
        height=height,
    )


class Sector(NamedTuple):
    """One sector of the tree: where it hangs, what it says, how large, which gap, what it picks."""

    id: str
    parent: str
    label: str
    text: str
    hover: str
    tasks: int
    gap: float
    pick: Mark


def plan_tree(
    themes: pd.DataFrame,
    items: pd.DataFrame,
    tasks: pd.DataFrame,
    *,
    subtitle: str,
    dark: bool,
    height: int,
) -> go.Figure:
    """Draw theme → item → task as a treemap: area is the number of tasks, colour the gap."""
    counted = tasks.loc[tasks["state"] != "cancelled"]
    if counted.empty:
        return nothing("主题、事项与措施", subtitle, dark=dark, height=height)
    branches = theme_sectors(themes)
    whole = Mark(measure="tasks")
    root = Sector("plan", "", "全部主题", "", "全部主题", len(counted), 0, whole)
    figure = tree([root, *branches, *item_sectors(items), *task_sectors(counted)], dark=dark)
    worst = min(branches, key=lambda sector: sector.gap)
    titled_by(figure, "gap", *worst.pick.cells)
    return styled(
        figure,
        title=f"{worst.label}与序时差 {points(worst.gap)} 个百分点",
        subtitle=f"面积为措施数,颜色为进度差(橙落后、绿领先)<br>{subtitle}",
        dark=dark,
        height=height,
        margin=(4, 4, 86, 4),
    )


def theme_sectors(themes: pd.DataFrame) -> list[Sector]:
    """Return a sector for each row of completion_by_theme that has tasks."""
    return [
        Sector(
            id=f"theme {row.theme}",
            parent="plan",
            label=literal(row.theme),
            text=f"{rate(row.finished, row.tasks)} {points(row.gap)}",
            hover=literal(row.theme),
            tasks=int(row.tasks),
            gap=float(row.gap),
            pick=mark("themes", row.theme, None, "gap", f"theme:{row.theme}"),
        )
        for row in rows(themes)
        if row.tasks
    ]


def item_sectors(items: pd.DataFrame) -> list[Sector]:
    """Return a sector for each row of completion_by_item that has tasks."""
    return [
        Sector(
            id=f"item {row.item_id}",
            parent=f"theme {row.theme}",
            label=literal(f"{row.item_number} {short(row.item, 12)}"),
            text=f"{row.finished}/{row.tasks} {points(row.gap)}",
            hover=literal(row.item),
            tasks=int(row.tasks),
            gap=float(row.gap),
            pick=mark("item", int(row.item_id), None, "gap", f"item:{row.theme} {row.item_number}"),
        )
        for row in rows(items)
        if row.tasks
    ]


def task_sectors(tasks: pd.DataFrame) -> list[Sector]:
    """Return a sector for each row of task_list; on the tile stand its number and mark."""
    return [
        Sector(
            id=f"task {row.task_id}",
            parent=f"item {row.item_id}",
            label=f"{literal(row.number)} {STATES[row.state].mark}",
            text=points(row.gap),
            hover=(
                f"{literal(row.title)}<br>{STATES[row.state].label} · "
                f"{percent(row.percent)}(序时 {percent(row.expected)})<br>"
                f"{literal(row.lead_office)}"
            ),
            tasks=1,
            gap=float(row.gap),
            pick=mark("task", int(row.task_id), None, ""),
        )
        for row in rows(tasks)
    ]


def tree(sectors: list[Sector], *, dark: bool) -> go.Figure:
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
