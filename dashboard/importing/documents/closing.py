"""Cut off what stands below a plan's body: signature, date, list of attachments, website text."""

import re
from collections.abc import Sequence
from typing import Final

from dashboard.importing.documents.noise import is_closing, is_date, is_entry
from dashboard.importing.documents.paragraphs import Paragraph

_TOP: Final = ("part", "formal", "section", "chinese", "bracketed")
_NAMES_OFFICES: Final = re.compile("(?:责任|牵头)(?:[股科处]室?|单位|部门)")

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
    last = max((at for at, paragraph in enumerate(body) if paragraph.is_counted), default=0)
    for at in range(last_section + 1, len(body)):
        paragraph, rest = body[at], body[at:]
        is_below = at > last or not any(_is_body(each) for each in rest)
        ends = _is_closing(body, at) or (at > last and paragraph.is_torn)
        if is_below and paragraph.mark is None and not paragraph.cells and ends:
            return list(body[:at])
    return list(body)


def _is_closing(body: Sequence[Paragraph], at: int) -> bool:
    """Whether a paragraph is part of the closing: also any short name above the last date."""
    text = body[at].piece.text.strip()
    is_signature = len(text) <= _LONGEST_NAME and not _NO_NAME.search(text)
    is_signed = is_signature and _is_last_date(body, at + 1)
    return is_closing(text) or is_signed or _is_last_date(body, at)


def _is_last_date(body: Sequence[Paragraph], at: int) -> bool:
    """Whether a paragraph is a date, and no text follows: a month may be a heading elsewhere."""
    below = body[at + 1 :]
    return (
        at < len(body)
        and is_date(body[at].piece.text)
        and all(is_closing(each.piece.text) for each in below)
    )


def _is_body(paragraph: Paragraph) -> bool:
    """Whether a paragraph can only be part of the body."""
    text = paragraph.piece.text
    return bool(paragraph.cells or _NAMES_OFFICES.search(text) or is_entry(text))
