"""What the looks of a sheet mean is told: struck through, hidden, coloured, commented on."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.importing.spreadsheets.offers import NONE_ACCEPTED, Accepted
from dashboard.importing.spreadsheets.sheet_columns import recognise_sheets
from dashboard.importing.spreadsheets.sheet_draft import CheckedSheets, KnownPlan, check_sheets
from dashboard.importing.spreadsheets.workbook import read_workbook
from tests.support.known_tasks import known_task

HEADER = ["序号", "工作任务", "牵头股室", "完成时限"]
PLAN = KnownPlan(2026, ("办公室",), tasks=(known_task(1, "1", "任务1号", "办公室"),))
STRUCK = Font(strike=True)


def checked(
    change: Callable[[Worksheet], None], accepted: Accepted = NONE_ACCEPTED
) -> CheckedSheets:
    """Check a ledger of six tasks whose looks were changed."""
    book, buffer = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.title = "台账"
    for row in (HEADER, *([at, f"任务{at}号", "办公室", "6月底"] for at in range(1, 7))):
        sheet.append(row)
    change(sheet)
    book.save(buffer)
    return check(buffer.getvalue(), "台账.xlsx", accepted)


def check(content: bytes, name: str, accepted: Accepted = NONE_ACCEPTED) -> CheckedSheets:
    tables, _ = recognise_sheets(read_workbook(content, name))
    return check_sheets(tables, PLAN, reported_on=None, accepted=accepted)


def told(result: CheckedSheets) -> list[str]:
    assert all(each.is_warning for each in result.problems)
    return [str(each) for each in result.problems]


def every(sheet: Worksheet, row: int, *, font: Font | None = None, fill: str = "") -> None:
    """Change all cells of a row."""
    for cell in sheet[row]:
        if font:
            cell.font = font
        if fill:
            cell.fill = PatternFill("solid", fgColor=fill)


def test_plain_cells_say_nothing() -> None:
    assert told(checked(lambda sheet: sheet.title)) == []


def test_a_row_struck_through_is_told_and_cancelling_it_is_offered() -> None:
    result = checked(lambda sheet: every(sheet, 4, font=STRUCK))
    assert told(result) == [
        "台账!A4:应为没有划掉、没有取消的任务,实为整行划掉,待确认是否取消;未确认的照常导入"
    ]
    (offer,) = result.offers
    assert (offer.kind, offer.where, offer.in_file) == ("cancel", "台账!4", "3 任务3号")
    assert result.draft["number"].tolist() == ["1", "2", "3", "4", "5", "6"]
    assert not result.draft["cancel"].any()
    taken = checked(lambda sheet: every(sheet, 4, font=STRUCK), [offer.key].__contains__)
    assert told(taken) == []
    assert taken.draft["cancel"].fillna(value=False).tolist() == [False, False, True] + 3 * [False]


def test_words_struck_through_are_enough() -> None:
    def strike(sheet: Worksheet) -> None:
        sheet["B3"].font = STRUCK

    assert [offer.where for offer in checked(strike).offers] == ["台账!3"]


def test_a_state_of_cancelled_is_offered_like_a_struck_row() -> None:
    def state(sheet: Worksheet) -> None:
        sheet["E1"], sheet["E3"] = "状态", "已取消"

    result = checked(state)
    assert [(offer.where, offer.why) for offer in result.offers] == [("台账!3", "状态为“已取消”")]


def test_struck_parts_of_a_cell_are_told_with_what_is_left() -> None:
    def strike(sheet: Worksheet) -> None:
        gone = TextBlock(InlineFont(strike=True), "6月底")
        sheet["D2"] = CellRichText(gone, TextBlock(InlineFont(), "9月底"))
        sheet["D3"].font = STRUCK

    assert told(checked(strike)) == [
        "台账!D2:应为没有划掉的内容,实为“6月底9月底”中有一部分被划掉,仍按全文读取;是否为“9月底”?",
        "台账!D3:应为没有划掉的内容,实为“6月底”被划掉,仍按全文读取",
    ]


def test_hidden_rows_and_columns_are_told() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["D"].hidden = True

    assert told(checked(hide)) == [
        "工作表“台账”:应为可见的行,实为第 3 行是隐藏的,已一并读取",
        "工作表“台账”:应为可见的列,实为D“完成时限” 列是隐藏的,已一并读取",
    ]


@pytest.mark.parametrize(
    ("font", "fill", "look"),
    [
        (Font(color="FFFF0000"), "", "红字"),
        (Font(color="FF808080"), "", "灰字"),
        (Font(color=Color(theme=0, tint=-0.35)), "", "灰字"),
        (Font(color=Color(indexed=10)), "", "红字"),
        (None, "FFBFBFBF", "灰底"),
        (None, "FFFFFF00", "黄底"),
        (None, "FFFF0000", "红底"),
    ],
)
def test_rows_and_cells_of_another_colour_are_told(font: Font | None, fill: str, look: str) -> None:
    def colour(sheet: Worksheet) -> None:
        every(sheet, 3, font=font, fill=fill)
        cell = sheet["D6"]
        if font:
            cell.font = font
        if fill:
            cell.fill = PatternFill("solid", fgColor=fill)

    assert told(checked(colour)) == [
        f"工作表“台账”:应为用文字写明的状态,实为第 3 行、D6 是{look},"
        "颜色没有读入;若表示取消、暂缓等,请写进“状态”列"
    ]


@pytest.mark.parametrize("rows", [range(2, 8), range(2, 8, 2), range(3, 8, 2), range(2, 6)])
def test_stripes_and_colours_of_most_rows_are_decoration(rows: range) -> None:
    def colour(sheet: Worksheet) -> None:
        for row in rows:
            every(sheet, row, fill="FFD9D9D9")

    assert told(checked(colour)) == []


def test_black_white_and_blue_say_nothing() -> None:
    def colour(sheet: Worksheet) -> None:
        every(sheet, 3, font=Font(color="FF000000"), fill="FFFFFFFF")
        every(sheet, 4, font=Font(color=Color(theme=1)), fill="FFDDEBF7")
        every(sheet, 5, fill="FFFF9C9C")

    assert told(checked(colour)) == []


def test_comments_are_told_and_those_of_our_own_check_are_not() -> None:
    def comment(sheet: Worksheet) -> None:
        sheet["B3"].comment = Comment("待局长\n审定", "办公室")
        sheet["B4"].comment = Comment("【导入检查】\n警告:应为…", "导入检查")
        sheet["B5"].comment = Comment("原来的\n\n【导入检查】\n警告:应为…", "办公室")

    assert told(checked(comment)) == [
        "台账!B3:应为写在格中的内容,实为批注“待局长 审定”,未读取",
        "台账!B5:应为写在格中的内容,实为批注“原来的”,未读取",
    ]


def test_a_report_may_strike_a_task_out_without_reporting_on_it() -> None:
    book, buffer = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (["序号", "工作任务", "进度"], [1, "任务1号", None]):
        sheet.append(row)
    every(sheet, 2, font=STRUCK)
    book.save(buffer)
    result = check(buffer.getvalue(), "填报.xlsx", lambda key: key.startswith("cancel "))
    assert told(result) == []
    assert result.draft[["task_id", "cancel"]].to_numpy().tolist() == [[1, True]]


ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:automatic-styles>
<style:style style:name="gone" style:family="table-cell"><style:text-properties
 style:text-line-through-style="solid"/></style:style>
<style:style style:name="red" style:family="table-cell"><style:text-properties
 fo:color="#ff0000"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="台账">ROWS</table:table>
</office:spreadsheet></office:body></office:document-content>"""


def test_an_open_document_tells_the_same() -> None:
    def row(style: str, *texts: str) -> str:
        cells = "".join(
            f'<table:table-cell office:value-type="string" table:style-name="{style}">'
            f"<text:p>{text}</text:p></table:table-cell>"
            for text in texts
        )
        return f"<table:table-row>{cells}</table:table-row>"

    body = [row("", *HEADER), row("gone", "1", "任务1号", "办公室", "6月底")]
    body += [row("red", "2", "乙乙", "办公室", "6月底"), row("", "3", "丙丙", "办公室", "6月底")]
    body += [row("", str(at), f"任务{at}号", "办公室", "6月底") for at in (4, 5, 6)]
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", ODS.replace("ROWS", "".join(body)))
        package.writestr("META-INF/manifest.xml", "<manifest/>")
    result = check(buffer.getvalue(), "台账.ods")
    assert [offer.in_file for offer in result.offers] == ["1 任务1号"]
    assert "第 3 行 是红字" in told(result)[-1] + told(result)[0]
