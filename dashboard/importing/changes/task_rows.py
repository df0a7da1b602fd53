"""The values of a task after the import, from a draft's row and the existing task."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

import pandas as pd

from dashboard.core.clean_text import clean_text, name_key
from dashboard.importing.changes.draft import CANCEL, TASK_ID, WHERE
from dashboard.importing.changes.fields import FIELDS, TASK_FIELDS, of_kind
from dashboard.importing.changes.places import TaskMatch, short_title
from dashboard.ledger.rows import Row, day_of, is_same, records
from dashboard.ledger.tables import LEDGER_TABLES

_TASK, _ADJUSTMENT = LEDGER_TABLES["task"], LEDGER_TABLES["adjustment"]
_KEPT: Final = [name for name in _TASK if name in TASK_FIELDS or name == "title"]
TEXT_FIELDS: Final = tuple(name for name in _KEPT if name not in _ADJUSTMENT)
"""What only describes a task, and is reworded in place; what an adjustment has changes by one."""

NUMBER_FIELDS: Final = tuple(name for name in _KEPT if name in _ADJUSTMENT)
QUARTER_TARGETS: Final = tuple(
    name for name in NUMBER_FIELDS if TASK_FIELDS[name].kind == "percent"
)
PLAIN_NUMBER_FIELDS: Final = tuple(name for name in NUMBER_FIELDS if name not in QUARTER_TARGETS)
OFFICE_FIELDS: Final = of_kind("offices")
_PLACE_FIELDS: Final = ("theme", "theme_title", "group_title", "item_number", "item")
_COMPARED_FIELDS: Final = (*_PLACE_FIELDS, *TEXT_FIELDS, *OFFICE_FIELDS, *NUMBER_FIELDS)

_KNOWN_FIELDS: Final = {*FIELDS, "title", TASK_ID, CANCEL, WHERE}


class NameBook:
    """The one spelling of each name: that of the ledger, else the first one in the file."""

    def __init__(self, names: Iterable[str], aliases: Mapping[str, str]) -> None:
        self._spelled = {name: name for name in names}
        own = {name_key(name): name for name in reversed(self._spelled)}
        others = {name_key(alias): name for alias, name in aliases.items()}
        self._by_key = {key: own.get(name_key(name), name) for key, name in others.items()} | own

    def spell(self, name: str) -> str:
        """Return the spelling of a name."""
        return self._spelled.get(name) or self._by_key.setdefault(name_key(name), name)


def draft_rows(draft: pd.DataFrame, offices: NameBook, leaders: NameBook) -> list[Row]:
    """Return the rows of a draft: blanks as None, task numbers as text, names in one spelling."""
    known = [name for name in draft.columns if name in _KNOWN_FIELDS]
    return [_clean_row(row, offices, leaders) for row in records(draft[known])]


def _clean_row(row: Row, offices: NameBook, leaders: NameBook) -> Row:
    clean = {
        name: (clean_text(value).strip() or None) if isinstance(value, str) else value
        for name, value in row.items()
    }
    for name in of_kind("day"):
        if clean.get(name) is not None:
            clean[name] = day_of(clean[name])
    for name in of_kind("mark"):
        if clean.get(name) is not None:
            clean[name] = str(clean[name])
    lead, supports = clean.get("lead_office"), clean.get("support_offices") or ()
    lead = offices.spell(lead) if lead else None
    named = dict.fromkeys(map(offices.spell, supports))
    if leader := clean.get("leader"):
        clean["leader"] = leaders.spell(str(leader))
    clean["lead_office"] = lead
    clean["support_offices"] = tuple(name for name in named if name != lead)
    return clean


def task_values_after(match: TaskMatch, theme: Row, item: Row, year: int) -> Row:
    """Return the values of a task after the import, with the fields of plan_rows."""
    row, task = match
    place = {
        "theme": theme["short_name"],
        "theme_title": theme["title"],
        "group_title": item["group_title"],
        "item_number": item["number"],
        "item": item["title"],
    }
    return place | (_changed_values(row, task) if task else _new_values(row, item, year))


def _new_values(row: Row, item: Row, year: int) -> Row:
    """Return the values of a new task, with defaults for missing fields."""
    text = row.get("text") or row.get("item") or item["title"]
    defaults = {
        "number": item["number"],
        "title": short_title(text),
        "start_date": date(year, 1, 1),
        "due_date": date(year, 12, 31),
        "weight": 1.0,
    }
    given = {name: row.get(name) for name in (*TEXT_FIELDS, *OFFICE_FIELDS, *NUMBER_FIELDS)}
    filled = {name: defaults.get(name) if given[name] is None else given[name] for name in given}
    return filled | {"text": text}


def _changed_values(row: Row, task: Row) -> Row:
    """Return a task's values updated from a row; blanks keep the old value."""
    names = (*TEXT_FIELDS, *OFFICE_FIELDS, *NUMBER_FIELDS)
    given = {name: row[name] for name in names if row.get(name) not in (None, ())}
    if "text" not in given and row.get("item") and is_same(task["text"], task["item"]):
        given["text"] = row["item"]
    if "title" not in given and is_same(task["title"], short_title(task["text"])):
        given["title"] = short_title(given.get("text") or task["text"])
    own = {name: task[name] for name in names}
    after = own | {name: value for name, value in given.items() if not is_same(own[name], value)}
    supports = after["support_offices"] or ()
    after["support_offices"] = tuple(name for name in supports if name != after["lead_office"])
    return after


def changed_fields(task: Row, after: Row) -> list[str]:
    """Return the fields that the import changes."""
    return [name for name in _COMPARED_FIELDS if not is_same(task[name], after[name])]
