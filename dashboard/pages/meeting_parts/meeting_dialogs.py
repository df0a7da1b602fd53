"""What opens over the deck: recording a decision, its outcome, the day to compare with, sharing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any, Final

import streamlit as st

from dashboard.meetings.checks import FIRST_DAY
from dashboard.pages.base import session
from dashboard.pages.base.assets import read
from dashboard.pages.base.guard import guarded
from dashboard.pages.components.share_dialog import share_dialog
from dashboard.pages.meeting_parts.decision_forms import Done, note_outcome, record
from dashboard.pages.meeting_parts.deck import the_meeting
from dashboard.view.filters import Filters

LOOK: Final = read("html/dialogs.html")


def open_for(do: str, **told: Any) -> None:
    """Open what the deck asked for.

    The wish is put back, so that it stands through runs such as the deck's refresh until it is
    answered: a dialog that is not placed again is gone, with all that was typed.
    """
    match do:
        case "record":
            placed("记录议定事项", record, told["about"], wish={"do": do, **told})
        case "decision":
            placed(
                "议定事项",
                note_outcome,
                int(told["id"]),
                session.current(),
                wish={"do": do, **told},
            )
        case "compare":
            placed("对比日期", compare, session.current(), wish={"do": do})
        case "share":
            share_dialog("meeting", session.current(), session.screen())


def compare(view: Filters, done: Done) -> None:
    """Place the choice of the day that 上次会议以来 compares with."""
    latest = view.as_of - timedelta(days=1)
    with st.form("compare", border=False):
        day = st.date_input(
            "与哪一天的数据对比",
            min(the_meeting(view).since, latest),
            min_value=FIRST_DAY,
            max_value=latest,
            format="YYYY-MM-DD",
            key="since day",
        )
        with st.container(horizontal=True, gap="small"):
            is_chosen = st.form_submit_button("对比", type="primary", key="compare")
            is_usual = st.form_submit_button("与上次会议对比", key="compare as usual")
            is_left = st.form_submit_button("取消", shortcut="Esc", key="compare not")
    if is_chosen or is_usual:
        session.changed_screen(lambda old: replace(old, since=day if is_chosen else None))
    if is_chosen or is_usual or is_left:
        done("")


def placed(title: str, place: Callable[..., None], *arguments: Any, wish: dict[str, Any]) -> None:
    """Place a dialog that only its own buttons close."""
    st.session_state["wish"] = wish
    shown = st.dialog(title, width="medium", dismissible=False)
    shown(partial(guarded, framed, place, *arguments))()


def framed(place: Callable[..., None], *arguments: Any) -> None:
    """Place a form; when it is answered the deck goes on, with the news of it."""
    st.html(LOOK, unsafe_allow_javascript=True)
    place(*arguments, done)


def done(words: str) -> None:
    """Close the dialog and say what came of it, if anything did."""
    st.session_state.pop("wish", None)
    session.tell(words)
    st.rerun()
