"""Read a Word file (.docx, .docm) into lines and tables, with its automatic numbers.

Visible text is included: inserted text, links, content controls, text boxes (after the paragraph to
which they are anchored), and notes (at the end). Invisible or repeated text is left out: deleted
and hidden text, comments, headers and footers, and Word's table of contents.
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
from dashboard.importing.documents.blocks import Block, Heading
from dashboard.importing.documents.docx_lists import int_attribute, val_attribute
from dashboard.importing.documents.docx_numbering import Numbering, read_numbering
from dashboard.importing.documents.docx_text import (
    COMPATIBILITY_NS,
    newest_alternative,
    paragraph_text,
    text_boxes,
)
from dashboard.importing.spreadsheets.file_kinds import broken_file_error

_HOLDERS: Final = {qn(f"w:{name}") for name in ("sdtContent", "customXml", "ins", "moveTo")}
"""Wrapper elements around whole paragraphs, rows or cells."""


_NOT_A_PACKAGE: Final = (
    AttributeError, BadZipFile, KeyError, PackageNotFoundError, TypeError, ValueError,
    XMLSyntaxError,
)  # fmt: skip
"""The exceptions of python-docx for a package with missing or invalid parts."""


def read_word(content: bytes, name: str) -> list[Block]:
    """Return the lines and tables of a Word file in the order of its body.

    Raises:
        InputError: the file is damaged, or consists of linked files.
    """
    try:
        main = OpcPackage.open(BytesIO(content)).main_document_part
        body = _parse_part(main).find(qn("w:body"))
        styles, lists = _related_part(main, "STYLES"), _related_part(main, "NUMBERING")
        notes = [_related_part(main, kind) for kind in ("FOOTNOTES", "ENDNOTES")]
    except _NOT_A_PACKAGE as error:
        raise broken_file_error(name) from error
    if body is None:
        raise broken_file_error(name)
    if next(body.iter(qn("w:altChunk"), qn("w:subDoc")), None) is not None:
        raise InputError(f"{name} 中嵌有别的文件,无法读全;请用 Word 打开,另存为新的 docx 后再试。")
    numbering = read_numbering(lists, styles)
    return [*_read_blocks(body, numbering), *_note_blocks(notes, numbering)]


def _parse_part(part: Part) -> _Element:
    """Parse the XML of a part; python-docx does not do so for a file with macros."""
    return parse_xml(part.blob)


def _related_part(main: Part, kind: str) -> _Element | None:
    """Return the XML of a related part of the document, or None."""
    wanted = getattr(RELATIONSHIP_TYPE, kind)
    found = [rel for rel in main.rels.values() if rel.reltype == wanted and not rel.is_external]
    return _parse_part(found[0].target_part) if found else None


def _note_blocks(parts: list[_Element | None], numbering: Numbering) -> Iterator[Block]:
    """Yield the footnotes and endnotes, without the separator lines, which have a type."""
    for part in parts:
        for note in [] if part is None else part.iterchildren():
            if note.get(qn("w:type"), "normal") == "normal":
                yield from _read_blocks(note, numbering)


def _read_blocks(parent: _Element, numbering: Numbering) -> Iterator[Block]:
    """Yield the lines and tables in a body, a cell, a text box or a note."""
    begun = ""
    for element in _visible_children(parent):
        if element.tag == qn("w:tbl"):
            yield from _table_blocks(element, numbering)
        elif element.tag == qn("w:p") and not _is_contents(element, numbering):
            text = begun + paragraph_text(element)
            begun = text if _is_mark_deleted(element) else ""
            if not _is_mark_deleted(element):
                lines = (numbering.label(element, text) + text).split("\n")
                level = numbering.heading_level(element)
                yield from (Heading(line, level) if level else line for line in lines)
            for box in text_boxes(element):
                yield from _read_blocks(box, numbering)
    if begun:
        yield from begun.split("\n")


def _visible_children(parent: _Element) -> Iterator[_Element]:
    """Yield the child elements, including those inside content controls and insertions."""
    for child in parent.iterchildren(tag="{*}*"):
        if child.tag == qn("w:sdt"):
            content = child.find(qn("w:sdtContent"))
            yield from _visible_children(child if content is None else content)
        elif child.tag in _HOLDERS:
            yield from _visible_children(child)
        elif child.tag == f"{COMPATIBILITY_NS}AlternateContent":
            yield from _visible_children(newest_alternative(child))
        else:
            yield child


def _is_contents(paragraph: _Element, numbering: Numbering) -> bool:
    """Whether a paragraph is part of Word's table of contents."""
    names = (numbering.style(style_id).name for style_id in numbering.style_chain(paragraph)[:1])
    return any(re.fullmatch(r"toc \d", name.lower()) for name in names)


def _is_mark_deleted(paragraph: _Element) -> bool:
    """Whether the paragraph mark is deleted, so that the next paragraph continues this one."""
    mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    return mark is not None and any(
        mark.find(qn(name)) is not None for name in ("w:del", "w:moveFrom")
    )


def _table_blocks(table: _Element, numbering: Numbering) -> Iterator[Block]:
    """Yield a table as one grid; a one-column table is only a frame, and gives its lines."""
    rows = [
        row
        for row in _visible_children(table)
        if row.tag == qn("w:tr") and not _is_row_deleted(row)
    ]
    if all(len(_cells_of(row)) == 1 for row in rows):
        for row in rows:
            yield from _read_blocks(_cells_of(row)[0], numbering)
        return
    grid: list[list[str]] = []
    for row in rows:
        grid.append(_row_texts(row, grid[-1] if grid else [], numbering))
    yield grid


def _is_row_deleted(row: _Element) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _cells_of(row: _Element) -> list[_Element]:
    return [cell for cell in _visible_children(row) if cell.tag == qn("w:tc")]


def _row_texts(row: _Element, above: list[str], numbering: Numbering) -> list[str]:
    """Return the cell texts of a row; a merged cell's text is repeated in all cells it covers."""
    texts = [""] * _skipped_columns(row, "w:gridBefore")
    for cell in _cells_of(row):
        at = len(texts)
        if _continues_merge(cell, "w:vMerge") and at < len(above):
            text = above[at]
        elif _continues_merge(cell, "w:hMerge") and texts:
            text = texts[-1]
        else:
            text = _cell_text(cell, numbering)
        width = int_attribute(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")) or 1
        texts += [text] * min(max(width, 1), 100)
    return texts + [""] * _skipped_columns(row, "w:gridAfter")


def _skipped_columns(row: _Element, side: str) -> int:
    """Return the number of columns that a row skips at its left or right end."""
    return min(int_attribute(row.find(f"{qn('w:trPr')}/{qn(side)}")) or 0, 100)


def _continues_merge(cell: _Element, direction: str) -> bool:
    """Whether a cell is merged with the one above it or to its left."""
    merged = cell.find(f"{qn('w:tcPr')}/{qn(direction)}")
    return merged is not None and val_attribute(merged) != "restart"


def _cell_text(cell: _Element, numbering: Numbering) -> str:
    """Return the lines of a cell; a nested table gives one line per row."""
    lines = [
        "\n".join(["\t".join(row) for row in block]) if isinstance(block, list) else block
        for block in _read_blocks(cell, numbering)
    ]
    return "\n".join(lines).strip("\n")
