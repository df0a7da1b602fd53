"""What headings leave in doubt, settled by what stands in the columns: 完成情况 may hold 80%."""

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
"""By column, the first values below its heading that are not blank."""

_MOSTLY: Final = 0.6
"""Share of a column's values from which it is taken for what they are."""

_REQUIRED: Final = ("number", "item", "lead_office")
_OPEN: Final = PercentColumn(is_fraction=False)


def resolve_columns(columns: Columns, meanings: Meanings, samples: Samples) -> Columns:
    """Return the columns after a second look."""
    columns = _with_required(columns, meanings)
    columns = _with_progress(columns, samples)
    columns = _with_targets(columns, samples)
    return _with_due_date(columns, meanings)


def _with_required(columns: Columns, meanings: Meanings) -> Columns:
    """Give a required field the column that may mean it, though it means something else better."""
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
    """Return the columns with one of them taken for another field."""
    return {column: other if taken == field else taken for column, taken in columns.items()}


def _without(columns: Columns, fields: set[str]) -> Columns:
    return {column: taken for column, taken in columns.items() if taken not in fields}


def _share(samples: Samples, columns: Columns, field: str, fits: Callable[[Any], bool]) -> float:
    """Return the share of a field's values that fit; without any, they are no evidence."""
    column = next((at for at, taken in columns.items() if taken == field), None)
    values = samples.get(column, ()) if column is not None else ()
    return sum(map(fits, values)) / len(values) if values else float("nan")


def _is_percent(value: Any) -> bool:
    return (
        parse_percent(value, _OPEN).value is not None or state_code(compact_text(value)) is not None
    )


def _is_number(value: Any) -> bool:
    return parse_quantity(value).value is not None


def _with_progress(columns: Columns, samples: Samples) -> Columns:
    """Tell a column of percentages from one of words, whatever it is called."""
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
    """Take a target in words for one; the plans of quarters in words have no place."""
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
    """Take 完成日期 for the due date in a sheet that speaks of no progress and no other date."""
    taken = set(columns.values())
    done = next((column for column, field in columns.items() if field == "done_on"), None)
    may_be_due = any(field == "due_date" for _, field in meanings.get(done, ())) if done else False
    if may_be_due and not taken & {"due_date", "percent", "state"}:
        return _renamed(columns, "done_on", "due_date")
    return columns
