"""What a reader's session holds: the open ledger, the URL's view, cached answers."""

from collections.abc import Callable, Container, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import clock, ledger_io
from dashboard import screen as screens
from dashboard.filters import LISTS, Choices, Filters, asked_year, from_query, to_query
from dashboard.periods import default_day, moments_of, preset_of
from dashboard.screen import Screen
from dashboard.store import Ledger, ledger_path, open_ledger

CACHED = 2000
"""Answers and figures kept; a county's are a few kilobytes each."""


@st.cache_resource(show_spinner=False)
def opened(path: str) -> Ledger:
    """Open a ledger once for all sessions; a new one starts with the demo plan."""
    ledger = open_ledger(ledger_path(), clock.now())
    if not ledger.read_only and ledger.query("plans", {}).empty:
        ledger_io.load_folder(ledger, ledger_io.DEMO, clock.now())
    return ledger


def ledger() -> Ledger:
    """Return the ledger that this server shows."""
    return opened(str(ledger_path()))


def answer(name: str, filters: Filters, **more: Any) -> pd.DataFrame:
    """Return a question's rows for a view, computed once for all who look at it."""
    return cached_answer(name, filters, more, str(ledger_path()), ledger().revision)


def overview(filters: Filters) -> pd.Series:
    """Return the figures of a view; counts stay whole numbers beside its rates."""
    return answer("overview", filters).astype("object").iloc[0]


@st.cache_data(show_spinner=False, max_entries=CACHED)
def cached_answer(
    name: str, filters: Filters, more: dict[str, Any], path: str, revision: int
) -> pd.DataFrame:
    """Ask the ledger; path and revision are part of the key, so that a new report shows at once."""
    days = moments_of(filters.as_of, filters.year)
    return ledger().query_kept(name, {**filters.parameters(), **more}, days)


def plans() -> pd.DataFrame:
    """Return one row per plan, newest year first."""
    return plain("plans")


def thresholds() -> dict[str, float]:
    """Return the value of each threshold by its name."""
    rows = plain("settings")
    return dict(zip(rows["name"], rows["value"], strict=True))


def plain(name: str, **values: Any) -> pd.DataFrame:
    """Return a question's rows that no view narrows, asked once as long as nothing is written."""
    return cached_plain(name, values, str(ledger_path()), ledger().revision)


@st.cache_data(show_spinner=False, max_entries=CACHED)
def cached_plain(name: str, values: dict[str, Any], path: str, revision: int) -> pd.DataFrame:
    """Ask the ledger a question that no view narrows."""
    return ledger().query(name, values)


def is_own(year: int) -> bool:
    """Whether the ledger holds a plan for a year that is no demo."""
    return year in set(plans().query("not is_demo")["year"])


def offices(*, with_demo: bool = True) -> list[str]:
    """Return the offices of the ledger; without the demo's, that a bureau's own plan replaces."""
    is_demo = plans()["is_demo"].all()
    return [] if is_demo and not with_demo else list(plain("office_names")["name"])


def choices(year: int) -> Choices:
    """Return what a plan offers to filter by."""
    rows = plain("choices", year=year)
    known = plans()
    last = known.loc[known["year"] == year, "last_reported_on"].iloc[0]
    names = {
        kind: tuple(dict.fromkeys(rows.loc[rows["kind"] == kind, "name"]))
        for kind in ("office", "theme", "leader", "item")
    }
    return Choices(
        year=year,
        default_day=default_day(year, clock.today(), None if pd.isna(last) else last.date()),
        years=tuple(int(each) for each in known["year"]),
        offices=names["office"],
        themes=names["theme"],
        leaders=names["leader"],
        items=names["item"],
    )


def titles(year: int, kind: str) -> dict[str, str]:
    """Return the full titles of a plan's themes or items, by the names that filters use."""
    return cached_titles(year, kind, str(ledger_path()), ledger().revision)


