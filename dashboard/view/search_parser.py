"""What is meant by words typed into one box: filters by name, by initials and by what is said.

A word is taken by the first of these rules that holds:

1. it is a name of the vocabulary, or the beginning of the initials of just one;
2. it is made of nothing but names: 基础教育股未填报;
3. some task has it: it is searched for;
4. its longest names, from the left, are taken, and what is between them goes through 1 and 3;
5. it is a word of headings that names a theme; otherwise it is not understood, and narrows nothing.

Words in quotation marks are only searched for. Words for values of one list add up. What they say
takes the place of what the view had of the same kind; the rest of the view stays.
"""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from functools import partial
from typing import Any, Final, Literal, NamedTuple

from dashboard.view.filters import LIST_FIELDS, MOST_SEARCH, Filters
from dashboard.view.search_vocabulary import (
    SEPARATORS,
    Meaning,
    Vocabulary,
    distinct,
    key_of,
    normalized,
)
from dashboard.view.url_words import within

Finds = Callable[[str], bool]
"""Whether some task of the plan has a text."""

_FILLERS: Final = (
    *(
        "有哪些",
        "哪几项",
        "到期的",
        "负责的",
        "所有",
        "到期",
        "措施",
        "任务",
        "负责",
        "分管",
        "哪些",
    ),
    *("的", "和", "与", "及", "了", "还", "是", "有", "在"),
)
"""Words between names that narrow nothing, the longest first."""

_QUOTED: Final = re.compile(r"[\"“”「]([^\"“”「」]*)[\"“”」]")
_DAY: Final = re.compile(
    r"(?<!\d)(?:(?P<year>\d{4})(?P<mark>年|[-/.]))?"
    r"(?P<month>\d{1,2})(?:(?(mark)[-/.月]|月)(?P<day>\d{1,2})(?!\d)[日号]?|月(?P<last>底|末))"
)
_SHORT_DAY: Final = re.compile(r"(\d{1,2})\.(\d{2})")
_LIKENESS: Final = 0.6
_MOST_NEAR: Final = 3
_MOST_UNCLEAR: Final = 5
"""Words for which near names are looked for; who types more has pasted something else."""


class Unclear(NamedTuple):
    """A word that was not taken: unknown, of several meanings, or one too many of its kind.

    `offers` are words that would have been understood in its place.
    """

    why: Literal["unknown", "several", "one"]
    word: str
    offers: tuple[str, ...] = ()


@dataclass(frozen=True)
class ParsedSearch:
    """The fields of Filters that words set (a year comes with its own plan), and what they left."""

    changes: dict[str, Any]
    unclear: tuple[Unclear, ...]
    year: int

    def applied(self, view: Filters) -> Filters:
        """Return a view of the year's plan, changed as the words say."""
        return replace(view, **self.changes)


