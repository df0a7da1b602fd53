"""会议模式: the deck covers the screen and runs in the browser; this page answers its wishes."""

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from dashboard import clock
from dashboard.pages import meeting_dialogs, session
from dashboard.pages.decks import deck, deck_data
from dashboard.pages.guard import guarded

KEY = "deck"


def page() -> None:
    if st.session_state.pop("leave", False):
        st.switch_page(f"dashboard/pages/{st.session_state.get('came from') or 'overview'}.py")
    deck(KEY, deck_data(), partial(guarded, heard))
    if wish := st.session_state.pop("wish", None):
        meeting_dialogs.open_for(**wish)


def heard() -> None:
    """Take what the deck tells; each event names what it does."""
    event = st.session_state[KEY]["event"]
    if event:
        take(**event)


def take(do: str, **told: Any) -> None:
    """Do what a key, a click or the deck's own clock asked for."""
    match do:
        case "at" | "drill":
            place = (told["slide"], int(told["part"]), tuple(told["drill"]))
            slide, part, drill = place
            session.changed_screen(lambda old: replace(old, slide=slide, part=part, drill=drill))
            if do == "at":
                st.session_state["deck place"] = place
        case "rotate":
            session.changed_screen(lambda old: replace(old, seconds=told["seconds"]))
        case "scale":
            session.changed_screen(lambda old: replace(old, scale=told["scale"]))
        case "look":
            st.session_state["look"] = "light" if session.is_dark() else "dark"
        case "leave":
            st.session_state["leave"] = True
        case "refresh":
            st.session_state["refreshed at"] = clock.now()
        case "record" | "share" | "decision":
            st.session_state["wish"] = {"do": do, **told}


page()
