"""Why a task is in its state, and where its expected progress comes from, in words."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd

from dashboard.core.labels import percent, points
from dashboard.core.periods import quarter_end


def rule(task: pd.Series, day: date, limits: Mapping[str, float]) -> str:
    """Return the rule that makes the state of a row of task_list, with the threshold in force."""
    until_due = (task["due_date"].date() - day).days
    gap, behind, severe = points(task["gap"]), limits["behind_gap"], limits["severe_gap"]
    is_early = day < task["start_date"].date()
    rules = {
        "cancelled": f"{on(task['cancelled_on'])}由调整取消,不进入任何比率",
        "verified": f"完成情况已于{on(task['verified_on'])}核销",
        "done": f"最近填报的进度为 100%,从{on(task['done_on'])}起",
        "overdue": f"完成时限已过 {-until_due} 天,仍未完成",
        "not_started": "还没有到开始日"
        if is_early
        else f"尚无进展,而开始还不超过 {limits['grace_days']:g} 天",
        "unreported": f"开始已超过 {limits['grace_days']:g} 天,还没有过完成时限,一次也没有填报",
        "severe": f"进度差 {gap} 低于 {severe:g}",
        "behind": f"进度差 {gap} 低于 {behind:g},不低于 {severe:g}",
        "due_soon": f"距完成时限 {until_due} 天,不超过 {limits['due_soon_days']:g} 天;"
        f"进度差 {gap} 不低于 {behind:g}",
        "on_track": f"进度差 {gap} 不低于 {behind:g},"
        f"距完成时限 {until_due} 天,超过 {limits['due_soon_days']:g} 天",
    }
    return rules[task["state"]]


def on(moment: Any) -> str:
    return "" if pd.isna(moment) else f" {moment:%Y-%m-%d} "


def expected(task: pd.Series, day: date, year: int) -> str:
    """Return the points of the line that a task's expected progress lies on, and where it is."""
    start = task["start_date"].date()
    if day < start:
        return f"{start} 开始,此前为 0%"
    line = " → ".join(f"{at} {level:g}%" for at, level in line_points(task, year))
    return f"{line},其间按天数直线推算,{day} 为 {percent(task['expected'])}"


def line_points(task: pd.Series, year: int) -> list[tuple[date, float]]:
    """Return the days and percents of that line: the start, the quarter targets, the time limit."""
    start, due = task["start_date"].date(), task["due_date"].date()
    targets = {
        quarter_end(year, quarter): float(target)
        for quarter, target in enumerate(task["quarter_targets"].tolist(), 1)
        if not pd.isna(target) and quarter_end(year, quarter) >= start
    }
    line = {start - timedelta(days=1): 0.0} | targets
    if all(end < due for end in targets):
        line[due] = 100.0
    return sorted(line.items())


def decided(history: pd.DataFrame, task: pd.Series) -> list[str]:
    """Return what each row of task_history decides: the percent, the day of completion, nothing."""
    newest = history["progress_id"].iloc[0]
    return [
        "、".join(
            filter(
                None,
                [
                    "已被更正" if row.is_replaced else "",
                    "进度以此为准" if row.progress_id == newest else "",
                    "完成日期以此为准" if is_completion(row, task["done_on"]) else "",
                ],
            )
        )
        for row in history.itertuples()
    ]


def is_completion(report: Any, done_on: Any) -> bool:
    """Whether a report is the one that the task was done with."""
    return bool(report.percent == 100 and report.reported_on == done_on and not report.is_replaced)
