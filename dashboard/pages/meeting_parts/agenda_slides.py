"""One slide of an agenda, with what can be changed in it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import parse_qs, urlencode

import streamlit as st

from dashboard.core.clean_text import clean_text
from dashboard.core.slide_kinds import SLIDES
from dashboard.meetings.agenda import (
    AgendaSlide,
    AgendaSlides,
    with_slide_moved,
    with_slide_removed,
    with_slide_shown,
)
from dashboard.meetings.checks import LONGEST_NAME
from dashboard.pages.answers import ledger_data
from dashboard.pages.base import session
from dashboard.pages.base.state import widget
from dashboard.view.filters import from_query, year_of_query
from dashboard.view.share_links import filter_lines

ChangeSlides = Callable[[Sequence[AgendaSlide]], AgendaSlides]
"""What makes the slides of an agenda from those before."""


def place_slide(
    slide: AgendaSlide, place: int, *, key: str, change: Callable[[ChangeSlides], None]
) -> None:
    """Place a slide: whether it is shown, its title, its offices, its place; `change` takes what
    is done to it."""
    name = f"{key} {slide.key}"
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small"):
        st.checkbox(
            f"{place + 1}  {SLIDES[slide.kind]}",
            slide.is_shown,
            key=f"shown {name}",
            on_change=_on_shown_change,
            args=(slide.key, f"shown {name}", change),
            width=190,
        )
        st.text_input(
            "标题",
            slide.title,
            max_chars=LONGEST_NAME,
            placeholder=f"标题:{SLIDES[slide.kind]}",
            label_visibility="collapsed",
            key=f"title {name}",
            on_change=_on_title_change,
            args=(slide.key, f"title {name}", change),
            width=260,
        )
        if slide.kind == "profile":
            _place_offices(slide, name, change)
        if words := _own_view_words(slide):
            st.text(words)
        for label, make in (
            ("上移", partial(with_slide_moved, key=slide.key, by=-1)),
            ("下移", partial(with_slide_moved, key=slide.key, by=1)),
            ("移除", partial(with_slide_removed, key=slide.key)),
        ):
            st.button(label, key=f"{label} {name}", type="tertiary", on_click=change, args=(make,))


def _on_shown_change(slide: str, key: str, change: Callable[[ChangeSlides], None]) -> None:
    change(partial(with_slide_shown, key=slide, is_shown=widget(key)))


def _on_title_change(slide: str, key: str, change: Callable[[ChangeSlides], None]) -> None:
    title = clean_text(widget(key)).strip()
    change(lambda slides: _with_slide(slides, slide, lambda old: replace(old, title=title)))


def _with_slide(
    slides: Sequence[AgendaSlide], key: str, make: Callable[[AgendaSlide], AgendaSlide]
) -> AgendaSlides:
    """Return the slides with one of them changed."""
    return tuple(make(slide) if slide.key == key else slide for slide in slides)


def _place_offices(slide: AgendaSlide, name: str, change: Callable[[ChangeSlides], None]) -> None:
    """Place the choice of the offices that are portrayed."""
    offered = ledger_data.choices(session.current().year).offices
    st.multiselect(
        "画像股室",
        offered,
        [office for office in parse_qs(slide.words).get("office", []) if office in offered],
        placeholder="默认:进度差最大的三个股室",
        label_visibility="collapsed",
        select_all=False,
        key=f"offices {name}",
        on_change=_on_offices_change,
        args=(slide.key, slide.words, f"offices {name}", change),
        width=360,
    )


def _on_offices_change(
    slide: str, words: str, key: str, change: Callable[[ChangeSlides], None]
) -> None:
    """Take the chosen offices into the words of a slide."""
    query = {word: values for word, values in parse_qs(words).items() if word != "office"}
    query |= {"office": widget(key)} if widget(key) else {}
    text = urlencode(query, doseq=True)
    change(lambda slides: _with_slide(slides, slide, lambda old: replace(old, words=text)))


def _own_view_words(slide: AgendaSlide) -> str:
    """Return the view that a slide brings along, in words; nothing when it is the meeting's."""
    query = parse_qs(slide.words)
    year = year_of_query(query, list(ledger_data.plans()["year"])) if "year" in query else None
    offered = ledger_data.choices(year or session.current().year)
    view, _ = from_query(query, offered)
    if slide.kind == "profile":
        view = replace(view, offices=())
    day = f"截至 {view.as_of}" if "as_of" in query else ""
    return " · ".join(filter(None, [f"{year} 年" if year else "", day, *filter_lines(view)]))
