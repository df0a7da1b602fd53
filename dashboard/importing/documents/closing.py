"""Cut off what stands below a plan's body: signature, date, list of attachments, website text."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from dashboard.importing.documents.months import is_month_heading
from dashboard.importing.documents.noise import is_appeal, is_closing, is_date, is_entry, is_note
from dashboard.importing.documents.paragraphs import Paragraph

_TOP: Final = ("part", "formal", "section", "chinese", "bracketed")
_NAMES_OFFICES: Final = re.compile("(?:责任|牵头)(?:[股科处]室?|单位|部门)")

_ENDS: Final = ("。", "；", ";", ")", "）", "！", "!")
_LONGEST_NAME: Final = 30
_NO_NAME: Final = re.compile("[。；;:：,，!！?？]")


def without_closing(body: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the body without what stands below it; an entry is never below it."""
    last_section = max(
        (
            at
            for at, paragraph in enumerate(body)
            if paragraph.mark and paragraph.mark.level in _TOP
        ),
        default=0,
    )
    last = _last(body, _is_task_in_body)
    last_of_body = _last(body, _is_body)
    end = _last(body, lambda paragraph: not is_closing(paragraph.piece.text)) + 1
    for at in range(last_section + 1, len(body)):
        paragraph = body[at]
        is_below = at > last or at > last_of_body
        ends = _is_closing(body, at, end) or (at > last >= 0 and paragraph.is_torn)
        if is_below and paragraph.mark is None and not paragraph.cells and ends:
            return list(body[:at])
        if _begins_notes(body, at) or (at > last and _begins_appeal(body, at)):
            return list(body[:at])
    return list(body)


def _begins_notes(body: Sequence[Paragraph], at: int) -> bool:
    """Whether below a paragraph, which says so, only notes to the entries or rows above stand."""
    has_entries = any(each.is_counted or each.cells for each in body[:at])
    is_note_here = is_note(body[at].piece.text)
    return is_note_here and has_entries and not any(_is_task(each) for each in body[at:])


def _is_task(paragraph: Paragraph) -> bool:
    """Whether a paragraph below a note is a row or heading, or names its offices."""
    text, mark = paragraph.piece.text, paragraph.mark
    is_heading = is_month_heading(text) or (mark is not None and mark.level == "boxed")
    return bool(paragraph.cells or is_heading or _NAMES_OFFICES.search(text))


def _begins_appeal(body: Sequence[Paragraph], at: int) -> bool:
    """Whether an appeal stands below the last entry, and apart from it."""
    text, above = body[at].piece.text, body[at - 1].piece.text.rstrip()
    is_apart = body[at].is_apart or above.endswith((")", "）"))
    is_text = body[at].mark is None and not body[at].cells and above[-1:] in _ENDS
    return is_text and is_appeal(text, is_sure=not is_apart)


def _last(body: Sequence[Paragraph], is_so: Callable[[Paragraph], bool]) -> int:
    """Return the index of the last paragraph of a kind; -1 without any."""
    return next((at for at in reversed(range(len(body))) if is_so(body[at])), -1)


def _is_closing(body: Sequence[Paragraph], at: int, end: int) -> bool:
    """Whether a paragraph is part of the closing: also any short name above the last date.

    From `end` on there are but lines that close a document by themselves.
    """
    text = body[at].piece.text.strip()
    is_signature = len(text) <= _LONGEST_NAME and not _NO_NAME.search(text)
    is_signed = is_signature and _is_last_date(body, at + 1, end)
    return is_closing(text) or is_signed or _is_last_date(body, at, end)


def _is_last_date(body: Sequence[Paragraph], at: int, end: int) -> bool:
    """Whether a paragraph is a date, and no text follows: a month may be a heading elsewhere."""
    return end <= at + 1 <= len(body) and is_date(body[at].piece.text)


def _is_task_in_body(paragraph: Paragraph) -> bool:
    """Whether a paragraph is an entry, a row, or a line with a bullet that has offices or a day."""
    is_line = paragraph.mark is not None and _is_body(paragraph)
    return paragraph.is_counted or bool(paragraph.cells) or is_line


def _is_body(paragraph: Paragraph) -> bool:
    """Whether a paragraph can only be part of the body."""
    text = paragraph.piece.text
    return bool(paragraph.cells or _NAMES_OFFICES.search(text) or is_entry(text))
