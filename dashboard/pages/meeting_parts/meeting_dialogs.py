"""What opens over the deck: recording a decision, its outcome, the day to compare with, sharing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import streamlit as st

from dashboard.core.assets import read, script
from dashboard.meetings.checks import FIRST_DAY
from dashboard.pages.base import session
from dashboard.pages.base.dialogs import close_dialog, dialog, dialog_to_show
from dashboard.pages.meeting_parts.decision_forms import (
    OnDone,
    place_decision_form,
    place_outcome_form,
)
from dashboard.pages.meeting_parts.deck import meeting_context
from dashboard.view.filters import Filters

_mount = st.components.v2.component(
    "dialog", js=script("dialog.js"), css=read("css/dialog.css"), isolate_styles=False
)


def place_dialogs() -> None:
    """Place the form that the deck asked for; only its own buttons close it."""
    shown = dialog_to_show()
    about = shown.about if shown else None
    place = partial(dialog, width="medium", is_dismissible=False)
    place("record", "记录议定事项", _framed, place_decision_form, about)
    place("decision", "议定事项", _framed, place_outcome_form, about, session.current())
    place("compare", "对比日期", _framed, _compare, session.current())


def _compare(view: Filters, done: OnDone) -> None:
    """Place the choice of the day that 上次会议以来 compares with."""
    latest = view.as_of - timedelta(days=1)
    with st.form("compare", border=False):
        day = st.date_input(
            "与哪一天的数据对比",
            min(meeting_context(view).since, latest),
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
        session.change_screen(lambda old: replace(old, since=day if is_chosen else None))
    if is_chosen or is_usual or is_left:
        done("")


def _framed(place: Callable[..., None], *arguments: Any) -> None:
    """Place a form; when it is answered the deck goes on, and says so."""
    _mount(key="dialog")
    place(*arguments, _on_done)


def _on_done(words: str) -> None:
    """Close the dialog and say what came of it, if anything did."""
    close_dialog()
    session.notify(words)
    st.rerun()
