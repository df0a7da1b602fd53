"""Parse dates as bureaus write them: 6月底前, 上半年, 三季度末, 9月1日前."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from dashboard.core.school_calendar import CalendarDays, Event

_DIGITS: Final = {character: value for value, character in enumerate("零一二三四五六七八九")}
_DIGITS.update({"〇": 0, "○": 0, "两": 2})

_NUMBER = r"\d{1,2}|十[一二]|[一二三四五六七八九十]"
_DAY = r"(?:\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_PRINTED_YEAR = (
    r"(?:20\d\d|[二2][〇○零Oo0][〇○零一二三四五六七八九]{2}|(?<![\d第])(?:民国)?1[01]\d)年"
)
_YEAR = rf"(?:{_PRINTED_YEAR}|今年|本年|当年|明年|次年|翌年)?"
_BEFORE = r"(?:之前|以前|前|内|为止|止)?"
_COUNT = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,2})"
_MINGUO: Final = 1911
"""The year before the first of the Republic, whose years Taiwan counts."""
_PATTERNS: Final = [
    r"(?P<y>20\d\d)[./\-](?P<m>\d{1,2})[./\-](?P<d>\d{1,2})(?!\d)",
    rf"{_YEAR}(?:(?:{_NUMBER})月?(?:\d{{1,2}}日)?[-—–~至到])?"
    rf"(?P<month>{_NUMBER})月(?:(?:{_DAY}日?[-—–~至到])?(?P<day>{_DAY})(?:[日号]|(?=之?前))"
    r"|份?(?P<part>上旬|中旬|下旬|初|底|末|中(?=[,，。;；、前]|$))?)",
    rf"{_YEAR}(?:第?[一二三1-3][、和至])?第?(?P<quarter>[一二三四1-4])(?:个)?季度(?:末|底)?",
    rf"{_YEAR}(?P<half>上|下)半年",
    rf"{_YEAR}(?P<end>(?<![一二三四五六七八九十两几数多近整全])年(?:[内中]|度?[底末]))",
    r"[到至](?P<until>20\d\d)年(?:度?[底末])?(?!\d{1,2}月|[上下]半年)|(?P<by>20\d\d)年(?=前|之前|以前)",
    r"(?<![\d.])(?P<pm>1[0-2]|[1-9])\.(?P<pd>3[01]|[12]\d|[1-9])(?=日?之?前)",
    rf"{_YEAR}(?P<feast>国庆节?|教师节|元旦|五一(?:劳动节)?|六一(?:儿童节)?|七一|八一|十一|劳动节"
    r"|儿童节|清明节?|高考)(?=之?前)",
    rf"{_YEAR}(?P<spring>春节|农历新年)(?=之?前)",
    r"(?P<school>(?:(?:本|春季|秋季|上|下|第[一二])?学期|学年)(?:末|底|结束|期末)(?=之?前|完成|[,，。;；]|$)"
    r"|(?:(?:本|春季|秋季|上|下|第[一二])?学期|学年)(?:末|底)"
    r"|(?:端午|中秋|元宵)节?(?=之?前)|(?:暑|寒)(?:假|期)(?:结束|开始)?(?=之?前|底|末)"
    r"|(?:春季|秋季)?(?:新?学期|新学年)?开学(?=之?前|底|末)|中考(?=之?前)|期末(?:考试)?(?=之?前)"
    rf"|开学后?第?{_COUNT}个?(?:周|月)(?=内|之?前)|(?<!每){_COUNT}个月(?=[之以]?内)"
    r"|长期(?:坚持|推进|开展|执行)|常年(?:坚持|开展))",
]
_PHRASE = re.compile("(?:" + "|".join(_PATTERNS) + ")" + _BEFORE)
_SPRING_FESTIVAL: Final = {
    2020: (1, 24), 2021: (2, 11), 2022: (1, 31), 2023: (1, 21), 2024: (2, 9), 2025: (1, 28),
    2026: (2, 16), 2027: (2, 5), 2028: (1, 25), 2029: (2, 12), 2030: (2, 2), 2031: (1, 22),
    2032: (2, 10), 2033: (1, 30), 2034: (2, 18), 2035: (2, 7),
}  # fmt: skip
"""The last day before the lunar new year."""
_NO_DUE_DATE_AFTER = re.compile(r"起|开始|以来|以后|之后|后[,，]|的《|(?<![前内底])印发")
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
    "八一": (7, 31),
    "十一": (9, 30),
    "劳动": (4, 30),
    "儿童": (5, 31),
    "清明": (4, 3),
    "高考": (6, 6),
}
"""The last day before each feast."""


_WINTER_BEGINS_FROM: Final = 3
"""The month from which a plan looks ahead to the next winter holiday, the last one being over."""

_EVENT_WORDS: Final[list[tuple[re.Pattern[str], Event]]] = [
    (re.compile(r"寒[假期](?=结束|底|末)|春季(?:新?学期)?开学"), "spring_term"),
    (re.compile(r"寒|秋季学期"), "winter_holiday"),
    (re.compile(r"暑[假期](?=结束|底|末)|秋季(?:新?学期)?开学|新学年"), "autumn_term"),
    (re.compile(r"暑|春季学期|学年"), "summer_holiday"),
    (re.compile(r"中考"), "junior_exam"),
]
"""The event before which words such as 暑假前 are due, the first that is found."""

_NUMBERED_TERM: Final = re.compile(r"(?:上|下|第[一二])(?=学期)")

Term = Literal["autumn", "spring"]

_TERM_EVENTS: Final[dict[Term, tuple[Event, Event]]] = {
    "autumn": ("autumn_term", "winter_holiday"),
    "spring": ("spring_term", "summer_holiday"),
}
"""What begins a term, and what begins when it ends."""


@dataclass(frozen=True)
class Period:
    """What a plan is for: a calendar year, or one that begins in `first_month`.

    A month before the first one is in the next calendar year. `calendar` are the days of the
    bureau's school calendar; `term` is the term that the plan is for, when it is for one.
    """

    year: int
    first_month: int = 1
    calendar: CalendarDays = ()
    term: Term | None = None

    def year_of(self, month: int) -> int:
        """Return the calendar year of a month of the period."""
        return self.year + (month < self.first_month)

    def day_before(self, event: Event) -> date | None:
        """Return the last day before an event of the period; None if the calendar lacks it."""
        first_month = self.first_month
        if event == "winter_holiday":
            first_month = max(first_month, _WINTER_BEGINS_FROM)
        first, end = date(self.year, first_month, 1), date(self.year + 1, first_month, 1)
        days = [day for name, day in self.calendar if name == event and first <= day < end]
        return min(days) - timedelta(days=1) if days else None


def as_period(when: int | Period) -> Period:
    """Return the period of a plan that is given by its year alone."""
    return when if isinstance(when, Period) else Period(when)


@dataclass(frozen=True)
class DatePhrase:
    """The position of a date phrase in a text, and its day; None when the day is uncertain."""

    start: int
    end: int
    day: date | None


_UNITS: Final = (("万", 10_000), ("千", 1_000), ("百", 100), ("十", 10))


def parse_chinese_number(text: str) -> int | None:
    """Parse Arabic digits, or Chinese numerals such as 两千四百零五; None for other text."""
    if text.isdecimal():
        return int(text)
    for unit, value in _UNITS:
        before, found, after = text.rpartition(unit)
        if found:
            count = 1 if unit == "十" and not before else parse_chinese_number(before)
            rest = parse_chinese_number(after.removeprefix("零")) if after else 0
            return None if count is None or rest is None else count * value + rest
    return _DIGITS.get(text)


def find_date_phrases(text: str, when: int | Period) -> Iterator[DatePhrase]:
    """Yield each phrase of the text that is a due date in the plan's year or later.

    Past dates, start dates ("9月1日起") and recurring dates ("每月底") are not due dates.
    """
    period = as_period(when)
    for found in _PHRASE.finditer(text):
        before = text[max(0, found.start() - 3) : found.start()]
        is_span = _RANGE.search(found.group())
        if _NO_DUE_DATE_AFTER.match(text, found.end()) or (
            _NO_DUE_DATE_BEFORE.search(before) and not is_span
        ):
            continue
        try:
            day = _day_of(found, period)
        except ValueError:  # such as 31 June
            continue
        if day is None or day.year >= period.year:
            yield DatePhrase(found.start(), found.end(), day)


def _day_of(found: re.Match[str], period: Period) -> date | None:
    """Return the last day of a matched phrase."""
    groups = found.groupdict()
    if groups["y"]:
        return date(int(groups["y"]), int(groups["m"]), int(groups["d"]))
    if groups["until"] or groups["by"]:
        return date(int(groups["until"] or groups["by"]), 12, 31)
    if groups["school"]:
        event = school_event(groups["school"], period)
        return period.day_before(event) if event else None
    month, day = _month_and_day(groups)
    year = _year_of(found.group(), month, period)
    if groups["spring"]:
        return date(year, *_SPRING_FESTIVAL[year]) if year in _SPRING_FESTIVAL else None
    return date(year, month, day or monthrange(year, month)[1])


def school_event(words: str, period: Period) -> Event | None:
    """Return the event of the school calendar before which words are due, if they name one.

    学期末 and 开学前 name one in the plan of a term, 第二学期末 in that of a school year.
    """
    named = next((event for pattern, event in _EVENT_WORDS if pattern.search(words)), None)
    term = _term_of(words, period)
    if named or term is None:
        return named
    begin, end = _TERM_EVENTS[term]
    return begin if "开学" in words else end if "期" in words else None


def _term_of(words: str, period: Period) -> Term | None:
    """Return the term that words such as 第二学期末 or 学期末 are about."""
    if period.first_month > 1 and (found := _NUMBERED_TERM.search(words)):
        return "spring" if found.group() in "下第二" else "autumn"
    return period.term


def _year_of(phrase: str, month: int, period: Period) -> int:
    """Return the year given in a phrase, else that of the month in the plan's period."""
    if named := re.match(_PRINTED_YEAR, phrase):
        return parse_year(named.group()) or period.year
    return period.year + 1 if phrase.startswith(("明年", "次年", "翌年")) else period.year_of(month)


