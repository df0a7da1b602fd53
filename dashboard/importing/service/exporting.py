"""Export the tasks of a plan as a draft, for forms and for workbooks that can be imported again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from dashboard.importing.changes.draft import LEDGER_FIELDS, PROGRESS_FIELDS
from dashboard.importing.changes.fields import of_kind
from dashboard.ledger.rows import records, with_days
from dashboard.ledger.store import Ledger
from dashboard.view.filters import Filters


def newest_year(ledger: Ledger) -> int | None:
    """Return the year of the newest plan, or None without a plan."""
    years = ledger.query("plans", {})["year"]
    return None if years.empty else int(years.max())


def export_rows(
    ledger: Ledger, year: int, as_of: date, *, with_progress: bool = False
) -> pd.DataFrame:
    """Return the tasks of a plan that are not cancelled, as a draft.

    With progress: the last report of each, and its completion and verification dates.
    """
    parameters = {"as_of": as_of, "known_at": None, "year": year}
    rows = ledger.query("plan_rows", parameters)
    rows = rows.loc[rows["cancelled_on"].isna()]
    columns = ["task_id", *LEDGER_FIELDS]
    if with_progress:
        rows = rows.merge(_last_reports(ledger, parameters), on="task_id")
        columns += [name for name in PROGRESS_FIELDS if name in rows]
    draft = pd.DataFrame(
        with_days(records(rows[columns]), of_kind("day")), columns=columns, dtype="object"
    )
    return draft.drop(columns="task_id")


def _last_reports(ledger: Ledger, filters: Mapping[str, Any]) -> pd.DataFrame:
    """Return the last report of each task, as the fields of a draft."""
    tasks = ledger.query("task_list", Filters(**filters).parameters())
    tasks = tasks.rename(columns={"last_reported_on": "reported_on"})
    tasks["percent"] = tasks["percent"].where(tasks["reported_on"].notna())
    return tasks[["task_id", *(name for name in PROGRESS_FIELDS if name in tasks)]]
