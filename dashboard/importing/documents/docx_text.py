"""The text that a reader sees in a paragraph of a Word file, and the text boxes that hang on it."""

import re
from collections.abc import Iterator
from typing import Final

from docx.oxml.ns import qn
from lxml.etree import _Element

from dashboard.importing.documents.docx_lists import is_on
from dashboard.importing.documents.docx_number_formats import number_word

MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATHS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

SIGNS: Final = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
TEXTS: Final = {qn("w:t"), f"{MATHS}t"}
UNSEEN: Final = {
    qn(name)
    for name in ("w:pPr", "w:rPr", "w:sdtPr", "w:del", "w:moveFrom", "w:rt", "w:txbxContent")
}
"""What holds no text of the paragraph: text boxes come after it, w:rt is the pinyin above it."""

COMMAND, COMMAND_END = "\1", "\2"
"""Set around a field's command while a paragraph is put together; no XML holds such characters."""

SOME_SIGN: Final = "□"

CIRCLED: Final = re.compile(r"\s*eq\s*\\o\s*\\ac\s*\(.*?[,\uff0c]\s*(\w+)\s*\)", re.IGNORECASE)
"""The field that Word makes of a character in a circle."""


def chosen(alternatives: _Element) -> _Element:
    """Return the newest of the forms in which Word keeps one and the same content."""
    newest = alternatives.find(f"{MC}Choice")
    return next(alternatives.iterchildren(), alternatives) if newest is None else newest


def text_of(paragraph: _Element) -> str:
    """Return the text that a reader sees in a paragraph, without its number."""
    text = "".join(pieces(paragraph)).replace(COMMAND_END + COMMAND, "")
    return re.sub(f"{COMMAND}([^{COMMAND_END}]*){COMMAND_END}", circled, text)


def circled(command: re.Match[str]) -> str:
    """Return the character in a circle that a field's command draws; '' for other commands."""
    found = CIRCLED.match(command[1])
    if not found:
        return ""
    sign = found[1]
    return number_word(int(sign), "decimalEnclosedCircle") if sign.isdecimal() else sign


def pieces(element: _Element) -> Iterator[str]:
    """Give the text of an element bit by bit, breaks and tabs among it."""
    for child in element.iterchildren(tag="{*}*"):
        if child.tag in TEXTS:
            yield (child.text or "").replace("\n", " ")
        elif child.tag in SIGNS:
            yield SIGNS[child.tag]
        elif child.tag == qn("w:sym"):
            yield symbol(child)
        elif child.tag == qn("w:instrText"):
            yield f"{COMMAND}{child.text or ''}{COMMAND_END}"
        elif child.tag == f"{MC}AlternateContent":
            yield from pieces(chosen(child))
        elif child.tag not in UNSEEN and not is_hidden(child):
            yield from pieces(child)


def symbol(element: _Element) -> str:
    """Return a sign from a font of signs; an empty box where no other font has it."""
    code = element.get(qn("w:char"), "")
    sign = chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{4}", code) else SOME_SIGN
    return sign if sign.isprintable() else SOME_SIGN


def is_hidden(run: _Element) -> bool:
    return is_on(run.find(f"{qn('w:rPr')}/{qn('w:vanish')}"))


def boxes_of(element: _Element) -> Iterator[_Element]:
    """Give the contents of the text boxes that hang on a paragraph, each once."""
    for child in element.iterchildren(tag="{*}*"):
        if child.tag == qn("w:txbxContent"):
            yield child
        elif child.tag == f"{MC}AlternateContent":
            yield from boxes_of(chosen(child))
        elif child.tag not in UNSEEN:
            yield from boxes_of(child)