@st.cache_resource(show_spinner=False, max_entries=20)
def cached_titles(year: int, kind: str, path: str, revision: int) -> dict[str, str]:
    """Collect titles once as long as nothing is written: each option of a list asks for its own."""
    rows = plain("choices", year=year)
    rows = rows.loc[rows["kind"] == kind]
    return dict(zip(rows["name"], rows["title"], strict=True))


def known(offered: Choices) -> screens.Known:
    """Return what a plan knows of each kind that a link may name."""
    targets = plain("link_targets")
    names: dict[str, Container[str]] = {
        "office": offered.offices,
        "theme": offered.themes,
        "state": offered.states,
        "quarter": tuple(map(str, offered.quarters)),
        "year": tuple(str(year) for year in offered.years if year != offered.year),
        "agenda": set(targets.loc[targets["kind"] == "agenda", "id"].astype(str)),
        "meeting": set(targets.loc[targets["year"] == offered.year, "id"].astype(str)),
    }

    def of_kind(kind: str) -> Container[str]:
        if kind in ("task", "item"):
            return ids(kind, offered, ledger().revision)
        return names.get(kind, ())

    return of_kind


@st.cache_resource(show_spinner=False, max_entries=20)
def ids(kind: str, offered: Choices, revision: int) -> frozenset[str]:
    """Return the ids of a plan's tasks or items."""
    tasks = answer("task_list", Filters(offered.year, offered.default_day), tasks=[])
    return frozenset(tasks[f"{kind}_id"].astype(str))


def arrive(page: str) -> None:
    """Take the view from the URL when that is news.

    The view is the one truth: widgets are set to it before they are placed, so that the first paint
    is already filtered, and change it only by their callbacks, since Streamlit forgets those that a
    browser has not drawn.
    """
    state = st.session_state
    url = asked_url()
    is_asked = is_news(url, page)
    if is_asked or not url:
        state["url"] = url
    if is_asked:
        take_in(url)
    else:
        # an import may have taken away, for every reader, what the view was narrowed to
        take_in(to_query(current()) | screens.to_query(screen()))
        if page == "meeting" != state["page"]:
            state["came from"] = state["page"]
        if page not in (state["page"], "tasks"):  # there the card is no dialog, and stays
            changed_screen(lambda old: replace(old, task=None))
        if page != state["page"]:
            changed_screen(lambda old: replace(old, explain="", cells=()))
    state["page"] = page
    set_widgets(current())


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


