"""The tables that the bureau edits: other names of offices, short names of themes, calendar."""

from collections.abc import Callable
from typing import Any, cast

import pandas as pd
import streamlit as st

from dashboard.core.school_calendar import EVENT_WORDS, EVENTS, Event
from dashboard.importing.service import name_lists
from dashboard.ledger.store import Ledger
from dashboard.pages.answers import ledger_data, opened_ledger
from dashboard.pages.base.guard import guarded
from dashboard.pages.import_parts.state import SAVED_NAMES


def place_names() -> None:
    """Place the tables side by side."""
    tables = (_place_aliases, _place_theme_names, _place_calendar)
    for column, place in zip(st.columns(len(tables), gap="large"), tables, strict=True):
        with column:
            place()


def _place_aliases() -> None:
    st.markdown("**股室简称**")
    st.caption("文件中写简称的,导入时按全称记。")
    offices = list(ledger_data.query("office_names")["name"])
    known = ledger_data.query("office_aliases")
    options = list(dict.fromkeys([*offices, *known["office_name"]]))
    _edit(
        known,
        name_lists.save_aliases,
        {
            "alias": st.column_config.TextColumn("简称", max_chars=40),
            "office_name": st.column_config.SelectboxColumn("股室全称", options=options),
        },
        "股室简称",
    )


def _place_theme_names() -> None:
    st.markdown("**主题简称**")
    st.caption("工作要点的标题中有左栏的词,主题就用右栏的简称;从上往下,先遇到的算。")
    _edit(
        ledger_data.query("theme_names")[["pattern", "short_name"]],
        name_lists.save_theme_names,
        {
            "pattern": st.column_config.TextColumn("标题中的词", max_chars=40),
            "short_name": st.column_config.TextColumn("主题简称(不超过 8 个字)", max_chars=8),
        },
        "主题简称",
    )


def _event_words(code: Any) -> str:
    return EVENT_WORDS[cast(Event, code)]


def _place_calendar() -> None:
    st.markdown("**校历**")
    st.caption("文件中写“暑假前”“学年末”的,按这里的日期计,到前一天为止。")
    _edit(
        ledger_data.query("calendar_days"),
        name_lists.save_calendar,
        {
            "event": st.column_config.SelectboxColumn(
                "校历日", options=EVENTS, format_func=_event_words
            ),
            "day": st.column_config.DateColumn("日期", format="YYYY-MM-DD"),
        },
        "校历",
    )


def _edit(
    known: pd.DataFrame,
    save: Callable[[Ledger, pd.DataFrame], None],
    looks: dict[str, Any],
    name: str,
) -> None:
    """Place a table to be edited, and the button that keeps it."""
    edited = st.data_editor(
        known,
        key=f"names {name}",
        num_rows="dynamic",
        hide_index=True,
        height=420,
        column_config=looks,
        placeholder="",
        alt=name,
    )
    is_changed = not edited.reset_index(drop=True).equals(known)
    if st.button("保存", key=f"save {name}", type="primary", disabled=not is_changed):
        guarded(_keep, save, edited, name)
    if name == SAVED_NAMES.get():
        SAVED_NAMES.pop()
        st.success(f"{name}表已保存。")


def _keep(save: Callable[[Ledger, pd.DataFrame], None], edited: pd.DataFrame, name: str) -> None:
    """Write an edited table; the next run shows it as it is kept."""
    save(opened_ledger.ledger(), edited)
    SAVED_NAMES.set(name)
    st.rerun()
