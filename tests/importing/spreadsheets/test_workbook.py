"""Anybody's spreadsheet as grids of values: every format, what is hidden, and every broken file."""

import contextlib
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.core.errors import InputError
from dashboard.exports.csv_file import csv_bytes
from dashboard.importing.processes.reader_process import run_reader
from dashboard.importing.spreadsheets.workbook import Sheet, cell_name, read_workbook

EXAMPLES = Path(__file__).parent / "examples"
SAVED = ("ledger_libreoffice.xlsx", "ledger_libreoffice.xls", "ledger_libreoffice.ods")
"""One ledger as LibreOffice saves it: merged cells, percentages, a hidden row and sheet."""


def book(fill: Callable[[Worksheet], Any]) -> bytes:
    """Return a workbook of one sheet, 台账, that `fill` has filled."""
    workbook, content = Workbook(), BytesIO()
    sheet = workbook.worksheets[0]
    sheet.title = "台账"
    fill(sheet)
    workbook.save(content)
    return content.getvalue()


def sheet_of(fill: Callable[[Worksheet], Any]) -> Sheet:
    return read_workbook(book(fill), "台账.xlsx")[0]


def example_sheets(name: str) -> list[Sheet]:
    return read_workbook((EXAMPLES / name).read_bytes(), name)


def read_apart(content: bytes, name: str) -> list[Sheet]:
    """Read a workbook in a process of its own, which some of these files break down."""
    return run_reader(read_workbook, name, content, name)


