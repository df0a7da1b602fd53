"""搜索: one box for words on every page; what they mean becomes filters."""

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from dashboard.core import clock
from dashboard.core.assets import read, script
from dashboard.pages.answers import ledger_data
from dashboard.pages.answers.opened_ledger import per_revision
from dashboard.pages.base import session
from dashboard.pages.base.guard import uninterrupted
from dashboard.pages.base.state import Key, widget
from dashboard.pages.base.text import escaped
from dashboard.view.filters import LABELS, MOST_SEARCH, Choices, Filters
from dashboard.view.screen_state import Screen
from dashboard.view.search_parser import (
    ParsedSearch,
    Unclear,
    parse_search,
    shortest_words,
    unclear_sentence,
)
from dashboard.view.search_vocabulary import Meaning, Vocabulary, key_of, vocabulary

_mount = st.components.v2.component(
    "words",
    js=script("search_box.js"),
    css=read("css/search_box.css"),
    isolate_styles=False,
)


_UNCLEAR = Key[tuple[Filters, str, tuple[Unclear, ...]] | None]("unclear", None)
"""The view after a search, its text, and its unclear words."""


def place_search_box(offered: Choices, width: int) -> None:
    """Place the box. It offers names by itself while one types; Enter sends what is typed."""
    _mount(
        key="words",
        data={"most": MOST_SEARCH, "names": _offered_names(offered.year)},
        on_words_change=partial(uninterrupted, _on_words),
        width=width,
    )


def _on_words() -> None:
    """Handle the text that was submitted."""
    if typed := widget("words")["words"]:
        _apply_search(str(typed))


def _apply_search(text: str) -> None:
    """Apply the text to the view, and keep the unclear words for a message."""
    meant, view = _parse(text, session.current().year), session.current()
    if meant.year != view.year:
        switch_plan(meant.year)
    session.change_view(meant.applied)
    unclear = (session.current(), text, meant.unclear)
    _UNCLEAR.set(unclear if meant.unclear else None)


def _parse(text: str, year: int) -> ParsedSearch:
    """Return what words mean for a plan, or for another one whose year they name."""
    meant = parse_search(text, _plan_words(year), partial(_has_task, year))
    if meant.year == year:
        return meant
    there = parse_search(text, _plan_words(meant.year), partial(_has_task, meant.year))
    return replace(there, year=meant.year)


def _has_task(year: int, text: str) -> bool:
    """Whether some task of a plan has a text."""
    whole = Filters(year, ledger_data.choices(year).default_day, search=text)
    found = ledger_data.answer("overview", whole).iloc[0]
    return bool(found["tasks"] or found["cancelled"])


def switch_plan(year: int) -> None:
    """Move to another plan: its own default day, and of the filters those that it knows."""
    offered = ledger_data.choices(year)
    session.change_view(
        lambda view: replace(view.known_to(offered), year=offered.year, as_of=offered.default_day)
    )
    session.change_screen(Screen.of_another_plan)


def _plan_words(year: int) -> Vocabulary:
    """Return the words of a plan, put together once a day for as long as nothing is written."""
    return _words_on(year, clock.today())


@per_revision(20, shared=True)
def _words_on(year: int, today: date) -> Vocabulary:
    aliases, patterns = ledger_data.query("office_aliases"), ledger_data.query("theme_names")
    return vocabulary(
        ledger_data.choices(year),
        today,
        themes=ledger_data.titles(year, "theme"),
        items=ledger_data.titles(year, "item"),
        aliases=dict(zip(aliases["alias"], aliases["office_name"], strict=True)),
        patterns=dict(zip(patterns["pattern"], patterns["short_name"], strict=True)),
    )


def _offered_names(year: int) -> list[list[str]]:
    """Return what the box offers: [words, what they are, the other ways of typing it…]."""
    return _suggestions(_plan_words(year), year)


@per_revision(20, shared=True)
def _suggestions(_words: Vocabulary, year: int) -> list[list[str]]:
    """Gather the words of each meaning of a plan."""
    ways: dict[Meaning, list[str]] = {}
    for _, word, meaning in _words.entries:
        ways.setdefault(meaning, []).append(key_of(word))
    return [
        [shortest_words(meaning, _words), _kind_words(meaning), *dict.fromkeys(typed)]
        for meaning, typed in ways.items()
    ]


def _kind_words(meaning: Meaning) -> str:
    """Return what a meaning is: 股室, 主题 and so on."""
    return LABELS[meaning.field]


def place_unclear_words() -> None:
    """Show the unclear words of the last search until the view changes."""
    view, text, unclear = _UNCLEAR.get() or (None, "", ())
    if view != session.current():
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="unclear"):
        for place, each in enumerate(unclear):
            _place_unclear_word(place, text, each)


def _place_unclear_word(place: int, text: str, unclear: Unclear) -> None:
    """Place one unclear word, with a button for each word to use in its place."""
    st.markdown(escaped(unclear_sentence(unclear)), width="content")
    for offer in unclear.offers:
        st.button(
            escaped(offer),
            key=f"unclear {place} {offer}",
            on_click=partial(uninterrupted, _apply_search),
            args=(text.replace(unclear.word, f" {offer} "),),
        )
