"""Files into the ledger from the command line: exit codes, sentences, and round trips."""

import json
from contextlib import closing
from datetime import date
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from dashboard.commands.cli import main
from dashboard.ledger.store import ledger_path, open_ledger
from tests.support.clock import NOW

Captured = pytest.CaptureFixture[str]
PLAN = """云岫县教育局2024年工作要点

一、加强党的领导
1.抓好学习。组织宣讲10场,6月底前完成;开展测试。(责任股室:办公室、人事股)
二、提高教学质量
2.改进教研。听课不少于20节。(责任股室:教研室)
"""


@pytest.fixture
def demo(demo_file: Path) -> Path:
    """The ledger of the demo plan, closed."""
    copy(demo_file, ledger_path())
    return ledger_path()


def said(capsys: Captured, *arguments: str, code: int = 0) -> str:
    assert main([*arguments]) == code
    captured = capsys.readouterr()
    return captured.out + captured.err


def write(path: Path, *rows: list[Any]) -> Path:
    workbook = Workbook()
    assert workbook.active is not None
    for row in rows:
        workbook.active.append(row)
    workbook.save(path)
    return path


def ask(name: str, **parameters: Any) -> Any:
    with closing(open_ledger(ledger_path(), NOW)) as ledger:
        return ledger.query(name, parameters)


