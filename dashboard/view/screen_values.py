"""The values that the words of a screen may have: what they are, and how a link's are checked."""

import re
from collections.abc import Callable, Container
from typing import Final

from dashboard.core.dimensions import DIMENSIONS
from dashboard.core.measures import MEASURES
from dashboard.view.steps import parse_step
from dashboard.view.table_columns import SCREEN_TABLES
from dashboard.view.url_words import Parse, checked_text, parse_day

PICTURES: Final = {
    "bars": "条形",
    "stacked": "堆叠",
    "line": "折线",
    "heat": "热力",
    "tree": "树图",
    "none": "只看表",
}
"""How free analysis may draw a table."""

COMPARE_WORDS: Final = {"quarter": "上季度末", "average": "全体平均"}
"""References of a comparison, beside a day and the same day of another plan's year."""

KnownValues = Callable[[str], Container[str]]
"""The values of a kind ('office', 'theme', 'item', 'task') that a plan has; ids as URL text."""

_DRILLS: Final = ("office", "theme", "item", "task", "state", "quarter")
"""The kinds of drill-down from a slide, beside a number."""

_MOST_DRILLS: Final = 5

SLIDE_KEY: Final = re.compile(r"[a-z_]{1,30}(-[0-9]{1,4})?(\.[0-9]{1,3})?")
"""A slide's key in its agenda; .2 is the second of the offices that it portrays."""

_MOST_LETTERS: Final = 200
"""The most characters of a name in a link; titles of items are shorter."""


def known_id(kind: str) -> Parse:
    """Return a parser of an id that the plan has."""
    return lambda value, known: int(checked_text(known(kind).__contains__)(value, known))


def known_office(value: str, known: KnownValues) -> str:
    """Return the name of an office that the plan has."""
    return _checked(value, value in known("office"))


def _checked(value: str, is_good: bool) -> str:
    if not is_good:
        raise ValueError(value)
    return value


def is_sort(value: str) -> bool:
    """Whether a table has the column that a link sorts it by."""
    table, _, column = value.partition(":")
    return table in SCREEN_TABLES and column.removeprefix("-") in SCREEN_TABLES[table].columns


def known_step(value: str, known: KnownValues) -> str:
    """Return one drill-down step from a slide if its target exists."""
    step = parse_step(value)
    if step.kind == "number":
        measure, cells = step.number
        is_good = measure in MEASURES and all(map(is_cell, cells))
    else:
        is_good = step.kind in _DRILLS and step.value in known(step.kind)
    return _checked(value, is_good)


def first_steps(values: list[str]) -> tuple[str, ...]:
    """Return as many steps down from a slide as a link may have."""
    return tuple(values[:_MOST_DRILLS])


def first_parts(values: list[int]) -> tuple[int, ...]:
    """Return as many screens: one of the slide, and one of each step."""
    return tuple(values[: _MOST_DRILLS + 1])


def is_cell(value: str) -> bool:
    """Whether a link narrows a number to a name of a dimension."""
    dimension, _, name = value.partition(":")
    return dimension in DIMENSIONS and 0 < len(name) <= _MOST_LETTERS


def is_order(value: str) -> bool:
    """Whether a link orders rows by their names, their totals or a column."""
    by, _, name = value.removeprefix("-").partition(":")
    return by in ("label", "total") or (by == "column" and len(name) <= _MOST_LETTERS)


def parse_comparison(value: str, known: KnownValues) -> str:
    """Return the reference of a comparison; a day in ISO format."""
    if value in COMPARE_WORDS or value in known("year"):
        return value
    return parse_day(value).isoformat()
