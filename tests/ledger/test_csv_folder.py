"""A whole ledger out and in again: nothing is lost, and nothing is half loaded."""

from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from dashboard.core.errors import DashboardError, InputError
from dashboard.ledger import csv_folder
from dashboard.ledger.store import Ledger, open_ledger
from dashboard.ledger.tables import LEDGER_TABLES, MEETING_TABLES
from dashboard.meetings import agenda_records, meeting_records, saved_views
from dashboard.meetings.agenda import AgendaSlide
from tests.support.clock import NOW
from tests.support.small_plan import answer, fill, put, report

ODD = [
    "两行\n之间",
    "回车\r\n换行",
    'they said "好", twice',
    "逗号,分号;制表\t",
    "🙂𠮷",
    "007",
    "NA",
    "null",
    "=1+1",
    "  两边空格  ",
    "'",
    "\\n",
]


def files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def reloaded(ledger: Ledger, folder: Path) -> dict[str, bytes]:
    """Export a ledger, load the files into a new one, and return what that exports."""
    csv_folder.export_folder(ledger, folder / "first")
    with closing(open_ledger(folder / "second.duckdb", NOW)) as second:
        csv_folder.load_folder(second, folder / "first", NOW)
        csv_folder.export_folder(second, folder / "second")
    return files(folder / "second")


def test_export_and_load_and_export_are_byte_for_byte_the_same(
    ledger: Ledger, tmp_path: Path
) -> None:
    again = reloaded(fill(ledger), tmp_path)
    assert sorted(again) == sorted(f"{table}.csv" for table in LEDGER_TABLES)
    assert again == files(tmp_path / "first")


def test_the_demo_plan_is_kept_in_the_form_that_export_writes(
    demo_ledger: Ledger, tmp_path: Path
) -> None:
    counts = csv_folder.export_folder(demo_ledger, tmp_path / "out")
    assert files(tmp_path / "out") == files(csv_folder.DEMO_FOLDER)
    assert (
        counts["task"]
        == len((csv_folder.DEMO_FOLDER / "task.csv").read_text("utf-8").splitlines()) - 1
    )


def test_any_text_survives(ledger: Ledger, tmp_path: Path) -> None:
    fill(ledger)
    with ledger.transaction() as connection:
        put(
            connection,
            "progress",
            *(
                report(
                    100 + key,
                    3,
                    "2023-05-01",
                    1,
                    work_done=said,
                    recorded_at=f"2023-05-{key + 1:02}",
                )
                for key, said in enumerate(ODD)
            ),
        )
    assert reloaded(ledger, tmp_path) == files(tmp_path / "first")
    with closing(open_ledger(tmp_path / "second.duckdb", NOW)) as second:
        told = sorted(answer(second, "task_history", tasks=[3]), key=lambda row: row["progress_id"])
    assert [row["work_done"] for row in told] == ODD


@pytest.mark.parametrize("value", [0.1 + 0.2, 1 / 3, 1e-9, 123456789.125, 1e20])
def test_any_number_survives(ledger: Ledger, tmp_path: Path, value: float) -> None:
    fill(ledger)
    ledger.connection.execute("update setting set value = $value", {"value": value})
    assert reloaded(ledger, tmp_path) == files(tmp_path / "first")
    with closing(open_ledger(tmp_path / "second.duckdb", NOW)) as second:
        assert {row["value"] for row in answer(second, "settings")} == {value}


def test_a_moment_keeps_its_microseconds(ledger: Ledger, tmp_path: Path) -> None:
    fill(ledger)
    moment = datetime(2023, 5, 1, 8, 0, 0, 123456)
    with ledger.transaction() as connection:
        put(connection, "progress", report(20, 3, "2023-05-01", 1, recorded_at=moment))
    reloaded(ledger, tmp_path)
    with closing(open_ledger(tmp_path / "second.duckdb", NOW)) as second:
        assert answer(second, "task_history", tasks=[3])[0]["recorded_at"] == moment


def test_a_loaded_ledger_answers_as_the_one_it_came_from(ledger: Ledger, tmp_path: Path) -> None:
    reloaded(fill(ledger), tmp_path)
    with closing(open_ledger(tmp_path / "second.duckdb", NOW)) as second:
        for name in ("overview", "task_list", "completion_by_office", "choices"):
            assert answer(second, name) == answer(ledger, name)
        assert len(answer(second, "task_list", search="jtjy")) == 1


def test_an_empty_ledger_is_exported_and_its_lack_of_a_plan_is_no_trace(
    ledger: Ledger, tmp_path: Path
) -> None:
    counts = csv_folder.export_folder(ledger, tmp_path / "out")
    assert {table for table, rows in counts.items() if rows} == {"setting", "theme_name"}
    with closing(open_ledger(tmp_path / "second.duckdb", NOW)) as second:
        csv_folder.load_folder(second, tmp_path / "out", NOW)
        assert answer(second, "plans") == []


