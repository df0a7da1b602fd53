"""Look at the history of the bureau's own rows, and bring earlier ones back, in any session."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import duckdb
import pandas as pd

from dashboard.core.errors import InputError, Problem
from dashboard.core.school_calendar import EVENT_WORDS
from dashboard.core.slide_kinds import SLIDES
from dashboard.ledger.row_versions import VERSIONED
from dashboard.ledger.rows import Row, records, table_frame
from dashboard.ledger.store import Ledger
from dashboard.ledger.tables import UNIQUE_KEYS
from dashboard.meetings.agenda import AgendaSlide
from dashboard.meetings.agenda_records import write_version
from dashboard.meetings.checks import free_name_problems, raise_problems
from dashboard.meetings.meeting_records import same_meeting

LISTS: Final = ("setting", "office_alias", "theme_name", "calendar_day")
"""Tables that are edited and brought back as a whole; of the others single rows are."""

_DELETE: Final = {
    "setting": "delete from setting where name = $key",
    "office_alias": "delete from office_alias where alias = $key",
    "theme_name": "delete from theme_name where pattern = $key",
    "calendar_day": "delete from calendar_day where event = $key",
    "meeting": "delete from meeting where meeting_id = $key::integer",
    "agenda": "delete from agenda where agenda_id = $key::integer",
    "saved_view": "delete from saved_view where view_id = $key::integer",
}


def changes(ledger: Ledger) -> pd.DataFrame:
    """Return the changes of the bureau's own rows, newest first.

    One row per changed row (version_id, recorded_at, table_name, before, after): before and after
    are words, '' where there was or is no such row.
    """
    found = ledger.query("row_changes", {})
    return found.assign(
        before=[_words(row["table_name"], row["before"]) for row in records(found)],
        after=[_words(row["table_name"], row["after"]) for row in records(found)],
    )


def _words(table: str, content: str | None) -> str:
    """Return what a reader sees of a row; '' when it is gone."""
    row = json.loads(content) if content else {}
    if not row or row.get("deleted_at"):
        return ""
    match table:
        case "setting":
            return f"{row['description']} {row['value']:g}"
        case "office_alias":
            return f"{row['alias']} = {row['office_name']}"
        case "theme_name":
            return f"{row['ordinal']}. {row['pattern']} → {row['short_name']}"
        case "calendar_day":
            return f"{row['day']} {EVENT_WORDS[row['event']]}"
        case "meeting":
            return f"{row['held_on']} {row['name']}"
        case "agenda":
            return f"{row['name']}({_shown(row['slides'] or [])})"
        case _:
            return str(row["name"])


def _shown(slides: Sequence[dict[str, Any]]) -> str:
    shown = [slide for slide in slides if slide["is_shown"]]
    names = [slide["title"] or SLIDES.get(slide["kind"], slide["kind"]) for slide in shown]
    return f"{len(shown)} 张:{'、'.join(names)}"


def bring_back(ledger: Ledger, version_id: int, *, now: datetime) -> None:
    """Make a row what it was before a change; one of a list brings the whole list back.

    Raises:
        InputError: there is no such change, or another row has the name of the earlier one now.
    """
    with ledger.transaction() as connection:
        found = connection.execute(
            "select table_name, row_key, recorded_at from row_version where version_id = $version",
            {"version": version_id},
        ).fetchall()
        if not found:
            raise InputError("没有这条改动记录,未作改动;请刷新页面后重试。")
        table, key, recorded_at = found[0]
        if table in LISTS:
            _bring_list_back(connection, table, recorded_at)
        else:
            _bring_row_back(connection, table, key, version_id, now)


def _bring_list_back(connection: duckdb.DuckDBPyConnection, table: str, moment: datetime) -> None:
    """Make a whole list what it was before a moment."""
    contents = connection.execute(
        "select content from row_version"
        " where table_name = $table and (recorded_at is null or recorded_at < $moment)"
        " qualify row_number() over (partition by row_key order by version_id desc) = 1",
        {"table": table, "moment": moment},
    ).fetchall()
    rows = [json.loads(content) for (content,) in contents if content]
    for (key,) in connection.table(table).project(UNIQUE_KEYS[table][-1][0]).fetchall():
        connection.execute(_DELETE[table], {"key": str(key)})
    connection.append(table, table_frame(table, rows), by_name=True)


def _bring_row_back(
    connection: duckdb.DuckDBPyConnection, table: str, key: str, version_id: int, now: datetime
) -> None:
    """Make one row what it was before a version of it; a row that was new then is deleted."""
    before = connection.execute(
        "select content from row_version where table_name = $table and row_key = $key"
        " and version_id < $version order by version_id desc limit 1",
        {"table": table, "key": key, "version": version_id},
    ).fetchall()
    content = before[0][0] if before else None
    present = connection.table(table).df()
    number = UNIQUE_KEYS[table][0][0]
    row = json.loads(content) if content else _deleted(present, number, key, now)
    if not row.get("deleted_at"):
        raise_problems(VERSIONED[table], _problems(connection, table, row, int(key)))
    slides = row.pop("slides", None)
    connection.execute(_DELETE[table], {"key": key})
    connection.append(table, table_frame(table, [row]), by_name=True)
    if slides:
        write_version(connection, int(key), [_slide(each) for each in slides], now)


def _deleted(present: pd.DataFrame, number: str, key: str, now: datetime) -> Row:
    """Return a row as it is, marked as deleted."""
    (row,) = records(present.loc[present[number] == int(key)])
    return {**row, "deleted_at": now}


def _problems(
    connection: duckdb.DuckDBPyConnection, table: str, row: Row, key: int
) -> list[Problem]:
    """Return why an earlier row cannot come back: its name is taken."""
    if table != "meeting":
        return free_name_problems(connection, table, row["name"], but=key)
    present = connection.table("meeting").df()
    is_there = len(present.loc[(present["meeting_id"] == key) & present["deleted_at"].isna()]) > 0
    day = datetime.fromisoformat(row["held_on"]).date()
    return [] if is_there else same_meeting(connection, day, row["name"])


def _slide(slide: dict[str, Any]) -> AgendaSlide:
    return AgendaSlide(
        slide["slide_key"], slide["kind"], slide["title"] or "", slide["words"], slide["is_shown"]
    )
