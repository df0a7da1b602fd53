"""The workbooks of a ledger: what a spreadsheet program finds in an empty and in a filled one."""

import zipfile
from datetime import date, datetime
from functools import cache
from io import BytesIO
from typing import Any

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.exports.ledger_workbook import ledger_template, ledger_workbook
from dashboard.importing.changes.draft import LEDGER_FIELDS
from dashboard.importing.spreadsheets.sheet_columns import recognise_sheets
from dashboard.importing.spreadsheets.sheet_draft import KnownPlan, check_sheets
from dashboard.importing.spreadsheets.workbook import read_workbook
from dashboard.ledger.rows import Row, records

HEADINGS = [
    "序号", "主题", "工作任务", "具体措施", "牵头股室", "配合股室", "分管领导", "开始时间",
    "完成时限", "权重", "目标", "目标值", "单位",
    "一季度目标", "二季度目标", "三季度目标", "四季度目标",
]  # fmt: skip
TASK: dict[str, Any] = {
    "theme": "党建",
    "theme_title": "加强党的建设",
    "group_title": None,
    "item_number": "1",
    "item": "理论学习",
    "number": "1.10",
    "text": "上半年到校宣讲30场。",
    "lead_office": "办公室",
    "support_offices": ("人事股", "团委"),
    "leader": "王局",
    "start_date": date(2026, 1, 1),
    "due_date": date(2026, 6, 30),
    "weight": 2.0,
    "target": 30.0,
    "unit": "场",
    "target_text": "30场",
    "q1_target": 33.3,
    "q2_target": 100.0,
    "q3_target": None,
    "q4_target": None,
}


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def frame(*changes: dict[str, Any]) -> pd.DataFrame:
    """Return a frame with one task for each of the changes."""
    return pd.DataFrame([TASK | change for change in changes])


def imported(content: bytes) -> list[Row]:
    """Return the tasks that the import finds in a ledger, in which it must find no fault."""
    tables, told = recognise_sheets(read_workbook(content, "台账.xlsx"))
    known = KnownPlan(2026, ("办公室", "人事股", "团委"))
    checked = check_sheets(tables, known, reported_on=date(2026, 9, 30))
    assert told + checked.problems == []
    told_of_tasks = [name for name in checked.draft if name in LEDGER_FIELDS]
    return records(checked.draft[told_of_tasks])


@cache
def empty() -> Workbook:
    return opened(ledger_template(["办公室", "人事股"], ["党建"], ["王局"], 2026))


def filled(*changes: dict[str, Any]) -> Worksheet:
    return opened(ledger_workbook(frame(*changes)))["台账"]


def values(sheet: Worksheet, row: int) -> dict[str, Any]:
    """Return a row of a form by its headings."""
    return {
        head.value: cell.value
        for head, cell in zip(sheet[2], sheet[row], strict=True)
        if head.value
    }


def check_of(sheet: Worksheet, cell: str) -> list[DataValidation]:
    """Return the checks that a cell is under."""
    return [check for check in sheet.data_validations.dataValidation if cell in check.cells]


def test_an_empty_ledger_has_a_heading_for_what_people_fill_in() -> None:
    sheet = empty()["台账"]
    assert sheet["A1"].value == "2026年工作台账"
    assert [cell.value for cell in sheet[2]] == HEADINGS
    assert sheet.freeze_panes == "D3"
    assert all(cell.value is None for row in sheet.iter_rows(min_row=3) for cell in row)


def test_an_empty_ledger_opens_on_its_form_and_hides_its_lists() -> None:
    book = empty()
    assert [sheet.title for sheet in book] == ["台账", "填写说明", "选项"]
    assert book.active is book["台账"]
    assert book["选项"].sheet_state == "hidden"


@pytest.mark.parametrize(
    ("column", "names"),
    [("B", ["党建"]), ("E", ["办公室", "人事股"]), ("F", ["办公室", "人事股"]), ("G", ["王局"])],
)
def test_names_are_offered_from_the_hidden_sheet(column: str, names: list[str]) -> None:
    book = empty()
    for row in (3, 502):
        (check,) = check_of(book["台账"], f"{column}{row}")
        ((sheet, cells),) = book.defined_names[check.formula1].destinations
        assert sheet == "选项"
        assert [cell.value for (cell,) in book[sheet][cells]] == names
        assert check.type == "list"
        assert not check.showDropDown  # the format's word for hiding the arrow


def test_a_name_that_is_not_in_the_list_is_asked_about_but_allowed() -> None:
    (check,) = check_of(empty()["台账"], "E3")
    assert check.showErrorMessage
    assert check.errorStyle == "warning"
    assert check.errorTitle == "列表中没有这个股室"
    assert check.error == "确是新增的,请选“是”;写错了,请选“否”重填。"


def test_several_supporting_offices_are_typed_without_being_asked() -> None:
    (check,) = check_of(empty()["台账"], "F3")
    assert not check.showErrorMessage


