"""The slides that a deck is asked for: those of its agenda, and those that were drilled into."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final
from urllib.parse import parse_qs

from dashboard.core.slide_kinds import SLIDES
from dashboard.meetings import agenda_records
from dashboard.meetings.agenda import AgendaSlide
from dashboard.meetings.drill import DRILLED, narrowed
from dashboard.pages.answers import ledger_data, opened_ledger
from dashboard.pages.base import session
from dashboard.pages.meeting_parts.slide_request import Meeting, SlideRequest
from dashboard.view import screen_state
from dashboard.view.filters import LIST_FIELDS, Filters, from_query
from dashboard.view.steps import NO_STEP, Step, parse_step

_MOST_PROFILES: Final = 3
"""The number of offices with a profile if none was selected: those furthest behind."""

_NO_MEETING: Final = Meeting(date.min, "")
"""For the keys of the slides, which depend on no meeting."""


def slide_keys(view: Filters) -> list[str]:
    """Return the keys of the deck's slides."""
    return [each.key for each in slide_requests(view, _NO_MEETING)]


def slide_requests(view: Filters, meeting: Meeting) -> Iterator[SlideRequest]:
    """Return the slides to build, one for each office that is portrayed."""
    for slide in _agenda(view):
        own = _view_of(slide, view)
        if slide.kind != "profile":
            beside = replace(meeting, compare=_compare_of(slide, own))
            yield SlideRequest(slide.key, slide.kind, own, beside, _about(slide), slide.title)
            continue
        for number, office in enumerate(_offices_to_portray(own), start=1):
            key = slide.key if number == 1 else f"{slide.key}.{number}"
            title = slide.title or f"{SLIDES['profile']}:{office}"
            of_office = replace(own, offices=(office,))
            yield SlideRequest(key, "profile", of_office, meeting, Step("office", office), title)


def drilled_requests(view: Filters, meeting: Meeting) -> Iterator[SlideRequest]:
    """Return what was drilled into, one slide a step; all but a number narrow the view."""
    screen = session.screen()
    if not screen.drill:
        return
    slides = _agenda(view)
    shown = {slide.key: slide for slide in slides}
    slide = shown.get(screen.slide.partition(".")[0], slides[0])
    own = _view_of(slide, view)
    for step in map(parse_step, screen.drill):
        own = narrowed(own, step)
        names = {"office": step.value, "theme": step.value, "number": "数从哪来"}
        name = names.get(step.kind, "")
        yield SlideRequest(str(step), DRILLED[step.kind][0], own, meeting, step, name)


def _agenda(view: Filters) -> tuple[AgendaSlide, ...]:
    """Return the slides of the agenda in use that are not switched off."""
    slides = agenda_records.slides_of(
        opened_ledger.ledger(), session.screen().agenda, view.known_at
    )
    return tuple(slide for slide in slides if slide.is_shown)


def _offices_to_portray(view: Filters) -> tuple[str, ...]:
    """Return the offices that are portrayed when none was chosen; those that hardly report last."""
    if view.offices:
        return view.offices
    frame = ledger_data.answer("completion_by_office", view)
    ranked = frame.dropna(subset=["gap"]).sort_values(
        ["is_gap_known", "gap"], ascending=[False, True], kind="stable"
    )
    return tuple(ranked["office"].head(_MOST_PROFILES))


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
    return screen_state.from_query(words, known)[0].compare