@dataclass
class _ParserState:
    """What has been read so far: words with their meanings, texts to search for, and the rest."""

    named: list[tuple[str, tuple[Meaning, ...]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def parse_search(text: str, vocabulary: Vocabulary, finds: Finds) -> ParsedSearch:
    """Return what typed words mean for a view of the vocabulary's plan."""
    parsed = _ParserState()
    rest = _QUOTED.sub(" ", text[:MOST_SEARCH])
    for quoted in _QUOTED.findall(text[:MOST_SEARCH]):
        for word in quoted.split():
            if finds(word.lower()):
                parsed.texts.append(word.lower())
            else:
                parsed.unknown.append(word)
    rest = _DAY.sub(partial(_parse_date, parsed, vocabulary.choices.year), rest)
    words = [word for word in SEPARATORS.split(rest) if word]
    kept = [word for word in words if normalized(word) not in _FILLERS] or words
    for word in _joined(kept, vocabulary):
        _parse_word(word, parsed, vocabulary, finds)
    return _combined(parsed, vocabulary)


def _parse_date(parsed: _ParserState, year: int, said: re.Match[str]) -> str:
    """Take a written day into what was parsed so far; what is no day of the calendar stays text."""
    month = int(said["month"])
    try:
        of_year = int(said["year"] or year)
        last = calendar.monthrange(of_year, month)[1]
        day = within(date(of_year, month, int(said["day"] or last)))
    except (ValueError, calendar.IllegalMonthError):
        return said.group()
    parsed.named.append((said.group(), (_date_meaning(day),)))
    return " "


def _date_meaning(day: date) -> Meaning:
    return Meaning("as_of", (day,), day.isoformat(), day.isoformat())


def _joined(words: list[str], vocabulary: Vocabulary) -> Iterator[str]:
    """Give the words, those together that only together are a name, as in a title with a comma."""
    at = 0
    while at < len(words):
        ends = range(len(words), at + 1, -1)
        end = next((e for e in ends if key_of(" ".join(words[at:e])) in vocabulary.names), at + 1)
        yield " ".join(words[at:end])
        at = end


def _parse_word(word: str, parsed: _ParserState, vocabulary: Vocabulary, finds: Finds) -> None:
    """Take one word into what was parsed so far."""
    key = key_of(word)
    parts = list(_split(key, vocabulary.parts))
    known = [part in vocabulary.parts for part in parts]
    if meanings := _certain_meanings(key, vocabulary):
        parsed.named.append((word, meanings))
    elif all(known):
        parsed.named.extend((part, vocabulary.names[part]) for part in parts)
    elif texts := [text for text in (word.lower(), key) if _is_specific(text) and finds(text)]:
        parsed.texts.append(texts[0])
    elif any(known):
        for part in parts:
            _parse_word(part, parsed, vocabulary, finds)
    else:
        _parse_unnamed(word, parsed, vocabulary)


def _is_specific(text: str) -> bool:
    """Whether a text tells tasks apart: a letter of the West is in the initials of almost all."""
    return len(text) > 1 or not (text.isascii() and text.isalpha())


def _certain_meanings(key: str, vocabulary: Vocabulary) -> tuple[Meaning, ...]:
    """Return what a key names, or the one thing whose initials begin with it."""
    if meanings := vocabulary.names.get(key):
        return meanings
    begun = vocabulary.beginning(key)
    return begun if len(begun) == 1 else ()


def _split(key: str, parts: frozenset[str]) -> Iterator[str]:
    """Give the longest names in a run of words, from the left, and what is between them; words
    that narrow nothing are left out there."""
    longest = max(map(len, parts), default=0)
    at = start = 0
    while at < len(key):
        ends = range(min(len(key), at + longest), at + 1, -1)
        end = next((end for end in ends if key[at:end] in parts), None)
        if end is None:
            at += 1
            continue
        if rest := _without_fillers(key[start:at]):
            yield rest
        yield key[at:end]
        at = start = end
    rest = key[start:] if start == 0 else _without_fillers(key[start:])
    if rest:
        yield rest


def _without_fillers(text: str) -> str:
    """Return what stands between two names without the words that narrow nothing at its ends."""
    for filler in _FILLERS:
        text = text.removeprefix(filler).removesuffix(filler)
    return text


def _parse_unnamed(word: str, parsed: _ParserState, vocabulary: Vocabulary) -> None:
    """Take a word that is no name and that no task has."""
    key = key_of(word)
    if said := _SHORT_DAY.fullmatch(key):
        month, day = int(said[1]), int(said[2])
        if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(vocabulary.choices.year, month)[1]:
            parsed.named.append((word, (_date_meaning(date(vocabulary.choices.year, month, day)),)))
            return
    if meanings := vocabulary.loose.get(key) or vocabulary.beginning(key):
        parsed.named.append((word, meanings))
    else:
        parsed.unknown.append(_without_fillers(word) or word)


def _combined(parsed: _ParserState, vocabulary: Vocabulary) -> ParsedSearch:
    """Return what all words together set, in the plan's order whatever the order of the words."""
    named = [(word, _narrowed_by_theme(meanings, parsed)) for word, meanings in parsed.named]
    single = [meanings[0] for _, meanings in named if len(meanings) == 1]
    changes, unclear = _of_single_fields(single)
    year = changes.pop("year", vocabulary.choices.year)
    for name in LIST_FIELDS.values():
        values = {value for each in single if each.field == name for value in each.values}
        if values:
            changes[name] = tuple(v for v in getattr(vocabulary.choices, name) if v in values)
    if parsed.texts:
        changes["search"] = " ".join(sorted(set(parsed.texts)))
    unclear += [
        Unclear("several", word, tuple(each.exact for each in meanings[:_MOST_NEAR]))
        for word, meanings in named
        if len(meanings) > 1
    ]
    unknown = list(dict.fromkeys(parsed.unknown))[:_MOST_UNCLEAR]
    unclear += [Unclear("unknown", word, _similar_names(word, vocabulary)) for word in unknown]
    return ParsedSearch(changes, tuple(dict.fromkeys(unclear)), year)


def _of_single_fields(single: list[Meaning]) -> tuple[dict[str, Any], list[Unclear]]:
    """Return the day, year and basis that words set, and where they name more than one."""
    changes, unclear = dict[str, Any](), list[Unclear]()
    for name in ("year", "as_of", "basis"):
        of_field = sorted(
            (each for each in single if each.field == name), key=lambda each: each.label
        )
        said = {each.values[0]: each.label for each in of_field}
        if len(said) == 1:
            changes[name] = next(iter(said))
        elif said:
            unclear.append(Unclear("one", "、".join(sorted(said.values()))))
    return changes, unclear


def _narrowed_by_theme(meanings: tuple[Meaning, ...], parsed: _ParserState) -> tuple[Meaning, ...]:
    """Return of the items that one number means those of the themes that were named with it."""
    if len(meanings) == 1 or any(each.field != "items" for each in meanings):
        return meanings
    themes = {
        theme
        for _, said in parsed.named
        if len(said) == 1 and said[0].field == "themes"
        for theme in said[0].values
    }
    of_themes = tuple(each for each in meanings if each.values[0].rpartition(" ")[0] in themes)
    return of_themes or meanings


def _similar_names(word: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the names that are spelled most like a word, the nearest first."""
    keys = get_close_matches(key_of(word), vocabulary.names, n=_MOST_NEAR, cutoff=_LIKENESS)
    named = [vocabulary.names[key] for key in keys]
    nearest = distinct(meanings[0] for meanings in named if len(meanings) == 1)
    return tuple(shortest_words(meaning, vocabulary) for meaning in nearest)


def shortest_words(meaning: Meaning, vocabulary: Vocabulary) -> str:
    """Return the shortest words for a meaning that mean nothing else."""
    is_alone = vocabulary.names.get(key_of(meaning.label)) == (meaning,)
    return meaning.label if is_alone else meaning.exact


def unclear_sentence(unclear: Unclear) -> str:
    """Return what is said of a word that was not understood; its offers follow."""
    match unclear.why:
        case "several":
            return f"“{unclear.word}”可能是几样,没有用上;是哪一个?"
        case "one":
            return f"“{unclear.word}”只能取一个,没有用上。"
    start = f"没有看懂“{unclear.word}”"
    if unclear.offers:
        return f"{start};是不是"
    if not _is_specific(unclear.word):
        return f"{start}:一个字母太少。"
    return f"{start},也没有措施提到它。"