def test_lists_without_entries_are_left_out() -> None:
    sheet = opened(ledger_template([], [], [], 2026))["台账"]
    assert not [check for check in sheet.data_validations.dataValidation if check.type == "list"]


@pytest.mark.parametrize(
    ("column", "kind", "form", "error"),
    [
        ("H", "date", "yyyy-mm-dd", "请填写年月日齐全的日期,如 2026-06-30。"),
        ("I", "date", "yyyy-mm-dd", "请填写年月日齐全的日期,如 2026-06-30。"),
        ("J", "decimal", "General", "请只填写数字,如 30;单位写在“单位”一栏。"),
        ("N", "decimal", "0%", "请填写 0% 至 100% 之间的百分比,如 80%。"),
        ("Q", "decimal", "0%", "请填写 0% 至 100% 之间的百分比,如 80%。"),
    ],
)
def test_what_is_typed_is_checked(column: str, kind: str, form: str, error: str) -> None:
    sheet = empty()["台账"]
    for row in (3, 502):
        (check,) = check_of(sheet, f"{column}{row}")
        assert (check.type, check.error, check.errorStyle) == (kind, error, None)
        assert check.showErrorMessage
        assert sheet[f"{column}{row}"].number_format == form


def test_a_number_that_is_used_already_is_refused() -> None:
    (check,) = check_of(empty()["台账"], "A3")
    assert check.formula1 == "SUMPRODUCT(--($A$3:$A$502=A3))=1"
    assert check.error == "这个序号已经用过;每条措施的序号不能重复。"


def test_texts_are_kept_as_they_are_typed() -> None:
    sheet = empty()["台账"]
    assert {sheet[f"{column}502"].number_format for column in "ABCDEFGKM"} == {"@"}


def test_the_header_is_locked_and_what_is_to_be_filled_in_is_not() -> None:
    sheet = empty()["台账"]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert not sheet.protection.insertRows  # the format's word for allowing it
    assert all(cell.protection.locked for cell in sheet[2])
    for row in sheet.iter_rows(min_row=3, max_row=502):
        assert not any(cell.protection.locked for cell in row)
    assert not sheet.column_dimensions["D"].protection.locked  # below the prepared rows


def test_a_ledger_prints_on_a4_across_with_its_header_on_every_page() -> None:
    sheet = empty()["台账"]
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$2"


def test_a_ledger_with_reports_prints_on_two_pages_side_by_side() -> None:
    said = dict.fromkeys(["work_done", "problem", "next_step", "evidence"], "有")
    sheet = filled(
        said | {"reported_by": "石建业", "reported_on": date(2026, 3, 31), "percent": 40.0}
    )
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (2, 0)
    assert sheet.print_title_cols == "$A:$C"
    assert sheet.page_setup.pageOrder == "overThenDown"


def test_every_column_is_explained() -> None:
    rows = list(empty()["填写说明"].iter_rows(min_row=2, values_only=True))
    assert rows[0] == ("栏目", "是否必填", "怎样填写", "示例")
    told = rows[1 : 1 + len(HEADINGS)]
    assert [row[0] for row in told] == HEADINGS
    assert [row[0] for row in told if row[1] == "必填"] == ["序号", "工作任务", "牵头股室"]
    assert all(row[2] for row in told)


def test_a_filled_ledger_holds_each_value_as_its_kind() -> None:
    assert values(filled({}), 3) == {
        "序号": "1.10",
        "主题": "党建",
        "工作任务": "理论学习",
        "具体措施": "上半年到校宣讲30场。",
        "牵头股室": "办公室",
        "配合股室": "人事股、团委",
        "分管领导": "王局",
        "开始时间": datetime(2026, 1, 1),
        "完成时限": datetime(2026, 6, 30),
        "权重": 2,
        "目标": "30场",
        "目标值": 30,
        "单位": "场",
        "一季度目标": 0.333,
        "二季度目标": 1,
        "三季度目标": None,
        "四季度目标": None,
        "主题全称": "加强党的建设",
        "事项序号": "1",
    }


def test_a_filled_ledger_leaves_out_no_field_of_a_draft() -> None:
    sheet = filled({"group_title": "(一)思想建设"})
    assert {cell.value for cell in sheet[2]} == set(LEDGER_FIELDS.values())


def test_reports_stand_on_the_right_with_the_words_of_their_states() -> None:
    reported = {"state": "on_track", "percent": 40.5, "reported_on": pd.Timestamp(2026, 3, 31)}
    row = values(filled(reported), 3)
    assert list(row)[-3:] == ["状态", "进度", "填报日期"]
    assert list(row.values())[-3:] == ["正常推进", 0.405, datetime(2026, 3, 31)]


