"""Parse a section of the outline into a theme: its heading, its items, and who is responsible."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from dashboard.importing.documents.due_dates import DueDate
from dashboard.importing.documents.items import Entry, ParsedItem, parse_item
from dashboard.importing.documents.labels import is_content_line
from dashboard.importing.documents.marks import ORNAMENT
from dashboard.importing.documents.measures import heading_end, measure_boundaries
from dashboard.importing.documents.mentions import OfficeMention
from dashboard.importing.documents.months import heading_date, is_month_heading
from dashboard.importing.documents.noise import is_appeal
from dashboard.importing.documents.office_names import Office, is_office
from dashboard.importing.documents.offices import OFFICE_KEY, find_offices
from dashboard.importing.documents.outline import Node, leaves
from dashboard.importing.documents.paragraphs import Paragraph
from dashboard.importing.documents.plan import Item, Task, Theme
from dashboard.importing.documents.reading import Reading
from dashboard.importing.documents.row_items import parse_item_rows
from dashboard.importing.documents.shared_offices import share_offices
from dashboard.importing.documents.source import Piece, join_pieces

_OFFICE_LINE: Final = re.compile(rf"\s*[(（【\[〔]?\s*(?:{OFFICE_KEY.pattern})")
_CLOSED: Final = re.compile(
    r"。.*[(（【\[〔]\s*(?:责任|牵头|配合|主办).*[)）】\]〕][。.]?$", re.DOTALL
)
"""The end of a paragraph with its responsible offices; text below does not belong to the entry."""

_ENTRY_TEXT: Final = re.compile(r"。|[:：].|[)）】]\s*$")
"""What a line has that is an entry of its own, not the heading of the text below it."""

Scope = tuple[OfficeMention, ...]
"""The offices of a heading."""


def parse_theme(node: Node, reading: Reading, above: Sequence[Node] = ()) -> Theme:
    """Parse a section into a theme; `above` are the headings over it."""
    frames, outer = _read_groups(above, reading)
    title, own, rest = split_heading(node, reading)
    scope = own or _offices_of_texts(node, reading) or _office_as_heading(title, reading) or outer
    text = reading.source.consume(title) if title else None
    parsed = [
        item
        for entry, inner in _entries(node, rest, reading)
        if (item := _parse_entry(entry, reading, inner or scope))
    ]
    items = _with_heading_date(
        list(share_offices(parsed, reading)),
        [*(frame.text for frame in frames), *([text] if text else [])],
        reading,
    )
    if node.heading:
        start = node.heading.piece.text.find(text or "")
        reading.source.consume(node.heading.piece[: start + len(text or "")])
    return Theme(node.ordinal, text, None, tuple(items))


def _parse_entry(entry: Entry, reading: Reading, scope: Scope) -> ParsedItem | None:
    """Parse the item of an entry, which is either text or the rows of a table."""
    if entry.paragraphs[0].cells:
        return parse_item_rows(entry, reading, scope)
    return parse_item(entry, reading, scope)


def split_heading(node: Node, reading: Reading) -> tuple[Piece, Scope, Piece]:
    """Return a heading's title, its offices, and the text after its first sentence."""
    piece, mentions = node.title, reading.mentions(node.title)
    kept, start = [], 0
    for mention in mentions:
        kept.append(piece[start : mention.end if mention.is_inline else mention.start])
        start = mention.end
    plain = join_pieces([*kept, piece[start:]])
    own = tuple(mention for mention in mentions if mention.offices)
    if not any(map(str.isalnum, plain.text)):  # 【优化布局】 is a heading, whatever it looks like
        plain, own = piece, ()
    end = heading_end(plain.text)
    return _undecorated(plain[:end]), own, plain[end + 1 :].strip()


def _undecorated(title: Piece) -> Piece:
    """Return a title without brackets around it and pictographs beside it."""
    symbols = "".join(letter for letter in title.text if unicodedata.category(letter) == "So")
    return title.strip(" \t\ufe0f【】:：" + symbols)


def _offices_of_texts(node: Node, reading: Reading) -> Scope:
    """Return the offices in the lines between a heading and its first entry."""
    if not node.children:
        return ()
    return tuple(
        mention
        for paragraph in node.texts
        for mention in reading.mentions(paragraph.piece)
        if mention.offices and not mention.is_inline
    )


def _office_as_heading(title: Piece, reading: Reading) -> Scope:
    """Return the office that a heading is: 一、办公室."""
    name = title.text.strip()
    if not (name in reading.known or is_office(name)):
        return ()
    reading.note(
        f"“{name}”是标题,按它作为以下事项的责任股室(第 {reading.source.line(title)} 行),请核对。"
    )
    return (OfficeMention(0, len(name), (Office(name, "lead"),)),)


def _entries(node: Node, rest: Piece, reading: Reading) -> Iterator[tuple[Entry, Scope]]:
    """Yield the entries of a section, each with the offices of the group in which it is."""
    first = [Paragraph(rest, None, is_torn=False)] if any(map(str.isalnum, rest.text)) else []
    if not node.children:
        texts = [*first, *node.texts]
        entries = _clauses if node.rank.kind == "month" else _plain_entries
        yield from ((entry, ()) for entry in entries(texts))
        return
    for leaf, groups in leaves(node):
        titles, scope = _read_groups(groups, reading)
        if inner := _group_entries(leaf, reading):
            own_titles, own_scope = _read_groups((leaf,), reading)
            for entry in inner:
                yield replace(entry, groups=(*titles, *own_titles)), own_scope or scope
        elif leaf.heading:
            texts = list(_texts_of_entry(leaf))
            yield Entry([leaf.heading, *texts], leaf.rank.title_at, titles), scope


