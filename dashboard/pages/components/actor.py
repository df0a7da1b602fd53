"""Who is at work: asked once a session; the history records it."""

from typing import Final

import streamlit as st

from dashboard.core.clean_text import clean_text
from dashboard.pages.base.state import Key

_ACTOR: Final = Key("actor", "")


def place_actor(place: str) -> None:
    """Ask who is at work."""
    said = st.text_input(
        "经办人",
        actor() or "",
        placeholder="经办人姓名",
        max_chars=20,
        key=f"actor {place}",
        label_visibility="collapsed",
        icon=":material/person:",
        width=200,
    )
    _ACTOR.set(clean_text(said).strip())


def actor() -> str | None:
    """Return who is at work in this session, if that was said."""
    return _ACTOR.get() or None
