"""Read a document of any supported kind into lines and tables."""

from dashboard.core.clean_text import clean_text
from dashboard.importing.documents.blocks import Block, Heading, heading_level
from dashboard.importing.documents.docx_file import read_word
from dashboard.importing.documents.pdf_file import read_pdf
from dashboard.importing.documents.sheets import read_sheets
from dashboard.importing.documents.web_page import read_web_page
from dashboard.importing.spreadsheets.decoding import decode_text
from dashboard.importing.spreadsheets.file_kinds import detect_file_kind


def read_document(content: bytes, name: str) -> list[Block]:
    """Return the lines of a document, empty ones as '', and its tables of cell texts.

    In a workbook, every visible sheet is a table. All visible text is included, with the exceptions
    listed in `docx_file` and `pdf_file`.

    Raises:
        InputError: the file cannot be used; the message says what to do.
    """
    blocks: list[Block]
    match detect_file_kind(content, name):
        case "docx":
            blocks = read_word(content, name)
        case "pdf":
            blocks = [*read_pdf(content, name)]
        case "html":
            blocks = read_web_page(decode_text(content, name))
        case "text":
            blocks = [*decode_text(content, name).rstrip("\x1a").splitlines()]
        case _:
            blocks = read_sheets(content, name)
    return [
        _ordinary_line(block)
        if isinstance(block, str)
        else [[clean_text(cell) for cell in row] for row in block]
        for block in blocks
    ]


def _ordinary_line(line: str) -> str:
    """Return a line with ordinary characters; a heading stays one."""
    text = clean_text(line).replace("\n", " ")
    level = heading_level(line)
    return Heading(text, level) if level else text
