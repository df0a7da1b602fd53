"""Parse due dates and target quantities in a measure: 6月底前, 每学期至少2次, 全年不少于10场."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Final

from dashboard.importing.spreadsheets.chinese_dates import (
    DatePhrase,
    find_date_phrases,
    parse_chinese_number,
)

_QUOTED: Final = re.compile(r"[“\"][^”\"]*[”\"]|《[^》]*》|〔[^〕]*〕|「[^」]*」|‘[^’]*’")
_UNITS: Final = (
    "人次|个百分点|百分点|平方米|公里|万元|亿元|课时|学时|次|场|个|所|名|人|期|项|篇|份|件|套|支|家|批|门|节|轮|亩|台|间|辆|本|册|部|座"
    "|元|户|例|堂|米|处|条|对|组|班|类|种|层|栋|幢|片|幅|首|站|点|师|校|枚|路|起|张|封|把|棵|株|根|匹|桌|床|面|块|%"
)
_SLOW_UNITS: Final = "小时|分钟|天|遍|学分"
_OFTEN: Final = (
    r"每(?:个)?(?:学期|学年|季度|月|年|周|半年|两周|天|日|校|生|人|班)(?:内)?"
    r"|全年|年内|年度|一年|本年|上半年|下半年|全县"
)
_LIMIT: Final = (
    r"不少于|不低于|至少|不得少于|不超过|达到?|超过|控制在"
    r"|提高到|提升到|增加到|保持在|完成|稳定在|力争(?:达到)?"
)
_NUMBER: Final = r"(?P<number>\d+(?:\.\d+)?)\s?(?P<scale>[余多]?(?:[万亿](?!元))?[余多]?)"
_SMALL: Final = r"(?P<small>[一二两三四五六七八九十]{1,2})"
_UNIT: Final = rf"(?P<unit>{_UNITS})"
_ENOUGH: Final = r"(?:\s?(?:以上|以内|左右|及以上))?"
_WORDS: Final = "[\u4e00-\u9fff□]{0,12}?"
_NOT_BEFORE: Final = r"(?<![第前后\d.+\-—~～xX×/A-Za-z年])"
_NOT_AFTER: Final = r"(?!月|工作日|阶段|年级|周年|岁|[+/]|号)"
_QUANTITIES: Final = (
    re.compile(
        rf"(?:(?P<often>{_OFTEN}){_WORDS})?(?:{_LIMIT}){_WORDS}{_NOT_BEFORE}{_NUMBER}(?P<unit>{_UNITS}|{_SLOW_UNITS}){_NOT_AFTER}{_ENOUGH}"
    ),
    re.compile(
        rf"(?P<often>{_OFTEN}){_WORDS}{_NOT_BEFORE}{_NUMBER}(?P<unit>{_UNITS}|{_SLOW_UNITS}){_NOT_AFTER}{_ENOUGH}"
    ),
    re.compile(
        rf"(?:(?P<often>{_OFTEN}){_WORDS})?(?:至少|不少于|不低于|不得少于){_WORDS}{_SMALL}"
        rf"{_UNIT}{_NOT_AFTER}{_ENOUGH}"
    ),
    re.compile(
        rf"(?P<often>每个?(?:学期|学年|季度|半年|月|年|周))(?:要|应)?{_WORDS}{_SMALL}{_UNIT}{_NOT_AFTER}"
    ),
    re.compile(
        rf"{_NOT_BEFORE}{_NUMBER}{_UNIT}{_NOT_AFTER}(?!(?<=人)以上[\u4e00-\u9fff]){_ENOUGH}"
    ),
)
"""From the most to the least specific pattern; the first match is the target."""


@dataclass(frozen=True)
class Target:
    """The target of a measure: its text, number and unit."""

    text: str
    value: float
    unit: str


def _mask_quotations(text: str) -> str:
    """Blank out quotations (slogans, titles), keeping the length of the text."""
    return _QUOTED.sub(lambda quoted: "□" * len(quoted.group()), text)


def parse_due_date(text: str, year: int) -> tuple[str, date | None] | None:
    """Return the text and day of a measure's last due date; the day is None if indefinite."""
    text = text.replace(" ", "")
    phrases = list(find_date_phrases(_mask_quotations(text), year))
    if not phrases:
        return None
    last = max(phrases, key=_day_order)
    return text[last.start : last.end], last.day


def _day_order(phrase: DatePhrase) -> tuple[bool, date, int]:
    return phrase.day is not None, phrase.day or date.min, phrase.start


def parse_target(text: str, year: int) -> Target | None:
    """Parse the target quantity of a measure; None without one."""
    text = text.replace(" ", "")
    plain = _mask_quotations(text)
    for phrase in find_date_phrases(plain, year):
        keep = re.match("[上下]半年|年[底末内]", plain[phrase.start : phrase.end])
        blank = plain[phrase.start : phrase.end] if keep else "□" * (phrase.end - phrase.start)
        plain = plain[: phrase.start] + blank + plain[phrase.end :]
    main = plain.partition("其中")[0]  # the numbers after 其中 are parts of the number before it
    for stretch, pattern in product((main, plain), _QUANTITIES):
        if found := pattern.search(stretch):
            groups = found.groupdict()
            return Target(
                text[found.start() : found.end()].strip(), _quantity_value(groups), groups["unit"]
            )
    return None


def _quantity_value(groups: dict[str, str | None]) -> float:
    """Return the value of a matched quantity."""
    if small := groups.get("small"):
        return float(parse_chinese_number(small) or 0)
    scale = {"万": 1e4, "亿": 1e8}.get((groups["scale"] or "").strip("余多"), 1.0)
    return float(groups["number"] or 0) * scale
