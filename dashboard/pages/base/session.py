"""What a reader looks at in a session, and how callbacks change it."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from dashboard.core import clock
from dashboard.core.periods import preset_of
from dashboard.pages.answers import ledger_data
from dashboard.pages.base.state import (
    IS_EXPLAINING,
    NOTICE,
    PAGE,
    PRESET,
    SCREEN,
    VIEW,
    YEAR,
    set_widget,
)
from dashboard.view.filters import LIST_FIELDS, Filters, year_of_query
from dashboard.view.pages import MEETING
from dashboard.view.screen_state import Screen


def set_widgets(view: Filters) -> None:
    """Set the widgets of the head to the view."""
    YEAR.set(view.year)
    PRESET.set(preset_of(view.as_of, view.year, clock.today()))
    set_widget("as_of", view.as_of)
    set_widget("basis", view.basis)
    for name in LIST_FIELDS.values():
        set_widget(name, list(getattr(view, name)))


def current() -> Filters:
    """Return the view of this session."""
    view = VIEW.get()
    if view is None:
        raise LookupError("no URL was read in this session yet")
    return view


def screen() -> Screen:
    """Return what else is on this session's screen."""
    return SCREEN.get()


def change_view(make: Callable[[Filters], Filters]) -> None:
    """Go from the present view to another; for callbacks."""
    VIEW.set(make(current()))


def change_screen(make: Callable[[Screen], Screen]) -> None:
    """Go from the present screen to another; for callbacks."""
    SCREEN.set(make(screen()))


def explain(measure: str, cells: tuple[str, ...]) -> None:
    """Open what is behind a number; for callbacks."""
    change_screen(lambda old: replace(old, explain=measure, cells=cells))


def is_explaining() -> bool:
    """Whether a plain click explains: the switch 数从哪来 is on."""
    return IS_EXPLAINING.get()


def toggle_explaining() -> None:
    """Toggle that switch; for callbacks."""
    IS_EXPLAINING.set(not is_explaining())


def open_plan(year: int) -> None:
    """Go to a plan, whole and on its own default day; to the newest when there is none for it."""
    years = list(ledger_data.plans()["year"])
    offered = ledger_data.choices(year_of_query({"year": [str(year)]}, years))
    change_view(lambda view: Filters(offered.year, offered.default_day, basis=view.basis))
    change_screen(Screen.of_another_plan)


def notify(words: str) -> None:
    """Show a one-line message the next time that the page is shown."""
    NOTICE.set(words)


def is_dark() -> bool:
    """Whether the screen is dark: as the meeting was switched to, else as the browser is."""
    switched = screen().look if PAGE.get() == MEETING.address else ""
    return bool((switched or st.context.theme.type) == "dark")
