"""The dates that the bureau uses: quarter ends, presets, and a page's default reporting date."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

QUARTER_ENDS: Final = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}
PRESETS: Final = ["一季度末", "上半年", "三季度末", "全年", "今天"]


def quarter_end(year: int, quarter: int) -> date:
    """Return the last day of a quarter."""
    return date(year, *QUARTER_ENDS[quarter])


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def quarter_of(day: date) -> int:
    """Return the calendar quarter, 1 to 4."""
    return (day.month + 2) // 3


def preset_day(preset: str, year: int, today: date) -> date:
    """Return the date of a preset in a plan's year."""
    if preset == "今天":
        return today
    return quarter_end(year, PRESETS.index(preset) + 1)


def preset_of(day: date, year: int, today: date) -> str | None:
    """Return the preset whose date is `day`, or None; quarter ends take precedence over 'today'."""
    return next((name for name in PRESETS if preset_day(name, year, today) == day), None)


def default_day(year: int, today: date, last_reported_on: date | None) -> date:
    """Return today within the year, else the newest report date or today, clamped to it."""
    if today.year == year:
        return today
    newest = last_reported_on or today
    return min(max(newest, date(year, 1, 1)), date(year, 12, 31))


def day_before_quarter(day: date) -> date:
    """Return the last day of the quarter before the quarter of `day`."""
    return date(day.year, 3 * quarter_of(day) - 2, 1) - timedelta(days=1)


def moments_of(as_of: date, year: int) -> list[date]:
    """Return every day whose task states a page needs: its own and the quarter ends before it."""
    before = day_before_quarter(as_of)
    ends = [quarter_end(year, quarter) for quarter in QUARTER_ENDS]
    return sorted({as_of, before, *(end for end in ends if end < as_of)})
