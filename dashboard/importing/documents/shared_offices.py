"""Give items the offices that stand below several: 以上责任股室:A, or those below a group."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from dashboard.importing.documents.items import ParsedItem, due_told
from dashboard.importing.documents.plan import Item
from dashboard.importing.documents.reading import Reading, merge_offices
from dashboard.importing.spreadsheets.chinese_dates import parse_chinese_number

_ABOVE_COUNT: Final = re.compile(r"([一二两三四五六七八九十]|\d{1,2})\s?[项条个]")
_ABOVE_RANGE: Final = re.compile(r"第?\s?(\d{1,3})\s?[-—–~至到、]\s?第?\s?(\d{1,3})")


def share_offices(parsed: Sequence[ParsedItem], reading: Reading) -> Iterator[Item]:
    """Yield the items of a section; those that keep the offices of a heading claim them."""
    sharers: dict[int, int] = {}
    begun = 0
    for at, one in enumerate(parsed):
        if one.above:
            sharers |= dict.fromkeys(_items_above(parsed, at, begun), at)
            begun = at + 1
    start = 0
    for _, members in groupby(parsed, key=lambda one: one.item.group):
        places = range(start, start + len(list(members)))
        sharers |= dict.fromkeys(_items_of_group(parsed, places, reading), places[-1])
        start = places.stop
    for at, one in enumerate(parsed):
        if at not in sharers:
            reading.claim(one.outer)
            yield one.item
            continue
        below = parsed[sharers[at]]
        told = below.above or below.own
        reading.claim(told)
        yield _due_as(replace(one.item, offices=merge_offices(told)), below, reading)


def _due_as(item: Item, below: ParsedItem, reading: Reading) -> Item:
    """Return an item that is due when the line below several items tells, unless it tells when."""
    due = due_told(below.due, reading) if below.due else None
    if due is None:
        return item
    tasks = (task if task.due_text else task.due_by(due) for task in item.tasks)
    return replace(item, tasks=tuple(tasks))


def _items_above(parsed: Sequence[ParsedItem], at: int, begun: int) -> Iterator[int]:
    """Yield the places of the items that 以上 is about: those without offices of their own."""
    words = " ".join(mention.above for mention in parsed[at].above)
    count, numbers = _ABOVE_COUNT.search(words), _ABOVE_RANGE.search(words)
    for place in range(begun, at + 1):
        number = parsed[place].item.number
        if numbers and isinstance(number, int):
            is_meant = int(numbers.group(1)) <= number <= int(numbers.group(2))
        elif count:
            is_meant = place > at - (parse_chinese_number(count.group(1)) or 0)
        else:
            is_meant = True
        if is_meant and not parsed[place].own:
            yield place


def _items_of_group(parsed: Sequence[ParsedItem], places: range, reading: Reading) -> Iterator[int]:
    """Yield the places of the items that have the offices below the last one of their group.

    This applies to entries numbered from one, of which only the last has offices, on a line.
    """
    *others, last = (parsed[place] for place in places)
    is_shared = (
        bool(others)
        and last.is_shared
        and others[0].item.number == 1
        and not any(one.own for one in others)
    )
    if is_shared:
        reading.note(
            f"第 {last.item.line} 行事项下面的责任股室用于同组的 {len(places)} 个事项,请核对。"
        )
        yield from places[:-1]
