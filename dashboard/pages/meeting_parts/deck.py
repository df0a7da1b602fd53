"""What the deck shows: its agenda, its slides, and the component that the browser runs."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Final
from urllib.parse import parse_qs, urlsplit

import orjson
import streamlit as st

from dashboard.core import clock
from dashboard.core.labels import SCALE_WORDS, STATES
from dashboard.core.periods import day_before_quarter
from dashboard.core.slide_kinds import SLIDES
from dashboard.meetings import records as meetings_door
from dashboard.meetings.agenda import AgendaSlide
from dashboard.meetings.drill import DRILLED, narrowed
from dashboard.pages.answers import ledger_data, opened_ledger
from dashboard.pages.answers.opened_ledger import per_revision
from dashboard.pages.base import address_bar, session
from dashboard.pages.base.assets import read, script
from dashboard.pages.base.state import Key
from dashboard.pages.components.charts import SMALL, full_bundle
from dashboard.pages.components.share_dialog import current_base, qr_code
from dashboard.pages.meeting_parts.meeting_slides import offices_to_portray, slide_json
from dashboard.pages.meeting_parts.slide_request import Meeting, SlideRequest
from dashboard.view import screen_state as screens
from dashboard.view import share_links
from dashboard.view.filters import LIST_FIELDS, Filters, from_query
from dashboard.view.pages import MEETING
from dashboard.view.screen_state import SCALES, Screen
from dashboard.view.share_links import SharedView
from dashboard.view.steps import NO_STEP, Step, parse_step


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
    slides = [slide_json(each) for each in _requests(view, meeting)]
    drilled = [slide_json(each) for each in _drilled_requests(view, meeting)]
    data = {
        "slides": list(map(orjson.Fragment, slides)),
        "drilled": list(map(orjson.Fragment, drilled)),
        "dark": session.is_dark(),
        "scale": screen.scale,
        "scales": SCALES,
        "scaleWords": SCALE_WORDS,
        "at": {"slide": screen.slide, "parts": screen.parts, "drill": screen.drill},
        "news": _commands(),
        "bundle": full_bundle() if _has_tree(slides + drilled) else SMALL,
        "seconds": screen.seconds,
        "refresh": screen.refresh,
    }
    return orjson.dumps(data)


def _has_tree(slides: list[bytes]) -> bool:
    """Whether a slide has a treemap, which the small bundle cannot draw."""
    return any(b'"type":"treemap"' in slide for slide in slides)


def _drop_missing(view: Filters) -> None:
    """Go on without a slide that the agenda lacks and a day that is no earlier one, and say so."""
    screen = session.screen()
    left_out = list[str]()
    if screen.since is not None and screen.since >= view.as_of:
        left_out.append(f"对比日期 {screen.since}")
        session.change_screen(lambda old: replace(old, since=None))
    if screen.slide and screen.slide not in [each.key for each in _requests(view, _NO_MEETING)]:
        left_out.append(f"页 {screen.slide}")
        session.change_screen(lambda old: replace(old, slide="", parts=(), drill=()))
    if left_out:
        address_bar.write_url()
        st.toast(f"链接中有不存在的内容,已忽略:{'、'.join(left_out)}")


POSITION: Final = Key[tuple[object, ...]]("deck position", ())
"""The deck's position as far as the browser has it."""

_COMMANDS: Final = Key("deck commands", 0)
"""How many times the server has sent the deck to another position than its own."""


def position() -> tuple[object, ...]:
    """Return which slide the meeting shows and what runs by itself."""
    screen = session.screen()
    return (screen.slide, screen.parts, screen.drill, screen.seconds, screen.refresh)


def _commands() -> int:
    """Return a number that grows when the deck must go where the server says, as by a link."""
    if POSITION.get() != position():
        POSITION.set(position())
        _COMMANDS.set(_COMMANDS.get() + 1)
    return _COMMANDS.get()


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
    last = meetings_door.last_meeting(known, as_of=view.as_of, meeting_id=screen.meeting)
    last_id = None if last is None else int(last["meeting_id"])
    if screen.since:
        day, against = screen.since, str(screen.since)
    elif last is None:
        day = day_before_quarter(view.as_of)
        against = f"上季度末({day})"
    else:
        day, against = last["as_of"].date(), f"上次会议({last['held_on']:%Y-%m-%d})"
    return Meeting(day, against, screen.meeting, last_id, _qr_codes(view))


def _agenda(view: Filters) -> tuple[AgendaSlide, ...]:
    """Return the slides of the agenda in use that are not switched off."""
    slides = meetings_door.slides_of(opened_ledger.ledger(), session.screen().agenda, view.known_at)
    return tuple(slide for slide in slides if slide.is_shown)


_NO_MEETING: Final = Meeting(date.min, "")
"""Stands in where only the keys of slides are asked for."""


def _requests(view: Filters, meeting: Meeting) -> Iterator[SlideRequest]:
    """Return the slides to build, one for each office that is portrayed."""
    for slide in _agenda(view):
        own = _view_of(slide, view)
        if slide.kind != "profile":
            beside = replace(meeting, compare=_compare_of(slide, own))
            yield SlideRequest(slide.key, slide.kind, own, beside, _about(slide), slide.title)
            continue
        for number, office in enumerate(offices_to_portray(own), start=1):
            key = slide.key if number == 1 else f"{slide.key}.{number}"
            title = slide.title or f"{SLIDES['profile']}:{office}"
            of_office = replace(own, offices=(office,))
            yield SlideRequest(key, "profile", of_office, meeting, Step("office", office), title)


def _about(slide: AgendaSlide) -> Step:
    """Return what a slide of one thing is about."""
    words = parse_qs(slide.words)
    if slide.kind == "analysis":
        return Step("analysis", slide.words)
    for kind in ("task", "theme"):
        if slide.kind == kind and kind in words:
            return Step(kind, words[kind][0])
    return NO_STEP


def _view_of(slide: AgendaSlide, view: Filters) -> Filters:
    """Return the view of a slide: its own where it has one, on the meeting's day and knowledge."""
    words = parse_qs(slide.words)
    if not words:
        return view
    year = int(words.get("year", [str(view.year)])[0])
    if year not in set(ledger_data.plans()["year"]):
        return view
    own, _dropped = from_query(words, ledger_data.choices(year))
    if "year" not in words:  # chosen offices alone: the rest is as in the meeting
        kept = {name: getattr(own, name) for word, name in LIST_FIELDS.items() if word in words}
        return replace(view, **kept)
    as_of = own.as_of if "as_of" in words or year != view.year else view.as_of
    return replace(own, as_of=as_of, known_at=view.known_at)


def _compare_of(slide: AgendaSlide, own: Filters) -> str:
    """Return the reference of 对比 that was saved with a slide, if it still exists."""
    known = ledger_data.known_values(ledger_data.choices(own.year))
    words = {"compare": parse_qs(slide.words).get("compare", [])}
    return screens.from_query(words, known)[0].compare


def _drilled_requests(view: Filters, meeting: Meeting) -> Iterator[SlideRequest]:
    """Return what was drilled into, one slide a step; all but a number narrow the view."""
    slides, screen = _agenda(view), session.screen()
    shown = {slide.key: slide for slide in slides}
    slide = shown.get(screen.slide.partition(".")[0], slides[0])
    own = _view_of(slide, view)
    for step in map(parse_step, screen.drill):
        own = narrowed(own, step)
        names = {"office": step.value, "theme": step.value, "number": "数从哪来"}
        name = names.get(step.kind, "")
        yield SlideRequest(str(step), DRILLED[step.kind][0], own, meeting, step, name)
