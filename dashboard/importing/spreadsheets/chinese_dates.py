"""Parse dates as bureaus write them: 6月底前, 上半年, 三季度末, 9月1日前."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.core.periods import quarter_end

_DIGITS: Final = {character: value for value, character in enumerate("零一二三四五六七八九")}
_DIGITS.update({"〇": 0, "○": 0, "两": 2})

_NUMBER = r"\d{1,2}|十[一二]|[一二三四五六七八九十]"
_DAY = r"(?:\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR = r"(?:20\d\d年|今年|本年|当年|明年|次年)?"
_BEFORE = r"(?:之前|以前|前|内|为止|止)?"
_PATTERNS: Final = [
    r"(?P<y>20\d\d)[./\-](?P<m>\d{1,2})[./\-](?P<d>\d{1,2})(?!\d)",
    rf"{_YEAR}(?:(?:{_NUMBER})月?(?:\d{{1,2}}日)?[-—–~至到])?"
    rf"(?P<month>{_NUMBER})月(?:(?:{_DAY}日?[-—–~至到])?(?P<day>{_DAY})[日号]"
    r"|份?(?P<part>上旬|中旬|下旬|初|底|末|中(?=[,，。;；、前]|$))?)",
    rf"{_YEAR}(?:第?[一二三1-3][、和至])?第?(?P<quarter>[一二三四1-4])(?:个)?季度(?:末|底)?",
    rf"{_YEAR}(?P<half>上|下)半年",
    rf"{_YEAR}(?P<end>(?<![一二三四五六七八九十两几数多近整全])年[底末内])",
    r"[到至](?P<until>20\d\d)年|(?P<by>20\d\d)年(?=前|之前|以前)",
    rf"{_YEAR}(?P<feast>国庆节?|教师节|元旦|五一|六一|七一|高考)(?=前)",
    r"(?P<school>(?:本|春季|秋季)?学期(?:末|结束)|学年(?:末|底)|(?:暑|寒)(?:假|期)|(?:春季|秋季)?(?:学期)?开学|中考|春节)(?=前|底|末)",
]
_PHRASE = re.compile("(?:" + "|".join(_PATTERNS) + ")" + _BEFORE)
_NO_DUE_DATE_AFTER = re.compile(r"起|开始|以来|以后|之后|后[,，]|的《|印发")
_NO_DUE_DATE_BEFORE = re.compile(r"(?:每|逐|去年|上年|自|从|截至|第)$")
_RANGE = re.compile(r"[-—–~至到]")
_PARTS: Final = {"初": 10, "上旬": 10, "中": 20, "中旬": 20}
_FEASTS: Final = {
    "国庆": (9, 30),
    "教师": (9, 10),
    "元旦": (12, 31),
    "五一": (4, 30),
    "六一": (5, 31),
    "七一": (6, 30),
    "高考": (6, 6),
}
"""The last day before each feast."""


@dataclass(frozen=True)
class DatePhrase:
    """The position of a date phrase in a text, and its day; None when the day is uncertain."""

    start: int
    end: int
    day: date | None


def parse_chinese_number(text: str) -> int | None:
    """Parse Arabic digits, or Chinese numerals below a hundred; None for other text."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if any(len(part) > 1 or part not in {"", *_DIGITS} for part in (tens, ones)) or not text:
        return None
    return (_DIGITS[tens] if tens else 1) * 10 * bool(ten) + (_DIGITS[ones] if ones else 0)


def find_date_phrases(text: str, year: int) -> Iterator[DatePhrase]:
    """Yield each phrase of the text that is a due date in the plan's year or later.

    Past dates, start dates ("9月1日起") and recurring dates ("每月底") are not due dates.
    """
    for found in _PHRASE.finditer(text):
        before, after = text[max(0, found.start() - 3) : found.start()], text[found.end() :]
        is_span = _RANGE.search(found.group())
        if _NO_DUE_DATE_AFTER.match(after) or (_NO_DUE_DATE_BEFORE.search(before) and not is_span):
            continue
        try:
            day = _day_of(found, year)
        except ValueError:  # such as 31 June
            continue
        if day is None or day.year >= year:
            yield DatePhrase(found.start(), found.end(), day)


def _day_of(found: re.Match[str], year: int) -> date | None:
    """Return the last day of a matched phrase."""
    groups = found.groupdict()
    if groups["y"]:
        return date(int(groups["y"]), int(groups["m"]), int(groups["d"]))
    if groups["until"] or groups["by"]:
        return date(int(groups["until"] or groups["by"]), 12, 31)
    if groups["school"]:
        return None
    year = _year_of(found, year)
    if groups["feast"]:
        return date(year, *_FEASTS[groups["feast"][:2]])
    if groups["month"]:
        return _day_of_month(groups, year)
    if groups["quarter"]:
        return quarter_end(year, parse_chinese_number(groups["quarter"]) or 4)
    if groups["half"]:
        return quarter_end(year, 2 if groups["half"] == "上" else 4)
    return date(year, 12, 31)


def _year_of(found: re.Match[str], year: int) -> int:
    """Return the year given in a phrase, else the plan's."""
    text = found.group()
    if named := re.match(r"20\d\d(?=年)", text):
        return int(named.group())
    return year + 1 if text.startswith(("明年", "次年")) else year


def _day_of_month(groups: dict[str, str | None], year: int) -> date:
    """Return a day in a month: the given day, else the last day of the given part of it."""
    month = parse_chinese_number(groups["month"] or "") or 0
    if groups["day"]:
        return date(year, month, parse_chinese_number(groups["day"]) or 0)
    if not 1 <= month <= 12:
        raise ValueError(month)
    return date(year, month, _PARTS.get(groups["part"] or "", monthrange(year, month)[1]))


def parse_date(text: str, year: int) -> date | None:
    """Return the last date in a text, by default in the plan's year; None without a date."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    days = [phrase.day for phrase in find_date_phrases(plain, year) if phrase.day]
    return max(days) if days else None
