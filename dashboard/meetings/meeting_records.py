"""Save meetings, their decisions and the outcomes of these in the ledger; find the last meeting."""

from datetime import date, datetime
from typing import Final

import duckdb
import pandas as pd

from dashboard.core.clean_text import clean_text
from dashboard.core.errors import Problem
from dashboard.ledger.rows import collapse_spaces, day_of, records
from dashboard.ledger.store import Ledger
from dashboard.ledger.tables import LEDGER_TABLES
from dashboard.meetings.checks import (
    LONGEST_TEXT,
    day_problems,
    existing_row,
    known_problems,
    raise_problems,
    text_problems,
)
from dashboard.meetings.row_writes import insert_row, mark_deleted

_STATUSES: Final = LEDGER_TABLES["decision_report"]["status"].choices
"""The outcomes of a decision; withdrawn: it was recorded by mistake."""


def add_meeting(
    ledger: Ledger,
    *,
    year: int,
    held_on: date,
    name: str,
    agenda_id: int | None,
    as_of: date,
    now: datetime,
) -> int:
    """Record a meeting about a year's plan, with the figures as of a day; return its key.

    Raises:
        InputError: the plan or the agenda does not exist, or a value is invalid.
    """
    name = collapse_spaces(name)
    with ledger.transaction() as connection:
        if agenda_id is not None:
            existing_row(connection, "agenda", agenda_id)
        problems = text_problems("会议名称", name)
        problems += day_problems("会议日期", held_on) + day_problems("数据截至", as_of)
        problems += known_problems("年度", year, list(connection.table("plan").df()["year"]))
        problems += same_meeting(connection, held_on, name)
        raise_problems("会议", problems)
        row = {"year": year, "held_on": held_on, "name": name, "agenda_id": agenda_id}
        return insert_row(connection, "meeting", row | {"as_of": as_of, "recorded_at": now})


def same_meeting(connection: duckdb.DuckDBPyConnection, held_on: date, name: str) -> list[Problem]:
    """Return the problem of a meeting that exists already, as when a button is pressed twice."""
    rows = records(connection.table("meeting").df())
    is_known = any(
        (day_of(row["held_on"]), row["name"], row["deleted_at"]) == (held_on, name, None)
        for row in rows
    )
    expected = "当天还没有的会议名称"
    return [Problem("会议名称", expected, f"已有的“{name}”({held_on})")] if is_known else []


def delete_meeting(ledger: Ledger, meeting_id: int, *, now: datetime) -> None:
    """Delete a meeting and its decisions from the lists.

    Raises:
        InputError: the meeting does not exist.
    """
    mark_deleted(ledger, "meeting", meeting_id, now)


def record_decision(
    ledger: Ledger,
    *,
    meeting_id: int,
    text: str,
    office: str,
    due_date: date,
    task_id: int | None,
    now: datetime,
) -> int:
    """Record a decision of a meeting; return its key.

    Raises:
        InputError: the meeting, office or task does not exist, or a value is invalid.
    """
    text = clean_text(text).strip()
    with ledger.transaction() as connection:
        meeting = existing_row(connection, "meeting", meeting_id)
        problems = text_problems("事项内容", text, LONGEST_TEXT)
        problems += known_problems(
            "责任股室", office, list(connection.table("office").df()["name"])
        )
        problems += day_problems("完成时限", due_date)
        if task_id is not None:
            problems += known_problems("相关措施", task_id, _tasks_of(connection, meeting["year"]))
        raise_problems("议定事项", problems)
        row = {"meeting_id": meeting_id, "text": text, "office": office, "due_date": due_date}
        return insert_row(connection, "decision", row | {"task_id": task_id, "recorded_at": now})


def _tasks_of(connection: duckdb.DuckDBPyConnection, year: int) -> list[int]:
    """Return the keys of the tasks of a plan."""
    rows = connection.execute(
        "select task.task_id from task inner join item using (item_id)"
        " inner join theme using (theme_id) where theme.year = $year",
        {"year": year},
    ).fetchall()
    return [int(task_id) for (task_id,) in rows]


def report_decision(
    ledger: Ledger,
    *,
    decision_id: int,
    status: str,
    reported_on: date,
    note: str | None,
    now: datetime,
) -> None:
    """Record the outcome of a decision as of a day.

    Raises:
        InputError: the decision does not exist, or a value is invalid.
    """
    note = clean_text(note or "").strip() or None
    with ledger.transaction() as connection:
        existing_row(connection, "decision", decision_id)
        problems = known_problems("办理情况", status, _STATUSES, "可用的值")
        problems += day_problems("办理日期", reported_on)
        problems += text_problems("说明", note, LONGEST_TEXT) if note else []
        raise_problems("办理情况", problems)
        row = {"decision_id": decision_id, "reported_on": reported_on, "status": status}
        insert_row(connection, "decision_report", row | {"note": note, "recorded_at": now})


def last_meeting(
    meetings: pd.DataFrame, *, as_of: date, meeting_id: int | None
) -> pd.Series | None:
    """Return the newest meeting whose figures are older than `as_of`, or None.

    meetings: the result of the query `meetings`, in its order. meeting_id: the meeting to exclude.
    """
    is_other = meetings["meeting_id"] != (meeting_id or 0)
    earlier = meetings.loc[is_other & (meetings["as_of"] < pd.Timestamp(as_of))]
    return None if earlier.empty else earlier.iloc[0]


def since_day(meetings: pd.DataFrame, *, as_of: date, meeting_id: int | None) -> date | None:
    """Return the day of the last meeting's figures; None without a last meeting."""
    last = last_meeting(meetings, as_of=as_of, meeting_id=meeting_id)
    return None if last is None else date.fromisoformat(f"{last['as_of']:%Y-%m-%d}")
