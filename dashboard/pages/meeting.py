"""会议模式: the deck covers the screen and runs in the browser; this page answers its wishes."""

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

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


def take(do: str, slide: str, part: int, drill: list[str], **told: Any) -> None:
    """Take where the deck stands, and do what a key, a click or its own clock asked for."""
    place = (slide, int(part), tuple(drill))
    session.changed_screen(lambda old: replace(old, slide=place[0], part=place[1], drill=place[2]))
    if do != "drill":  # there the deck waits to be sent on
        st.session_state["deck place"] = place
    match do:
        case "rotate":
            session.changed_screen(lambda old: replace(old, seconds=told["seconds"]))
        case "scale":
            session.changed_screen(lambda old: replace(old, scale=told["scale"]))
        case "look":
            st.session_state["look"] = "light" if session.is_dark() else "dark"
        case "leave":
            st.session_state["leave"] = True
        case "record" | "share" | "decision":
            st.session_state["wish"] = {"do": do, **told}


page()
