"""The address bar of a session: its words become the view, and the view becomes its words.

The view is the one truth. A URL is taken in when it asks for another view; after that the view is
written back, and each change of it is a step of the browser's history.
"""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.core import clock
from dashboard.pages.answers import ledger_data
from dashboard.pages.base import session
from dashboard.pages.base.dialogs import close_dialog
from dashboard.pages.base.state import DROPPED, PAGE, PAGE_BEFORE, SCREEN, URL, VIEW
from dashboard.view import screen_state as screens
from dashboard.view.filters import Filters, from_query, to_query, year_of_query
from dashboard.view.pages import MEETING, page_at
from dashboard.view.screen_state import Screen


def read_url(page: str) -> None:
    """Take the view from the URL when that asks for another one.

    The view is the one truth: widgets are set to it before they are placed, so that the first paint
    is already filtered, and change it only by their callbacks, since Streamlit forgets those that a
    browser has not drawn.
    """
    url, before = _url_words(), PAGE.get()
    is_asked = _is_navigation(url, page)
    if is_asked or not url:
        URL.set(url)
    if is_asked:
        _apply_words(url)
    else:
        # an import may have taken away, for every reader, what the view was narrowed to
        _apply_words(to_query(session.current()) | screens.to_query(session.screen()))
        if page != before:
            _close_what_was_open(before, page)
    if is_asked or page != before:
        close_dialog()
    PAGE.set(page)
    session.set_widgets(session.current())


def _close_what_was_open(before: str, page: str) -> None:
    """Let go of what was open over a page when another one follows it."""
    if page == MEETING.address:
        PAGE_BEFORE.set(before)
    is_card_kept = page_at(page).is_card_in_page
    session.change_screen(
        lambda old: replace(old, task=old.task if is_card_kept else None, explain="", cells=())
    )


def _is_navigation(url: Mapping[str, list[str]], page: str) -> bool:
    """Whether a URL asks for another view: a pasted link, F5, the back button, a link within.

    An empty one does so only at the start of a session: the browser drops the words when the page
    changes. Other words on the same page ask for it only as a step of the browser's history: a
    click that was made while the answer to the last click was on its way still carries the URL of
    the view before both.
    """
    if URL.get() is None:
        return True
    if url in ({}, URL.get()):
        return False
    context = get_script_run_ctx()
    return page != PAGE.get() or (context is not None and context.is_history_navigation)


def _url_words() -> dict[str, list[str]]:
    """Return the words of the URL that this run was asked with."""
    return {word: st.query_params.get_all(word) for word in st.query_params}


def _apply_words(words: Mapping[str, list[str]]) -> None:
    """Make a URL's words the view of this session; what means nothing is kept to be said."""
    view, screen, dropped = _parsed(words)
    VIEW.set(view)
    SCREEN.set(screen)
    DROPPED.set(tuple(dropped))
    _drop_future_moment()


def _parsed(query: Mapping[str, list[str]]) -> tuple[Filters, Screen, list[str]]:
    """Return the view and the screen that a URL's words mean, and the words that mean nothing."""
    words = _with_meeting(query)
    offered = ledger_data.choices(year_of_query(words, list(ledger_data.plans()["year"])))
    of_screen = {word: values for word, values in words.items() if word in screens.SCREEN_WORDS}
    rest = {word: values for word, values in words.items() if word not in screens.SCREEN_WORDS}
    view, dropped = from_query(rest, offered)
    on_screen, also_dropped = screens.from_query(of_screen, ledger_data.known_values(offered))
    return view, on_screen, dropped + also_dropped


def _with_meeting(words: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return a link's words with those that its meeting implies, unless it has them: the plan's
    year, the day, the agenda."""
    targets = ledger_data.query("link_targets")
    meeting = words.get("meeting", [""])[-1]
    rows = targets.loc[(targets["kind"] == "meeting") & (targets["id"].astype(str) == meeting)]
    if rows.empty:
        return dict(words)
    row = rows.iloc[0]
    agenda = {} if pd.isna(row["agenda_id"]) else {"agenda": [f"{row['agenda_id']:.0f}"]}
    own = {"year": [f"{row['year']:.0f}"], "as_of": [f"{row['as_of']:%Y-%m-%d}"], **agenda}
    is_of_another_plan = words.get("year", own["year"])[-1] != own["year"][0]
    return dict(words) if is_of_another_plan else own | dict(words)


def view_at_click() -> tuple[Filters, Screen]:
    """Return the view and the screen that the browser showed when it was clicked; for callbacks.

    Every click brings what all widgets hold there. One that holds the value of this view was not
    touched, even if an earlier click, whose answer had not come yet, has changed the view since.
    """
    view, on_screen, _ = _parsed(_url_words() or URL.get() or {})
    return view, on_screen


def _drop_future_moment() -> None:
    """Let go of a moment that is still to come: until then nothing would be frozen."""
    moment = session.current().known_at
    if moment is not None and moment > clock.now():
        session.change_view(lambda view: replace(view, known_at=None))
        DROPPED.set((*DROPPED.get(), f"known_at={moment:%Y-%m-%d %H:%M}"))


def write_url() -> None:
    """Put the view into the address bar as a link; each change is a step of the history.

    The browser shows either the words that were written last or those that came with a click.
    Neither alone is certain: a click may be older than the last answer, and that may not have
    arrived yet. To write the same words again is no step.
    """
    query = to_query(session.current()) | screens.to_query(session.screen(), PAGE.get())
    if query != URL.get() or query != _url_words():
        st.query_params.from_dict(query)
        URL.set(query)


def forget_url() -> None:
    """Read the next URL, even if the view of a link equals the one before."""
    URL.set(None)
