"""Why a task is in its state, and where its expected progress comes from, in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from dashboard.core.labels import percent
from dashboard.core.rounding import decimals_beside, rounded_points
from dashboard.core.state_rules import BEFORE_START, task_rule


def rule(task: pd.Series, day: date, limits: Mapping[str, float]) -> str:
    """Return the rule that makes the state of a row of task_list, with the threshold in force."""
    if task["state"] == "not_started" and day < task["start_date"].date():
        return BEFORE_START
    until_due = (task["due_date"].date() - day).days
    days = {name: _on(task[name]) for name in ("verified_on", "done_on", "cancelled_on")}
    figures = {"gap": _gap(task["gap"], limits), "days_left": until_due, "days_overdue": -until_due}
    return task_rule(task["state"], figures | days, limits)


def _gap(gap: float, limits: Mapping[str, float]) -> str:
    """Format a gap so that its digits are on its side of both thresholds: -10.02, not -10.0."""
    decimals = decimals_beside(gap, (limits["behind_gap"], limits["severe_gap"]))
    return f"{rounded_points(gap, decimals):+.{decimals}f}"


def _on(moment: Any) -> str:
    return "" if pd.isna(moment) else f" {moment:%Y-%m-%d} "


def expected(task: pd.Series, line: pd.DataFrame, day: date) -> str:
    """Return the points of the line that a task's expected progress lies on, and where it is.

    line: the rows of `expected_line` of the task.
    """
    start = task["start_date"].date()
    if day < start:
        return f"{start} 开始,此前为 0%"
    bends = " → ".join(f"{each.day:%Y-%m-%d} {each.level:g}%" for each in line.itertuples())
    return f"{bends},其间按天数直线推算,{day} 为 {percent(task['expected'])}"


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
                    "完成日期以此为准" if _is_completion(row, task["done_on"]) else "",
                ],
            )
        )
        for row in history.itertuples()
    ]


def _is_completion(report: Any, done_on: Any) -> bool:
    """Whether a report is the one that the task was done with."""
    return bool(report.percent == 100 and report.reported_on == done_on and not report.is_replaced)
