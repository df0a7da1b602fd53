"""What headings leave in doubt, settled by what stands in the columns: 完成情况 may hold 80%."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from dashboard.importing.spreadsheets.headings import Candidate
from dashboard.importing.spreadsheets.sheet_values import (
    PercentColumn,
    compact,
    percent,
    quantity,
    state_code,
)

Columns = dict[int, str]
Meanings = Mapping[int, Sequence[Candidate]]
Samples = Mapping[int, Sequence[Any]]
"""By column, the first values below its heading that are not blank."""

MOSTLY: Final = 0.6
"""Share of a column's values from which it is taken for what they are."""

REQUIRED: Final = ("number", "item", "lead_office")
OPEN: Final = PercentColumn(is_fraction=False)


def settled(columns: Columns, meanings: Meanings, samples: Samples) -> Columns:
    """Return the columns after a second look."""
    columns = with_required(columns, meanings)
    columns = with_progress(columns, samples)
    columns = with_targets(columns, samples)
    return with_due_date(columns, meanings)


def with_required(columns: Columns, meanings: Meanings) -> Columns:
    """Give a required field the column that may mean it, though it means something else better."""
    columns = dict(columns)
    for field in REQUIRED:
        free = [column for column, taken in columns.items() if taken not in REQUIRED]
        wishes = [
            (rank, column)
            for column in free
            for rank, wish in meanings.get(column, ())
            if wish == field
        ]
        if field not in columns.values() and wishes:
            columns[min(wishes)[1]] = field
    return renamed(columns, "text", "item") if "item" not in columns.values() else columns


def renamed(columns: Columns, field: str, other: str) -> Columns:
    """Return the columns with one of them taken for another field."""
    return {column: other if taken == field else taken for column, taken in columns.items()}


def without(columns: Columns, fields: set[str]) -> Columns:
    return {column: taken for column, taken in columns.items() if taken not in fields}


def share(samples: Samples, columns: Columns, field: str, fits: Callable[[Any], bool]) -> float:
    """Return the share of a field's values that fit; without any, they are no evidence."""
    column = next((at for at, taken in columns.items() if taken == field), None)
    values = samples.get(column, ()) if column is not None else ()
    return sum(map(fits, values)) / len(values) if values else float("nan")


def is_percent(value: Any) -> bool:
    return percent(value, OPEN).value is not None or state_code(compact(value)) is not None


def is_number(value: Any) -> bool:
    return quantity(value).value is not None


def with_progress(columns: Columns, samples: Samples) -> Columns:
    """Tell a column of percentages from one of words, whatever it is called."""
    taken = set(columns.values())
    if not taken & {"percent", "state"}:
        if share(samples, columns, "work_done", is_percent) >= MOSTLY:
            return renamed(columns, "work_done", "percent")
    elif share(samples, columns, "percent", is_percent) < 1 - MOSTLY:
        if "work_done" not in taken:
            return renamed(columns, "percent", "work_done")
    elif "percent" not in taken and share(samples, columns, "state", is_stated_percent) >= MOSTLY:
        return renamed(columns, "state", "percent")
    return columns


def is_stated_percent(value: Any) -> bool:
    return percent(value, OPEN).value is not None and state_code(compact(value)) is None


def with_targets(columns: Columns, samples: Samples) -> Columns:
    """Take a target in words for one; the plans of quarters in words have no place."""
    if share(samples, columns, "target", is_number) < 1 - MOSTLY:
        free = "target_text" not in columns.values()
        columns = (
            renamed(columns, "target", "target_text") if free else without(columns, {"target"})
        )
    quarters = {f"q{at}_target" for at in range(1, 5)}
    return without(
        columns,
        {field for field in quarters if share(samples, columns, field, is_percent) < 1 - MOSTLY},
    )


def with_due_date(columns: Columns, meanings: Meanings) -> Columns:
    """Take 完成日期 for the due date in a sheet that speaks of no progress and no other date."""
    taken = set(columns.values())
    done = next((column for column, field in columns.items() if field == "done_on"), None)
    may_be_due = any(field == "due_date" for _, field in meanings.get(done, ())) if done else False
    if may_be_due and not taken & {"due_date", "percent", "state"}:
        return renamed(columns, "done_on", "due_date")
    return columns
