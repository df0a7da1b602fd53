"""One file is the same import on screen and command line: sentences, problems, change."""

import json
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from shutil import copy
from typing import Any

import pandas as pd
import pytest
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from dashboard.commands.cli import main
from dashboard.core.paths import ROOT
from dashboard.importing.service.reading import NO_TABLE
from dashboard.ledger.store import ledger_path
from dashboard.pages.answers import opened_ledger

FIRST, SECOND = "党的二十大精神首轮集中学习", "二十大精神校园宣讲30场"
"""The titles of the tasks 1.1 and 1.2 of the demo."""

Captured = pytest.CaptureFixture[str]
LEDGER = ["序号", "工作任务", "具体措施", "牵头股室", "完成时限"]
GOOD = ["1", "学习", "读书班", "办公室", "6月底"]
REPORT = ["序号", "进度", "进展情况", "事项"]


@pytest.fixture(autouse=True)
def _demo(demo_file: Path) -> Iterator[None]:
    copy(demo_file, ledger_path())
    yield
    opened_ledger.opened.cache_clear()


def workbook(*rows: Sequence[Any]) -> bytes:
    book, buffer = Workbook(), BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


def on_command_line(capsys: Captured, file: Path, *options: str) -> tuple[int, Any]:
    """Return the exit code of a dry run and what it printed: JSON, or the sentence of an error."""
    code = main(["import", str(file), "--dry-run", "--format", "json", *options])
    captured = capsys.readouterr()
    return code, json.loads(captured.out) if captured.out else captured.err.strip()


def on_screen(file: Path) -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
    app.switch_page("dashboard/pages/imports.py").run()
    return app.file_uploader[0].set_value((file.name, file.read_bytes(), "")).run()


def table(app: AppTest, column: str) -> pd.DataFrame:
    """Return the table that has this column, empty when there is none."""
    return next((each.value for each in app.dataframe if column in each.value), pd.DataFrame())


def problems_on_screen(app: AppTest) -> list[tuple[bool, str]]:
    return [
        (row["级别"] == "警告", f"{row['位置']}:应为{row['应为']},实为{row['实为']}")
        for row in table(app, "应为").to_dict("records")
    ]


def problems_printed(printed: Any) -> list[tuple[bool, str]]:
    return sorted(
        (each["is_warning"], each["text"].partition(";是否为")[0]) for each in printed["problems"]
    )


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        (
            "台账.xlsx",
            [["2024年重点工作台账"], LEDGER, GOOD, ["2", "安全", "排查", "安全股", "5月"]],
        ),
        ("没有年度的台账.xlsx", [LEDGER, GOOD]),
        ("有警告的台账.xlsx", [["2024年台账"], [*LEDGER, "备查"], [*GOOD, "某"]]),
        ("填报.xlsx", [REPORT, ["1.1", "95%", "快完成了", FIRST], ["1.2", "100%", "", SECOND]]),
    ],
)
def test_a_spreadsheet_changes_the_same(
    capsys: Captured, tmp_path: Path, name: str, rows: list[list[str]]
) -> None:
    file = tmp_path / name
    file.write_bytes(workbook(*rows))
    code, printed = on_command_line(capsys, file)
    assert code == 0
    app = on_screen(file)
    changes = pd.DataFrame(printed["changes"])
    first = changes.loc[changes["kind"] == changes["kind"].iloc[0]]
    shown = table(app, "任务")
    assert shown["任务"].tolist() == first["title"].tolist()
    assert shown["导入后"].tolist() == first["after"].tolist()
    assert problems_on_screen(app) == problems_printed(printed)
    year = next(each.value for each in app.selectbox if each.label == "年度")
    assert year == printed["year"]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("错.xlsx", [["2024年台账"], LEDGER, ["2", "安全", "排查", "安全股", "13月底"]]),
        (
            "对不上.xlsx",
            [REPORT, ["99.9", "5%", ""], ["1.1", "6%", "", SECOND], ["1.2", "7%", "", "别的"]],
        ),
    ],
)
def test_a_spreadsheet_has_the_same_problems(
    capsys: Captured, tmp_path: Path, name: str, rows: list[list[str]]
) -> None:
    file = tmp_path / name
    file.write_bytes(workbook(*rows))
    code, printed = on_command_line(capsys, file)
    assert code == 1
    assert problems_on_screen(on_screen(file)) == problems_printed(printed) != []


@pytest.mark.parametrize(
    ("name", "rows", "sentence"),
    [
        ("通讯录.xlsx", [["姓名", "电话"], ["张三", "123"]], NO_TABLE),
        ("空表.xlsx", [REPORT, ["1.1", "", "", FIRST]], "没有可以导入的行:表里没有填写内容"),
    ],
)
def test_a_spreadsheet_without_anything_to_import_is_the_same_sentence(
    capsys: Captured, tmp_path: Path, name: str, rows: list[list[str]], sentence: str
) -> None:
    file = tmp_path / name
    file.write_bytes(workbook(*rows))
    code, printed = on_command_line(capsys, file)
    assert code == 1
    assert printed["message"].startswith(sentence)
    assert on_screen(file).error[0].value.startswith(sentence)


def test_a_plan_that_names_no_year_is_due_in_the_year_that_is_chosen(
    capsys: Captured, tmp_path: Path
) -> None:
    file = tmp_path / "要点.txt"
    file.write_text("一、党建\n1.学习。6月底前组织宣讲。(责任股室:办公室)\n", encoding="utf-8")
    assert on_command_line(capsys, file) == (
        2,
        "要点.txt 的标题和正文都没有年度;请用 --year 写明年度。",
    )
    assert main(["import", str(file), "--year", "2024"]) == 0
    app = on_screen(file)
    next(each for each in app.selectbox if each.label == "年度").set_value(2024).run()
    next(each for each in app.button if each.label == "立账").click().run()
    assert "文件内容与账本一致,没有变化" in app.info[-1].value
    asked = {"as_of": pd.Timestamp("2024-12-31").date(), "known_at": None, "year": 2024}
    held = opened_ledger.ledger().query("plan_rows", asked)
    assert [str(day.date()) for day in held["due_date"]] == ["2024-06-30"]
