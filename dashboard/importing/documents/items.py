"""Parse an entry of the outline into an item: title, offices, and tasks with due dates.

Of the offices, the inner ones win: those of a measure, of its item, of what stands above. A measure
never gets those of its sibling.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from dashboard.importing.documents.due_dates import parse_due_date, parse_due_words
from dashboard.importing.documents.marks import Mark
from dashboard.importing.documents.measures import (
    list_starts,
    split_measures,
    title_end,
    trim_measure,
)
from dashboard.importing.documents.noise import is_closing
from dashboard.importing.documents.office_names import Office
from dashboard.importing.documents.offices import OfficeMention
from dashboard.importing.documents.paragraphs import Paragraph
from dashboard.importing.documents.plan import Item, Task
from dashboard.importing.documents.quantities import find_quantities
from dashboard.importing.documents.reading import Reading, merge_offices
from dashboard.importing.documents.source import Piece, Source


@dataclass(frozen=True)
class Entry:
    """An entry of the outline: its paragraphs, the first with the mark, and its groups' titles."""

    paragraphs: Sequence[Paragraph]
    title_at: int = 0
    groups: tuple[Piece, ...] = ()

    def group(self, source: Source) -> str | None:
        """Return the titles of the groups, consumed with the entry."""
        return " ".join(source.consume(title) for title in self.groups) or None


@dataclass(frozen=True)
class ParsedItem:
    """An item, and the mentions in it that are about the items above, too."""

    item: Item
    own: tuple[OfficeMention, ...]
    above: tuple[OfficeMention, ...]
    is_shared: bool = False
    """Whether its only offices stand on a line of their own at its end."""


@dataclass(frozen=True)
class _Segment:
    """A stretch of an item's text, and the mention at its end."""

    piece: Piece
    mention: OfficeMention | None = None


@dataclass
class _Measure:
    """A measure with the mentions that are about it."""

    piece: Piece
    mentions: list[OfficeMention] = field(default_factory=list)


_EMPTY: Final = Piece("", ())


def parse_item(
    entry: Entry, reading: Reading, default: Sequence[OfficeMention]
) -> ParsedItem | None:
    """Parse the item of an entry; None when it has no text except marks.

    `default` are the offices of the nearest heading that has some.
    """
    source = reading.source
    first = entry.paragraphs[0]
    pieces = [paragraph.piece for paragraph in entry.paragraphs]
    number = _item_number(pieces[0].text[: entry.title_at], first.mark)
    mark, pieces[0] = pieces[0][: entry.title_at], pieces[0][entry.title_at :]
    segments = [part for piece in pieces for part in _split_at_mentions(piece, reading)]
    title, of_title, body = _split_title(segments)
    if not title:
        return None
    source.consume(mark)
    above = tuple(
        part.mention for part in segments if part.mention and part.mention.reach == "above"
    )
    own = tuple(
        part.mention
        for part in segments
        if part.mention and part.mention.offices and part.mention.reach != "above"
    )
    measures, of_item = _measures_of(body, title, reading)
    of_item = [*of_title, *of_item]
    if not own:
        reading.claim(default)
    reading.claim(own)
    tasks = [_parse_task(measure, of_item, reading) for measure in measures]
    offices = merge_offices(own or default)
    tasks = _with_offices(tasks, measures, of_item or (() if own else default), offices)
    item = Item(
        number,
        entry.group(source),
        source.consume(title),
        offices,
        tuple(tasks),
        source.line(title),
    )
    last = segments[-1].mention
    alone = len(own) == 1 and last is own[0] and last.reach == "run"
    return ParsedItem(item, own, above, alone and len(entry.paragraphs) > 1)


def _item_number(printed: str, mark: Mark | None) -> int | str | None:
    """Return an entry's number: an integer for Arabic numerals, else as printed."""
    if mark is None or not printed.strip():
        return None
    plain = printed.strip(" .．、\t")
    is_plain = mark.level == "arabic" and plain.isdigit()
    return mark.value if is_plain else printed.strip(" \t,，、:：.") or None


def _split_at_mentions(piece: Piece, reading: Reading) -> Iterator[_Segment]:
    """Split a paragraph at the places that name offices, which are removed from the text."""
    start = 0
    for mention in reading.mentions(piece):
        end = mention.end if mention.is_inline else mention.start
        yield _Segment(piece[start:end], mention)
        start = mention.end
    if not is_closing(piece[start:].text.strip()):
        yield _Segment(piece[start:])


