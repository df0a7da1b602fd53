"""Find the fields that a column's heading may mean."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from dashboard.importing.changes.fields import FIELDS

_PATTERNS: Final = [
    (rank, name, re.compile(pattern))
    for name, field in FIELDS.items()
    for rank, pattern in enumerate(field.headings, 1)
]

_REMINDERS: Final = re.compile("上次进度|上期进度")
"""Columns of our own forms that only show values of the ledger, and are not imported."""

_BRACKETS: Final = re.compile(r"[(\[【〔{].*?[)\]】〕}]")
_SPACE: Final = re.compile(r"[\s_\u200b\ufeff]+|x000d")
_JOINED: Final = re.compile(r"[/、,|]|及其?|和|或")

FieldCandidate = tuple[int, str]
"""A field that a heading may mean, with its rank; 1 is best."""


@lru_cache(maxsize=4096)
def normalise_heading(heading: str) -> str:
    """Return a heading in lower case, without spaces, brackets and punctuation."""
    plain = _SPACE.sub("", unicodedata.normalize("NFKC", heading).casefold())
    return (_BRACKETS.sub("", plain) or plain.strip("()[]【】")).strip("*★:;、,.。\"'“”")


@lru_cache(maxsize=4096)
def field_candidates(heading: str) -> tuple[FieldCandidate, ...]:
    """Return the fields that a normalised heading, or with lower rank a part of it, may mean."""
    found = tuple((rank, field) for rank, field, words in _PATTERNS if words.fullmatch(heading))
    if found:
        return found
    first, *others = _JOINED.split(heading, maxsplit=1)
    return tuple((rank + 3, field) for rank, field in field_candidates(first)) if others else ()


@lru_cache(maxsize=4096)
def heading_candidates(above: str, below: str) -> tuple[FieldCandidate, ...]:
    """Return the fields that a heading of two rows may mean.

    The upper heading groups the lower ones: 一季度 is a target below 季度目标, but not below
    进展情况.
    """
    alone = field_candidates(below)
    if not above or above == below:
        return alone
    if together := field_candidates(above + below):
        return together
    if alone and not _below_depends_on_above(alone):
        return alone
    over = field_candidates(above)
    if alone:
        return alone if not over or {field for _rank, field in over} & _TARGETS else ()
    return tuple((rank + 6, field) for rank, field in over)


_TARGETS: Final = {"target", "target_text", *(f"q{at}_target" for at in range(1, 5))}


def _below_depends_on_above(alone: tuple[FieldCandidate, ...]) -> bool:
    return any(field.startswith("q") for _rank, field in alone)


def is_reminder(heading: str) -> bool:
    """Whether a column is known, but has nothing to import."""
    return bool(_REMINDERS.fullmatch(normalise_heading(heading)))
