"""Parse the marks of themes, groups, items and measures: 壹、 一、 (一) 1. 第一, (1) ①."""

import re
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from dashboard.importing.spreadsheets.chinese_dates import parse_chinese_number

MarkLevel = Literal[
    "part", "formal", "section", "chinese", "boxed", "bracketed", "arabic", "ordinal", "measure"
]

MARK_LEVELS: Final[tuple[MarkLevel, ...]] = get_args(MarkLevel)
"""From the highest level to the lowest."""

CHINESE_NUMERAL = "[一二三四五六七八九十]{1,3}"
_FORMAL: Final = "[壹贰叁肆伍陆柒捌玖拾]"
_FORMAL_VALUES: Final = {sign: value for value, sign in enumerate("壹贰叁肆伍陆柒捌玖拾", 1)}
_COUNTED = r"[一二三四五六七八九十]{1,3}(?:年级|季度|孩|线|级|楼|月|类|期|批|等|次|产)"
"""Text in which 一、 is part of a count, not a mark, such as 一、二年级."""
_TIME = r"20\d\d年|\d{1,2}月(?:\d|[底末初中上下份前起至])"
"""A date right after a mark, which is no decimal number: 1.9月5日."""

_TASK_WORD: Final = "(?:任务|行动|专项|专题|模块|板块|工程|项目|实事|事项|举措)"
"""What 任务1 or 【项目一】 numbers."""

MARK_PATTERNS: Final[dict[MarkLevel, re.Pattern[str]]] = {
    "part": re.compile(
        rf"第\s?({CHINESE_NUMERAL}|\d{{1,2}})\s?(?:部分|章|篇|编|板块)\s?[、:：.]?\s*"
    ),
    "formal": re.compile(rf"({_FORMAL}{{1,2}})\s?[、.．]\s*"),
    "section": re.compile(
        rf"第\s?({CHINESE_NUMERAL})\s?节\s?[、:：.]?\s*"
        rf"|(?:重点)?{_TASK_WORD}({CHINESE_NUMERAL}|\d{{1,2}})\s?[、:：.．\s]\s*"
        rf"|[【\[](?:重点)?{_TASK_WORD}({CHINESE_NUMERAL}|\d{{1,2}})[】\]]\s*[:：]?\s*(?=\S)"
    ),
    "chinese": re.compile(rf"({CHINESE_NUMERAL})\s?[、.．](?!{_COUNTED})\s*"),
    "bracketed": re.compile(
        rf"[(（〔【]\s?({CHINESE_NUMERAL})\s?[)）〕】]\s?[、.．]?\s*|([㈠-㈩])\s*|第({CHINESE_NUMERAL})条[、:：]?\s*"
    ),
    "arabic": re.compile(
        rf"(\d{{1,3}})\s?[.．、](?:(?!\d)|(?={_TIME}))\s*"
        r"|(\d{1,2}[.．]\d{1,2})[.．、\s]\s*(?=[\u4e00-\u9fff“])"
        r"|(\d{1,2})\s+(?=[\u4e00-\u9fff“\"《])|([⒈-⒛])\s*"
    ),
    "ordinal": re.compile(
        r"第([一二三四五六七八九十]{1,2})\s?[,，、:：]\s*|([一二三四五六七八九十])是(?:要)?(?=[\u4e00-\u9fff“])"
    ),
    "measure": re.compile(
        r"[(（]\s?(\d{1,2})\s?[)）]\s?[、.]?\s*|(\d{1,2})\s?[)）]\s*|([①-⑳⑴-⒇❶-❿])\s?[、.]?\s*"
    ),
}
ORNAMENT: Final = re.compile(r"[★☆◆◇▲△■□▶►※✦●○◎]\s*(?=[\u4e00-\u9fff“])")
"""A sign before a heading without a number."""

_ORNAMENTS = "★☆◆◇▲△■□▶►※✦●○◎ "
_DUTY = "责任|牵头|配合|主办|承办|协办|协助|负责|落实|完成|办结|时|期限|单位|部门|联系"
BOXED = re.compile(
    rf"【(?:[^】:：、]{{2,20}}|(?!{_DUTY})[^】:：、]{{1,10}}[:：](?!.*(?:{_DUTY}))[^】:：]{{1,16}})】\s*$"
)
_BULLET = re.compile(r"[-•·●■◆▪➢★※*]\s*(?=[\u4e00-\u9fff“])")
_LABEL = re.compile(
    r"(?:督办|工作|重点|主要|实事)?(?:任务|事项|项目)(?:名称)?\s*[:：]\s*(?=\S)"
    r"|[【\[](?:(?:督办|工作|重点|主要|实事)?(?:任务|事项|项目)(?:名称)?)[】\]]\s*[:：]?\s*(?=\S)"
)
"""The word before the title of a task: 任务名称:新建幼儿园."""

ORDERED_MEASURE = re.compile(
    r"([一二三四五六七八九十])(?:是(?:要)?|要)[:：]?(?=[\u4e00-\u9fff“\d])"
    r"|第([一二三四五六七八九十])[,，、:：](?=[\u4e00-\u9fff“\d])"
)
"""一是 …, 二是 …; 第一, …: measures inside a sentence."""

INNER_LEVELS: Final = ("ordinal", "measure")
"""The marks inside an item; where a section has no higher ones, they are its items."""


@dataclass(frozen=True)
class Mark:
    """A mark at the start of a piece: its level, its value, and where it ends."""

    level: MarkLevel
    value: int
    end: int
    is_weak: bool = False
    """Whether it is only a number and a space, with which a broken line may start, too."""


def parse_mark(text: str) -> Mark | None:
    """Parse the mark at the start of a text; None without one."""
    start = len(text) - len(text.lstrip(_ORNAMENTS))
    for level, pattern in MARK_PATTERNS.items():
        if found := pattern.match(text, start):
            value = mark_value(next(group for group in found.groups() if group))
            if value is not None:
                is_weak = level == "arabic" and found.group().strip()[-1].isdecimal()
                return Mark(level, value, found.end(), is_weak)
    if BOXED.match(text):
        return Mark("boxed", 0, 0)
    if label := _LABEL.match(text):
        return Mark("ordinal", 0, label.end())
    bullet = _BULLET.match(text)
    return Mark("measure", 0, bullet.end()) if bullet else None


def mark_value(printed: str) -> int | None:
    """Return the number of a mark, in Arabic or Chinese numerals."""
    first = ord(printed[0])
    for start, end in (
        (0x2460, 0x2473),
        (0x2474, 0x2487),
        (0x2488, 0x249B),
        (0x3220, 0x3229),
        (0x2776, 0x277F),
    ):
        if start <= first <= end:
            return first - start + 1
    if printed[0] in _FORMAL_VALUES:
        ones = _FORMAL_VALUES[printed[-1]]
        return ones if len(printed) == 1 else 10 + ones
    return parse_chinese_number(re.split("[.．]", printed)[-1])


@dataclass
class LastNumbers:
    """The last number at each level; a mark inside a text counts only if it is the next number."""

    last: dict[MarkLevel, int] = field(default_factory=dict)

    def expects(self, mark: Mark) -> bool:
        """Whether a mark continues or starts the numbering of its level."""
        return mark.value == self.last.get(mark.level, 0) + 1

    def note(self, mark: Mark | None) -> None:
        """Record a mark; a higher one resets the levels below it."""
        if mark is None:
            return
        self.last[mark.level] = mark.value
        for lower in MARK_LEVELS[MARK_LEVELS.index(mark.level) + 1 :]:
            if lower != "arabic":
                self.last.pop(lower, None)
