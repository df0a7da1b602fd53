"""Parse dates in cells: numeric dates, Excel's serial numbers, 6月底, 上半年, 长期坚持."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Any, Final

from dashboard.importing.spreadsheets.chinese_dates import (
    Period,
    as_period,
    parse_chinese_number,
    parse_date,
)
from dashboard.importing.spreadsheets.sheet_values import (
    EMPTY_WORDS,
    NO_VALUE,
    ParsedValue,
    format_cell,
)

_EXPECTED_DAY: Final = "日期,如 2023-06-30"

_SPLIT: Final = r"\s*[-/.年]\s*"
_CLOCK: Final = r"(?:[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[+-]\d\d:\d\d|Z)?)?"
_BY: Final = r"\s*(?:之前|以前|前|止|为止)?"
_WHOLE_DAY: Final = re.compile(
    rf"(\d{{4}}|\d{{2}}){_SPLIT}(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})\s*[日号]?{_CLOCK}{_BY}"
)
_AMERICAN_DAY: Final = re.compile(rf"(\d{{1,2}})[-/](\d{{1,2}})[-/](\d{{4}}){_CLOCK}")
_DIGITS_DAY: Final = re.compile(rf"(\d{{4}})(\d{{2}})(\d{{2}}){_BY}")
_MONTH: Final = re.compile(rf"(\d{{4}})(?:{_SPLIT}(\d{{1,2}})\s*月?|(\d{{2}})){_BY}")
_MONTH_AND_DAY: Final = re.compile(rf"(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})\s*[日号]?{_BY}")
_SPAN: Final = re.compile(r"(.+?)(?:—+|–|~+|至|到)(.+)")
_ENDLESS: Final = re.compile(
    r"长期.*|持续.*|常年.*|常态化.*|(?:贯穿)?全年.*|年内|每[月季年周].*|按要求.*|适时|按时|及时"
)
_QUARTER_OR_HALF: Final = re.compile(r"第?([一二三四1-4])季度?初?|([上下])半年初?|(年初)")
_EPOCH: Final = date(1899, 12, 30)
"""Day 0 of Excel's serial numbers; a day early, since Excel counts a 29 February 1900."""

_SERIALS: Final = range(20_000, 80_000)
"""The serial numbers that are accepted as dates: 1954 to 2119."""


def parse_day(value: Any, when: int | Period, *, is_start: bool = False) -> ParsedValue:
    """Parse the date in a cell; for a period return its last day, or its first for a start date."""
    period = as_period(when)
    if isinstance(value, datetime):
        return ParsedValue(value.date())
    if isinstance(value, date):
        return ParsedValue(value)
    words = unicodedata.normalize("NFKC", format_cell(value)).strip().strip("。;")
    if not words or words in EMPTY_WORDS:
        return NO_VALUE
    if isinstance(value, bool) or (isinstance(value, float) and _is_unclear(value)):
        return ParsedValue(None, _EXPECTED_DAY)
    if _ENDLESS.fullmatch(words):
        fixed = date(period.year, 1, 1) if is_start else date(period.year, 12, 31)
        plain = words in ("全年", "年内")
        return ParsedValue(
            fixed, "" if plain else _EXPECTED_DAY, "" if plain else fixed.isoformat()
        )
    found = _parse_words(words, period, is_start=is_start)
    return ParsedValue(found) if found else ParsedValue(None, _EXPECTED_DAY)


def _is_unclear(number: float) -> bool:
    """Whether a number is an ambiguous date: 6.3 is 3 or 30 June, 2023.1 is January or October."""
    if 2000 <= number < 2100:
        return format_cell(number).endswith(".1")
    return not number.is_integer() and number < _SERIALS[0]


def _parse_words(words: str, period: Period, *, is_start: bool) -> date | None:
    """Parse a date in any of the supported notations."""
    try:
        found = _parse_figures(words, period.year, is_start=is_start)
    except ValueError:  # such as 31 June
        return None
    if found:
        return found
    plain = "".join(words.split())
    if span := _split_span(plain):
        first, last = span
        unit = "月" if first.isdecimal() and "月" in last else ""
        if part := _parse_words(first + unit if is_start else last, period, is_start=is_start):
            return part
    return _first_day_in(plain, period) if is_start else parse_date(plain, period)


def _split_span(words: str) -> tuple[str, str] | None:
    """Split a period into start and end; of several hyphens, at the middle one."""
    if span := _SPAN.fullmatch(words):
        return span.group(1), span.group(2)
    parts = words.split("-")
    half = len(parts) // 2
    is_even = len(parts) % 2 == 0
    return ("-".join(parts[:half]), "-".join(parts[half:])) if is_even else None


def _parse_figures(words: str, year: int, *, is_start: bool) -> date | None:
    """Parse a numeric date.

    Raises:
        ValueError: there is no such day.
    """
    if found := _WHOLE_DAY.fullmatch(words):
        named, month, day_of_month = map(int, found.groups())
        if len(found.group(1)) == 4 or month <= 12:
            return date(named if named > 99 else 2000 + named, month, day_of_month)
    if found := _AMERICAN_DAY.fullmatch(words):
        month, day_of_month, named = map(int, found.groups())
        return date(named, month, day_of_month)
    if found := _DIGITS_DAY.fullmatch(words):
        return date(*map(int, found.groups()))
    if re.fullmatch(r"\d{5}(?:\.\d+)?", words) and int(float(words)) in _SERIALS:
        return _EPOCH + timedelta(days=int(float(words)))
    if found := _MONTH.fullmatch(words):
        return _in_month(int(found.group(1)), int(found.group(2) or found.group(3)), is_start)
    if found := _MONTH_AND_DAY.fullmatch(words):
        return date(year, int(found.group(1)), int(found.group(2)))
    return None


def _in_month(year: int, month: int, is_start: bool) -> date:
    """Return the first or the last day of a month."""
    if is_start:
        return date(year, month, 1)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _first_day_in(words: str, period: Period) -> date | None:
    """Return the first day of a period in words."""
    if found := _QUARTER_OR_HALF.fullmatch(words):
        quarter, half, _beginning = found.groups()
        month = (
            3 * (parse_chinese_number(quarter) or 1) - 2 if quarter else 7 if half == "下" else 1
        )
        return date(period.year, month, 1)
    last = parse_date(words.removesuffix("起").removesuffix("开始"), period)
    if last and re.search(r"月(?:份|初)?(?:起|开始)?$", words):
        return last.replace(day=1)
    return last
