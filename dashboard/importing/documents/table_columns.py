"""Recognise the columns of a task table by the parts of words in its header."""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Final, Literal

Role = Literal[
    "number",
    "theme",
    "item",
    "text",
    "lead",
    "support",
    "due",
    "target",
    "leader",
    "period",
    "other",
]
"""What a column holds; period: what is to be done in it; other: a known heading without a field."""

PERIOD_CELL: Final = "period "
"""Before the heading of a period's column, in the name of its cell in a row."""

Columns = Mapping[int, Role]

_OFFICE: Final = "(?:股室|科室|处室|单位|部门|主体|分工|机构)"
_ROLE_WORDS: Final[tuple[tuple[Role, str], ...]] = (
    ("number", r"^(?:序号?|编号?|项次|号|次序|no\.?|#)$|(?:序|编)号$"),
    ("other", r"来源|来由|出处|依据|文号|批示|交办|下达"),
    ("leader", r"领导|局长"),
    ("support", rf"配合|协办|会办|协助|协同|协作|(?:参与|参加){_OFFICE}"),
    ("lead", rf"(?:责任|牵头|主办|承办|主责|负责|落实|实施|项目|完成){_OFFICE}"),
    (
        "other",
        r"[人员]$|电话|联系方式|开始|启动|起始|开工|情况|进展|现状|结果|评价|意见|问题|困难"
        r"|原因|下一步|目前|当前|销号|是否|完成率|百分比|(?:督办|督查|调度|考核)方式",
    ),
    (
        "other",
        r"^(?:教学)?周[次别]?$|星期|状态|得分|分值|(?:评|计|赋|扣)分|权重|资金|投资|金额|预算|备注|地点|对象|形式|参加|计量单位|^注$",
    ),
    (
        "period",
        r"^[\u4e00-\u9fff]{0,6}?(?:第?[一二三四1-4]季度|[上下]半年)"
        r"(?:(?:推进|阶段|工作|主要|重点)?(?:目标|计划|安排|任务|进度|节点|工作|措施|要求|内容)){0,2}$",
    ),
    ("theme", r"^(?:(?:项目|实施|建设|受益)?学校(?:名称)?|校名)$"),
    ("lead", r"牵头|主办|承办|主责|责任|负责|[股科处]室|部门|单位"),
    ("due", r"时限|期限|时间|日期|截止|节点|办结|月份|月度|^月$|何时|工期|周次|时段"),
    ("item", r"(?:工作|重点|目标|主要|年度|督办|改革|中心|核心)(?:任务|事项|项目|工作|要点)"),
    ("theme", r"一级指标"),
    ("target", r"目标|指标|成效|成果|标准|考核|验收|数量|任务量|量化|标志|印证"),
    ("due", r"进度|计划安排|推进计划|阶段"),
    ("theme", r"类别|类型|分类|主题|板块|领域|方面|大项|模块|一级|条线|维度|专项|类$"),
    ("text", r"措施|举措|内容|做法|步骤|具体|明细|分解|细化|要求|二级|三级|办法|路径|安排"),
    ("item", r"任务|事项|工作|项目|重点|要点|名称|活动|督办|议题|标题|行动|工程"),
)
"""From the most to the least telling words; the first that a heading has is its role."""

_PATTERNS: Final = [(role, re.compile(words)) for role, words in _ROLE_WORDS]

_VALUE: Final = re.compile("值|标准|分|数$|基数|上年|去年")
"""What an indicator is to reach, which is no task."""

_LONGEST_HEADING: Final = 16
_LONGEST_WITH_BRACKETS: Final = 200
_NO_HEADING: Final = re.compile(r"[。;；!?]|\d月|\d{2}|[:：].")
_BRACKETS: Final = re.compile(r"[(（\[【].*?[)）\]】]")


@lru_cache(maxsize=4096)
def role_of(heading: str) -> Role | None:
    """Return the role of a column by its heading; None for an unknown one."""
    if len(heading) > _LONGEST_WITH_BRACKETS:
        return None
    plain = re.sub(r"\s", "", heading).casefold()
    plain = (_BRACKETS.sub("", plain) or plain).strip("*★:：.、")
    if not plain or len(plain) > _LONGEST_HEADING or _NO_HEADING.search(plain):
        return None
    return next((role for role, words in _PATTERNS if words.search(plain)), None)


