"""The state of the screen beside the filters: one frozen value, formatted as a URL and parsed.

Each field carries its word of the URL and the pages that write it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from dashboard.core.dimensions import DIMENSIONS
from dashboard.core.labels import QUARTERS, SCALES
from dashboard.core.measures import MEASURES, OFFERED
from dashboard.view import url_words
from dashboard.view.pages import PAGES, WITH_VIEW, page_at
from dashboard.view.screen_values import (
    COMPARE_WORDS,
    PICTURES,
    SLIDE_KEY,
    KnownValues,
    first_parts,
    first_steps,
    is_cell,
    is_order,
    is_sort,
    known_id,
    known_office,
    known_step,
    parse_comparison,
)
from dashboard.view.url_words import (
    checked_text,
    last_of_each,
    parse_day,
    whole_number,
    word,
    words_of,
)

_DECK, _ANALYSIS = ("meeting",), ("analysis",)


@dataclass(frozen=True)
class Screen:
    """What a link must carry beside the filters; None and empty mean the page's own choice."""

    task: int | None = field(
        default=None,
        metadata=word("task", "措施", known_id("task"), pages=WITH_VIEW, is_of_plan=True),
    )
    item: int | None = field(
        default=None,
        metadata=word("item", "事项", known_id("item"), pages=("themes",), is_of_plan=True),
    )
    profile: str = field(
        default="",
        metadata=word("profile", "股室画像", known_office, pages=("offices",), is_of_plan=True),
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
        default=(), metadata=word("sort", "排序", checked_text(is_sort), collect=last_of_each)
    )
    scale: str = field(
        default="standard", metadata=word("scale", "字号", checked_text(SCALES.__contains__))
    )
    agenda: int | None = field(
        default=None, metadata=word("agenda", "议程", known_id("agenda"), pages=_DECK)
    )
    meeting: int | None = field(
        default=None,
        metadata=word(
            "meeting", "会议", known_id("meeting"), pages=("meeting", "meetings"), is_of_plan=True
        ),
    )
    since: date | None = field(
        default=None, metadata=word("since", "对比日期", parse_day, pages=_DECK, is_of_plan=True)
    )
    slide: str = field(
        default="", metadata=word("slide", "页", checked_text(SLIDE_KEY.fullmatch), pages=_DECK)
    )
    parts: tuple[int, ...] = field(
        default=(),
        metadata=word(
            "part", "屏", whole_number(1, 999), collect=first_parts, pages=_DECK, is_of_plan=True
        ),
    )
    """Which screen of the slide, and of each step down from it; empty: the first of each."""
    drill: tuple[str, ...] = field(
        default=(),
        metadata=word(
            "drill", "下钻", known_step, collect=first_steps, pages=_DECK, is_of_plan=True
        ),
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
        metadata=word("order", "次序", checked_text(is_order), pages=_ANALYSIS, is_of_plan=True),
    )
    share: int | None = field(
        default=None, metadata=word("share", "占比", whole_number(1, 1), pages=_ANALYSIS)
    )
    compare: str = field(
        default="",
        metadata=word("compare", "对比", parse_comparison, pages=WITH_VIEW, is_of_plan=True),
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
            checked_text(is_cell),
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
