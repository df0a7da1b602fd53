"""Convert a parsed plan to a draft: one row per task, each with a unique number."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from dashboard.importing.changes.draft import LEDGER_FIELDS, WHERE
from dashboard.importing.documents.plan import Item, Plan, Task, Theme
from dashboard.importing.spreadsheets.chinese_dates import parse_chinese_number

_WHOLE_PLAN = "全部工作"
"""The theme of a plan that has no sections."""

DUE_TEXT: Final = "due_text"
"""The draft's column with the words of a due date, which the reviewer sees beside the day."""

_NOT_IN_A_PLAN = {
    "weight",
    "start_date",
    "q1_target",
    "q2_target",
    "q3_target",
    "q4_target",
}


@dataclass(frozen=True)
class _NumberedItem:
    """An item with its theme and its unique number."""

    theme: Theme
    item: Item
    number: str


def plan_draft(plan: Plan) -> pd.DataFrame:
    """Return one row per task: the fields of a ledger, its place (`where`), its `line` and the
    words of its due date."""
    has_leaders = any(item.leader for theme in plan.themes for item in theme.items)
    absent = _NOT_IN_A_PLAN if has_leaders else {*_NOT_IN_A_PLAN, "leader"}
    columns = [name for name in LEDGER_FIELDS if name not in absent]
    rows = [
        _draft_row(place, at, task)
        for place in _numbered_items(plan)
        for at, task in enumerate(place.item.tasks, 1)
    ]
    return pd.DataFrame(rows, columns=[*columns, DUE_TEXT, "line", WHERE], dtype="object")


def _numbered_items(plan: Plan) -> Iterator[_NumberedItem]:
    """Yield the items with unique numbers.

    Where numbers restart in each theme, they are prefixed with the theme's ordinal: 2-1.
    """
    known = [
        (at, theme, item, _item_number(item, count))
        for at, theme in enumerate(plan.themes, 1)
        for count, item in enumerate(theme.items, 1)
    ]
    is_repeated = max(Counter(number for *_, number in known).values(), default=1) > 1
    ordinals = [theme.ordinal for theme in plan.themes]
    is_unique = len(set(ordinals)) == len(ordinals)
    used: set[str] = set()
    for at, theme, item, number in known:
        prefix = theme.ordinal if is_unique and theme.ordinal else at
        own = f"{prefix}-{number}" if is_repeated else number
        while own in used:
            own += "'"
        used.add(own)
        yield _NumberedItem(theme, item, own)


def _item_number(item: Item, count: int) -> str:
    """Return an item's number in Arabic numerals; its position in the theme if it has none."""
    if isinstance(item.number, int):
        return str(item.number)
    printed = parse_chinese_number((item.number or "").strip("()（）〔〕【】、.第条 "))
    return str(printed or count)


def _draft_row(place: _NumberedItem, at: int, task: Task) -> dict[str, Any]:
    """Return the draft's row of a task; of several that lead, a ledger has the first as lead."""
    theme, item = place.theme, place.item
    offices = item.offices if task.offices is None else task.offices
    lead = next((office.name for office in offices if office.role == "lead"), None)
    return {
        "theme": theme.short_name or _WHOLE_PLAN,
        "theme_title": theme.title or _WHOLE_PLAN,
        "group_title": item.group,
        "item_number": str(item.number) if item.number is not None else place.number,
        "item": item.title,
        "number": f"{place.number}.{at}" if len(item.tasks) > 1 else place.number,
        "text": task.text,
        "lead_office": lead,
        "support_offices": tuple(office.name for office in offices if office.name != lead),
        "leader": item.leader,
        "due_date": task.due_date,
        "target": task.target.value if task.target else None,
        "unit": task.target.unit if task.target else None,
        "target_text": ";".join(target.text for target in task.targets) or None,
        DUE_TEXT: task.due_text,
        "line": task.line,
        WHERE: f"第 {task.line} 行",
    }
