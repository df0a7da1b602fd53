"""Make the task numbers of a file unique: a number that spans several rows becomes 3.1, 3.2.

Where numbers restart in each theme or sheet, they are prefixed with its position: 2-1.
"""

from collections.abc import Iterator, Sequence

from dashboard.core.errors import Problem
from dashboard.importing.spreadsheets.sheet_fields import SheetRow


def fill_down(entries: Sequence[SheetRow]) -> None:
    """Fill fields that are written only in the first of several rows of one sheet.

    A ledger row with a measure but without number and item takes those of the row above. In a
    report this would assign the row to another task.
    """
    above: SheetRow | None = None
    for entry in entries:
        _fill_heading(entry, above)
        own = entry.values
        is_measure = own.get("text") and not own.get("number") and not own.get("item")
        if above and is_measure and entry.table.layout.kind == "ledger":
            for name in ("number", "item", "lead_office", "support_offices", "leader"):
                if name in own and not entry.has_error(name):
                    own[name] = own[name] or above.values.get(name)
        above = entry


def _fill_heading(entry: SheetRow, above: SheetRow | None) -> None:
    """Fill a row's theme from the row above or from a heading row."""
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


def number_tasks(entries: Sequence[SheetRow], problems: list[Problem]) -> None:
    """Make the task numbers of a file unique as far as its sections and measures tell."""
    groups = list(_rows_by_number(entries))
    places = _restarting_sections(groups)
    for group in groups:
        number = group[0].values["number"]
        if places:
            number = f"{places[_section_of(group[0])]}-{number}"
        _number_rows(group, number)
    if places:
        problems.append(_renumbering_warning(groups))


def _rows_by_number(entries: Sequence[SheetRow]) -> Iterator[list[SheetRow]]:
    """Yield groups of adjacent rows that share one number."""
    group: list[SheetRow] = []
    for entry in entries:
        if group and not _shares_number(entry, group[-1]):
            yield group
            group = []
        group.append(entry)
    if group:
        yield group


def _shares_number(entry: SheetRow, above: SheetRow) -> bool:
    """Whether a row shares the number above it: in a merged cell, or as one more measure."""
    own, before = entry.values, above.values
    if entry.table is not above.table or own["number"] != before["number"]:
        return False
    is_measure = bool(own.get("text")) and own.get("text") != before.get("text")
    is_same_item = own.get("item") == before.get("item") and _section_of(entry) == _section_of(
        above
    )
    return entry.is_filled("number") or (is_measure and is_same_item)


def _section_of(entry: SheetRow) -> str:
    """Return the section of the file, within which numbers may restart."""
    own = entry.values
    return str(own.get("theme") or own.get("theme_title") or entry.table.sheet.name)


def _restarting_sections(groups: Sequence[list[SheetRow]]) -> dict[str, int]:
    """Return the position of each section if all start with the same number, else {}.

    A single repeated number among consecutive ones is a mistake, not a restart.
    """
    first: dict[str, str] = {}
    for group in groups:
        first.setdefault(_section_of(group[0]), group[0].values["number"])
    if len(first) < 2 or len(set(first.values())) > 1:
        return {}
    return {section: place for place, section in enumerate(first, 1)}


def _renumbering_warning(groups: Sequence[list[SheetRow]]) -> Problem:
    """Return the warning that the numbers differ from the printed ones."""
    entry = groups[0][0]
    number, sheet = entry.values["number"], entry.table.sheet.name
    seen = f"各部分重新编号,已在前面加上部分的顺序,如 {number}"
    return Problem(f"工作表“{sheet}”", "全表不重复的序号", seen, is_warning=True, sheet=sheet)


def _number_rows(group: list[SheetRow], number: str) -> None:
    """Number the rows that share a number: 3 for one row, else 3.1, 3.2."""
    for at, entry in enumerate(group, 1):
        if len(group) > 1 and not entry.values.get("item_number"):
            entry.values["item_number"] = number
        entry.values["number"] = f"{number}.{at}" if len(group) > 1 else number


def report_repeated(entries: Sequence[SheetRow]) -> None:
    """Report each number that another task has already."""
    first: dict[str, SheetRow] = {}
    for entry in entries:
        other = first.setdefault(entry.values["number"], entry)
        if other is not entry:
            sheet = "" if other.table is entry.table else f"工作表“{other.table.sheet.name}”"
            seen = f"重复的“{entry.values['number']}”({sheet}第 {other.at + 1} 行已用)"
            entry.add_problem("number", "不重复的序号", seen)
