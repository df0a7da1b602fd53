"""Days as people type them: dates in figures, Excel's day numbers, 6月底, 上半年, 长期坚持."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Any, Final

from dashboard.importing.spreadsheets.chinese_dates import chinese_number, date_in
from dashboard.importing.spreadsheets.sheet_values import EMPTY_WORDS, NOTHING, Parsed, shown

DAY: Final = "日期,如 2023-06-30"

SPLIT: Final = r"\s*[-/.年]\s*"
CLOCK: Final = r"(?:[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[+-]\d\d:\d\d|Z)?)?"
BY: Final = r"\s*(?:之前|以前|前|止|为止)?"
WHOLE_DAY: Final = re.compile(
    rf"(\d{{4}}|\d{{2}}){SPLIT}(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})\s*[日号]?{CLOCK}{BY}"
)
AMERICAN_DAY: Final = re.compile(rf"(\d{{1,2}})[-/](\d{{1,2}})[-/](\d{{4}}){CLOCK}")
DIGITS_DAY: Final = re.compile(rf"(\d{{4}})(\d{{2}})(\d{{2}}){BY}")
MONTH: Final = re.compile(rf"(\d{{4}})(?:{SPLIT}(\d{{1,2}})\s*月?|(\d{{2}})){BY}")
MONTH_AND_DAY: Final = re.compile(rf"(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})\s*[日号]?{BY}")
SPAN: Final = re.compile(r"(.+?)(?:—+|–|~+|至|到)(.+)")
ENDLESS: Final = re.compile(
    r"长期.*|持续.*|常年.*|常态化.*|(?:贯穿)?全年.*|年内|每[月季年周].*|按要求.*|适时|按时|及时"
)
QUARTER_OR_HALF: Final = re.compile(r"第?([一二三四1-4])季度?初?|([上下])半年初?|(年初)")
EPOCH: Final = date(1899, 12, 30)
"""The day before Excel's first but one: it counts a 29 February 1900 that never was."""

SERIALS: Final = range(20_000, 80_000)
"""Day numbers that are taken for dates: 1954 to 2119."""


def day(value: Any, year: int, *, is_start: bool = False) -> Parsed:
    """Return the day that a cell names: the last one of a period, or its first for a start."""
    if isinstance(value, datetime):
        return Parsed(value.date())
    if isinstance(value, date):
        return Parsed(value)
    words = unicodedata.normalize("NFKC", shown(value)).strip().strip("。;")
    if not words or words in EMPTY_WORDS:
        return NOTHING
    if isinstance(value, bool) or (isinstance(value, float) and is_unclear(value)):
        return Parsed(None, DAY)
    if ENDLESS.fullmatch(words):
        fixed = date(year, 1, 1) if is_start else date(year, 12, 31)
        plain = words in ("全年", "年内")
        return Parsed(fixed, "" if plain else DAY, "" if plain else fixed.isoformat())
    found = day_in(words, year, is_start=is_start)
    return Parsed(found) if found else Parsed(None, DAY)


def is_unclear(number: float) -> bool:
    """Say whether a number was a date with points: 6.3 is 3 or 30 June, 2023.1 two months."""
    if 2000 <= number < 2100:
        return shown(number).endswith(".1")
    return not number.is_integer() and number < SERIALS[0]


def day_in(words: str, year: int, *, is_start: bool) -> date | None:
    """Return the day that a text names, whichever way it is written."""
    try:
        found = written_day(words, year, is_start=is_start)
    except ValueError:  # such as 31 June
        return None
    if found:
        return found
    plain = "".join(words.split())
    if span := span_in(plain):
        first, last = span
        unit = "月" if first.isdecimal() and "月" in last else ""
        if part := day_in(first + unit if is_start else last, year, is_start=is_start):
            return part
    return first_day_in(plain, year) if is_start else date_in(plain, year)


def span_in(words: str) -> tuple[str, str] | None:
    """Return beginning and end of a period; of many hyphens the one in the middle parts them."""
    if span := SPAN.fullmatch(words):
        return span.group(1), span.group(2)
    parts = words.split("-")
    half = len(parts) // 2
    is_even = len(parts) % 2 == 0
    return ("-".join(parts[:half]), "-".join(parts[half:])) if is_even else None


def written_day(words: str, year: int, *, is_start: bool) -> date | None:
    """Return a day written in figures.

    Raises:
        ValueError: there is no such day.
    """
    if found := WHOLE_DAY.fullmatch(words):
        named, month, day_of_month = map(int, found.groups())
        if len(found.group(1)) == 4 or month <= 12:
            return date(named if named > 99 else 2000 + named, month, day_of_month)
    if found := AMERICAN_DAY.fullmatch(words):
        month, day_of_month, named = map(int, found.groups())
        return date(named, month, day_of_month)
    if found := DIGITS_DAY.fullmatch(words):
        return date(*map(int, found.groups()))
    if re.fullmatch(r"\d{5}(?:\.\d+)?", words) and int(float(words)) in SERIALS:
        return EPOCH + timedelta(days=int(float(words)))
    if found := MONTH.fullmatch(words):
        return in_month(int(found.group(1)), int(found.group(2) or found.group(3)), is_start)
    if found := MONTH_AND_DAY.fullmatch(words):
        return date(year, int(found.group(1)), int(found.group(2)))
    return None


def in_month(year: int, month: int, is_start: bool) -> date:
    """Return the first or the last day of a month."""
    if is_start:
        return date(year, month, 1)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def first_day_in(words: str, year: int) -> date | None:
    """Return the first day of the period that words name."""
    if found := QUARTER_OR_HALF.fullmatch(words):
        quarter, half, _beginning = found.groups()
        month = 3 * (chinese_number(quarter) or 1) - 2 if quarter else 7 if half == "下" else 1
        return date(year, month, 1)
    last = date_in(words.removesuffix("起").removesuffix("开始"), year)
    if last and re.search(r"月(?:份|初)?(?:起|开始)?$", words):
        return last.replace(day=1)
    return last
