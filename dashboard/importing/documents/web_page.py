"""A saved web page becomes the lines and tables that a browser would show."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree, html

from dashboard.importing.documents.blocks import Block
from dashboard.importing.documents.docx_number_formats import number_word

UNSEEN: Final = {"head", "script", "style", "noscript", "template", "select", "svg", "iframe"}

LINES: Final = {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt",
    "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot",
    "th", "thead", "title", "tr", "ul", "caption",
}  # fmt: skip
"""Elements that begin and end a line."""

LIST_TYPES: Final = {
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}

HIDING: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

BLANKS: Final = re.compile(r"[ \t\r\n\f]+")


def read_web_page(text: str) -> list[Block]:
    """Return the lines and tables of a page; a table that only lays out the page gives lines."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        page = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return []
    return list(joined(pieces(page)))


def joined(parts: Iterator[str | list[list[str]]]) -> Iterator[Block]:
    """Give whole lines for pieces of text, where '\\n' ends a line; blank ones are left out."""
    line = ""
    for part in parts:
        if isinstance(part, str) and part != "\n":
            line += part
            continue
        if line.strip():
            yield BLANKS.sub(" ", line).strip(" ")
        line = ""
        if isinstance(part, list):
            yield part
    if line.strip():
        yield BLANKS.sub(" ", line).strip(" ")


def pieces(element: html.HtmlElement) -> Iterator[str | list[list[str]]]:
    """Give the text of an element bit by bit, '\\n' for the end of a line, and its tables."""
    if element.tag in UNSEEN or HIDING.search(element.get("style", "")):
        return
    if element.tag == "table" and is_grid(element):
        yield grid_of(element)
        return
    begins_line = element.tag in LINES
    if element.tag == "br" or begins_line:
        yield "\n"
    if element.tag == "li":
        yield list_number(element)
    yield from own_lines(element, element.text)
    for child in element:
        yield from pieces(child)
        yield from own_lines(element, child.tail)
    if begins_line:
        yield "\n"


def own_lines(element: html.HtmlElement, text: str | None) -> Iterator[str]:
    """Give text that stands in an element; only in <pre> do its own line ends count."""
    if text and element.tag == "pre":
        yield from re.split(r"(\n)", text)
    elif text:
        yield BLANKS.sub(" ", text)


def list_number(entry: html.HtmlElement) -> str:
    """Return the number that a browser shows before an entry of a numbered list; else ''."""
    numbered = entry.getparent()
    if numbered is None or numbered.tag != "ol" or "none" in numbered.get("style", ""):
        return ""
    before = sum(1 for _ in entry.itersiblings("li", preceding=True))
    start = numbered.get("start", "1")
    number = (int(start) if re.fullmatch("[0-9]{1,6}", start) else 1) + before
    style = LIST_TYPES.get(numbered.get("type", "1"), "decimal")
    return f"{number_word(number, style)}."


def is_grid(table: html.HtmlElement) -> bool:
    """Say whether a table holds data: more than one column, and no table inside."""
    columns = max((len(cells) for cells in map(cells_of, table.iter("tr"))), default=0)
    return columns > 1 and table.find(".//table") is None


def cells_of(row: html.HtmlElement) -> list[html.HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def grid_of(table: html.HtmlElement) -> list[list[str]]:
    """Return the texts of a table; a merged cell's text stands in every field that it covers."""
    rows = list(table.iter("tr"))
    filled: dict[tuple[int, int], str] = {}
    for at, row in enumerate(rows):
        column = 0
        for cell in cells_of(row):
            while (at, column) in filled:
                column += 1
            text = "\n".join(str(line) for line in joined(pieces(cell)))
            for down in range(at, min(at + span(cell, "rowspan"), len(rows))):
                for right in range(column, column + span(cell, "colspan")):
                    filled[down, right] = text
    width = max((column for _, column in filled), default=-1) + 1
    return [[filled.get((at, column), "") for column in range(width)] for at in range(len(rows))]


def span(cell: html.HtmlElement, direction: str) -> int:
    """Return how many fields a cell covers; 1 for what is no number of fields of a real table."""
    given = cell.get(direction, "1")
    return int(given) if re.fullmatch("[1-9][0-9]?", given) else 1
