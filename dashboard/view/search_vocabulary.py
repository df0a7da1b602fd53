"""The words by which one can ask for a plan's offices, themes, items, leaders, states and days."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any, Final, NamedTuple

from dashboard.core.labels import BASES, QUARTERS, STATES, TARGETS, UPDATES
from dashboard.core.periods import PRESETS, preset_day, quarter_of
from dashboard.ledger.search_index import initials
from dashboard.view.filters import LABELS, Choices

SEPARATORS: Final = re.compile(r"[\s,,、;;/\+。??!!()()《》〈〉\[\]【】]+")
ENDING: Final = re.compile(r"(中心|股|室|科|办|处)$")
NUMBERING: Final = re.compile(
    r"^(第?[一二三四五六七八九十]+[、.章]|[((][一二三四五六七八九十\d]+[))]|\d+[、.])\s*"
)
BRACKETS_OF_NUMBERS: Final = re.compile(r"[.、()()]")
LEAST_PREFIX: Final = 2
"""Letters from which on the beginning of initials stands for a name."""

UNFINISHED: Final = tuple(code for code in STATES if code not in ("verified", "done", "cancelled"))
SYNONYMS: Final[dict[str, dict[tuple[str, ...], str]]] = {
    "states": {
        ("overdue",): "超期 过期 已逾期",
        ("behind", "severe", "overdue"): "落后 未达序时 没达序时",
        ("severe",): "严重落后",
        ("unreported",): "没填报 没填 没报 未报 未填 没有填报 没有报",
        ("due_soon",): "快到期 将到期 即将到期 临期 快到期了",
        ("done", "verified"): "完成 做完 完成了",
        UNFINISHED: "未完成 没完成 没有完成 没做完",
        ("verified",): "销号",
        ("cancelled",): "取消",
        ("on_track",): "正常",
        ("not_started",): "没启动 未开始 没开始",
    },
    "updates": {("stale",): "好久没更新 没更新 未更新"},
    "targets": {("reached", "open"): "有量化目标"},
}
"""Everyday words for codes of a list, by field; the first word is what is offered."""

OTHER_DAYS: Final = {
    "二季度末": "上半年",
    "半年": "上半年",
    "四季度末": "全年",
    "年底": "全年",
    "年末": "全年",
}
"""Other words for the presets' days."""


class Meaning(NamedTuple):
    """What a word stands for: values of a field of Filters; `exact` are words for it alone."""

    field: str
    values: tuple[Any, ...]
    label: str
    exact: str


class Entry(NamedTuple):
    """A word of the vocabulary; where a word means several things, the lowest rank counts."""

    rank: int
    word: str
    meaning: Meaning


NAME, SAID, INITIALS, WHOLE = range(4)
"""Ranks: a name as it is shown; another word for it; its initials; what stands alone only."""


@dataclass(frozen=True)
class Vocabulary:
    """A plan's words, in the form of `key_of`; `parts` are those also found inside longer runs.

    `loose` are words that stand for something only as long as no task of the plan has them.
    """

    choices: Choices
    entries: tuple[Entry, ...]
    names: Mapping[str, tuple[Meaning, ...]]
    parts: frozenset[str]
    initials: Mapping[str, tuple[Meaning, ...]]
    loose: Mapping[str, tuple[Meaning, ...]]

    def beginning(self, key: str) -> tuple[Meaning, ...]:
        """Return what has initials that begin with a key of at least two letters."""
        if len(key) < LEAST_PREFIX or not (key.isascii() and key.isalpha()):
            return ()
        return distinct(
            meaning
            for word, meanings in self.initials.items()
            if word.startswith(key)
            for meaning in meanings
        )


def normal(text: str) -> str:
    """Return text with one form for each letter: half width, lower case."""
    return unicodedata.normalize("NFKC", text).lower()


def key_of(text: str) -> str:
    """Return the form in which words are compared: normal, its separators single blanks."""
    return SEPARATORS.sub(" ", normal(text)).strip()


def distinct(meanings: Iterable[Meaning]) -> tuple[Meaning, ...]:
    """Return the meanings without those that say the same."""
    return tuple({(each.field, each.values): each for each in meanings}.values())


def vocabulary(
    choices: Choices,
    today: date,
    *,
    themes: Mapping[str, str],
    items: Mapping[str, str],
    aliases: Mapping[str, str],
    patterns: Mapping[str, str],
) -> Vocabulary:
    """Return the words of a plan.

    themes, items: their full titles by name; aliases: other names of offices, and whose they are;
    patterns: words of headings, and the themes that they name.
    """
    entries = [
        *office_entries(choices, aliases),
        *theme_entries(choices, themes),
        *(named("leaders", leader) for leader in choices.leaders),
        *code_entries("states", {code: state.label for code, state in STATES.items()}),
        *code_entries("updates", UPDATES),
        *code_entries("targets", TARGETS),
        *quarter_entries(choices.year, today),
    ]
    entries += [
        Entry(INITIALS, initials(word), meaning)
        for rank, word, meaning in entries
        if rank == NAME and meaning.field != "quarters"
    ]
    entries += [*item_entries(choices, items), *other_entries(choices, today)]
    entries += [
        Entry(WHOLE, meaning.exact, meaning)
        for meaning in distinct(each.meaning for each in entries)
    ]
    loose = [
        Entry(SAID, pattern, named("themes", theme).meaning)
        for pattern, theme in patterns.items()
        if theme in choices.themes
    ]
    return assembled(choices, entries, loose)


