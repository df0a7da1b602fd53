"""Lines become paragraphs again: broken lines are joined, marks inside a line begin a new one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dashboard.importing.documents.marks import LEVELS, MARKS, Level, Mark, mark_of
from dashboard.importing.documents.noise import is_noise, without_noise
from dashboard.importing.documents.source import Piece, joined

ENDS_SENTENCE = re.compile(r"[。！？!?][”\")）】]*$")
ENDS_CLAUSE = re.compile(r"[。！？!?；;:：][”\"]?\s*$|[)）】]\s*$")
GOES_ON = re.compile(r"[，,、；;。:：)）】》”！？]")
UNFINISHED = re.compile(
    r"[，,、（(《“]$|(?:责任|牵头|配合|协办|主办)(?:股室|科室|处室|单位|部门)?[:：]$"
)
BRACKETS = {"(": ")", "（": "）", "【": "】", "《": "》", "“": "”", "〔": "〕", "「": "」"}
TITLE_END = re.compile(r"(?:要点|计划|方案|安排|分解表?|意见|任务)(?:[(（].{1,12}[)）])?$")
LONGEST_HEADING = 80
FULL_LINE = 0.85
"""The share of the usual width from which a line counts as broken by its margin."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph and the mark at its start, when it has one."""

    piece: Piece
    mark: Mark | None
    is_torn: bool
    """Whether noise stands before it: a page's end, or what a site put between."""
    cells: dict[str, Piece] = field(default_factory=dict)
    """The fields of a row, when it is one of a table."""

    @property
    def is_counted(self) -> bool:
        """Whether it has a mark that counts, which a bullet does not."""
        return self.mark is not None and self.mark.value > 0


@dataclass
class Line:
    """A line that is no noise: `is_apart` after a blank line, `is_torn` after a page's end."""

    piece: Piece
    is_apart: bool
    is_torn: bool
    is_indented: bool


def paragraphs(text: list[Piece]) -> list[Paragraph]:
    """Return the paragraphs of lines of text without their noise."""
    lines = list(told_lines(text))
    numbers = Sequence()
    return [
        paragraph
        for piece, is_torn in rejoined(lines)
        for paragraph in split_at_marks(piece, is_torn, numbers)
        if paragraph.piece
    ]


def told_lines(text: list[Piece]) -> Iterator[Line]:
    """Yield the lines that are no noise, letter-spaced ones drawn together."""
    is_apart = is_torn = False
    for line in text:
        words = line.text.strip()
        if not words:
            is_apart = True
        elif is_noise(words):
            is_torn = True
        else:
            is_indented = line.text[:2].isspace() and len(line.text) > 1
            whole = joined(without_noise(line)).strip()
            yield Line(drawn_together(whole), is_apart, is_torn, is_indented)
            is_apart = is_torn = False


def drawn_together(piece: Piece) -> Piece:
    """Return a letter-spaced line, as in '工 作 要 点', without its spaces."""
    words = piece.text.split()
    if len(words) < 4 or sum(len(word) == 1 for word in words) < 0.7 * len(words):
        return piece
    return joined(piece[at : at + 1] for at, letter in enumerate(piece.text) if letter != " ")


def width(text: str) -> float:
    """Return how wide a text is, in Chinese characters."""
    return sum(1 if ord(character) > 0x2E7F or character in "“”…—" else 0.5 for character in text)


def margin(lines: list[Line]) -> float:
    """Return the width at which a document's lines are broken; infinite when they are not."""
    widths = sorted(width(line.piece.text) for line in lines)
    if len(widths) < 4:
        return float("inf")
    usual = widths[int(0.9 * len(widths))]
    full = [line.piece.text for line in lines if FULL_LINE * usual <= width(line.piece.text)]
    broken = sum(not ENDS_CLAUSE.search(text) for text in full)
    is_even = sum(width(text) > 1.15 * usual for text in full) == 0
    return (
        usual
        if is_even and 12 <= usual <= 60 and broken >= max(2, 0.4 * len(full))
        else float("inf")
    )


