"""What can be done with any page: share it, keep it, take it into a meeting, read it larger."""

from dataclasses import replace
from functools import partial
from typing import Final

import streamlit as st

from dashboard.core.labels import SCALE_WORDS
from dashboard.pages.analysis_parts import explanation_panel
from dashboard.pages.base import session
from dashboard.pages.base.guard import guarded
from dashboard.pages.components.share_dialog import share_dialog
from dashboard.pages.meeting_parts.add_to_meeting_dialog import join_dialog
from dashboard.pages.shell.saved_views_dialog import views_dialog
from dashboard.view.pages import MEETING

DIALOGS: Final = {
    "share": ("分享", ":material/share:", share_dialog),
    "views": ("常用视图", ":material/bookmark:", views_dialog),
    "join": ("加入会议", ":material/playlist_add:", join_dialog),
}


def bar() -> None:
    """Place the actions; screen.css puts them beside the names of the pages."""
    with st.container(horizontal=True, gap="small", key="actions", width="content"):
        for name in DIALOGS:
            ask_button(name)
        if st.button(MEETING.title, icon=":material/slideshow:", key="to the meeting"):
            st.switch_page(MEETING.file)
        explanation_panel.switch()
        sizes()


def short_bar() -> None:
    """Place what a page that shows no view has of the actions: sharing, and the size of text."""
    with st.container(horizontal=True, gap="small", key="actions", width="content"):
        ask_button("share")
        sizes()


def ask_button(name: str) -> None:
    """Place the button that opens one of the dialogs."""
    label, icon, _ = DIALOGS[name]
    st.button(label, icon=icon, key=f"ask {name}", on_click=session.ask_dialog, args=(name,))


def sizes() -> None:
    """Place the choice of the text's size."""
    st.session_state["scale"] = session.screen().scale
    st.segmented_control(
        "字号",
        list(SCALE_WORDS),
        key="scale",
        format_func=SCALE_WORDS.__getitem__,
        required=True,
        label_visibility="collapsed",
        on_change=partial(guarded, take_scale),
    )


def take_scale() -> None:
    session.changed_screen(lambda screen: replace(screen, scale=st.session_state["scale"]))


def open_asked(page: str) -> None:
    """Open the dialog that a button asked for, once."""
    name = session.asked_dialog()
    if name in DIALOGS:
        DIALOGS[name][2](page, session.current(), session.screen())
    st.session_state.pop("asked dialog", None)
