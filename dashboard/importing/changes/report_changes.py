"""The reports and verifications that a draft adds to the ledger, with their preview."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.importing.changes.previews import FieldChange, format_change, report_changes
from dashboard.importing.changes.report_rows import (
    REPORT_KEY,
    draft_reports,
    merge_with_previous,
    new_progress_rows,
    new_verifications,
)
from dashboard.importing.changes.task_writes import WriteContext
from dashboard.ledger.csv_reader import Frames
from dashboard.ledger.rows import Row, next_key, table_frame


@dataclass(frozen=True)
class ReportChanges:
    """The rows to add, and the outcome, changes and notes by the position of each reporting row."""

    added: Frames
    outcomes: dict[int, str]
    changes: Mapping[int, Sequence[FieldChange]]
    notes: list[str]


def compare_reports(
    ledger: Frames, rows: Sequence[Row], task_ids: Sequence[int], writing: WriteContext
) -> ReportChanges:
    """Compare the reports in the rows with those in the ledger."""
    told_twice = draft_reports(rows, task_ids, writing.day)
    reports = told_twice.drop_duplicates(REPORT_KEY, keep="last")
    both = merge_with_previous(reports, ledger["progress"])
    checked = new_verifications(rows, task_ids, ledger["verification"])
    changes = report_changes(both)
    outcomes = dict(zip(both["at"].tolist(), both["kind"].tolist(), strict=True))
    for at, row in checked.items():
        changes[at].append(format_change("verified_on", None, row["verified_on"]))
        outcomes[at] = "changed" if outcomes.get(at) == "unchanged" else outcomes.get(at, "new")
    first = next_key(ledger["verification"], "verification")
    verifications = [
        {**row, "verification_id": key, "recorded_at": writing.now}
        for key, row in enumerate(checked.values(), first)
    ]
    added = {
        "progress": new_progress_rows(both, next_key(ledger["progress"], "progress"), writing.now),
        "verification": table_frame("verification", verifications),
    }
    notes = []
    if repeated := len(told_twice) - len(reports):
        notes.append(f"有 {repeated} 行与后面的行是同一措施同一天的填报,以后一行为准。")
    if unkept := sum(1 for at, row in enumerate(rows) if row.get("note") and at not in checked):
        notes.append(f"有 {unkept} 行的备注没有入账:账本只在销号时记备注。")
    return ReportChanges(added, outcomes, changes, notes)
