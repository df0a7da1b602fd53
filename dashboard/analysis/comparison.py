"""What a view is compared with: the same question asked of another day, another plan or all."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from dashboard.analysis.crosstab_query import Against
from dashboard.core import measures
from dashboard.core.periods import day_before_quarter
from dashboard.view.filters import LABELS, LIST_FIELDS, Choices, Filters, value_words

Plans = Callable[[int], Choices | None]
"""What the plan of a year offers to filter by; None when there is no such plan."""

_LEAP_DAY: Final = (2, 29)


@dataclass(frozen=True)
class Reference:
    """What a view is compared with; `filters` is None when there is nothing to compare with."""

    words: str
    """Such as 上季度末(2023-09-30)."""
    brief: str
    """The same in few letters, such as 09-30."""
    filters: Filters | None
    against: Against = "cell"
    note: str = ""
    """Why there is nothing, or what of the filters the reference leaves out."""

    @property
    def words_of_change(self) -> tuple[str, str]:
        """What a rate did since, or how it compares with that of the whole."""
        return measures.OF_WHOLE if self.against == "total" else measures.OVER_TIME


def reference(filters: Filters, compare: str, plans: Plans) -> Reference | None:
    """Return what the switch `compare` (a word of the URL) sets beside a view; None: nothing."""
    match compare:
        case "":
            return None
        case "quarter":
            return _last_quarter(filters, plans)
        case "average":
            return Reference("全体平均", "全体", filters.cleared(), "total")
        case _ if compare.isdigit():
            return _same_day(filters, int(compare), plans)
        case _:
            day = date.fromisoformat(compare)
            return Reference(compare, short(day, filters), replace(filters, as_of=day))


def usual(filters: Filters) -> Reference | None:
    """Return the last quarter's end of the same plan; None in the plan's first quarter."""
    found = _last_quarter(filters, lambda _year: None)
    return None if found.filters is None else found


def _last_quarter(filters: Filters, plans: Plans) -> Reference:
    """Return the end of the quarter before; before the plan's year, that of the plan before."""
    day = day_before_quarter(filters.as_of)
    words, brief = f"上季度末({day})", short(day, filters)
    if day.year >= filters.year:
        return Reference(words, brief, replace(filters, as_of=day))
    return _in_plan(filters, day.year, day, plans, (words, brief))


def _same_day(filters: Filters, year: int, plans: Plans) -> Reference:
    """Return the same day in the course of another year's plan; 28 February for the 29th."""
    day = filters.as_of
    of_year = year + day.year - filters.year
    day = day.replace(year=of_year, day=28 if (day.month, day.day) == _LEAP_DAY else day.day)
    return _in_plan(filters, year, day, plans, (f"{year} 年同期({day})", str(day)))


def _in_plan(
    filters: Filters, year: int, day: date, plans: Plans, words: tuple[str, str]
) -> Reference:
    """Return the view of another plan, with those filters that it knows.

    A list of which it knows nothing cannot be asked there: without it, it would mean all.
    """
    plan = plans(year)
    if plan is None:
        return Reference(*words, None, note=f"没有 {year} 年的工作要点")
    view = replace(filters.known_to(plan), year=year, as_of=day)
    lost = [
        name for name in LIST_FIELDS.values() if getattr(filters, name) and not getattr(view, name)
    ]
    unknown = [
        f"{LABELS[name]}“{value_words(name, value)}”"
        for name in LIST_FIELDS.values()
        for value in getattr(filters, name)
        if value not in getattr(view, name)
    ]
    note = f"{year} 年没有{'、'.join(unknown)}" if unknown else ""
    return Reference(*words, None if lost else view, note=note)


def short(day: date, filters: Filters) -> str:
    """Return a day in few letters, without the year if it is the plan's."""
    return f"{day:%m-%d}" if day.year == filters.year else str(day)