def _split_title(
    segments: Sequence[_Segment],
) -> tuple[Piece, list[OfficeMention], list[_Segment]]:
    """Split an item at its first 。 or colon into the title, its mentions, and the rest."""
    for at, part in enumerate(segments):
        piece = part.piece.strip()
        if not any(map(str.isalnum, piece.text)):
            continue
        end = title_end(piece.text)
        first = next(list_starts(piece.text), end)
        if first < end and not any(map(str.isalnum, piece.text[:first])):
            return trim_measure(next(split_measures(piece))), [], list(segments[at:])
        title = trim_measure(piece[: min(end, first)])
        rest = piece[first:] if first < end else piece[end + 1 :].strip()
        if any(map(str.isalnum, rest.text)) or part.mention is None:
            return title, [], [_Segment(rest, part.mention), *segments[at + 1 :]]
        return title, [part.mention], list(segments[at + 1 :])
    return _EMPTY, [], []


def _measures_of(
    body: Sequence[_Segment], title: Piece, reading: Reading
) -> tuple[list[_Measure], list[OfficeMention]]:
    """Return the measures with their mentions, and the mentions that are about all of them.

    A mention inside a sentence is about its measure; one after it, about all since the one before.
    The only mention, at the end, is about the whole item.
    """
    measures: list[_Measure] = []
    begun = {True: 0, False: 0}
    for part in body:
        new = [_Measure(trim_measure(each)) for each in split_measures(part.piece)]
        measures += new
        mention = part.mention
        if mention is None or mention.reach == "above":
            continue
        if mention.reach == "measure" and new:
            new[-1].mentions.append(mention)
            continue
        is_office = bool(mention.offices)
        for measure in measures[begun[is_office] :]:
            if not is_office or not any(own.offices for own in measure.mentions):
                measure.mentions.append(mention)
        begun[is_office] = len(measures)
    of_item = _mentions_at_end(body)
    if not measures or _promises(title, measures, reading):
        measures.insert(0, _Measure(title, list(of_item)))
    return measures, of_item


def _mentions_at_end(body: Sequence[_Segment]) -> list[OfficeMention]:
    """Return the mentions of an item, if all stand at its end."""
    mentions = [part.mention for part in body if part.mention and part.mention.reach != "above"]
    first = next((at for at, part in enumerate(body) if part.mention in mentions), 0)
    has_text = any(any(map(str.isalnum, part.piece.text)) for part in body[first + 1 :])
    return [] if has_text else mentions


def _promises(title: Piece, measures: Sequence[_Measure], reading: Reading) -> bool:
    """Whether a title has a date or quantity that its first measure does not repeat."""
    due = parse_due_date(title.text, reading.period)
    is_promise = (due and due[1]) or find_quantities(title.text, reading.period)
    return bool(is_promise) and title.text not in measures[0].piece.text


def _parse_task(measure: _Measure, of_item: Sequence[OfficeMention], reading: Reading) -> Task:
    """Parse the task of a measure, with its due date and quantities."""
    source = reading.source
    text = source.consume(measure.piece)
    task = replace(
        Task(text, source.line(measure.piece)),
        targets=tuple(find_quantities(text, reading.period)),
    )
    due = parse_due_date(text, reading.period)
    told = next(
        (mention.due for mention in (*measure.mentions, *of_item) if mention.due is not None), None
    )
    if told is not None and (due is None or due[1] is None):
        words = re.split("[:：】]", source.consume(told), maxsplit=1)[-1]
        due = parse_due_words(words, reading.period) or due
    elif told is not None and due and due[0] in told.text:
        source.consume(told)
    return replace(task, due_text=due[0], due_date=due[1]) if due else task


def _with_offices(
    tasks: Sequence[Task],
    measures: Sequence[_Measure],
    outer: Sequence[OfficeMention],
    offices: tuple[Office, ...],
) -> list[Task]:
    """Return the tasks with offices of their own where they are not those of the item."""
    named = [
        merge_offices(own)
        if (own := [each for each in measure.mentions if each.offices])
        else merge_offices(outer)
        for measure in measures
    ]
    return [
        replace(task, offices=None if own == offices else own)
        for task, own in zip(tasks, named, strict=True)
    ]
