"""Choose the level of an outline whose headings are the themes: those that group the tasks.

What stands below a heading tells what it is. An entry is a task itself; a section groups entries; a
part groups sections. A part is a theme (and its sections are groups within it) unless its name says
nothing of what it is about, or no other part of its level has tasks.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dashboard.importing.documents.headings import Rank
from dashboard.importing.documents.labels import is_content_line, is_office_line
from dashboard.importing.documents.months import is_month_heading
from dashboard.importing.documents.noise import is_entry
from dashboard.importing.documents.office_names import is_office
from dashboard.importing.documents.offices import find_offices
from dashboard.importing.documents.outline import Node, paragraphs_of, title_of

_FRAME: Final = re.compile(
    r"(?:20\d\d年)?(?:.{0,6}(?:重点|主要|具体|工作|核心|目标|年度))?"
    r"(?:任务|工作|措施|举措|内容|安排|项目|计划|打算|思路|要点|保障(?:措施)?)+(?:和|及|与|、)?.{0,4}"
)
"""The title of a part that says nothing of what its sections are about."""

_SENTENCE: Final = re.compile("[。;；:：]")
_NAMES_OFFICE: Final = re.compile(
    r"(?:责任|牵头|主办)[\u4e00-\u9fff]{0,4}[:：]|[股室科处办]\s*[)）][。;；]?$"
)

_LEAST_ENTRIES: Final = 0.75
"""The share of the headings of a level that are entries, if those are tasks without themes."""

_LEAST_SECTIONS: Final = 0.5
"""The share of the headings below a part that are sections."""

_UNTITLED: Final = Rank(0, "untitled", 0)


def sections_of(parent: Node) -> list[Node]:
    """Return the sections below a heading; entries without a section form one without a title."""
    nodes = _without_contents(parent.children)
    depths = {node.rank.depth for node in nodes if node.children}
    alone = {id(node) for node in nodes if _is_entry(node)}
    if not 1 < len(alone) >= _LEAST_ENTRIES * len(nodes):
        alone = {id(node) for node in nodes if _is_named_task(node)}
    sections: list[Node] = []
    for node in nodes:
        is_section = node.is_heading or node.rank.depth in depths or _heads_list(node)
        if is_section and id(node) not in alone:
            sections.append(node)
        elif sections and sections[-1].rank is _UNTITLED:
            sections[-1].children.append(node)
        else:
            sections.append(Node(_UNTITLED, None, [], [node]))
    if not nodes and parent.texts and parent.heading is None:
        return [replace(parent, rank=_UNTITLED)]
    return sections


def is_part(node: Node, level: Sequence[Node]) -> bool:
    """Whether a heading is above the themes; `level` are the headings beside it that have tasks."""
    sections = [child for child in node.children if child.children or _heads_tasks(child)]
    if node.heading is None or not 0 < len(sections) >= _LEAST_SECTIONS * len(node.children):
        return False
    is_alone = len(level) == 1 and len(node.children) > 1
    return is_alone or _is_frame(title_of(node)) or _is_sheet_of_themes(node)


def _is_sheet_of_themes(node: Node) -> bool:
    """Whether a heading by its format stands above a table that tells the theme of each row."""
    rows = [row for child in node.children for row in child.children]
    has_rows = bool(rows) and all(row.heading and row.heading.cells for row in rows)
    return node.rank.kind.startswith("style") and has_rows


def _is_frame(title: str) -> bool:
    """Whether a heading tells nothing of what its sections are about: a part, a time, an office."""
    return bool(_FRAME.fullmatch(title)) or is_month_heading(title) or is_office(title)


def _is_entry(node: Node) -> bool:
    """Whether a heading tells a task, below which stand but lines that are labelled."""
    if node.children or node.heading is None or node.rank.kind == "month":
        return False
    if not node.texts:
        rest = node.title[len(title_of(node)) :].strip("。;； ()（）")
        return is_office_line(rest) or (not rest and bool(find_offices(node.heading.piece, ())))
    is_told = any(is_office_line(each.piece) for each in node.texts)
    return is_told and all(
        is_content_line(each) or is_office_line(each.piece) for each in node.texts
    )


def _heads_tasks(node: Node) -> bool:
    """Whether a heading without headings below it is that of tasks: of several, or in 【】."""
    mark = node.heading.mark if node.heading else None
    is_boxed = mark is not None and mark.level == "boxed" and bool(node.texts)
    return is_boxed or _has_tasks(node)


def _heads_list(node: Node) -> bool:
    """Whether an entry is only the heading of entries that each name their offices: 1.党建 (1)…."""
    if node.heading is None or node.heading.cells or _SENTENCE.search(node.title.text):
        return False
    entries = [each for each in node.texts if each.is_counted]
    closed = [each for each in node.texts if _NAMES_OFFICE.search(each.piece.text)]
    return len(entries) > 1 and len(closed) > 1 and node.texts[0].is_counted


def _has_tasks(node: Node) -> bool:
    """Whether below a heading that is only a title stand texts of which several name offices."""
    if (
        node.heading is None
        or node.heading.cells
        or _SENTENCE.search(node.title.text.rstrip(":："))
    ):
        return False
    is_line = [is_office_line(each.piece) for each in node.texts]
    told = [
        not (at and is_line[at - 1]) if is_line[at] else bool(find_offices(each.piece, ()))
        for at, each in enumerate(node.texts)
    ]
    return sum(told) > 1 and not is_line[0]


def _is_named_task(node: Node) -> bool:
    """Whether a node is an entry such as 任务一, without others below it."""
    mark = node.heading.mark if node.heading else None
    is_leaf = not node.children and not _heads_list(node)
    return mark is not None and mark.level == "section" and is_leaf


def _without_contents(sections: Sequence[Node]) -> list[Node]:
    """Return the sections without those whose headings are repeated later: a table of contents."""
    headings = [
        node.heading.piece.text if node.heading and not node.heading.cells else ""
        for node in sections
    ]
    return [
        node
        for at, node in enumerate(sections)
        if not headings[at] or headings[at] not in headings[at + 1 :] or _has_entries(node)
    ]


def _has_entries(node: Node) -> bool:
    """Whether below a heading stands more than headings."""
    return any(is_entry(each.piece.text) for each in paragraphs_of(node))
