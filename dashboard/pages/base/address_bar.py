"""The address bar of a session: its words become the view, and the view becomes its words.

The view is the one truth. A URL is taken in when it is news; after that the view is written back,
and each change of it is a step of the browser's history.
"""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.core import clock
from dashboard.pages.answers import ledger_data
from dashboard.pages.base import session
from dashboard.view import screen_state as screens
from dashboard.view.filters import Filters, asked_year, from_query, to_query
from dashboard.view.pages import MEETING, page_at
from dashboard.view.screen_state import Screen


def arrive(page: str) -> None:
    """Take the view from the URL when that is news.

    The view is the one truth: widgets are set to it before they are placed, so that the first paint
    is already filtered, and change it only by their callbacks, since Streamlit forgets those that a
    browser has not drawn.
    """
    state = st.session_state
    url = asked_words()
    is_asked = is_news(url, page)
    if is_asked or not url:
        state["url"] = url
    if is_asked:
        take_in(url)
    else:
        # an import may have taken away, for every reader, what the view was narrowed to
        take_in(to_query(session.current()) | screens.to_query(session.screen()))
        if page == MEETING.address != state["page"]:
            state["came from"] = state["page"]
        if page != state["page"] and not page_at(page).is_card_in_page:
            session.changed_screen(lambda old: replace(old, task=None))
        if page != state["page"]:
            session.changed_screen(lambda old: replace(old, explain="", cells=()))
    state["page"] = page
    session.set_widgets(session.current())


def is_news(url: Mapping[str, list[str]], page: str) -> bool:
    """Whether a URL asks for another view: a pasted link, F5, the back button, a link within.

    Later in a session an empty one does not: so come page changes, which drop it. Neither does
    another one of the same page without a step of the browser's history: a click that was made
    before the answer to the click before it had come brings the URL of the view that both have
    left.
    """
    state = st.session_state
    if state.get("url") is None:
        return True
    if url in ({}, state["url"]):
        return False
    context = get_script_run_ctx()
    return page != state["page"] or (context is not None and context.is_history_navigation)


def asked_words() -> dict[str, list[str]]:
    """Return the words of the URL that this run was asked with."""
    return {word: st.query_params.get_all(word) for word in st.query_params}


def take_in(words: Mapping[str, list[str]]) -> None:
    """Make a URL's words the view of this session; what means nothing is kept to be told."""
    state = st.session_state
    state["view"], state["screen"], state["dropped"] = meant(words)
    drop_the_future()


def meant(query: Mapping[str, list[str]]) -> tuple[Filters, Screen, list[str]]:
    """Return the view and the screen that a URL's words mean, and the words that mean nothing."""
    words = with_meeting(query)
    offered = ledger_data.choices(asked_year(words, list(ledger_data.plans()["year"])))
    of_screen = {word: values for word, values in words.items() if word in screens.WORDS}
    rest = {word: values for word, values in words.items() if word not in screens.WORDS}
    view, dropped = from_query(rest, offered)
    on_screen, also_dropped = screens.from_query(of_screen, ledger_data.known(offered))
    return view, on_screen, dropped + also_dropped


def with_meeting(words: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return a link's words with what the meeting that it names stands for, where it says no other:
    the plan's year, the day, the agenda."""
    targets = ledger_data.plain("link_targets")
    meeting = words.get("meeting", [""])[-1]
    rows = targets.loc[(targets["kind"] == "meeting") & (targets["id"].astype(str) == meeting)]
    if rows.empty:
        return dict(words)
    row = rows.iloc[0]
    agenda = {} if pd.isna(row["agenda_id"]) else {"agenda": [f"{row['agenda_id']:.0f}"]}
    own = {"year": [f"{row['year']:.0f}"], "as_of": [f"{row['as_of']:%Y-%m-%d}"], **agenda}
    is_of_another_plan = words.get("year", own["year"])[-1] != own["year"][0]
    return dict(words) if is_of_another_plan else own | dict(words)


def seen() -> tuple[Filters, Screen]:
    """Return the view and the screen that the browser showed when it was clicked; for callbacks.

    Every click brings what all widgets hold there. One that stands as in this view was not touched,
    even if the view has changed since by a click before, whose answer had not come yet.
    """
    view, on_screen, _ = meant(asked_words() or st.session_state["url"])
    return view, on_screen


def drop_the_future() -> None:
    """Let go of a moment that is still to come: until then nothing would be frozen."""
    moment = session.current().known_at
    if moment is not None and moment > clock.now():
        session.changed(lambda view: replace(view, known_at=None))
        st.session_state["dropped"].append(f"known_at={moment:%Y-%m-%d %H:%M}")


def write() -> None:
    """Put the view into the address bar as a link; each change is a step of the history.

    What stands there may be what it was told last, or the URL that came with a click: neither alone
    is certain, since a click may be older than the last answer, and an answer may not have arrived.
    The browser takes the same words again for no step.
    """
    query = to_query(session.current()) | screens.to_query(
        session.screen(), st.session_state["page"]
    )
    if query != st.session_state["url"] or query != asked_words():
        st.query_params.from_dict(query)
        st.session_state["url"] = query


def forget() -> None:
    """Take the next URL for news, even if the view of a link equals the one before."""
    st.session_state["url"] = None
