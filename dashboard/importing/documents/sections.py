"""Yield the themes of a plan: its sections without introductions, reviews and appeals."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from dashboard.importing.documents.offices import OFFICE_KEY, find_offices
from dashboard.importing.documents.outline import Node, paragraphs_of, title_of
from dashboard.importing.documents.quotations import mask_quotations
from dashboard.importing.documents.theme_levels import is_part, sections_of

_PREFACE_WORD: Final = (
    r"(?:指导思想|总体(?:要求|思路|目标|部署|任务目标)|工作(?:思路|目标|原则|总目标|基调)|基本(?:思路|原则|要求)|主要(?:目标|指标|预期目标)"
    r"|(?:年度|发展|预期|奋斗|目标)(?:目标|任务)|主要工作目标|(?:当前|面临|目前|教育)?(?:的)?形势(?:分析|任务)?|(?:工作|时代|现实)(?:背景|基础)|(?:基本)?(?:现状|概况|情况|学情)(?:分析)?"
    r"|基本情况|(?:办学|培养|工作|教育)(?:理念|愿景|宗旨|主题|方针)|(?:目的|重要)?意义|(?:填[表报]|编制|有关|使用|报送)?说明|上年工作回顾|.{0,8}工作(?:总结|回顾))"
)
_PREFACE: Final = re.compile(
    rf"(?:20\d\d年)?(?:[我本]?(?:县|校|学校|班级|学生|园))?(?:教育)?(?:工作)?(?:的)?{_PREFACE_WORD}(?:\s*[、及和与]\s*{_PREFACE_WORD})*"
)
_REVIEW: Final = re.compile(
    r"(?:工作)?(?:总结|回顾|成效|成绩|(?:工作|完成|开展|落实|推进|进展)情况|亮点|做法|(?:存在|面临)的?.{0,6}(?:问题|困难|不足|短板|差距)|(?:问题|困难)(?:和|及|与)不足|不足)(?:和|及|与)?.{0,8}$"
)
_DEMANDS: Final = re.compile(
    r"(?:工作|有关|几点|具体|相关)?(?:要求|保障)(?:措施)?|(?:保障|组织)(?:措施|保障|领导|实施)|加强组织领导"
    r"|(?:工作|组织|实施|有关|保障)(?:措施|要求|领导|保障)(?:和|及|与)(?:工作|组织|实施|有关|保障)(?:措施|要求|领导|保障)"
)
"""A section of appeals, if none of its entries names an office or a day."""

_YEAR: Final = re.compile(r"(20\d\d)年")
_LEAST_WITH_TASKS: Final = 0.5
"""The share of sections that have tasks, where those above them without any are introductions."""

Guard = Callable[[Node], bool]
"""Whether anything below a heading has an office or a date."""


def themes_of(
    parent: Node, year: int | None, is_task: Guard, above: Sequence[Node] = ()
) -> Iterator[tuple[Node, list[Node]]]:
    """Yield the nodes that are themes, each with the headings above it, from top to bottom."""
    sections = sections_of(parent)
    first = _first_with_tasks(sections, is_task)
    level = [
        node
        for at, node in enumerate(sections)
        if not (at < first and _is_text_only(node)) and not _introduces(node, year, is_task)
    ]
    for node in level:
        if is_part(node, level):
            yield from themes_of(node, year, is_task, [*above, node])
        else:
            yield node, [*above]


def _first_with_tasks(nodes: Sequence[Node], is_task: Guard) -> int:
    """Return where the sections with tasks begin, if most have some, and not one by chance; else 0.

    A section by whose title it is an introduction does not count.
    """
    have = [is_task(node) for node in nodes]
    first = have.index(True) if True in have else 0
    above = sum(not _PREFACE.fullmatch(title_of(node)) for node in nodes[:first])
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


def _introduces(node: Node, year: int | None, is_task: Guard) -> bool:
    """Whether a section has aims, appeals, or a review of the year before, and no tasks."""
    if node.heading is None:
        return False
    title = title_of(node)
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
    return is_task(node) and any(OFFICE_KEY.search(each.piece.text) for each in paragraphs_of(node))