def _read_groups(groups: Sequence[Node], reading: Reading) -> tuple[tuple[Piece, ...], Scope]:
    """Return the titles of nested groups with their marks, and the innermost offices."""
    titles: list[Piece] = []
    scope: Scope = ()
    for group in groups:
        title, own, _ = split_heading(group, reading)
        whole = group.heading.piece if group.heading else title
        titles.append(whole[: whole.text.find(title.text) + len(title.text)].strip())
        own = own or _offices_of_texts(group, reading) or _office_as_heading(title, reading)
        scope = own or scope
    return tuple(titles), scope


def _group_entries(leaf: Node, reading: Reading) -> list[Entry]:
    """Return the entries below a heading whose paragraphs each name their offices, or none."""
    if leaf.heading is None or "。" in leaf.heading.piece.text or leaf.heading.cells:
        return []
    named = [
        paragraph
        for paragraph in leaf.texts
        if not _OFFICE_LINE.match(paragraph.piece.text)
        and any(mention.reach == "run" for mention in reading.mentions(paragraph.piece))
        and not paragraph.is_counted
    ]
    return list(_plain_entries(leaf.texts)) if len(named) > 1 else []


def _texts_of_entry(leaf: Node) -> Iterator[Paragraph]:
    """Yield the paragraphs that belong to an entry: none but more offices after its offices."""
    last = leaf.heading
    is_block = False
    for paragraph in leaf.texts:
        text = last.piece.text if last else ""
        is_block = is_block or (last is not leaf.heading and bool(OFFICE_KEY.match(text)))
        is_closed = is_block or _CLOSED.search(text) or (last and _ends_entry(last, paragraph))
        goes_on = (
            paragraph.is_counted
            or paragraph.cells
            or is_content_line(paragraph)
            or _OFFICE_LINE.match(paragraph.piece.text)
        )
        if is_closed and not goes_on:
            continue
        yield paragraph
        last = paragraph


def _ends_entry(last: Paragraph, paragraph: Paragraph) -> bool:
    """Whether a paragraph is an appeal, or apart, below one that ends with its offices."""
    if not (paragraph.is_apart or is_appeal(paragraph.piece.text)):
        return False
    text = last.piece.text.rstrip("。;； ")
    return any(each.end >= len(text) > each.start > 0 for each in find_offices(last.piece, ()))


def _plain_entries(texts: Sequence[Paragraph]) -> Iterator[Entry]:
    """Yield the entries in paragraphs without headings: at their marks, or else each of its own."""
    if any(paragraph.is_counted for paragraph in texts):
        yield from _marked_entries(texts, lambda paragraph: paragraph.is_counted)
        return
    if sum(map(_names_task, texts)) > 1:
        yield from _marked_entries(texts, _names_task)
        return
    if texts and texts[0].mark:
        yield from _marked_entries(texts, lambda paragraph: paragraph.mark is not None)
        return
    entries: list[list[Paragraph]] = []
    for paragraph in texts:
        last = entries[-1] if entries else []
        is_heading = len(last) == 1 and not _ENTRY_TEXT.search(last[0].piece.text)
        if last and (is_heading or _OFFICE_LINE.match(paragraph.piece.text)):
            last.append(paragraph)
        else:
            entries.append([paragraph])
    yield from (Entry(paragraphs, _mark_end(paragraphs[0])) for paragraphs in entries)


def _names_task(paragraph: Paragraph) -> bool:
    """Whether a paragraph begins with the label of a title: 任务名称:."""
    mark = paragraph.mark
    return mark is not None and mark.level == "ordinal" and not mark.value


def _marked_entries(
    texts: Sequence[Paragraph], begins: Callable[[Paragraph], bool]
) -> Iterator[Entry]:
    """Yield the entries that begin with a mark, without the text before the first."""
    paragraphs: list[Paragraph] = []
    for paragraph in texts:
        if begins(paragraph):
            if paragraphs:
                yield Entry(paragraphs, _mark_end(paragraphs[0]))
            paragraphs = [paragraph]
        elif paragraphs:
            paragraphs.append(paragraph)
    yield Entry(paragraphs, _mark_end(paragraphs[0]))


def _clauses(texts: Sequence[Paragraph]) -> Iterator[Entry]:
    """Yield the entries below a month: of texts without marks, each clause is one (检查;培训)."""
    if any(each.mark or _OFFICE_LINE.match(each.piece.text) for each in texts):
        yield from _plain_entries(texts)
        return
    for paragraph in texts:
        for part in paragraph.piece.split_at(measure_boundaries(paragraph.piece.text)):
            clause = replace(paragraph, piece=part.strip())
            yield Entry([clause], _mark_end(clause))


def _mark_end(paragraph: Paragraph) -> int:
    ornament = ORNAMENT.match(paragraph.piece.text)
    return paragraph.mark.end if paragraph.mark else ornament.end() if ornament else 0


def _with_heading_date(
    items: list[Item], titles: Sequence[str], reading: Reading
) -> Iterator[Item]:
    """Yield the items; below a heading that is a month, those without dates are due in it."""
    for item in items:
        headings = [*titles, *(item.group or "").split(" ")]
        told = next((each for each in reversed(headings) if is_month_heading(each)), None)
        day = heading_date(told, reading.period)
        if told and day and any(task.due_text is None for task in item.tasks):
            reading.note(f"标题“{told}”是时间,按它作为以下事项的完成时限,请核对。")
            item = replace(item, tasks=tuple(_due_in(task, told, day) for task in item.tasks))
        yield item


def _due_in(task: Task, words: str, day: date) -> Task:
    """Return a task that is due by a day, unless it tells a due date."""
    return task if task.due_text else task.due_by(DueDate(words, day))
