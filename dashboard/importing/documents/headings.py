"""Find the headings of a document, by their marks, styles and positions, and how deep each is.

Numbered marks have a fixed order (第一部分, 壹、, 一、, (一), 1.). What has no number (a style of
Word, 【】, ▲, a month, a short line) stands just above the marks that follow it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.importing.documents.head import is_title
from dashboard.importing.documents.marks import INNER_LEVELS, ORNAMENT, Mark, MarkLevel
from dashboard.importing.documents.months import is_month_heading
from dashboard.importing.documents.noise import is_closing
from dashboard.importing.documents.offices import find_offices
from dashboard.importing.documents.paragraphs import Paragraph

_RANKS: Final[Mapping[MarkLevel, float]] = {
    "part": 10, "formal": 20, "section": 30, "chinese": 40, "bracketed": 50, "arabic": 60,
}  # fmt: skip
ITEM_RANK: Final = 60.0
"""The depth of 1., below which there are no headings."""

_DECIMAL: Final = re.compile(r"\d{1,2}[.．]\d")
_BELOW_NUMBER: Final = 2.0
"""How much deeper 1.1 is than 1."""

_ABOVE_SECTION: Final[Sequence[MarkLevel]] = ("chinese", "bracketed")
_BELOW_THEME: Final = 5.0
"""How much deeper 任务1 is than the mark of the headings above it."""

_ABOVE_TEXT: Final = 55.0
"""The depth of a heading without a number over text without numbers."""

_INNER_KINDS: Final = ("boxed", "ornament")
_LONGEST_BARE: Final = 24
_NOT_BARE: Final = re.compile(
    r"[。；;,，!！?？\t|<>=…]|\d{4}|二[〇○零O]|[:：].|^[-(（]|^各.{0,30}[:：]$|以下|如下|下列|几项|^目\s*[录次]$"
)


@dataclass(frozen=True)
class Rank:
    """How deep a heading is, and its kind; `title_at` is where its title begins."""

    depth: float
    kind: str
    title_at: int


def rank_headings(body: Sequence[Paragraph]) -> dict[int, Rank]:
    """Return the ranks of the paragraphs that are headings or numbered entries, by position."""
    kinds = _kinds(body)
    fixed = {
        at: _depth_of_mark(paragraph, paragraph.mark)
        for at, paragraph in enumerate(body)
        if paragraph.mark and paragraph.mark.level in _RANKS and at not in kinds
    }
    fixed |= _depths_below_themes(body, fixed)
    fixed |= {at: ITEM_RANK for at, paragraph in enumerate(body) if paragraph.cells}
    depths = _depths_of_kinds(kinds, fixed)
    ranks = {at: Rank(depth, "mark", _mark_end(body[at])) for at, depth in fixed.items()}
    for at, kind in kinds.items():
        ornament = ORNAMENT.match(body[at].piece.text)
        ranks[at] = Rank(depths[kind], kind, ornament.end() if ornament else 0)
    return ranks


def _depth_of_mark(paragraph: Paragraph, mark: Mark) -> float:
    is_decimal = bool(_DECIMAL.match(paragraph.piece.text[: mark.end]))
    return _RANKS[mark.level] + _BELOW_NUMBER * is_decimal


def _depths_below_themes(body: Sequence[Paragraph], fixed: Mapping[int, float]) -> dict[int, float]:
    """Return the depths of 任务1 and the like, where they stand below 一、 and not above it."""
    levels = {at: mark.level for at in fixed if (mark := body[at].mark)}
    above = [_RANKS[level] for level in _ABOVE_SECTION if _comes_first(level, levels)]
    if not above:
        return {}
    return {at: above[-1] + _BELOW_THEME for at, level in levels.items() if level == "section"}


def _comes_first(level: str, levels: Mapping[int, str]) -> bool:
    """Whether a level of marks begins before 任务1 and goes on after it."""
    own = [at for at, each in levels.items() if each == level]
    sections = [at for at, each in levels.items() if each == "section"]
    return bool(own and sections) and own[0] < sections[0]


def _mark_end(paragraph: Paragraph) -> int:
    """Return where a heading's title begins."""
    return paragraph.mark.end if paragraph.mark else 0


def _kinds(body: Sequence[Paragraph]) -> dict[int, str]:
    """Return the kinds of the headings without numbers, by position."""
    kinds: dict[int, str] = {}
    for at, paragraph in enumerate(body):
        kind = _kind_of(paragraph)
        is_first = not kinds and not any(other.mark for other in body[:at])
        if kind and not (is_first and is_title(paragraph.piece.text)):
            kinds[at] = kind
    return kinds | _bare_headings(body, kinds)