def test_read_plan_prints_the_plan_and_touches_no_ledger(capsys: Captured, tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(PLAN, encoding="gb18030")
    plan = json.loads(said(capsys, "read-plan", str(file), "--format", "json"))
    assert (plan["year"], plan["organisation"]) == (2024, "云岫县教育局")
    assert [theme["short_name"] for theme in plan["themes"]] == ["党建", "教学质量"]
    assert plan["unread"] == plan["notes"] == []
    assert "主题 2 · 事项 2 · 措施 3 · 股室 3" in said(capsys, "read-plan", str(file))
    assert not ledger_path().exists()


@pytest.mark.usefixtures("demo")
def test_a_plan_takes_the_place_of_the_demo_and_can_be_taken_back(
    capsys: Captured, tmp_path: Path
) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(PLAN, encoding="utf-8")
    assert said(capsys, "import", str(file)) == "已导入:新增 3,变更 0,不变 0,文件中没有 0\n"
    assert list(ask("plans")["year"]) == [2024]
    assert said(capsys, "import", str(file)) == (
        "这个文件已于 2023-10-16 09:30 导入过,此后账本没有改动;再次导入不会有变化。\n"
    )
    assert said(capsys, "undo") == "已撤销最近一次导入,账本恢复到导入之前。\n"
    assert list(ask("plans")["is_demo"]) == [True]


@pytest.mark.usefixtures("demo")
def test_a_second_plan_of_a_year_must_be_a_new_version(capsys: Captured, tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(PLAN, encoding="utf-8")
    said(capsys, "import", str(file))
    file.write_text(PLAN.replace("6月底前", "9月底前"), encoding="utf-8")
    assert said(capsys, "import", str(file), code=2).startswith(
        "账本中已有 2024 年的工作要点,未导入任何内容;"
    )
    assert said(capsys, "import", str(file), "--new-version") == (
        "已导入:新增 0,变更 1,不变 2,文件中没有 0\n"
    )


@pytest.mark.usefixtures("demo")
def test_what_is_exported_and_brought_back_changes_nothing(
    capsys: Captured, tmp_path: Path
) -> None:
    file = tmp_path / "ledger.xlsx"
    said(capsys, "export", str(file))
    assert said(capsys, "import", str(file)) == (
        "文件内容与账本一致,没有变化:新增 0,变更 0,不变 123,文件中没有 0\n"
    )


@pytest.mark.usefixtures("demo")
def test_a_form_that_is_filled_in_gives_exactly_its_values(
    capsys: Captured, tmp_path: Path
) -> None:
    file = tmp_path / "form.xlsx"
    said(capsys, "template", "progress", "--office", "基础教育股", str(file))
    form = load_workbook(file)
    sheet = form.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[2]}
    sheet.cell(3, columns["进度"], 0.85)
    sheet.cell(3, columns["进展情况"], "=不是公式,是文字").data_type = "s"
    form.save(file)
    number = sheet.cell(3, columns["序号"]).value
    printed = json.loads(said(capsys, "import", str(file), "--format", "json"))
    assert (printed["kind"], printed["counts"]["new"]) == ("progress", 1)
    with closing(open_ledger(ledger_path(), NOW)) as ledger, ledger.connection.cursor() as cursor:
        rows = cursor.execute(
            "select task.number, progress.percent, work_done, reported_on::text from progress"
            " join task using (task_id) where progress.recorded_at = $now",
            {"now": NOW},
        ).fetchall()
    assert rows == [(number, 85.0, "=不是公式,是文字", "2023-10-16")]


@pytest.mark.usefixtures("demo")
def test_an_untouched_form_says_that_nothing_is_filled_in(capsys: Captured, tmp_path: Path) -> None:
    file = tmp_path / "form.xlsx"
    said(capsys, "template", "progress", str(file))
    assert said(capsys, "import", str(file), code=1) == (
        "没有可以导入的行:表里没有填写内容;请改好后重新导入。\n"
    )


@pytest.mark.usefixtures("demo")
def test_problems_are_told_with_their_cells_and_nothing_is_written(
    capsys: Captured, tmp_path: Path
) -> None:
    file = write(tmp_path / "report.xlsx", ["序号", "进度"], ["98", "180%"], ["99", "50%"])
    printed = json.loads(said(capsys, "import", str(file), "--format", "json", code=1))
    assert [(each["cell"], each["is_warning"]) for each in printed["problems"]] == [
        ("B2", False),
        ("A2", False),
        ("A3", False),
    ]
    assert ask("import_history").empty


@pytest.mark.usefixtures("demo")
def test_a_struck_task_is_told_and_cancelled_only_by_the_option(
    capsys: Captured, tmp_path: Path
) -> None:
    rows = [["2024年台账"], ["序号", "工作任务", "牵头股室"], ["1", "讲党课", "党务股"]]
    file = write(tmp_path / "ledger.xlsx", *rows, ["2", "停办的事", "党务股"])
    book = load_workbook(file)
    for cell in book.active[4]:
        cell.font = Font(strike=True)
    book.save(file)
    assert "  警告 Sheet!A4:应为没有划掉、没有取消的任务,实为整行划掉" in said(
        capsys, "import", str(file)
    )
    asked = {"as_of": date(2024, 12, 31), "known_at": None, "year": 2024}
    assert ask("plan_rows", **asked)["cancelled_on"].notna().tolist() == [False, False]
    said(capsys, "import", str(file), "--cancel-struck")
    assert ask("plan_rows", **asked)["cancelled_on"].notna().tolist() == [False, True]


@pytest.mark.usefixtures("demo")
def test_numbers_without_words_come_in_only_when_the_proposals_are_accepted(
    capsys: Captured, tmp_path: Path
) -> None:
    file = write(tmp_path / "report.xlsx", ["序号", "进度"], ["1.3", "99%"], ["1.4", "98%"])
    refused = said(capsys, "import", str(file), code=1)
    assert refused.startswith(
        "文件有问题,未导入任何内容:\n"
        "  错误 Sheet!A2:应为序号和任务文字(只凭序号不能确定任务),实为只有序号“1.3”"
    )
    assert refused.endswith("  说明 有 2 行对应的任务待确认;核对后可加 --accept-matches 采纳。\n")
    assert ask("import_history").empty
    assert said(capsys, "import", str(file), "--accept-matches").startswith("已导入:新增 2")


@pytest.mark.usefixtures("demo")
def test_the_offices_of_the_demo_are_no_measure_for_a_bureaus_own_ledger(
    capsys: Captured, tmp_path: Path
) -> None:
    rows = [["2024年台账"], ["序号", "工作任务", "牵头股室"], ["1", "讲党课", "党务股"]]
    file = write(tmp_path / "ledger.xlsx", *rows)
    assert said(capsys, "import", str(file)) == "已导入:新增 1,变更 0,不变 0,文件中没有 0\n"
    assert list(ask("plans")["year"]) == [2024]


def test_a_report_for_a_ledger_without_a_plan_is_one_sentence(
    capsys: Captured, tmp_path: Path
) -> None:
    file = write(tmp_path / "report.xlsx", ["序号", "进度"], ["1.1", "80%"], ["1.2", "50%"])
    assert said(capsys, "import", str(file), code=2) == (
        "账本中没有 2023 年的任务,无处填报进展;请先导入工作要点或台账。\n"
    )


@pytest.mark.usefixtures("demo")
def test_a_dry_run_writes_nothing(capsys: Captured, tmp_path: Path) -> None:
    file = write(tmp_path / "report.xlsx", ["序号", "进度"], ["1.3", "99%"], ["1.4", "98%"])
    told = said(capsys, "import", str(file), "--dry-run", "--accept-matches")
    assert told.startswith("只是预览,未写入账本:新增 2")
    assert ask("import_history").empty


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("没有.txt", None, "没有文件 "),
        ("空.txt", b"", "空.txt "),
        ("图.png", b"\x89PNG\r\n\x1a\n", "图.png:图片不能直接读取;"),
        (
            "旧.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + bytes(600),
            "旧.doc:旧版 Word 或 WPS 文档不能直接读取;",
        ),
    ],
    ids=["absent", "empty", "picture", "old-word"],
)
def test_what_cannot_be_read_is_one_sentence_and_exit_code_two(
    capsys: Captured, tmp_path: Path, name: str, content: bytes | None, sentence: str
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    for command in ("read-plan", "import"):
        printed = said(capsys, command, str(file), code=2)
        assert printed.startswith(sentence)
        assert len(printed.splitlines()) == 1


@pytest.mark.usefixtures("demo")
def test_a_form_for_an_office_that_is_not_there_names_those_that_are(
    capsys: Captured, tmp_path: Path
) -> None:
    printed = said(
        capsys, "template", "progress", "--office", "某股", str(tmp_path / "a.xlsx"), code=2
    )
    assert printed.startswith("账本中没有股室“某股”;已有的股室:办公室、")


def test_a_file_that_is_there_is_not_written_over(capsys: Captured, demo: Path) -> None:
    assert "已存在,未作覆盖" in said(capsys, "template", "ledger", str(demo), code=2)
