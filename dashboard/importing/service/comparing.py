"""What a file would change: compared with the ledger as it is now, nothing written."""

from dataclasses import replace
from datetime import date, datetime

import pandas as pd

from dashboard.importing.changes.changes import (
    IN_FORCE,
    Change,
    ChangeKind,
    ledger_change,
    progress_change,
)
from dashboard.importing.changes.plan_after import PlanName
from dashboard.importing.service.reading import Purpose
from dashboard.ledger.csv_reader import Frames
from dashboard.ledger.store import Ledger, translated_errors
from dashboard.ledger.tables import LEDGER_TABLES


def ledger_frames(ledger: Ledger, year: int, today: date) -> Frames:
    """Return the tables of a ledger, and the tasks of a plan as they are in force today."""
    with translated_errors(ledger.path), ledger.connection.cursor() as cursor:
        frames = {table: cursor.table(table).df() for table in LEDGER_TABLES}
    asked = {"as_of": today, "known_at": None, "year": year}
    return frames | {IN_FORCE: ledger.query("plan_rows", asked)}


def preview_sheets(
    ledger: Ledger,
    draft: pd.DataFrame,
    *,
    purpose: Purpose,
    file_name: str,
    now: datetime,
    cancel_missing: bool = False,
) -> Change:
    """Return what a checked spreadsheet would change; nothing is written.

    Raises:
        InputError: reports on what is no task of the plan.
    """
    if purpose.kind == "progress":
        return preview_progress(ledger, draft, year=purpose.year, file_name=file_name, now=now)
    return preview_ledger(
        ledger,
        draft,
        plan=PlanName(purpose.year),
        kind="ledger",
        file_name=file_name,
        now=now,
        cancel_missing=cancel_missing,
    )


def preview_ledger(
    ledger: Ledger,
    draft: pd.DataFrame,
    *,
    plan: PlanName,
    kind: ChangeKind,
    file_name: str,
    now: datetime,
    cancel_missing: bool = False,
) -> Change:
    """Return what a plan or the sheet of a ledger would change; nothing is written."""
    revision = ledger.revision
    change = ledger_change(
        ledger_frames(ledger, plan.year, now.date()),
        draft,
        plan=plan,
        kind=kind,
        source=file_name,
        now=now,
        cancel_missing=cancel_missing,
    )
    return replace(change, revision=revision)


def preview_progress(
    ledger: Ledger, draft: pd.DataFrame, *, year: int, file_name: str, now: datetime
) -> Change:
    """Return what a progress report would change; nothing is written.

    Raises:
        InputError: rows that name no task of the plan.
    """
    revision = ledger.revision
    frames = ledger_frames(ledger, year, now.date())
    change = progress_change(frames, draft, year=year, source=file_name, now=now)
    return replace(change, revision=revision)
