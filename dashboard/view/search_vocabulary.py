"""The words of the search box for a plan's offices, themes, items, leaders, states and days."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any, Final, NamedTuple

from dashboard.core.clean_text import clean_text
from dashboard.core.labels import BASES, QUARTERS, STATES
from dashboard.core.periods import PRESETS, preset_day, quarter_of
from dashboard.ledger.search_index import initials
from dashboard.view.filters import CODES, LABELS, Choices

SEPARATORS: Final = re.compile(r"[\s,,、;;/\+。??!!()()《》〈〉\[\]【】]+")
_ENDING: Final = re.compile(r"(中心|股|室|科|办|处)$")
_NUMBERING: Final = re.compile(
    r"^(第?[一二三四五六七八九十]+[、.章]|[((][一二三四五六七八九十\d]+[))]|\d+[、.])\s*"
)
_BRACKETS_OF_NUMBERS: Final = re.compile(r"[.、()()]")
_LEAST_PREFIX: Final = 2
"""Fewest letters of initials that are matched as the start of a name."""

_UNFINISHED: Final = tuple(code for code in STATES if code not in ("verified", "done", "cancelled"))
_SYNONYMS: Final[dict[str, dict[tuple[str, ...], str]]] = {
    "states": {
        ("overdue",): "超期 过期 已逾期",
        ("behind", "severe", "overdue"): "落后 未达序时 没达序时",
        ("severe",): "严重落后",
        ("unreported",): "没填报 没填 没报 未报 未填 没有填报 没有报",
        ("due_soon",): "快到期 将到期 即将到期 临期 快到期了",
        ("done", "verified"): "完成 做完 完成了",
        _UNFINISHED: "未完成 没完成 没有完成 没做完",
        ("verified",): "销号",
        ("cancelled",): "取消",
        ("on_track",): "正常",
        ("not_started",): "没启动 未开始 没开始",
    },
    "updates": {("stale",): "好久没更新 没更新 未更新"},
    "targets": {("reached", "open"): "有量化目标"},
}
"""Everyday words for codes of a list, by field; the first word is what is offered."""

_DAY_SYNONYMS: Final = {
    "二季度末": "上半年",
    "半年": "上半年",
    "四季度末": "全年",
    "年底": "全年",
    "年末": "全年",
}
"""Other words for the presets' days."""


class Meaning(NamedTuple):
    """What a word means: values of a field of Filters; `exact` are words for this meaning alone."""

    field: str
    values: tuple[Any, ...]
    label: str
    exact: str


class Entry(NamedTuple):
    """A word of the vocabulary; where a word means several things, the lowest rank counts."""

    rank: int
    word: str
    meaning: Meaning


_NAME, _SYNONYM, _INITIALS, _WHOLE = range(4)
"""Ranks: a name as shown; another word for it; its initials; what must be a word of its own."""


@dataclass(frozen=True)
class Vocabulary:
    """A plan's words, in the form of `key_of`; `parts` are those also found inside longer runs.

    `loose` are words that have a meaning only if no task of the plan contains them.
    """

    choices: Choices
    entries: tuple[Entry, ...]
    names: Mapping[str, tuple[Meaning, ...]]
    parts: frozenset[str]
    initials: Mapping[str, tuple[Meaning, ...]]
    loose: Mapping[str, tuple[Meaning, ...]]

    def beginning(self, key: str) -> tuple[Meaning, ...]:
        """Return what has initials that begin with a key of at least two letters."""
        if len(key) < _LEAST_PREFIX or not (key.isascii() and key.isalpha()):
            return ()
        return distinct(
            meaning
            for word, meanings in self.initials.items()
            if word.startswith(key)
            for meaning in meanings
        )


def normalized(text: str) -> str:
    """Return text with one form for each letter: half width, lower case."""
    return unicodedata.normalize("NFKC", clean_text(text)).lower()


def key_of(text: str) -> str:
    """Return the form in which words are compared: normal, its separators single blanks."""
    return SEPARATORS.sub(" ", normalized(text)).strip()


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
        *_office_entries(choices, aliases),
        *_theme_entries(choices, themes),
        *(_named("leaders", leader) for leader in choices.leaders),
        *(
            entry
            for field, labels in CODES.items()
            if field != "quarters"
            for entry in _code_entries(field, labels)
        ),
        *_quarter_entries(choices.year, today),
    ]
    entries += [
        Entry(_INITIALS, initials(word), meaning)
        for rank, word, meaning in entries
        if rank == _NAME and meaning.field != "quarters"
    ]
    entries += [*_item_entries(choices, items), *_other_entries(choices, today)]
    entries += [
        Entry(_WHOLE, meaning.exact, meaning)
        for meaning in distinct(each.meaning for each in entries)
    ]
    loose = [
        Entry(_SYNONYM, pattern, _named("themes", theme).meaning)
        for pattern, theme in patterns.items()
        if theme in choices.themes
    ]
    return _assembled(choices, entries, loose)


def _assembled(choices: Choices, entries: list[Entry], loose: list[Entry]) -> Vocabulary:
    """Return the vocabulary with its words in the form in which they are compared."""
    keyed = [each._replace(word=key_of(each.word)) for each in entries]
    keyed = [each for each in keyed if each.word]
    return Vocabulary(
        choices=choices,
        entries=tuple(entries),
        names=_by_word(keyed),
        parts=frozenset(
            word
            for rank, word, _ in keyed
            if rank <= _SYNONYM and " " not in word and _is_wordy(word)
        ),
        initials=_by_word([each for each in keyed if each.rank == _INITIALS]),
        loose=_by_word([each._replace(word=key_of(each.word)) for each in loose]),
    )


