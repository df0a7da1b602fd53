"""What a reader's session holds: the view, the screen beside it, what is to be said."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from dashboard.core import clock
from dashboard.core.periods import preset_of
from dashboard.pages.answers import ledger_data
from dashboard.view.filters import LISTS, Filters, asked_year
from dashboard.view.pages import MEETING
from dashboard.view.screen_state import Screen


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


def look_at(year: int) -> None:
    """Go to a plan, whole and on its own default day; to the newest when there is none for it."""
    offered = ledger_data.choices(
        asked_year({"year": [str(year)]}, list(ledger_data.plans()["year"]))
    )
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
