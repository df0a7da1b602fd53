"""Parse the quantities that a measure promises: 每学期至少2次, 3—5所, 二千四百个, 1:15, 零事故."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dashboard.importing.documents.quotations import mask_quotations
from dashboard.importing.spreadsheets.chinese_dates import (
    Period,
    find_date_phrases,
    parse_chinese_number,
)

UNITS: Final = (
    "人次|家次|校次|班次|车次|个百分点|百分点|平方米|公里|万元|亿元|课时|学时|次|场|个|所|名|人|期|项|篇|份|件|套|支|家|批|门|节|轮|亩|台|间|辆|本|册|部|座"
    "|元|户|例|堂|米|处|条|对|组|班|类|种|层|栋|幢|片|幅|首|站|点|师|校|枚|路|起|张|封|把|棵|株|根|匹|桌|床|面|块|位|吨|盏|%"
)
_SLOW_UNITS: Final = "小时|分钟|天|遍|学分"
_OFTEN: Final = (
    r"每(?:个)?(?:学期|学年|季度|月|年|周|半年|两周|天|日|校|生|人|班)(?:内)?"
    r"|全年|年内|年度|一年|本年|上半年|下半年|全县"
)
_LIMIT: Final = (
    r"不少于|不低于|至少|不得少于|不超过|不高于|达到?|超过|控制在"
    r"|提高到|提升到|增加到|保持在|完成|稳定在|力争(?:达到)?"
)
_RANGE: Final = r"(?:\s?[-—–~～至到]\s?\d+(?:\.\d+)?)?"
_NUMBER: Final = (
    rf"(?P<number>\d+(?:\.\d+)?)(?:%(?=[-—–~～至到]))?{_RANGE}"
    r"\s?(?P<scale>[余多]?(?:[万亿](?!元))?[余多]?)"
)
_SMALL: Final = r"(?P<small>[一二两三四五六七八九十]{1,2})"
_LARGE: Final = (
    r"(?P<small>[一二两三四五六七八九]?"
    r"(?:[十百千万][零一二三四五六七八九]*(?:[十百千](?!分))?)+)[余多]?"
)
_UNIT: Final = rf"(?P<unit>{UNITS})"
_ENOUGH: Final = r"(?:\s?(?:以上|以内|左右|及以上))?"
_WORDS: Final = "[\u4e00-\u9fff□]{0,12}?"
_NOT_BEFORE: Final = r"(?<![第前后\d.+\-—~～xX×/A-Za-z年])(?<!\d[至到])"
_NOT_AFTER: Final = r"(?!月|工作日|阶段|年级|周年|岁|[+/]|号)"
_PERCENT_WORDS: Final = r"百分之(?P<percent>[一二三四五六七八九十百]{1,5}|\d+(?:\.\d+)?)"
_TENTHS: Final = r"(?P<tenths>[一二三四五六七八九])成(?!员|立|果|为|绩|长|效|功|人|就|本|都|型|熟)"
_QUANTITIES: Final = (
    re.compile(
        rf"(?:(?P<often>{_OFTEN}){_WORDS})?(?:{_LIMIT}){_WORDS}{_NOT_BEFORE}{_NUMBER}(?P<unit>{UNITS}|{_SLOW_UNITS}){_NOT_AFTER}{_ENOUGH}"
    ),
    re.compile(
        rf"(?P<often>{_OFTEN}){_WORDS}{_NOT_BEFORE}{_NUMBER}(?P<unit>{UNITS}|{_SLOW_UNITS}){_NOT_AFTER}{_ENOUGH}"
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
    re.compile(
        rf"(?<![第初高的几数上零一二两三四五六七八九十百千万\d]){_LARGE}{_UNIT}{_NOT_AFTER}{_ENOUGH}"
    ),
    re.compile(rf"(?:{_LIMIT})?{_PERCENT_WORDS}{_ENOUGH}"),
    re.compile(rf"(?:{_LIMIT}|在){_TENTHS}{_ENOUGH}"),
    re.compile(
        r"(?<=比)(?:例)?(?:达到?|为|控制在|不高于|不低于|不超过|优于|降至|提高到|降到)?"
        r"(?P<ratio>\d{1,4}(?:\.\d+)?\s?[:：∶]\s?\d{1,4}(?:\.\d+)?)"
    ),
    re.compile(
        r"(?:实现|确保|保持|做到|达到|力争)[\u4e00-\u9fff]{0,6}?(?P<zero>零)[\u4e00-\u9fff]{2}"
    ),
    re.compile(r"(?:为|降至|降到)(?P<zero>零|0)(?=[,，。;；]|$)"),
)
"""From the most to the least specific pattern; the first match is the target."""

_FRACTION: Final = re.compile(
    r"[一二三四五六七八九十]分之[一二三四五六七八九十](?:以上|以内|左右)?"
)
_COUNTED_BEFORE: Final = re.compile(
    r"(?:(?:根据|依据|按照|依照|对照|参照|对标)[\u4e00-\u9fff□、]{0,20}|(?:围绕|聚焦|针对|上述|这|该|下列|如下|以下)[\u4e00-\u9fff□]{0,4})$"
)
_LONGEST_BEFORE: Final = 40
_COUNTED_AFTER: Final = re.compile(
    r"(?:核心|重点|关键|具体|主要)?(?:指标|方面|环节|维度|层面|要素|因素|准则|规定|原则)"
)
"""Words around a number that only counts what is spoken of."""

_FIRST_WORD: Final = re.compile(r"\d|[零一二两三四五六七八九十百千万]")


@dataclass(frozen=True)
class Target:
    """A quantity of a measure: its text, number and unit; no number for a ratio."""

    text: str
    value: float | None
    unit: str | None


def find_quantities(text: str, when: int | Period) -> list[Target]:
    """Return the quantities that a measure promises: the main one, then the others in order."""
    text = text.replace(" ", "")
    plain = _without_dates(mask_quotations(text), when)
    main = plain.partition("其中")[0]  # the numbers after 其中 are parts of the number before it
    first = next(_matches(main), None) or next(_matches(plain), None)
    if first is None:
        return []
    found, end = [first], 0
    for other in sorted(_matches(plain), key=lambda match: (match.start(), -match.end())):
        is_apart = other.end() <= first.start() or first.end() <= other.start()
        if is_apart and end <= other.start():
            found.append(other)
            end = other.end()
    return [_target_of(match, text) for match in found]


def _without_dates(plain: str, when: int | Period) -> str:
    """Blank out the dates of a text, but not the words that a quantity may be about."""
    letters = list(plain)
    for phrase in find_date_phrases(plain, when):
        words = plain[phrase.start : phrase.end]
        if not re.match("[上下]半年|年[底末内]", words):
            letters[phrase.start : phrase.end] = "□" * len(words)
    return "".join(letters)


def _matches(plain: str) -> Iterator[re.Match[str]]:
    """Yield the quantities of a text, the most specific first."""
    for pattern in (*_QUANTITIES, _FRACTION):
        for found in pattern.finditer(plain):
            if not _is_only_counted(plain, found):
                yield found


def _is_only_counted(plain: str, found: re.Match[str]) -> bool:
    """Whether a number counts what is spoken of (等6项指标), so that it promises nothing."""
    number = _FIRST_WORD.search(plain, found.start())
    at = number.start() if number else found.start()
    before = re.split("[,，。;；:：]", plain[max(at - _LONGEST_BEFORE, 0) : at])[-1]
    return bool(_COUNTED_BEFORE.search(before) or _COUNTED_AFTER.match(plain, found.end()))


def _target_of(found: re.Match[str], text: str) -> Target:
    """Return the target of a match."""
    groups = found.groupdict()
    words = text[found.start() : found.end()].strip()
    if groups.get("zero"):
        return Target(words, 0.0, None)
    if percent := groups.get("percent"):
        number = float(percent) if percent[0].isdecimal() else _chinese_value(percent)
        return Target(words, number, "%")
    if tenths := groups.get("tenths"):
        return Target(words, 10 * (_chinese_value(tenths) or 0), "%")
    if groups.get("unit"):
        return Target(words, _quantity_value(groups), groups["unit"])
    return Target(words, None, None)


def _chinese_value(words: str) -> float | None:
    """Return the value of Chinese numerals; a hundred is also written 百."""
    value = 100 if words == "百" else parse_chinese_number(words)
    return None if value is None else float(value)


def _quantity_value(groups: dict[str, str | None]) -> float | None:
    """Return the value of a matched quantity; of a range, the least that it promises."""
    if small := groups.get("small"):
        return _chinese_value(small)
    scale = {"万": 1e4, "亿": 1e8}.get((groups["scale"] or "").strip("余多"), 1.0)
    return float(groups["number"] or 0) * scale
