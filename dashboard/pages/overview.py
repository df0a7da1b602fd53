"""总览: the whole plan on one screen."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.filters import Filters
from dashboard.labels import gap_words, points
from dashboard.pages import session, shell
from dashboard.pages.cards import card_dialog
from dashboard.pages.charts import chart
from dashboard.pages.tables import table, worded
from dashboard.pages.text import escaped


def page() -> None:
    filters = session.current()
    overview = session.answer("overview", filters).iloc[0]
    st.subheader(escaped(sentence(overview, filters)), anchor=False)
    numbers(overview)
    shell.legend()
    left, middle, right = st.columns([1.15, 1, 1.1], gap="small")
    with left:
        chart("states_by_office", filters, alt="各股室措施状态")
    with middle:
        chart("completion_by_theme", filters, alt="各主题完成情况")
        chart("year_line", filters, alt="全年进度线")
    with right:
        chart("office_by_theme", filters, alt="股室与主题完成率")
    most_behind(filters)
    card_dialog(filters)


def sentence(overview: pd.Series, filters: Filters) -> str:
    """Return the plan's standing in one sentence."""
    behind = (
        f"未达序时 {overview['behind_schedule']} 项,涉及 {overview['offices_behind']} 个股室"
        if overview["behind_schedule"]
        else "没有未达序时的措施"
    )
    if not overview["tasks"]:
        return f"截至 {filters.as_of},所选措施均已取消。"
    return (
        f"截至 {filters.as_of},{overview['tasks']} 项措施完成 {overview['finished']} 项,"
        f"完成率 {overview['completion_rate']:.1%};平均进度 {overview['average_progress']:.1f}%,"
        f"{gap_words(overview['gap'])};{behind}。"
    )


def numbers(overview: pd.Series) -> None:
    """Place five numbers, each with its base and its change since the previous quarter's end."""
    before = overview["previous_quarter_end"]
    since = "" if pd.isna(before) else f"较 {before:%m-%d}"
    tasks = overview["tasks"]
    shown = (
        (
            "完成率",
            overview["completion_rate"],
            f"{overview['finished']}/{tasks} 项",
            overview["completion_rate_change"],
            100,
        ),
        (
            "平均进度",
            overview["average_progress"],
            f"序时 {overview['average_expected']:.1f}%",
            overview["average_progress_change"],
            1,
        ),
        (
            "达序时率",
            overview["on_schedule_rate"],
            f"{overview['on_schedule']}/{tasks} 项",
            overview["on_schedule_rate_change"],
            100,
        ),
        (
            "填报率",
            overview["reporting_rate"],
            f"{overview['reported']}/{overview['due_to_report']} 项",
            overview["reporting_rate_change"],
            100,
        ),
    )
    cells = st.columns(5, gap="small")
    for cell, (label, value, base, change, scale) in zip(cells, shown, strict=False):
        known = not pd.isna(value)
        cell.metric(
            f"{label}({base})",
            f"{value * scale:.1f}%" if known else "—",
            None if pd.isna(change) else f"{points(change * scale)} 个百分点",
            delta_color="off" if is_nothing(change * scale) else "normal",
            delta_arrow="off" if is_nothing(change * scale) else "auto",
            delta_description=since or None,
            border=True,
        )
    change = overview["behind_schedule_change"]
    cells[4].metric(
        f"未达序时(共 {tasks} 项)",
        f"{overview['behind_schedule']} 项",
        None if pd.isna(change) else f"{change:+.0f} 项",
        delta_color="off" if is_nothing(change) else "inverse",
        delta_arrow="off" if is_nothing(change) else "auto",
        delta_description=since or None,
        border=True,
    )


def is_nothing(change: Any) -> bool:
    """Whether a change is too small to be shown, and so is neither good nor bad."""
    return bool(pd.isna(change) or abs(change) < 0.05)


def most_behind(filters: Filters) -> None:
    """Place the ten tasks most behind, with reason and next step."""
    tasks = session.answer("task_list", filters)
    behind = tasks.loc[tasks["is_behind"]].sort_values("gap", kind="stable").head(10)
    st.subheader(
        f"落后最多的 {len(behind)} 项措施" if len(behind) else "没有未达序时的措施", anchor=False
    )
    if len(behind):
        table(
            worded(behind),
            "behind",
            name="落后最多的措施",
            filters=filters,
            row_height=60,
            height="content",
        )


page()
