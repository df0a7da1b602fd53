"""A Word file (.docx, .docm) becomes lines and tables, with the numbers that Word shows.

What a reader sees counts: inserted text, links, content controls, text boxes (after the paragraph
that they hang on), and notes (at the end). Left out is what he does not see or sees twice: deleted
text, hidden text, comments, headers and footers, the table of contents that Word made of headings.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Final
from zipfile import BadZipFile

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.package import OpcPackage
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml.etree import XMLSyntaxError, _Element

from dashboard.core.errors import InputError
from dashboard.importing.documents.blocks import Block
from dashboard.importing.documents.docx_lists import value, whole
from dashboard.importing.documents.docx_numbering import Numbering, read_numbering
from dashboard.importing.documents.docx_text import MC, boxes_of, chosen, text_of
from dashboard.importing.spreadsheets.file_kinds import broken

HOLDERS: Final = {qn(f"w:{name}") for name in ("sdtContent", "customXml", "ins", "moveTo")}
"""What stands around whole paragraphs, rows or cells without changing them."""


NOT_A_PACKAGE: Final = (
    AttributeError, BadZipFile, KeyError, PackageNotFoundError, TypeError, ValueError,
    XMLSyntaxError,
)  # fmt: skip
"""What python-docx meets in a package whose parts are missing or do not say what they should."""


def read_word(content: bytes, name: str) -> list[Block]:
    """Return the lines and tables of a Word file in the order of its body.

    Raises:
        InputError: the file is damaged, or built of other files.
    """
    try:
        main = OpcPackage.open(BytesIO(content)).main_document_part
        body = root(main).find(qn("w:body"))
        styles, lists = related(main, "STYLES"), related(main, "NUMBERING")
        notes = [related(main, kind) for kind in ("FOOTNOTES", "ENDNOTES")]
    except NOT_A_PACKAGE as error:
        raise broken(name) from error
    if body is None:
        raise broken(name)
    if next(body.iter(qn("w:altChunk"), qn("w:subDoc")), None) is not None:
        raise InputError(f"{name} 中嵌有别的文件,无法读全;请用 Word 打开,另存为新的 docx 后再试。")
    numbering = read_numbering(lists, styles)
    return [*blocks_of(body, numbering), *notes_of(notes, numbering)]


def root(part: Part) -> _Element:
    """Return the XML of a part; python-docx does not know that of a file with macros as such."""
    return parse_xml(part.blob)


def related(main: Part, kind: str) -> _Element | None:
    """Return the XML of a part that belongs to the document, or None."""
    wanted = getattr(RELATIONSHIP_TYPE, kind)
    found = [rel for rel in main.rels.values() if rel.reltype == wanted and not rel.is_external]
    return root(found[0].target_part) if found else None


def notes_of(parts: list[_Element | None], numbering: Numbering) -> Iterator[Block]:
    """Give the footnotes and endnotes; those with a type are the lines that Word draws above."""
    for part in parts:
        for note in [] if part is None else part.iterchildren():
            if note.get(qn("w:type"), "normal") == "normal":
                yield from blocks_of(note, numbering)


def blocks_of(parent: _Element, numbering: Numbering) -> Iterator[Block]:
    """Give the lines and tables that stand in a body, a cell, a text box or a note."""
    begun = ""
    for element in standing_in(parent):
        if element.tag == qn("w:tbl"):
            yield from table_blocks(element, numbering)
        elif element.tag == qn("w:p") and not is_contents(element, numbering):
            text = begun + text_of(element)
            begun = text if is_mark_deleted(element) else ""
            if not is_mark_deleted(element):
                yield from (numbering.label(element, text) + text).split("\n")
            for box in boxes_of(element):
                yield from blocks_of(box, numbering)
    if begun:
        yield from begun.split("\n")


def standing_in(parent: _Element) -> Iterator[_Element]:
    """Give the children, those of content controls and of insertions among them."""
    for child in parent.iterchildren(tag="{*}*"):
        if child.tag == qn("w:sdt"):
            content = child.find(qn("w:sdtContent"))
            yield from standing_in(child if content is None else content)
        elif child.tag in HOLDERS:
            yield from standing_in(child)
        elif child.tag == f"{MC}AlternateContent":
            yield from standing_in(chosen(child))
        else:
            yield child


def is_contents(paragraph: _Element, numbering: Numbering) -> bool:
    """Say whether a paragraph is a line of the table of contents."""
    names = (numbering.style(style_id).name for style_id in numbering.style_chain(paragraph)[:1])
    return any(re.fullmatch(r"toc \d", name.lower()) for name in names)


def is_mark_deleted(paragraph: _Element) -> bool:
    """Say whether the paragraph's end is deleted, so that its text goes on in the next one."""
    mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    return mark is not None and any(
        mark.find(qn(name)) is not None for name in ("w:del", "w:moveFrom")
    )


def table_blocks(table: _Element, numbering: Numbering) -> Iterator[Block]:
    """Give a table as one grid; a table of one column is a frame around lines, and gives these."""
    rows = [row for row in standing_in(table) if row.tag == qn("w:tr") and not is_row_deleted(row)]
    if all(len(cells_of(row)) == 1 for row in rows):
        for row in rows:
            yield from blocks_of(cells_of(row)[0], numbering)
        return
    grid: list[list[str]] = []
    for row in rows:
        grid.append(row_texts(row, grid[-1] if grid else [], numbering))
    yield grid


def is_row_deleted(row: _Element) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def cells_of(row: _Element) -> list[_Element]:
    return [cell for cell in standing_in(row) if cell.tag == qn("w:tc")]


def row_texts(row: _Element, above: list[str], numbering: Numbering) -> list[str]:
    """Return the texts of a row; a merged cell's text stands in every field that it covers."""
    texts = [""] * skipped(row, "w:gridBefore")
    for cell in cells_of(row):
        at = len(texts)
        if goes_on(cell, "w:vMerge") and at < len(above):
            text = above[at]
        elif goes_on(cell, "w:hMerge") and texts:
            text = texts[-1]
        else:
            text = cell_text(cell, numbering)
        width = whole(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")) or 1
        texts += [text] * min(max(width, 1), 100)
    return texts + [""] * skipped(row, "w:gridAfter")


def skipped(row: _Element, side: str) -> int:
    """Return how many columns a row leaves out at its left or right side."""
    return min(whole(row.find(f"{qn('w:trPr')}/{qn(side)}")) or 0, 100)


def goes_on(cell: _Element, direction: str) -> bool:
    """Say whether a cell belongs to the one above it, or to its left."""
    merged = cell.find(f"{qn('w:tcPr')}/{qn(direction)}")
    return merged is not None and value(merged) != "restart"


def cell_text(cell: _Element, numbering: Numbering) -> str:
    """Return the lines of a cell; a table inside it gives a line a row."""
    lines = [
        "\n".join(["\t".join(row) for row in block]) if isinstance(block, list) else block
        for block in blocks_of(cell, numbering)
    ]
    return "\n".join(lines).strip("\n")
