"""The state of the screen beside the filters: one frozen value, formatted as a URL and parsed.

Each field carries its word of the URL and the pages that write it.
"""

import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from dashboard.core.dimensions import DIMENSIONS
from dashboard.core.labels import QUARTERS
from dashboard.core.measures import MEASURES, OFFERED
from dashboard.view import url_words
from dashboard.view.pages import PAGES, WITH_VIEW, page_at
from dashboard.view.steps import parse_step
from dashboard.view.table_columns import SCREEN_TABLES
from dashboard.view.url_words import (
    Parse,
    checked_text,
    last_of_each,
    parse_day,
    whole_number,
    word,
    words_of,
)

SCALES: Final = {"standard": 1.0, "large": 1.2, "huge": 1.4}
"""The factor by which text is enlarged."""

_DRILLS: Final = ("office", "theme", "item", "task", "state", "quarter")
"""The kinds of drill-down from a slide, beside a number."""
_MOST_DRILLS: Final = 5
_SLIDE: Final = re.compile(r"[a-z_]{1,30}(-[0-9]{1,4})?(\.[0-9]{1,3})?")
"""A slide's key in its agenda; .2 is the second of the offices that it portrays."""

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

_MOST_LETTERS: Final = 200
"""The most characters of a name in a link; titles of items are shorter."""

KnownValues = Callable[[str], Container[str]]
"""The values of a kind ('office', 'theme', 'item', 'task') that a plan has; ids as URL text."""


def _id_of(kind: str) -> Parse:
    """Return a parser of an id that the plan has."""
    return lambda value, known: int(checked_text(known(kind).__contains__)(value, known))


def _office(value: str, known: KnownValues) -> str:
    return _checked(value, value in known("office"))


def _checked(value: str, is_good: bool) -> str:
    if not is_good:
        raise ValueError(value)
    return value


def _is_sort(value: str) -> bool:
    """Whether a table has the column that a link sorts it by."""
    table, _, column = value.partition(":")
    return table in SCREEN_TABLES and column.removeprefix("-") in SCREEN_TABLES[table].columns


def _step(value: str, known: KnownValues) -> str:
    """Return one drill-down step from a slide if its target exists."""
    step = parse_step(value)
    if step.kind == "number":
        measure, cells = step.number
        is_good = measure in MEASURES and all(map(_is_cell, cells))
    else:
        is_good = step.kind in _DRILLS and step.value in known(step.kind)
    return _checked(value, is_good)


def _first_steps(values: list[str]) -> tuple[str, ...]:
    return tuple(values[:_MOST_DRILLS])


def _first_parts(values: list[int]) -> tuple[int, ...]:
    return tuple(values[: _MOST_DRILLS + 1])  # the slide has a part, too


def _is_cell(value: str) -> bool:
    """Whether a link narrows a number to a name of a dimension."""
    dimension, _, name = value.partition(":")
    return dimension in DIMENSIONS and 0 < len(name) <= _MOST_LETTERS


def _is_order(value: str) -> bool:
    """Whether a link orders rows by their names, their totals or a column."""
    by, _, name = value.removeprefix("-").partition(":")
    return by in ("label", "total") or (by == "column" and len(name) <= _MOST_LETTERS)


def _comparison(value: str, known: KnownValues) -> str:
    """Return the reference of a comparison; a day in ISO format."""
    if value in COMPARE_WORDS or value in known("year"):
        return value
    return parse_day(value).isoformat()


_DECK, _ANALYSIS = ("meeting",), ("analysis",)


