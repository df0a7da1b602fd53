"""A row of a draft beside its task: the values that the task has after the import."""

from collections.abc import Mapping
from datetime import date
from typing import Final

import pandas as pd

from dashboard.importing.changes.draft import LEDGER_FIELDS, PROGRESS_FIELDS, WHERE
from dashboard.importing.changes.places import Match, short_title
from dashboard.ledger.rows import Row, day_of, is_same, records

WORDS: Final = ("number", "title", "text", "leader")
TARGETS: Final = ("q1_target", "q2_target", "q3_target", "q4_target")
PLAIN_NUMBERS: Final = ("start_date", "due_date", "weight", "target", "unit", "target_text")
NUMBERS: Final = (*PLAIN_NUMBERS, *TARGETS)
OFFICES: Final = ("lead_office", "support_offices")
PLACE: Final = ("theme", "theme_title", "group_title", "item_number", "item")
COMPARED: Final = (*PLACE, *WORDS, *OFFICES, *NUMBERS)

KNOWN_FIELDS: Final = {*LEDGER_FIELDS, *PROGRESS_FIELDS, "title", WHERE}
DAYS: Final = ("start_date", "due_date", "reported_on", "done_on", "verified_on")


def draft_rows(draft: pd.DataFrame, aliases: Mapping[str, str]) -> list[Row]:
    """Return the rows of a draft: blank cells None, numbers text, offices by their full names."""
    known = [name for name in draft.columns if name in KNOWN_FIELDS]
    return [cleaned(row, aliases) for row in records(draft[known])]


def cleaned(row: Row, aliases: Mapping[str, str]) -> Row:
    clean = {
        name: (value.strip() or None) if isinstance(value, str) else value
        for name, value in row.items()
    }
    for name in DAYS:
        if clean.get(name) is not None:
            clean[name] = day_of(clean[name])
    for name in ("number", "item_number"):
        if clean.get(name) is not None:
            clean[name] = str(clean[name])
    lead, supports = clean.get("lead_office"), clean.get("support_offices") or ()
    lead = aliases.get(lead, lead) if lead else None
    named = dict.fromkeys(aliases.get(name, name) for name in supports)
    clean["lead_office"] = lead
    clean["support_offices"] = tuple(name for name in named if name != lead)
    return clean


def values_after(match: Match, theme: Row, item: Row, year: int) -> Row:
    """Return what a task is after the import, in the words of plan_rows."""
    row, task = match
    place = {
        "theme": theme["short_name"],
        "theme_title": theme["title"],
        "group_title": item["group_title"],
        "item_number": item["number"],
        "item": item["title"],
    }
    return place | (changed_values(row, task) if task else new_values(row, item, year))


def new_values(row: Row, item: Row, year: int) -> Row:
    """Return the values of a task that the ledger has not, with the defaults of the design."""
    text = row.get("text") or row.get("item") or item["title"]
    defaults = {
        "number": item["number"],
        "title": short_title(text),
        "start_date": date(year, 1, 1),
        "due_date": date(year, 12, 31),
        "weight": 1.0,
    }
    given = {name: row.get(name) for name in (*WORDS, *OFFICES, *NUMBERS)}
    filled = {name: defaults.get(name) if given[name] is None else given[name] for name in given}
    return filled | {"text": text}


def changed_values(row: Row, task: Row) -> Row:
    """Return the values of a task with those that the row gives; a blank erases nothing."""
    names = (*WORDS, *OFFICES, *NUMBERS)
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


def differing(task: Row, after: Row) -> list[str]:
    """Return the fields that the import changes."""
    return [name for name in COMPARED if not is_same(task[name], after[name])]
