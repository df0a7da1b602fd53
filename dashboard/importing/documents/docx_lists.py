"""What a Word file says of its lists and styles, before anything is counted."""

import re
from dataclasses import dataclass
from typing import Final

from docx.oxml.ns import qn
from lxml.etree import _Element


@dataclass(frozen=True)
class Level:
    """How one level of a list counts and looks."""

    start: int
    style: str
    pattern: str
    """Such as '%1、' or '%1.%2': %1 is the number of the highest level."""
    is_apart: bool
    restarts_after: int | None
    """The levels, counted from 1, after which it starts anew: 0 never, None after every higher."""
    is_legal: bool
    """Write the numbers of all levels as digits."""
    linked_style: str


@dataclass(frozen=True)
class NumberedList:
    """A list as paragraphs name it."""

    origin: str
    levels: dict[int, Level]
    starts: dict[int, int]
    """Levels that begin anew, and with which number, where this list begins."""


@dataclass(frozen=True)
class Style:
    based_on: str
    name: str
    list_id: str
    level: int | None


NO_STYLE: Final = Style("", "", "", None)


def value(element: _Element | None) -> str:
    """Return w:val of an element; '' without one."""
    return "" if element is None else element.get(qn("w:val"), "")


def whole(element: _Element | None) -> int | None:
    """Return w:val as a number; None where there is none."""
    text = value(element)
    return int(text) if re.fullmatch(r"[+-]?\d{1,9}", text) else None


def is_on(element: _Element | None) -> bool:
    """Say whether a switch is there and not turned off."""
    return element is not None and value(element) not in ("0", "false", "off")


def list_place(properties: _Element | None) -> tuple[str, int | None]:
    """Return the list and level that a paragraph or style names; '' and None without any."""
    place = None if properties is None else properties.find(qn("w:numPr"))
    if place is None:
        return "", None
    return value(place.find(qn("w:numId"))), whole(place.find(qn("w:ilvl")))


def read_styles(styles: _Element | None) -> tuple[dict[str, Style], str]:
    """Return every style by its id, and the id of the one that paragraphs without any have."""
    known: dict[str, Style] = {}
    default = ""
    for style in [] if styles is None else styles.iterchildren(qn("w:style")):
        style_id = style.get(qn("w:styleId"), "")
        based_on, name = value(style.find(qn("w:basedOn"))), value(style.find(qn("w:name")))
        known[style_id] = Style(based_on, name, *list_place(style.find(qn("w:pPr"))))
        is_default = style.get(qn("w:default")) in ("1", "true", "on")
        if is_default and style.get(qn("w:type")) == "paragraph":
            default = style_id
    return known, default


def origin_of(
    number: _Element,
    named: dict[str, _Element],
    origins: dict[str, _Element],
    styles: dict[str, Style],
) -> _Element | None:
    """Return what a list is made from, by way of a list style where it names one."""
    origin = origins.get(value(number.find(qn("w:abstractNumId"))))
    link = "" if origin is None else value(origin.find(qn("w:numStyleLink")))
    linked = named.get(styles.get(link, NO_STYLE).list_id)
    if linked is None or linked is number:
        return origin
    return origins.get(value(linked.find(qn("w:abstractNumId"))), origin)


def read_list(number: _Element, origin: _Element | None) -> NumberedList:
    """Return a list: the levels of its origin, and what it changes about them."""
    levels = read_levels(origin)
    starts: dict[int, int] = {}
    for override in number.iterchildren(qn("w:lvlOverride")):
        levels |= read_levels(override)
        at, start = override.get(qn("w:ilvl"), ""), whole(override.find(qn("w:startOverride")))
        if at.isdecimal() and start is not None:
            starts[int(at)] = start
    origin_id = "" if origin is None else origin.get(qn("w:abstractNumId"), "")
    return NumberedList(origin_id, levels, starts)


def read_levels(parent: _Element | None) -> dict[int, Level]:
    """Return the levels of a list's origin, or of a change to it."""
    found = [] if parent is None else parent.iterchildren(qn("w:lvl"))
    levels = {level.get(qn("w:ilvl"), ""): read_level(level) for level in found}
    return {int(at): level for at, level in levels.items() if at.isdecimal()}


def read_level(level: _Element) -> Level:
    styles = [value(style) for style in level.iter(qn("w:numFmt"))]
    start = whole(level.find(qn("w:start")))
    return Level(
        start=0 if start is None else start,
        # A format of the newest Word stands beside an older one that says nearly the same.
        style=next((style for style in styles if style and style != "custom"), "decimal"),
        pattern=value(level.find(qn("w:lvlText"))),
        is_apart=value(level.find(qn("w:suff"))) != "nothing",
        restarts_after=whole(level.find(qn("w:lvlRestart"))),
        is_legal=is_on(level.find(qn("w:isLgl"))),
        linked_style=value(level.find(qn("w:pStyle"))),
    )