def parse_year(printed: str) -> int | None:
    """Return a year such as 2024年, 二〇二四年 or 民国113年."""
    digits = "".join(
        str(_DIGITS[sign]) if sign in _DIGITS else sign.replace("O", "0").replace("o", "0")
        for sign in printed.removeprefix("民国").rstrip("年")
    )
    if not digits.isdecimal():
        return None
    return int(digits) + (_MINGUO if len(digits) == len("113") else 0)


def _month_and_day(groups: dict[str, str | None]) -> tuple[int, int | None]:
    """Return the month of a phrase and the day in it; None for its last day."""
    if groups["pm"]:
        return int(groups["pm"] or 0), int(groups["pd"] or 0)
    if groups["feast"]:
        return _FEASTS[groups["feast"][:2]]
    if groups["month"]:
        return _day_of_month(groups)
    if groups["quarter"]:
        return 3 * (parse_chinese_number(groups["quarter"]) or 4), None
    if groups["half"]:
        return (6 if groups["half"] == "上" else 12), None
    return (2 if groups["spring"] else 6 if (groups["end"] or "").endswith("中") else 12), None


def _day_of_month(groups: dict[str, str | None]) -> tuple[int, int | None]:
    """Return a day in a month: the given day, else the last day of the given part of it."""
    month = parse_chinese_number(groups["month"] or "") or 0
    if not 1 <= month <= 12:
        raise ValueError(month)
    if groups["day"]:
        return month, parse_chinese_number(groups["day"]) or 0
    return month, _PARTS.get(groups["part"] or "")


def parse_date(text: str, when: int | Period) -> date | None:
    """Return the last date in a text, by default in the plan's year; None without a date."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    days = [phrase.day for phrase in find_date_phrases(plain, when) if phrase.day]
    return max(days) if days else None
