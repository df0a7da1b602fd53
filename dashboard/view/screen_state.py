"""What is on the screen beside the filters: one frozen value, to the URL and back.

The URL's words (each optional; a list repeats its word; a page writes only its own):

| word            | value                    | pages        | means                            |
| --------------- | ------------------------ | ------------ | -------------------------------- |
| `task`          | 1001                     | with tasks   | the task whose card is open      |
| `item`          | 101                      | themes       | the item whose tasks are listed  |
| `profile`       | 基础教育股               | offices      | the office of 股室画像           |
| `quarter_shown` | 1 … 4                    | quarters     | 查看季度                         |
| `sort`          | tasks:gap, tasks:-gap    | with tables  | a table's order; - is downwards  |
| `scale`         | standard, large, huge    | all          | 字号; absent: standard           |
| `agenda`        | 3                        | meeting      | absent: the standard agenda      |
| `meeting`       | 2                        | meeting(s)   | the meeting                      |
| `since`         | 2023-06-30               | meeting      | compared with this day           |
| `slide`         | offices, profile-2       | meeting      | the slide on the screen          |
| `part`          | 2                        | meeting      | its screen; then of each `drill` |
| `drill`         | office:教研室, task:1001 | meeting      | the way down from the slide      |
|                 | number:explain=gap       | meeting      | and what is behind a number there |
| `seconds`       | 5 … 3600                 | meeting      | rotation: seconds a slide        |
| `refresh`       | 10 … 3600                | meeting      | seconds between looks for data   |
| `look`          | light, dark              | meeting      | as switched to in the meeting    |
| `rows`          | office                   | analysis     | 行: a dimension; absent: office   |
| `columns`       | state                    | analysis     | 列: a dimension; absent: none     |
| `measure`       | completion_rate          | analysis     | 指标; absent: completion_rate     |
| `picture`       | bars, stacked, line, ... | analysis     | 图形; absent: what suits          |
| `top`           | 5                        | analysis     | only the first rows              |
| `order`         | -total, total, -column:x | analysis     | the rows' order; - is downwards  |
| `share`         | 1                        | analysis     | with shares of the total         |
| `compare`       | quarter, average, 2022   | with figures | 对比; or a day                    |
| `explain`       | completion_rate          | with figures | 数从哪来: the measure              |
| `cell`          | office:基础教育股        | with figures | and which tasks it is about      |
"""

import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from urllib.parse import parse_qs

from dashboard.core.dimensions import DIMENSIONS
from dashboard.core.labels import QUARTERS
from dashboard.core.measures import MEASURES, OFFERED
from dashboard.view.filters import within
from dashboard.view.table_columns import TABLES

SCALES: Final = {"standard": 1.0, "large": 1.2, "huge": 1.4}
"""How many times the usual size text has."""

DRILLS: Final = ("office", "theme", "item", "task", "state", "quarter")
"""What a slide leads down to, beside a number."""
MOST_DRILLS: Final = 5
SLIDE: Final = re.compile(r"[a-z_]{1,30}(-[0-9]{1,4})?(\.[0-9]{1,3})?")
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
"""What is compared with, beside a day and the same day of another plan's year."""

MOST_LETTERS: Final = 200
"""Of a name in a link: the longest title of an item has less."""

Known = Callable[[str], Container[str]]
"""What a plan knows of a kind: 'office', 'theme', 'item' or 'task'; ids as a URL has them."""


@dataclass(frozen=True)
class Screen:
    """What a link must carry beside the filters; None and empty mean the page's own choice."""

    task: int | None = None
    item: int | None = None
    profile: str = ""
    quarter_shown: int | None = None
    sorts: tuple[str, ...] = ()
    scale: str = "standard"
    agenda: int | None = None
    meeting: int | None = None
    since: date | None = None
    slide: str = ""
    parts: tuple[int, ...] = ()
    """Which screen of the slide, and of each step down from it; empty: the first of each."""
    drill: tuple[str, ...] = ()
    seconds: int | None = None
    refresh: int | None = None
    look: str = ""
    rows: str = "office"
    columns: str = ""
    measure: str = "completion_rate"
    picture: str = ""
    top: int | None = None
    order: str = ""
    share: int | None = None
    compare: str = ""
    explain: str = ""
    cells: tuple[str, ...] = ()
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
        return replace(
            self,
            task=None,
            item=None,
            profile="",
            meeting=None,
            since=None,
            parts=(),
            drill=(),
            order="",
            compare=self.compare if self.compare in COMPARE_WORDS else "",
            explain="",
            cells=(),
        )


MOST_DIGITS: Final = 10


def number(least: int, most: int = 2**31 - 1) -> Callable[[str], int]:
    """Return a reader of whole numbers between two bounds."""

    def read(value: str) -> int:
        is_number = value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS
        if not (is_number and least <= int(value) <= most):
            raise ValueError(value)
        return int(value)

    return read


def text(is_good: Callable[[str], object]) -> Callable[[str], str]:
    """Return a reader of texts that pass a test."""

    def read(value: str) -> str:
        if not is_good(value):
            raise ValueError(value)
        return value

    return read


def is_sort(value: str) -> bool:
    """Whether a table has the column that a link sorts it by."""
    table, _, column = value.partition(":")
    return table in TABLES and column.removeprefix("-") in TABLES[table].columns


def is_step(value: str, known: Known) -> bool:
    """Whether one step of the way down from a slide leads to something."""
    kind, _, name = value.partition(":")
    if kind == "number":
        measure, cells = number_asked(value)
        return measure in MEASURES and all(map(is_cell, cells))
    return kind in DRILLS and name in known(kind)


