"""Compute Word's automatic numbers, which are not part of the paragraphs' text.

A paragraph refers to a list (w:num) and a level, directly or through its style. Lists with the same
abstract definition (w:abstractNum) share their counters, unless a list restarts them.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml.etree import _Element

from dashboard.importing.documents.docx_lists import (
    NO_STYLE,
    ListLevel,
    NumberedList,
    ParagraphStyle,
    list_origin,
    list_reference,
    outline_level,
    read_list,
    read_styles,
    val_attribute,
)
from dashboard.importing.documents.docx_number_formats import BULLET_SIGN, format_number


@dataclass
class Numbering:
    """The lists and styles of one document, and the current counters of each list."""

    lists: dict[str, NumberedList]
    styles: dict[str, ParagraphStyle]
    default_style: str
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, paragraph: _Element, text: str) -> str:
        """Count a paragraph, and return the number that Word shows before its text."""
        list_id, level_at = self.list_and_level(paragraph)
        numbered = self.lists.get(list_id)
        level = numbered.levels.get(level_at) if numbered else None
        if not numbered or not level:
            return ""
        self.count(list_id, level_at)
        if level.style == "bullet":
            return BULLET_SIGN if level.pattern.strip() else ""
        label = self.format_label(numbered, level)
        return label + " " if label and level.is_apart and _needs_space(label, text) else label

    def list_and_level(self, paragraph: _Element) -> tuple[str, int]:
        """Return the list id and level of a paragraph; an unknown list for one without a list."""
        own_list, own_level = list_reference(paragraph.find(qn("w:pPr")))
        chain = self.style_chain(paragraph)
        list_id = own_list or next((s.list_id for s in map(self.style, chain) if s.list_id), "")
        if own_level is not None:
            return list_id, own_level
        levels = self.lists[list_id].levels if list_id in self.lists else {}
        linked = {level.linked_style: at for at, level in levels.items() if level.linked_style}
        for style_id in chain:
            if style_id in linked:
                return list_id, linked[style_id]
        given = (s.level for s in map(self.style, chain) if s.level is not None)
        return list_id, 0 if own_list else next(given, 0)

    def heading_level(self, paragraph: _Element) -> int:
        """Return the level of a heading, by the paragraph or its styles; 0 for body text."""
        own = outline_level(paragraph.find(qn("w:pPr")))
        of_styles = (self.style(style_id).heading for style_id in self.style_chain(paragraph))
        return next((level for level in (own, *of_styles) if level is not None), 0)

    def style(self, style_id: str) -> ParagraphStyle:
        return self.styles.get(style_id, NO_STYLE)

    def style_chain(self, paragraph: _Element) -> list[str]:
        """Return the paragraph's style and its base styles, nearest first."""
        named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style_id = val_attribute(named) or self.default_style
        chain: list[str] = []
        while style_id and style_id not in chain:
            chain.append(style_id)
            style_id = self.style(style_id).based_on
        return chain

    def count(self, list_id: str, level_at: int) -> None:
        """Increment a level's counter, and reset the deeper levels that restart after it."""
        numbered = self.lists[list_id]
        counts = self.counts.setdefault(numbered.origin, {})
        begins = level_at in numbered.starts and (list_id, level_at) not in self.begun
        self.begun.add((list_id, level_at))
        if begins or level_at not in counts:
            counts[level_at] = _first_number(numbered, level_at)
        else:
            counts[level_at] += 1
        for higher in range(level_at):  # a skipped level counts as if it were present
            counts.setdefault(higher, _first_number(numbered, higher))
        for deeper in [at for at in counts if at > level_at]:
            after = numbered.levels[deeper].restarts_after if deeper in numbered.levels else None
            if after is None or level_at < after:
                del counts[deeper]

    def format_label(self, numbered: NumberedList, level: ListLevel) -> str:
        """Format a level's pattern with the current numbers."""
        counts = self.counts[numbered.origin]

        def number(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            style = numbered.levels[at].style if at in numbered.levels else "decimal"
            return format_number(
                counts.get(at, _first_number(numbered, at)), "decimal" if level.is_legal else style
            )

        return re.sub(r"%([1-9])", number, level.pattern)


def _first_number(numbered: NumberedList, level_at: int) -> int:
    """Return the first number of a list level."""
    level = numbered.levels.get(level_at)
    return numbered.starts.get(level_at, level.start if level else 1)


def _needs_space(label: str, text: str) -> bool:
    """Whether a space must separate a number from its text: '1 5G', '1. 5G'."""
    last = unicodedata.category(label[-1])
    return last == "Nd" or last.startswith("L") or (label[-1] in "..-" and text[:1].isdigit())


def read_numbering(numbering: _Element | None, styles: _Element | None) -> Numbering:
    """Parse the lists and styles of a document; either part may be missing."""
    known, default = read_styles(styles)
    if numbering is None:
        return Numbering({}, known, default)
    origins = {
        origin.get(qn("w:abstractNumId"), ""): origin
        for origin in numbering.iterchildren(qn("w:abstractNum"))
    }
    named = {number.get(qn("w:numId"), ""): number for number in numbering.iter(qn("w:num"))}
    lists = {
        list_id: read_list(number, list_origin(number, named, origins, known))
        for list_id, number in named.items()
    }
    return Numbering(lists, known, default)
