"""What the deck shows: its agenda, its slides, and the component that the browser runs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

import orjson
import streamlit as st

from dashboard.core import clock
from dashboard.core.assets import read, script
from dashboard.core.labels import SCALES, STATES
from dashboard.core.periods import day_before_quarter
from dashboard.meetings import meeting_records
from dashboard.pages.answers import ledger_data
from dashboard.pages.answers.opened_ledger import per_revision
from dashboard.pages.base import address_bar, session
from dashboard.pages.base.state import Key
from dashboard.pages.components.charts import bundle
from dashboard.pages.components.share_dialog import current_base, qr_code
from dashboard.pages.meeting_parts.agenda_requests import (
    drilled_requests,
    slide_keys,
    slide_requests,
)
from dashboard.pages.meeting_parts.slide_packing import packed_slide
from dashboard.pages.meeting_parts.slide_request import Meeting
from dashboard.view import share_links
from dashboard.view.filters import Filters
from dashboard.view.pages import MEETING
from dashboard.view.screen_state import Screen
from dashboard.view.share_links import SharedView


def _styles() -> str:
    """Return the deck's styles with the colours of the states."""
    colours = "".join(
        f".deck .{code} {{ --colour: {state.light}; }}"
        f".deck.dark .{code} {{ --colour: {state.dark}; }}"
        for code, state in STATES.items()
    )
    return read("css/deck.css") + colours


_mount = st.components.v2.component(
    "deck",
    js=script("deck.js"),
    css=_styles(),
    isolate_styles=False,
)


def place_deck(key: str, data: bytes, on_event: Callable[[], None]) -> None:
    """Place the deck over the whole screen."""
    _mount(key=key, data=data, on_event_change=on_event)


def deck_data() -> bytes:
    """Return the deck of the session's view as JSON: its slides, its position, its look."""
    view = session.current()
    _drop_missing(view)
    screen, meeting = session.screen(), meeting_context(view)
    slides = [packed_slide(each) for each in slide_requests(view, meeting)]
    drilled = [packed_slide(each) for each in drilled_requests(view, meeting)]
    data = {
        "slides": [orjson.Fragment(slide.json) for slide in slides],
        "drilled": [orjson.Fragment(slide.json) for slide in drilled],
        "dark": session.is_dark(),
        "scale": screen.scale,
        "scales": {code: scale.factor for code, scale in SCALES.items()},
        "scaleWords": {code: scale.label for code, scale in SCALES.items()},
        "at": {"slide": screen.slide, "parts": screen.parts, "drill": screen.drill},
        "revision": _position_revision(),
        "bundle": bundle(has_tree=any(slide.has_tree for slide in slides + drilled)),
        "seconds": screen.seconds,
        "refresh": screen.refresh,
    }
    return orjson.dumps(data)


def _drop_missing(view: Filters) -> None:
    """Go on without a slide that the agenda lacks and a day that is no earlier one, and say so."""
    screen = session.screen()
    left_out = list[str]()
    if screen.since is not None and screen.since >= view.as_of:
        left_out.append(f"对比日期 {screen.since}")
        session.change_screen(lambda old: replace(old, since=None))
    if screen.slide and screen.slide not in slide_keys(view):
        left_out.append(f"页 {screen.slide}")
        session.change_screen(lambda old: replace(old, slide="", parts=(), drill=()))
    if left_out:
        address_bar.write_url()
        st.toast(f"链接中有不存在的内容,已忽略:{'、'.join(left_out)}")


POSITION: Final = Key[tuple[object, ...]]("deck position", ())
"""The deck's position as far as the browser has it."""

_POSITION_REVISION: Final = Key("deck position revision", 0)
"""How many times the server has sent the deck to another position than its own."""


def position() -> tuple[object, ...]:
    """Return which slide the meeting shows and what runs by itself."""
    screen = session.screen()
    return (screen.slide, screen.parts, screen.drill, screen.seconds, screen.refresh)


def _position_revision() -> int:
    """Return a number that grows when the deck must go where the server says, as by a link."""
    if POSITION.get() != position():
        POSITION.set(position())
        _POSITION_REVISION.set(_POSITION_REVISION.get() + 1)
    return _POSITION_REVISION.get()


def packed() -> int:
    """Return what the browser keeps of the deck for another session."""
    return _POSITION_REVISION.get()


def unpack(kept: int) -> None:
    """Go on with that: the deck stays where it is, which the URL may not tell yet.

    Raises:
        ValueError, TypeError: it is not of that form.
    """
    _POSITION_REVISION.set(int(kept))
    POSITION.set(position())


def _qr_codes(view: Filters) -> tuple[tuple[str, str, str], ...]:
    """Return the codes to scan: a picture, a title and words for the live link and the frozen one.

    The frozen one holds the moment from which the ledger is as it is, so that it stays the same.
    """
    moment = _first_seen()
    screen = session.screen()
    whole = Screen(agenda=screen.agenda, meeting=screen.meeting, since=screen.since)
    shown = SharedView(MEETING.address, view, whole, ledger_data.choices(view.year).default_day)
    base = current_base(MEETING.address)
    notes: dict[share_links.LinkKind, str] = {
        "live": "数字随填报更新",
        "frozen": "数字定格在此刻,以后打开不变",
    }
    found = []
    for kind, words in notes.items():
        query = share_links.link_words(shown, kind, moment)
        link = share_links.link(base.url, MEETING.address, query, dark=session.is_dark())
        where = urlsplit(base.url).netloc
        reach = where if base.is_reachable else f"{where}(只有本机能打开)"
        found.append((qr_code(link), f"{share_links.LINK_KINDS[kind]}链接", f"{words} · {reach}"))
    return tuple(found)


@per_revision(20)
def _first_seen() -> datetime:
    """Return when anybody first looked at the ledger as it is now."""
    return clock.now()


def meeting_context(view: Filters) -> Meeting:
    """Return what slides compare with: the chosen day, the last meeting, or the last quarter."""
    screen = session.screen()
    known = ledger_data.query("meetings", year=view.year, known_at=view.known_at)
    last = meeting_records.last_meeting(known, as_of=view.as_of, meeting_id=screen.meeting)
    last_id = None if last is None else int(last["meeting_id"])
    if screen.since:
        day, against = screen.since, str(screen.since)
    elif last is None:
        day = day_before_quarter(view.as_of)
        against = f"上季度末({day})"
    else:
        day, against = last["as_of"].date(), f"上次会议({last['held_on']:%Y-%m-%d})"
    return Meeting(day, against, screen.meeting, last_id, _qr_codes(view))
