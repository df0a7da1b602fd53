"""Restore deleted meetings and agendas; their rows were only marked as deleted."""

import duckdb

from dashboard.core.errors import InputError
from dashboard.ledger.rows import Row, records
from dashboard.ledger.store import Ledger
from dashboard.ledger.tables import UNIQUE_KEYS
from dashboard.meetings.checks import RECORD_LABELS, free_name_problems, raise_problems
from dashboard.meetings.meeting_records import same_meeting


def restore_agenda(ledger: Ledger, agenda_id: int) -> None:
    """Restore an agenda, unless another one has its name now.

    Raises:
        InputError: the agenda never existed, or its name is taken.
    """
    with ledger.transaction() as connection:
        name = _any_row(connection, "agenda", agenda_id)["name"]
        raise_problems("议程", free_name_problems(connection, "agenda", name, but=agenda_id))
        connection.execute(
            "update agenda set deleted_at = null where agenda_id = $number", {"number": agenda_id}
        )


def restore_meeting(ledger: Ledger, meeting_id: int) -> None:
    """Restore a meeting with its decisions, unless another one has its day and name now.

    Raises:
        InputError: the meeting never existed, or there is one with its day and name.
    """
    with ledger.transaction() as connection:
        row = _any_row(connection, "meeting", meeting_id)
        raise_problems("会议", same_meeting(connection, row["held_on"].date(), row["name"]))
        connection.execute(
            "update meeting set deleted_at = null where meeting_id = $number",
            {"number": meeting_id},
        )


def _any_row(connection: duckdb.DuckDBPyConnection, table: str, key: int) -> Row:
    """Return a row by its key, deleted or not."""
    (column,) = UNIQUE_KEYS[table][0]
    for row in records(connection.table(table).df()):
        if row[column] == key:
            return row
    raise InputError(f"没有编号为 {key} 的{RECORD_LABELS[table]},未作改动;请刷新页面后重试。")
