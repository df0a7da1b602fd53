"""The order of a table's rows by one column, as a reader of Chinese tables expects it."""

import re
from collections.abc import Callable
from typing import Any, Final

import pandas as pd

from dashboard.core.labels import STATES

_DIGITS: Final = re.compile(r"(\d+)")
_SEVERITY: Final = {code: place for place, code in enumerate(STATES)}
_SORT_COLUMNS: Final = {"state_words": "state", "theme": "theme_ordinal"}
"""Columns that are not sorted by their text, and the columns that they are sorted by."""


def sorted_rows(frame: pd.DataFrame, column: str, *, downwards: bool) -> pd.DataFrame:
    """Return the rows sorted by a column (stable), missing values last."""
    source = _SORT_COLUMNS.get(column, column)
    values = frame[source if source in frame else column].tolist()
    key_of: Callable[[Any], Any] = _SEVERITY.__getitem__ if source == "state" else _key
    keys: list[Any] = [None if _is_missing(value) else key_of(value) for value in values]
    given = [place for place, each in enumerate(keys) if each is not None]
    given.sort(key=lambda place: keys[place], reverse=downwards)
    missing = [place for place, each in enumerate(keys) if each is None]
    return frame.iloc[given + missing]


def _is_missing(value: Any) -> bool:
    return value == "" or bool(pd.isna(value))


def _key(value: Any) -> Any:
    """Return the sort key of a value: digits inside a text are compared as numbers, as in 1.10."""
    if not isinstance(value, str):
        return value
    # GB18030 orders the common characters by pinyin
    return [
        int(part) if place % 2 else part.encode("gb18030")
        for place, part in enumerate(_DIGITS.split(value))
    ]
