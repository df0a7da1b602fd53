"""Save agendas in the ledger, version by version, and load their slides."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import duckdb

from dashboard.core.errors import InputError
from dashboard.core.slide_kinds import SLIDES
from dashboard.ledger.rows import collapse_spaces, records, table_frame
from dashboard.ledger.store import Ledger
from dashboard.meetings.agenda import AgendaSlide, AgendaSlides, standard_slides
from dashboard.meetings.checks import (
    existing_row,
    free_name_problems,
    raise_problems,
    slide_problems,
)
from dashboard.meetings.row_writes import insert_row, mark_deleted, rename_row


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
            agenda_id = insert_row(connection, "agenda", {"name": name, "recorded_at": now})
        else:
            rename_row(connection, "agenda", agenda_id, name)
        write_version(connection, agenda_id, slides, now)
    return agenda_id


def write_version(
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
    mark_deleted(ledger, "agenda", agenda_id, now)


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
