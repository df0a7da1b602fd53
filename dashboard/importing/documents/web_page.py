"""Read a saved web page into the lines and tables that a browser would show."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from lxml import etree, html

from dashboard.importing.documents.blocks import BESIDE, Block, Heading
from dashboard.importing.documents.docx_number_formats import format_number

_UNSEEN: Final = {"head", "script", "style", "noscript", "template", "select", "svg", "iframe"}

_LINES: Final = {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt",
    "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot",
    "th", "thead", "title", "tr", "ul", "caption",
}  # fmt: skip
"""Elements that start and end a line."""

_BESIDE: Final = {"nav", "aside", "footer"}
_BESIDE_NAME: Final = re.compile(
    r"(?<![a-z])(?:nav(?:bar)?|menu|sidebar|aside|footer|breadcrumbs?|crumbs?|copyright|hot|related)(?![a-z])",
    re.IGNORECASE,
)
"""The names that pages give to what stands beside their text."""

_LIST_TYPES: Final = {
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}

_HEADING_TAG: Final = re.compile("h([1-6])")

_HIDING: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")


def read_web_page(text: str) -> list[Block]:
    """Return the lines and tables of a page; a layout table gives lines."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        page = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return []
    return list(_join_lines(_text_runs(page)))


def _join_lines(parts: Iterator[str | list[list[str]]]) -> Iterator[Block]:
    """Join text runs into lines at '\\n'; blank lines are dropped."""
    line, level = "", 0
    for part in chain(parts, ["\n"]):
        if isinstance(part, Heading):
            level = part.level
        elif isinstance(part, str) and part != "\n":
            line += part
        else:
            if text := _BLANKS.sub(" ", line).strip(" "):
                yield Heading(text, level) if level else text
                level = 0
            line = ""
            if isinstance(part, list):
                yield part


def _text_runs(element: html.HtmlElement) -> Iterator[str | list[list[str]]]:
    """Yield the text runs of an element, with '\\n' at line ends, and its tables."""
    if element.tag in _UNSEEN or _HIDING.search(element.get("style", "")):
        return
    if not _is_beside(element):
        yield from _runs_of(element)
        return
    for block in _join_lines(_runs_of(element)):
        rows = [block] if isinstance(block, str) else map("  ".join, block)
        for line in rows:
            yield from ("\n", Heading("", BESIDE), line, "\n")


def _is_beside(element: html.HtmlElement) -> bool:
    """Whether an element is a menu or a list beside the document, by its tag or its name."""
    names = f"{element.get('id', '')} {element.get('class', '')}"
    is_named = element.tag in _BESIDE or bool(_BESIDE_NAME.search(names))
    return is_named and element.find(".//h1") is None and element.find(".//table") is None


def _runs_of(element: html.HtmlElement) -> Iterator[str | list[list[str]]]:
    """Yield the text runs of an element that is shown."""
    if element.tag == "table" and _is_grid(element):
        yield _read_grid(element)
        return
    begins_line = element.tag in _LINES
    if element.tag == "br" or begins_line:
        yield "\n"
    if element.tag == "li":
        yield _list_number(element)
    if found := _HEADING_TAG.fullmatch(element.tag):
        yield Heading("", int(found.group(1)))
    yield from _element_text(element, element.text)
    for child in element:
        yield from _text_runs(child)
        yield from _element_text(element, child.tail)
    if begins_line:
        yield "\n"


def _element_text(element: html.HtmlElement, text: str | None) -> Iterator[str]:
    """Yield the text in an element; its line breaks count only in <pre>."""
    if text and element.tag == "pre":
        yield from re.split(r"(\n)", text)
    elif text:
        yield _BLANKS.sub(" ", text)


def _list_number(entry: html.HtmlElement) -> str:
    """Return the number that a browser shows before an entry of a numbered list, else ''."""
    numbered = entry.getparent()
    if numbered is None or numbered.tag != "ol" or "none" in numbered.get("style", ""):
        return ""
    before = sum(1 for _ in entry.itersiblings("li", preceding=True))
    start = numbered.get("start", "1")
    number = (int(start) if re.fullmatch("[0-9]{1,6}", start) else 1) + before
    style = _LIST_TYPES.get(numbered.get("type", "1"), "decimal")
    return f"{format_number(number, style)}."


def _is_grid(table: html.HtmlElement) -> bool:
    """Whether a table has data: more than one column, and no nested table."""
    columns = max((len(cells) for cells in map(_cells_of, table.iter("tr"))), default=0)
    return columns > 1 and table.find(".//table") is None


def _cells_of(row: html.HtmlElement) -> list[html.HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _read_grid(table: html.HtmlElement) -> list[list[str]]:
    """Return the cell texts of a table; a merged cell's text is repeated in all cells it covers."""
    rows = list(table.iter("tr"))
    filled: dict[tuple[int, int], str] = {}
    for at, row in enumerate(rows):
        column = 0
        for cell in _cells_of(row):
            while (at, column) in filled:
                column += 1
            text = "\n".join(str(line) for line in _join_lines(_text_runs(cell)))
            for down in range(at, min(at + _span(cell, "rowspan"), len(rows))):
                for right in range(column, column + _span(cell, "colspan")):
                    filled[down, right] = text
    width = max((column for _, column in filled), default=-1) + 1
    return [[filled.get((at, column), "") for column in range(width)] for at in range(len(rows))]


def _span(cell: html.HtmlElement, direction: str) -> int:
    """Return the number of cells that a cell spans; 1 for an invalid or excessive number."""
    given = cell.get(direction, "1")
    return int(given) if re.fullmatch("[1-9][0-9]?", given) else 1
