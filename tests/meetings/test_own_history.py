"""The bureau's own rows keep their history, and earlier ones come back."""

from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from dashboard.core.errors import InputError
from dashboard.importing.service import name_lists
from dashboard.ledger import csv_folder
from dashboard.ledger.store import Ledger
from dashboard.meetings import agenda_records, meeting_records, own_history, saved_views
from dashboard.meetings.agenda import standard_slides
from tests.support.clock import NOW
from tests.support.small_plan import DAY, YEAR, answer


@pytest.fixture(autouse=True)
def moving_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each write have a moment of its own."""
    monkeypatch.delenv("DASHBOARD_NOW")


def newest(ledger: Ledger, table: str) -> pd.Series:
    changes = own_history.changes(ledger)
    return changes.loc[changes["table_name"] == table].iloc[0]


def bring_back_newest(ledger: Ledger, table: str) -> None:
    own_history.bring_back(ledger, int(newest(ledger, table)["version_id"]), now=NOW)


def save_aliases(ledger: Ledger, **aliases: str) -> None:
    rows = pd.DataFrame({"alias": list(aliases), "office_name": list(aliases.values())})
    name_lists.save_aliases(ledger, rows)


def aliases(ledger: Ledger) -> dict[str, str]:
    return {row["alias"]: row["office_name"] for row in answer(ledger, "office_aliases")}


def test_a_list_of_names_comes_back_as_it_was_before_a_change(small: Ledger) -> None:
    office = answer(small, "office_names")[0]["name"]
    save_aliases(small, 甲=office, 乙=office)
    save_aliases(small, 丙=office)
    assert newest(small, "office_alias")[["before", "after"]].tolist() in (
        [f"甲 = {office}", ""], [f"乙 = {office}", ""], ["", f"丙 = {office}"],
    )  # fmt: skip
    bring_back_newest(small, "office_alias")
    assert aliases(small) == {"甲": office, "乙": office}
    bring_back_newest(small, "office_alias")
    assert aliases(small) == {"丙": office}, "bringing back is a change like any other"


def test_the_names_of_themes_that_the_program_came_with_come_back(small: Ledger) -> None:
    before = answer(small, "theme_names")
    name_lists.save_theme_names(small, pd.DataFrame({"pattern": ["党"], "short_name": ["党建"]}))
    bring_back_newest(small, "theme_name")
    assert answer(small, "theme_names") == before


def test_the_school_calendar_comes_back_as_a_whole(small: Ledger) -> None:
    days = pd.DataFrame({"event": ["summer_holiday"], "day": [date(2023, 7, 8)]})
    name_lists.save_calendar(small, days)
    before = answer(small, "calendar_days")
    name_lists.save_calendar(small, days.assign(day=date(2023, 7, 9)))
    bring_back_newest(small, "calendar_day")
    assert answer(small, "calendar_days") == before


def test_thresholds_that_a_folder_replaced_come_back(small: Ledger, tmp_path: Path) -> None:
    before = answer(small, "settings")
    csv_folder.export_folder(small, tmp_path / "out")
    path = tmp_path / "out" / "setting.csv"
    path.write_text(path.read_text().replace("behind_gap,-10", "behind_gap,-3"))
    csv_folder.load_folder(small, tmp_path / "out", NOW, replace=True)
    assert answer(small, "settings") != before
    bring_back_newest(small, "setting")
    assert answer(small, "settings") == before


def test_what_was_deleted_comes_back_from_any_session(small: Ledger) -> None:
    view = saved_views.save_view(small, name="滞后", page="tasks", words="", now=NOW)
    saved_views.rename_view(small, view, "落后")
    saved_views.delete_view(small, view, now=NOW)
    bring_back_newest(small, "saved_view")
    assert [row["name"] for row in answer(small, "saved_views")] == ["落后"]
    changes = own_history.changes(small).query("table_name == 'saved_view'")
    renamed = changes.loc[changes["before"] == "滞后"].iloc[0]
    own_history.bring_back(small, int(renamed["version_id"]), now=NOW)
    assert [row["name"] for row in answer(small, "saved_views")] == ["滞后"]


def test_a_meeting_comes_back_unless_another_has_its_day_and_name(small: Ledger) -> None:
    given = {"year": YEAR, "held_on": DAY, "name": "调度会", "agenda_id": None, "as_of": DAY}
    meeting = meeting_records.add_meeting(small, **given, now=NOW)
    meeting_records.delete_meeting(small, meeting, now=NOW)
    deletion = int(newest(small, "meeting")["version_id"])
    other = meeting_records.add_meeting(small, **given, now=NOW)
    with pytest.raises(InputError, match="已有的“调度会”"):
        own_history.bring_back(small, deletion, now=NOW)
    meeting_records.delete_meeting(small, other, now=NOW)
    own_history.bring_back(small, deletion, now=NOW)
    (row,) = answer(small, "meetings", year=YEAR)
    assert (row["meeting_id"], row["held_on"]) == (meeting, date.fromisoformat(str(DAY)))


def test_an_agenda_comes_back_with_the_slides_that_it_had(small: Ledger) -> None:
    slides = standard_slides()
    agenda = agenda_records.save_agenda(small, agenda_id=None, name="季度", slides=slides, now=NOW)
    agenda_records.save_agenda(
        small, agenda_id=agenda, name="短", slides=slides[:1], now=NOW + timedelta(hours=1)
    )
    bring_back_newest(small, "agenda")
    assert agenda_records.slides_of(small, agenda, None) == slides
    assert [row["name"] for row in answer(small, "agendas")] == ["季度"]


def test_a_change_that_nobody_made_is_refused(small: Ledger) -> None:
    with pytest.raises(InputError, match="没有这条改动记录"):
        own_history.bring_back(small, 999_999, now=NOW)
