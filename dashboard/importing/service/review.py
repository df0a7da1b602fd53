"""Convert the draft of a plan to editable rows for review, and back to a draft."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import pandas as pd

from dashboard.core.clean_text import clean_text
from dashboard.importing.changes.draft import WHERE
from dashboard.importing.documents.plan_draft import DUE_TEXT
from dashboard.importing.documents.quotes import quote_tasks
from dashboard.ledger.rows import Row, day_of, records

_NO_YEAR: Final = date.max.year
"""The placeholder year of due dates in a plan without a year; the reviewer's choice replaces it."""

QUOTE: Final = "quote"
"""The column that holds the sentence of the document."""

_SHOWN_ONLY: Final = [QUOTE, DUE_TEXT]
"""The columns that the reviewer sees, but that are not part of a draft."""

_OF_ITEM: Final = ("theme_title", "group_title", "item_number", "theme")
"""The fields that an added row copies from another row of its item."""


def editable(draft: pd.DataFrame, lines: Sequence[str]) -> pd.DataFrame:
    """Return a draft with each row's sentence, with column types that can be edited."""
    sentences = zip(draft["line"], draft["text"], strict=True)
    return draft.assign(
        **{QUOTE: quote_tasks(lines, sentences)},
        support_offices=draft["support_offices"].map(list),
        due_date=pd.to_datetime(draft["due_date"]),
        target=draft["target"].astype("Float64"),
    )


def as_draft(edited: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return edited rows as a draft: blanks become None, added rows join the item they name."""
    rows = [_tidied(row, year) for row in records(edited.drop(columns=_SHOWN_ONLY))]
    _complete(rows)
    return pd.DataFrame(rows, columns=[*edited.columns.drop(_SHOWN_ONLY)], dtype="object")


def _tidied(row: Row, year: int) -> Row:
    """Return a row with None for blanks, and its due date moved to the plan's year."""
    row = {
        name: clean_text(value).strip() or None if isinstance(value, str) else value
        for name, value in row.items()
    }
    due = day_of(row["due_date"])
    row["due_date"] = due.replace(year=year) if due and due.year == _NO_YEAR else due
    row["support_offices"] = tuple(
        name for name in dict.fromkeys(row["support_offices"] or ()) if name != row["lead_office"]
    )
    return row


def _complete(rows: Sequence[Row]) -> None:
    """Give added rows a number and the fields that they share with the rows of their item."""
    known = {(row["item"], name): row[name] for row in rows for name in _OF_ITEM if row[name]}
    used = {row["number"] for row in rows}
    for row in rows:
        if row[WHERE] is None:
            for name in _OF_ITEM:
                row[name] = row[name] or known.get((row["item"], name))
            row[WHERE] = "增加的行"
        if row["number"] is None:
            row["number"] = _free_number(row, rows, used)
            used.add(row["number"])
        row["item_number"] = row["item_number"] or row["number"].partition(".")[0]


def _free_number(row: Row, rows: Sequence[Row], used: set[Any]) -> str:
    """Return the next task number in a row's item; for a new item, the next one in the plan."""
    of_item = [
        other["number"] for other in rows if other["item"] == row["item"] and other["number"]
    ]
    if of_item:
        stem, count = f"{of_item[0].partition('.')[0]}.", len(of_item)
    else:
        known = [str(other["item_number"]) for other in rows]
        stem, count = "", max((int(text) for text in known if text.isdecimal()), default=0)
    while f"{stem}{count + 1}" in used:
        count += 1
    return f"{stem}{count + 1}"


def faults_of_plan(rows: pd.DataFrame) -> list[str]:
    """Return the errors in edited rows, one sentence per kind."""
    found = []
    for name, words in (("item", "事项"), ("text", "措施")):
        lacking = rows.loc[rows[name].isna(), "number"]
        if len(lacking):
            found.append(f"{_listed(lacking)} 没有填写{words},请补上,或删除这一行。")
    repeated = rows.loc[rows["number"].duplicated(), "number"].drop_duplicates()
    if len(repeated):
        found.append(f"序号 {_listed(repeated)} 用了不止一次,请改成不重复的序号。")
    if not len(rows):
        found.append("一条措施也没有,无法立账。")
    return found


def _listed(numbers: pd.Series) -> str:
    named = "、".join(str(number) for number in numbers[:8])
    return named + (f" 等 {len(numbers)} 行" if len(numbers) > 8 else "")


def totals(rows: pd.DataFrame) -> dict[str, int]:
    """Return the numbers of themes, items, tasks and offices in the rows."""
    offices = set(rows["lead_office"].dropna()) | set(rows["support_offices"].explode().dropna())
    return {
        "主题": rows["theme"].nunique(),
        "事项": len(rows[["theme", "item_number", "item"]].drop_duplicates()),
        "措施": len(rows),
        "股室": len(offices),
    }
