"""The reader's view: one frozen value, formatted as SQL parameters and as a URL, and parsed.

Each field carries its word, from which follow the URL, the list to choose from, the search box and
the option of the command line. Its condition is a line in queries/macros/4_selection.sql.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any, Final

from dashboard.core.clean_text import clean_text
from dashboard.core.clock import by_bureau
from dashboard.core.labels import BASES, QUARTERS, STATE_LABELS, TARGETS, UPDATES, state_words
from dashboard.view import url_words
from dashboard.view.url_words import Parse, checked_text, parse_code, unique, word, words_of

MOST_SEARCH: Final = 100


@dataclass(frozen=True)
class Choices:
    """What a plan offers to filter by, and its default day."""

    year: int
    default_day: date
    years: tuple[int, ...]
    offices: tuple[str, ...]
    themes: tuple[str, ...]
    leaders: tuple[str, ...]
    items: tuple[str, ...] = ()

    def of(self, name: str) -> tuple[Any, ...]:
        """Return what a list can be filtered by: its codes, or what the plan has."""
        values: tuple[Any, ...] = tuple(CODES.get(name, ())) or getattr(self, name)
        return values


def _the_year(value: str, offered: Choices) -> int:
    if value != str(offered.year):
        raise ValueError(value)
    return offered.year


def _one_of(name: str) -> Parse:
    """Return a parser of what a plan offers in a field of Choices."""
    return lambda value, offered: checked_text(getattr(offered, name).__contains__)(value, offered)


def _moment(value: str, _offered: Choices) -> datetime:
    return by_bureau(datetime.fromisoformat(value))


def _of_plan(name: str, label: str, filled: str, **more: Any) -> dict[str, Any]:
    """Return the metadata of a list whose values a plan offers, in the same field of Choices."""
    return word(name, label, _one_of(filled), collect=unique, **more)


def _of_codes(
    name: str, label: str, codes: Mapping[Any, str], show: Callable[[Any], str] | None = None
) -> dict[str, Any]:
    """Return the metadata of a list whose values are codes, shown by their labels or otherwise."""
    shown = show or codes.__getitem__
    return word(name, label, parse_code(codes), collect=unique, codes=codes, show=shown)


@dataclass(frozen=True)
class Filters:
    """One view of one plan; an empty tuple or text means all."""

    year: int = field(metadata=word("year", "年度", _the_year))
    as_of: date = field(metadata=word("as_of", "截至", url_words.parse_day))
    known_at: datetime | None = field(
        default=None, metadata=word("known_at", "定格", _moment, format=datetime.isoformat)
    )
    basis: str = field(
        default="lead", metadata=word("basis", "口径", parse_code(BASES), codes=BASES)
    )
    offices: tuple[str, ...] = field(default=(), metadata=_of_plan("office", "股室", "offices"))
    themes: tuple[str, ...] = field(default=(), metadata=_of_plan("theme", "主题", "themes"))
    quarters: tuple[int, ...] = field(
        default=(), metadata=_of_codes("quarter", "到期季度", QUARTERS)
    )
    states: tuple[str, ...] = field(
        default=(), metadata=_of_codes("state", "状态", STATE_LABELS, state_words)
    )
    leaders: tuple[str, ...] = field(default=(), metadata=_of_plan("leader", "分管领导", "leaders"))
    items: tuple[str, ...] = field(
        default=(), metadata=_of_plan("items", "事项", "items", singular="item")
    )
    updates: tuple[str, ...] = field(default=(), metadata=_of_codes("update", "更新情况", UPDATES))
    targets: tuple[str, ...] = field(default=(), metadata=_of_codes("target", "量化目标", TARGETS))
    search: str = field(
        default="",
        metadata=word("search", "搜索", lambda value, _: clean_text(value).strip()[:MOST_SEARCH]),
    )

    def parameters(self) -> dict[str, Any]:
        """Return the one parameter that a question about a view takes: $view, a struct."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        lists = {name: list(value) for name, value in values.items() if isinstance(value, tuple)}
        return {"view": values | lists}

    @property
    def narrowed(self) -> bool:
        """Whether anything beyond the year, the day and the basis is filtered."""
        return bool(self.search or any(getattr(self, name) for name in LIST_FIELDS.values()))

    def cleared(self) -> "Filters":
        """Return the same plan, day and basis with nothing filtered."""
        return Filters(self.year, self.as_of, self.known_at, self.basis)

    def known_to(self, plan: Choices) -> "Filters":
        """Return the view with only those values in its lists that a plan offers."""
        known: dict[str, Any] = {
            name: tuple(value for value in getattr(self, name) if value in plan.of(name))
            for name in LIST_FIELDS.values()
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


VIEW_WORDS: Final = words_of(Filters)
"""The words of a view by their names in the URL."""

LABELS: Final = {each.field: each.label for each in VIEW_WORDS.values()}
"""What each field is called on the screen."""

_LISTS: Final = [each for each in VIEW_WORDS.values() if each.collect]

LIST_FIELDS: Final = {each.name: each.field for each in _LISTS}
"""The words of the lists, and their fields."""

CODES: Final = {each.field: each.codes for each in _LISTS if each.codes}
"""The codes and labels of each list that is the same for every plan."""

OF_PLAN: Final = {each.option: each.field for each in _LISTS if not each.codes}
"""The kinds of names that a plan offers (queries/choices.sql), and the lists that they fill."""

_SHOW: Final = {each.field: each.show for each in VIEW_WORDS.values()}


def value_words(name: str, value: Any) -> str:
    """Return how a value of a list is shown."""
    return _SHOW[name](value)


def to_query(filters: Filters) -> dict[str, list[str]]:
    """Return the URL's words for a view; year and day always, so that a link stays what it was."""
    return url_words.to_query(filters, VIEW_WORDS)


def from_query(query: Mapping[str, Sequence[str]], choices: Choices) -> tuple[Filters, list[str]]:
    """Return the view of a URL, and the conditions in it that are invalid here."""
    changes, dropped = url_words.from_query(query, VIEW_WORDS, choices)
    return replace(Filters(choices.year, choices.default_day), **changes), dropped


def year_of_query(query: Mapping[str, Sequence[str]], years: Sequence[int]) -> int:
    """Return the year that a URL names if there is a plan for it, else the newest."""
    named = {str(year): year for year in years}
    return next((named[value] for value in query.get("year", ()) if value in named), max(years))
