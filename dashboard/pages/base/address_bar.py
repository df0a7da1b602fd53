"""The address bar of a session: the URL is parsed into the view, and the view is written back.

The view in the session is the source of truth. A URL replaces it only when the reader navigated;
after that the view is written back, and each change of it is an entry of the browser's history.
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
from dashboard.pages.base.state import DROPPED, PAGE, PAGE_BEFORE, SCREEN, UNREAD, URL, VIEW
from dashboard.view import screen_state
from dashboard.view.filters import Filters, from_query, to_query, year_of_query
from dashboard.view.pages import MEETING, page_at
from dashboard.view.screen_state import Screen


def read_url(page: str) -> None:
    """Replace the view by that of the URL if the reader navigated, and set the widgets to it.

    Widgets are set before they are placed, so that the first paint is already filtered. They change
    the view only in their callbacks: Streamlit drops the state of a widget that is not drawn.
    """
    url, before = _url_words(), PAGE.get()
    is_asked = _is_navigation(url, page)
    if is_asked or not url:
        URL.set(url)
    if is_asked:
        UNREAD.set(())
        _apply_words(url)
    else:
        # an import may have removed what the view is filtered by
        dropped = DROPPED.get()  # by open_words, in the run before
        _apply_words(to_query(session.current()) | screen_state.to_query(session.screen()))
        DROPPED.set((*dropped, *DROPPED.get()))
        if page != before:
            _close_what_was_open(before, page)
    if is_asked or page != before:
        close_dialog()
    PAGE.set(page)
    session.set_widgets(session.current())


def open_words(page: str, words: Mapping[str, list[str]]) -> None:
    """Show a query on a page, to which the caller switches: as one step of the browser's history.

    `st.switch_page` with a query would make a step of that query on the page before, too.
    """
    if page == MEETING.address and PAGE.get() != page:
        PAGE_BEFORE.set(PAGE.get())
    PAGE.set(page)
    URL.set({})
    UNREAD.set(())
    _apply_words(words)


def _close_what_was_open(before: str, page: str) -> None:
    """Close what was open over a page when another page follows."""
    if page == MEETING.address:
        PAGE_BEFORE.set(before)
    is_card_kept = page_at(page).is_card_in_page
    session.change_screen(
        lambda old: replace(old, task=old.task if is_card_kept else None, explain="", cells=())
    )


def _is_navigation(url: Mapping[str, list[str]], page: str) -> bool:
    """Whether the reader navigated: by a pasted link, F5, the back button, or a link in the app.

    An empty query counts only at the start of a session, since the browser drops the query when the
    page changes. Another query on the same page counts only after history navigation: a click made
    before the last response arrived still sends the older URL.
    """
    if URL.get() is None:
        return True
    if url in ({}, URL.get()):
        return False
    context = get_script_run_ctx()
    return page != PAGE.get() or (context is not None and context.is_history_navigation)


def _url_words() -> dict[str, list[str]]:
    """Return the query of the URL that came with this run."""
    return {word: st.query_params.get_all(word) for word in st.query_params}


def _apply_words(words: Mapping[str, list[str]]) -> None:
    """Set the view from a query; invalid conditions are kept for a message."""
    view, screen, dropped = _parsed(words)
    VIEW.set(view)
    SCREEN.set(screen)
    DROPPED.set(tuple(dropped))
    _drop_future_moment()


def _parsed(query: Mapping[str, list[str]]) -> tuple[Filters, Screen, list[str]]:
    """Return the view and the screen of a query, and its invalid conditions."""
    words = _with_meeting(query)
    offered = ledger_data.choices(year_of_query(words, list(ledger_data.plans()["year"])))
    of_screen = {
        word: values for word, values in words.items() if word in screen_state.SCREEN_WORDS
    }
    rest = {word: values for word, values in words.items() if word not in screen_state.SCREEN_WORDS}
    view, dropped = from_query(rest, offered)
    on_screen, also_dropped = screen_state.from_query(of_screen, ledger_data.known_values(offered))
    return view, on_screen, dropped + also_dropped


def _with_meeting(words: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return a link's words with those that its meeting implies, unless it has them: the plan's
    year, the day, the agenda."""
    meeting = words.get("meeting", [""])[-1]
    if not meeting:
        return dict(words)
    targets = ledger_data.query("link_targets")
    rows = targets.loc[(targets["kind"] == "meeting") & (targets["id"].astype(str) == meeting)]
    if rows.empty:
        return dict(words)
    row = rows.iloc[0]
    agenda = {} if pd.isna(row["agenda_id"]) else {"agenda": [f"{row['agenda_id']:.0f}"]}
    own = {"year": [f"{row['year']:.0f}"], "as_of": [f"{row['as_of']:%Y-%m-%d}"], **agenda}
    is_of_another_plan = words.get("year", own["year"])[-1] != own["year"][0]
    return dict(words) if is_of_another_plan else own | dict(words)


def view_at_click() -> tuple[Filters, Screen]:
    """Return the view and the screen that the browser showed at the click; for callbacks.

    A click sends the values of all widgets. A widget that has the value of this view was not
    touched, even if an earlier click has changed the view and its response has not arrived yet.
    """
    view, on_screen, _ = _parsed(_url_words() or URL.get() or {})
    return view, on_screen


def _drop_future_moment() -> None:
    """Drop a moment that is in the future: until then nothing would be frozen."""
    moment = session.current().known_at
    if moment is not None and moment > clock.now():
        session.change_view(lambda view: replace(view, known_at=None))
        DROPPED.set((*DROPPED.get(), f"known_at={moment:%Y-%m-%d %H:%M}"))


def shown_query() -> dict[str, list[str]]:
    """Return the words of what this session shows, as the address bar spells them."""
    return to_query(session.current()) | screen_state.to_query(session.screen(), PAGE.get())


def write_url() -> None:
    """Write the view to the address bar; each change is an entry of the browser's history.

    The browser has either the query written last or the one that came with a click. Neither is
    certain: the click may be older than the last response, and that may not have arrived yet.
    Writing the same query again adds no history entry.
    """
    query = shown_query()
    if query != URL.get() or query != _url_words():
        st.query_params.from_dict(query)
        URL.set(query)
