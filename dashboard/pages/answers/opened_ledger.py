"""The ledger that this server shows, and what is kept of it until it changes."""

import inspect
import logging
from collections.abc import Callable, Hashable, Mapping
from contextlib import nullcontext
from copy import deepcopy
from functools import wraps
from pathlib import Path
from threading import Condition
from typing import Any, Final, ParamSpec, TypeVar, cast

import pandas as pd
import streamlit as st
from cachetools import LRUCache, cached

from dashboard.core import clock
from dashboard.ledger import csv_folder
from dashboard.ledger.daily_backup import start_daily_backups
from dashboard.ledger.store import Ledger, ledger_path, open_ledger

_LOG: Final = logging.getLogger("dashboard")
_CACHED: Final = 2000
"""Answers and figures kept; a county's are a few kilobytes each."""

P = ParamSpec("P")
R = TypeVar("R")


@cached({}, condition=Condition())
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
    max_entries: int = _CACHED, *, shared: bool = False, spinner: str = ""
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep what a function returns, for all sessions, until the ledger changes.

    Its arguments are the key, but for those whose names begin with `_`. Every caller has a copy of
    its own; a shared value is one object for all, which nobody may change.

    Not `st.cache_data`, which hashes what the arguments are made of and unpickles a copy for every
    call: a third of the processor time of a page whose answers are all known.
    """

    def decorate(run: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(run)

        def key(*args: P.args, **kwargs: P.kwargs) -> Hashable:
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            named = {
                name: value for name, value in bound.arguments.items() if not name.startswith("_")
            }
            return *revision(), _hashable(named)

        @cached(LRUCache(max_entries), key, condition=Condition())
        def kept(*args: P.args, **kwargs: P.kwargs) -> R:
            with st.spinner(spinner) if spinner else nullcontext():
                return run(*args, **kwargs)

        @wraps(run)
        def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
            value = kept(*args, **kwargs)
            return value if shared else _own_copy(value)

        return wrapper

    return decorate


def _hashable(value: Any) -> Hashable:
    """Return a value as a key: lists and dicts, however deep, as tuples."""
    if isinstance(value, Mapping):
        return tuple((name, _hashable(each)) for name, each in value.items())
    if isinstance(value, list | tuple):
        return tuple(map(_hashable, value))
    return value  # type: ignore[no-any-return]


def _own_copy(value: R) -> R:
    """Return a copy; a frame's cells are copied when one of its owners writes to them."""
    if isinstance(value, pd.DataFrame | pd.Series):
        return cast("R", value.copy(deep=False))
    return deepcopy(value)