@dataclass(frozen=True)
class Screen:
    """What a link must carry beside the filters; None and empty mean the page's own choice."""

    task: int | None = field(
        default=None,
        metadata=word("task", "措施", _id_of("task"), pages=WITH_VIEW, is_of_plan=True),
    )
    item: int | None = field(
        default=None,
        metadata=word("item", "事项", _id_of("item"), pages=("themes",), is_of_plan=True),
    )
    profile: str = field(
        default="",
        metadata=word("profile", "股室画像", _office, pages=("offices",), is_of_plan=True),
    )
    quarter_shown: int | None = field(
        default=None,
        metadata=word(
            "quarter_shown",
            "查看季度",
            whole_number(min(QUARTERS), max(QUARTERS)),
            pages=("quarters",),
        ),
    )
    sorts: tuple[str, ...] = field(
        default=(), metadata=word("sort", "排序", checked_text(_is_sort), collect=last_of_each)
    )
    scale: str = field(
        default="standard", metadata=word("scale", "字号", checked_text(SCALES.__contains__))
    )
    agenda: int | None = field(
        default=None, metadata=word("agenda", "议程", _id_of("agenda"), pages=_DECK)
    )
    meeting: int | None = field(
        default=None,
        metadata=word(
            "meeting", "会议", _id_of("meeting"), pages=("meeting", "meetings"), is_of_plan=True
        ),
    )
    since: date | None = field(
        default=None, metadata=word("since", "对比日期", parse_day, pages=_DECK, is_of_plan=True)
    )
    slide: str = field(
        default="", metadata=word("slide", "页", checked_text(_SLIDE.fullmatch), pages=_DECK)
    )
    parts: tuple[int, ...] = field(
        default=(),
        metadata=word(
            "part", "屏", whole_number(1, 999), collect=_first_parts, pages=_DECK, is_of_plan=True
        ),
    )
    """Which screen of the slide, and of each step down from it; empty: the first of each."""
    drill: tuple[str, ...] = field(
        default=(),
        metadata=word("drill", "下钻", _step, collect=_first_steps, pages=_DECK, is_of_plan=True),
    )
    seconds: int | None = field(
        default=None, metadata=word("seconds", "轮播", whole_number(5, 3600), pages=_DECK)
    )
    refresh: int | None = field(
        default=None, metadata=word("refresh", "刷新", whole_number(10, 3600), pages=_DECK)
    )
    look: str = field(
        default="",
        metadata=word("look", "深浅", checked_text(("light", "dark").__contains__), pages=_DECK),
    )
    rows: str = field(
        default="office",
        metadata=word("rows", "行", checked_text(DIMENSIONS.__contains__), pages=_ANALYSIS),
    )
    columns: str = field(
        default="",
        metadata=word("columns", "列", checked_text(DIMENSIONS.__contains__), pages=_ANALYSIS),
    )
    measure: str = field(
        default="completion_rate",
        metadata=word("measure", "指标", checked_text(OFFERED.__contains__), pages=_ANALYSIS),
    )
    picture: str = field(
        default="",
        metadata=word("picture", "图形", checked_text(PICTURES.__contains__), pages=_ANALYSIS),
    )
    top: int | None = field(
        default=None, metadata=word("top", "前几行", whole_number(1, 1000), pages=_ANALYSIS)
    )
    order: str = field(
        default="",
        metadata=word("order", "次序", checked_text(_is_order), pages=_ANALYSIS, is_of_plan=True),
    )
    share: int | None = field(
        default=None, metadata=word("share", "占比", whole_number(1, 1), pages=_ANALYSIS)
    )
    compare: str = field(
        default="",
        metadata=word("compare", "对比", _comparison, pages=WITH_VIEW, is_of_plan=True),
    )
    explain: str = field(
        default="",
        metadata=word(
            "explain",
            "数从哪来",
            checked_text(MEASURES.__contains__),
            pages=WITH_VIEW,
            is_of_plan=True,
        ),
    )
    cells: tuple[str, ...] = field(
        default=(),
        metadata=word(
            "cell",
            "单元格",
            checked_text(_is_cell),
            collect=last_of_each,
            pages=WITH_VIEW,
            is_of_plan=True,
        ),
    )
    """What the explained number is about: a dimension and a name each."""

    def sort_of(self, table: str) -> tuple[str, bool] | None:
        """Return the column that orders a table and whether from the greatest down."""
        for sort in self.sorts:
            name, _, column = sort.partition(":")
            if name == table:
                return column.removeprefix("-"), column.startswith("-")
        return None

    def sorted_by(self, table: str, column: str) -> "Screen":
        """Return the screen after a click on a column's head: up, down, then as it was."""
        rest = tuple(sort for sort in self.sorts if not sort.startswith(f"{table}:"))
        match self.sort_of(table):
            case (same, False) if same == column:
                return replace(self, sorts=(*rest, f"{table}:-{column}"))
            case (same, True) if same == column:
                return replace(self, sorts=rest)
        return replace(self, sorts=(*rest, f"{table}:{column}"))

    def asked_about(self, measure: str, cells: tuple[str, ...]) -> "Screen":
        """Return the screen with a number explained, and compared with nothing."""
        return replace(self, compare="", explain=measure, cells=cells)

    def of_another_plan(self) -> "Screen":
        """Return the screen without what belongs to one plan alone."""
        usual = Screen(compare=self.compare if self.compare in COMPARE_WORDS else "")
        changes = {
            each.field: getattr(usual, each.field)
            for each in SCREEN_WORDS.values()
            if each.is_of_plan
        }
        return replace(self, **changes)


SCREEN_WORDS: Final = words_of(Screen)
"""The words of a screen by their names in the URL."""

PAGE_WORDS: Final = {
    page.address: tuple(name for name, each in SCREEN_WORDS.items() if page.address in each.pages)
    for page in PAGES
}
"""The words that each page writes, by its address."""


def to_query(screen: Screen, page: str | None = None) -> dict[str, list[str]]:
    """Return the URL's words for what is not as usual: those of a page, or all of them."""
    query = url_words.to_query(screen, SCREEN_WORDS)
    if page is None:
        return query
    query = {name: query[name] for name in PAGE_WORDS.get(page, ()) if name in query}
    if "sort" in query:
        query["sort"] = [sort for sort in query["sort"] if _is_table_of(page, sort)]
    return {name: texts for name, texts in query.items() if texts}


def _is_table_of(page: str, sort: str) -> bool:
    return sort.partition(":")[0] in page_at(page).tables


def from_query(query: Mapping[str, Sequence[str]], known: KnownValues) -> tuple[Screen, list[str]]:
    """Return the screen that a URL asks for, and the values in it that mean nothing here."""
    changes, dropped = url_words.from_query(query, SCREEN_WORDS, known)
    return Screen(**changes), dropped