def test_an_export_never_replaces_a_file(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "task.csv").write_text("precious")
    with pytest.raises(InputError, match=r"task\.csv"):
        csv_folder.export_folder(fill(ledger), tmp_path)
    assert (tmp_path / "task.csv").read_text() == "precious"
    assert not (tmp_path / "plan.csv").exists()


def exported(ledger: Ledger, folder: Path) -> Path:
    csv_folder.export_folder(ledger, folder)
    return folder


def everything(ledger: Ledger) -> list[list[dict[str, Any]]]:
    return [answer(ledger, name) for name in ("plans", "task_list", "task_history", "settings")]


def test_nothing_is_loaded_when_one_value_is_wrong(ledger: Ledger, tmp_path: Path) -> None:
    folder = exported(fill(ledger), tmp_path / "out")
    before, revision = everything(ledger), ledger.revision
    task = folder / "task.csv"
    task.write_text(task.read_text("utf-8").replace("2023-07-19", "2023-07-32"), "utf-8")
    with pytest.raises(InputError, match=r"task\.csv 第 7 行 due_date 列"):
        csv_folder.load_folder(ledger, folder, NOW, replace=True)
    assert everything(ledger) == before
    assert ledger.revision == revision


def test_nothing_is_lost_when_the_ledger_refuses_a_row(ledger: Ledger, tmp_path: Path) -> None:
    folder = exported(fill(ledger), tmp_path / "out")
    before = everything(ledger)
    office = folder / "office.csv"
    office.write_text(office.read_text("utf-8") + "99999999999,9,大\n", "utf-8")
    with pytest.raises(DashboardError):
        csv_folder.load_folder(ledger, folder, NOW, replace=True)
    assert everything(ledger) == before


def test_a_real_plan_is_not_replaced_unless_asked(ledger: Ledger) -> None:
    before = everything(fill(ledger))
    with pytest.raises(InputError, match="2023 年的正式数据") as caught:
        csv_folder.load_folder(ledger, csv_folder.DEMO_FOLDER, NOW)
    assert "--replace" in str(caught.value)
    assert everything(ledger) == before
    csv_folder.load_folder(ledger, csv_folder.DEMO_FOLDER, NOW, replace=True)
    assert answer(ledger, "plans")[0]["is_demo"] is True


def test_a_demo_plan_gives_way_to_another(ledger: Ledger, tmp_path: Path) -> None:
    folder = exported(fill(ledger), tmp_path / "out")
    with closing(open_ledger(tmp_path / "second.duckdb", NOW)) as second:
        csv_folder.load_folder(second, csv_folder.DEMO_FOLDER, NOW)
        csv_folder.load_folder(second, folder, NOW)
        assert everything(second) == everything(ledger)


def test_a_load_is_one_write(ledger: Ledger) -> None:
    before = ledger.revision
    csv_folder.load_folder(ledger, csv_folder.DEMO_FOLDER, NOW)
    assert ledger.revision == before + 1


def test_thresholds_that_a_file_leaves_out_keep_a_value(ledger: Ledger, tmp_path: Path) -> None:
    folder = exported(fill(ledger), tmp_path / "out")
    (folder / "setting.csv").write_text("name,value,description\nbehind_gap,-5,更严\n", "utf-8")
    csv_folder.load_folder(ledger, folder, NOW, replace=True)
    values = {row["name"]: row["value"] for row in answer(ledger, "settings")}
    assert values == {
        "behind_gap": -5, "severe_gap": -30, "due_soon_days": 15, "grace_days": 30,
        "stale_days": 30,
    }  # fmt: skip


def test_what_an_earlier_version_exported_still_loads(ledger: Ledger, tmp_path: Path) -> None:
    folder = exported(fill(ledger), tmp_path / "out")
    before, names = everything(ledger), answer(ledger, "theme_names")
    for table in ("office_alias", "theme_name", "import_log", *MEETING_TABLES):
        (folder / f"{table}.csv").unlink()
    items = (folder / "item.csv").read_text("utf-8").splitlines()
    (folder / "item.csv").write_text("\n".join(line.removesuffix(",") for line in items)
                                     .replace(",group_title", ""), "utf-8")  # fmt: skip
    csv_folder.load_folder(ledger, folder, NOW, replace=True)
    assert everything(ledger) == before
    assert answer(ledger, "theme_names") == names


def test_what_imports_left_in_a_ledger_is_exported_too(ledger: Ledger, tmp_path: Path) -> None:
    fill(ledger)
    with ledger.transaction() as connection:
        connection.execute("update item set group_title = '(一)学习' where item_id = 1")
        connection.execute("delete from theme_name")
        put(connection, "office_alias", {"alias": "基教", "office_name": "基教股"})
        row = {"import_id": 7, "imported_at": "2023-05-01T08:00", "file_name": "台账.xlsx"}
        row |= {"digest": "d", "kind": "ledger", "year": 2023, "undone_at": "2023-05-02T08:00"}
        row |= {f"count_{kind}": 1 for kind in ("new", "changed", "unchanged", "missing")}
        put(connection, "import_log", row)
    assert reloaded(ledger, tmp_path) == files(tmp_path / "first")
    with closing(open_ledger(tmp_path / "second.duckdb", NOW)) as second:
        for name in ("plan_rows", "office_aliases", "theme_names", "import_history"):
            assert answer(second, name) == answer(ledger, name)
        assert answer(second, "theme_names") == [], "the bureau wants none"