@pytest.mark.parametrize(
    "text", ["=1+1", "+86", "-开展检查", "@全体", '=HYPERLINK("http://x","y")', "#N/A", "007"]
)
def test_text_never_becomes_anything_else(text: str) -> None:
    cell = filled({"text": text})["D3"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize(
    ("text", "kept"),
    [("一\x00二\x0b三\x1f", "一二三"), ("一\r\n二\t三", "一\n二\t三"), ("好\ufffe", "好")],
)
def test_characters_that_no_workbook_can_hold_are_left_out(text: str, kept: str) -> None:
    assert filled({"text": text})["D3"].value == kept


def test_the_number_of_a_known_task_is_locked_and_the_rest_of_its_row_is_not() -> None:
    sheet = filled({"number": "1"}, {"number": "2"})
    locked = [cell.coordinate for row in sheet["A3:S5"] for cell in row if cell.protection.locked]
    assert locked == ["A3", "A4"]


def test_a_filled_ledger_offers_the_names_that_it_holds() -> None:
    book = opened(ledger_workbook(frame({}, {"lead_office": "团委", "leader": None})))
    rows = list(book["选项"].iter_rows(values_only=True))
    assert list(zip(*rows, strict=True)) == [
        ("股室", "办公室", "团委", "人事股"),
        ("主题", "党建", None, None),
        ("分管领导", "王局", None, None),
    ]


def test_a_row_is_as_high_as_its_longest_text_and_may_grow() -> None:
    content = ledger_workbook(frame({"text": "短。"}, {"text": "很长的一条措施," * 20}))
    low, high = (opened(content)["台账"].row_dimensions[row].height for row in (3, 4))
    assert high > 3 * low
    with zipfile.ZipFile(BytesIO(content)) as package:
        written = package.read("xl/worksheets/sheet1.xml").decode()
    assert f'<row r="4" ht="{high:g}">' in written  # no customHeight, which would nail it down


def test_long_ledgers_have_room_to_go_on() -> None:
    sheet = filled(*({"number": str(at)} for at in range(600)))
    assert check_of(sheet, "E702")
    assert not sheet["A702"].protection.locked


def test_the_frame_is_left_as_it_was() -> None:
    tasks = frame({"state": "done"})
    before = tasks.copy(deep=True)
    ledger_workbook(tasks)
    pd.testing.assert_frame_equal(tasks, before)


FILLED_IN = {
    "A": "1.10", "B": "党建", "C": "理论学习", "D": "=上半年宣讲\n- 不少于30场", "E": "办公室",
    "F": "人事股、团委", "G": "王局", "H": date(2026, 2, 1), "I": date(2026, 6, 30), "J": 0.5,
    "K": "10/12", "L": 30, "M": "场", "N": 0.07, "O": 0.335, "P": 1,
}  # fmt: skip


def test_what_is_filled_into_an_empty_ledger_is_what_is_imported() -> None:
    content = ledger_template(["办公室", "人事股", "团委"], ["党建"], ["王局"], 2026)
    book, buffer = opened(content), BytesIO()
    for row in (3, 502):
        for column, value in FILLED_IN.items():
            book["台账"][f"{column}{row}"].value = value
        book["台账"][f"D{row}"].data_type = "s"
    book["台账"]["A502"] = "1.1"
    book.save(buffer)
    first, second = imported(buffer.getvalue())
    assert first == {
        "number": "1.10",
        "theme": "党建",
        "item": "理论学习",
        "text": "=上半年宣讲\n- 不少于30场",
        "lead_office": "办公室",
        "support_offices": ("人事股", "团委"),
        "leader": "王局",
        "start_date": date(2026, 2, 1),
        "due_date": date(2026, 6, 30),
        "weight": 0.5,
        "target_text": "10/12",
        "target": 30.0,
        "unit": "场",
        "q1_target": 7.0,
        "q2_target": 33.5,
        "q3_target": 100.0,
        "q4_target": None,
    }
    assert second == first | {"number": "1.1"}


def test_an_empty_ledger_imports_as_nothing() -> None:
    assert imported(ledger_template(["办公室"], [], [], 2026)) == []


def test_export_and_import_change_nothing() -> None:
    plain = dict.fromkeys(LEDGER_FIELDS) | {
        "number": "2", "theme": "安全稳定", "item": "宣讲", "text": "宣讲。", "lead_office": "团委",
        "support_offices": (), "start_date": date(2026, 1, 1), "due_date": date(2026, 12, 31),
        "weight": 1.0, "q1_target": 0.0, "q2_target": 14.3, "q3_target": 57.1, "q4_target": 99.99,
    }  # fmt: skip
    tasks = frame({"group_title": "(一)思想建设"}, plain)
    found = imported(ledger_workbook(tasks, year=2026))
    assert [{**row, "support_offices": row["support_offices"] or ()} for row in found] == [
        {name: row[name] for name in found[0]} for row in records(tasks.astype("object"))
    ]
    assert set(found[0]) == set(LEDGER_FIELDS)


@pytest.mark.parametrize("percent", [0.0, 1.0, 7.0, 29.0, 33.3, 58.0, 99.9, 100.0])
def test_a_percentage_comes_back_as_it_went(percent: float) -> None:
    (row,) = imported(ledger_workbook(frame({"q1_target": percent}), year=2026))
    assert row["q1_target"] == percent
