"""Parse the blocks of a document into a plan; all text is either in a field or listed as unread."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from dashboard.core.school_calendar import CalendarDays
from dashboard.importing.documents.attachments import merge_attached, split_attached
from dashboard.importing.documents.blocks import CELL_BREAK, Block
from dashboard.importing.documents.closing import without_closing
from dashboard.importing.documents.head import find_organisation, find_title
from dashboard.importing.documents.notes import add_notes
from dashboard.importing.documents.outline import Node, paragraphs_of, parse_outline
from dashboard.importing.documents.paragraphs import Paragraph, parse_paragraphs
from dashboard.importing.documents.plan import Plan, Theme
from dashboard.importing.documents.reading import Reading
from dashboard.importing.documents.sections import themes_of
from dashboard.importing.documents.short_names import with_short_names
from dashboard.importing.documents.source import Piece, Source, source_from_lines
from dashboard.importing.documents.table_rows import Table, find_tables
from dashboard.importing.documents.tables import table_paragraphs, unknown_columns
from dashboard.importing.documents.themes import parse_theme
from dashboard.importing.documents.year import choose_year
from dashboard.importing.spreadsheets.chinese_dates import Period, find_date_phrases


def read_plan(
    blocks: Sequence[Block],
    short_names: Sequence[tuple[str, str]] = (),
    offices: Collection[str] = (),
    calendar: CalendarDays = (),
) -> Plan:
    """Parse a work plan from the lines and tables of a document.

    `short_names` are pairs of a heading's pattern and the short name of its theme; `offices` are
    the names in the ledger, which help to split lists; `calendar` gives days to 暑假前.
    """
    source = source_from_lines(lines_of_blocks(blocks))
    notes: list[str] = []
    paragraphs, attached = split_attached(list(_document_paragraphs(source, notes)))
    root = parse_outline(without_closing(paragraphs))
    title = _find_title(root, source)
    head = [paragraph.piece for paragraph in root.texts]
    choice = choose_year(
        title.text if title else None, [line.text for line in (*head, *source.lines)]
    )
    notes[:0] = [choice.note] if choice.note else []
    period = replace(choice.period or Period(date.max.year), calendar=calendar)
    reading = Reading(source, period, offices, notes)
    year = choice.period.year if choice.period else None
    title_text = source.consume(title) if title else None
    organisation = _organisation_name(title_text or "", source)
    themes = merge_attached(
        _parse_themes(_below_title(root, title), reading, year),
        _parse_themes(parse_outline(attached), reading, year),
        reading,
    )
    plan = Plan(
        year=year,
        title=title_text,
        organisation=organisation,
        themes=tuple(with_short_names(_below_name(themes, title_text), short_names)),
        unread=tuple(source.unread()),
    )
    return add_notes(plan, year if choice.is_stated else None, reading)


def _document_paragraphs(source: Source, notes: list[str]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a document's text and of its task tables."""
    start = 0
    for table in find_tables(source.lines, source.levels):
        yield from parse_paragraphs(source.lines[start : table.start], source.levels)
        yield from table_paragraphs(table)
        if not any(table.headings):
            notes.append(_headless_note(table))
        notes += [
            f"表格的“{name}”列(第 {table.start + 1} 行)没有对应的字段,内容列在未读文字中。"
            for name in unknown_columns(table)
        ]
        start = table.end
    yield from parse_paragraphs(source.lines[start:], source.levels)


def _headless_note(table: Table) -> str:
    """Return how a table without a header was read."""
    where = f"第 {table.start + 1} 行起的表格没有认出表头"
    return f"{where},按内容认列,请核对。" if table.columns else f"{where},没有读入。"


def lines_of_blocks(blocks: Iterable[Block]) -> list[str]:
    """Return the lines of a document; cells of a row are separated by tabs, equal ones merged."""
    return [line for block in blocks for line in _block_lines(block)]


def _block_lines(block: Block) -> Iterator[str]:
    if isinstance(block, str):
        yield block
        return
    has_begun = False
    for row in block:
        cells = [_cell_line(cell) for cell in row]
        words = [cell for cell in cells if cell]
        has_begun = has_begun or len(set(words)) > 1
        is_whole_row = len(set(words)) == 1 and (len(words) > 1 or not has_begun)
        yield words[0] if is_whole_row else "\t".join(cells)
    yield ""


def _cell_line(cell: str) -> str:
    """Return a cell's text on one line."""
    lines = (" ".join(line.split()) for line in cell.split("\n"))
    return CELL_BREAK.join(line for line in lines if line)


def _find_title(root: Node, source: Source) -> Piece | None:
    """Return the title, above the body or else anywhere."""
    head = [paragraph.piece for paragraph in root.texts]
    shown = [line for line in source.lines if line and source.levels.get(line.at[0], 0) >= 0]
    return (
        find_title(head)
        or find_title([line.strip() for line in shown])
        or find_title([line.strip() for line in source.lines])
    )


def _below_title(root: Node, title: Piece | None) -> Node:
    """Return the outline; without any headings, its texts are those below the title."""
    if root.children or title is None:
        return root
    last = title.at[-1]
    texts = [paragraph for paragraph in root.texts if paragraph.piece.at[0] > last]
    return Node(root.rank, None, texts)


def _organisation_name(title: str, source: Source) -> str | None:
    """Return the bureau's name from the title, or from the document's lines."""
    found = find_organisation(title, source.lines)
    return source.consume(found) if isinstance(found, Piece) else found


def _parse_themes(root: Node, reading: Reading, year: int | None) -> list[Theme]:
    """Parse the sections of an outline."""

    def is_task(node: Node) -> bool:
        return any(_has_office_or_date(each, reading) for each in paragraphs_of(node))

    return [parse_theme(node, reading, above) for node, above in themes_of(root, year, is_task)]


def _below_name(themes: Sequence[Theme], title: str | None) -> list[Theme]:
    """Return the themes; one whose heading is the plan's title has none of its own."""
    return [
        replace(theme, title=None) if title and theme.title == title else theme for theme in themes
    ]


def _has_office_or_date(paragraph: Paragraph, reading: Reading) -> bool:
    """Whether a numbered paragraph names an office or a day."""
    piece = paragraph.piece
    if paragraph.cells or not paragraph.is_counted:
        return bool(paragraph.cells)
    dates = find_date_phrases(piece.text, reading.period)
    is_due = any(phrase.day for phrase in dates)
    return is_due or any(mention.offices for mention in reading.mentions(piece))
