"""Rebuild paragraphs from lines: join broken lines, and split lines at marks inside them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from dashboard.importing.documents.head import is_title
from dashboard.importing.documents.lines import (
    ENDS_CLAUSE,
    FULL_LINE,
    Line,
    lines_without_noise,
    margin_width,
    text_width,
)
from dashboard.importing.documents.lone_marks import join_lone_marks
from dashboard.importing.documents.marks import (
    BOXED,
    MARK_LEVELS,
    MARK_PATTERNS,
    ORNAMENT,
    LastNumbers,
    Mark,
    parse_mark,
)
from dashboard.importing.documents.months import is_month_heading, month_label_end
from dashboard.importing.documents.noise import (
    is_appeal,
    is_note,
    is_quantity,
)
from dashboard.importing.documents.offices import OFFICE_KEY
from dashboard.importing.documents.source import Piece, join_pieces

_ENDS_SENTENCE = re.compile(r"[。！？!?][”\")）】]*$")
_CONTINUES = re.compile(r"[，,、；;。:：)）】》”！？]")
_UNFINISHED = re.compile(
    r"[，,、（(《“]$|(?:责任|牵头|配合|协办|主办)(?:股室|科室|处室|单位|部门)?[:：]$"
)
_BRACKETS = {"(": ")", "（": "）", "【": "】", "《": "》", "“": "”", "〔": "〕", "「": "」"}
_LABELLED = re.compile(r"[【\[][\u4e00-\u9fff]{2,8}[】\]]\s*[:：]?\s*\S")
"""A line of a block that tells one thing of a task: 【牵头单位】基教股."""
_TITLE_END = re.compile(r"(?:要点|计划|方案|安排|分解表?|意见|任务)(?:[(（].{1,12}[)）])?$")
_LONGEST_HEADING = 80
_LONGEST_LABEL = 24
_END_OF_TEXT = 3_000
"""How much of a paragraph decides whether a line continues it: all of it where people write."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, and the mark at its start or None."""

    piece: Piece
    mark: Mark | None
    is_torn: bool
    """Whether noise was removed before it: a page break, or website text."""
    cells: dict[str, Piece] = field(default_factory=dict)
    """The cells by field, if the paragraph is a table row."""
    level: int = 0
    """The level of a heading by the document's format; 0 of other text."""
    is_apart: bool = False
    """Whether a blank line stands above it."""

    @property
    def is_counted(self) -> bool:
        """Whether it has a numbered mark, not a bullet."""
        return self.mark is not None and self.mark.value > 0


def parse_paragraphs(text: list[Piece], levels: Mapping[int, int]) -> list[Paragraph]:
    """Return the paragraphs in lines of text, without noise.

    `levels` has the levels of lines that are headings, by their first position.
    """
    lines = list(lines_without_noise(join_lone_marks(text), levels))
    numbers = LastNumbers()
    return [
        paragraph
        for whole in _join_broken_lines(lines)
        for paragraph in _split_at_marks(whole, numbers)
        if paragraph.piece
    ]


def _join_broken_lines(lines: list[Line]) -> Iterator[Line]:
    """Join lines into paragraphs."""
    usual = margin_width(lines)
    whole: list[Line] = []
    end = ""
    numbers = LastNumbers()
    for line in lines:
        if whole and _continues_paragraph(end, whole[-1], line, usual, numbers):
            whole.append(line)
            end = (end + line.piece.text)[-_END_OF_TEXT:]
        else:
            if whole:
                yield _joined(whole)
            whole = [line]
            end = line.piece.text[-_END_OF_TEXT:]
            numbers.note(parse_mark(line.piece.text))
    if whole:
        yield _joined(whole)


def _joined(lines: list[Line]) -> Line:
    """Return the lines of one paragraph as one."""
    return replace(lines[0], piece=join_pieces(line.piece for line in lines))


def _stands_alone(line: Line) -> bool:
    """Whether a line is a heading, which is never joined to another line."""
    text = line.piece.text
    is_ornate = (ORNAMENT.match(text) or BOXED.match(text)) and len(text) <= _LONGEST_LABEL
    is_month = is_month_heading(text) or month_label_end(text)
    return bool(line.is_signature or line.level or is_ornate or is_month)


def _begins_anew(above: str, text: str) -> bool:
    """Whether a line is labelled, or an appeal, so that it does not go on with the text above."""
    is_labelled = _LABELLED.match(text) or (OFFICE_KEY.match(text) and not above.endswith("、"))
    return (bool(is_labelled) and not _has_open_bracket(above)) or is_appeal(text, is_sure=True)


def _continues_paragraph(
    text: str, last_line: Line, line: Line, usual: float, numbers: LastNumbers
) -> bool:
    """Whether a line continues the paragraph that ends with `text` and its `last_line`."""
    if last_line.is_figure:
        return True
    if _stands_alone(line) or _stands_alone(last_line) or _begins_anew(text, line.piece.text):
        return False
    if line.is_figure:
        return not _ENDS_SENTENCE.search(text)
    return bool(_CONTINUES.match(line.piece.text)) or _continues_text(
        text, last_line, line, usual, numbers
    )


