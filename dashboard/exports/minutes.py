"""The decisions of meetings as a Word document: A4, one table, the fonts of official documents."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

import docx
import pandas as pd
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from dashboard.core.labels import percent
from dashboard.exports.workbooks import FORBIDDEN

_HEAD_FONT: Final = "黑体"
_TEXT_FONT: Final = "仿宋"
_DIGIT_FONT: Final = "Times New Roman"
"""The font of letters and digits; a Chinese font would set them too wide."""

MINUTES_COLUMNS: Final = {
    "序号": 12,
    "议定内容": 72,
    "责任股室": 26,
    "完成时限": 26,
    "落实情况": 34,
}
"""The table's columns and their widths in mm; together the width of A4 without margins."""


def minutes(
    decisions: pd.DataFrame, *, title: str, lines: Sequence[str], names_meeting: bool = False
) -> bytes:
    """Return a document of decisions, one per table row.

    decisions: the result of the query `decisions`, with `outcome_words`. lines: the lines below the
    title. names_meeting: each row names its meeting.
    """
    book = docx.Document()
    _lay_out(book)
    _write(book.add_paragraph(), title, font=_HEAD_FONT, size=20, centred=True, after=10)
    for line in lines:
        _write(book.add_paragraph(), line, size=14, after=4)
    table = _heads(book)
    for number, (_, row) in enumerate(decisions.iterrows(), 1):
        _fill(table, number, row, names_meeting=names_meeting)
    if decisions.empty:
        _write(book.add_paragraph(), "没有议定事项。", size=14)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _lay_out(book: Document) -> None:
    """Set A4 pages with page numbers, and clear the author in the document's properties."""
    page = book.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin, page.bottom_margin = Mm(28), Mm(25)
    foot = page.footer.paragraphs[0]
    _write(foot, "— ", size=10.5, centred=True)
    _field(foot, "PAGE")
    _write(foot, " —", size=10.5, centred=True)
    book.core_properties.author = book.core_properties.comments = ""


def _write(
    paragraph: Paragraph,
    text: str,
    *,
    font: str = _TEXT_FONT,
    size: float = 12,
    centred: bool = False,
    after: float = 0,
) -> None:
    """Add text to a paragraph, with the font also set for Chinese characters."""
    run = paragraph.add_run(FORBIDDEN.sub("", text))
    _dress(run, font, size)
    paragraph.paragraph_format.space_after = Pt(after)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _dress(run: Any, font: str, size: float) -> None:
    run.font.name, run.font.size = _DIGIT_FONT, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _field(paragraph: Paragraph, code: str) -> None:
    """Add a field that Word computes, such as the page number."""
    run = paragraph.add_run()
    _dress(run, _TEXT_FONT, 10.5)
    for kind in ("begin", "text", "end"):
        if kind == "text":
            part = OxmlElement("w:instrText")
            part.text = code
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        run._element.append(part)


def _heads(book: Document) -> Table:
    """Add the table with a header row that is repeated on every page."""
    table: Table = book.add_table(rows=1, cols=len(MINUTES_COLUMNS), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, MINUTES_COLUMNS.values(), strict=True):
        column.width = Mm(width)  # WPS uses the widths of columns, Word those of cells
    for cell, (name, width) in zip(table.rows[0].cells, MINUTES_COLUMNS.items(), strict=True):
        cell.width = Mm(width)
        _write(cell.paragraphs[0], name, font=_HEAD_FONT, centred=True)
    _mark(table.rows[0], "w:tblHeader")
    _mark(table.rows[0], "w:cantSplit")
    return table


def _mark(row: _Row, name: str) -> None:
    """Set a row property that python-docx does not support."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _fill(table: Table, number: int, decision: pd.Series, *, names_meeting: bool) -> None:
    """Add the row of a decision; a row is not split over pages."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    _mark(row, "w:cantSplit")
    contents: list[tuple[list[str], bool]] = [
        ([str(number)], True),
        (_content(decision, names_meeting=names_meeting), False),
        ([str(decision["office"])], True),
        ([f"{decision['due_date']:%Y-%m-%d}"], True),
        (_standing(decision), False),
    ]
    for cell, width, (texts, centred) in zip(
        row.cells, MINUTES_COLUMNS.values(), contents, strict=True
    ):
        cell.width = Mm(width)
        _paragraphs(cell, texts, centred=centred)


def _paragraphs(cell: _Cell, texts: Sequence[str], *, centred: bool) -> None:
    """Fill a cell; the first text is larger than the others."""
    for place, text in enumerate(texts):
        paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
        _write(paragraph, text, size=10.5 if place else 12, centred=centred)


def _content(decision: pd.Series, *, names_meeting: bool) -> list[str]:
    """Return the decision's text, its meeting and its task."""
    texts = [str(decision["text"])]
    if names_meeting:
        texts.append(f"({decision['meeting']},{decision['held_on']:%Y-%m-%d})")
    if not pd.isna(decision["task_id"]):
        texts.append(f"(相关措施:{decision['task_number']} {decision['task_title']})")
    return texts


def _standing(decision: pd.Series) -> list[str]:
    """Return the decision's outcome, its date and the note."""
    done = "" if pd.isna(decision["done_on"]) else f"({decision['done_on']:%Y-%m-%d})"
    texts = [f"{decision['outcome_words']}{done}"]
    if not pd.isna(decision["note"]):
        texts.append(str(decision["note"]))
    if not pd.isna(decision["percent"]):
        texts.append(f"措施进度 {percent(decision['percent'])}")
    return texts
