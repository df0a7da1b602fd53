"""Choose the themes of a plan among the headings of its outline."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from dashboard.importing.documents.headings import Rank
from dashboard.importing.documents.labels import is_content_line, is_office_line
from dashboard.importing.documents.measures import title_end
from dashboard.importing.documents.months import is_month_heading
from dashboard.importing.documents.noise import is_entry
from dashboard.importing.documents.office_names import is_office
from dashboard.importing.documents.offices import find_offices
from dashboard.importing.documents.outline import Node
from dashboard.importing.documents.paragraphs import Paragraph
from dashboard.importing.documents.quotations import mask_quotations

_PREFACE_WORD: Final = (
    r"(?:指导思想|总体(?:要求|思路|目标|部署|任务目标)|工作(?:思路|目标|原则|总目标|基调)|基本(?:思路|原则|要求)|主要(?:目标|指标|预期目标)"
    r"|(?:年度|发展|预期|奋斗|目标)(?:目标|任务)|主要工作目标|(?:当前|面临|目前|教育)?(?:的)?形势(?:分析|任务)?|(?:工作|时代|现实)(?:背景|基础)|(?:基本)?(?:现状|概况|情况|学情)(?:分析)?"
    r"|基本情况|(?:办学|培养|工作|教育)(?:理念|愿景|宗旨|主题|方针)|(?:目的|重要)?意义|(?:填表|编制|有关|使用|报送)?说明|上年工作回顾|.{0,8}工作(?:总结|回顾))"
)
_PREFACE: Final = re.compile(
    rf"(?:20\d\d年)?(?:[我本]?(?:县|校|学校|班级|学生|园))?(?:教育)?(?:工作)?(?:的)?{_PREFACE_WORD}(?:\s*[、及和与]\s*{_PREFACE_WORD})*"
)
_REVIEW: Final = re.compile(
    r"(?:工作)?(?:总结|回顾|成效|成绩|完成情况|开展情况|亮点|做法|(?:存在|面临)的?.{0,6}(?:问题|困难|不足|短板|差距)|(?:问题|困难)(?:和|及|与)不足|不足)(?:和|及|与)?.{0,8}$"
)
_DEMANDS: Final = re.compile(
    r"(?:工作|有关|几点|具体|相关)?(?:要求|保障)(?:措施)?|(?:保障|组织)(?:措施|保障|领导|实施)|加强组织领导"
    r"|(?:工作|组织|实施|有关|保障)(?:措施|要求|领导|保障)(?:和|及|与)(?:工作|组织|实施|有关|保障)(?:措施|要求|领导|保障)"
)
"""A section of appeals, if none of its entries names an office or a day."""

_YEAR: Final = re.compile(r"(20\d\d)年")
_GENERAL_PART: Final = re.compile(
    r"(?:20\d\d年)?(?:.{0,6}(?:重点|主要|具体|工作|核心|目标|年度))?"
    r"(?:任务|工作|措施|举措|内容|安排|项目|计划|打算|思路|要点|保障(?:措施)?)+(?:和|及|与|、)?.{0,4}"
)
"""The title of a part that says nothing of what its sections are about."""

_SENTENCE: Final = re.compile("[。;；:：]")
_NAMES_OFFICE: Final = re.compile(
    r"(?:责任|牵头|主办)[\u4e00-\u9fff]{0,4}[:：]|[股室科处办]\s*[)）][。;；]?$"
)

_LEAST_WITH_TASKS: Final = 0.5
"""The share of sections that have tasks, where those above them without any are introductions."""

_LEAST_BLOCKS: Final = 0.75
"""The share of the sections that are blocks, if each of these is a task."""

_ENTRY_DEPTH: Final = 50
_UNTITLED: Final = Rank(0, "untitled", 0)

Guard = Callable[[Node], bool]
"""Whether anything below a heading has an office or a date."""


def _holds_all(nodes: Sequence[Node]) -> bool:
    """Whether one heading without a number stands above all sections: the title, by its style."""
    only = nodes[0] if len(nodes) == 1 else None
    sections = [child for child in only.children if child.children] if only else []
    return bool(only and only.rank.kind.startswith("style") and len(sections) > 1)


def _is_frame(title: str) -> bool:
    """Whether a heading tells nothing of what its sections are about: a part, a time, an office."""
    return bool(_GENERAL_PART.fullmatch(title)) or is_month_heading(title) or is_office(title)


def themes_of(root: Node, year: int | None, is_task: Guard) -> Iterator[tuple[Node, list[Node]]]:
    """Yield the nodes that are themes, each with the headings above it, from top to bottom."""
    found = list(_expanded(_with_untitled(root)))
    first = _first_with_tasks([node for node, _ in found], is_task)
    for at, (node, above) in enumerate(found):
        if at < first and _is_text_only(node):
            continue
        if not any(_introduces(each, year, is_task) for each in (node, *above)):
            yield node, above


def _first_with_tasks(nodes: Sequence[Node], is_task: Guard) -> int:
    """Return where the sections with tasks begin, if most have some, and not one by chance; else 0.

    A section by whose title it is an introduction does not count.
    """
    have = [is_task(node) for node in nodes]
    first = have.index(True) if True in have else 0
    above = sum(not _PREFACE.fullmatch(_title_of(node)) for node in nodes[:first])
    is_usual = sum(have) >= max(_LEAST_WITH_TASKS * len(have[first:]), above)
    return first if is_usual else 0


def _is_text_only(node: Node) -> bool:
    """Whether a section has neither entries nor offices: what stands above all tasks."""
    below = list(paragraphs_of(node))
    headed = [*([node.heading] if node.heading else []), *below]
    return not any(
        each.cells or (each.is_counted and each is not node.heading) or find_offices(each.piece, ())
        for each in headed
    )


def _with_untitled(root: Node) -> list[Node]:
    """Return the sections below the root; entries without a section form one without a title."""
    sections = _without_contents(root.children)
    depths = {node.rank.depth for node in sections if node.children}
    themes: list[Node] = []
    blocks = sum(map(_is_block, sections))
    are_blocks = blocks > 1 and blocks >= _LEAST_BLOCKS * len(sections)
    for node in sections:
        is_block = are_blocks and _is_block(node)
        is_section = node.is_heading and not is_block and not _is_named_task(node)
        if is_block and not (themes and themes[-1].rank is _UNTITLED):
            themes.append(Node(_UNTITLED, None, [], [node]))
            continue
        if is_section or (node.rank.depth in depths and not is_block) or _heads_list(node):
            themes.append(node)
        elif themes and themes[-1].rank is _UNTITLED:
            themes[-1].children.append(node)
        else:
            themes.append(Node(_UNTITLED, None, [], [node]))
    if not sections and root.texts:
        themes = [replace(root, rank=_UNTITLED)]
    return themes


def _is_block(node: Node) -> bool:
    """Whether a numbered heading tells a task, below which stand but lines that are labelled."""
    mark = node.heading.mark if node.heading else None
    is_numbered = mark is not None and mark.level == "chinese" and not node.children
    rest = node.title.text[len(_title_of(node)) + 1 :]
    return (
        is_numbered
        and any(map(str.isalnum, rest))
        and bool(node.texts)
        and is_office_line(node.texts[0].piece)
        and all(is_content_line(each) or is_office_line(each.piece) for each in node.texts)
    )


def _heads_list(node: Node) -> bool:
    """Whether an entry is only the heading of entries that each name their offices: 1.党建 (1)…."""
    if node.heading is None or node.heading.cells or _SENTENCE.search(node.title.text):
        return False
    entries = [each for each in node.texts if each.is_counted]
    closed = [each for each in node.texts if _NAMES_OFFICE.search(each.piece.text)]
    return len(entries) > 1 and len(closed) > 1 and node.texts[0].is_counted


def _is_named_task(node: Node) -> bool:
    """Whether a node is an entry such as 任务一, without others below it."""
    mark = node.heading.mark if node.heading else None
    return mark is not None and mark.level == "section" and not node.children


def _expanded(nodes: Sequence[Node]) -> Iterator[tuple[Node, list[Node]]]:
    """Yield the nodes; of a part with a general title (第一部分 重点任务), its sections instead."""
    for node in nodes:
        mark = node.heading.mark if node.heading else None
        has_sections = any(child.children for child in node.children) and all(
            child.rank.depth < _ENTRY_DEPTH or child.is_heading for child in node.children
        )
        is_part = node.rank.kind != "mark" or (mark and mark.level in ("part", "formal"))
        if is_part and has_sections and (_holds_all(nodes) or _is_frame(_title_of(node))):
            for child, above in _expanded(node.children):
                yield child, [node, *above]
        else:
            yield node, []


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


def _title_of(node: Node) -> str:
    text = node.title.text
    return text[: title_end(text)].strip("。:： ")


def _introduces(node: Node, year: int | None, is_task: Guard) -> bool:
    """Whether a section has aims, appeals, or a review of the year before, and no tasks."""
    if node.heading is None:
        return False
    title = _title_of(node)
    if _is_review(title, year):
        return not has_offices(node, is_task)
    if _DEMANDS.fullmatch(title):
        return not is_task(node)
    return bool(_PREFACE.fullmatch(title)) and not is_task(node)


def _is_review(title: str, year: int | None) -> bool:
    """Whether a heading is about what was done before the plan's year."""
    named = [int(found) for found in _YEAR.findall(mask_quotations(title))]
    is_past = bool(named) and year is not None and max(named) < year
    return is_past or bool(_REVIEW.search(title) and not re.search("计划|打算|安排|思路", title))


def has_offices(node: Node, is_task: Guard) -> bool:
    """Whether a review names offices, so that it is one only by its title."""
    return is_task(node) and any("责任" in each.piece.text for each in paragraphs_of(node))


def paragraphs_of(node: Node) -> Iterator[Paragraph]:
    """Yield all paragraphs of a section below its heading."""
    yield from node.texts
    for child in node.children:
        if child.heading:
            yield child.heading
        yield from paragraphs_of(child)
