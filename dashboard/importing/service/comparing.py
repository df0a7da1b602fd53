"""Preview an import: compare a draft with the current ledger without writing anything."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial

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
from dashboard.ledger.file_errors import translated_errors
from dashboard.ledger.store import Ledger
from dashboard.ledger.tables import LEDGER_TABLES


def ledger_frames(ledger: Ledger, year: int, today: date) -> Frames:
    """Return the tables of a ledger, and a plan's tasks with the adjustments in force today."""
    with translated_errors(ledger.path), ledger.connection.cursor() as cursor:
        frames = {table: cursor.table(table).df() for table in LEDGER_TABLES}
    parameters = {"as_of": today, "known_at": None, "year": year}
    return frames | {IN_FORCE: ledger.query("plan_rows", parameters)}


def preview_sheets(
    ledger: Ledger,
    draft: pd.DataFrame,
    *,
    purpose: Purpose,
    file_name: str,
    now: datetime,
    cancel_missing: bool = False,
) -> Change:
    """Return the change of a checked spreadsheet, without writing it."""
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
    """Return the change of a plan or a ledger sheet, without writing it."""
    compare = partial(
        ledger_change,
        draft=draft,
        plan=plan,
        kind=kind,
        source=file_name,
        now=now,
        cancel_missing=cancel_missing,
    )
    return _compared(ledger, compare, year=plan.year, today=now.date())


def preview_progress(
    ledger: Ledger, draft: pd.DataFrame, *, year: int, file_name: str, now: datetime
) -> Change:
    """Return the change of a progress report, without writing it.

    Raises:
        InputError: the ledger has no plan for the year.
    """
    compare = partial(progress_change, draft=draft, year=year, source=file_name, now=now)
    return _compared(ledger, compare, year=year, today=now.date())


def _compared(
    ledger: Ledger, compare: Callable[[Frames], Change], *, year: int, today: date
) -> Change:
    """Return a change that knows what it was compared with, and how to compare it again."""
    revision = ledger.revision
    change = compare(ledger_frames(ledger, year, today))
    return replace(change, revision=revision, compare_again=compare)
