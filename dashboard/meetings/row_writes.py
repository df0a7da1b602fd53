"""Insert rows that meetings write, rename them, and mark them as deleted."""

from datetime import datetime
from typing import Final

import duckdb

from dashboard.ledger.rows import Row, next_key, table_frame
from dashboard.ledger.store import Ledger
from dashboard.ledger.tables import UNIQUE_KEYS
from dashboard.meetings.checks import existing_row

_RENAME: Final = {
    "agenda": "update agenda set name = $name where agenda_id = $number",
    "saved_view": "update saved_view set name = $name where view_id = $number",
}

_DELETE: Final = {
    "agenda": "update agenda set deleted_at = $now where agenda_id = $number",
    "meeting": "update meeting set deleted_at = $now where meeting_id = $number",
    "saved_view": "update saved_view set deleted_at = $now where view_id = $number",
}


def insert_row(connection: duckdb.DuckDBPyConnection, table: str, row: Row) -> int:
    """Insert a row with the next free key, and return the key."""
    number = next_key(connection.table(table).df(), table)
    (column,) = UNIQUE_KEYS[table][0]
    connection.append(table, table_frame(table, [{column: number, **row}]), by_name=True)
    return number


def mark_deleted(ledger: Ledger, table: str, number: int, now: datetime) -> None:
    """Mark a row as deleted; its key is not reused."""
    with ledger.transaction() as connection:
        existing_row(connection, table, number)
        connection.execute(_DELETE[table], {"number": number, "now": now})


def rename_row(connection: duckdb.DuckDBPyConnection, table: str, number: int, name: str) -> None:
    """Give a row another name; its key stays."""
    connection.execute(_RENAME[table], {"number": number, "name": name})
