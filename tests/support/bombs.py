"""Files that are small and cost much: what each does to whoever reads it is its name."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Final

from docx import Document
from openpyxl import Workbook

_SHEET: Final = "xl/worksheets/sheet1.xml"
_STRINGS: Final = "xl/sharedStrings.xml"
_WORD: Final = "word/document.xml"
_ODS_MIMETYPE: Final = "application/vnd.oasis.opendocument.spreadsheet"
_HEAD: Final = "2025年工作要点\n一、党建\n1.学习"


def with_part(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a package in which one part is another."""
    changed = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return changed.getvalue()


def _book() -> bytes:
    book, content = Workbook(), BytesIO()
    for row in (["序号", "工作任务", "牵头股室"], [1, "建设", "办公室"]):
        book.worksheets[0].append(row)
    book.save(content)
    return content.getvalue()


def _in_sheet(cells: bytes) -> bytes:
    return with_part(_book(), _SHEET, lambda part: part.replace(b"</row>", cells + b"</row>", 1))


def _with_strings(strings: bytes) -> bytes:
    """Return a workbook with these shared strings, which Excel writes and openpyxl does not."""
    content = BytesIO(_book())
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr(_STRINGS, f'<sst xmlns="{space}">'.encode() + strings + b"</sst>")
    return content.getvalue()


def _laughing(part: bytes) -> bytes:
    """Return XML with ten entities, each ten times the one before."""
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 11)
    )
    declared = f"<!DOCTYPE worksheet [{entities}]><worksheet".encode()
    return part.replace(b"<worksheet", declared, 1).replace(b"</row>", b"<c><v>&a10;</v></c></row>")


def _ods(rows: str) -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns"
    table = (
        f'<office:document-content xmlns:office="{office}:office:1.0" '
        f'xmlns:table="{office}:table:1.0" xmlns:text="{office}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="台账">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", _ODS_MIMETYPE)
        package.writestr("content.xml", table)
    return content.getvalue()


def _ods_rows(times: int) -> bytes:
    cell = '<table:table-cell office:value-type="string"><text:p>建设</text:p></table:table-cell>'
    repeated = f'<table:table-row table:number-rows-repeated="{times}">'
    return _ods(f"{repeated}{cell}</table:table-row>")


def _word(paragraphs: list[str]) -> bytes:
    document, content = Document(), BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(content)
    return content.getvalue()


def _deep_word(depth: int) -> bytes:
    box = "<w:sdt><w:sdtContent>" * depth + "</w:sdtContent></w:sdt>" * depth
    return with_part(
        _word(["2025年工作要点"]),
        _WORD,
        lambda part: part.replace(b"</w:body>", box.encode() + b"</w:body>"),
    )


def _tables_in_tables(depth: int) -> bytes:
    opened = "<w:tbl><w:tr><w:tc/><w:tc>" * depth
    closed = "<w:p/></w:tc></w:tr></w:tbl>" * depth
    return with_part(
        _word(["2025年工作要点"]),
        _WORD,
        lambda part: part.replace(b"</w:body>", (opened + closed).encode() + b"</w:body>"),
    )


def _measures(count: int) -> list[str]:
    lines = [f"{at}.开展活动{at % 9}次,6月底前完成。(责任股室:办公室)" for at in range(1, count)]
    return ["2025年工作要点", "一、党建", *lines]


BOMBS: Final[dict[str, Callable[[], bytes]]] = {
    "one row of 45 million empty cells.xlsx": lambda: _in_sheet(b"<c/>" * 45_000_000),
    "a cell 15 million times.xlsx": lambda: _in_sheet(b'<c r="A1"/>' * 15_000_000),
    "3 million texts.xlsx": lambda: _with_strings(b"<si><t>x</t></si>" * 3_000_000),
    "a text of 180 MB.xlsx": lambda: _with_strings(
        b"<si><t>" + b"x" * (180 * 2**20) + b"</t></si>"
    ),
    "190 MB of blanks.xlsx": lambda: _with_strings(b"\n" * (190 * 2**20)),
    "entities in entities.xlsx": lambda: with_part(_book(), _SHEET, _laughing),
    "a million rows.ods": lambda: _ods_rows(1_000_000),
    "-5 rows.ods": lambda: _ods_rows(-5),
    "50,000 rows of 80 cells.csv": lambda: (",".join("甲" * 80) + "\n").encode() * 50_000,
    "one line of 20 MB.csv": lambda: b"1," * (10 * 2**20),
    "open quotation.csv": lambda: b'"' + b"x\n" * (10 * 2**20 - 1),
    "4,000 levels.docx": lambda: _deep_word(4_000),
    "tables in tables.docx": lambda: _tables_in_tables(80),
    "10,000 measures.docx": lambda: _word(_measures(10_000)),
    "short lines.txt": lambda: ("2025年工作要点\n" + "工作\n" * 160_000).encode(),
    "numbers alone.txt": lambda: "\n".join(
        ["2025年工作要点", *(f"{at}." for at in range(60_000))]
    ).encode(),
    "quotation marks.txt": lambda: (_HEAD + "“" * 400_000).encode(),
    "brackets.txt": lambda: (_HEAD + "(" * 400_000).encode(),
    "one sentence.txt": lambda: (_HEAD + "开展活动3次,6月底前完成," * 25_000).encode(),
    "a letter 500,000 times.txt": lambda: (_HEAD + "工" * 490_000).encode(),
    "400,000 tags.html": lambda: b"<html><body>" + b"<div>" * 400_000,
}
"""Each by the name of its file."""
