"""The progress form: an office finds its own tasks, and what it fills in is what is imported."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.core.errors import InputError
from dashboard.exports.progress_form import progress_form
from dashboard.importing.spreadsheets.sheet_columns import recognise_sheets
from dashboard.importing.spreadsheets.sheet_draft import KnownPlan, check_sheets
from dashboard.importing.spreadsheets.workbook import read_workbook
from dashboard.ledger.rows import Row, records
from tests.support.known_tasks import known_task

HEADINGS = [
    "序号", "工作任务", "具体措施", "牵头股室", "完成时限", "上次进度",
    "进度", "进展情况", "存在问题", "下一步措施", "印证资料", "责任人", "填报日期",
]  # fmt: skip
DAY = date(2026, 9, 30)
ITEM = "理论学习"
TASKS = [
    (1, "1.1", "甲", "办公室"), (2, "1.10", "=乙", "办公室"), (3, "2.1", "丙", "人事股"),
]  # fmt: skip


def tasks() -> pd.DataFrame:
    """Return three tasks of two offices; the second was never reported on."""
    shared = {"item": ITEM, "due_date": date(2026, 12, 31), "support_offices": ("团委",)}
    return pd.DataFrame(
        [
            {**shared, "number": "1.1", "text": "甲", "lead_office": "办公室", "percent": 55.5},
            {**shared, "number": "1.10", "text": "=乙", "lead_office": "办公室", "percent": None},
            {**shared, "number": "2.1", "text": "丙", "lead_office": "人事股", "percent": 100.0},
        ]
    )


def form(office: str | None = "办公室") -> Worksheet:
    content = progress_form(tasks(), office=office, year=2026, reported_on=DAY)
    return load_workbook(BytesIO(content))["填报表"]


def rows(sheet: Worksheet) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(min_row=3, values_only=True))


def test_an_office_finds_the_tasks_that_it_leads() -> None:
    sheet = form()
    assert sheet["A1"].value == "办公室 2026年工作进展填报表(只填白色栏目;填法见“填写说明”)"
    assert [cell.value for cell in sheet[2]] == HEADINGS
    due, day, blank = datetime(2026, 12, 31), datetime(2026, 9, 30), (None,) * 6
    assert rows(sheet) == [
        ("1.1", "理论学习", "甲", "办公室", due, 0.555, *blank, day),
        ("1.10", "理论学习", "=乙", "办公室", due, None, *blank, day),
    ]


def test_without_an_office_every_task_is_on_the_form() -> None:
    sheet = form(None)
    assert sheet["A1"].value == "2026年工作进展填报表(只填白色栏目;填法见“填写说明”)"
    assert [row[0] for row in rows(sheet)] == ["1.1", "1.10", "2.1"]


@pytest.mark.parametrize(
    ("office", "said"),
    [
        ("团委", "2026年的台账中没有团委牵头的任务,无表可填。"),
        (None, "2026年的台账中没有任务,无表可填。"),
    ],
)
def test_without_a_task_there_is_no_form(office: str | None, said: str) -> None:
    none = tasks().head(0) if office is None else tasks()
    with pytest.raises(InputError) as caught:
        progress_form(none, office=office, year=2026, reported_on=DAY)
    assert str(caught.value) == said


def test_tasks_of_which_nothing_was_reported_yet_need_no_column_of_percents() -> None:
    content = progress_form(
        tasks().drop(columns="percent"), office=None, year=2026, reported_on=DAY
    )
    assert {row[5] for row in rows(load_workbook(BytesIO(content))["填报表"])} == {None}


def test_what_is_known_is_grey_and_locked_and_what_is_asked_is_not() -> None:
    sheet = form()
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert sheet.freeze_panes == "C3"
    for row in sheet.iter_rows(min_row=3):
        assert [cell.protection.locked for cell in row] == [True] * 6 + [False] * 7
        assert [cell.fill.fill_type for cell in row] == ["solid"] * 6 + [None] * 7


def test_percent_and_day_are_checked_while_they_are_typed() -> None:
    sheet = form()
    said = {
        cell: check.error
        for check in sheet.data_validations.dataValidation
        for cell in ("G4", "M4")
        if cell in check.cells
    }
    assert said == {
        "G4": "请填写 0% 至 100% 之间的百分比,如 80%。",
        "M4": "请填写年月日齐全的日期,如 2026-06-30。",
    }
    assert sheet["G4"].number_format == "0%"
    assert sheet["M4"].number_format == "yyyy-mm-dd"


def test_every_column_of_the_form_is_explained() -> None:
    content = progress_form(tasks(), office=None, year=2026, reported_on=DAY)
    sheet = load_workbook(BytesIO(content))["填写说明"]
    told = list(sheet.iter_rows(min_row=3, max_row=2 + len(HEADINGS), values_only=True))
    assert [row[0] for row in told] == HEADINGS
    assert [row[1] for row in told] == ["不要改动"] * 6 + ["必填"] + ["选填"] * 6


def imported(content: bytes) -> list[Row]:
    """Return the reports that the import finds in a form."""
    tables, told = recognise_sheets(read_workbook(content, "填报表.xlsx"))
    assert [(layout.kind, layout.unknown, layout.missing) for _, layout in tables] == [
        ("progress", [], [])
    ]
    offices = ("办公室", "人事股")
    known = KnownPlan(2026, offices, tasks=tuple(known_task(*each, item=ITEM) for each in TASKS))
    checked = check_sheets(tables, known, reported_on=date(2026, 1, 1))
    assert told + checked.problems == []
    return records(checked.draft)


def filled_in(cells: dict[str, Any]) -> bytes:
    """Return the form of all offices with these cells filled in."""
    content = progress_form(tasks(), office=None, year=2026, reported_on=DAY)
    book, buffer = load_workbook(BytesIO(content)), BytesIO()
    for cell, value in cells.items():
        book["填报表"][cell].value = value
    book.save(buffer)
    return buffer.getvalue()


def test_what_is_filled_into_a_form_is_what_is_imported() -> None:
    first = {"G3": 0.8, "H3": "已宣讲24场", "I3": "村小未排期", "J3": "6月完成", "K3": "签到表"}
    second = {"L3": "石建业", "M3": date(2026, 9, 28), "G4": 1}
    shared = {"item": ITEM}
    reports = imported(filled_in(first | second))
    assert [
        {name: row[name] for name in row if name not in ("where", "task_id")} for row in reports
    ] == [
        {
            **shared,
            "number": "1.1",
            "text": "甲",
            "percent": 80.0,
            "work_done": "已宣讲24场",
            "problem": "村小未排期",
            "next_step": "6月完成",
            "evidence": "签到表",
            "reported_by": "石建业",
            "reported_on": date(2026, 9, 28),
        },
        {
            **shared,
            "number": "1.10",
            "text": "=乙",
            "percent": 100.0,
            **dict.fromkeys(["work_done", "problem", "next_step", "evidence", "reported_by"]),
            "reported_on": DAY,
        },
    ]


def test_a_form_left_as_it_came_reports_nothing() -> None:
    assert imported(filled_in({})) == []


@pytest.mark.parametrize("percent", [0, 0.01, 0.07, 0.29, 0.335, 0.58, 1])
def test_a_percentage_is_what_was_filled_in(percent: float) -> None:
    (report,) = imported(filled_in({"G5": percent}))
    assert (report["number"], report["percent"]) == ("2.1", round(percent * 100, 6))
