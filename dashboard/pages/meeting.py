"""会议模式: the deck covers the screen and runs in the browser; this page answers its events."""

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from dashboard.pages.base import session
from dashboard.pages.base.dialogs import open_dialog
from dashboard.pages.base.guard import guarded
from dashboard.pages.base.state import PAGE_BEFORE, Key, has_widget, widget
from dashboard.pages.meeting_parts import meeting_dialogs
from dashboard.pages.meeting_parts.agenda_requests import slide_keys
from dashboard.pages.meeting_parts.deck import POSITION, deck_data, place_deck, position
from dashboard.view.pages import page_at

_KEY = "deck"
_LEAVING = Key("leaving the meeting", False)


def _meeting_page() -> None:
    if _LEAVING.pop():
        st.switch_page(page_at(PAGE_BEFORE.get()).file)
    place_deck(_KEY, deck_data(), partial(guarded, _on_event))
    meeting_dialogs.place_dialogs()


def _on_event() -> None:
    """Do what an event of the deck says."""
    # the deck may be gone when its last event arrives
    if has_widget(_KEY) and (event := widget(_KEY).get("event")):
        _apply_event(**event)


def _apply_event(
    do: str,
    slide: str,
    parts: list[int],
    drill: list[str],
    seconds: int | None,
    refresh: int | None,
    **details: Any,
) -> None:
    """Take the deck's position, and do what a key, a click or its own clock asked for."""
    _take_position(slide, parts, drill, seconds, refresh)
    if do != "drill":  # after a drill the deck waits for the server to send it to the new slide
        POSITION.set(position())
    match do:
        case "scale":
            session.change_screen(lambda old: replace(old, scale=details["scale"]))
        case "look":
            other = "light" if session.is_dark() else "dark"
            session.change_screen(lambda old: replace(old, look=other))
        case "leave":
            _LEAVING.set(True)
        case "record":
            open_dialog(do, details["about"])
        case "decision":
            open_dialog(do, int(details["id"]))
        case "share" | "compare":
            open_dialog(do)


def _take_position(
    slide: str, parts: list[int], drill: list[str], seconds: int | None, refresh: int | None
) -> None:
    """Take which slide the deck shows and what runs by itself into the screen.

    The first slide stays unnamed in a URL that names none, or leaving the deck would be two steps.
    """
    later = tuple(map(int, parts)) if any(part > 1 for part in parts) else ()
    is_start = not (session.screen().slide or later or drill)
    if is_start and [slide] == list(slide_keys(session.current()))[:1]:
        slide = ""
    session.change_screen(
        lambda old: replace(
            old,
            slide=slide,
            parts=later,
            drill=tuple(drill),
            seconds=seconds,
            refresh=refresh,
        )
    )


_meeting_page()