def number_asked(step: str) -> tuple[str, tuple[str, ...]]:
    """Return which number a step explains, by the words that a page's link has for it."""
    words = parse_qs(step.partition(":")[2])
    return words.get("explain", [""])[-1], several("cell", words.get("cell", []))


def is_cell(value: str) -> bool:
    """Whether a link narrows a number to a name of a dimension."""
    dimension, _, name = value.partition(":")
    return dimension in DIMENSIONS and 0 < len(name) <= MOST_LETTERS


def is_order(value: str) -> bool:
    """Whether a link orders rows by their names, their totals or a column."""
    by, _, name = value.removeprefix("-").partition(":")
    return by in ("label", "total") or (by == "column" and len(name) <= MOST_LETTERS)


def comparison(known: Known) -> Callable[[str], str]:
    """Return a reader of what is compared with; a day comes back as it is written."""

    def read(value: str) -> str:
        if value in COMPARE_WORDS or value in known("year"):
            return value
        return within(date.fromisoformat(value)).isoformat()

    return read


def readers(known: Known) -> dict[str, Callable[[str], Any]]:
    """Return how each word of the URL is read; a ValueError says that it means nothing here."""
    return {
        "task": lambda value: int(text(lambda task: task in known("task"))(value)),
        "item": lambda value: int(text(lambda item: item in known("item"))(value)),
        "profile": text(lambda office: office in known("office")),
        "quarter_shown": number(min(QUARTERS), max(QUARTERS)),
        "sort": text(is_sort),
        "scale": text(SCALES.__contains__),
        "agenda": lambda value: int(text(lambda agenda: agenda in known("agenda"))(value)),
        "meeting": lambda value: int(text(lambda meeting: meeting in known("meeting"))(value)),
        "since": lambda value: within(date.fromisoformat(value)),
        "slide": text(SLIDE.fullmatch),
        "part": number(1, 999),
        "drill": text(lambda step: is_step(step, known)),
        "seconds": number(5, 3600),
        "refresh": number(10, 3600),
        "look": text(("light", "dark").__contains__),
        "rows": text(DIMENSIONS.__contains__),
        "columns": text(DIMENSIONS.__contains__),
        "measure": text(OFFERED.__contains__),
        "picture": text(PICTURES.__contains__),
        "top": number(1, 1000),
        "order": text(is_order),
        "share": number(1, 1),
        "compare": comparison(known),
        "explain": text(MEASURES.__contains__),
        "cell": text(is_cell),
    }


WORDS: Final = tuple(readers(lambda _: ()))
"""Every word that a screen has in the URL."""

LISTS: Final = {"sort": "sorts", "part": "parts", "drill": "drill", "cell": "cells"}
"""The words that may repeat, and their fields; any other word fills the field of its name."""

FIGURES: Final = ("compare", "explain", "cell")
"""The words of every page with figures."""

PAGE_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "": ("task", *FIGURES),
    "offices": ("profile", "task", *FIGURES),
    "themes": ("item", "task", *FIGURES),
    "quarters": ("quarter_shown", "task", *FIGURES),
    "tasks": ("task", *FIGURES),
    "analysis": (
        "rows",
        "columns",
        "measure",
        "picture",
        "top",
        "order",
        "share",
        "task",
        *FIGURES,
    ),
    "imports": (),
    "meeting": (
        "agenda",
        "meeting",
        "since",
        "slide",
        "part",
        "drill",
        "seconds",
        "refresh",
        "look",
    ),
    "meetings": ("meeting",),
}
"""The words that each page writes, by its url_path, beside `sort` (of its tables) and `scale`."""


def to_query(screen: Screen, page: str | None = None) -> dict[str, list[str]]:
    """Return the URL's words for what is not as usual: those of a page, or all of them."""
    words = WORDS if page is None else (*PAGE_WORDS.get(page, ()), "sort", "scale")
    query = {}
    for word in words:
        name = LISTS.get(word, word)
        value = getattr(screen, name)
        if value != getattr(Screen(), name):
            query[word] = [str(each) for each in (value if word in LISTS else (value,))]
    if page is not None and "sort" in query:
        query["sort"] = [sort for sort in query["sort"] if stands_on(sort, page)]
    return {word: values for word, values in query.items() if values}


def stands_on(sort: str, page: str) -> bool:
    """Whether the table of an order is on a page."""
    return page in TABLES[sort.partition(":")[0]].pages


def from_query(query: Mapping[str, Sequence[str]], known: Known) -> tuple[Screen, list[str]]:
    """Return the screen that a URL asks for, and the values in it that mean nothing here."""
    changes, dropped, read = dict[str, Any](), list[str](), readers(known)
    for word, values in query.items():
        taken = []
        for value in filter(None, values):
            try:
                taken.append(read[word](value))
            except ValueError:
                dropped.append(f"{word}={value}")
        if taken:
            changes[LISTS.get(word, word)] = several(word, taken) if word in LISTS else taken[-1]
    return Screen(**changes), dropped


def several(word: str, values: list[Any]) -> tuple[Any, ...]:
    """Return the values of a list; of a table's orders and a dimension's names the last holds."""
    if word in ("sort", "cell"):
        return tuple({value.partition(":")[0]: value for value in values}.values())
    return tuple(values[: MOST_DRILLS + (word == "part")])  # the slide has a part, too