def _continues_text(
    text: str, last_line: Line, line: Line, usual: float, numbers: LastNumbers
) -> bool:
    """Whether a line of text continues a paragraph of text."""
    following, last = line.piece.text, text_width(last_line.piece.text)
    mark = parse_mark(following)
    is_full = last >= FULL_LINE * usual
    is_body = "。" in text and not ENDS_CLAUSE.search(text)
    is_next = mark and not mark.is_weak and (numbers.expects(mark) or _follows_inner(text, mark))
    if mark and mark.is_weak and is_quantity(following) and not numbers.expects(mark):
        mark = None  # a number that the margin parted from its text: 2 个
    if mark and (not is_body or is_next or _BULLET.match(following)):
        return False
    if _has_open_bracket(text) or _UNFINISHED.search(text):
        return True
    if _ENDS_SENTENCE.search(text) or is_title(text):
        return False
    if _names_offices_last(text) or (mark and numbers.expects(mark) and _tells_duty_last(text)):
        return False
    if is_body and (line.is_torn or not line.is_apart):
        return True
    if len(following) <= 3 and not (mark or line.is_indented or line.is_apart):
        return True  # the rest of a word split by the margin
    if usual < float("inf"):
        return is_full and not line.is_indented
    return not line.is_apart and len(re.split("[，,。；;：:]", following)[0]) <= 3 < len(following)


def _names_offices_last(text: str) -> bool:
    """Whether a paragraph ends with who is responsible, or until when: 责任部门:德育处;时间:9月."""
    end = text.rstrip("。；; ")
    return _tells_duty_last(text) and end.endswith(_ENDS_OF_DUTY) and end[-2:-1] not in "、,，:："


def _tells_duty_last(text: str) -> bool:
    """Whether the last sentence of a paragraph begins with a label of who or when."""
    return bool(OFFICE_KEY.match(text.rstrip("。；; ").rsplit("。", 1)[-1].lstrip()))


_ENDS_OF_DUTY = tuple("处股科室组办部委会心校队局院日月前底末旬期周")
"""The last characters of offices and of times."""
_BULLET = re.compile(r"[●■◆▪➢★※]")


def _follows_inner(text: str, mark: Mark) -> bool:
    """Whether the number before a mark's stands inside the text."""
    inner = (parse_mark(text[found.start() :]) for found in _INNER_MARK.finditer(text))
    return any(one and (one.level, one.value) == (mark.level, mark.value - 1) for one in inner)


def _has_open_bracket(text: str) -> bool:
    """Whether a bracket or quotation mark near the text's end is still open."""
    tail = text[-200:]
    return any(tail.count(opening) > tail.count(closing) for opening, closing in _BRACKETS.items())


_INNER_MARK = re.compile(
    "|".join(
        f"(?:{MARK_PATTERNS[level].pattern})"
        for level in ("part", "chinese", "bracketed", "arabic")
    )
)


def _split_at_marks(line: Line, numbers: LastNumbers) -> Iterator[Paragraph]:
    """Split a paragraph before each mark inside it that continues the numbering."""
    whole = Paragraph(line.piece, None, line.is_torn, {}, line.level, line.is_apart)
    if is_note(line.piece.text):
        yield whole
        return
    if label := month_label_end(line.piece.text):
        yield replace(whole, piece=line.piece[:label].strip())
        whole = replace(whole, piece=line.piece[label:])
    yield from _split_at_inner_marks(whole, numbers)


def _split_at_inner_marks(whole: Paragraph, numbers: LastNumbers) -> Iterator[Paragraph]:
    """Yield the paragraphs of a text, each from a mark to the next."""
    piece, mark, is_torn = whole.piece, parse_mark(whole.piece.text), whole.is_torn
    numbers.note(mark)
    start, nested = 0, 0
    for found in _INNER_MARK.finditer(piece.text):
        place = found.start()
        inner = parse_mark(piece.text[place:])
        if (
            place <= start
            or inner is None
            or not _can_start_paragraph(piece.text, start, place, inner)
        ):
            continue
        is_heading = "。" not in piece.text[start:place].rstrip("。 ")
        is_in_item = inner.level == "arabic" and mark is not None and mark.level == "arabic"
        if is_in_item and (inner.value == 1 or inner.value == nested + 1 > 1):
            nested = inner.value
            continue
        begins = inner.value == 1 and (inner.level != "arabic" or is_heading)
        if numbers.expects(inner) or begins:
            yield replace(whole, piece=piece[start:place].strip(), mark=mark, is_torn=is_torn)
            start, mark, nested, is_torn = place, inner, 0, False
            numbers.note(inner)
    yield replace(whole, piece=piece[start:].strip(), mark=mark, is_torn=is_torn)


def _can_start_paragraph(text: str, start: int, place: int, mark: Mark) -> bool:
    """Whether a mark inside a text is at a position where a paragraph could start."""
    before = text[start:place]
    if _has_open_bracket(before):
        return False
    if ENDS_CLAUSE.search(before.rstrip()) or (before[-1:].isspace() and not mark.is_weak):
        return True
    # in single-line text, a heading or title is followed by other text without punctuation
    own = parse_mark(before)
    if own is None:
        return mark.value == 1 and bool(_TITLE_END.search(before))
    is_below = MARK_LEVELS.index(own.level) < MARK_LEVELS.index(mark.level)
    return is_below and "。" not in before and len(before) <= _LONGEST_HEADING
