"""Extract the visible text and the text boxes of a paragraph in a Word file."""

import re
from collections.abc import Iterator
from typing import Final

from docx.oxml.ns import qn
from lxml.etree import _Element

from dashboard.importing.documents.docx_lists import is_switched_on
from dashboard.importing.documents.docx_number_formats import format_number

COMPATIBILITY_NS: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_NS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_SIGNS: Final = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_TEXTS: Final = {qn("w:t"), f"{_MATH_NS}t"}
_UNSEEN: Final = {
    qn(name)
    for name in ("w:pPr", "w:rPr", "w:sdtPr", "w:del", "w:moveFrom", "w:rt", "w:txbxContent")
}
"""Elements that are not text of the paragraph: text boxes follow it, w:rt is the pinyin above."""

_COMMAND, _COMMAND_END = "\1", "\2"
"""Delimiters of a field's command in the collected text; XML cannot contain these characters."""

_SOME_SIGN: Final = "□"

_CIRCLED: Final = re.compile(r"\s*eq\s*\\o\s*\\ac\s*\(.*?[,\uff0c]\s*(\w+)\s*\)", re.IGNORECASE)
"""The field command that Word uses for a character in a circle."""


def newest_alternative(alternatives: _Element) -> _Element:
    """Return the newest of the alternative forms of one content."""
    newest = alternatives.find(f"{COMPATIBILITY_NS}Choice")
    return next(alternatives.iterchildren(), alternatives) if newest is None else newest


def paragraph_text(paragraph: _Element) -> str:
    """Return the visible text of a paragraph, without its number."""
    text = "".join(_text_runs(paragraph)).replace(_COMMAND_END + _COMMAND, "")
    return re.sub(f"{_COMMAND}([^{_COMMAND_END}]*){_COMMAND_END}", _circled_character, text)


def _circled_character(command: re.Match[str]) -> str:
    """Return the character in a circle drawn by a field's command; '' for other commands."""
    found = _CIRCLED.match(command[1])
    if not found:
        return ""
    sign = found[1]
    return format_number(int(sign), "decimalEnclosedCircle") if sign.isdecimal() else sign


def _text_runs(element: _Element) -> Iterator[str]:
    """Yield the text runs of an element, including breaks and tabs."""
    for child in element.iterchildren(tag="{*}*"):
        if child.tag in _TEXTS:
            yield (child.text or "").replace("\n", " ")
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == qn("w:sym"):
            yield _symbol(child)
        elif child.tag == qn("w:instrText"):
            yield f"{_COMMAND}{child.text or ''}{_COMMAND_END}"
        elif child.tag == f"{COMPATIBILITY_NS}AlternateContent":
            yield from _text_runs(newest_alternative(child))
        elif child.tag not in _UNSEEN and not _is_hidden(child):
            yield from _text_runs(child)


def _symbol(element: _Element) -> str:
    """Return the character for a symbol font's glyph; an empty box without an equivalent."""
    code = element.get(qn("w:char"), "")
    sign = chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{4}", code) else _SOME_SIGN
    return sign if sign.isprintable() else _SOME_SIGN


def _is_hidden(run: _Element) -> bool:
    return is_switched_on(run.find(f"{qn('w:rPr')}/{qn('w:vanish')}"))


def text_boxes(element: _Element) -> Iterator[_Element]:
    """Yield the contents of the text boxes anchored to a paragraph, each once."""
    for child in element.iterchildren(tag="{*}*"):
        if child.tag == qn("w:txbxContent"):
            yield child
        elif child.tag == f"{COMPATIBILITY_NS}AlternateContent":
            yield from text_boxes(newest_alternative(child))
        elif child.tag not in _UNSEEN:
            yield from text_boxes(child)
