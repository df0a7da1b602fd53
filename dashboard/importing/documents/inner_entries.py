"""Find the entries with inner marks, (1) or ①, that are items: each names its offices.

The outermost mark below a heading that has offices of its own is that of the items. Below 1. these
marks are those of measures, whoever is responsible for each.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from dashboard.importing.documents.headings import ITEM_RANK, Rank
from dashboard.importing.documents.offices import find_offices
from dashboard.importing.documents.paragraphs import Paragraph

_INNER_RANK: Final = ITEM_RANK + 5
_SENTENCE: Final = re.compile("[。;；:：]")
_LEAST_NAMED: Final = 0.75
"""The share of the entries below a heading that name offices, if they are items."""

Entries = Sequence[Sequence[tuple[int, Paragraph]]]
"""The paragraphs of each entry, with their positions."""


def rank_inner_entries(body: Sequence[Paragraph], ranks: Mapping[int, Rank]) -> dict[int, Rank]:
    """Return the ranks of the entries with inner marks that are items, by position."""
    lists = list(_lists(body, ranks))
    if not any(len(entries) > 1 and _is_named(entries) for entries in lists):
        return {}
    return {
        at: Rank(_INNER_RANK, "mark", first.mark.end)
        for entries in lists
        if _is_named(entries)
        for (at, first), *_ in entries
        if first.mark
    }


def _lists(body: Sequence[Paragraph], ranks: Mapping[int, Rank]) -> Iterator[Entries]:
    """Yield the entries with inner marks right below each heading that is only a title."""
    for heading, end in pairwise([*sorted(ranks), len(body)]):
        starts = [at for at in range(heading + 1, end) if _is_inner(body[at])]
        if starts[:1] == [heading + 1] and _is_title(body[heading], ranks[heading]):
            yield [
                [(at, body[at]) for at in range(start, after)]
                for start, after in pairwise([*starts, end])
            ]


def _is_inner(paragraph: Paragraph) -> bool:
    mark = paragraph.mark
    return mark is not None and mark.level == "measure" and mark.value > 0


def _is_title(heading: Paragraph, rank: Rank) -> bool:
    """Whether a heading is above 1., is no sentence, and names no offices."""
    is_plain = not heading.cells and not _SENTENCE.search(heading.piece.text)
    return rank.depth < ITEM_RANK and is_plain and not find_offices(heading.piece, ())


def _is_named(entries: Entries) -> bool:
    """Whether the entries of a list name their offices."""
    named = sum(
        any(mention.offices for _, each in entry for mention in find_offices(each.piece, ()))
        for entry in entries
    )
    return named >= _LEAST_NAMED * len(entries)
