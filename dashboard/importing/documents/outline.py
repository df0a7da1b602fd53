"""Group paragraphs into sections and numbered entries below their headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from dashboard.importing.documents.marks import Mark, MarkLevel
from dashboard.importing.documents.offices import OFFICE_KEY
from dashboard.importing.documents.paragraphs import Paragraph

_PREFACE_WORD: Final = (
    r"(?:指导思想|总体(?:要求|思路|目标|部署|任务目标)|工作(?:思路|目标|原则|总目标|基调)|基本(?:思路|原则|要求)|主要(?:目标|指标|预期目标)"
    r"|(?:年度|发展|预期|奋斗|目标)(?:目标|任务)|主要工作目标|形势(?:分析|任务)|工作背景|上年工作回顾|.{0,8}工作(?:总结|回顾))"
)
_PREFACE: Final = re.compile(
    rf"(?:20\d\d年)?(?:教育)?(?:工作)?(?:的)?{_PREFACE_WORD}(?:\s*[、及和与]\s*{_PREFACE_WORD})*"
)


_OFFICE_LINE: Final = re.compile(rf"\s*[(（【\[〔]?\s*(?:{OFFICE_KEY.pattern})")


@dataclass
class OutlineEntry:
    """One item of the document: its mark, the group heading above it, its paragraphs."""

    mark: Mark | None
    group: Paragraph | None
    paragraphs: list[Paragraph]


@dataclass
class Section:
    """A theme of the document; `intro` is the text before its first entry."""

    heading: Paragraph | None
    intro: list[Paragraph] = field(default_factory=list)
    entries: list[OutlineEntry] = field(default_factory=list)
    groups: dict[int, list[Paragraph]] = field(default_factory=dict)
    """The paragraphs between a group's heading and its first entry, by the id() of the heading."""
    closing: list[Paragraph] = field(default_factory=list)
    """The paragraphs after the entries that belong to none of them."""


def parse_sections(body: list[Paragraph]) -> Iterator[Section]:
    """Yield the sections of a plan's body; one without a heading if the plan has no sections."""
    top = _top_level(body)
    rest: list[Paragraph] = []
    heading: Paragraph | None = None
    for paragraph in body:
        if top and paragraph.mark and paragraph.mark.level == top:
            if heading or rest:
                yield _parse_section(heading, rest)
            heading, rest = paragraph, []
        else:
            rest.append(paragraph)
    if heading or rest:
        yield _parse_section(heading, rest)


def _top_level(body: list[Paragraph]) -> MarkLevel | None:
    """Return the mark level of the themes; None for a plan without sections."""
    levels = {paragraph.mark.level for paragraph in body if paragraph.mark}
    tops: tuple[MarkLevel, ...] = ("part", "chinese", "boxed")
    return next((level for level in tops if level in levels), None)


def _parse_section(heading: Paragraph | None, rest: list[Paragraph]) -> Section:
    """Parse a section; its entries are at the highest mark level that has text."""
    section = Section(heading)
    levels = [paragraph.mark.level for paragraph in rest if paragraph.mark]
    upper: list[MarkLevel] = ["chinese", "bracketed"]
    has_entries_below = {
        at
        for at, paragraph in enumerate(rest)
        if paragraph.mark and paragraph.mark.level in upper and _next_mark(rest, at) == "arabic"
    }
    own = {"chinese", "bracketed", "arabic"} & set(levels) or {"measure"} & set(levels)
    group: Paragraph | None = None
    for at, paragraph in enumerate(rest):
        if at in has_entries_below or (paragraph.mark and paragraph.mark.level == "boxed"):
            group = paragraph
            section.groups[id(group)] = []
        elif paragraph.mark and paragraph.mark.level in own:
            if paragraph.mark.level in upper:
                group = None
            section.entries.append(OutlineEntry(paragraph.mark, group, [paragraph]))
        elif not own:
            _add_unmarked(section, paragraph)
        elif group and (not section.entries or section.entries[-1].group is not group):
            section.groups[id(group)].append(paragraph)
        elif section.entries:
            _add_to_entry(section, paragraph)
        else:
            section.intro.append(paragraph)
    return section


_CLOSED: Final = re.compile(
    r"。.*[(（【\[〔]\s*(?:责任|牵头|配合|主办).*[)）】\]〕][。.]?$", re.DOTALL
)
"""The end of a paragraph with its responsible offices; text below does not belong to the entry."""


def _add_to_entry(section: Section, paragraph: Paragraph) -> None:
    """Add a paragraph to the last entry, or to `closing` if that entry is complete."""
    last = section.entries[-1].paragraphs[-1]
    is_closed = _CLOSED.search(last.piece.text) or (
        OFFICE_KEY.match(last.piece.text) and len(section.entries[-1].paragraphs) > 1
    )
    goes_on = paragraph.is_counted or _OFFICE_LINE.match(paragraph.piece.text)
    if is_closed and not goes_on:
        section.closing.append(paragraph)
    else:
        section.entries[-1].paragraphs.append(paragraph)


def _next_mark(rest: list[Paragraph], at: int) -> MarkLevel | None:
    """Return the level of the next mark after a position, ignoring those of measures."""
    marks = (paragraph.mark.level for paragraph in rest[at + 1 :] if paragraph.mark)
    return next((level for level in marks if level != "measure"), None)


def _add_unmarked(section: Section, paragraph: Paragraph) -> None:
    """Add a paragraph without a mark: as a new entry, or as the text below a short heading."""
    last = section.entries[-1].paragraphs if section.entries else []
    is_heading = len(last) == 1 and "。" not in last[0].piece.text
    is_office_line = _OFFICE_LINE.match(paragraph.piece.text)
    if last and (is_heading or is_office_line):
        last.append(paragraph)
    else:
        section.entries.append(OutlineEntry(None, None, [paragraph]))


def is_preface(title: str) -> bool:
    """Whether a section's heading introduces aims, not tasks."""
    return bool(_PREFACE.fullmatch(title.strip("。:： ")))
