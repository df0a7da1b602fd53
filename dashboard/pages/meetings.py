"""会议: the year's meetings, the agendas that they follow, and what they decided."""

from collections.abc import Callable
from datetime import date
from functools import partial

import streamlit as st

from dashboard.pages.answers import ledger_data
from dashboard.pages.base import session
from dashboard.pages.base.guard import guarded, uninterrupted
from dashboard.pages.meeting_parts.agenda_editor import place_agendas
from dashboard.pages.meeting_parts.decision_list import place_decisions
from dashboard.pages.meeting_parts.meeting_list import place_meetings
from dashboard.pages.shell import filter_bar
from dashboard.view.filters import Filters


def _meetings_page() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        year = _choose_year()
        day = _choose_day(year)
    view = Filters(year, day)
    parts: dict[str, Callable[[], None]] = {
        "会议": partial(place_meetings, view),
        "议程": place_agendas,
        "议定事项": partial(place_decisions, view),
    }
    for tab, place in zip(st.tabs(list(parts)), parts.values(), strict=True):
        with tab:
            guarded(place)


def _choose_year() -> int:
    """Place the choice of the plan, which is that of the other pages."""
    st.selectbox(
        "年度",
        ledger_data.choices(session.current().year).years,
        key="year",
        format_func=lambda year: f"{year} 年",
        on_change=partial(uninterrupted, filter_bar.on_year_change),
        filter_mode=None,
        width=110,
    )
    return session.current().year


def _choose_day(year: int) -> date:
    """Place the day as of which decisions are shown; at first the newest with a record."""
    held = ledger_data.query("meetings", year=year, known_at=None)["held_on"]
    usual = ledger_data.choices(year).default_day
    newest = usual if held.empty else max(usual, held.max().date())
    return st.date_input(
        "落实情况截至", newest, format="YYYY-MM-DD", key=f"decisions as of {year}", width=150
    )


_meetings_page()