def _by_word(entries: list[Entry]) -> dict[str, tuple[Meaning, ...]]:
    """Return what each word means: all that it means by its lowest rank."""
    ordered = sorted(entries, key=lambda each: (each.word, each.rank))
    return {
        word: distinct(each.meaning for each in next(groupby(of_word, lambda each: each.rank))[1])
        for word, of_word in groupby(ordered, lambda each: each.word)
    }


def _is_wordy(word: str) -> bool:
    """Whether a word can be recognised without blanks around it: two or more characters, and not
    only ASCII."""
    return len(word) > 1 and not word.isascii()


def _named(field: str, value: Any, label: str = "") -> Entry:
    """Return the entry of one value's own name."""
    label = label or str(value)
    return Entry(_NAME, label, Meaning(field, (value,), label, f"{LABELS[field]}:{label}"))


def _office_entries(choices: Choices, aliases: Mapping[str, str]) -> Iterator[Entry]:
    """Give the offices' names, their other names, and their names without 股, 室 and the like."""
    for office in choices.offices:
        own = _named("offices", office)
        yield own
        if _ENDING.search(office) and len(short := _ENDING.sub("", office)) > 1:
            yield Entry(_SYNONYM, short, own.meaning)
    for alias, office in aliases.items():
        if office in choices.offices:
            meaning = _named("offices", office).meaning
            yield Entry(_SYNONYM, alias, meaning)
            yield Entry(_INITIALS, initials(alias), meaning)


def _theme_entries(choices: Choices, titles: Mapping[str, str]) -> Iterator[Entry]:
    """Give the themes' short names and their titles, with and without the numbering."""
    for theme in choices.themes:
        own = _named("themes", theme)
        yield own
        title = titles.get(theme, theme)
        for word in (title, _NUMBERING.sub("", title)):
            yield Entry(_SYNONYM, word, own.meaning)


def _item_entries(choices: Choices, titles: Mapping[str, str]) -> Iterator[Entry]:
    """Give the items' titles, and their numbers as printed and as digits."""
    for item in choices.items:
        title, number = titles.get(item, item), item.rpartition(" ")[2]
        meaning = Meaning("items", (item,), title, f"{LABELS['items']}:{item}")
        yield Entry(_SYNONYM, title, meaning)
        bare = _BRACKETS_OF_NUMBERS.sub("", number)
        for word in (number, bare):
            yield Entry(_WHOLE, word, meaning)
        yield Entry(_SYNONYM, f"第{bare}项", meaning)


def _code_entries(field: str, labels: Mapping[Any, str]) -> Iterator[Entry]:
    """Yield the labels of a list of codes and their everyday synonyms."""
    for code, label in labels.items():
        yield _named(field, code, label)
    for codes, words in _SYNONYMS.get(field, {}).items():
        first, *_ = words.split()
        of_one = _named(field, codes[0], labels[codes[0]]).meaning
        meaning = of_one if len(codes) == 1 else Meaning(field, codes, first, first)
        for word in words.split():
            yield Entry(_SYNONYM, word, meaning)


def _quarter_entries(year: int, today: date) -> Iterator[Entry]:
    """Give the quarters in which tasks are due, as they are written and as they are spoken of."""
    for quarter, label in QUARTERS.items():
        own = _named("quarters", quarter, label)
        yield own
        variants = f"第{label} {quarter}季度 第{quarter}季度 {label[:2]} q{quarter}"
        for word in variants.split():
            yield Entry(_SYNONYM, word, own.meaning)
    for words, quarters in (("上半年到期", (1, 2)), ("下半年 下半年到期", (3, 4))):
        first, *_ = words.split()
        for word in words.split():
            yield Entry(_SYNONYM, word, Meaning("quarters", quarters, first, first))
    if year == today.year:  # of a plan of another year there is no present quarter
        own = _named("quarters", quarter_of(today), QUARTERS[quarter_of(today)])
        for word in ("本季度", "本季", "这个季度", "当季"):
            yield Entry(_SYNONYM, word, own.meaning)


def _other_entries(choices: Choices, today: date) -> Iterator[Entry]:
    """Give the words for days, years and the way of counting, of which a view has one each."""
    day = partial(preset_day, year=choices.year, today=today)
    for preset in PRESETS:
        yield _single(_NAME, "as_of", day(preset), preset)
    for word, preset in _DAY_SYNONYMS.items():
        yield _single(_SYNONYM, "as_of", day(preset), word)
    for year in choices.years:
        for word in (f"{year}年", f"{year}年度"):
            yield _single(_NAME, "year", year, word)
        yield _single(_WHOLE, "year", year, str(year))
    for basis, label in BASES.items():
        yield _single(_NAME, "basis", basis, label)
        yield _single(_SYNONYM, "basis", basis, label[:2])


def _single(rank: int, field: str, value: Any, word: str) -> Entry:
    """Return the entry of a word for the value of a field that has one value."""
    return Entry(rank, word, Meaning(field, (value,), word, word))
