"""The history of the bureau's own rows: every write adds what it changed, whoever writes."""

from datetime import datetime
from typing import Final

import duckdb

from dashboard.core.paths import QUERIES

VERSIONED: Final = {
    "setting": "阈值",
    "office_alias": "股室简称",
    "theme_name": "主题简称",
    "calendar_day": "校历",
    "meeting": "会议",
    "agenda": "议程",
    "saved_view": "常用视图",
}
"""The tables whose rows may be changed or deleted, and what one of their rows is called. Others of
the bureau's own (slides of an agenda, decisions and their reports) are append-only."""


def record_versions(connection: duckdb.DuckDBPyConnection, now: datetime | None) -> None:
    """Add the rows that changed to the history, inside the transaction that changed them.

    now: None for what was there before the history began.
    """
    sql = (QUERIES / "schema" / "record_versions.sql").read_text(encoding="utf-8")
    connection.execute(sql, {"recorded_at": now})
