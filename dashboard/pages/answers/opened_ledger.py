"""The ledger that this server shows, and what is kept of it until it changes."""

import inspect
import logging
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar

import streamlit as st

from dashboard.core import clock
from dashboard.ledger import csv_folder
from dashboard.ledger.daily_backup import start_daily_backups
from dashboard.ledger.store import Ledger, ledger_path, open_ledger

_LOG: Final = logging.getLogger("dashboard")
_CACHED: Final = 2000
"""Answers and figures kept; a county's are a few kilobytes each."""

P = ParamSpec("P")
R = TypeVar("R")


@st.cache_resource(show_spinner=False)
def opened(path: str) -> Ledger:
    """Open a ledger once for all sessions; a new one starts with the demo plan."""
    ledger = open_ledger(Path(path), clock.now())
    if not ledger.read_only and ledger.query("plans", {}).empty:
        csv_folder.load_folder(ledger, csv_folder.DEMO_FOLDER, clock.now())
    if ledger.lost_writes:
        _LOG.error("%s", ledger.lost_writes)
    start_daily_backups(ledger)
    return ledger


def ledger() -> Ledger:
    """Return the ledger that this server shows."""
    return opened(str(ledger_path()))


def revision() -> tuple[str, int]:
    """Return which ledger this is, and how often it was written."""
    return str(ledger_path()), ledger().revision


def per_revision(
    max_entries: int = _CACHED, *, shared: bool = False, spinner: bool | str = False
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep what a function returns, for all sessions, until the ledger changes.

    Its arguments are the key, but for those whose names begin with `_`. Every caller has a copy of
    its own; a shared value is one object for all, which nobody may change.
    """
    cache: Any = st.cache_resource if shared else st.cache_data

    def decorate(run: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(run)

        def keyed(key: Any, _bound: inspect.BoundArguments) -> R:
            return run(*_bound.args, **_bound.kwargs)

        # Streamlit distinguishes cached functions by their names
        keyed.__module__, keyed.__qualname__ = run.__module__, run.__qualname__
        cached = cache(show_spinner=spinner, max_entries=max_entries)(keyed)

        @wraps(run)
        def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            named = {
                name: value for name, value in bound.arguments.items() if not name.startswith("_")
            }
            result: R = cached((*revision(), named), bound)
            return result

        return wrapper

    return decorate
