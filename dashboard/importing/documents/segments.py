"""Split an item's text at the places that name offices, and tell what each place is about.

A mention inside a sentence is about its measure; one after it, about all measures since the one
before; what stands at the end of all measures, about the whole item.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from dashboard.importing.documents.measures import (
    list_starts,
    split_measures,
    title_end,
    trim_measure,
)
from dashboard.importing.documents.mentions import OfficeMention
from dashboard.importing.documents.noise import is_closing
from dashboard.importing.documents.reading import Reading
from dashboard.importing.documents.source import Piece


@dataclass(frozen=True)
class Segment:
    """A stretch of an item's text, the mention that ends it, and those in its sentences."""

    piece: Piece
    mention: OfficeMention | None = None
    inline: tuple[tuple[int, OfficeMention], ...] = ()
    """With the position of each in the document."""


@dataclass
class Measure:
    """A measure with the mentions that are about it."""

    piece: Piece
    mentions: list[OfficeMention] = field(default_factory=list)

    @property
    def names_offices(self) -> bool:
        """Whether a mention of its own has offices."""
        return any(mention.offices for mention in self.mentions)


_EMPTY: Final = Piece("", ())
_OUTSIDE: Final = re.compile("[省市县区旗]")


def split_at_mentions(piece: Piece, reading: Reading) -> Iterator[Segment]:
    """Split a paragraph at the places that name offices, which are removed from the text."""
    start = 0
    inline: list[tuple[int, OfficeMention]] = []
    for mention in reading.mentions(piece):
        if mention.is_inline:
            inline.append((piece.at[mention.start], mention))
            continue
        yield Segment(piece[start : mention.start], mention, tuple(inline))
        start, inline = mention.end, []
    if not is_closing(piece[start:].text.strip()):
        yield Segment(piece[start:], None, tuple(inline))


def without_outsiders(segments: Sequence[Segment]) -> list[Segment]:
    """Leave out who leads outside the bureau where an item tells its own offices: 局内责任股室."""
    mentions = [part.mention for part in segments if part.mention]
    if not any(mention.is_ours for mention in mentions):
        return list(segments)
    return [
        replace(part, mention=None) if part.mention and _is_outside(part.mention) else part
        for part in segments
    ]


def _is_outside(mention: OfficeMention) -> bool:
    """Whether a mention names bodies of the county or above, and nobody of the bureau."""
    names = [office.name for office in mention.offices]
    return bool(names) and not mention.is_ours and all(map(_OUTSIDE.match, names))


def split_title(segments: Sequence[Segment]) -> tuple[Piece, list[OfficeMention], list[Segment]]:
    """Split an item at its first 。 or colon into the title, its mentions, and the rest."""
    for at, part in enumerate(segments):
        piece = part.piece.strip()
        if not has_text(piece):
            continue
        end = title_end(piece.text)
        first = next(list_starts(piece.text), end)
        if first < end and not has_text(piece[:first]):
            return trim_measure(next(split_measures(piece))), [], list(segments[at:])
        title = trim_measure(piece[: min(end, first)])
        rest = piece[first:] if first < end else piece[end + 1 :].strip()
        of_title = [mention for place, mention in part.inline if place in title.at]
        if has_text(rest) or part.mention is None:
            return title, of_title, [Segment(rest, part.mention, part.inline), *segments[at + 1 :]]
        return title, [*of_title, part.mention], list(segments[at + 1 :])
    return _EMPTY, [], []


def has_text(piece: Piece) -> bool:
    """Whether a piece has a letter or digit."""
    return any(map(str.isalnum, piece.text))


def measures_of(
    body: Sequence[Segment], *, is_led: bool = False
) -> tuple[list[Measure], list[OfficeMention]]:
    """Return the measures with their mentions, and the mentions that are about all of them.

    Below a title that tells who leads (`is_led`), another lead is that of its own measures.
    """
    measures: list[Measure] = []
    begun = {True: 0, False: 0}
    run = 0
    for part in body:
        new = [Measure(trim_measure(each)) for each in split_measures(part.piece)]
        measures += new
        for measure in new:
            measure.mentions += [one for place, one in part.inline if place in measure.piece.at]
        mention = part.mention
        if mention is None or mention.reach == "above":
            continue
        if mention.reach == "measure" and new:
            new[-1].mentions.append(mention)
            continue
        is_office = bool(mention.offices)
        begins = len(measures) - len(new) if is_led and _leads(mention) else begun[is_office]
        goes_on = is_office and begins == len(measures)
        for measure in measures[run if goes_on else begins :]:
            if not is_office or goes_on or not measure.names_offices:
                measure.mentions.append(mention)
        run = run if goes_on or not is_office else begins
        begun[is_office] = len(measures)
    at_end = _mentions_at_end(body)
    return measures, [] if measures and is_led and any(map(_leads, at_end)) else at_end


def _leads(mention: OfficeMention) -> bool:
    """Whether a mention names a lead office."""
    return any(office.role == "lead" for office in mention.offices)


def _mentions_at_end(body: Sequence[Segment]) -> list[OfficeMention]:
    """Return the mentions of an item, if all stand at its end."""
    if any(part.inline for part in body):
        return []
    mentions = [part.mention for part in body if part.mention and part.mention.reach != "above"]
    first = next((at for at, part in enumerate(body) if part.mention in mentions), 0)
    return [] if any(has_text(part.piece) for part in body[first + 1 :]) else mentions
