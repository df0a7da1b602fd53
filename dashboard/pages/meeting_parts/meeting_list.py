"""The meetings of a year: listed, made, started, deleted and restored."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from dashboard.core import clock
from dashboard.meetings import meeting_records, undo
from dashboard.meetings.checks import LONGEST_NAME
from dashboard.pages.answers import ledger_data, opened_ledger
from dashboard.pages.base import session
from dashboard.pages.base.dialogs import close_dialog, dialog, open_dialog
from dashboard.pages.base.guard import guarded
from dashboard.pages.base.state import Key
from dashboard.pages.base.text import escaped
from dashboard.pages.meeting_parts.decision_files import place_minutes
from dashboard.pages.meeting_parts.decision_forms import usual_name
from dashboard.pages.meeting_parts.deletion_notice import place_deletion_notice
from dashboard.view.filters import Filters
from dashboard.view.pages import MEETING

_STANDARD: Final = "标准议程"
_DELETED: Final = Key[tuple[int, str] | None]("deleted meeting", None)
"""The meeting that was deleted last, and the notice about it."""


def place_meetings(view: Filters) -> None:
    """Place the meetings of a year, newest first, and the button that makes one."""
    known = ledger_data.query("meetings", year=view.year, known_at=None)
    st.button(
        "新建会议",
        key="new meeting",
        icon=":material/add:",
        type="primary",
        disabled=opened_ledger.ledger().read_only,
        on_click=open_dialog,
        args=("new meeting",),
    )
    dialog("new meeting", "新建会议", _place_new_meeting, view.year)
    _place_deleted()
    if known.empty:
        st.info("这一年还没有会议。新建会议后,从这里开始;也可以在会议模式里按 J 键记录议定事项。")
    for _, meeting in known.iterrows():
        guarded(_place_meeting, meeting, view)


def _place_meeting(meeting: pd.Series, view: Filters) -> None:
    """Place one meeting with what can be done with it."""
    number = int(meeting["meeting_id"])
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", key=f"meeting {number}"
    ):
        with st.container(width=560, gap=None):
            st.markdown(f"**{escaped(meeting['name'])}**")
            st.text(_meeting_words(meeting))
        if st.button("开始", key=f"start {number}", type="primary", icon=":material/play_arrow:"):
            _start_first(meeting)
        place_minutes(meeting, view)
        st.button(
            "删除",
            key=f"delete meeting {number}",
            type="tertiary",
            disabled=opened_ledger.ledger().read_only,
            on_click=partial(guarded, _delete),
            args=(number, str(meeting["name"]), int(meeting["decisions"])),
        )


def _meeting_words(meeting: pd.Series) -> str:
    """Return when a meeting is held, on which figures, and by which agenda."""
    agenda = _STANDARD if pd.isna(meeting["agenda"]) else meeting["agenda"]
    return (
        f"{meeting['held_on']:%Y-%m-%d} · 数据截至 {meeting['as_of']:%Y-%m-%d} · {agenda}"
        f" · 议定 {meeting['decisions']} 项"
    )


def _start_first(meeting: pd.Series) -> None:
    """Open the deck with a meeting, whole, on its day and by its agenda."""
    agenda = None if pd.isna(meeting["agenda_id"]) else int(meeting["agenda_id"])
    start_meeting(meeting["as_of"].date(), agenda, int(meeting["meeting_id"]))


def start_meeting(as_of: date, agenda: int | None, meeting: int | None) -> None:
    """Open the deck at its first slide."""
    session.change_view(lambda view: Filters(view.year, as_of, basis=view.basis))
    session.change_screen(
        lambda screen: replace(
            screen, meeting=meeting, agenda=agenda, since=None, slide="", parts=(), drill=()
        )
    )
    st.switch_page(MEETING.file)


def _delete(number: int, name: str, decisions: int) -> None:
    """Delete a meeting, and remember it so that it can be restored."""
    meeting_records.delete_meeting(opened_ledger.ledger(), number, now=clock.now())
    words = f"已删除会议“{name}”" + (f",连同议定事项 {decisions} 项" if decisions else "")
    _DELETED.set((number, f"{words}。"))
    if session.screen().meeting == number:
        session.change_screen(lambda screen: replace(screen, meeting=None))


def _place_deleted() -> None:
    if last := _DELETED.get():
        number, words = last
        place_deletion_notice(words, partial(_restore, number), key="restore meeting")


def _restore(number: int) -> None:
    undo.restore_meeting(opened_ledger.ledger(), number)
    _DELETED.pop()


def agenda_names() -> dict[int | None, str]:
    """Return the agendas by their numbers, the standard one first."""
    known = ledger_data.query("agendas")
    names = zip(known["agenda_id"].tolist(), known["name"].tolist(), strict=True)
    return {None: _STANDARD, **dict(names)}


def _place_new_meeting(year: int) -> None:
    """Place the form of a new meeting."""
    names, today = agenda_names(), clock.today()
    usual = session.screen().agenda
    with st.form("new meeting form", border=False):
        name = st.text_input("会议名称", usual_name(today), max_chars=LONGEST_NAME, key="new name")
        left, right = st.columns(2)
        held_on = left.date_input("会议日期", today, format="YYYY-MM-DD", key="new held on")
        as_of = right.date_input(
            "数据截至", session.current().as_of, format="YYYY-MM-DD", key="new as of"
        )
        agenda = st.selectbox(
            "议程",
            [number or 0 for number in names],  # to Streamlit, None is no choice
            index=list(names).index(usual) if usual in names else 0,
            format_func=lambda number: names[number or None],
            filter_mode=None,
            key="new agenda",
        )
        is_saved = st.form_submit_button("新建", type="primary", key="make meeting")
    if not is_saved:
        return
    made = meeting_records.add_meeting(
        opened_ledger.ledger(),
        year=year,
        held_on=held_on,
        name=name,
        agenda_id=agenda or None,
        as_of=as_of,
        now=clock.now(),
    )
    session.change_screen(lambda screen: replace(screen, meeting=made))
    close_dialog()
    st.rerun()