def rejoined(lines: list[Line]) -> Iterator[tuple[Piece, bool]]:
    """Yield the paragraphs that lines make up, and whether noise stands before them."""
    usual = margin(lines)
    whole, last, is_torn = Piece("", ()), 0.0, False
    numbers = Sequence()
    for line in lines:
        if whole and goes_on(whole.text, last, line, usual, numbers):
            whole += line.piece
        else:
            if whole:
                yield whole, is_torn
            whole, is_torn = line.piece, line.is_torn
            numbers.note(mark_of(whole.text))
        last = width(line.piece.text)
    if whole:
        yield whole, is_torn


def goes_on(text: str, last: float, line: Line, usual: float, numbers: "Sequence") -> bool:
    """Whether a line goes on with the paragraph so far, whose last line is `last` wide."""
    following = line.piece.text
    if GOES_ON.match(following):
        return True
    mark = mark_of(following)
    is_full = last >= FULL_LINE * usual
    is_body = "。" in text and not ENDS_CLAUSE.search(text)
    if mark and (not is_body or (numbers.expects(mark) and not mark.is_weak)):
        return False
    if has_open_bracket(text) or UNFINISHED.search(text):
        return True
    if ENDS_SENTENCE.search(text):
        return False
    if is_body and (line.is_torn or not line.is_apart):
        return True
    if len(following) <= 3 and not (mark or line.is_indented or line.is_apart):
        return True  # the end of a word that the margin cut
    if usual < float("inf"):
        return is_full and not line.is_indented
    return not line.is_apart and len(re.split("[，,。；;：:]", following)[0]) <= 3 < len(following)


def has_open_bracket(text: str) -> bool:
    """Whether a bracket or quotation mark of the text's last stretch is still open."""
    tail = text[-200:]
    return any(tail.count(opening) > tail.count(closing) for opening, closing in BRACKETS.items())


@dataclass
class Sequence:
    """The last number seen at each level: a mark inside a text counts when it is the next one."""

    last: dict[Level, int] = field(default_factory=dict)

    def expects(self, mark: Mark) -> bool:
        """Whether a mark goes on with the numbers of its level, or begins them."""
        return mark.value == self.last.get(mark.level, 0) + 1

    def note(self, mark: Mark | None) -> None:
        """Remember a mark; a higher one lets those below begin anew."""
        if mark is None:
            return
        self.last[mark.level] = mark.value
        for lower in LEVELS[LEVELS.index(mark.level) + 1 :]:
            if lower != "arabic":
                self.last.pop(lower, None)


INNER_MARK = re.compile(
    "|".join(f"(?:{MARKS[level].pattern})" for level in ("part", "chinese", "bracketed", "arabic"))
)


def split_at_marks(piece: Piece, is_torn: bool, numbers: Sequence) -> Iterator[Paragraph]:
    """Yield a paragraph, cut before each mark inside it that goes on with the numbering."""
    mark = mark_of(piece.text)
    numbers.note(mark)
    start, nested = 0, 0
    for found in INNER_MARK.finditer(piece.text):
        place = found.start()
        inner = mark_of(piece.text[place:])
        if place <= start or inner is None or not stands_free(piece.text, start, place, inner):
            continue
        is_heading = "。" not in piece.text[start:place]
        is_in_item = inner.level == "arabic" and mark is not None and mark.level == "arabic"
        if is_in_item and (inner.value == 1 or inner.value == nested + 1 > 1):
            nested = inner.value
            continue
        begins = inner.value == 1 and (inner.level != "arabic" or is_heading)
        if numbers.expects(inner) or begins:
            yield Paragraph(piece[start:place].strip(), mark, is_torn)
            start, mark, nested, is_torn = place, inner, 0, False
            numbers.note(inner)
    yield Paragraph(piece[start:].strip(), mark, is_torn)


def stands_free(text: str, start: int, place: int, mark: Mark) -> bool:
    """Whether a mark inside a text stands where a new paragraph could begin."""
    before = text[start:place]
    if has_open_bracket(before):
        return False
    if ENDS_CLAUSE.search(before.rstrip()) or (before[-1:].isspace() and not mark.is_weak):
        return True
    # on a single line a heading or the title runs into what follows it, without any sign between
    own = mark_of(before)
    if own is None:
        return mark.value == 1 and bool(TITLE_END.search(before))
    is_below = LEVELS.index(own.level) < LEVELS.index(mark.level)
    return is_below and "。" not in before and len(before) <= LONGEST_HEADING
