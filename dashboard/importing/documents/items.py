"""Parse an entry of the outline into an item: title, offices, and tasks with due dates.

Of the offices, the inner ones win: those of a measure, of its item, of what stands above. A measure
never gets those of its sibling.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dashboard.importing.documents.due_dates import (
    DueDate,
    is_start,
    parse_due_date,
    parse_due_words,
    told_first,
)
from dashboard.importing.documents.labels import contents_first
from dashboard.importing.documents.marks import Mark
from dashboard.importing.documents.mentions import OfficeMention
from dashboard.importing.documents.office_names import Office
from dashboard.importing.documents.paragraphs import Paragraph
from dashboard.importing.documents.plan import Item, Task
from dashboard.importing.documents.quantities import find_quantities
from dashboard.importing.documents.reading import Reading, merge_offices
from dashboard.importing.documents.segments import (
    Measure,
    Segment,
    has_text,
    measures_of,
    split_at_mentions,
    split_title,
    without_outsiders,
)
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
    outer: tuple[OfficeMention, ...] = ()
    """Those of the heading that it has, not yet claimed."""
    is_shared: bool = False
    """Whether its only offices stand on a line of their own at its end."""
    due: Piece | None = None
    """The due date that stands on a line of its own, too."""


def parse_item(
    entry: Entry, reading: Reading, default: Sequence[OfficeMention]
) -> ParsedItem | None:
    """Parse the item of an entry; None when it has no text except marks.

    `default` are the offices of the nearest heading that has some.
    """
    source = reading.source
    first, *others = (paragraph.piece for paragraph in contents_first(entry.paragraphs))
    pieces = [first[entry.title_at :], *others]
    segments = without_outsiders(
        [part for piece in pieces for part in split_at_mentions(piece, reading)]
    )
    title, of_title, body = split_title(segments)
    if not title:
        return None
    measures, at_end = measures_of(body, is_led=any(each.offices for each in of_title))
    of_item = [each for each in (*of_title, *at_end) if each.reach != "above"]
    if not measures or _promises(title, measures, reading):
        measures.insert(0, Measure(title, list(of_item)))
    named = [*of_item, *(mention for measure in measures for mention in measure.mentions)]
    own = tuple(dict.fromkeys(mention for mention in named if mention.offices))
    outer = _outer_mentions(measures, of_item, own, default)
    reading.claim(own)
    offices = _with_lead(merge_offices(outer or own), default, reading)
    tasks = list(_parse_tasks(measures, of_item, reading))
    item = Item(
        _item_number(source.consume(first[: entry.title_at]), entry.paragraphs[0].mark),
        entry.group(source),
        source.consume(title),
        offices,
        tuple(_with_offices(tasks, measures, outer, offices)),
        source.line(title),
        _leader_of([*named, *default], reading),
    )
    above, is_shared = _above_mentions(segments), _is_shared(segments, own, entry)
    return ParsedItem(item, own, above, tuple(outer), is_shared, _shared_due(segments))


def _outer_mentions(
    measures: Sequence[Measure],
    of_item: Sequence[OfficeMention],
    own: Sequence[OfficeMention],
    default: Sequence[OfficeMention],
) -> list[OfficeMention]:
    """Return who is responsible for the measures that name nobody; empty if each names its own."""
    of_item = [mention for mention in of_item if mention.offices]
    is_complete = bool(own) and all(measure.names_offices for measure in measures)
    return of_item or ([] if is_complete else list(default))


def _with_lead(
    offices: tuple[Office, ...], default: Sequence[OfficeMention], reading: Reading
) -> tuple[Office, ...]:
    """Return offices; those that only support have the lead of the heading above."""
    leads = [office for office in merge_offices(default) if office.role == "lead"]
    if not offices or not leads or any(office.role == "lead" for office in offices):
        return offices
    reading.claim(default)
    return tuple(dict.fromkeys([*leads[:1], *offices]))


def _above_mentions(segments: Sequence[Segment]) -> tuple[OfficeMention, ...]:
    """Return the mentions that are about the items above, too: 以上责任股室:A."""
    mentions = (part.mention for part in segments)
    return tuple(mention for mention in mentions if mention and mention.reach == "above")


def _is_shared(segments: Sequence[Segment], own: Sequence[OfficeMention], entry: Entry) -> bool:
    """Whether an item's only offices stand on a line of their own at its end."""
    at = next((at for at, part in enumerate(segments) if part.mention in own), 0)
    is_last = not any(has_text(part.piece) for part in segments[at:])
    return len(own) == 1 and is_last and own[0].reach == "run" and len(entry.paragraphs) > 1


