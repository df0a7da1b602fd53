"""What a reader's session holds: the open ledger, the URL's view, cached answers."""

from collections.abc import Callable, Container
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.core import clock
from dashboard.core.periods import default_day, moments_of, preset_of
from dashboard.ledger import csv_folder
from dashboard.ledger.store import Ledger, ledger_path, open_ledger
from dashboard.view import screen_state as screens
from dashboard.view.filters import LISTS, Choices, Filters, asked_year
from dashboard.view.pages import MEETING
from dashboard.view.screen_state import Screen

CACHED = 2000
"""Answers and figures kept; a county's are a few kilobytes each."""


@st.cache_resource(show_spinner=False)
def opened(path: str) -> Ledger:
    """Open a ledger once for all sessions; a new one starts with the demo plan."""
    ledger = open_ledger(ledger_path(), clock.now())
    if not ledger.read_only and ledger.query("plans", {}).empty:
        csv_folder.load_folder(ledger, csv_folder.DEMO, clock.now())
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


def is_dark() -> bool:
    """Whether the screen is dark: as the meeting was switched to, else as the browser is."""
    switched = screen().look if st.session_state.get("page") == MEETING.address else ""
    return bool((switched or st.context.theme.type) == "dark")
