"""股室: who is ahead, who is behind, and one office's profile."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard.filters import Filters
from dashboard.labels import gap_words, rate
from dashboard.pages import session, shell
from dashboard.pages.charts import chart
from dashboard.pages.tables import table, worded
from dashboard.pages.text import escaped


def page() -> None:
    filters = session.current()
    shell.legend()
    left, right = st.columns([1.3, 1], gap="small")
    with left:
        chart("states_by_office", filters, alt="各股室排名", place="ranked", ranked=True)
    with right:
        chart("office_by_quarter", filters, alt="各股室季度进度差")
    profile(filters)


def profile(filters: Filters) -> None:
    """Place one office's numbers, line, tasks and last reports: the one filtered by, or chosen."""
    offices = session.answer("completion_by_office", filters)
    names = list(offices["office"])
    gaps = (offices["average_progress"] - offices["average_expected"]).fillna(0)
    name = st.selectbox("股室画像", names, index=int(gaps.argmin()), key="profile", width=280)
    if name is None:
        return
    own = replace(filters, offices=(name,))
    numbers = session.answer("completion_by_office", own).iloc[0]
    st.subheader(escaped(profile_sentence(name, numbers)), anchor=False)
    left, right = st.columns([1, 1.4], gap="small")
    with left:
        chart("year_line", own, alt=f"{name}全年进度线", place="profile line", height=330)
    with right:
        st.text("最近填报")
        recent = session.answer("task_history", own, tasks=[]).head(8)
        table(
            recent,
            ["reported_on", "number", "percent", "work_done", "problem", "next_step"],
            name=f"{name}最近填报",
            filters=own,
            height=290,
        )
    tasks = worded(session.answer("task_list", own))
    table(
        tasks,
        [
            "number",
            "title",
            "state_words",
            "flags",
            "percent",
            "expected",
            "gap",
            "due_date",
            "last_reported_on",
            "problem",
            "next_step",
        ],
        name=f"{name}的措施",
        filters=own,
    )


def profile_sentence(name: str, numbers: pd.Series) -> str:
    """Return an office's standing in one sentence."""
    if not numbers["tasks"]:
        return f"{name}:所选措施均已取消"
    gap = numbers["average_progress"] - numbers["average_expected"]
    return (
        f"{name}:完成 {rate(int(numbers['finished']), int(numbers['tasks']))},"
        f"平均进度 {numbers['average_progress']:.1f}%,{gap_words(gap)};"
        f"未达序时 {numbers['behind_schedule']} 项,未填报 {numbers['unreported']} 项"
    )


page()
