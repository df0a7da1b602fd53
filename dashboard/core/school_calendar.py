"""The school calendar of a bureau (校历): the days on which terms, holidays and exams begin."""

from datetime import date
from typing import Final, Literal, get_args

Event = Literal["winter_holiday", "spring_term", "junior_exam", "summer_holiday", "autumn_term"]

EVENTS: Final[tuple[Event, ...]] = get_args(Event)

EVENT_WORDS: Final[dict[Event, str]] = {
    "winter_holiday": "寒假开始",
    "spring_term": "春季开学",
    "junior_exam": "中考",
    "summer_holiday": "暑假开始",
    "autumn_term": "秋季开学",
}

CalendarDays = tuple[tuple[Event, date], ...]
"""Which event begins on which day; an event once in a calendar year."""
