"""Links to what is on the screen: live ones move with the data, frozen ones keep every digit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal
from urllib.parse import urlencode

from dashboard.core.labels import BASES, rate
from dashboard.view import filters, screen_state
from dashboard.view.filters import LABELS, LIST_FIELDS, Filters, value_words
from dashboard.view.screen_state import Screen
from dashboard.view.url_words import Word

LinkKind = Literal["live", "frozen"]
LINK_KINDS: Final[dict[LinkKind, str]] = {"live": "实时", "frozen": "定格"}
_MOST_VALUES: Final = 3
"""Values of one filter that a line names before it only counts them."""

LINK_WORDS: Final[dict[str, Word]] = filters.VIEW_WORDS | screen_state.SCREEN_WORDS
"""Every word of a link."""

_MOST_SHOWN: Final = 30
"""Characters of a word or value that are repeated."""


def condition_words(word: str, value: str) -> str:
    """Return a word of a link and its value in Chinese; a foreign word as it is; long ones cut."""
    value = _cut(value)
    return f"{LINK_WORDS[word].label}“{value}”" if word in LINK_WORDS else f"{_cut(word)}={value}"


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def is_of_view(dropped: str) -> bool:
    """Whether what a link has as word=value, and means nothing, was to choose what is shown: what
    chat programs and search engines add to a link was not."""
    name = dropped.partition("=")[0]
    return any(word.startswith(name) for word in LINK_WORDS) or not dropped.isprintable()


@dataclass(frozen=True)
class SharedView:
    """A page and its view, and the plan's default day."""

    page: str
    filters: Filters
    screen: Screen
    default_day: date


@dataclass(frozen=True)
class ViewSummary:
    """The words and numbers of a view that a line in a chat group names."""

    plan: str
    page: str
    tasks: int
    finished: int
    behind: int
    details: tuple[str, ...] = ()
    number: str = ""
    """The number that the screen explains, with its value: shown in place of the counts."""


def link_words(shown: SharedView, kind: LinkKind, now: datetime) -> dict[str, list[str]]:
    """Return the URL's words for a view; the moment of one that is frozen already stays."""
    query = filters.to_query(shown.filters) | screen_state.to_query(shown.screen, shown.page)
    if kind == "frozen":
        return query | {"known_at": [(shown.filters.known_at or now).isoformat()]}
    query.pop("known_at", None)
    # a link that names a meeting and no day shows the day of the meeting
    return query if "meeting" in query else _day_free(query, shown.default_day)


def _day_free(query: dict[str, list[str]], default_day: date) -> dict[str, list[str]]:
    """Return the words without the day if it is the plan's default: so they move with it."""
    is_default = query.get("as_of") == [default_day.isoformat()]
    return {word: query[word] for word in query if not (is_default and word == "as_of")}


def link(base: str, page: str, query: Mapping[str, Sequence[str]], *, dark: bool) -> str:
    """Return the address of a page with its words and its look."""
    look = {"embed_options": ["dark_theme" if dark else "light_theme"]}
    return f"{base}/{page}?{urlencode({**query, **look}, doseq=True)}"


def summary_line(shown: SharedView, facts: ViewSummary, kind: LinkKind, now: datetime) -> str:
    """Return one line of Chinese that says what a link shows, ready for a chat group."""
    view = shown.filters
    narrowed = [f"截至 {view.as_of}", BASES[view.basis], *filter_lines(view), *facts.details]
    numbers = f"完成 {rate(facts.finished, facts.tasks)},未达序时 {facts.behind} 项"
    if not facts.tasks:
        numbers = "没有纳入统计的措施"
    numbers = facts.number or numbers
    if kind == "frozen":
        moment = f"{view.known_at or now:%Y-%m-%d %H:%M}"
        lasting = f"定格于 {moment},以后打开数字不变"
    elif "as_of" not in link_words(shown, kind, now):
        lasting = "实时链接,日期和数字随填报更新"
    else:
        lasting = "实时链接,数字随填报更新"
    return f"【{facts.plan}·{facts.page}】{'、'.join(narrowed)}:{numbers}。{lasting}。"


def filter_lines(view: Filters) -> list[str]:
    """Return what is filtered by, a text for each filter."""
    lines = []
    for name in LIST_FIELDS.values():
        if values := getattr(view, name):
            named = "/".join(value_words(name, value) for value in values[:_MOST_VALUES])
            more = f"等 {len(values)} 个" if len(values) > _MOST_VALUES else ""
            lines.append(f"{LABELS[name]} {named}{more}")
    return [*lines, f"搜索“{view.search}”"] if view.search else lines
