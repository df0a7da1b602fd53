"""The workbook that comes back with its problems marked: what was in it, and what was added."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from dashboard.core.errors import InputError, Problem
from dashboard.exports.marked_workbook import mark_problems, marked_file_name

RED, AMBER = "FFFF9C9C", "FFFFD966"
OFFICE = Problem("台账!C3 牵头股室", "已有的股室", "“基教古”", "基教股", sheet="台账", cell="C3")
DATE = Problem("台账!D3 完成时限", "日期,如 2026-06-30", "“下个月”", sheet="台账", cell="D3")
EARLY = Problem(
    "台账!D3 完成时限", "不早于开始时间", "2025-01-01", is_warning=True, sheet="台账", cell="D3"
)
LATE = Problem(
    "台账!D4 完成时限", "当年的日期", "2030-01-01", is_warning=True, sheet="台账", cell="D4"
)
HEADER = Problem("台账 表头", "列“序号”", "没有这一列", sheet="台账")
LIST_HEADINGS = ("级别", "工作表", "单元格", "位置", "应为", "实为", "建议")


def ledger() -> Workbook:
    """Return a small ledger as somebody made it, with a format, a list and a comment of its own."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "台账"
    sheet.append(["2026年台账"])
    sheet.append(["序号", "工作任务", "牵头股室", "完成时限"])
    sheet.append(["1", "学习", "基教古", "下个月"])
    sheet.append(["2", "宣讲", "办公室", "=TODAY()"])
    sheet.merge_cells("A1:D1")
    sheet["C3"].font = Font(name="仿宋", bold=True)
    sheet["C3"].comment = Comment("李局已阅", "王科")
    sheet["A4"].fill = PatternFill("solid", fgColor="FF00B050")
    sheet.column_dimensions["B"].width = 33
    sheet.freeze_panes = "A3"
    choices = DataValidation("list", formula1='"办公室,基教股"')
    choices.add("C3:C9")
    sheet.add_data_validation(choices)
    return book


def saved(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def marks(*problems: Problem, book: Workbook | None = None) -> Workbook:
    """Return the marked ledger."""
    return opened(mark_problems(saved(book or ledger()), "台账.xlsx", list(problems)))


def listed(book: Workbook) -> list[tuple[Any, ...]]:
    """Return the rows of the list, without its title and headings."""
    return list(book["问题清单"].iter_rows(min_row=3, values_only=True))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("台账.xls", "台账(问题标注).xlsx"),
        ("台账.XLSX", "台账(问题标注).xlsx"),
        ("2026.6.30台账.csv", "2026.6.30台账(问题标注).xlsx"),
        ("2026.6.30台账", "2026.6.30台账(问题标注).xlsx"),
        ("台账(问题标注).xlsx", "台账(问题标注).xlsx"),
        ("C:\\我的文档\\台账.et", "台账(问题标注).xlsx"),
    ],
)
def test_the_copy_is_named_after_its_file(name: str, expected: str) -> None:
    assert marked_file_name(name) == expected


def test_errors_are_red_and_warnings_amber() -> None:
    sheet = marks(OFFICE, LATE)["台账"]
    assert sheet["C3"].fill.fgColor.rgb == RED
    assert sheet["D4"].fill.fgColor.rgb == AMBER


def test_a_cell_with_both_is_red_and_tells_both() -> None:
    cell = marks(EARLY, DATE)["台账"]["D3"]
    assert cell.fill.fgColor.rgb == RED
    assert cell.comment.text == (
        "【导入检查】\n"
        "警告:应为不早于开始时间,实为2025-01-01\n"
        "错误:应为日期,如 2026-06-30,实为“下个月”"
    )


def test_the_comment_of_the_file_stays_above_ours() -> None:
    comment = marks(OFFICE)["台账"]["C3"].comment
    assert comment.text == (
        "李局已阅\n\n【导入检查】\n错误:应为已有的股室,实为“基教古”;是否为“基教股”?"
    )
    assert comment.author == "王科"


