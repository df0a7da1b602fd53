"""The number that names each task of a file once: one that spans several rows is parted, 3.1, 3.2.

Where numbers begin anew in each theme, or on each sheet, the place of that stands before them: 2-1.
"""

from collections.abc import Iterator, Sequence

from dashboard.core.errors import Problem
from dashboard.importing.spreadsheets.sheet_fields import Entry


def fill_down(entries: Sequence[Entry]) -> None:
    """Give the rows of one sheet what is written only in the first of several.

    A row of a ledger with a measure, but without number and item, goes on with those above it; in a
    report it would be taken for another task's.
    """
    above: Entry | None = None
    for entry in entries:
        head(entry, above)
        own = entry.values
        is_measure = own.get("text") and not own.get("number") and not own.get("item")
        if above and is_measure and entry.table.layout.kind == "ledger":
            for name in ("number", "item", "lead_office", "support_offices", "leader"):
                if name in own and not entry.is_told(name):
                    own[name] = own[name] or above.values.get(name)
        above = entry


def head(entry: Entry, above: Entry | None) -> None:
    """Give a row the theme that stands above it, in its column or on a line of its own."""
    body, own = entry.table.body, entry.values
    theme, group = body.themes[entry.at], body.groups[entry.at]
    is_first = not above or body.themes[above.at] != theme
    if "theme" in own:
        before = theme if is_first or above is None else above.values["theme"]
        own["theme"] = own["theme"] or before or None
    elif theme:
        own["theme_title"] = own.get("theme_title") or theme
    if group:
        own["group_title"] = own.get("group_title") or group


def name_tasks(entries: Sequence[Entry], problems: list[Problem]) -> None:
    """Make the numbers of all rows of a file name each task once; what cannot be is told."""
    groups = list(stretches(entries))
    places = restarts(groups)
    for group in groups:
        number = group[0].values["number"]
        if places:
            number = f"{places[section_of(group[0])]}-{number}"
        part(group, number)
    if places:
        problems.append(told_restart(groups))
    tell_repeated(entries)


def name_reports(entries: Sequence[Entry], known: frozenset[str]) -> None:
    """Give reports the numbers of their tasks, where one number was parted in the ledger."""
    for group in stretches(entries):
        if group[0].values["number"] not in known:
            part(group, group[0].values["number"])


def stretches(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Yield the rows that stand together under one number."""
    group: list[Entry] = []
    for entry in entries:
        if group and not goes_on(entry, group[-1]):
            yield group
            group = []
        group.append(entry)
    if group:
        yield group


def goes_on(entry: Entry, above: Entry) -> bool:
    """Say whether a row shares the number above it: in a merged cell, or as one more measure."""
    own, before = entry.values, above.values
    if entry.table is not above.table or own["number"] != before["number"]:
        return False
    is_measure = bool(own.get("text")) and own.get("text") != before.get("text")
    is_same_item = own.get("item") == before.get("item") and section_of(entry) == section_of(above)
    return entry.is_filled("number") or (is_measure and is_same_item)


def section_of(entry: Entry) -> str:
    """Return the part of the file in which numbers may begin anew."""
    own = entry.values
    return str(own.get("theme") or own.get("theme_title") or entry.table.sheet.name)


def restarts(groups: Sequence[list[Entry]]) -> dict[str, int]:
    """Return the place of each section if all begin with the same number, else nothing.

    One number that is there twice among others that run on is a mistake, no new beginning.
    """
    first: dict[str, str] = {}
    for group in groups:
        first.setdefault(section_of(group[0]), group[0].values["number"])
    if len(first) < 2 or len(set(first.values())) > 1:
        return {}
    return {section: place for place, section in enumerate(first, 1)}


def told_restart(groups: Sequence[list[Entry]]) -> Problem:
    """Return the warning that numbers are others than those printed."""
    entry = groups[0][0]
    number, sheet = entry.values["number"], entry.table.sheet.name
    seen = f"各部分重新编号,已在前面加上部分的顺序,如 {number}"
    return Problem(f"工作表“{sheet}”", "全表不重复的序号", seen, is_warning=True, sheet=sheet)


def part(group: list[Entry], number: str) -> None:
    """Number the rows that share a number: 3 when it is one, else 3.1, 3.2."""
    for at, entry in enumerate(group, 1):
        if len(group) > 1 and not entry.values.get("item_number"):
            entry.values["item_number"] = number
        entry.values["number"] = f"{number}.{at}" if len(group) > 1 else number


def tell_repeated(entries: Sequence[Entry]) -> None:
    """Tell of each number that names something else already."""
    first: dict[str, Entry] = {}
    for entry in entries:
        other = first.setdefault(entry.values["number"], entry)
        if other is not entry:
            sheet = "" if other.table is entry.table else f"工作表“{other.table.sheet.name}”"
            seen = f"重复的“{entry.values['number']}”({sheet}第 {other.at + 1} 行已用)"
            entry.tell("number", "不重复的序号", seen)