def _kind_of(paragraph: Paragraph) -> str | None:
    """Return the kind of a heading without a number, by its form alone."""
    text, mark = paragraph.piece.text, paragraph.mark
    if paragraph.cells or (mark and mark.value):
        return None
    if mark and mark.level == "boxed":
        return "boxed"
    if is_month_heading(text):
        return "month"
    if paragraph.level:
        return f"style {paragraph.level}"
    return None


def _bare_headings(body: Sequence[Paragraph], kinds: Mapping[int, str]) -> dict[int, str]:
    """Return the short lines without numbers that head what follows.

    One that stands above a first entry is a heading; where there is one, so are lines of the same
    form above a text.
    """
    short = {at for at, paragraph in enumerate(body) if at not in kinds and _is_short(paragraph)}
    sure = {at for at in short if at + 1 in kinds or _begins_list(body, at)}
    with_ornament = {at for at in short if ORNAMENT.match(body[at].piece.text)}
    if len(with_ornament) > 1:
        sure |= with_ornament
    if not sure:
        return {}
    likely = {at for at in short if _is_above_text(body, at, kinds)}
    return {
        at: "ornament" if ORNAMENT.match(body[at].piece.text) else "bare" for at in sure | likely
    }


def _is_short(paragraph: Paragraph) -> bool:
    """Whether a line has the form of a heading without a number."""
    text = paragraph.piece.text.strip()
    mark = paragraph.mark
    is_plain = mark is None or (mark.level == "measure" and bool(ORNAMENT.match(text)))
    return (
        is_plain
        and not paragraph.cells
        and 1 < len(text) <= _LONGEST_BARE
        and not _NOT_BARE.search(text)
        and not find_offices(paragraph.piece, ())
        and not is_closing(text)
        and not is_title(text)
    )


def _begins_list(body: Sequence[Paragraph], at: int) -> bool:
    """Whether the entry below a line is the first of a list, so that the line is its heading."""
    if at + 1 == len(body):
        return False
    mark = body[at + 1].mark
    above = next((other.mark for other in reversed(body[:at]) if other.mark), None)
    if mark is None or not mark.value or mark.level in INNER_LEVELS:
        return False
    goes_on = bool(above and above.level == mark.level and mark.value == above.value + 1)
    return mark.value == 1 or goes_on


def _is_above_text(body: Sequence[Paragraph], at: int, kinds: Mapping[int, str]) -> bool:
    """Whether a short line stands above a text, and below one that ends."""
    if at + 1 == len(body) or at + 1 in kinds or body[at].mark:
        return False
    above = body[at - 1].piece.text.rstrip() if at else "。"
    is_below_text = above[-1:] in "。)）;；" or is_title(above)
    return is_below_text and body[at + 1].mark is None and "。" in body[at + 1].piece.text


def _depths_of_kinds(kinds: Mapping[int, str], fixed: Mapping[int, float]) -> dict[str, float]:
    """Return the depth of each kind: just above the highest heading that follows one of its own.

    A mark below which the first of a kind stands is above it, whatever follows. Of two kinds, the
    one that comes first is the higher; styles have their own order.
    """
    depths: dict[str, float] = {}
    order = sorted(set(kinds.values()), key=lambda kind: _order(kind, kinds), reverse=True)
    for kind in order:
        above = _depth_above(kind, kinds, fixed)
        below = [
            depth
            for at, own in kinds.items()
            if own == kind
            for depth in [_next_depth(at, kinds, fixed, depths)]
            if depth is not None and depth > above
        ]
        depths[kind] = min(below, default=_ABOVE_TEXT) - 0.5
    return depths


def _depth_above(kind: str, kinds: Mapping[int, str], fixed: Mapping[int, float]) -> float:
    """Return the depth of the mark above the first heading of a kind; 0 of none, or of an entry's.

    Styles and times are above or below marks by what follows them alone.
    """
    first = min(at for at, own in kinds.items() if own == kind)
    mark = max((at for at in fixed if at < first), default=-1)
    above = fixed.get(mark, 0)
    return above if above < ITEM_RANK and kind in _INNER_KINDS else 0


def _order(kind: str, kinds: Mapping[int, str]) -> tuple[int, str]:
    """Return the sort key of a kind: where it first occurs; of styles, their numbers."""
    first = min(at for at, own in kinds.items() if own.split()[0] == kind.split()[0])
    return first, kind


def _next_depth(
    at: int, kinds: Mapping[int, str], fixed: Mapping[int, float], depths: Mapping[str, float]
) -> float | None:
    """Return the depth of the next heading after a position; None if it is of the same kind."""
    following = min((place for place in (*kinds, *fixed) if place > at), default=None)
    if following is None or kinds.get(following) == kinds[at]:
        return None
    if following in fixed:
        return fixed[following]
    return depths.get(kinds[following])
