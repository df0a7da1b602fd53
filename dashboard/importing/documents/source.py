"""The text of a document with the position of each character, so that unread text is found."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from opencc import OpenCC

from dashboard.core.errors import InputError
from dashboard.importing.documents.blocks import heading_level

_TRADITIONAL_SHARE = 0.05
"""Above this share of Traditional-only characters, a text is converted to Simplified."""

_BLANKS = dict.fromkeys(map(ord, "\u3000\xa0\u2002\u2003\u2009\x0b\x0c"), " ")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\xad\x00-\x08\x0e-\x1f\x7f]")

_WIDE = re.compile(r"[^\S\t]{9,}")
_MAX_CHARACTERS = 500_000
"""The maximum length of a document; a county's plan has about 20,000 characters."""

_MAX_LINES = 50_000
"""As many as a sheet may have rows; empty ones are not counted."""

_EMPHASIS = re.compile(r"\*\*|^\s*#{1,6}\s+")
"""Markdown emphasis and headings, in text pasted from a chat or a note."""

_BOLD_LINE = re.compile(r"\s*\*\*[^*:：。]{2,24}\*\*\s*")
_BOLD_LEVEL = 7
"""A short line that is bold is a heading below all levels of Markdown."""

_MARKDOWN_HEADING = re.compile(r"\s*(#{1,6})\s")


@dataclass(frozen=True)
class Piece:
    """A run of text; at[i] is the position of its character i in the document."""

    text: str
    at: tuple[int, ...]

    def __getitem__(self, part: slice) -> "Piece":
        return Piece(self.text[part], self.at[part])

    def __add__(self, other: "Piece") -> "Piece":
        return Piece(self.text + other.text, self.at + other.at)

    def __bool__(self) -> bool:
        return bool(self.text)

    def strip(self, characters: str | None = None) -> "Piece":
        """Strip white space, or the given characters, from both ends."""
        start = len(self.text) - len(self.text.lstrip(characters))
        return self[start : max(start, len(self.text.rstrip(characters)))]

    def squeezed(self) -> "Piece":
        """Remove all spaces: many copies have them between digits and words."""
        kept = [at for at, character in enumerate(self.text) if not character.isspace()]
        return Piece("".join(self.text[at] for at in kept), tuple(self.at[at] for at in kept))

    def split_at(self, places: Iterable[int]) -> Iterator["Piece"]:
        """Split at the given indexes, which are ascending."""
        start = 0
        for place in [*places, len(self.text)]:
            if place > start:
                yield self[start:place]
                start = place


def join_pieces(pieces: Iterable[Piece]) -> Piece:
    """Concatenate pieces."""
    whole = list(pieces)
    places = tuple(chain.from_iterable(piece.at for piece in whole))
    return Piece("".join(piece.text for piece in whole), places)


@dataclass
class Consumed:
    """The positions of the characters that fields contain."""

    places: set[int] = field(default_factory=set)

    def consume(self, piece: Piece) -> str:
        """Mark a piece as contained in a field, and return its text."""
        self.places.update(piece.at)
        return piece.text


@dataclass
class Source(Consumed):
    """The lines of a document, and which of its characters fields contain."""

    lines: list[Piece] = field(default_factory=list)
    line_of: list[int] = field(default_factory=list)
    is_traditional: bool = False
    levels: dict[int, int] = field(default_factory=dict)
    """The levels of the lines that are headings by their format, by their first position."""

    def line(self, piece: Piece) -> int:
        """Return the line number, from 1, of the start of a piece."""
        return self.line_of[piece.at[0]] if piece else 0

    def unread(self) -> list[tuple[int, str]]:
        """Return the line number and text of every line's text that is in no field."""
        runs = []
        for number, line in enumerate(self.lines, 1):
            left = "".join(
                character if place not in self.places else "\n"
                for character, place in zip(line.text, line.at, strict=True)
            )
            words = [run.strip() for run in left.split("\n")]
            text = " ".join(run for run in words if any(map(str.isalnum, run)))
            if text:
                runs.append((number, text))
        return runs


def source_from_lines(lines: Iterable[str]) -> Source:
    """Normalise lines to Simplified characters and half-width digits, character by character.

    Raises:
        InputError: there is far more text than in a plan.
    """
    printed = list(lines)
    given = [clean_line(line) for line in printed]
    whole = "".join(given)
    if len(whole) > _MAX_CHARACTERS:
        raise InputError(
            f"这份文件有 {len(whole) / 10000:.0f} 万字,不像一份工作要点"
            f"(最多 {_MAX_CHARACTERS // 10000} 万字);请只读取工作要点本身。"
        )
    if (count := sum(map(bool, given))) > _MAX_LINES:
        raise InputError(
            f"这份文件有 {count / 10000:.1f} 万行,不像一份工作要点"
            f"(最多 {_MAX_LINES // 10000} 万行);请只读取工作要点本身。"
        )
    is_traditional = _is_traditional(whole)
    pieces: list[Piece] = []
    line_of: list[int] = []
    for number, line in enumerate(given, 1):
        text = "".join(map(_plain_character, line))
        if is_traditional:
            text = _simplify(text)
        pieces.append(Piece(text, tuple(range(len(line_of), len(line_of) + len(text)))))
        line_of += [number] * len(text)
    levels = {
        piece.at[0]: level
        for piece, line in zip(pieces, printed, strict=True)
        if piece and (level := _level_of(line))
    }
    return Source(set(), pieces, line_of, is_traditional, levels)


def _is_traditional(text: str) -> bool:
    """Whether a text is printed in Traditional characters."""
    convert = _simplifier()
    han = [character for character in text if "\u4e00" <= character <= "\u9fff"]
    odd = sum(convert(character) != character for character in han)
    return odd > _TRADITIONAL_SHARE * max(len(han), 1)


def _level_of(line: str) -> int:
    """Return the level of a heading of the document's format or of Markdown; 0 of other lines."""
    found = _MARKDOWN_HEADING.match(line)
    if _BOLD_LINE.fullmatch(line):
        return _BOLD_LEVEL
    return len(found.group(1)) if found else heading_level(line)


def clean_line(line: str) -> str:
    """Remove invisible characters from a line, and shorten long runs of blanks."""
    return _WIDE.sub(" " * 8, _EMPHASIS.sub("", _INVISIBLE.sub("", line)))


def _plain_character(character: str) -> str:
    """Convert a full-width digit or letter to half-width, and any white space to a space."""
    character = character.translate(_BLANKS)
    plain = unicodedata.normalize("NFKC", character)
    is_wide = "\uff01" <= character <= "\uff5e" and (plain.isalnum() or plain in "%.")
    is_mark = "\u2f00" <= character <= "\u2fdf"  # radicals that some PDFs use as characters
    return plain if is_wide or is_mark else character


def _simplify(text: str) -> str:
    """Convert a line to Simplified by its words (計畫 is 计划), or else by its characters."""
    whole: str = _converter().convert(text)
    return whole if len(whole) == len(text) else "".join(map(_simplifier(), text))


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def _simplifier() -> Callable[[str], str]:
    """Return a function that converts one Traditional character to Simplified."""
    converter = _converter()

    @cache
    def convert(character: str) -> str:
        simple: str = converter.convert(character)
        return simple if len(simple) == 1 else character

    return convert
