"""股室: who is ahead, who is behind, and one office's profile."""

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from dashboard.analysis.headline_numbers import office_parts
from dashboard.pages.analysis_parts import comparison_panel
from dashboard.pages.answers import ledger_data
from dashboard.pages.base import session
from dashboard.pages.base.guard import uninterrupted
from dashboard.pages.base.look import factor
from dashboard.pages.base.state import set_widget, widget
from dashboard.pages.components import legends, numbers
from dashboard.pages.components.charts import chart
from dashboard.pages.components.tables import listed, table
from dashboard.view.filters import Filters


def _offices_page() -> None:
    filters = session.current()
    legends.state_legend()
    comparison_panel.place_comparison(filters, "office")
    left, right = st.columns([1.3, 1], gap="small")
    with left:
        chart("states_by_office", filters, alt="各股室排名", place="ranked", ranked=True)
    with right:
        chart("office_by_quarter", filters, alt="各股室季度进度差")
    _place_profile(filters)


def _place_profile(filters: Filters) -> None:
    """Place one office's numbers, line, tasks and last reports: the one filtered by, or chosen."""
    offices = ledger_data.answer("completion_by_office", filters)
    names = list(offices["office"])
    if not names:
        return
    name = _choose_office(offices, names)
    own = replace(filters, offices=(name,))
    standing = ledger_data.answer("completion_by_office", own).iloc[0]
    numbers.heading("profile", *office_parts(name, standing))
    left, right = st.columns([1, 1.4], gap="small")
    with left:
        chart(
            "year_line",
            own,
            alt=f"{name}全年进度线",
            place="profile line",
            height=330,
            cells=(f"office:{name}",),
        )
    with right:
        _place_last_reports(own, name)
    tasks = listed(ledger_data.answer("task_list", own))
    table(tasks, "profile_tasks", name=f"{name}的措施", filters=own)


def _choose_office(offices: pd.DataFrame, names: list[str]) -> str:
    """Place the choice of the office; until one is chosen, the one furthest behind."""
    asked = session.screen().profile
    gaps = offices["gap"].fillna(0).where(offices["is_gap_known"], 0)
    name = asked if asked in names else names[int(gaps.argmin())]
    set_widget("profile", name)
    take = partial(uninterrupted, _on_profile_change)
    st.selectbox("股室画像", names, key="profile", width=round(280 * factor()), on_change=take)
    return name


def _place_last_reports(own: Filters, name: str) -> None:
    """Place the newest reports of an office."""
    st.text("最近填报")
    recent = ledger_data.answer("task_history", own, tasks=[]).head(8)
    if recent.empty:
        st.caption("尚无填报")
    else:
        table(recent, "profile_reports", name=f"{name}最近填报", filters=own, height=290)


def _on_profile_change() -> None:
    session.change_screen(lambda screen: replace(screen, profile=widget("profile")))


_offices_page()
