"""What the reports and check-offs of a draft add to the ledger, and what is told of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.importing.changes.previews import Told, told, told_of_reports
from dashboard.importing.changes.report_rows import (
    KEY,
    compared,
    reports_of,
    verifications_of,
    written,
)
from dashboard.importing.changes.task_writes import Writing
from dashboard.ledger.csv_reader import Frames
from dashboard.ledger.rows import Row, framed, next_key


@dataclass(frozen=True)
class Reported:
    """The rows to add; by the position of each row that reports, its outcome and what is told."""

    added: Frames
    outcomes: dict[int, str]
    changes: Mapping[int, Sequence[Told]]
    notes: list[str]


def reported(
    ledger: Frames, rows: Sequence[Row], task_ids: Sequence[int], writing: Writing
) -> Reported:
    """Compare what the rows say of their tasks with what was reported before."""
    told_twice = reports_of(rows, task_ids, writing.day)
    reports = told_twice.drop_duplicates(KEY, keep="last")
    both = compared(reports, ledger["progress"])
    checked = verifications_of(rows, task_ids, ledger["verification"])
    changes = told_of_reports(both)
    outcomes = dict(zip(both["at"].tolist(), both["kind"].tolist(), strict=True))
    for at, row in checked.items():
        changes[at].append(told("verified_on", None, row["verified_on"]))
        outcomes[at] = "changed" if outcomes.get(at) == "unchanged" else outcomes.get(at, "new")
    first = next_key(ledger["verification"], "verification")
    verifications = [
        {**row, "verification_id": key, "recorded_at": writing.now}
        for key, row in enumerate(checked.values(), first)
    ]
    added = {
        "progress": written(both, next_key(ledger["progress"], "progress"), writing.now),
        "verification": framed("verification", verifications),
    }
    notes = []
    if repeated := len(told_twice) - len(reports):
        notes.append(f"有 {repeated} 行与后面的行是同一措施同一天的填报,以后一行为准。")
    if unkept := sum(1 for at, row in enumerate(rows) if row.get("note") and at not in checked):
        notes.append(f"有 {unkept} 行的备注没有入账:账本只在销号时记备注。")
    return Reported(added, outcomes, changes, notes)