def meet(ledger: Ledger) -> Ledger:
    """Put an agenda of two versions, a meeting, two decisions and two views into the small plan."""
    fill(ledger)
    slides = (
        AgendaSlide("task", "task", "要事, 急事", "task=4", is_shown=False),
        AgendaSlide("a", "overview"),
    )
    agenda_id = agenda_records.save_agenda(
        ledger, agenda_id=None, name="季度", slides=slides, now=NOW
    )
    agenda_records.save_agenda(ledger, agenda_id=agenda_id, name="季度", slides=slides[1:], now=NOW)
    for name, chosen in (("调度会", agenda_id), ("碰头会", None)):
        meeting_records.add_meeting(
            ledger, year=2023, held_on=date(2023, 5, 20), name=name, agenda_id=chosen,
            as_of=date(2023, 3, 31), now=NOW,
        )  # fmt: skip
    meeting_records.delete_meeting(ledger, 2, now=NOW)
    for task_id in (4, None):
        meeting_records.record_decision(
            ledger, meeting_id=1, text="一是\n二是", office="办公室", due_date=date(2023, 5, 2),
            task_id=task_id, now=NOW,
        )  # fmt: skip
    meeting_records.report_decision(
        ledger, decision_id=1, status="done", reported_on=date(2023, 5, 1), note=None, now=NOW
    )
    saved_views.save_view(ledger, name="全部", page="", words="", now=NOW)
    saved_views.save_view(ledger, name="滞后", page="tasks", words="state=behind", now=NOW)
    return ledger


def met(ledger: Ledger) -> list[Any]:
    """Return all that a ledger tells of its meetings."""
    asked = {"agenda_id": 1, "view_id": 1}
    names = ("agendas", "agenda_slides", "meetings", "decisions", "saved_views", "saved_view")
    return [answer(ledger, name, **asked) for name in names] + [
        agenda_records.slides_of(ledger, 1, NOW),
        agenda_records.slides_of(ledger, 1, None),
    ]


def test_meetings_agendas_and_views_survive(ledger: Ledger, tmp_path: Path) -> None:
    assert reloaded(meet(ledger), tmp_path) == files(tmp_path / "first")
    with closing(open_ledger(tmp_path / "second.duckdb", NOW)) as second:
        assert met(second) == met(ledger)
        assert [len(rows) for rows in met(second)] == [1, 1, 1, 2, 2, 1, 2, 1]


def test_a_load_replaces_the_meetings_too(ledger: Ledger, tmp_path: Path) -> None:
    fill(ledger)
    folder = exported(ledger, tmp_path / "out")
    with closing(open_ledger(tmp_path / "second.duckdb", NOW)) as second:
        csv_folder.load_folder(meet(second), folder, NOW, replace=True)
        assert answer(second, "meetings") == answer(second, "saved_views") == []


@pytest.mark.parametrize(
    ("table", "old", "new", "told"),
    [
        ("meeting", "1,2023,", "1,2022,", "meeting.csv 第 2 行 year 列"),
        ("meeting", "调度会,1,", "调度会,7,", "meeting.csv 第 2 行 agenda_id 列"),
        (
            "decision",
            "办公室,2023-05-02,4,",
            "办公室,2023-05-02,44,",
            "decision.csv 第 2 行 task_id 列",
        ),
        ("decision_report", "1,1,", "1,9,", "decision_report.csv 第 2 行 decision_id 列"),
        ("decision_report", "done", "closed", "decision_report.csv 第 2 行 status 列"),
        ("agenda_slide", "overview", "weather", "agenda_slide.csv 第 2 行 kind 列"),
        ("agenda_slide", "true", "", "agenda_slide.csv 第 2 行 is_shown 列"),
        ("saved_view", "2,滞后", "1,滞后", "saved_view.csv 第 3 行 view_id 列"),
        ("saved_view", "2,滞后", "2,", "saved_view.csv 第 3 行 name 列"),
    ],
)
def test_a_meeting_that_names_nothing_or_cannot_be_is_told_by_its_line(
    ledger: Ledger, tmp_path: Path, table: str, old: str, new: str, told: str
) -> None:
    folder = exported(meet(ledger), tmp_path / "out")
    path, before = folder / f"{table}.csv", met(ledger)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(InputError) as caught:
        csv_folder.load_folder(ledger, folder, NOW, replace=True)
    assert told in str(caught.value)
    assert met(ledger) == before
