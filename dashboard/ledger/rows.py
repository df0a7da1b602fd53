"""Convert frames to plain dictionaries, and dictionaries to typed frames of a ledger table."""

import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, Final

import numpy as np
import pandas as pd

from dashboard.core.clean_text import clean_text
from dashboard.ledger.tables import LEDGER_TABLES, UNIQUE_KEYS, ColumnKind

Row = dict[str, Any]

PANDAS_TYPES: Final[dict[ColumnKind, str]] = {
    "integer": "Int64",
    "number": "Float64",
    "text": "str",
    "date": "datetime64[us]",
    "moment": "datetime64[us]",
    "flag": "boolean",
}


def records(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of a frame as dictionaries: None for missing values, tuples for lists."""
    if frame.empty:
        return []
    names = [str(name) for name in frame.columns]
    columns = [_plain_values(frame[name]) for name in frame.columns]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _plain_values(column: pd.Series) -> list[Any]:
    """Return a column's values as plain Python values instead of pandas types."""
    values = column.tolist()
    if column.hasnans:
        missing = column.isna().tolist()
        values = [None if lacks else value for value, lacks in zip(values, missing, strict=True)]
    return [tuple(value) if isinstance(value, (list, np.ndarray)) else value for value in values]


def with_days(rows: Iterable[Row], names: Sequence[str]) -> list[Row]:
    """Return the rows with the timestamps of these columns converted to dates."""
    return [{**row, **{name: day_of(row[name]) for name in names if name in row}} for row in rows]


def day_of(value: Any) -> date | None:
    """Return the date of a timestamp; a date is returned unchanged."""
    return value.date() if isinstance(value, datetime) else value


def table_frame(table: str, rows: Sequence[Row]) -> pd.DataFrame:
    """Return rows as a frame of a ledger table; the columns are typed even without any rows."""
    return _typed_frame(table, rows) if rows else _empty_frame(table).copy()


def _typed_frame(table: str, rows: Sequence[Row]) -> pd.DataFrame:
    # each column at once: a frame of objects that is converted afterwards takes four times as long
    return pd.DataFrame(
        {
            name: pd.Series([row.get(name) for row in rows], dtype=PANDAS_TYPES[column.kind])
            for name, column in LEDGER_TABLES[table].items()
        }
    )


@cache
def _empty_frame(table: str) -> pd.DataFrame:
    return _typed_frame(table, ())


def next_key(frame: pd.DataFrame, table: str, column: str | None = None) -> int:
    """Return the next free number for the table's key, or for another column."""
    used = frame[column or UNIQUE_KEYS[table][0][0]]
    return int(used.max()) + 1 if len(used) else 1


def collapse_spaces(text: str) -> str:
    """Clean text and collapse each run of white space to one space, so that copies are equal."""
    return " ".join(clean_text(text).split())


def is_same(one: Any, other: Any) -> bool:
    """Whether two values are equal, ignoring white space, float rounding and the order of lists."""
    if one is other or one == other:
        return True
    if isinstance(one, str) and isinstance(other, str):
        return collapse_spaces(one) == collapse_spaces(other)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return set(one) == set(other)
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return math.isclose(one, other, rel_tol=1e-9)
    return False


def format_field(value: Any, name: str = "") -> str:
    """Format a value for the preview."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "、".join(value)
    if isinstance(value, (int, float)):
        return f"{value:.10g}{'%' if name == 'percent' or name.endswith('_target') else ''}"
    return str(day_of(value)) if isinstance(value, date) else str(value)
