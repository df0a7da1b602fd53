"""The decisions of a year: narrowed, each with what became of it, and saved as files."""

from dataclasses import replace
from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from dashboard.core.labels import percent, state_words
from dashboard.meetings.slides.since import OUTCOMES
from dashboard.pages.answers import ledger_data, opened_ledger
from dashboard.pages.base import session
from dashboard.pages.base.dialogs import close_dialog, dialog, dialog_to_show, open_dialog
from dashboard.pages.base.guard import guarded
from dashboard.pages.base.state import Key, set_widget, widget
from dashboard.pages.meeting_parts.decision_files import (
    decision_rows,
    place_csv,
    place_open_decisions,
)
from dashboard.pages.meeting_parts.decision_forms import place_outcome_form
from dashboard.view.filters import Filters

_STATES: Final = {"": "全部", "open": "未落实", "overdue": "逾期"}
_AT_ONCE: Final = 40
"""Decisions placed before one asks for more: a year of a county may have hundreds."""

_SHOWN: Final = Key("decisions shown", _AT_ONCE)
"""Decisions placed so far."""


def place_decisions(view: Filters) -> None:
    """Place the decisions, those of the newest meeting first."""
    rows = decision_rows(view)
    shown = _place_choices(rows)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(_count_words(shown))
        place_open_decisions(rows, view)
        place_csv(shown, view)
    if rows.empty:
        st.info("这一年还没有议定事项。开会时在会议模式里按 J 键记录。")
    elif shown.empty:
        st.info("没有符合条件的议定事项。")
    most = _SHOWN.get()
    for _, row in shown.head(most).iterrows():
        _place_decision(row)
    if len(shown) > most:
        st.button(f"再显示 {min(_AT_ONCE, len(shown) - most)} 项", on_click=_show_more, key="more")
    _place_form(view)


def _place_choices(rows: pd.DataFrame) -> pd.DataFrame:
    """Place the choices of a meeting, a state and an office; return the rows that they leave."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        meeting = _choose_meeting(rows)
        state = st.segmented_control(
            "落实情况",
            list(_STATES),
            default="",
            format_func=_STATES.__getitem__,
            required=True,
            key="decision state",
        )
        office = _choose_office(set(rows["office"]))
    if meeting is not None:
        rows = rows.loc[rows["meeting_id"] == meeting]
    if office is not None:
        rows = rows.loc[rows["office"] == office]
    wanted = {"open": ["open", "overdue"], "overdue": ["overdue"]}.get(state or "", list(OUTCOMES))
    return rows.loc[rows["outcome"].isin(wanted)]


def _choose_meeting(rows: pd.DataFrame) -> int | None:
    """Place the choice of a meeting, which is that of the link."""
    names: dict[int, str] = {
        int(row["meeting_id"]): f"{row['meeting']}({row['held_on']:%Y-%m-%d})"
        for _, row in rows.drop_duplicates("meeting_id").iterrows()
    }
    meeting = session.screen().meeting
    set_widget("meeting of decisions", meeting if meeting in names else None)
    return st.selectbox(
        "会议",
        list(names),
        format_func=names.__getitem__,
        placeholder="全部会议",
        key="meeting of decisions",
        on_change=partial(guarded, _on_meeting_change),
        width=280,
    )


def _on_meeting_change() -> None:
    chosen = widget("meeting of decisions")
    session.change_screen(lambda screen: replace(screen, meeting=chosen))


def _choose_office(known: set[str]) -> str | None:
    """Place the choice of an office among those that have decisions."""
    offices = [name for name in ledger_data.offices() if name in known]
    return st.selectbox(
        "责任股室",
        [*offices, *sorted(known.difference(offices))],
        index=None,
        placeholder="全部股室",
        key="office of decisions",
        width=200,
    )


def _count_words(rows: pd.DataFrame) -> str:
    """Return how many decisions there are, and what became of them."""
    counts = rows["outcome"].value_counts()
    words = [f"{OUTCOMES[code][1]} {counts[code]}" for code in OUTCOMES if code in counts]
    return f"{len(rows)} 项" + (f":{'、'.join(words)}" if words else "")


def _show_more() -> None:
    _SHOWN.set(_SHOWN.get() + _AT_ONCE)


def _place_decision(row: pd.Series) -> None:
    """Place one decision: what became of it, what it is, and the button that notes more."""
    number = int(row["decision_id"])
    mark, word, _ = OUTCOMES[row["outcome"]]
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", key=f"decision {number}"
    ):
        st.text(f"{mark} {word}", width=120)
        with st.container(width=760, gap=None):
            st.text(row["text"])
            st.text(_decision_facts(row))
        st.button(
            "办理情况",
            key=f"outcome {number}",
            disabled=opened_ledger.ledger().read_only,
            on_click=open_dialog,
            args=("decision", number),
        )


def _decision_facts(row: pd.Series) -> str:
    """Return the short facts of a decision, what was noted last on a line of its own."""
    words = [
        row["office"],
        f"完成时限 {row['due_date']:%Y-%m-%d}",
        *([] if pd.isna(row["done_on"]) else [f"落实 {row['done_on']:%Y-%m-%d}"]),
        f"{row['meeting']} {row['held_on']:%Y-%m-%d}",
    ]
    if not pd.isna(row["task_id"]):
        task = f"措施 {row['task_number']} {row['task_title']}"
        words.append(f"{task}({state_words(row['task_state'])},{percent(row['percent'])})")
    return " · ".join(words) + ("" if pd.isna(row["note"]) else f"\n{row['note']}")


def _place_form(view: Filters) -> None:
    """Place the form of the decision that was asked for."""
    if shown := dialog_to_show():
        dialog("decision", "议定事项", place_outcome_form, shown.about, view, _on_done)


def _on_done(words: str) -> None:
    """Close the form and say what came of it."""
    close_dialog()
    session.notify(words)
    st.rerun()