def _shared_due(segments: Sequence[Segment]) -> Piece | None:
    """Return the due date on a line of its own, which the items above may share."""
    lines = (part.mention for part in segments if not has_text(part.piece))
    return next((mention.due for mention in lines if mention and mention.due), None)


def _leader_of(mentions: Sequence[OfficeMention], reading: Reading) -> str | None:
    """Return the leader in charge whom the nearest mention names."""
    told = next((mention.leader for mention in mentions if mention.leader is not None), None)
    if told is None:
        return None
    return (
        re.split("[:：]", reading.source.consume(told), maxsplit=1)[-1].strip("。;；,， ") or None
    )


def _item_number(printed: str, mark: Mark | None) -> int | str | None:
    """Return an entry's number: an integer for Arabic numerals, else as printed."""
    if mark is None or not mark.value:
        return None
    plain = printed.strip(" .．、\t")
    is_plain = mark.level == "arabic" and plain.isdigit()
    return mark.value if is_plain else printed.strip(" \t,，、:：.") or None


def _promises(title: Piece, measures: Sequence[Measure], reading: Reading) -> bool:
    """Whether a title has a date or quantity that its first measure does not repeat."""
    due = parse_due_date(title.text, reading.period)
    is_promise = (due and due.day) or find_quantities(title.text, reading.period)
    return bool(is_promise) and title.text not in measures[0].piece.text


def _parse_tasks(
    measures: Sequence[Measure], of_item: Sequence[OfficeMention], reading: Reading
) -> Iterator[Task]:
    """Yield the tasks of measures.

    A due date behind a label comes before one in the text; of several measures that share it, those
    that tell their own keep that, but somebody has the label's.
    """
    told = [_due_of(measure, of_item) for measure in measures]
    for at, (measure, due) in enumerate(zip(measures, told, strict=True)):
        is_free = due is not None and due.at[0] not in reading.source.places
        is_mine = told.count(due) == 1 or (is_free and due not in told[at + 1 :])
        yield _parse_task(measure, due, reading, is_mine=is_mine)


def _due_of(measure: Measure, of_item: Sequence[OfficeMention]) -> Piece | None:
    """Return the words behind a label that tell when a measure is due."""
    mentions = (*measure.mentions, *of_item)
    return next((mention.due for mention in mentions if mention.due is not None), None)


def _parse_task(measure: Measure, told: Piece | None, reading: Reading, *, is_mine: bool) -> Task:
    """Parse the task of a measure, with its due date and quantities.

    `told` are the words behind a label; unless they are about this measure alone (`is_mine`), a
    date in its text comes first.
    """
    source = reading.source
    text = source.consume(measure.piece)
    task = replace(
        Task(text, source.line(measure.piece)),
        targets=tuple(find_quantities(text, reading.period)),
    )
    due = parse_due_date(text, reading.period)
    keeps_own = not is_mine and due and due.day and not is_start(text, due)
    if told is not None and not keeps_own:
        first = due_told(told, reading)
        due = told_first(first, parse_due_date(text, reading.period, first))
    return task.due_by(due) if due else task


def due_told(told: Piece, reading: Reading) -> DueDate | None:
    """Return the due date in 完成时限:6月底."""
    words = re.split("[:：】]", reading.source.consume(told), maxsplit=1)[-1]
    return parse_due_words(words.strip("。;； ").removesuffix("完成"), reading.period)


def _with_offices(
    tasks: Sequence[Task],
    measures: Sequence[Measure],
    outer: Sequence[OfficeMention],
    offices: tuple[Office, ...],
) -> Iterator[Task]:
    """Yield the tasks with offices of their own where they are not those of the item."""
    lead = [office for office in offices if office.role == "lead"]
    for task, measure in zip(tasks, measures, strict=True):
        own = merge_offices(measure.mentions if measure.names_offices else outer)
        if own and all(office.role == "support" for office in own):
            own = tuple(dict.fromkeys([*lead, *own]))
        yield replace(task, offices=None if own == offices else own)
