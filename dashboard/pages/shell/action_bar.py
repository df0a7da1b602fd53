"""What can be done with any page: share it, keep it, take it into a meeting, read it larger."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final, Literal, NamedTuple

import streamlit as st

from dashboard.core.labels import SCALES
from dashboard.pages.analysis_parts import explanation_panel
from dashboard.pages.answers import ledger_data
from dashboard.pages.base import session
from dashboard.pages.base.dialogs import dialog, open_dialog
from dashboard.pages.base.guard import uninterrupted
from dashboard.pages.base.state import set_widget, widget
from dashboard.pages.components import share_dialog
from dashboard.pages.meeting_parts import add_to_meeting_dialog
from dashboard.pages.shell import saved_views_dialog
from dashboard.view.pages import MEETING
from dashboard.view.share_links import SharedView


class _Action(NamedTuple):
    """A button that opens a dialog about the page."""

    label: str
    icon: str
    place: Callable[[SharedView], None]
    width: Literal["small", "large"]


_ACTIONS: Final = {
    "share": _Action("分享", ":material/share:", share_dialog.place_share, "large"),
    "views": _Action(
        "常用视图", ":material/bookmark:", saved_views_dialog.place_saved_views, "large"
    ),
    "join": _Action(
        "加入会议", ":material/playlist_add:", add_to_meeting_dialog.place_add_to_meeting, "small"
    ),
}


def place_actions() -> None:
    """Place the actions; screen.css puts them beside the names of the pages."""
    with st.container(horizontal=True, gap="small", key="actions", width="content"):
        for name in _ACTIONS:
            _action_button(name)
        if st.button(MEETING.title, icon=":material/slideshow:", key="to the meeting"):
            st.switch_page(MEETING.file)
        explanation_panel.place_explaining_switch()
        _sizes()


def place_short_actions() -> None:
    """Place what a page that shows no view has of the actions: sharing, and the size of text."""
    with st.container(horizontal=True, gap="small", key="actions", width="content"):
        _action_button("share")
        _sizes()


def _action_button(name: str) -> None:
    """Place the button that opens one of the dialogs."""
    action = _ACTIONS[name]
    st.button(action.label, icon=action.icon, key=f"ask {name}", on_click=open_dialog, args=(name,))


def _sizes() -> None:
    """Place the choice of the text's size."""
    set_widget("scale", session.screen().scale)
    st.segmented_control(
        "字号",
        list(SCALES),
        key="scale",
        format_func=lambda code: SCALES[code].label,
        required=True,
        label_visibility="collapsed",
        on_change=partial(uninterrupted, _on_scale_change),
    )


def _on_scale_change() -> None:
    session.change_screen(lambda screen: replace(screen, scale=widget("scale")))


def place_dialogs(page: str) -> None:
    """Place the dialog that one of the buttons opened."""
    view = session.current()
    shown = SharedView(page, view, session.screen(), ledger_data.choices(view.year).default_day)
    for name, action in _ACTIONS.items():
        dialog(name, action.label, action.place, shown, width=action.width)
