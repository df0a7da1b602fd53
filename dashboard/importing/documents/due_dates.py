"""Parse when a measure is due: 6月底前, 暑假前, 每月."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from dashboard.importing.documents.quotations import mask_quotations
from dashboard.importing.spreadsheets.chinese_dates import (
    DatePhrase,
    Period,
    find_date_phrases,
)


class DueDate(NamedTuple):
    """The words of a due date, and its day, None where the words give none; `earlier` are the days
    by which parts of the work are due before."""

    words: str
    day: date | None = None
    earlier: tuple[date, ...] = ()


_RECURRING: Final = re.compile(
    r"每(?:两|半|个)?个?(?:学期|学年|季度|月|周|年|旬)(?:[初中底末]|\d{1,2}[日号])?(?:之?前)?"
)
_QUOTED_FEAST: Final = re.compile(r"[“\"](五一|六一|七一|八一|十一|国庆)[”\"]")
_DAY: Final = r"(0?[1-9]|1[0-2])[./](0?[1-9]|[12]\d|3[01])"
_DAYS: Final = re.compile(f"{_DAY}[-—–~至到]+{_DAY}")
_DIGITS_ONLY: Final = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_YEAR_AND_MONTH: Final = re.compile(r"(20\d\d)\s?[./\-年]\s?(\d{1,2})(?:\s?月)?(?:底|前|底前)?")
_MONTH_AND_DAY: Final = re.compile(r"(\d{1,2})\s?[./]\s?(\d{1,2})(?:之?前)?")
_QUARTER_OR_HALF: Final = re.compile(r".*(?:季度|[上下]半年)")
_WORK_BEGINS: Final = re.compile(
    r"[^0-9\u4e00-\u9fff]|$|[要须应再全先力基各均]|完成|组织|开展|举办|召开|启动|建成|实现|投入|实施|出台|制定|印发|达到|开工|竣工|验收|进行|集中"
)
_STARTS: Final = re.compile(r"[^0-9,，。;；]{0,6}?(?:开工|动工|启动|开始)")
_DAY_OF_MONTH: Final = re.compile(r"[日号]|\d[./\-]\d")
_AND: Final = re.compile(r"(?:[、,，和及与]|以及)?")


def parse_due_date(text: str, when: int | Period, told: DueDate | None = None) -> DueDate | None:
    """Return the last due date in a measure, or else how often it recurs.

    Beside a day that is `told` elsewhere, quarters that only tell of what are none.
    """
    text = _QUOTED_FEAST.sub(r"\1", text.replace(" ", ""))
    plain = mask_quotations(text)
    phrases = _without_mere_periods(plain, list(find_date_phrases(plain, when)))
    if told and told.day:
        phrases = [phrase for phrase in phrases if not _is_mere_period(plain, phrase)]
    if phrases:
        last = max(phrases, key=_day_order)
        words = text[_run_start(text, phrases, last) : last.end]
        return DueDate(words, last.day, _earlier_days(phrases, last.day))
    recurring = _RECURRING.search(plain)
    return DueDate(recurring.group()) if recurring else None


def _earlier_days(phrases: Sequence[DatePhrase], last: date | None) -> tuple[date, ...]:
    """Return the other days of a text, in order."""
    return tuple(sorted({phrase.day for phrase in phrases if phrase.day} - {last}))


def _without_mere_periods(text: str, phrases: list[DatePhrase]) -> list[DatePhrase]:
    """Leave out quarters and half-years that only tell of what, if there are dates besides.

    上半年6月15日前, and 4月底前下达一季度公用经费, have one date.
    """
    dates = [phrase for phrase in phrases if not _is_mere_period(text, phrase)]
    return dates or phrases


def _is_mere_period(text: str, phrase: DatePhrase) -> bool:
    return bool(
        _QUARTER_OR_HALF.fullmatch(text, phrase.start, phrase.end)
        and not _WORK_BEGINS.match(text, phrase.end)
    )


def _run_start(text: str, phrases: Sequence[DatePhrase], last: DatePhrase) -> int:
    """Return the start of the dates that end with the last one: 3月底前、9月底前 are one run."""
    start = last.start
    for phrase in reversed(phrases):
        if phrase.end <= start and _AND.fullmatch(text, phrase.end, start):
            start = phrase.start
    return start


def _day_order(phrase: DatePhrase) -> tuple[bool, date, int]:
    return phrase.day is not None, phrase.day or date.min, phrase.start


def is_recurring(words: str) -> bool:
    """Whether words tell how often, or that it never ends, so that no day is lacking."""
    return bool(_RECURRING.match(words)) or words.startswith(("全年", "长期", "常年", "持续"))


def parse_due_words(words: str, when: int | Period) -> DueDate | None:
    """Return the due date in words that are one: a cell, or what follows 完成时限:."""
    words = words.strip("。;；:： ")
    if not words:
        return None
    full = _in_full(words)
    phrases = _without_mere_periods(full, list(find_date_phrases(full, when)))
    day = max((phrase.day for phrase in phrases if phrase.day), default=None)
    return DueDate(words, day, _earlier_days(phrases, day))


def told_first(told: DueDate | None, own: DueDate | None) -> DueDate | None:
    """Return the due date that a label or cell tells, with the days before it in the text.

    A day of the text that is more exact than the month told comes first.
    """
    if told is None or own is None or own.day is None:
        return told or own
    if told.day is None:
        return DueDate(told.words, own.day, own.earlier)
    is_month = not _DAY_OF_MONTH.search(told.words)
    is_inside = (own.day.year, own.day.month) == (told.day.year, told.day.month)
    if is_month and is_inside and own.day < told.day:
        return own
    days = {*told.earlier, *own.earlier, own.day}
    return DueDate(told.words, told.day, tuple(sorted(day for day in days if day < told.day)))


def is_start(text: str, due: DueDate) -> bool:
    """Whether the date of a text is when the work begins: 2月开工."""
    plain = text.replace(" ", "")
    return bool(_STARTS.match(plain, plain.find(due.words) + len(due.words)))


def _in_full(words: str) -> str:
    """Return the words of a date with the signs that short forms leave out: 2025.6, 20250630, 6."""
    plain = unicodedata.normalize("NFKC", words).replace(" ", "")
    if found := _YEAR_AND_MONTH.fullmatch(plain):
        return f"{found.group(1)}年{found.group(2)}月"
    if found := _DIGITS_ONLY.fullmatch(plain):
        return "-".join(found.groups())
    if plain.isdecimal() and 1 <= int(plain) <= 12:
        return f"{plain}月"
    if found := _DAYS.fullmatch(plain):
        return "{}月{}日至{}月{}日".format(*found.groups())
    if found := _MONTH_AND_DAY.fullmatch(plain):
        return f"{found.group(1)}月{found.group(2)}日"
    return plain