def columns_of(
    headings: Sequence[str], grouping: Collection[int] = (), distinct: Collection[int] = ()
) -> dict[int, Role]:
    """Return the roles of a header's columns; {} if it is not that of a task table.

    `grouping` are the columns whose cells reach over several rows, `distinct` those that have
    another text in each row.
    """
    found = {at: role for at, text in enumerate(headings) if (role := role_of(text))}
    found = _with_periods(found, headings)
    named = _with_item(_with_aim(found, headings), grouping, distinct)
    columns = _unique_roles(named, headings)
    roles = set(columns.values())
    is_task_table = "item" in roles and bool(roles & {"lead", "support", "due", "text", "period"})
    return columns if is_task_table else {}


def _with_periods(found: Mapping[int, Role], headings: Sequence[str]) -> dict[int, Role]:
    """Return the roles; a period that stands alone is no column of a schedule: 下半年目标."""
    periods = [at for at, role in found.items() if role == "period"]
    if len(periods) != 1:
        return dict(found)
    rest: dict[int, Role] = {at: role for at, role in found.items() if role != "period"}
    if "目标" in headings[periods[0]]:
        rest[periods[0]] = "target"
    return rest


def _with_item(
    found: Mapping[int, Role], grouping: Collection[int], distinct: Collection[int]
) -> dict[int, Role]:
    """Return the roles with one item column: the broadest of those that tell what is done.

    Of 项目, 工作任务 and 具体措施 the first is the theme; a column of contents alone is the item.
    A theme that is another one in each row is the item. Where each row has its own number, what
    reaches over several rows is the theme.
    """
    columns = dict(found)
    tells = [at for at, role in found.items() if role in ("item", "text")]
    items = [at for at in tells if found[at] == "item"]
    theme = next((at for at, role in found.items() if role == "theme"), None)
    if theme in distinct and len(tells) == 1 and theme is not None:
        return columns | {theme: "item", tells[0]: "text"}
    is_numbered = any(found[at] == "number" for at in distinct if at in found)
    if is_numbered and theme is None and len(items) == 1 < len(tells) and items[0] in grouping:
        others = [at for at in tells if at != items[0]]
        return columns | {items[0]: "theme", others[0]: "item"}
    if tells and not items:
        columns[tells[0]] = "item"
    if len(items) < 2:
        return columns
    first, *others = items
    if "theme" not in found.values() and (len(tells) > 2 or first in grouping):
        columns[first] = "theme"
        others = others[1:]
    return columns | dict.fromkeys(others, "text")


def _with_aim(found: Mapping[int, Role], headings: Sequence[str]) -> dict[int, Role]:
    """Return the roles; without an item, the aim left of the measures is the item: 工作目标.

    Without measures, too, indicators are what is to be done: 考核项目, 考核内容.
    """
    text = next((at for at, role in found.items() if role == "text"), None)
    aims = [at for at, role in found.items() if role == "target"]
    if "item" in found.values() or not aims:
        return dict(found)
    if text is None:
        told = [at for at in aims if not _VALUE.search(headings[at])]
        return {**found, **dict.fromkeys(told, "item")}
    return {**found, aims[0]: "item"} if aims[0] < text else dict(found)


def _unique_roles(found: Mapping[int, Role], headings: Sequence[str]) -> dict[int, Role]:
    """Return the roles with each but once; a second office column supports."""
    columns: dict[int, Role] = {}
    for at in sorted(found, key=lambda column: (_precision(headings[column]), column)):
        role = found[at]
        if role == "lead" and "lead" in columns.values():
            role = "support"
        if role in ("other", "period") or role not in columns.values():
            columns[at] = role
    return dict(sorted(columns.items()))


def _precision(heading: str) -> int:
    """Return how little a column tells beside another one of its role: of a day, a month, less."""
    if re.search("牵头|主办|主责|完成|办结|截止|时限|日期|起止", heading):
        return 0
    return 1 if "月" in heading else 2