def with_meeting(words: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return a link's words with what the meeting that it names stands for, where it says no other:
    the plan's year, the day, the agenda."""
    targets = plain("link_targets")
    asked = words.get("meeting", [""])[-1]
    rows = targets.loc[(targets["kind"] == "meeting") & (targets["id"].astype(str) == asked)]
    if rows.empty:
        return dict(words)
    row = rows.iloc[0]
    agenda = {} if pd.isna(row["agenda_id"]) else {"agenda": [f"{row['agenda_id']:.0f}"]}
    own = {"year": [f"{row['year']:.0f}"], "as_of": [f"{row['as_of']:%Y-%m-%d}"], **agenda}
    is_of_another_plan = words.get("year", own["year"])[-1] != own["year"][0]
    return dict(words) if is_of_another_plan else own | dict(words)


def take_in(asked: Mapping[str, list[str]]) -> None:
    """Make a URL's words the view of this session; what means nothing is kept to be told."""
    state = st.session_state
    state["view"], state["screen"], state["dropped"] = meant(asked)
    drop_the_future()


def meant(asked: Mapping[str, list[str]]) -> tuple[Filters, Screen, list[str]]:
    """Return the view and the screen that a URL's words mean, and the words that mean nothing."""
    words = with_meeting(asked)
    offered = choices(asked_year(words, list(plans()["year"])))
    of_screen = {word: values for word, values in words.items() if word in screens.WORDS}
    rest = {word: values for word, values in words.items() if word not in screens.WORDS}
    view, dropped = from_query(rest, offered)
    on_screen, also_dropped = screens.from_query(of_screen, known(offered))
    return view, on_screen, dropped + also_dropped


def seen() -> tuple[Filters, Screen]:
    """Return the view and the screen that the browser showed when it was clicked; for callbacks.

    Every click brings what all widgets hold there. One that stands as in this view was not touched,
    even if the view has changed since by a click before, whose answer had not come yet.
    """
    view, on_screen, _ = meant(asked_url() or st.session_state["url"])
    return view, on_screen


def drop_the_future() -> None:
    """Let go of a moment that is still to come: until then nothing would be frozen."""
    moment = current().known_at
    if moment is not None and moment > clock.now():
        changed(lambda view: replace(view, known_at=None))
        st.session_state["dropped"].append(f"known_at={moment:%Y-%m-%d %H:%M}")


def set_widgets(view: Filters) -> None:
    """Set the widgets of the head to the view."""
    state = st.session_state
    state["year"], state["as_of"] = view.year, view.as_of
    state["preset"] = preset_of(view.as_of, view.year, clock.today())
    state["basis"] = view.basis
    for name in LISTS.values():
        state[name] = list(getattr(view, name))


def current() -> Filters:
    """Return the view of this session."""
    view: Filters = st.session_state["view"]
    return view


def screen() -> Screen:
    """Return what else is on this session's screen."""
    on_it: Screen = st.session_state["screen"]
    return on_it


def changed_screen(make: Callable[[Screen], Screen]) -> None:
    """Go from the present screen to another; for callbacks."""
    st.session_state["screen"] = make(screen())


def explain(measure: str, cells: tuple[str, ...]) -> None:
    """Open what is behind a number; for callbacks."""
    changed_screen(lambda old: replace(old, explain=measure, cells=cells))


def is_explaining() -> bool:
    """Whether a plain click explains: the switch 数从哪来 is on."""
    return bool(st.session_state.get("explaining"))


def turn_explaining() -> None:
    """Turn that switch; for callbacks."""
    st.session_state["explaining"] = not is_explaining()


def changed(make: Callable[[Filters], Filters]) -> None:
    """Go from the present view to another; for callbacks."""
    st.session_state["view"] = make(current())


def updated_words(view: Filters) -> str:
    """Return when the last report was recorded, as far as the view knows of it."""
    moment = plain("plan_updated", year=view.year, known_at=view.known_at)["updated_at"].iloc[0]
    return "尚无填报" if pd.isna(moment) else f"{moment:%Y-%m-%d %H:%M}"


def look_at(year: int) -> None:
    """Go to a plan, whole and on its own default day; to the newest when there is none for it."""
    offered = choices(asked_year({"year": [str(year)]}, list(plans()["year"])))
    changed(lambda view: Filters(offered.year, offered.default_day, basis=view.basis))
    changed_screen(Screen.of_another_plan)


def ask_dialog(name: str) -> None:
    """Open a dialog of the head on the next run; there can be only one at a time."""
    st.session_state["asked dialog"] = name


def asked_dialog() -> str | None:
    """Return the dialog of the head that this run is to open."""
    name: str | None = st.session_state.get("asked dialog")
    return name


def tell(words: str) -> None:
    """Say something in one line when the page is shown next."""
    st.session_state["told"] = words


def forget_url() -> None:
    """Take the next URL for news, even if the view of a link equals the one before."""
    st.session_state["url"] = None


def write_url() -> None:
    """Put the view into the address bar as a link; each change is a step of the history.

    What stands there may be what it was told last, or the URL that came with a click: neither alone
    is certain, since a click may be older than the last answer, and an answer may not have arrived.
    The browser takes the same words again for no step.
    """
    query = to_query(current()) | screens.to_query(screen(), st.session_state["page"])
    if query != st.session_state["url"] or query != asked_url():
        st.query_params.from_dict(query)
        st.session_state["url"] = query


def asked_url() -> dict[str, list[str]]:
    """Return the words of the URL that this run was asked with."""
    return {word: st.query_params.get_all(word) for word in st.query_params}


def is_dark() -> bool:
    """Whether the screen is dark: as the meeting was switched to, else as the browser is."""
    switched = screen().look if st.session_state.get("page") == "meeting" else ""
    return bool((switched or st.context.theme.type) == "dark")
