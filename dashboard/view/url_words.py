"""The words of a URL: each declared at the field that it fills, all parsed and formatted alike.

A field of Filters or Screen carries its word, so that a new one is a line there: its name in the
URL, what the screen calls it, how it is parsed, and the pages that write it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date
from typing import Any, Final

from dashboard.core.clean_text import clean_text
from dashboard.view.pages import PAGES

_EVERY_PAGE: Final = tuple(page.address for page in PAGES)

_MAY_BE_EMPTY: Final = "year"
"""Of no value it means the plan that is looked at usually."""

Parse = Callable[[str, Any], Any]
"""Makes a value of a text and of what a plan knows; a ValueError says that it means nothing."""


@dataclass(frozen=True)
class Word:
    """A word of the URL and the field that it fills."""

    name: str
    label: str
    """What the screen calls it."""
    parse: Parse
    format: Callable[[Any], str] = str
    """Spells a value in the URL."""
    show: Callable[[Any], str] = str
    """Spells a value on the screen."""
    collect: Callable[[list[Any]], tuple[Any, ...]] | None = None
    """Makes the field of the values of a word that repeats; of any other the last one holds."""
    codes: Mapping[Any, str] | None = None
    """The values of a closed list and their labels; None: any value that parses."""
    singular: str = ""
    """What one value is called by options and by queries/choices.sql; empty: the word's name."""
    pages: tuple[str, ...] = _EVERY_PAGE
    """The addresses of the pages that write it."""
    is_of_plan: bool = False
    """Whether it belongs to one plan, and falls when the reader goes to another."""
    field: str = ""

    @property
    def option(self) -> str:
        """The name of its option on the command line."""
        return self.singular or self.name

    def texts(self, value: Any) -> list[str]:
        """Return a field's value as the URL spells it."""
        return [self.format(each) for each in (value if self.collect else (value,))]


def word(name: str, label: str, parse: Parse, **more: Any) -> dict[str, Word]:
    """Return the metadata of a field that a word of the URL fills."""
    return {"word": Word(name, label, parse, **more)}


def words_of(kind: type) -> dict[str, Word]:
    """Return the words of a dataclass by their names, in the order of its fields."""
    words = [replace(each.metadata["word"], field=each.name) for each in fields(kind)]
    return {each.name: each for each in words}


def to_query(value: Any, words: Mapping[str, Word]) -> dict[str, list[str]]:
    """Return the words for what is not as usual in a dataclass of fields with words."""
    defaults = {each.name: each.default for each in fields(value)}
    return {
        name: word.texts(getattr(value, word.field))
        for name, word in words.items()
        if defaults[word.field] is MISSING or getattr(value, word.field) != defaults[word.field]
    }


def from_query(
    query: Mapping[str, Sequence[str]], words: Mapping[str, Word], known: Any
) -> tuple[dict[str, Any], list[str]]:
    """Return the fields that a URL fills, and what in it means nothing here, as word=value."""
    changes, dropped = dict[str, Any](), list[str]()
    for name, texts in query.items():
        word, values = words.get(name), list[Any]()
        if not any(texts) and name != _MAY_BE_EMPTY:
            dropped.append(f"{name}=")  # a link that was cut there
        for text in filter(None, texts):
            try:
                values.append(_parsed(word.parse if word else _unknown, text, known))
            except (ValueError, OverflowError):  # a moment at the edge of the calendar has no zone
                dropped.append(f"{name}={text}")
        if word and values:
            changes[word.field] = word.collect(values) if word.collect else values[-1]
    return changes, dropped


def _parsed(parse: Parse, text: str, known: Any) -> Any:
    """Return the value of a text without what nobody sees in it, else of the text as it is."""
    clean = clean_text(text)
    try:
        return parse(clean, known)
    except (ValueError, OverflowError):
        if clean == text:
            raise
        return parse(text, known)


def _unknown(text: str, _known: Any) -> Any:
    raise ValueError(text)


# How values are parsed

_MOST_DIGITS: Final = 10


def whole_number(least: int, most: int) -> Parse:
    """Return a parser of whole numbers between two bounds."""

    def parse(text: str, _known: Any) -> int:
        is_number = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
        if not (is_number and least <= int(text) <= most):
            raise ValueError(text)
        return int(text)

    return parse


def parse_code(codes: Mapping[Any, str]) -> Parse:
    """Return a parser of the codes of a closed list."""
    by_text = {str(code): code for code in codes}

    def parse(text: str, _known: Any) -> Any:
        if text not in by_text:
            raise ValueError(text)
        return by_text[text]

    return parse


def checked_text(is_good: Callable[[str], object]) -> Parse:
    """Return a parser of texts that pass a test."""

    def parse(text: str, _known: Any) -> str:
        if not is_good(text):
            raise ValueError(text)
        return text

    return parse


def parse_day(text: str, _known: Any = None) -> date:
    """Return a day as the URL spells it."""
    return within(date.fromisoformat(text))


def within(day: date) -> date:
    """Return a day that the calendar on the screen can show; others are refused."""
    if not date(1949, 1, 1) <= day <= date(2999, 12, 31):
        raise ValueError(day)
    return day


def unique(values: list[Any]) -> tuple[Any, ...]:
    """Return values without those that came before."""
    return tuple(dict.fromkeys(values))


def last_of_each(values: list[str]) -> tuple[str, ...]:
    """Return texts of the form kind:value, of each kind the last one."""
    return tuple({value.partition(":")[0]: value for value in values}.values())
