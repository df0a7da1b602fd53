"""Parse when a measure is due: 6月底前, 暑假前, 每月."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from dashboard.importing.documents.quotations import mask_quotations
from dashboard.importing.spreadsheets.chinese_dates import (
    DatePhrase,
    Period,
    find_date_phrases,
    parse_date,
)

DueDate = tuple[str, date | None]
"""The words of a due date, and its day; None where the words give none."""

_RECURRING: Final = re.compile(
    r"每(?:两|半|个)?个?(?:学期|学年|季度|月|周|年|旬)(?:[初中底末]|\d{1,2}[日号])?(?:之?前)?"
)
_QUOTED_FEAST: Final = re.compile(r"[“\"](五一|六一|七一|八一|十一|国庆)[”\"]")
_DIGITS_ONLY: Final = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_YEAR_AND_MONTH: Final = re.compile(r"(20\d\d)\s?[./\-年]\s?(\d{1,2})(?:\s?月)?(?:底|前|底前)?")
_MONTH_AND_DAY: Final = re.compile(r"(\d{1,2})\s?[./]\s?(\d{1,2})(?:之?前)?")
_AND: Final = re.compile(r"(?:[、,，和及与]|以及)?")


def parse_due_date(text: str, when: int | Period) -> DueDate | None:
    """Return the last due date in a measure, or else how often it recurs."""
    text = _QUOTED_FEAST.sub(r"\1", text.replace(" ", ""))
    plain = mask_quotations(text)
    phrases = list(find_date_phrases(plain, when))
    if phrases:
        last = max(phrases, key=_day_order)
        return text[_run_start(text, phrases, last) : last.end], last.day
    recurring = _RECURRING.search(plain)
    return (recurring.group(), None) if recurring else None


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
    if found := _YEAR_AND_MONTH.fullmatch(words):
        words_of_month = f"{found.group(1)}年{found.group(2)}月"
        return words, parse_date(words_of_month, when)
    if found := _DIGITS_ONLY.fullmatch(words):
        return words, parse_date("-".join(found.groups()), when)
    if words.isdecimal() and 1 <= int(words) <= 12:
        return words, parse_date(f"{words}月", when)
    if found := _MONTH_AND_DAY.fullmatch(words):
        return words, parse_date(f"{found.group(1)}月{found.group(2)}日", when)
    return words, parse_date(words, when)
