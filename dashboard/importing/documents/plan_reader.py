"""Parse the blocks of a document into a plan; all text is either in a field or listed as unread."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from dashboard.importing.documents.blocks import Block
from dashboard.importing.documents.head import find_organisation, find_title, year_in
from dashboard.importing.documents.items import parse_item
from dashboard.importing.documents.marks import without_mark
from dashboard.importing.documents.measures import heading_end, title_end
from dashboard.importing.documents.noise import is_closing
from dashboard.importing.documents.notes import add_notes
from dashboard.importing.documents.offices import Office, find_offices
from dashboard.importing.documents.outline import Section, is_preface, parse_sections
from dashboard.importing.documents.paragraphs import Paragraph, parse_paragraphs
from dashboard.importing.documents.plan import Item, Plan, Theme
from dashboard.importing.documents.short_names import with_short_names
from dashboard.importing.documents.source import Piece, Source, join_pieces, source_from_lines
from dashboard.importing.documents.tables import find_task_tables, table_paragraphs

_TOP = ("part", "chinese", "bracketed")
_NAMES_OFFICES = re.compile("(?:责任|牵头)(?:[股科处]室?|单位|部门)")


def read_plan(
    blocks: Sequence[Block],
    short_names: Sequence[tuple[str, str]] = (),
    offices: Collection[str] = (),
) -> Plan:
    """Parse a work plan from the lines and tables of a document.

    `short_names` are pairs of a heading's pattern and the short name of its theme; `offices` are
    the names in the ledger, which help to split lists.
    """
    source = source_from_lines(lines_of_blocks(blocks))
    paragraphs = list(_document_paragraphs(source.lines))
    start = _body_start(paragraphs)
    head, body = paragraphs[:start], _without_closing(paragraphs[start:])
    lines = [paragraph.piece for paragraph in head]
    title = find_title(lines) or find_title([line.strip() for line in source.lines])
    year = year_in(title.text) if title else None
    body_year = year or year_in(" ".join(line.text for line in [*lines, *source.lines]))
    title_text = source.consume(title) if title else None
    organisation = _organisation_name(title_text or "", source)
    sections = _without_contents(list(parse_sections(body)))
    themes = [
        _parse_theme(section, source, body_year or date.max.year, offices)
        for section in sections
        if not _announces_aims(section)
    ]
    plan = Plan(
        year=body_year,
        title=title_text,
        organisation=organisation,
        themes=tuple(with_short_names(themes, short_names)),
        unread=tuple(source.unread()),
    )
    return add_notes(plan, year, source)


def _document_paragraphs(lines: list[Piece]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a document's text and of its task tables."""
    start = 0
    for table in find_task_tables(lines):
        yield from parse_paragraphs(lines[start : table.header])
        yield from table_paragraphs(table, lines)
        start = table.end
    yield from parse_paragraphs(lines[start:])


def lines_of_blocks(blocks: Iterable[Block]) -> list[str]:
    """Return the lines of a document; cells of a row are separated by tabs, equal ones merged."""
    return [line for block in blocks for line in _block_lines(block)]


def _block_lines(block: Block) -> Iterator[str]:
    if isinstance(block, str):
        yield block
        return
    for row in block:
        cells = [" ".join(cell.split()) for cell in row]
        words = [cell for cell in cells if cell]
        yield words[0] if len(set(words)) == 1 else "\t".join(cells)
    yield ""


def _body_start(paragraphs: list[Paragraph]) -> int:
    """Return the start of the body: the first mark of a section or item, or below the title."""
    marked = (
        at
        for at, paragraph in enumerate(paragraphs)
        if paragraph.mark and paragraph.mark.level != "measure"
    )
    start = next(marked, None)
    if start is not None:
        return start
    titles = [at for at, paragraph in enumerate(paragraphs) if find_title([paragraph.piece])]
    return titles[0] + 1 if titles else 0


def _without_closing(body: list[Paragraph]) -> list[Paragraph]:
    """Return the body without signature, date, list of attachments and website text below."""
    last_section = max(
        (
            at
            for at, paragraph in enumerate(body)
            if paragraph.mark and paragraph.mark.level in _TOP
        ),
        default=0,
    )
    last = max((at for at, paragraph in enumerate(body) if paragraph.is_counted), default=0)
    for at in range(last_section + 1, len(body)):
        paragraph, rest = body[at], body[at:]
        is_below = at > last or not any(_NAMES_OFFICES.search(each.piece.text) for each in rest)
        ends = is_closing(paragraph.piece.text) or (at > last and paragraph.is_torn)
        if is_below and paragraph.mark is None and not paragraph.cells and ends:
            return body[:at]
    return body


