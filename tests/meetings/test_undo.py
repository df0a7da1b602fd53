"""The way back of deleted meetings and agendas: what returns, and when another stands there."""

from datetime import datetime

import pytest

from dashboard.core.errors import InputError
from dashboard.ledger.store import Ledger
from dashboard.meetings import agenda_records, meeting_records, undo
from dashboard.meetings.agenda import standard_slides
from tests.support.small_plan import DAY, YEAR, answer

NOW = datetime(2023, 5, 20, 9)


def meeting(ledger: Ledger) -> int:
    return meeting_records.add_meeting(
        ledger, year=YEAR, held_on=DAY, name="五月调度会", agenda_id=None, as_of=DAY, now=NOW
    )


def agenda(ledger: Ledger) -> int:
    return agenda_records.save_agenda(
        ledger, agenda_id=None, name="月度调度", slides=standard_slides(), now=NOW
    )


def test_a_meeting_comes_back_under_its_number(small: Ledger) -> None:
    number = meeting(small)
    meeting_records.delete_meeting(small, number, now=NOW)
    assert answer(small, "meetings") == []
    undo.restore_meeting(small, number)
    assert [row["meeting_id"] for row in answer(small, "meetings")] == [number]


def test_a_meeting_stays_deleted_when_another_has_its_day_and_name(small: Ledger) -> None:
    first = meeting(small)
    meeting_records.delete_meeting(small, first, now=NOW)
    second = meeting(small)
    with pytest.raises(InputError, match="当天还没有的会议名称"):
        undo.restore_meeting(small, first)
    assert [row["meeting_id"] for row in answer(small, "meetings")] == [second]


def test_an_agenda_comes_back_unless_its_name_is_taken(small: Ledger) -> None:
    first = agenda(small)
    agenda_records.delete_agenda(small, first, now=NOW)
    undo.restore_agenda(small, first)
    assert [row["agenda_id"] for row in answer(small, "agendas")] == [first]
    agenda_records.delete_agenda(small, first, now=NOW)
    agenda(small)
    with pytest.raises(InputError, match="没有用过的名称"):
        undo.restore_agenda(small, first)


def test_what_never_was_cannot_come_back(small: Ledger) -> None:
    with pytest.raises(InputError, match="没有编号为 9 的会议"):
        undo.restore_meeting(small, 9)
