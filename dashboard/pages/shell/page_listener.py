"""What every page has: its script, and what the browser keeps of a session for the next server.

When the server was restarted, or a session was given up after a long silence, Streamlit begins an
empty one behind the page that is still open. The browser sends what its widgets hold: so one that
nobody sees holds what else the screen shows, and forms stay open with what was typed in them.
"""

import json
from typing import Any, Final
from urllib.parse import urlencode

import streamlit as st

from dashboard.core.assets import script
from dashboard.pages.base import address_bar
from dashboard.pages.base.state import (
    DIALOG,
    IS_EXPLAINING,
    PAGE,
    PAGE_BEFORE,
    UNREAD,
    Dialog,
    Key,
    set_widget,
)
from dashboard.pages.import_parts import upload
from dashboard.pages.meeting_parts import agenda_editor, deck

_KEPT: Final = "kept by the browser"
_IS_KEPT: Final = Key("is kept by the browser", False)
"""Whether this session has told the browser what to keep."""

_FIRST_ADDRESS: Final = Key("first address", "")
"""What the address that the page was loaded by comes to, as the address bar spells it."""

_mount = st.components.v2.component("page", js=script("page.js"))


def place_listener() -> None:
    """Place the page's script, and let the browser keep the session; for after the URL is read."""
    if _IS_KEPT.get():
        set_widget(_KEPT, _packed())
    else:
        _FIRST_ADDRESS.set(f"/{PAGE.get()}?{urlencode(address_bar.shown_query(), doseq=True)}")
    with st.container(key="page"):
        _mount(key="page script", data=_FIRST_ADDRESS.get(), on_back_change=_run_again)
        kept = st.text_input("会话", key=_KEPT, label_visibility="collapsed")
    if not _IS_KEPT.get():
        _IS_KEPT.set(True)
        _unpack(kept)


def _run_again() -> None:
    """Do nothing: the run that follows is what a page needs when the server is back."""


def _packed() -> str:
    """Return what of the session is neither in the URL nor in a widget, as JSON."""
    asked = DIALOG.get()
    kept = {
        "dialog": [asked.name, asked.about] if asked and _is_plain(asked.about) else None,
        "page before": PAGE_BEFORE.get(),
        "unread": UNREAD.get(),
        "explaining": IS_EXPLAINING.get(),
        "agendas": agenda_editor.packed(),
        "deck": deck.packed(),
        "upload": upload.packed(),
    }
    return json.dumps(kept, ensure_ascii=False)


def _is_plain(about: Any) -> bool:
    return about is None or isinstance(about, (str, int))


def _unpack(text: str) -> None:
    """Go on with what the browser has kept; what is not of this form is left alone."""
    try:
        kept = json.loads(text)
        if kept["dialog"]:
            name, about = kept["dialog"]
            if _is_plain(about):
                DIALOG.set(Dialog(str(name), about))
        UNREAD.set(tuple(map(str, kept["unread"])))
        PAGE_BEFORE.set(str(kept["page before"]))
        IS_EXPLAINING.set(bool(kept["explaining"]))
        agenda_editor.unpack(kept["agendas"])
        deck.unpack(kept["deck"])
        upload.unpack(kept["upload"])
    except (ValueError, TypeError, KeyError):
        return
