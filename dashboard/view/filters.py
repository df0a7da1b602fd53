"""What the reader is looking at: one frozen value, to SQL parameters, to the URL and back.

The URL's words (each optional; a list repeats its word):

| word       | value                         | means                                          |
| ---------- | ----------------------------- | ---------------------------------------------- |
| `year`     | 2023                          | the plan                                       |
| `as_of`    | 2023-09-30                    | 数据截至; absent: the default day of the plan   |
| `known_at` | 2023-10-08T09:00:00           | only what was recorded by then; absent: all    |
| `basis`    | lead, any                     | 口径; absent: lead                              |
| `office`   | 基础教育股                    | an office's name                               |
| `theme`    | 党建                          | a theme's short name                           |
| `quarter`  | 1 … 4                         | the quarter of the due date                    |
| `state`    | behind                        | a state's code                                 |
| `leader`   | 周明远                        | 分管领导                                       |
| `items`    | 党建 1.                       | an item: its theme's short name and its number |
| `search`   | 家庭教育 jtjy                 | words or pinyin initials, each of them found   |
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, Final

from dashboard.core.clock import by_bureau
from dashboard.core.labels import BASES, QUARTERS, STATES

LISTS: Final = {
    "office": "offices",
    "theme": "themes",
    "quarter": "quarters",
    "state": "states",
    "leader": "leaders",
    "items": "items",
}
"""The URL's word of each list and the field (and SQL parameter) that it fills."""

MOST_SEARCH: Final = 100


@dataclass(frozen=True)
class Choices:
    """What a plan offers to filter by, and the day its pages stand on when none is asked for."""

    year: int
    default_day: date
    years: tuple[int, ...]
    offices: tuple[str, ...]
    themes: tuple[str, ...]
    leaders: tuple[str, ...]
    items: tuple[str, ...] = ()
    quarters: tuple[int, ...] = tuple(QUARTERS)
    states: tuple[str, ...] = tuple(STATES)


@dataclass(frozen=True)
class Filters:
    """One view of one plan; an empty tuple or text means all."""

    year: int
    as_of: date
    known_at: datetime | None = None
    basis: str = "lead"
    offices: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    quarters: tuple[int, ...] = ()
    states: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    search: str = ""

    def parameters(self) -> dict[str, Any]:
        """Return the values by the names that the questions use."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in values.items()
        }

    @property
    def narrowed(self) -> bool:
        """Whether anything beyond the year, the day and the basis is filtered."""
        return bool(self.search or any(getattr(self, name) for name in LISTS.values()))

    def cleared(self) -> "Filters":
        """Return the same plan, day and basis with nothing filtered."""
        return Filters(self.year, self.as_of, self.known_at, self.basis)

    def known_to(self, plan: Choices) -> "Filters":
        """Return the view with only those values in its lists that a plan offers."""
        known: dict[str, Any] = {
            name: tuple(value for value in getattr(self, name) if value in getattr(plan, name))
            for name in LISTS.values()
        }
        return replace(self, **known)

    def toggled_cell(self, office: str, theme: str) -> "Filters":
        """Return the view with only an office and a theme, or with neither if that it was."""
        is_chosen = (self.offices, self.themes) == ((office,), (theme,))
        offices, themes = ((), ()) if is_chosen else ((office,), (theme,))
        return replace(self, offices=offices, themes=themes)

    def toggled(self, name: str, value: Any) -> "Filters":
        """Return the view with only `value` in a list, or with the list empty if that it was."""
        changes: dict[str, Any] = {name: () if getattr(self, name) == (value,) else (value,)}
        return replace(self, **changes)


def to_query(filters: Filters) -> dict[str, list[str]]:
    """Return the URL's words for a view; year and day always, so that a link stays what it was."""
    query = {"year": [str(filters.year)], "as_of": [filters.as_of.isoformat()]}
    if filters.known_at is not None:
        query["known_at"] = [filters.known_at.isoformat()]
    if filters.basis != "lead":
        query["basis"] = [filters.basis]
    for word, name in LISTS.items():
        if values := getattr(filters, name):
            query[word] = [str(value) for value in values]
    if filters.search:
        query["search"] = [filters.search]
    return query


def from_query(query: Mapping[str, Sequence[str]], choices: Choices) -> tuple[Filters, list[str]]:
    """Return the view that a URL asks for, and the words in it that mean nothing here."""
    filters, dropped = Filters(choices.year, choices.default_day), list[str]()
    for word, values in query.items():
        try:
            filters = with_word(
                filters, word, [value for value in values if value], choices, dropped
            )
        except (ValueError, OverflowError):  # a moment at the edge of the calendar has no zone
            dropped.extend(f"{word}={value}" for value in values)
    return filters, dropped


def with_word(
    filters: Filters, word: str, values: list[str], choices: Choices, dropped: list[str]
) -> Filters:
    """Return the view with one word of the URL taken in; what it cannot take is dropped."""
    if word in LISTS:
        known = {str(value): value for value in getattr(choices, LISTS[word])}
        dropped.extend(f"{word}={value}" for value in values if value not in known)
        kept = dict.fromkeys(known[value] for value in values if value in known)
        changes: dict[str, Any] = {LISTS[word]: tuple(kept)}
        return replace(filters, **changes)
    if not values:
        return filters
    value = values[-1]
    match word:
        case "as_of":
            return replace(filters, as_of=within(date.fromisoformat(value)))
        case "known_at":
            return replace(filters, known_at=by_bureau(datetime.fromisoformat(value)))
        case "search":
            return replace(filters, search=value.strip()[:MOST_SEARCH])
        case "basis" if value in BASES:
            return replace(filters, basis=value)
        case "year" if value == str(choices.year):
            return filters
    raise ValueError(word)


def within(day: date) -> date:
    """Return a day that the calendar on the screen can show; others are refused."""
    if not date(1949, 1, 1) <= day <= date(2999, 12, 31):
        raise ValueError(day)
    return day


def asked_year(query: Mapping[str, Sequence[str]], years: Sequence[int]) -> int:
    """Return the year that a URL names if there is a plan for it, else the newest."""
    named = {str(year): year for year in years}
    return next((named[value] for value in query.get("year", ()) if value in named), max(years))
