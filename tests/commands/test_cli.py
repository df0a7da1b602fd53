"""The command line: answers in three forms, one sentence for an error, exit codes for scripts."""

import csv
import json
import re
import shutil
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from dashboard.commands.cli import main
from dashboard.commands.query import OPTIONS, VIEW
from dashboard.ledger import csv_folder
from dashboard.ledger.queries import names, question
from dashboard.ledger.store import ledger_path, open_ledger
from dashboard.meetings import agenda_records, meeting_records, saved_views
from dashboard.meetings.agenda import standard_slides
from dashboard.view.filters import VIEW_WORDS
from tests.support.small_plan import put, report

NOW = datetime(2023, 5, 20, 9, 30)
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, small_file: Path) -> Path:
    """The closed ledger of the small plan, which the commands use on 20 May 2023."""
    monkeypatch.setenv("LEDGER_DB", str(tmp_path / "small.duckdb"))
    monkeypatch.setenv("DASHBOARD_NOW", NOW.isoformat())
    return Path(shutil.copy(small_file, ledger_path()))


@pytest.fixture
def nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The place of a ledger that is not there yet."""
    monkeypatch.setenv("LEDGER_DB", str(tmp_path / "new" / "ledger.duckdb"))
    monkeypatch.setenv("DASHBOARD_NOW", NOW.isoformat())
    return ledger_path()


def asked(capsys: Captured, *arguments: str) -> list[dict[str, object]]:
    """Return what `query … --format json` prints."""
    assert main(["query", *arguments, "--format", "json"]) == 0
    rows: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return rows


@pytest.mark.usefixtures("small")
def test_json_is_an_array_of_objects_with_the_columns_of_the_question(capsys: Captured) -> None:
    rows = asked(capsys, "completion_by_quarter")
    expected = {
        "quarter": 2, "quarter_end": "2023-06-30", "due_in_quarter": 2, "finished_in_quarter": 1,
        "finished_on_time": 0, "tasks": 6, "finished": 2, "completion_rate": pytest.approx(1 / 3),
        "average_progress": 56.25, "average_expected": 65,
    }  # fmt: skip
    assert {name: rows[1][name] for name in expected} == expected
    assert rows[3]["completion_rate"] is None


@pytest.mark.usefixtures("small")
def test_csv_is_read_back_by_any_program(capsys: Captured) -> None:
    assert main(["query", "office_by_theme", "--format", "csv"]) == 0
    rows = csv.reader(capsys.readouterr().out.splitlines())
    assert [row[:5] for row in rows] == [
        ["office", "theme", "tasks", "finished", "completion_rate"],
        ["办公室", "党建", "2", "1", "0.5"],
        ["办公室", "教学", "1", "0", "0.0"],
        ["人事股", "党建", "2", "1", "0.5"],
        ["基教股", "教学", "1", "0", "0.0"],
    ]


@pytest.mark.usefixtures("small")
def test_a_table_is_the_form_when_none_is_asked_for(capsys: Captured) -> None:
    assert main(["query", "office_by_theme"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:5] == ["office", "theme", "tasks", "finished", "completion_rate"]
    assert len(lines) == 5


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_every_question_is_answered_in_every_form(capsys: Captured, form: str) -> None:
    for name in ("overview", "task_list", "task_history", "completion_by_item", "choices",
                 "plans", "settings", "office_by_quarter", "theme_by_quarter"):  # fmt: skip
        assert main(["query", name, "--format", form]) == 0
        assert capsys.readouterr().out.strip()


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("form", ["csv", "table"])
def test_a_missing_quarter_target_is_written_without_a_sign_of_pythons(
    capsys: Captured, form: str
) -> None:
    assert main(["query", "task_list", "--format", form]) == 0
    told = capsys.readouterr().out
    assert [sign for sign in ("--", "nan", "masked") if sign in told] == []


@pytest.mark.usefixtures("small")
def test_json_of_nothing_is_an_empty_array(capsys: Captured) -> None:
    assert asked(capsys, "task_list", "--search", "无此措施") == []


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("options", "kept"),
    [
        (["--office", "人事股"], [3, 7]),
        (["--office", "人事股", "--basis", "any"], [2, 3, 7]),
        (["--office", "人事股", "基教股"], [3, 7, 4, 6]),
        (["--office", "人事股", "--office", "基教股"], [3, 7, 4, 6]),
        (["--theme", "教学", "--leader", "李局"], [4, 5, 6]),
        (["--quarter", "2"], [1, 7]),
        (["--state", "behind", "done"], [1, 4]),
        (["--search", "jtjy"], [2]),
        (["--year", "2023"], [1, 2, 3, 7, 4, 5, 6]),
    ],
)
def test_each_option_narrows(capsys: Captured, options: list[str], kept: list[int]) -> None:
    assert [row["task_id"] for row in asked(capsys, "task_list", *options)] == kept


@pytest.mark.usefixtures("small")
def test_the_day_is_today_unless_another_is_asked_for(capsys: Captured) -> None:
    assert asked(capsys, "overview")[0]["average_expected"] == 65
    assert asked(capsys, "overview", "--as-of", "2023-03-31")[0]["average_expected"] == 36


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("known_at", "percent"),
    [
        ("2023-05-15T18:00", 55),
        ("2023-05-16T08:59:59", 55),
        ("2023-05-16T09:00", 60),
        ("2023-05-16T09:00:00+08:00", 60),
        ("2023-05-16T08:00:00+08:00", 55),
    ],
)
def test_known_at_freezes_by_the_bureaus_clock(
    capsys: Captured, known_at: str, percent: int
) -> None:
    rows = asked(capsys, "task_list", "--known-at", known_at, "--search", "家庭教育")
    assert rows[0]["percent"] == percent


@pytest.mark.usefixtures("small")
def test_a_history_can_be_asked_of_one_task(capsys: Captured) -> None:
    rows = asked(capsys, "task_history", "--task", "2")
    assert [(row["percent"], row["recorded_at"]) for row in rows] == [
        (60, "2023-05-16T09:00:00"),
        (55, "2023-05-15T17:00:00"),
    ]


def meet(path: Path) -> None:
    """Hold meetings on the figures of 31 March and of today; keep an agenda and a view."""
    with closing(open_ledger(path, NOW)) as ledger:
        for day in (date(2023, 3, 31), NOW.date()):
            meeting_records.add_meeting(
                ledger, year=2023, held_on=day, name="会", agenda_id=None, as_of=day, now=NOW
            )
        agenda_records.save_agenda(
            ledger, agenda_id=None, name="季度", slides=standard_slides(), now=NOW
        )
        saved_views.save_view(ledger, name="滞后", page="tasks", words="state=behind", now=NOW)


def test_changes_are_those_since_the_last_meeting_or_the_day_asked_for(
    small: Path, capsys: Captured
) -> None:
    assert asked(capsys, "changes_since") == [], "there was no meeting yet"
    meet(small)
    named = {row["task_id"]: row["change"] for row in asked(capsys, "changes_since")}
    assert named == {1: "newly_done"}
    rows = asked(capsys, "changes_since", "--since", "2023-04-09")
    assert [row["change"] for row in rows] == ["newly_done", "fallen_behind"]
    assert asked(capsys, "changes_since", "--as-of", "2023-03-31") == []


def test_an_agenda_and_a_view_are_asked_for_by_their_number(small: Path, capsys: Captured) -> None:
    meet(small)
    slides = asked(capsys, "agenda_slides", "--agenda", "1")
    assert [row["slide_key"] for row in slides] == [slide.key for slide in standard_slides()]
    assert asked(capsys, "saved_view", "--view", "1")[0]["words"] == "state=behind"
    for name, rows in (("agendas", 1), ("saved_views", 1), ("meetings", 2), ("decisions", 0)):
        assert len(asked(capsys, name)) == rows
    assert asked(capsys, "agenda_slides") == asked(capsys, "saved_view") == []
    assert len(asked(capsys, "meetings", "--known-at", "2023-05-20T09:29")) == 0


def one_sentence(capsys: Captured) -> str:
    """Return the one line that a failed command wrote, all of it on stderr."""
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.strip().splitlines()) == 1
    assert "Traceback" not in told.err
    return told.err


@pytest.mark.usefixtures("small")
def test_an_unknown_question_is_one_sentence_and_two(capsys: Captured) -> None:
    assert main(["query", "completion_by_offise"]) == 2
    assert "completion_by_office" in one_sentence(capsys)


@pytest.mark.usefixtures("small")
def test_a_year_without_a_plan_is_one_sentence_that_names_the_others(capsys: Captured) -> None:
    assert main(["query", "overview", "--year", "1999"]) == 2
    told = one_sentence(capsys)
    assert "1999" in told
    assert "2023" in told


@pytest.mark.usefixtures("nothing")
def test_a_ledger_without_a_plan_says_what_to_do(capsys: Captured) -> None:
    assert main(["query", "overview"]) == 2
    assert "demo" in one_sentence(capsys)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--known-at", "yesterday"),
        ("--as-of", "2023-02-30"),
        ("--basis", "both"),
        ("--state", "late"),
        ("--quarter", "5"),
        ("--task", "x"),
        ("--since", "2023-13-01"),
        ("--agenda", "x"),
        ("--view", "x"),
        ("--format", "xml"),
    ],
)
def test_a_value_that_an_option_cannot_take_is_named_and_two(
    capsys: Captured, option: str, value: str
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["query", "overview", option, value])
    assert caught.value.code == 2
    told = capsys.readouterr().err
    assert option in told
    assert value in told


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("arguments", "unused", "usable"),
    [
        (["meetings", "--office", "办公室"], "--office", "--year、--known-at"),
        (["overview", "--task", "2", "--agenda", "1"], "--task、--agenda", "--basis"),
        (["settings", "--basis", "lead"], "--basis", "没有选项"),
    ],
)
def test_an_option_that_a_question_does_not_take_is_refused(
    capsys: Captured, arguments: list[str], unused: str, usable: str
) -> None:
    assert main(["query", *arguments]) == 2
    told = one_sentence(capsys)
    assert f"用不到选项 {unused};" in told
    assert usable in told


@pytest.mark.usefixtures("nothing")
def test_a_question_about_no_year_is_answered_without_any_plan(capsys: Captured) -> None:
    assert asked(capsys, "plans") == []


def test_every_parameter_of_a_question_has_an_option() -> None:
    declared = {name for each in names() for name in question(each).parameters}
    assert declared - {"view"} | VIEW == set(OPTIONS.values())


def english_of(text: str) -> list[str]:
    """Return the English words of a text, but for the command, options and what they may be."""
    allowed = ("python", "dashboard", "help", "query", "format", "csv", "json", "table", "foo")
    codes = {str(code) for word in VIEW_WORDS.values() for code in word.codes or ()}
    known = {*allowed, *names(), *codes, *(name.replace("_", "-") for name in OPTIONS)}
    words = re.findall(r"[a-z][a-z_-]{2,}", text)
    return [word for word in words if word not in known]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["query", "--help"], "显示本帮助后退出"),
        (["query"], "缺少 查询名"),
        (["query", "overview", "--basis", "foo"], "--basis:不能是 'foo'"),
        (["query", "overview", "--year", "foo"], "--year:应为整数,实为 foo"),
        (["query", "overview", "--year"], "--year:后面应有一个值"),
        (["query", "overview", "--office"], "--office:后面至少有一个值"),
        (["query", "overview", "--s", "foo"], "不够明确"),
        (["query", "overview", "--foo"], "没有这样的参数:--foo"),
    ],
)
def test_help_and_errors_of_arguments_speak_chinese(
    capsys: Captured, arguments: list[str], told: str
) -> None:
    with pytest.raises(SystemExit):
        main(arguments)
    captured = capsys.readouterr()
    assert told in captured.out + captured.err
    assert english_of(captured.out + captured.err) == []


def test_a_file_that_is_no_ledger_is_one_sentence(small: Path, capsys: Captured) -> None:
    small.write_text("no ledger" * 1000)
    assert main(["query", "overview"]) == 2
    assert str(small) in one_sentence(capsys)


def test_demo_export_and_load_go_round(nothing: Path, tmp_path: Path, capsys: Captured) -> None:
    assert main(["demo"]) == 0
    assert "125" in capsys.readouterr().out
    assert main(["export", str(tmp_path / "out")]) == 0
    assert "task.csv\t125 行" in capsys.readouterr().out.splitlines()
    assert main(["load", str(tmp_path / "out")]) == 0
    assert "125" in capsys.readouterr().out
    assert nothing.exists()
    demo, out = csv_folder.DEMO_FOLDER / "progress.csv", tmp_path / "out" / "progress.csv"
    assert out.read_bytes() == demo.read_bytes()


@pytest.mark.parametrize("command", [["demo"], ["load", str(csv_folder.DEMO_FOLDER)]])
def test_a_real_plan_is_not_replaced_unless_asked(
    small: Path, capsys: Captured, command: list[str]
) -> None:
    assert main(command) == 2
    assert "2023 年的正式数据" in one_sentence(capsys)
    with closing(open_ledger(small, NOW)) as ledger:
        assert ledger.query("plans", {})["title"].tolist() == ["要点"]


@pytest.mark.usefixtures("small")
def test_a_real_plan_is_replaced_when_asked(capsys: Captured) -> None:
    assert main(["load", str(csv_folder.DEMO_FOLDER), "--replace"]) == 0
    capsys.readouterr()
    assert asked(capsys, "plans")[0]["is_demo"] is True


@pytest.mark.usefixtures("nothing")
def test_a_load_tells_every_problem_and_two(tmp_path: Path, capsys: Captured) -> None:
    assert main(["load", str(tmp_path)]) == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 7
    assert "6 处问题" in told[0]


@pytest.mark.usefixtures("small")
def test_an_export_into_used_files_is_refused(tmp_path: Path, capsys: Captured) -> None:
    assert main(["export", str(tmp_path / "out")]) == 0
    capsys.readouterr()
    assert main(["export", str(tmp_path / "out")]) == 2
    assert "plan.csv" in one_sentence(capsys)


@pytest.mark.usefixtures("small")
def test_an_export_that_cannot_be_written_is_one_sentence(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "file").write_text("")
    assert main(["export", str(tmp_path / "file")]) == 2
    one_sentence(capsys)


def test_checks_are_silent_and_zero_or_tell_and_one(small: Path, capsys: Captured) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "数据检查:没有发现问题。\n"
    with closing(open_ledger(small, NOW)) as ledger, ledger.transaction() as connection:
        put(connection, "progress", report(20, 4, "2023-05-01", 10))
    assert main(["check"]) == 1
    told = capsys.readouterr().out
    assert "课堂教学改革" in told
    assert "1 处问题" in told


def test_a_backup_is_a_ledger_and_never_replaces_a_file(
    small: Path, tmp_path: Path, capsys: Captured
) -> None:
    copy = tmp_path / "备份.duckdb"
    assert main(["backup", str(copy)]) == 0
    assert str(copy) in capsys.readouterr().out
    with closing(open_ledger(copy, NOW)) as ledger:
        assert ledger.query("plans", {})["title"].tolist() == ["要点"]
    assert main(["backup", str(copy)]) == 2
    assert "已存在" in one_sentence(capsys)
    assert main(["backup", str(small)]) == 2


def test_no_command_is_an_error_of_one_line_that_names_the_help(capsys: Captured) -> None:
    with pytest.raises(SystemExit) as caught:
        main([])
    assert caught.value.code == 2
    told = capsys.readouterr().err
    assert told.startswith("参数有误")
    assert told.count("\n") == 1
    assert "--help" in told