def assembled(choices: Choices, entries: list[Entry], loose: list[Entry]) -> Vocabulary:
    """Return the vocabulary with its words in the form in which they are compared."""
    keyed = [each._replace(word=key_of(each.word)) for each in entries]
    keyed = [each for each in keyed if each.word]
    return Vocabulary(
        choices=choices,
        entries=tuple(entries),
        names=by_word(keyed),
        parts=frozenset(
            word for rank, word, _ in keyed if rank <= SAID and " " not in word and is_wordy(word)
        ),
        initials=by_word([each for each in keyed if each.rank == INITIALS]),
        loose=by_word([each._replace(word=key_of(each.word)) for each in loose]),
    )


def by_word(entries: list[Entry]) -> dict[str, tuple[Meaning, ...]]:
    """Return what each word means: all that it means by its lowest rank."""
    ordered = sorted(entries, key=lambda each: (each.word, each.rank))
    return {
        word: distinct(each.meaning for each in next(groupby(of_word, lambda each: each.rank))[1])
        for word, of_word in groupby(ordered, lambda each: each.word)
    }


def is_wordy(word: str) -> bool:
    """Whether a word can be told from its neighbours without a blank: it has two or more letters,
    not all of them letters or digits of the West."""
    return len(word) > 1 and not word.isascii()


def named(field: str, value: Any, label: str = "") -> Entry:
    """Return the entry of one value's own name."""
    label = label or str(value)
    return Entry(NAME, label, Meaning(field, (value,), label, f"{LABELS[field]}:{label}"))


def office_entries(choices: Choices, aliases: Mapping[str, str]) -> Iterator[Entry]:
    """Give the offices' names, their other names, and their names without 股, 室 and the like."""
    for office in choices.offices:
        own = named("offices", office)
        yield own
        if ENDING.search(office) and len(short := ENDING.sub("", office)) > 1:
            yield Entry(SAID, short, own.meaning)
    for alias, office in aliases.items():
        if office in choices.offices:
            meaning = named("offices", office).meaning
            yield Entry(SAID, alias, meaning)
            yield Entry(INITIALS, initials(alias), meaning)


def theme_entries(choices: Choices, titles: Mapping[str, str]) -> Iterator[Entry]:
    """Give the themes' short names and their titles, with and without the numbering."""
    for theme in choices.themes:
        own = named("themes", theme)
        yield own
        title = titles.get(theme, theme)
        for word in (title, NUMBERING.sub("", title)):
            yield Entry(SAID, word, own.meaning)


def item_entries(choices: Choices, titles: Mapping[str, str]) -> Iterator[Entry]:
    """Give the items' titles, and their numbers as printed and as digits."""
    for item in choices.items:
        title, number = titles.get(item, item), item.rpartition(" ")[2]
        meaning = Meaning("items", (item,), title, f"{LABELS['items']}:{item}")
        yield Entry(SAID, title, meaning)
        bare = BRACKETS_OF_NUMBERS.sub("", number)
        for word in (number, bare):
            yield Entry(WHOLE, word, meaning)
        yield Entry(SAID, f"第{bare}项", meaning)


def code_entries(field: str, labels: Mapping[str, str]) -> Iterator[Entry]:
    """Yield the labels of a list of codes and their everyday synonyms."""
    for code, label in labels.items():
        yield named(field, code, label)
    for codes, words in SYNONYMS[field].items():
        first, *_ = words.split()
        of_one = named(field, codes[0], labels[codes[0]]).meaning
        meaning = of_one if len(codes) == 1 else Meaning(field, codes, first, first)
        for word in words.split():
            yield Entry(SAID, word, meaning)


def quarter_entries(year: int, today: date) -> Iterator[Entry]:
    """Give the quarters in which tasks are due, as they are written and as they are spoken of."""
    for quarter, label in QUARTERS.items():
        own = named("quarters", quarter, label)
        yield own
        said = f"第{label} {quarter}季度 第{quarter}季度 {label[:2]} q{quarter}"
        for word in said.split():
            yield Entry(SAID, word, own.meaning)
    for words, quarters in (("上半年到期", (1, 2)), ("下半年 下半年到期", (3, 4))):
        first, *_ = words.split()
        for word in words.split():
            yield Entry(SAID, word, Meaning("quarters", quarters, first, first))
    if year == today.year:  # of a plan of another year there is no present quarter
        own = named("quarters", quarter_of(today), QUARTERS[quarter_of(today)])
        for word in ("本季度", "本季", "这个季度", "当季"):
            yield Entry(SAID, word, own.meaning)


def other_entries(choices: Choices, today: date) -> Iterator[Entry]:
    """Give the words for days, years and the way of counting, of which a view has one each."""
    day = partial(preset_day, year=choices.year, today=today)
    for preset in PRESETS:
        yield single(NAME, "as_of", day(preset), preset)
    for word, preset in OTHER_DAYS.items():
        yield single(SAID, "as_of", day(preset), word)
    for year in choices.years:
        for word in (f"{year}年", f"{year}年度"):
            yield single(NAME, "year", year, word)
        yield single(WHOLE, "year", year, str(year))
    for basis, label in BASES.items():
        yield single(NAME, "basis", basis, label)
        yield single(SAID, "basis", basis, label[:2])


def single(rank: int, field: str, value: Any, word: str) -> Entry:
    """Return the entry of a word for the value of a field that has one value."""
    return Entry(rank, word, Meaning(field, (value,), word, word))
