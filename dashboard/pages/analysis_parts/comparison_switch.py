"""对比: the choice in the head of what every number is set beside."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

import streamlit as st

from dashboard.core.periods import day_before_quarter
from dashboard.pages.base import address_bar, session
from dashboard.pages.base.guard import uninterrupted
from dashboard.pages.base.look import factor
from dashboard.pages.base.state import set_widget, widget
from dashboard.view.filters import Choices, Filters
from dashboard.view.screen_values import COMPARE_WORDS

_A_DAY: Final = "day"
"""The entry of the list for a day that is chosen beside it."""

_WIDTH, _DAY_WIDTH = 130, 140


def place_comparison_switch(offered: Choices) -> None:
    """Place the choice, and that of the day when it is one."""
    compare = session.screen().compare
    years = [str(year) for year in offered.years if year != offered.year]
    set_widget("compare", _kind_of(compare))
    st.selectbox(
        "对比",
        ["", "quarter", *years, "average", _A_DAY],
        key="compare",
        format_func=_words,
        on_change=partial(uninterrupted, _on_kind_change),
        width=round(_WIDTH * factor()),
    )
    if _kind_of(compare) == _A_DAY:
        set_widget("compare day", date.fromisoformat(compare))
        st.date_input(
            "对比日期",
            key="compare day",
            format="YYYY-MM-DD",
            on_change=partial(uninterrupted, _on_day_change),
            width=round(_DAY_WIDTH * factor()),
        )


def _words(kind: str) -> str:
    """Return what an entry of the list is called."""
    known = {"": "不对比", _A_DAY: "自选日期…"} | COMPARE_WORDS
    return known.get(kind, f"{kind} 年同期")


def _kind_of(compare: str) -> str:
    """Return the entry of the list that a comparison is; only a day is written with dashes."""
    return _A_DAY if "-" in compare else compare


def _on_kind_change() -> None:
    """Take the choice into the screen; a day begins with the last quarter's end."""
    kind, (_, seen) = widget("compare"), address_bar.view_at_click()
    if kind == _kind_of(seen.compare):
        return
    compare = _starting_day(session.current()) if kind == _A_DAY else kind
    session.change_screen(lambda screen: replace(screen, compare=compare))


def _starting_day(filters: Filters) -> str:
    return day_before_quarter(filters.as_of).isoformat()


def _on_day_change() -> None:
    """Take the day into the screen; an emptied field changes nothing."""
    day, (_, seen) = widget("compare day"), address_bar.view_at_click()
    if day is not None and day.isoformat() != seen.compare:
        session.change_screen(lambda screen: replace(screen, compare=day.isoformat()))
