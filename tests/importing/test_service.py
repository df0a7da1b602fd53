"""Files into a ledger: all or nothing, the same file twice, the way back, and other readers."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.core.errors import InputError
from dashboard.core.version import VERSION
from dashboard.importing.changes.changes import Change, ChangeKind
from dashboard.importing.changes.plan_after import PlanName
from dashboard.importing.service import (
    backup_comparison,
    comparing,
    exporting,
    history,
    name_lists,
    reading,
    writing,
)
from dashboard.ledger import csv_folder
from dashboard.ledger.store import Ledger, open_ledger
from dashboard.ledger.tables import LEDGER_TABLES, MEETING_TABLES
from dashboard.meetings import agenda_records, meeting_records, saved_views
from dashboard.meetings.agenda import standard_slides
from tests.support.small_plan import DAY, YEAR, answer, asking, put, report

NOW = datetime(2023, 5, 20, 9)
NAME, DIGEST = "台账.xlsx", reading.digest_of(b"content")

Draft = list[dict[str, Any]]

PARTY = {"theme": "党建", "theme_title": "党的建设", "group_title": "(一)理论"}
OTHER: Draft = [
    PARTY
    | {"item_number": "1", "item": "学习", "number": "1.1", "text": "学习精神,每月1次。"}
    | {"lead_office": "机关党委"},
    PARTY
    | {"item_number": "1", "item": "学习", "number": "1.2", "text": "宣讲10场。", "target": 10.0}
    | {"unit": "场", "due_date": date(2026, 6, 30)}
    | {"lead_office": "办公室", "support_offices": ("机关党委",)},
    {"theme": "安全", "theme_title": "校园安全", "item_number": "2", "item": "防溺水"}
    | {"number": "2.1", "text": "开展防溺水巡查。", "lead_office": "安全股"},
]
"""A plan of another bureau and year."""


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path) -> Iterator[Ledger]:
    path = Path(shutil.copy(demo_file, tmp_path / "demo.duckdb"))
    with closing(open_ledger(path, NOW)) as ledger:
        yield ledger


def preview(
    ledger: Ledger,
    rows: Draft | pd.DataFrame,
    kind: ChangeKind = "ledger",
    *,
    year: int = YEAR,
    cancel_missing: bool = False,
) -> Change:
    """Compare rows with the ledger; those of a sheet of the small plan unless told otherwise."""
    return comparing.preview_ledger(
        ledger,
        pd.DataFrame(rows, dtype="object"),
        plan=PlanName(year),
        kind=kind,
        file_name=NAME,
        now=NOW,
        cancel_missing=cancel_missing,
    )


def write(ledger: Ledger, change: Change, **options: Any) -> int:
    """Carry out a change as 王主任 would."""
    given = {"file_name": NAME, "digest": DIGEST, "imported_by": "王主任", "now": NOW}
    return writing.commit(ledger, change, **given | options)


def own_rows(ledger: Ledger, year: int = YEAR) -> Draft:
    """Return the tasks of a plan as a sheet says them."""
    rows: Draft = exporting.export_rows(ledger, year, NOW.date()).to_dict("records")
    return rows


def everything(ledger: Ledger) -> dict[str, list[str]]:
    """Return every row of every table but the history, as text."""
    tables = [*(set(LEDGER_TABLES) - {"import_log"}), "task_search", "schema_version"]
    with ledger.connection.cursor() as cursor:
        return {table: sorted(map(str, cursor.table(table).fetchall())) for table in tables}


def numbers(ledger: Ledger, year: int) -> list[str]:
    return [row["number"] for row in answer(ledger, "plan_rows", year=year, as_of=NOW.date())]


def test_what_was_previewed_is_what_the_ledger_says_afterwards(small: Ledger) -> None:
    rows = own_rows(small)
    rows[0] |= {"text": "学习全会精神。", "due_date": date(2023, 8, 1), "lead_office": "宣传股"}
    rows.append(OTHER[1] | {"number": "9", "theme_title": "一、党的建设"})
    write(small, preview(small, rows))
    after = {row["number"]: row for row in own_rows(small)}
    assert after["1"] == rows[0]
    given = {name: rows[6].get(name) for name in after["9"]}
    assert after["9"] == given | {"start_date": date(2023, 1, 1), "weight": 1.0}
    assert preview(small, rows).is_empty


def test_a_file_for_an_empty_ledger_makes_the_plan(ledger: Ledger) -> None:
    assert write(ledger, preview(ledger, OTHER, "plan", year=2026)) == 1
    assert answer(ledger, "plans")[0]["title"] == "2026年教育工作要点"
    (first, *_) = answer(ledger, "task_list", year=2026, as_of=date(2026, 6, 1))
    assert (first["theme"], first["item"], first["number"], first["lead_office"]) == (
        "党建", "学习", "1.1", "机关党委",
    )  # fmt: skip
    offices = [
        row["name"] for row in answer(ledger, "choices", year=2026) if row["kind"] == "office"
    ]
    assert offices == ["机关党委", "办公室", "安全股"]
    assert ledger.query("checks/task_has_lead_office", {"today": DAY}).empty


def test_a_plan_stands_in_the_order_of_its_document(ledger: Ledger) -> None:
    write(ledger, preview(ledger, OTHER, "plan", year=2026))
    new = OTHER[2] | {"number": "0", "item_number": "0", "item": "值班", "text": "值班带班。"}
    write(ledger, preview(ledger, [new, OTHER[2], OTHER[1], OTHER[0]], "plan", year=2026))
    assert numbers(ledger, 2026) == ["0", "2.1", "1.2", "1.1"]


def test_a_new_version_keeps_progress_through_new_numbers_and_words(small: Ledger) -> None:
    rows = own_rows(small)[1:]
    rows[0] |= {"number": "12", "text": "家庭教育指导90%覆盖。", "item": "理论武装"}
    write(small, preview(small, rows, "plan", cancel_missing=True))
    states = {row["number"]: row for row in answer(small, "task_list", as_of=NOW.date())}
    assert (states["12"]["percent"], states["12"]["item"]) == (60, "理论武装")
    assert states["1"]["state"] == "cancelled"
    assert preview(small, rows, "plan", cancel_missing=True).is_empty


def test_what_was_known_before_an_import_and_earlier_days_keep_their_digits(
    small: Ledger,
) -> None:
    names = ("overview", "completion_by_office", "completion_by_quarter", "office_by_theme")
    frozen = {"known_at": datetime(2023, 5, 19)}
    yesterday = {"as_of": NOW.date() - timedelta(days=1)}

    def seen(view: dict[str, Any]) -> list[list[dict[str, Any]]]:
        return [answer(small, name, **view) for name in names]

    before = seen(frozen), seen(yesterday), seen({})
    rows = own_rows(small)[1:]
    for row in rows:
        row |= {"due_date": date(2023, 12, 1), "lead_office": "督导室", "weight": 5.0}
    write(small, preview(small, rows, cancel_missing=True))
    assert (seen(frozen), seen(yesterday)) == before[:2]
    assert seen({}) != before[2]


def test_reports_are_written_and_the_same_ones_again_change_nothing(small: Ledger) -> None:
    draft = pd.DataFrame(
        [{"task_id": 3, "percent": 40.0, "work_done": "开班", "reported_on": date(2023, 5, 19)},
         {"task_id": 2, "percent": 65.0, "reported_on": date(2023, 5, 15)}]
    )  # fmt: skip
    asked = {"year": YEAR, "file_name": NAME, "now": NOW}
    write(small, comparing.preview_progress(small, draft, **asked))
    percents = {row["number"]: row["percent"] for row in answer(small, "task_list")}
    assert (percents["2"], percents["3"]) == (65, 40)
    assert comparing.preview_progress(small, draft, **asked).is_empty


def test_the_words_of_an_import_can_be_searched_for(small: Ledger) -> None:
    rows = own_rows(small)
    for row in rows[:2]:
        row["item"] = "廉洁从教"
    write(small, preview(small, rows))
    found = answer(small, "task_list", search="ljcj", as_of=NOW.date())
    assert [row["number"] for row in found] == ["1", "2"]
    assert len(answer(small, "task_list", search="ktjx", as_of=NOW.date())) == 1


@pytest.mark.parametrize("with_progress", [False, True])
def test_what_is_exported_and_comes_back_changes_nothing(
    demo: Ledger, small: Ledger, with_progress: bool
) -> None:
    for ledger in (demo, small):
        rows = exporting.export_rows(ledger, YEAR, NOW.date(), with_progress=with_progress)
        found = preview(ledger, rows)
        assert found.is_empty
        assert found.counts["unchanged"] == len(rows)


def test_the_demo_gives_way_as_a_whole_and_comes_back(demo: Ledger) -> None:
    demo.connection.execute("update setting set value = -5 where name = 'behind_gap'")
    name_lists.save_aliases(
        demo, pd.DataFrame({"alias": ["基教股"], "office_name": ["基础教育股"]})
    )
    before = everything(demo)
    change = preview(demo, OTHER, "plan", year=2026)
    write(demo, change)
    assert [(row["year"], row["is_demo"]) for row in answer(demo, "plans")] == [(2026, False)]
    assert len(answer(demo, "office_names")) == 3
    kept = [everything(demo)[table] for table in ("setting", "office_alias", "theme_name")]
    assert kept == [before[table] for table in ("setting", "office_alias", "theme_name")]
    history.undo(demo, now=NOW, undone_by=None)
    assert everything(demo) == before


def test_a_second_plan_leaves_the_first_alone(small: Ledger) -> None:
    before = answer(small, "task_list")
    write(small, preview(small, OTHER, "plan", year=2026))
    assert [row["year"] for row in answer(small, "plans")] == [2026, 2023]
    assert answer(small, "task_list") == before
    assert numbers(small, 2026) == ["1.1", "1.2", "2.1"]


def test_an_import_is_one_write_and_tells_how_far_it_is(small: Ledger) -> None:
    revision, steps = small.revision, list[float]()
    change = preview(small, OTHER, "plan", year=2026)
    write(small, change, on_step=lambda done, _words: steps.append(done))
    assert small.revision == revision + 1
    assert steps == sorted(steps)
    assert (steps[0], steps[-1]) == (0, 1)


def test_an_import_that_breaks_off_leaves_no_trace(small: Ledger) -> None:
    before, rows = everything(small), own_rows(small)
    rows[0]["text"] = "新的话。"

    def stop(done: float, _words: str) -> None:
        if done > 0.9:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(small, preview(small, rows), on_step=stop)
    assert everything(small) == before
    assert history.imports(small).empty
    write(small, preview(small, rows))


def test_a_preview_that_the_ledger_has_left_behind_is_refused(small: Ledger) -> None:
    rows = own_rows(small)
    rows[0]["text"] = "新的话。"
    change = preview(small, rows)
    rows[0]["text"] = "别人的话。"
    write(small, preview(small, rows))
    before = everything(small)
    with pytest.raises(InputError, match="预览之后,这份文件涉及的内容在账本中又有改动"):
        write(small, change)
    assert everything(small) == before


def test_what_others_write_beside_a_preview_does_not_refuse_it(small: Ledger) -> None:
    rows = own_rows(small)
    rows[0]["text"] = "新的话。"
    change = preview(small, [*rows, OTHER[0]])
    saved_views.save_view(small, name="滞后", page="tasks", words="", now=NOW)
    write(small, preview(small, OTHER, "plan", year=2026))
    with small.transaction() as connection:
        put(connection, "progress", report(20, 3, "2023-05-19", 100))
    assert write(small, change) == 2
    assert own_rows(small)[0]["text"] == "新的话。"
    assert numbers(small, YEAR)[-1] == "1.1"
    assert numbers(small, 2026) == ["1.1", "1.2", "2.1"]
    assert 100 in [row["percent"] for row in answer(small, "task_history", tasks=[3])]


def test_every_import_is_looked_at_and_gone_back_before_also_after_others(small: Ledger) -> None:
    rows, before = own_rows(small), everything(small)
    old = rows[0]["text"]
    rows[0]["text"] = "错的话。"
    write(small, preview(small, rows))
    write(small, preview(small, OTHER, "plan", year=2026))
    saved_views.save_view(small, name="滞后", page="tasks", words="", now=NOW)
    changes = history.changes_of(small, 1)
    assert [tuple(row) for row in changes[["field", "before", "after"]].to_numpy()] == [
        ("具体措施", old, "错的话。")
    ]
    assert history.go_back_before(small, 1, now=NOW, undone_by="李局") == [1, 2]
    views = everything(small).pop("saved_view")
    assert len(views) == 1, "what is the bureau's own stays"
    assert everything(small) | {"saved_view": []} == before
    assert [row["undone_by"] for row in answer(small, "import_history")] == ["李局", "李局"]
    assert write(small, preview(small, OTHER, "plan", year=2026)) == 3


def test_a_decision_about_a_task_that_is_gone_keeps_its_words_only(small: Ledger) -> None:
    write(small, preview(small, [*own_rows(small), OTHER[0]]))
    meet(small, YEAR, 8)
    history.go_back_before(small, 1, now=NOW, undone_by=None)
    (decision,) = small.connection.execute("select text, task_id from decision").fetchall()
    assert decision == ("抓紧", None)


def test_a_comparison_leaves_no_table_of_the_ledger_out() -> None:
    by_fields = {"task", "task_office", "adjustment_office"}
    assert set(LEDGER_TABLES) - by_fields == set(backup_comparison.ROW_LABELS)


def test_going_back_needs_the_backup_that_was_made_before_the_import(small: Ledger) -> None:
    write(small, preview(small, OTHER, "plan", year=2026))
    history.backup_before(small, 1).path.unlink()
    before = everything(small)
    with pytest.raises(InputError, match="已不在备份文件夹里"):
        history.go_back_before(small, 1, now=NOW, undone_by=None)
    assert everything(small) == before


def test_an_import_of_nothing_is_refused(small: Ledger) -> None:
    with pytest.raises(InputError, match="文件内容与账本一致,没有变化"):
        write(small, preview(small, own_rows(small)))
    assert history.imports(small).empty


def test_the_history_tells_who_when_which_file_and_what_came_of_it(small: Ledger) -> None:
    rows = own_rows(small)[1:]
    rows[0]["text"] = "新的话。"
    write(small, preview(small, [*rows, OTHER[0]]))
    assert answer(small, "import_history") == [
        {"import_id": 1, "imported_at": NOW, "imported_by": "王主任", "file_name": NAME,
         "digest": DIGEST, "kind": "ledger", "year": YEAR, "count_new": 1, "count_changed": 1,
         "count_unchanged": 4, "count_missing": 1, "undone_at": None, "undone_by": None,
         "program_version": VERSION, "backup": "small-20230520-090000-ledger.zip"},
    ]  # fmt: skip


def test_the_same_file_is_known_as_long_as_nothing_else_happened(small: Ledger) -> None:
    assert history.same_file(small, DIGEST) is None
    write(small, preview(small, OTHER, year=2026))
    known = history.same_file(small, DIGEST)
    assert known is not None
    assert (known["imported_at"], known["file_name"]) == (NOW, NAME)
    assert history.same_file(small, reading.digest_of(b"other")) is None
    history.undo(small, now=NOW, undone_by=None)
    assert history.same_file(small, DIGEST) is None


def test_an_import_that_is_taken_back_is_marked_and_can_be_repeated(small: Ledger) -> None:
    before = everything(small)
    write(small, preview(small, OTHER, year=2026))
    history.undo(small, now=NOW + timedelta(hours=1), undone_by="李局")
    assert everything(small) == before
    (row,) = answer(small, "import_history")
    assert (row["undone_at"], row["undone_by"]) == (NOW + timedelta(hours=1), "李局")
    assert write(small, preview(small, OTHER, year=2026)) == 2


def test_without_an_import_there_is_nothing_to_take_back(small: Ledger) -> None:
    with pytest.raises(InputError, match="没有可以撤销的导入"):
        history.undo(small, now=NOW, undone_by=None)


def test_only_the_last_import_can_be_taken_back(small: Ledger) -> None:
    write(small, preview(small, OTHER[:1], year=2026))
    write(small, preview(small, OTHER, year=2026))
    history.undo(small, now=NOW, undone_by=None)
    assert numbers(small, 2026) == ["1.1"]
    assert history.why_no_undo(small) == "只能撤销最近一次导入:更早的导入没有留存副本。"
    with pytest.raises(InputError, match="只能撤销最近一次导入"):
        history.undo(small, now=NOW, undone_by=None)


def test_an_import_that_something_was_built_on_stays(small: Ledger) -> None:
    write(small, preview(small, OTHER, year=2026))
    assert history.why_no_undo(small) == ""
    with small.transaction() as connection:
        put(connection, "progress", report(20, 3, "2023-05-19", 90, recorded_at=NOW),
            report(21, 8, "2023-05-19", 10, recorded_at=NOW))  # fmt: skip
    before = everything(small)
    with pytest.raises(InputError) as caught:
        history.undo(small, now=NOW, undone_by=None)
    assert str(caught.value) == ("导入之后又新增了 2 条填报,撤销会把它们一并丢掉,因此不能撤销。")
    assert everything(small) == before
    assert history.same_file(small, DIGEST) is None


def test_an_import_whose_words_were_edited_later_stays(small: Ledger) -> None:
    write(small, preview(small, OTHER, year=2026))
    small.connection.execute("update task set leader = '赵局' where task_id = 1")
    assert history.why_no_undo(small).startswith("导入之后账本又有改动")


def test_names_and_thresholds_that_were_set_since_outlive_taking_back(small: Ledger) -> None:
    write(small, preview(small, OTHER, year=2026))
    name_lists.save_aliases(small, pd.DataFrame({"alias": ["基教"], "office_name": ["基教股"]}))
    name_lists.save_theme_names(small, pd.DataFrame({"pattern": ["党"], "short_name": ["党建"]}))
    history.undo(small, now=NOW, undone_by=None)
    assert [row["alias"] for row in answer(small, "office_aliases")] == ["基教"]
    assert [row["pattern"] for row in answer(small, "theme_names")] == ["党"]


def meet(ledger: Ledger, year: int, task_id: int | None) -> None:
    """Hold a meeting on the plan of a year, and decide something about a task."""
    with ledger.connection.cursor() as cursor:
        office = cursor.table("office").order("ordinal").df()["name"].iloc[0]
    meeting_id = meeting_records.add_meeting(
        ledger, year=year, held_on=DAY, name="调度会", agenda_id=None, as_of=DAY, now=NOW
    )
    meeting_records.record_decision(
        ledger, meeting_id=meeting_id, text="抓紧", office=office, due_date=DAY, task_id=task_id,
        now=NOW,
    )  # fmt: skip


def kept_for_meetings(ledger: Ledger) -> dict[str, list[str]]:
    return {table: rows for table, rows in everything(ledger).items() if table in MEETING_TABLES}


def save_agenda_and_view(ledger: Ledger) -> None:
    agenda_records.save_agenda(
        ledger, agenda_id=None, name="季度", slides=standard_slides(), now=NOW
    )
    saved_views.save_view(ledger, name="滞后", page="tasks", words="state=behind", now=NOW)


def test_meetings_outlive_an_import_and_its_way_back(small: Ledger) -> None:
    save_agenda_and_view(small)
    meet(small, YEAR, 3)
    rows, before = own_rows(small), kept_for_meetings(small)
    rows[0]["text"] = "新的话。"
    write(small, preview(small, [*rows, OTHER[0]]))
    assert kept_for_meetings(small) == before
    meeting_records.report_decision(
        small, decision_id=1, status="done", reported_on=DAY, note="好", now=NOW
    )
    saved_views.delete_view(small, 1, now=NOW)
    saved_views.save_view(small, name="又一", page="", words="", now=NOW)
    since = kept_for_meetings(small)
    history.undo(small, now=NOW, undone_by=None)
    assert kept_for_meetings(small) == since != before


def test_the_demos_meetings_go_with_it_and_come_back_with_it(demo: Ledger) -> None:
    save_agenda_and_view(demo)
    before = kept_for_meetings(demo)
    write(demo, preview(demo, OTHER, "plan", year=2026))
    gone = {"meeting": [], "decision": [], "decision_report": []}
    assert kept_for_meetings(demo) == before | gone
    assert history.why_no_undo(demo) == ""
    agenda_records.delete_agenda(demo, 1, now=NOW)
    history.undo(demo, now=NOW, undone_by=None)
    after = kept_for_meetings(demo)
    assert {name: after[name] for name in gone} == {name: before[name] for name in gone}
    assert answer(demo, "agendas") == []


def test_the_demos_meetings_stay_when_a_file_of_the_demo_itself_comes_back(demo: Ledger) -> None:
    rows, before = own_rows(demo), kept_for_meetings(demo)
    rows[0]["text"] = "新的话。"
    write(demo, preview(demo, rows))
    assert kept_for_meetings(demo) == before
    history.undo(demo, now=NOW, undone_by=None)
    assert kept_for_meetings(demo) == before


@pytest.mark.parametrize("year", [2026, YEAR])
def test_a_meeting_on_the_plan_that_replaced_the_demo_keeps_it(demo: Ledger, year: int) -> None:
    write(demo, preview(demo, OTHER, "plan", year=year))
    meet(demo, year, 1)
    before = everything(demo)
    with pytest.raises(InputError) as caught:
        history.undo(demo, now=NOW, undone_by=None)
    assert str(caught.value) == (
        "导入之后又新增了 1 条会议记录、1 条议定事项,撤销会把它们一并丢掉,因此不能撤销。"
    )
    assert everything(demo) == before


def test_a_decision_about_an_imported_task_keeps_the_import(small: Ledger) -> None:
    write(small, preview(small, [*own_rows(small), OTHER[0]]))
    meet(small, YEAR, 3)
    assert history.why_no_undo(small) == "", "it needs nothing of the import"
    meeting_records.record_decision(
        small, meeting_id=1, text="新", office="办公室", due_date=DAY, task_id=8, now=NOW
    )
    assert history.why_no_undo(small) == (
        "导入之后又新增了 1 条议定事项,撤销会把它们一并丢掉,因此不能撤销。"
    )


def test_a_loaded_ledger_has_its_history_but_nothing_to_take_back(
    small: Ledger, tmp_path: Path
) -> None:
    write(small, preview(small, OTHER, year=2026))
    csv_folder.export_folder(small, tmp_path / "out")
    csv_folder.load_folder(small, tmp_path / "out", NOW, replace=True)
    assert len(answer(small, "import_history")) == 1
    assert history.why_no_undo(small) == "只能撤销最近一次导入:更早的导入没有留存副本。"


def test_what_is_kept_in_memory_follows_every_import_and_its_way_back(small: Ledger) -> None:
    def tasks() -> int:
        frame = small.query_kept("overview", asking("overview", as_of=NOW.date()), [NOW.date()])
        return int(frame["tasks"].item())

    rows = own_rows(small)
    rows[0]["text"] = "另一句话。"
    assert tasks() == 6
    write(small, preview(small, [*rows, OTHER[0]]))
    assert tasks() == 7
    history.undo(small, now=NOW, undone_by=None)
    assert tasks() == 6


def test_who_reads_during_an_import_sees_all_of_it_or_nothing(small: Ledger) -> None:
    rows = own_rows(small)
    rows[0]["text"] = "另一句话。"
    seen = set()

    def read(at: int) -> None:
        ask = small.query if at % 2 else kept
        seen.add(int(ask("overview", asking("overview", as_of=NOW.date()))["tasks"].item()))

    def kept(name: str, asked: dict[str, Any]) -> pd.DataFrame:
        return small.query_kept(name, asked, [asked["view"]["as_of"]])

    with ThreadPoolExecutor(3) as readers:
        for _ in range(2):
            asked = [readers.submit(read, at) for at in range(12)]
            write(small, preview(small, [*rows, OTHER[0]]))
            asked += [readers.submit(read, at) for at in range(12)]
            history.undo(small, now=NOW, undone_by=None)
            for reading in asked:
                reading.result()
    assert seen == {6, 7}


texts = st.text(alphabet="甲乙丙。1", min_size=1, max_size=4)
places = st.sampled_from([{}, {"theme": "党建"}, {"theme": "甲"}]) | texts.map(
    lambda title: {"theme": title, "theme_title": f"{title}工作"}
)
rows_of_a_file = st.fixed_dictionaries(
    {"number": texts, "item": texts, "text": texts, "lead_office": st.none() | texts},
    optional={
        "group_title": st.none() | texts,
        "item_number": st.none() | texts,
        "leader": st.none() | texts,
        "due_date": st.none() | st.dates(date(2023, 1, 1), date(2023, 12, 31)),
        "support_offices": st.lists(texts, max_size=2).map(tuple),
        "q2_target": st.none() | st.sampled_from([0.0, 50.0]),
        "percent": st.none() | st.sampled_from([0.0, 50.0, 100.0]),
        "reported_on": st.none() | st.dates(date(2023, 5, 1), date(2023, 5, 4)),
        "verified_on": st.none() | st.dates(date(2023, 5, 1), date(2023, 5, 4)),
    },
)
drafts = st.lists(
    st.tuples(rows_of_a_file, places).map(lambda parts: parts[0] | parts[1]),
    min_size=1,
    max_size=7,
    unique_by=lambda row: row["number"],
)


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=drafts, kind=st.sampled_from(["plan", "ledger"]), cancel=st.booleans())
def test_any_file_again_changes_nothing_and_taken_back_leaves_nothing(
    small: Ledger, rows: Draft, kind: ChangeKind, cancel: bool
) -> None:
    before = everything(small)
    write(small, preview(small, rows, kind, cancel_missing=cancel))
    again = preview(small, rows, kind, cancel_missing=cancel)
    assert again.is_empty, again.preview.to_string()
    assert small.query("checks/item_has_tasks", {}).empty
    history.undo(small, now=NOW, undone_by=None)
    assert everything(small) == before


def test_other_names_are_kept_in_full_or_refused_with_every_problem(small: Ledger) -> None:
    given = pd.DataFrame(
        {
            "alias": [" 基股 ", "人事股", "", "基股", None],
            "office_name": ["基教股", "甲", "乙", "甲", None],
        }
    )
    with pytest.raises(InputError) as caught:
        name_lists.save_aliases(small, given)
    assert str(caught.value) == (
        "股室简称表有 4 处问题,未保存:\n"
        "  第 3 行简称:应为内容,实为空\n"
        "  第 1 行简称:应为不重复的值,实为重复的“基股”\n"
        "  第 4 行简称:应为不重复的值,实为重复的“基股”\n"
        "  第 2 行简称:应为不是股室本名的简称,实为股室“人事股”"
    )
    name_lists.save_aliases(small, given.iloc[[0]])
    name_lists.save_aliases(small, given.iloc[[0]])
    assert answer(small, "office_aliases") == [{"alias": "基股", "office_name": "基教股"}]
    name_lists.save_aliases(small, given.iloc[:0])
    assert answer(small, "office_aliases") == []


def test_short_names_are_tried_in_the_order_of_the_table(small: Ledger) -> None:
    given = pd.DataFrame({"pattern": ["安全", "党"], "short_name": ["平安", "党建"]})
    name_lists.save_theme_names(small, given)
    assert answer(small, "theme_names") == [
        {"pattern": "安全", "short_name": "平安", "ordinal": 1},
        {"pattern": "党", "short_name": "党建", "ordinal": 2},
    ]
    with pytest.raises(InputError, match="第 1 行主题简称:应为不超过 8 个字的简称"):
        name_lists.save_theme_names(small, given.assign(short_name="一二三四五六七八九"))


def test_an_event_of_the_school_calendar_has_one_day_a_year(small: Ledger) -> None:
    given = pd.DataFrame(
        {
            "event": ["summer_holiday", "summer_holiday", "autumn_term", None],
            "day": [date(2023, 7, 8), date(2024, 7, 6), None, None],
        }
    )
    with pytest.raises(InputError, match="第 3 行日期:应为内容,实为空"):
        name_lists.save_calendar(small, given)
    twice = given.iloc[:2].assign(day=date(2023, 7, 8))
    with pytest.raises(InputError, match="应为一年一个日期,实为重复的“暑假开始”"):
        name_lists.save_calendar(small, twice)
    name_lists.save_calendar(small, given.iloc[:2])
    assert reading.calendar_days(small) == (
        ("summer_holiday", date(2023, 7, 8)),
        ("summer_holiday", date(2024, 7, 6)),
    )
    purpose = reading.Purpose("ledger", 2023, date(2023, 5, 20))
    assert reading.known(small, purpose, date(2023, 5, 20)).calendar == reading.calendar_days(small)


def test_a_struck_task_is_cancelled_as_of_today_and_keeps_its_progress(small: Ledger) -> None:
    draft = pd.DataFrame([{"task_id": 5, "number": "5", "cancel": True}])
    change = comparing.preview_progress(small, draft, year=YEAR, file_name=NAME, now=NOW)
    assert change.preview[["number", "field", "after"]].to_numpy().tolist() == [
        ["5", "状态", "已取消"]
    ]
    write(small, change)
    states = {row["number"]: row["state"] for row in answer(small, "task_list", as_of=NOW.date())}
    assert states["5"] == "cancelled"
    again = comparing.preview_progress(small, draft, year=YEAR, file_name=NAME, now=NOW)
    assert again.is_empty
