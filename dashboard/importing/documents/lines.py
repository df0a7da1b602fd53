"""The lines of a text without noise, and how wide its margin is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from dashboard.importing.documents.noise import (
    is_date,
    is_figure,
    is_noise,
    is_signature,
    without_noise,
)
from dashboard.importing.documents.source import Piece, join_pieces

ENDS_CLAUSE: Final = re.compile(r"[。！？!?；;:：][”\"]?\s*$|[)）】]\s*$")
FULL_LINE: Final = 0.85
"""A line of at least this share of the full width counts as broken by the margin."""


@dataclass(frozen=True)
class Line:
    """A line of text: `is_apart` after a blank line, `is_torn` after a page break."""

    piece: Piece
    is_apart: bool
    is_torn: bool
    is_indented: bool
    level: int = 0
    is_figure: bool = False
    is_signature: bool = False
    """Whether it is the name above the date below a document, or that date."""


def lines_without_noise(text: list[Piece], levels: Mapping[int, int]) -> Iterator[Line]:
    """Yield the lines that are not noise, with letter-spacing removed."""
    is_apart = is_torn = is_signed = False
    for at, line in enumerate(text):
        words = line.text.strip()
        figure = is_figure(words, (below.text for below in islice(text, at + 1, None)))
        if not words:
            is_apart = True
        elif levels.get(line.at[0], 0) < 0 or (is_noise(words) and not figure):
            is_torn = True
        else:
            is_indented = line.text[:2].isspace() and len(line.text) > 1
            whole = _close_letter_spacing(join_pieces(without_noise(line)).strip())
            level = levels.get(line.at[0], 0)
            is_date_below = is_signed and is_date(words)
            is_signed = is_signature(words, (below.text for below in islice(text, at + 1, None)))
            yield Line(
                whole, is_apart, is_torn, is_indented, level, figure, is_signed or is_date_below
            )
            is_apart = is_torn = False


def _close_letter_spacing(piece: Piece) -> Piece:
    """Remove letter-spacing from a line such as '工 作 要 点'."""
    words = piece.text.split()
    if len(words) < 4 or sum(len(word) == 1 for word in words) < 0.7 * len(words):
        return piece
    return join_pieces(piece[at : at + 1] for at, letter in enumerate(piece.text) if letter != " ")


def text_width(text: str) -> float:
    """Return the width of a text, in Chinese characters."""
    return sum(1 if ord(character) > 0x2E7F or character in "“”…—" else 0.5 for character in text)


def margin_width(lines: list[Line]) -> float:
    """Return the width at which the document's lines are broken; infinite if they are not."""
    widths = sorted(text_width(line.piece.text) for line in lines)
    if len(widths) < 4:
        return float("inf")
    usual = widths[int(0.9 * len(widths))]
    full = [line.piece.text for line in lines if FULL_LINE * usual <= text_width(line.piece.text)]
    broken = sum(not ENDS_CLAUSE.search(text) for text in full)
    is_even = sum(text_width(text) > 1.15 * usual for text in full) == 0
    return (
        usual
        if is_even and 12 <= usual <= 60 and broken >= max(2, 0.4 * len(full))
        else float("inf")
    )
