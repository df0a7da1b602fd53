"""Save meeting records in the ledger: agendas, meetings, decisions, their outcomes, saved views."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

import duckdb
import pandas as pd

from dashboard.core.errors import InputError, Problem
from dashboard.core.slide_kinds import SLIDES
from dashboard.ledger.rows import Row, collapse_spaces, day_of, next_key, records, table_frame
from dashboard.ledger.store import Ledger
from dashboard.ledger.tables import LEDGER_TABLES, UNIQUE_KEYS
from dashboard.meetings.agenda import AgendaSlide, AgendaSlides, standard_slides
from dashboard.meetings.checks import (
    LONGEST_TEXT,
    LONGEST_URL,
    day_problems,
    existing_row,
    free_name_problems,
    known_problems,
    raise_problems,
    slide_problems,
    text_problems,
)

_STATUSES: Final = LEDGER_TABLES["decision_report"]["status"].choices
"""The outcomes of a decision; withdrawn: it was recorded by mistake."""

_RENAME: Final = {
    "agenda": "update agenda set name = $name where agenda_id = $number",
    "saved_view": "update saved_view set name = $name where view_id = $number",
}
_DELETE: Final = {
    "agenda": "update agenda set deleted_at = $now where agenda_id = $number",
    "meeting": "update meeting set deleted_at = $now where meeting_id = $number",
    "saved_view": "update saved_view set deleted_at = $now where view_id = $number",
}


def save_agenda(
    ledger: Ledger,
    *,
    agenda_id: int | None,
    name: str,
    slides: Sequence[AgendaSlide],
    now: datetime,
) -> int:
    """Save a new version of an agenda, or a new agenda when it has no key yet; return its key.

    Raises:
        InputError: the agenda does not exist, its name is taken, or its slides are invalid.
    """
    name = collapse_spaces(name)
    with ledger.transaction() as connection:
        if agenda_id is not None:
            existing_row(connection, "agenda", agenda_id)
        problems = free_name_problems(connection, "agenda", name, but=agenda_id)
        raise_problems("议程", problems + slide_problems(slides))
        if agenda_id is None:
            agenda_id = _insert_row(connection, "agenda", {"name": name, "recorded_at": now})
        else:
            connection.execute(_RENAME["agenda"], {"number": agenda_id, "name": name})
        _write_version(connection, agenda_id, slides, now)
    return agenda_id


def _insert_row(connection: duckdb.DuckDBPyConnection, table: str, row: Row) -> int:
    """Insert a row with the next free key, and return the key."""
    number = next_key(connection.table(table).df(), table)
    (column,) = UNIQUE_KEYS[table][0]
    connection.append(table, table_frame(table, [{column: number, **row}]), by_name=True)
    return number


def _mark_deleted(ledger: Ledger, table: str, number: int, now: datetime) -> None:
    """Mark a row as deleted; its key is not reused."""
    with ledger.transaction() as connection:
        existing_row(connection, table, number)
        connection.execute(_DELETE[table], {"number": number, "now": now})


def _write_version(
    connection: duckdb.DuckDBPyConnection,
    agenda_id: int,
    slides: Sequence[AgendaSlide],
    now: datetime,
) -> None:
    """Insert the slides as the newest version, even if the clock has been set back."""
    known = connection.table("agenda_slide").df().query("agenda_id == @agenda_id")["recorded_at"]
    if len(known):
        now = max(now, known.max().to_pydatetime() + timedelta(microseconds=1))
    rows = [
        {
            "agenda_id": agenda_id,
            "recorded_at": now,
            "ordinal": ordinal,
            "slide_key": slide.key,
            "kind": slide.kind,
            "title": collapse_spaces(slide.title) or None,
            "words": slide.words,
            "is_shown": slide.is_shown,
        }
        for ordinal, slide in enumerate(slides, 1)
    ]
    connection.append("agenda_slide", table_frame("agenda_slide", rows), by_name=True)


def delete_agenda(ledger: Ledger, agenda_id: int, *, now: datetime) -> None:
    """Delete an agenda from the list; links to it still open.

    Raises:
        InputError: the agenda does not exist.
    """
    _mark_deleted(ledger, "agenda", agenda_id, now)


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
        return _insert_row(connection, "meeting", row | {"as_of": as_of, "recorded_at": now})


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
    _mark_deleted(ledger, "meeting", meeting_id, now)


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
    text = text.strip()
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
        return _insert_row(connection, "decision", row | {"task_id": task_id, "recorded_at": now})


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
    note = (note or "").strip() or None
    with ledger.transaction() as connection:
        existing_row(connection, "decision", decision_id)
        problems = known_problems("办理情况", status, _STATUSES, "可用的值")
        problems += day_problems("办理日期", reported_on)
        problems += text_problems("说明", note, LONGEST_TEXT) if note else []
        raise_problems("办理情况", problems)
        row = {"decision_id": decision_id, "reported_on": reported_on, "status": status}
        _insert_row(connection, "decision_report", row | {"note": note, "recorded_at": now})


def save_view(ledger: Ledger, *, name: str, page: str, words: str, now: datetime) -> int:
    """Save a view under a name; return its key, which short links contain.

    Raises:
        InputError: the name is taken, or a value is invalid.
    """
    name = collapse_spaces(name)
    with ledger.transaction() as connection:
        problems = free_name_problems(connection, "saved_view", name)
        problems += text_problems("筛选条件", words, LONGEST_URL) if words else []
        raise_problems("常用视图", problems)
        row = {"name": name, "page": page, "words": words, "recorded_at": now}
        return _insert_row(connection, "saved_view", row)


def rename_view(ledger: Ledger, view_id: int, name: str) -> None:
    """Rename a saved view; its short link stays valid.

    Raises:
        InputError: the view does not exist, or the name is taken.
    """
    name = collapse_spaces(name)
    with ledger.transaction() as connection:
        existing_row(connection, "saved_view", view_id)
        raise_problems("常用视图", free_name_problems(connection, "saved_view", name, but=view_id))
        connection.execute(_RENAME["saved_view"], {"number": view_id, "name": name})


def delete_view(ledger: Ledger, view_id: int, *, now: datetime) -> None:
    """Delete a saved view from the list.

    Raises:
        InputError: the view does not exist.
    """
    _mark_deleted(ledger, "saved_view", view_id, now)


def slides_of(ledger: Ledger, agenda_id: int | None, known_at: datetime | None) -> AgendaSlides:
    """Return the slides of an agenda as of a moment; the standard slides without an agenda.

    A slide of a kind that only a newer version of the program knows is left out.

    Raises:
        InputError: the agenda never existed.
    """
    if agenda_id is None:
        return standard_slides()
    rows = records(ledger.query("agenda_slides", {"agenda_id": agenda_id, "known_at": known_at}))
    if not rows:
        raise InputError(f"没有编号为 {agenda_id} 的议程;请从会议页面重新选择议程。")
    return tuple(
        AgendaSlide(
            row["slide_key"], row["kind"], row["title"] or "", row["words"], row["is_shown"]
        )
        for row in rows
        if row["kind"] in SLIDES
    )


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
