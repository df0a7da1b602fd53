"""Compare the words and the numbers by which files name tasks, however they are spelled."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from dashboard.core.clean_text import name_key

_OWN_MARK: Final = re.compile(
    r"^\s*(?:[(（]\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[)）]"
    r"|(?:\d{1,3}(?:\.\d{1,3})*|[一二三四五六七八九十]{1,3})\s*[、.．](?!\d))\s*"
)
"""The number that stands before the words in their own cell: '4.建设示范校', '(一)办好学校'."""

_PUNCTUATION: Final = re.compile(r"[\W_]+")
_FIGURES: Final = re.compile(r"\d+(?:\.\d+)?|[上下]半年|[一二三四]季度|[一二三]期")
_CUT: Final = 0.79
"""The most likeness of words whose figures differ: 上半年检查 is not 下半年检查."""

_LEAST_PART: Final = 4
"""The fewest characters of words that stand for longer ones which contain them."""

_PARTS: Final = re.compile(r"[.\-—–_、/·．]+")
_AROUND_NUMBER: Final = re.compile(r"^(?:第|no\.?|№)+|[项条号)\]】.、]+$|^[(\[【]+")
_NUMERALS: Final = {numeral: str(at) for at, numeral in enumerate("一二三四五六七八九十", 1)}

NumberParts = tuple[str, ...]


@lru_cache(maxsize=50_000)
def words_key(words: str) -> str:
    """Return words without blanks, punctuation, width and the number before them."""
    plain = _OWN_MARK.sub("", words)
    return _PUNCTUATION.sub("", name_key(plain)) or _PUNCTUATION.sub("", name_key(words))


def likeness(one: str, other: str) -> float:
    """Return how alike two keys of words are, 0 to 1; 1 means equal."""
    if one == other:
        return 1.0 if one else 0.0
    short, long = sorted((one, other), key=len)
    if len(short) >= _LEAST_PART and short in long:
        return 0.8 + 0.15 * len(short) / len(long)
    parts, others = bigrams(one), bigrams(other)
    common = 2 * len(parts & others) / (len(parts) + len(others))
    figures = set(_FIGURES.findall(one)), set(_FIGURES.findall(other))
    return min(common, _CUT) if all(figures) and figures[0] != figures[1] else common


@lru_cache(maxsize=50_000)
def bigrams(key: str) -> frozenset[str]:
    """Return the pairs of adjacent characters of a key."""
    return frozenset(key[at : at + 2] for at in range(len(key) - 1)) or frozenset([key])


@lru_cache(maxsize=50_000)
def number_parts(number: str) -> NumberParts:
    """Return the parts of a printed number: '第3.1项' and '3-01' have ('3', '1')."""
    plain = "".join(unicodedata.normalize("NFKC", number).casefold().split())
    while (bare := _AROUND_NUMBER.sub("", plain)) != plain:
        plain = bare
    parts = (part.strip("()[]【】") for part in _PARTS.split(plain))
    return tuple(_NUMERALS.get(part, part.lstrip("0") or part) for part in parts if part)


def is_same_number(number: str, known: str) -> bool:
    """Whether a file's number is a task's, however it is spelled; Excel makes 5.1 of 5.10."""
    return number_parts(number) == number_parts(known) or (
        "." in number and "." in known and known.rstrip("0") == number
    )


def is_part_of_number(number: str, known: str) -> bool:
    """Whether a number names a task within its item or theme: 1 or 3 for 3.1."""
    parts, whole = number_parts(number), number_parts(known)
    size = len(parts)
    return 0 < size <= len(whole) and parts in (whole[:size], whole[-size:])
