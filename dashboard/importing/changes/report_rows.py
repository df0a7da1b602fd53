"""Compare the reports of a draft with those of the ledger: new, changed or unchanged.

A report without a date gets the day of the import, and is new only if it differs from the last one.
Blank fields of a correction keep their old values.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

import pandas as pd

from dashboard.importing.changes.fields import of_kind
from dashboard.ledger.rows import PANDAS_TYPES, Row, table_frame
from dashboard.ledger.tables import LEDGER_TABLES

_REPORT_TEXTS: Final = tuple(
    name for name in LEDGER_TABLES["progress"] if name in of_kind("text", "line")
)
REPORT_VALUES: Final = ("percent", *_REPORT_TEXTS)
REPORT_KEY: Final = ["task_id", "reported_on"]


def draft_reports(rows: Sequence[Row], task_ids: Sequence[int], day: date) -> pd.DataFrame:
    """Return the reports in the rows: their position (`at`), task, day and values.

    Rows without a report are skipped.
    """
    given = [
        {
            "at": at,
            "task_id": task_id,
            "reported_on": _report_day(row) or day,
            "is_dated": _report_day(row) is not None,
            **{name: row.get(name) for name in REPORT_VALUES},
        }
        for at, (row, task_id) in enumerate(zip(rows, task_ids, strict=True))
        if _has_report(row)
    ]
    reports = table_frame("progress", given)[[*REPORT_KEY, *REPORT_VALUES]].astype(
        {"task_id": "int64"}
    )
    reports["at"] = pd.Series([row["at"] for row in given], dtype="int64")
    reports["is_dated"] = pd.Series([row["is_dated"] for row in given], dtype="bool")
    return reports


def _has_report(row: Row) -> bool:
    """Whether a row has a report; a prefilled day and name alone do not count."""
    return any(row.get(name) is not None for name in REPORT_VALUES if name != "reported_by")


def has_report_or_verification(row: Row) -> bool:
    """Whether a row has a report or a verification date."""
    return _has_report(row) or row.get("verified_on") is not None


def _report_day(row: Row) -> date | None:
    """Return the day of a row's report; for a finished task, its completion date by default."""
    day: date | None = row.get("reported_on")
    return day or (row.get("done_on") if row.get("percent") == 100 else None)


def merge_with_previous(reports: pd.DataFrame, progress: pd.DataFrame) -> pd.DataFrame:
    """Return the reports with their kind (new, changed, unchanged), the previous values in the
    ledger (…_before) and whether each value differs (…_differs)."""
    newest = progress.sort_values([*REPORT_KEY[1:], "recorded_at", "progress_id"])[
        [*REPORT_KEY, *REPORT_VALUES]
    ]
    newest = newest.drop_duplicates(REPORT_KEY, keep="last").assign(last_on=newest["reported_on"])
    kinds = {
        name: PANDAS_TYPES[LEDGER_TABLES["progress"][name].kind]
        for name in (*REPORT_KEY, *REPORT_VALUES)
    }
    newest = newest.astype(kinds | {"task_id": "int64"})
    both = pd.merge_asof(
        reports.sort_values("reported_on"),
        newest,
        on="reported_on",
        by="task_id",
        suffixes=("", "_before"),
    ).sort_values("at", ignore_index=True)
    for name in REPORT_VALUES:
        both[f"{name}_differs"] = _differs(both[name], both[f"{name}_before"])
    differs_at_all = both[[f"{name}_differs" for name in REPORT_VALUES]].any(axis=1)
    same_day = both["last_on"] == both["reported_on"]
    both["percent"] = both["percent"].fillna(both["percent_before"]).fillna(0)
    both["kind"] = "new"
    both.loc[same_day, "kind"] = "changed"
    is_known = both["last_on"].notna() & (same_day | ~both["is_dated"]) & ~differs_at_all
    both.loc[is_known, "kind"] = "unchanged"
    return both


def _differs(given: pd.Series, before: pd.Series) -> pd.Series:
    """Whether a value is given and differs from the previous one."""
    if given.dtype == "Float64":
        far = (given - before).abs() > 1e-9
        return given.notna() & (before.isna() | far.fillna(False))
    return given.notna() & (before.isna() | (_normalised_texts(given) != _normalised_texts(before)))


def _normalised_texts(texts: pd.Series) -> pd.Series:
    return texts.fillna("").str.split().str.join(" ")


def new_progress_rows(both: pd.DataFrame, first_key: int, now: datetime) -> pd.DataFrame:
    """Return the progress rows of new and changed reports."""
    kept = both.loc[both["kind"] != "unchanged"]
    changed = kept["kind"] == "changed"
    rows = kept[REPORT_KEY].copy()
    for name in _REPORT_TEXTS:
        rows[name] = kept[name].where(kept[name].notna() | ~changed, kept[f"{name}_before"])
    rows["percent"] = kept["percent"]
    rows["progress_id"] = range(first_key, first_key + len(rows))
    rows["recorded_at"] = pd.Timestamp(now).as_unit("us")
    return rows[list(LEDGER_TABLES["progress"])]


def new_verifications(
    rows: Sequence[Row], task_ids: Sequence[int], known: pd.DataFrame
) -> dict[int, Row]:
    """Return the verifications that are not in the ledger yet, by the position of their row."""
    days = zip(known["task_id"], known["verified_on"].dt.date, strict=True)
    seen = set(days)
    new: dict[int, Row] = {}
    for at, (row, task_id) in enumerate(zip(rows, task_ids, strict=True)):
        day = row.get("verified_on")
        if day is not None and (task_id, day) not in seen:
            seen.add((task_id, day))
            new[at] = {"task_id": task_id, "verified_on": day, "note": row.get("note")}
    return new
