"""Reports of a draft against those of the ledger: which are new, which correct one, which stand.

A report names its day, or falls on the day of the import; without a day of its own it is new only
when it says something else than the last one. What a correction leaves blank stays as it was.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

import pandas as pd

from dashboard.ledger.rows import PANDAS_TYPES, Row, table_frame
from dashboard.ledger.tables import LEDGER_TABLES

_REPORT_TEXTS: Final = ("work_done", "problem", "next_step", "evidence", "reported_by")
REPORT_VALUES: Final = ("percent", *_REPORT_TEXTS)
REPORT_KEY: Final = ["task_id", "reported_on"]


def draft_reports(rows: Sequence[Row], task_ids: Sequence[int], day: date) -> pd.DataFrame:
    """Return the reports that the rows make: at, their position, task, day and what they say.

    Rows that say nothing make none.
    """
    told = [
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
    reports = table_frame("progress", told)[[*REPORT_KEY, *REPORT_VALUES]].astype(
        {"task_id": "int64"}
    )
    reports["at"] = pd.Series([row["at"] for row in told], dtype="int64")
    reports["is_dated"] = pd.Series([row["is_dated"] for row in told], dtype="bool")
    return reports


def _has_report(row: Row) -> bool:
    """Whether a row reports: a day and a name that are filled in beforehand do not."""
    return any(row.get(name) is not None for name in REPORT_VALUES if name != "reported_by")


def has_report_or_verification(row: Row) -> bool:
    """Whether a row reports or checks off."""
    return _has_report(row) or row.get("verified_on") is not None


def _report_day(row: Row) -> date | None:
    """Return the day that a row reports on: what is finished was so when it says."""
    day: date | None = row.get("reported_on")
    return day or (row.get("done_on") if row.get("percent") == 100 else None)


def merge_with_previous(reports: pd.DataFrame, progress: pd.DataFrame) -> pd.DataFrame:
    """Return the reports with their kind (new, changed, unchanged), what the ledger said before
    (…_before) and in which of their words they differ from it (…_differs)."""
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
    stands = both["last_on"].notna() & (same_day | ~both["is_dated"]) & ~differs_at_all
    both.loc[stands, "kind"] = "unchanged"
    return both


def _differs(given: pd.Series, before: pd.Series) -> pd.Series:
    """Whether a value is given that says something else than before."""
    if given.dtype == "Float64":
        far = (given - before).abs() > 1e-9
        return given.notna() & (before.isna() | far.fillna(False))
    return given.notna() & (before.isna() | (_normalised_texts(given) != _normalised_texts(before)))


def _normalised_texts(texts: pd.Series) -> pd.Series:
    return texts.fillna("").str.split().str.join(" ")


def new_progress_rows(both: pd.DataFrame, first_key: int, now: datetime) -> pd.DataFrame:
    """Return the rows of progress that the new and the changed reports become."""
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
    """Return the check-offs that the ledger has not, by the position of their row."""
    days = zip(known["task_id"], known["verified_on"].dt.date, strict=True)
    seen = set(days)
    new: dict[int, Row] = {}
    for at, (row, task_id) in enumerate(zip(rows, task_ids, strict=True)):
        day = row.get("verified_on")
        if day is not None and (task_id, day) not in seen:
            seen.add((task_id, day))
            new[at] = {"task_id": task_id, "verified_on": day, "note": row.get("note")}
    return new