def with_part(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook in which one part of the package is another, checksums and all."""
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return changed.getvalue()


def refused(content: bytes, name: str) -> str:
    with pytest.raises(InputError) as caught:
        read_workbook(content, name)
    return str(caught.value)


@pytest.mark.parametrize(
    ("row", "column", "name"), [(0, 0, "A1"), (4, 2, "C5"), (9, 25, "Z10"), (0, 26, "AA1"),
                                (99, 701, "ZZ100"), (0, 702, "AAA1")]
)  # fmt: skip
def test_cells_are_called_as_on_the_screen(row: int, column: int, name: str) -> None:
    assert cell_name(row, column) == name


def test_values_stand_where_they_are_in_the_sheet() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["C3"] = "序号"
        sheet["B4"] = 0.5
        sheet["C5"] = datetime(2023, 6, 30, 9, 30)
        sheet["A6"] = True

    assert sheet_of(fill).rows == [
        [None, None, None],
        [None, None, None],
        [None, None, "序号"],
        [None, 0.5, None],
        [None, None, datetime(2023, 6, 30, 9, 30)],
        [True, None, None],
    ]


def test_dates_are_dates_in_chinese_formats_too_and_times_are_text() -> None:
    formats = ("yyyy-mm-dd", 'yyyy"年"m"月"d"日"', '[$-804]yyyy"年"m"月"d"日";@')

    def fill(sheet: Worksheet) -> None:
        for at, form in enumerate(formats, 1):
            sheet.cell(at, 1, 45107).number_format = form
        sheet["A4"] = time(9, 30)

    assert sheet_of(fill).rows == [[date(2023, 6, 30)]] * 3 + [["09:30:00"]]


def test_a_cell_of_blanks_is_empty() -> None:
    assert sheet_of(lambda sheet: sheet.append(["甲", "  ", "\u3000", "\n"])).rows == [
        ["甲", None, None, None]
    ]


def test_a_merged_value_stands_in_all_its_cells_and_the_filled_ones_are_known() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["甲", "乙", "丙"])
        sheet.append([None, None, "丁"])
        sheet.merge_cells("A1:B2")

    sheet = sheet_of(fill)
    assert sheet.rows == [["甲", "甲", "丙"], ["甲", "甲", "丁"]]
    assert sheet.merged == (((0, 0), (1, 1)),)
    assert sheet.filled == {(0, 1), (1, 0), (1, 1)}


def test_percent_formats_are_known_and_a_quoted_percent_sign_is_none() -> None:
    def fill(sheet: Worksheet) -> None:
        forms = ("0%", "0.00%", "0.0%;[Red]-0.0%", "General", '0"%"', r"0\%")
        for at, form in enumerate(forms, 1):
            sheet.cell(1, at, 1).number_format = form

    assert sheet_of(fill).percent_cells == {(0, 0), (0, 1), (0, 2)}


def test_hidden_rows_are_read_and_known_and_hidden_sheets_are_not_read() -> None:
    workbook, content = Workbook(), BytesIO()
    sheet = workbook.worksheets[0]
    for at in range(3):
        sheet.append([at])
    sheet.row_dimensions[2].hidden = True
    for state in ("hidden", "veryHidden"):
        other = workbook.create_sheet(state)
        other.append(["旧"])
        other.sheet_state = state
    workbook.save(content)
    first, *others = read_workbook(content.getvalue(), "台账.xlsx")
    assert (first.rows, first.hidden_rows) == ([[0], [1], [2]], {1})
    assert [(each.name, each.is_hidden, each.rows) for each in others] == [
        ("hidden", True, []),
        ("veryHidden", True, []),
    ]


def test_a_formula_gives_its_saved_value_and_one_without_is_known() -> None:
    content = book(lambda sheet: sheet.append(["=1+1", '=""', "=2+2"]))

    def save_two(sheet: bytes) -> bytes:
        sheet = sheet.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
        return sheet.replace(b'<c r="B1">', b'<c r="B1" t="str">')

    sheet = read_workbook(with_part(content, "xl/worksheets/sheet1.xml", save_two), "台账.xlsx")[0]
    assert sheet.rows == [[2, None, None]]
    assert sheet.unsaved == {(0, 2)}


def test_error_values_are_seen() -> None:
    def fill(sheet: Worksheet) -> None:
        for at, value in enumerate(("#REF!", "#N/A", "#DIV/0!"), 1):
            sheet.cell(1, at, value).data_type = "e"

    assert sheet_of(fill).rows == [["#REF!", "#N/A", "#DIV/0!"]]


def test_sheets_of_charts_are_no_sheets() -> None:
    workbook, content = Workbook(), BytesIO()
    workbook.worksheets[0].append(["甲"])
    workbook.create_chartsheet("图")
    workbook.save(content)
    assert [sheet.name for sheet in read_workbook(content.getvalue(), "台账.xlsx")] == ["Sheet"]


@pytest.mark.parametrize("name", SAVED)
def test_what_libreoffice_saves_is_read_alike_in_every_format(name: str) -> None:
    ledger, old, notes = example_sheets(name)
    assert [ledger.name, old.name, notes.name] == ["台账", "旧台账", "填写说明"]
    assert ledger.rows[4] == [
        1, "党建", "党员教育培训", "举办集中培训两期", "政工人事股", "办公室、团委",
        date(2023, 6, 30), 0.25, 0.5, 0.75, 1, 0.8, date(2023, 9, 30),
    ]  # fmt: skip
    assert ledger.rows[5][:4] == [1, "党建", "党员教育培训", "组织微党课比赛"]
    assert (ledger.rows[0], old.rows) == (["云岫县教育局2023年重点工作台账"] * 13, [])
    assert (5, 0) in ledger.filled


@pytest.mark.parametrize("name", ["ledger_libreoffice.xlsx", "ledger_libreoffice.ods"])
def test_hidden_rows_and_percent_cells_are_known_where_the_format_tells(name: str) -> None:
    ledger = example_sheets(name)[0]
    assert ledger.hidden_rows == {6}
    assert {(4, 7), (4, 11), (5, 11), (6, 9)} <= ledger.percent_cells


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "，", "；"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_parted_by_whatever_parts_it(separator: str, encoding: str) -> None:
    lines = [["序号", "工作任务", "牵头股室"], ["1", "党员教育、培训", "办公室"], ["", "", ""]]
    text = "\r\n".join(separator.join(line) for line in lines)
    sheet = read_workbook(text.encode(encoding), "台账.csv")[0]
    assert sheet.name == "台账"
    assert sheet.rows == [*lines[:2], [None] * 3]


def test_the_separator_that_excel_declares_is_used_and_its_line_keeps_its_place() -> None:
    sheet = read_workbook("sep=;\r\n序号;事项,措施\r\n1;甲,乙\r\n".encode(), "台账.csv")[0]
    assert sheet.rows[1:] == [["序号", "事项,措施"], ["1", "甲,乙"]]


def test_a_field_that_our_own_csv_keeps_as_text_is_that_text() -> None:
    content = csv_bytes(pd.DataFrame({"编号": ["5.10", "1-2", "一"], "措施": ["甲", "乙", "丙"]}))
    assert read_workbook(content, "措施.csv")[0].rows[1:] == [
        ["5.10", "甲"], ["1-2", "乙"], ["一", "丙"],
    ]  # fmt: skip


def test_quoted_fields_keep_separators_quotes_and_line_ends() -> None:
    content = '序号,事项,股室\r\n1,"甲,乙""丙""\n丁",办公室\r\n\r\n2,戊\r\n'.encode()
    assert read_workbook(content, "a.csv")[0].rows == [
        ["序号", "事项", "股室"],
        ["1", '甲,乙"丙"\n丁', "办公室"],
        [None, None, None],
        ["2", "戊", None],
    ]


def test_an_open_quotation_mark_swallows_no_rows() -> None:
    content = '序号,事项\n1,"甲\n2,乙\n'.encode()
    assert refused(content, "台账.csv") == (
        "台账.csv 第 3 行附近的引号不成对,无法分列;请用 Excel 或 WPS 打开检查,另存为 xlsx 后再试。"
    )


def test_fifty_thousand_rows_are_read_and_one_more_is_told() -> None:
    lines = b"1,2\n" * 50_000
    assert len(read_workbook(lines, "台账.csv")[0].rows) == 50_000
    assert refused(lines + b"1,2\n", "台账.csv") == (
        "工作表“台账”有 50001 行,超过 50000 行的上限(最后一个有内容的单元格在 B50001);"
        "请删去多余的行,或拆成几个文件后再试。"
    )


def test_a_stray_cell_far_below_is_told_before_the_grid_is_made() -> None:
    content = book(lambda sheet: sheet.cell(1_048_576, 16_384, "x"))
    assert refused(content, "台账.xlsx") == (
        "工作表“台账”有 1048576 行,超过 50000 行的上限(最后一个有内容的单元格在 XFD1048576);"
        "请删去多余的行,或拆成几个文件后再试。"
    )


def test_a_stray_cell_far_to_the_right_is_told() -> None:
    content = book(lambda sheet: sheet.cell(2_000, 16_384, "x"))
    assert refused(content, "台账.xlsx") == (
        "工作表“台账”有 2000 行 16384 列,范围太大(最后一个有内容的单元格在 XFD2000);"
        "请删去右侧多余的列后再试。"
    )


def test_formats_far_below_are_nothing() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "甲"
        sheet.cell(1_048_576, 16_384).number_format = "0%"

    assert sheet_of(fill).rows == [["甲"]]


def test_repeated_rows_of_an_ods_are_counted_before_they_are_made() -> None:
    content = (EXAMPLES / "ledger_libreoffice.ods").read_bytes()

    def repeat(part: bytes) -> bytes:
        row = rb"<table:table-row (?=[^>]*>(?:(?!</table:table-row>).)*\xe9\x98\x85\xe8\xaf\xbb)"
        return re.sub(row, rb'<table:table-row table:number-rows-repeated="900000" ', part, count=1)

    assert refused(with_part(content, "content.xml", repeat), "台账.ods").startswith(
        "工作表“台账”有 9000"
    )


def test_a_web_page_called_excel_is_no_table() -> None:
    page = "<html><table><tr><td>序号</td></tr></table></html>".encode()
    assert refused(page, "台账.xls") == (
        "台账.xls 不是表格文件;请用 Excel 或 WPS 打开,另存为 xlsx 后再试。"
    )


DAMAGED = " 已损坏或不完整,无法读取;请用 Excel 或 WPS 打开并另存一份后再试。"


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", b"</row>", b""),
        ("xl/worksheets/sheet1.xml", b'r="A1"', b'r="ZZZZZZ99999999"'),
        ("xl/worksheets/sheet1.xml", b'<row r="1"', b'<row r="x"'),
        ("xl/workbook.xml", b"<sheets>", b"<sheets"),
        ("xl/_rels/workbook.xml.rels", b"sheet1.xml", b"sheet9.xml"),
        ("xl/styles.xml", b"<cellXfs", b"<cellXfs <"),
    ],
)
def test_a_workbook_with_a_broken_part_is_told_in_one_sentence(
    part: str, old: bytes, new: bytes
) -> None:
    content = with_part(
        book(lambda sheet: sheet.append(["甲"])), part, lambda data: data.replace(old, new)
    )
    assert refused(content, "台账.xlsx") == f"台账.xlsx{DAMAGED}"


@pytest.mark.parametrize("kept", [600, 3_000, 6_000])
def test_an_old_workbook_that_breaks_off_is_told_in_one_sentence(kept: int) -> None:
    content = (EXAMPLES / "ledger_libreoffice.xls").read_bytes()[:kept]
    assert refused(content, "台账.xls").count("\n") == 0


def test_an_old_workbook_that_claims_to_be_huge_ends_nothing_but_its_own_reading() -> None:
    content = bytearray((EXAMPLES / "ledger_libreoffice.xls").read_bytes())
    dimensions = content.index(b"\x00\x02\x0e\x00")  # the record that says how far the cells reach
    content[dimensions + 4 : dimensions + 14] = b"\x00\x00\x00\x00\xff\xff\xff\x7f\x00\x00"
    content[dimensions + 14 : dimensions + 16] = b"\xff\xff"
    with contextlib.suppress(InputError):
        read_apart(bytes(content), "台账.xls")


def test_links_to_other_files_and_entities_are_never_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密")
    declared = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]><worksheet'.encode()

    def lure(part: bytes) -> bytes:
        return part.replace(b"<worksheet", declared, 1).replace("甲".encode(), b"&s;")

    content = book(lambda sheet: sheet.append(["甲", "乙"]))
    luring = with_part(content, "xl/worksheets/sheet1.xml", lure)
    with contextlib.suppress(InputError):
        assert "机密" not in str(read_workbook(luring, "台账.xlsx"))


def test_a_row_of_millions_of_empty_cells_is_refused_before_it_fills_the_memory() -> None:
    content = book(lambda sheet: sheet.append(["序号", "工作任务"]))
    filled = with_part(
        content,
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b"</row>", b"<c/>" * 17_000 + b"</row>"),
    )
    with pytest.raises(InputError, match="已损坏"):
        read_workbook(filled, "台账.xlsx")


def test_an_entity_among_the_relations_of_a_workbook_changes_nothing() -> None:
    def lure(part: bytes) -> bytes:
        declared = part.replace(b"<Relationships", b'<!DOCTYPE r [<!ENTITY x "y">]><Relationships')
        return declared.replace(b"</Relationships>", b"&x;</Relationships>")

    content = book(lambda sheet: sheet.append(["序号", "工作任务"]))
    luring = with_part(content, "xl/_rels/workbook.xml.rels", lure)
    assert read_workbook(luring, "台账.xlsx")[0].rows == [["序号", "工作任务"]]


@pytest.mark.parametrize(
    ("repeated", "said"), [("-5", "已损坏"), ("0", "已损坏"), ("1000000", "1000000 行")]
)
def test_rows_that_are_repeated_a_senseless_number_of_times_are_refused(
    repeated: str, said: str
) -> None:
    content = (EXAMPLES / "ledger_libreoffice.ods").read_bytes()
    row = b"<table:table-row "
    many = with_part(
        content,
        "content.xml",
        lambda data: data.replace(
            row, row + f'table:number-rows-repeated="{repeated}" '.encode(), 2
        ),
    )
    with pytest.raises(InputError, match=said):
        read_workbook(many, "台账.ods")


SAMPLE = book(lambda sheet: sheet.append(["序号", 0.5, date(2023, 6, 30), "=1+1"]))
PARTS = (
    "xl/worksheets/sheet1.xml",
    "xl/workbook.xml",
    "xl/styles.xml",
    "xl/_rels/workbook.xml.rels",
)
CHANGES = st.lists(
    st.tuples(st.integers(0, 5_000), st.binary(max_size=6), st.integers(0, 12)),
    min_size=1,
    max_size=4,
)


def changed(data: bytes, changes: list[tuple[int, bytes, int]]) -> bytes:
    """Return bytes in which some were put in, and others left out."""
    for place, added, lost in changes:
        at = place % (len(data) + 1)
        data = data[:at] + added + data[at + lost :]
    return data


def is_read_or_refused(
    content: bytes, name: str, read: Callable[[bytes, str], list[Sheet]] = read_workbook
) -> bool:
    """Say whether a file gives rectangles of values, or one sentence."""
    try:
        sheets = read(content, name)
    except InputError as error:
        return bool(str(error)) and "\n" not in str(error)
    return all(len({len(row) for row in sheet.rows}) < 2 for sheet in sheets)


@settings(max_examples=300, deadline=None)
@given(part=st.sampled_from(PARTS), changes=CHANGES)
@example(part="xl/worksheets/sheet1.xml", changes=[(0, b"", 5_000)])
def test_a_workbook_whose_parts_were_mutated_gives_rows_or_a_sentence(
    part: str, changes: list[tuple[int, bytes, int]]
) -> None:
    content = with_part(SAMPLE, part, lambda data: changed(data, changes))
    assert is_read_or_refused(content, "台账.xlsx")


@settings(max_examples=100, deadline=None)
@given(changes=CHANGES)
def test_an_ods_whose_content_was_mutated_gives_rows_or_a_sentence(
    changes: list[tuple[int, bytes, int]],
) -> None:
    content = (EXAMPLES / "ledger_libreoffice.ods").read_bytes()
    spread = [(place * 7, added, lost) for place, added, lost in changes]
    mutated = with_part(content, "content.xml", lambda data: changed(data, spread))
    assert is_read_or_refused(mutated, "台账.ods")


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(512, 8_700), st.integers(0, 255)), min_size=1, max_size=3))
def test_an_old_workbook_with_other_bytes_gives_rows_or_a_sentence(
    places: list[tuple[int, int]],
) -> None:
    content = bytearray((EXAMPLES / "ledger_libreoffice.xls").read_bytes())
    for place, byte in places:
        content[place] = byte
    assert is_read_or_refused(bytes(content), "台账.xls", read_apart)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=' "甲,;\t\r\n1', max_size=60))
def test_no_character_of_a_text_is_lost(text: str) -> None:
    content = f"序号,事项\n{text}".encode()
    with contextlib.suppress(InputError):
        cells = {cell for row in read_workbook(content, "a.csv")[0].rows for cell in row}
        kept = "".join(str(cell) for cell in cells if cell)
        assert ("甲" in kept, "1" in kept) == ("甲" in text, "1" in text)