def test_everything_else_is_as_it_was() -> None:
    sheet = marks(OFFICE, DATE)["台账"]
    assert [[cell.value for cell in row] for row in sheet] == [
        ["2026年台账", None, None, None],
        ["序号", "工作任务", "牵头股室", "完成时限"],
        ["1", "学习", "基教古", "下个月"],
        ["2", "宣讲", "办公室", "=TODAY()"],
    ]
    assert sheet["C3"].font.name == "仿宋"
    assert sheet["C3"].font.bold
    assert sheet["A4"].fill.fgColor.rgb == "FF00B050"
    assert sheet.column_dimensions["B"].width == 33
    assert sheet.freeze_panes == "A3"
    assert [str(cells) for cells in sheet.merged_cells.ranges] == ["A1:D1"]
    (choices,) = sheet.data_validations.dataValidation
    assert (choices.formula1, str(choices.sqref)) == ('"办公室,基教股"', "C3:C9")


def test_the_list_stands_in_front_with_every_problem() -> None:
    book = marks(OFFICE, LATE, HEADER)
    sheet = book["问题清单"]
    assert book.sheetnames == ["问题清单", "台账"]
    assert sheet["A1"].value == (
        "共 3 处问题:错误 2 处,改正后才能导入;警告 1 处,不影响导入。"
        "在本文件中改好后,可直接重新导入。"
    )
    assert tuple(cell.value for cell in sheet[2]) == LIST_HEADINGS
    assert listed(book) == [
        ("错误", "台账", "C3", "台账!C3 牵头股室", "已有的股室", "“基教古”", "基教股"),
        ("警告", "台账", "D4", "台账!D4 完成时限", "当年的日期", "2030-01-01", None),
        ("错误", "台账", None, "台账 表头", "列“序号”", "没有这一列", None),
    ]
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == "A2:G5"


def test_the_list_leads_to_the_cells() -> None:
    book = ledger()
    book["台账"].title = "台账 '26"
    sheet = marks(
        Problem("台账 '26!C3", "股室", "空", sheet="台账 '26", cell="C3"), HEADER, book=book
    )["问题清单"]
    assert sheet["C3"].hyperlink.location == "'台账 ''26'!C3"
    assert sheet["C4"].hyperlink is None


def test_the_workbook_opens_on_the_list_alone() -> None:
    book = ledger()
    book.create_sheet("附表").sheet_view.tabSelected = True
    book.active = 1
    shown = marks(OFFICE, book=book)
    assert shown.active is shown["问题清单"]
    assert [sheet.sheet_view.tabSelected for sheet in shown] == [True, False, False]


def test_a_problem_inside_merged_cells_is_marked_where_they_show_their_value() -> None:
    book = marks(Problem("台账!C1", "标题", "空", sheet="台账", cell="C1"))
    assert book["台账"]["A1"].fill.fgColor.rgb == RED
    assert book["问题清单"]["C3"].value == "A1"


@pytest.mark.parametrize(
    ("sheet", "cell"),
    [("附表", "A1"), ("台账", "第3行"), ("台账", "A0"), ("台账", "XFE1"), ("", "")],
)
def test_a_place_that_is_not_in_the_workbook_is_listed_only(sheet: str, cell: str) -> None:
    book = marks(Problem("某处", "有值", "空", sheet=sheet, cell=cell))
    assert [row[3:6] for row in listed(book)] == [("某处", "有值", "空")]
    assert book["问题清单"]["C3"].hyperlink is None


def test_what_was_seen_never_becomes_a_formula() -> None:
    book = marks(Problem("台账!B3", "文字", "=1+1\x00", "@x", sheet="台账", cell="B3"))
    row = book["问题清单"][3]
    assert [(cell.value, cell.data_type) for cell in row[5:]] == [("=1+1", "s"), ("@x", "s")]


def test_a_sheet_of_the_same_name_stays() -> None:
    book = ledger()
    book.create_sheet("问题清单")["A1"] = "我们自己的"
    shown = marks(OFFICE, book=book)
    assert len(shown.sheetnames) == 3
    assert shown["问题清单"]["A1"].value == "我们自己的"
    assert shown.worksheets[0]["A3"].value == "错误"


