"""Parse the text of the search box into filters: by names, initials and everyday words.

The first rule that matches a word decides:

1. it is a name of the vocabulary, or the start of the initials of exactly one;
2. it consists of names only: 基础教育股未填报;
3. a task contains it: it becomes a text search;
4. its longest names are taken from the left; rules 1 and 3 apply to what is between them;
5. it is a word of headings that names a theme; otherwise it is unclear and filters nothing.

Quoted words are only searched for. Values of one list are combined. A filter that the text sets
replaces the one in the view; the other filters stay.
"""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from functools import partial
from typing import Any, Final, Literal, NamedTuple

from dashboard.core.clean_text import clean_text
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
"""Words between names that filter nothing, the longest first."""

_QUOTED: Final = re.compile(r"[\"“”「]([^\"“”「」]*)[\"“”」]")
_DAY: Final = re.compile(
    r"(?<!\d)(?:(?P<year>\d{4})(?P<mark>年|[-/.]))?"
    r"(?P<month>\d{1,2})(?:(?(mark)[-/.月]|月)(?P<day>\d{1,2})(?!\d)[日号]?|月(?P<last>底|末))"
)
_SHORT_DAY: Final = re.compile(r"(\d{1,2})\.(\d{2})")
_LIKENESS: Final = 0.6
_MOST_NEAR: Final = 3
_MOST_UNCLEAR: Final = 5
"""The most words to look up similar names for: longer input was pasted by mistake."""


class Unclear(NamedTuple):
    """A word that could not be used: unknown, ambiguous, or a second value of a single field.

    `offers` are words to use in its place.
    """

    why: Literal["unknown", "several", "one"]
    word: str
    offers: tuple[str, ...] = ()


@dataclass(frozen=True)
class ParsedSearch:
    """The fields of Filters that the text sets, the words that are unclear, and the plan's year."""

    changes: dict[str, Any]
    unclear: tuple[Unclear, ...]
    year: int

    def applied(self, view: Filters) -> Filters:
        """Return a view of the year's plan, changed as the words say."""
        return replace(view, **self.changes)


@dataclass
class _ParserState:
    """What was parsed so far: words with their meanings, texts to search for, unknown words."""

    named: list[tuple[str, tuple[Meaning, ...]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def parse_search(text: str, vocabulary: Vocabulary, finds: Finds) -> ParsedSearch:
    """Return what typed words mean for a view of the vocabulary's plan."""
    parsed = _ParserState()
    text = clean_text(text)[:MOST_SEARCH]
    rest = _QUOTED.sub(" ", text)
    for quoted in _QUOTED.findall(text):
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


def _parse_date(parsed: _ParserState, year: int, found: re.Match[str]) -> str:
    """Add a written date to the state and return a blank; an invalid date stays text."""
    month = int(found["month"])
    try:
        of_year = int(found["year"] or year)
        last = calendar.monthrange(of_year, month)[1]
        day = within(date(of_year, month, int(found["day"] or last)))
    except (ValueError, calendar.IllegalMonthError):
        return found.group()
    parsed.named.append((found.group(), (_date_meaning(day),)))
    return " "


def _date_meaning(day: date) -> Meaning:
    return Meaning("as_of", (day,), day.isoformat(), day.isoformat())


def _joined(words: list[str], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the words; those that form a name only together are joined, as a title with a comma."""
    at = 0
    while at < len(words):
        ends = range(len(words), at + 1, -1)
        end = next((e for e in ends if key_of(" ".join(words[at:e])) in vocabulary.names), at + 1)
        yield " ".join(words[at:end])
        at = end


def _parse_word(word: str, parsed: _ParserState, vocabulary: Vocabulary, finds: Finds) -> None:
    """Add one word to the state."""
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
    """Whether a text can narrow a search: one Latin letter is in almost all tasks' initials."""
    return len(text) > 1 or not (text.isascii() and text.isalpha())


def _certain_meanings(key: str, vocabulary: Vocabulary) -> tuple[Meaning, ...]:
    """Return what a key names, or the one thing whose initials begin with it."""
    if meanings := vocabulary.names.get(key):
        return meanings
    begun = vocabulary.beginning(key)
    return begun if len(begun) == 1 else ()


def _split(key: str, parts: frozenset[str]) -> Iterator[str]:
    """Yield the longest names in a text from the left, and what is between them without fillers."""
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
    """Return the text between two names without fillers at its ends."""
    for filler in _FILLERS:
        text = text.removeprefix(filler).removesuffix(filler)
    return text


def _parse_unnamed(word: str, parsed: _ParserState, vocabulary: Vocabulary) -> None:
    """Add a word that is no name and that no task contains: a short date, or an unknown word."""
    key = key_of(word)
    if found := _SHORT_DAY.fullmatch(key):
        month, day = int(found[1]), int(found[2])
        if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(vocabulary.choices.year, month)[1]:
            parsed.named.append((word, (_date_meaning(date(vocabulary.choices.year, month, day)),)))
            return
    if meanings := vocabulary.loose.get(key) or vocabulary.beginning(key):
        parsed.named.append((word, meanings))
    else:
        parsed.unknown.append(_without_fillers(word) or word)


def _combined(parsed: _ParserState, vocabulary: Vocabulary) -> ParsedSearch:
    """Return the filters that all words set together, with values in the plan's order."""
    named = [(word, _narrowed_by_theme(meanings, parsed)) for word, meanings in parsed.named]
    single = [meanings[0] for _, meanings in named if len(meanings) == 1]
    changes, unclear = _of_single_fields(single)
    year = changes.pop("year", vocabulary.choices.year)
    for name in LIST_FIELDS.values():
        values = {value for each in single if each.field == name for value in each.values}
        if values:
            changes[name] = tuple(v for v in vocabulary.choices.of(name) if v in values)
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
    """Return the day, year and basis that the words set, and an Unclear where they name several."""
    changes, unclear = dict[str, Any](), list[Unclear]()
    for name in ("year", "as_of", "basis"):
        of_field = sorted(
            (each for each in single if each.field == name), key=lambda each: each.label
        )
        labels = {each.values[0]: each.label for each in of_field}
        if len(labels) == 1:
            changes[name] = next(iter(labels))
        elif labels:
            unclear.append(Unclear("one", "、".join(sorted(labels.values()))))
    return changes, unclear


def _narrowed_by_theme(meanings: tuple[Meaning, ...], parsed: _ParserState) -> tuple[Meaning, ...]:
    """Return the items that a number can mean, only those of the named themes if there are any."""
    if len(meanings) == 1 or any(each.field != "items" for each in meanings):
        return meanings
    themes = {
        theme
        for _, candidates in parsed.named
        if len(candidates) == 1 and candidates[0].field == "themes"
        for theme in candidates[0].values
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
    """Return the shortest words that have this meaning only."""
    is_alone = vocabulary.names.get(key_of(meaning.label)) == (meaning,)
    return meaning.label if is_alone else meaning.exact


def unclear_sentence(unclear: Unclear) -> str:
    """Return the message about an unclear word; its offers follow as buttons."""
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
