"""The text of a document, each character with its place, so that nothing can be lost unseen."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from opencc import OpenCC

from dashboard.core.errors import InputError

_TRADITIONAL_SHARE = 0.05
"""Above this share of characters that Simplified script writes otherwise, a text is Traditional."""

_BLANKS = dict.fromkeys(map(ord, "\u3000\xa0\u2002\u2003\u2009\x0b\x0c"), " ")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\xad\x00-\x08\x0e-\x1f\x7f]")

_WIDE = re.compile(r"[^\S\t]{9,}")
_MAX_CHARACTERS = 500_000
"""A county's plan has some twenty thousand."""

_EMPHASIS = re.compile(r"\*\*|^\s*#{1,6}\s+")
"""What is left of the emphasis in text pasted from a chat or a note."""


@dataclass(frozen=True)
class Piece:
    """A run of text; at[i] is the place in the document of its character i."""

    text: str
    at: tuple[int, ...]

    def __getitem__(self, part: slice) -> "Piece":
        return Piece(self.text[part], self.at[part])

    def __add__(self, other: "Piece") -> "Piece":
        return Piece(self.text + other.text, self.at + other.at)

    def __bool__(self) -> bool:
        return bool(self.text)

    def strip(self, characters: str | None = None) -> "Piece":
        """Return the piece without white space, or the given characters, at its ends."""
        start = len(self.text) - len(self.text.lstrip(characters))
        return self[start : max(start, len(self.text.rstrip(characters)))]

    def squeezed(self) -> "Piece":
        """Return the piece without any spaces: many copies have them between digits and words."""
        kept = [at for at, character in enumerate(self.text) if not character.isspace()]
        return Piece("".join(self.text[at] for at in kept), tuple(self.at[at] for at in kept))

    def split_at(self, places: Iterable[int]) -> Iterator["Piece"]:
        """Yield the parts between the places, which are ascending."""
        start = 0
        for place in [*places, len(self.text)]:
            if place > start:
                yield self[start:place]
                start = place


def join_pieces(pieces: Iterable[Piece]) -> Piece:
    """Return pieces as one."""
    whole = list(pieces)
    places = tuple(chain.from_iterable(piece.at for piece in whole))
    return Piece("".join(piece.text for piece in whole), places)


@dataclass
class Source:
    """A document line by line; `consumed` holds the places that some field has taken up."""

    lines: list[Piece]
    line_of: list[int]
    is_traditional: bool
    consumed: set[int] = field(default_factory=set)

    def consume(self, piece: Piece) -> str:
        """Note that a field holds the piece, and return its text."""
        self.consumed.update(piece.at)
        return piece.text

    def line(self, piece: Piece) -> int:
        """Return the number, from 1, of the line where a piece begins."""
        return self.line_of[piece.at[0]] if piece else 0

    def unread(self) -> list[tuple[int, str]]:
        """Return line number and text of every run that no field has taken up."""
        runs = []
        for number, line in enumerate(self.lines, 1):
            left = "".join(
                character if place not in self.consumed else "\n"
                for character, place in zip(line.text, line.at, strict=True)
            )
            words = [run.strip() for run in left.split("\n")]
            text = " ".join(run for run in words if any(map(str.isalnum, run)))
            if text:
                runs.append((number, text))
        return runs


def source_from_lines(lines: Iterable[str]) -> Source:
    """Return lines in Simplified script and half-width digits, one character for each of theirs.

    Raises:
        InputError: there is far more text than a plan has.
    """
    given = [clean_line(line) for line in lines]
    if sum(map(len, given)) > _MAX_CHARACTERS:
        raise InputError(
            f"这份文件有 {sum(map(len, given)) / 10000:.0f} 万字,不像一份工作要点"
            f"(最多 {_MAX_CHARACTERS // 10000} 万字);请只读取工作要点本身。"
        )
    convert = _simplifier()
    whole = "".join(given)
    han = [character for character in whole if "\u4e00" <= character <= "\u9fff"]
    odd = sum(convert(character) != character for character in han)
    is_traditional = odd > _TRADITIONAL_SHARE * max(len(han), 1)
    pieces: list[Piece] = []
    line_of: list[int] = []
    for number, line in enumerate(given, 1):
        text = "".join(map(_plain_character, line))
        if is_traditional:
            text = "".join(map(convert, text))
        pieces.append(Piece(text, tuple(range(len(line_of), len(line_of) + len(text)))))
        line_of += [number] * len(text)
    return Source(pieces, line_of, is_traditional)


def clean_line(line: str) -> str:
    """Return a line without what nobody sees; long runs of blanks are cut, they say no more."""
    return _WIDE.sub(" " * 8, _EMPHASIS.sub("", _INVISIBLE.sub("", line)))


def _plain_character(character: str) -> str:
    """Return a full-width digit or letter as a plain one, any white space as a space."""
    character = character.translate(_BLANKS)
    plain = unicodedata.normalize("NFKC", character)
    is_wide = "\uff01" <= character <= "\uff5e" and (plain.isalnum() or plain in "%.")
    is_mark = "\u2f00" <= character <= "\u2fdf"  # what some PDFs write for ordinary characters
    return plain if is_wide or is_mark else character


@cache
def _simplifier() -> Callable[[str], str]:
    """Return what turns one Traditional character into the Simplified one."""
    converter = OpenCC("t2s")

    @cache
    def convert(character: str) -> str:
        simple: str = converter.convert(character)
        return simple if len(simple) == 1 else character

    return convert
