"""Parse the list and style definitions of a Word file."""

import re
from dataclasses import dataclass
from typing import Final

from docx.oxml.ns import qn
from lxml.etree import _Element


@dataclass(frozen=True)
class ListLevel:
    """The numbering rules and format of one list level."""

    start: int
    style: str
    pattern: str
    """The format string, such as '%1、' or '%1.%2'; %1 is the number of the highest level."""
    is_apart: bool
    restarts_after: int | None
    """The level, counted from 1, after which it restarts: 0 never, None after every higher one."""
    is_legal: bool
    """Whether the numbers of all levels are formatted as plain digits."""
    linked_style: str


@dataclass(frozen=True)
class NumberedList:
    """A list (w:num), to which paragraphs refer."""

    origin: str
    levels: dict[int, ListLevel]
    starts: dict[int, int]
    """The levels that restart at the start of this list, with their first numbers."""


@dataclass(frozen=True)
class ParagraphStyle:
    based_on: str
    name: str
    list_id: str
    level: int | None
    heading: int | None = None
    """The level of a heading style, from 1; 0 for body text, None to inherit."""


NO_STYLE: Final = ParagraphStyle("", "", "", None)

_HEADING_NAME: Final = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_DEEPEST_HEADING: Final = 9


def val_attribute(element: _Element | None) -> str:
    """Return the w:val attribute of an element; '' without one."""
    return "" if element is None else element.get(qn("w:val"), "")


def int_attribute(element: _Element | None) -> int | None:
    """Return the w:val attribute as a number; None without one."""
    text = val_attribute(element)
    return int(text) if re.fullmatch(r"[+-]?\d{1,9}", text) else None


def is_switched_on(element: _Element | None) -> bool:
    """Whether an on/off element is present and not switched off."""
    return element is not None and val_attribute(element) not in ("0", "false", "off")


def list_reference(properties: _Element | None) -> tuple[str, int | None]:
    """Return the list id and level of a paragraph or style; '' and None without any."""
    place = None if properties is None else properties.find(qn("w:numPr"))
    if place is None:
        return "", None
    return val_attribute(place.find(qn("w:numId"))), int_attribute(place.find(qn("w:ilvl")))


def outline_level(properties: _Element | None) -> int | None:
    """Return the outline level in a paragraph's or style's properties, from 1; 0 is body text."""
    given = None if properties is None else int_attribute(properties.find(qn("w:outlineLvl")))
    if given is None:
        return None
    return given + 1 if 0 <= given < _DEEPEST_HEADING else 0


def _heading_level(name: str, style: _Element) -> int | None:
    """Return the level of a heading style, by its outline level or its name."""
    found = _HEADING_NAME.fullmatch(name)
    given = outline_level(style.find(qn("w:pPr")))
    return int(found.group(1)) if found and given is None else given


def read_styles(styles: _Element | None) -> tuple[dict[str, ParagraphStyle], str]:
    """Return the styles by id, and the id of the default paragraph style."""
    known: dict[str, ParagraphStyle] = {}
    default = ""
    for style in [] if styles is None else styles.iterchildren(qn("w:style")):
        style_id = style.get(qn("w:styleId"), "")
        based_on, name = (
            val_attribute(style.find(qn("w:basedOn"))),
            val_attribute(style.find(qn("w:name"))),
        )
        known[style_id] = ParagraphStyle(
            based_on,
            name,
            *list_reference(style.find(qn("w:pPr"))),
            heading=_heading_level(name, style),
        )
        is_default = style.get(qn("w:default")) in ("1", "true", "on")
        if is_default and style.get(qn("w:type")) == "paragraph":
            default = style_id
    return known, default


def list_origin(
    number: _Element,
    named: dict[str, _Element],
    origins: dict[str, _Element],
    styles: dict[str, ParagraphStyle],
) -> _Element | None:
    """Return the abstract definition of a list, resolved through its list style if it has one."""
    origin = origins.get(val_attribute(number.find(qn("w:abstractNumId"))))
    link = "" if origin is None else val_attribute(origin.find(qn("w:numStyleLink")))
    linked = named.get(styles.get(link, NO_STYLE).list_id)
    if linked is None or linked is number:
        return origin
    return origins.get(val_attribute(linked.find(qn("w:abstractNumId"))), origin)


def read_list(number: _Element, origin: _Element | None) -> NumberedList:
    """Return a list: the levels of its abstract definition with its own overrides."""
    levels = _read_levels(origin)
    starts: dict[int, int] = {}
    for override in number.iterchildren(qn("w:lvlOverride")):
        levels |= _read_levels(override)
        at, start = (
            override.get(qn("w:ilvl"), ""),
            int_attribute(override.find(qn("w:startOverride"))),
        )
        if at.isdecimal() and start is not None:
            starts[int(at)] = start
    origin_id = "" if origin is None else origin.get(qn("w:abstractNumId"), "")
    return NumberedList(origin_id, levels, starts)


def _read_levels(parent: _Element | None) -> dict[int, ListLevel]:
    """Return the levels of an abstract definition or of an override."""
    found = [] if parent is None else parent.iterchildren(qn("w:lvl"))
    levels = {level.get(qn("w:ilvl"), ""): _read_level(level) for level in found}
    return {int(at): level for at, level in levels.items() if at.isdecimal()}


def _read_level(level: _Element) -> ListLevel:
    styles = [val_attribute(style) for style in level.iter(qn("w:numFmt"))]
    start = int_attribute(level.find(qn("w:start")))
    return ListLevel(
        start=0 if start is None else start,
        # A format of newer Word versions is accompanied by a similar older one.
        style=next((style for style in styles if style and style != "custom"), "decimal"),
        pattern=val_attribute(level.find(qn("w:lvlText"))),
        is_apart=val_attribute(level.find(qn("w:suff"))) != "nothing",
        restarts_after=int_attribute(level.find(qn("w:lvlRestart"))),
        is_legal=is_switched_on(level.find(qn("w:isLgl"))),
        linked_style=val_attribute(level.find(qn("w:pStyle"))),
    )
