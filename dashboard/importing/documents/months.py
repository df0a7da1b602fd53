"""Headings and cells that are only a time: 3月, 三月份工作安排, 3—4月, 第一季度, 上半年."""

import re
from datetime import date
from typing import Final

from dashboard.importing.spreadsheets.chinese_dates import Period, parse_date

_NUMBER: Final = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_MONTH: Final = rf"(?:{_NUMBER}月?[-—–~至到、])?{_NUMBER}月(?:份|[上中下]旬|[初底末])?"
_WEEK: Final = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_TIME: Final = re.compile(
    rf"[【\[(（]?(?:(?<![(（])20\d\d年)?"
    rf"(?:{_MONTH}|第?[一二三四1-4]季度|[上下]半年|第{_WEEK}(?:[-—–~至、]第?{_WEEK})?周)[】\])）]?"
    r"(?:份?(?:的)?(?:重点|主要)?(?:工作|任务)?(?:安排|要点|重点|计划|任务|内容)?)?\s*[:：]?"
)


def is_month_heading(text: str) -> bool:
    """Whether a text is a time and nothing else, so that it heads what is done then."""
    return bool(_TIME.fullmatch(text.replace(" ", "")))


def month_label_end(text: str) -> int | None:
    """Return the end of a time with a colon before a text: 3月:召开总结会; None without one."""
    found = re.match(r"[^:：]{2,12}[:：]\s*(?=\S)", text)
    return found.end() if found and is_month_heading(found.group()) else None


def heading_date(title: str | None, period: Period) -> date | None:
    """Return the last day of the time that a heading is; None for another heading."""
    return parse_date(title, period) if title and is_month_heading(title) else None