def _organisation_name(title: str, source: Source) -> str | None:
    """Return the bureau's name from the title, or from the document's lines."""
    found = find_organisation(title, [line.squeezed() for line in source.lines])
    return source.consume(found) if isinstance(found, Piece) else found


def _announces_aims(section: Section) -> bool:
    """Whether a section has aims and principles, not tasks."""
    if section.heading is None or section.heading.mark is None:
        return False
    text = without_mark(section.heading.piece, section.heading.mark).text
    return is_preface(text[: title_end(text)])


def _without_contents(sections: list[Section]) -> list[Section]:
    """Drop sections whose headings are repeated later: a table of contents."""
    headings = [section.heading.piece.text if section.heading else "" for section in sections]
    return [
        section
        for at, section in enumerate(sections)
        if not headings[at] or headings[at] not in headings[at + 1 :]
    ]


def _parse_theme(section: Section, source: Source, year: int, known: Collection[str]) -> Theme:
    """Parse a section into a theme."""
    ordinal = title = None
    default: tuple[Office, ...] = ()
    before = set(source.consumed)
    if section.heading and section.heading.mark:
        mark = section.heading.mark
        ordinal = mark.value or None
        heading, default = _without_offices(section.heading.piece[mark.end :], source, known)
        end = heading_end(heading.text)
        title = source.consume(_undecorated(heading[:end]))
        _add_rest(section, heading[end + 1 :].strip())
    default = default or _offices_of_intro(section.intro, source, known)
    groups = {key: _offices_of_intro(intro, source, known) for key, intro in section.groups.items()}
    of_headings = source.consumed - before
    read = [
        parse_item(entry, source, year, known, groups.get(id(entry.group), ()) or default)
        for entry in section.entries
    ]
    items = [*_shared_offices([item for item in read if item])]
    used = {office for item in items for office in item.offices}
    if not {*default, *(office for named in groups.values() for office in named)} <= used:
        source.consumed -= of_headings  # a heading's offices that no item uses are in no field
    if section.heading and section.heading.mark:
        start = section.heading.piece.text.find(title or "")
        source.consume(section.heading.piece[: start + len(title or "")])
    return Theme(ordinal, title, None, tuple(items))


def _undecorated(title: Piece) -> Piece:
    """Return a title without brackets around it and pictographs beside it."""
    symbols = "".join(letter for letter in title.text if unicodedata.category(letter) == "So")
    return title.strip(" \t\ufe0f【】" + symbols)


def _shared_offices(items: list[Item]) -> Iterator[Item]:
    """Yield the items of a theme; a group's items get the offices below its last one.

    This applies to entries numbered from one, of which only the last has offices.
    """
    for group, members in groupby(items, key=lambda item: item.group):
        grouped = list(members)
        bare = [item for item in grouped[:-1] if not item.offices]
        is_shared = (
            group and len(grouped) > 1 and len(bare) == len(grouped) - 1 and grouped[0].number == 1
        )
        for item in grouped:
            yield replace(item, offices=grouped[-1].offices) if is_shared else item


def _add_rest(section: Section, rest: Piece) -> None:
    """Add the text after a heading's first sentence as a paragraph below the heading."""
    if not any(map(str.isalnum, rest.text)):
        return
    paragraphs = list(_section_lines(rest))
    if section.entries and section.entries[0].mark:
        section.intro[:0] = paragraphs
    else:
        section.entries[:0] = next(parse_sections(paragraphs)).entries


def _section_lines(rest: Piece) -> list[Paragraph]:
    return [Paragraph(rest, None, is_torn=False)]


def _offices_of_intro(
    intro: list[Paragraph], source: Source, known: Collection[str]
) -> tuple[Office, ...]:
    """Return the offices between a heading and its first entry."""
    return tuple(
        office
        for paragraph in intro
        for found in find_offices(paragraph.piece, source, known)
        for office in found.offices
    )


def _without_offices(
    piece: Piece, source: Source, known: Collection[str]
) -> tuple[Piece, tuple[Office, ...]]:
    """Return a piece without its office phrases, and the offices."""
    found = find_offices(piece, source, known)
    kept, start = [], 0
    for place in found:
        kept.append(piece[start : place.start])
        start = place.end
    kept.append(piece[start:])
    return join_pieces(kept), tuple(office for place in found for office in place.offices)
