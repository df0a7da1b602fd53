"""Rows of a frame as plain dictionaries, and dictionaries as a typed frame of a ledger's table."""

import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final

import numpy as np
import pandas as pd

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
    """Return the rows of a frame with None for what is missing, and tuples for lists."""
    names = [str(name) for name in frame.columns]
    columns = [_plain_values(frame[name]) for name in frame.columns]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _plain_values(column: pd.Series) -> list[Any]:
    """Return the cells of a column without the dress of pandas."""
    cells = column.astype("object")
    values = cells.where(cells.notna(), None).tolist()
    return [tuple(value) if isinstance(value, (list, np.ndarray)) else value for value in values]


def with_days(rows: Iterable[Row], names: Sequence[str]) -> list[Row]:
    """Return the rows with the moments of these columns as days."""
    return [{**row, **{name: day_of(row[name]) for name in names if name in row}} for row in rows]


def day_of(value: Any) -> date | None:
    """Return the day of a moment; a day stays one."""
    return value.date() if isinstance(value, datetime) else value


def table_frame(table: str, rows: Sequence[Row]) -> pd.DataFrame:
    """Return rows as a frame of a ledger's table, typed as its columns even when there are none."""
    columns = LEDGER_TABLES[table]
    frame = pd.DataFrame(
        {name: [row.get(name) for row in rows] for name in columns}, dtype="object"
    )
    return frame.astype({name: PANDAS_TYPES[column.kind] for name, column in columns.items()})


def next_key(frame: pd.DataFrame, table: str, column: str | None = None) -> int:
    """Return a number that no row of the table has yet in its key, or in another column."""
    used = frame[column or UNIQUE_KEYS[table][0][0]]
    return int(used.max()) + 1 if len(used) else 1


def collapse_spaces(text: str) -> str:
    """Return a text with one blank where it has white space, as two copies of it are compared."""
    return " ".join(text.split())


def is_same(one: Any, other: Any) -> bool:
    """Whether two values mean the same: blanks, dust of binary numbers and order do not count."""
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
    """Return a value as the preview prints it."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "、".join(value)
    if isinstance(value, (int, float)):
        return f"{value:.10g}{'%' if name == 'percent' or name.endswith('_target') else ''}"
    return str(day_of(value)) if isinstance(value, date) else str(value)
