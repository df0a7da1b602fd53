"""Read a document of any supported kind into lines and tables."""

from collections.abc import Iterable
from typing import Final

from dashboard.core.clean_text import clean_text, odd_characters
from dashboard.importing.documents.blocks import Block, Heading, heading_level
from dashboard.importing.documents.docx_file import read_word
from dashboard.importing.documents.pdf_file import read_pdf
from dashboard.importing.documents.sheets import read_sheets
from dashboard.importing.documents.web_page import read_web_page
from dashboard.importing.spreadsheets.decoding import decode_text
from dashboard.importing.spreadsheets.file_kinds import detect_file_kind

_LONGEST_SEEN: Final = 20


def read_printed(content: bytes, name: str) -> list[Block]:
    """Return the lines of a document, empty ones as '', and its tables of cell texts.

    In a workbook, every visible sheet is a table. All visible text is included, with the exceptions
    listed in `docx_file` and `pdf_file`.

    Raises:
        InputError: the file cannot be used; the message says what to do.
    """
    match detect_file_kind(content, name):
        case "docx":
            return read_word(content, name)
        case "pdf":
            return [*read_pdf(content, name)]
        case "html":
            return read_web_page(decode_text(content, name))
        case "text":
            return [*decode_text(content, name).rstrip("\x1a").splitlines()]
        case _:
            return read_sheets(content, name)


def ordinary_blocks(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks with ordinary characters."""
    return [
        _ordinary_line(block)
        if isinstance(block, str)
        else [[clean_text(cell) for cell in row] for row in block]
        for block in blocks
    ]


def odd_character_notes(printed: Iterable[str]) -> list[str]:
    """Return one note of the lines with invisible characters or lookalikes, or none.

    Odd blanks are left out: they read as those that people type, and web pages are full of them.
    """
    odd = [
        (number, line, told)
        for number, line in enumerate(printed, 1)
        for told in [[each for each in odd_characters(line) if not each.plain.isspace()]]
        if told
    ]
    if not odd:
        return []
    number, line, told = odd[0]
    shown = " ".join(clean_text(line).split())[:_LONGEST_SEEN]
    more = f";文件中共有 {len(odd)} 行如此" if len(odd) > 1 else ""
    return [f"第 {number} 行“{shown}”中有{told[0].words},已清理后读取{more}。"]


def _ordinary_line(line: str) -> str:
    """Return a line with ordinary characters; a heading stays one."""
    text = clean_text(line).replace("\n", " ")
    level = heading_level(line)
    return Heading(text, level) if level else text
