"""Resolve ambiguous headings by the values in their columns: 完成情况 may contain 80%."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from dashboard.importing.spreadsheets.headings import FieldCandidate
from dashboard.importing.spreadsheets.sheet_values import (
    PercentColumn,
    compact_text,
    parse_percent,
    parse_quantity,
    state_code,
)

Columns = dict[int, str]
Meanings = Mapping[int, Sequence[FieldCandidate]]
Samples = Mapping[int, Sequence[Any]]
"""The first values below each column's heading that are not blank."""

_MOSTLY: Final = 0.6
"""The share of a column's values that determines its type."""

_MEANT_AS_PERCENT: Final = re.compile(r"\D{0,4}\d[\d.,]*%\D{0,4}")
"""Short text around a figure with %: a percentage, if a wrong one such as 80,5%."""

_REQUIRED: Final = ("number", "item", "lead_office")
_OPEN: Final = PercentColumn(is_fraction=False)


def resolve_columns(columns: Columns, meanings: Meanings, samples: Samples) -> Columns:
    """Return the columns with ambiguous fields corrected."""
    columns = _with_required(columns, meanings)
    columns = _with_progress(columns, samples)
    columns = _with_targets(columns, samples)
    return _with_due_date(columns, meanings)


def _with_required(columns: Columns, meanings: Meanings) -> Columns:
    """Assign each missing required field to a column that could mean it but has another field."""
    columns = dict(columns)
    for field in _REQUIRED:
        free = [column for column, taken in columns.items() if taken not in _REQUIRED]
        wishes = [
            (rank, column)
            for column in free
            for rank, wish in meanings.get(column, ())
            if wish == field
        ]
        if field not in columns.values() and wishes:
            columns[min(wishes)[1]] = field
    return _renamed(columns, "text", "item") if "item" not in columns.values() else columns


def _renamed(columns: Columns, field: str, other: str) -> Columns:
    """Return the columns with one of them assigned to another field."""
    return {column: other if taken == field else taken for column, taken in columns.items()}


def _without(columns: Columns, fields: set[str]) -> Columns:
    return {column: taken for column, taken in columns.items() if taken not in fields}


def _share(samples: Samples, columns: Columns, field: str, fits: Callable[[Any], bool]) -> float:
    """Return the share of a field's values that fit; NaN without values, so comparisons fail."""
    column = next((at for at, taken in columns.items() if taken == field), None)
    values = samples.get(column, ()) if column is not None else ()
    return sum(map(fits, values)) / len(values) if values else float("nan")


def _is_percent(value: Any) -> bool:
    words = compact_text(value)
    return (
        parse_percent(value, _OPEN).value is not None
        or state_code(words) is not None
        or bool(_MEANT_AS_PERCENT.fullmatch(words))
    )


def _is_number(value: Any) -> bool:
    return parse_quantity(value).value is not None


def _with_progress(columns: Columns, samples: Samples) -> Columns:
    """Distinguish columns of percentages from columns of text, regardless of their headings."""
    taken = set(columns.values())
    if not taken & {"percent", "state"}:
        if _share(samples, columns, "work_done", _is_percent) >= _MOSTLY:
            return _renamed(columns, "work_done", "percent")
    elif _share(samples, columns, "percent", _is_percent) < 1 - _MOSTLY:
        if "work_done" not in taken:
            return _renamed(columns, "percent", "work_done")
    elif (
        "percent" not in taken and _share(samples, columns, "state", _is_stated_percent) >= _MOSTLY
    ):
        return _renamed(columns, "state", "percent")
    return columns


def _is_stated_percent(value: Any) -> bool:
    return parse_percent(value, _OPEN).value is not None and state_code(compact_text(value)) is None


def _with_targets(columns: Columns, samples: Samples) -> Columns:
    """Use a text target as the target text; drop quarter targets that are text."""
    if _share(samples, columns, "target", _is_number) < 1 - _MOSTLY:
        free = "target_text" not in columns.values()
        columns = (
            _renamed(columns, "target", "target_text") if free else _without(columns, {"target"})
        )
    quarters = {f"q{at}_target" for at in range(1, 5)}
    return _without(
        columns,
        {field for field in quarters if _share(samples, columns, field, _is_percent) < 1 - _MOSTLY},
    )


def _with_due_date(columns: Columns, meanings: Meanings) -> Columns:
    """Use 完成日期 as the due date in a sheet that has no progress and no other due date."""
    taken = set(columns.values())
    done = next((column for column, field in columns.items() if field == "done_on"), None)
    may_be_due = any(field == "due_date" for _, field in meanings.get(done, ())) if done else False
    if may_be_due and not taken & {"due_date", "percent", "state"}:
        return _renamed(columns, "done_on", "due_date")
    return columns
