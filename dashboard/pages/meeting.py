"""会议模式: the deck covers the screen and runs in the browser; this page answers its wishes."""

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from dashboard.pages.base import session
from dashboard.pages.base.guard import guarded
from dashboard.pages.meeting_parts import meeting_dialogs
from dashboard.pages.meeting_parts.deck import deck, deck_data, place
from dashboard.view.pages import page_at

KEY = "deck"


def page() -> None:
    if st.session_state.pop("leave", False):
        st.switch_page(page_at(st.session_state.get("came from", "")).file)
    deck(KEY, deck_data(), partial(guarded, heard))
    if wish := st.session_state.pop("wish", None):
        meeting_dialogs.open_for(**wish)


def heard() -> None:
    """Take what the deck tells; each event names what it does."""
    # the deck may be gone when its last event arrives
    if event := st.session_state.get(KEY, {}).get("event"):
        take(**event)


def take(
    do: str,
    slide: str,
    parts: list[int],
    drill: list[str],
    seconds: int | None,
    refresh: int | None,
    **told: Any,
) -> None:
    """Take where the deck stands, and do what a key, a click or its own clock asked for."""
    later = tuple(map(int, parts)) if any(part > 1 for part in parts) else ()
    session.changed_screen(
        lambda old: replace(
            old,
            slide=slide,
            parts=later,
            drill=tuple(drill),
            seconds=seconds,
            refresh=refresh,
        )
    )
    if do != "drill":  # there the deck waits to be sent on
        st.session_state["deck place"] = place()
    match do:
        case "scale":
            session.changed_screen(lambda old: replace(old, scale=told["scale"]))
        case "look":
            other = "light" if session.is_dark() else "dark"
            session.changed_screen(lambda old: replace(old, look=other))
        case "leave":
            st.session_state["leave"] = True
        case "record" | "share" | "decision" | "compare":
            st.session_state["wish"] = {"do": do, **told}


page()