def test_marking_anew_takes_away_the_marks_of_before() -> None:
    once = mark_problems(saved(ledger()), "台账.xlsx", [OFFICE, DATE])
    book = opened(mark_problems(once, "台账(问题标注).xlsx", [LATE]))
    sheet = book["台账"]
    assert book.sheetnames == ["问题清单", "台账"]
    assert [row[0] for row in listed(book)] == ["警告"]
    assert sheet["C3"].comment.text == "李局已阅"
    assert sheet["D3"].comment is None
    assert [sheet[cell].fill.fill_type for cell in ("C3", "D3", "D4")] == [None, None, "solid"]


def test_without_problems_the_list_says_so() -> None:
    book = marks()
    assert book["问题清单"]["A1"].value == "没有发现问题"
    assert listed(book) == []


def test_a_text_file_is_copied_and_marked() -> None:
    text = StringIO()
    csv.writer(text).writerows([["序号", "工作任务"], ["1.10", "=1+1"], ["", "宣讲"]])
    problem = Problem("第 3 行 序号", "文字", "空", sheet="台账", cell="A3")
    book = opened(mark_problems(text.getvalue().encode("gb18030"), "台账.csv", [problem]))
    sheet = book["台账"]
    assert [[cell.value for cell in row] for row in sheet] == [
        ["序号", "工作任务"],
        ["1.10", "=1+1"],
        [None, "宣讲"],
    ]
    assert sheet["B2"].data_type == "s"
    assert sheet["A3"].fill.fgColor.rgb == RED


def odd(book: Workbook) -> bytes:
    """Return a file with a font family that Excel takes and openpyxl refuses."""
    written = BytesIO()
    with ZipFile(BytesIO(saved(book))) as package, ZipFile(written, "w") as copy:
        for name in package.namelist():
            content = package.read(name)
            copy.writestr(name, content.replace(b'<family val="2"', b'<family val="34"'))
    with pytest.raises(ValueError, match="could not read stylesheet"):
        opened(written.getvalue())
    return written.getvalue()


def test_a_workbook_that_openpyxl_cannot_open_is_copied_by_its_values() -> None:
    book = ledger()
    sheet = book["台账"]
    sheet.append(["3", 0.8, date(2026, 6, 30), datetime(2026, 6, 30, 17, 30)])
    sheet["B5"].number_format = "0%"
    sheet.row_dimensions[4].hidden = True
    book.create_sheet("草稿").sheet_state = "hidden"
    copy = opened(mark_problems(odd(book), "台账.xlsx", [OFFICE]))
    sheet = copy["台账"]
    assert copy.sheetnames == ["问题清单", "台账"]
    assert [cell.value for cell in sheet[3]] == ["1", "学习", "基教古", "下个月"]
    assert sheet["C3"].fill.fgColor.rgb == RED
    assert [str(cells) for cells in sheet.merged_cells.ranges] == ["A1:D1"]
    assert sheet.row_dimensions[4].hidden
    assert (sheet["B5"].value, sheet["B5"].number_format) == (0.8, "0.00%")
    assert (sheet["C5"].value, sheet["C5"].number_format) == (datetime(2026, 6, 30), "yyyy-mm-dd")
    assert sheet["D5"].value == datetime(2026, 6, 30, 17, 30)


def test_a_file_name_that_is_no_name_of_a_sheet_is_made_one() -> None:
    name = "[教育局]2026年工作要点任务分解台账(第三次征求意见稿汇总版)"
    problem = Problem("第 2 行 序号", "文字", "空", sheet=name, cell="A2")
    book = opened(mark_problems("序号,工作任务\n,学习\n".encode(), f"{name}.csv", [problem]))
    sheet = book.worksheets[1]
    assert sheet.title == "教育局 2026年工作要点任务分解台账(第三次征求意见稿汇总"
    assert sheet["A2"].fill.fgColor.rgb == RED
    assert book["问题清单"]["C3"].hyperlink.location == f"'{sheet.title}'!A2"


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "台账.xlsx"), (b"PK\x03\x04 broken", "台账.xlsx"), (b"\x89PNG\r\n", "台账.png")],
)
def test_a_file_that_is_no_spreadsheet_is_refused_in_one_sentence(
    content: bytes, name: str
) -> None:
    with pytest.raises(InputError) as caught:
        mark_problems(content, name, [OFFICE])
    assert len(str(caught.value).splitlines()) == 1
