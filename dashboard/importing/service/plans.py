"""The document of a plan, read with the names that the ledger knows, as rows to be reviewed."""

from typing import Final, Literal, NamedTuple

import pandas as pd

from dashboard.importing.changes.plan_after import PlanName
from dashboard.importing.documents.document_reader import read_document
from dashboard.importing.documents.plan import Plan, one_task_per_item
from dashboard.importing.documents.plan_draft import plan_draft
from dashboard.importing.documents.plan_reader import lines_of_blocks, read_plan
from dashboard.importing.service.reading import offices
from dashboard.importing.service.review import editable
from dashboard.ledger.store import Ledger

Unit = Literal["measure", "item"]
UNITS: Final[dict[Unit, str]] = {"measure": "按措施", "item": "按事项"}
"""What a row of the ledger is: a measure, or a whole item for bureaus that track those."""


class PlanNames(NamedTuple):
    """What the reader of a plan is told: words of headings with short names of themes, offices."""

    themes: list[tuple[str, str]]
    offices: list[str]


class PlanFile(NamedTuple):
    """A document: the plan in it, and its lines."""

    plan: Plan
    lines: list[str]


def plan_names(ledger: Ledger) -> PlanNames:
    """Return the names by which the ledger knows themes and offices; the demo's are nobody's."""
    names = ledger.query("theme_names", {})
    themes = list(zip(names["pattern"], names["short_name"], strict=True))
    return PlanNames(themes, offices(ledger, with_demo=False))


def read_plan_file(content: bytes, name: str, names: PlanNames) -> PlanFile:
    """Read a document.

    Raises:
        InputError: it cannot be read, or holds no plan.
    """
    blocks = read_document(content, name)
    return PlanFile(read_plan(blocks, names.themes, names.offices), lines_of_blocks(blocks))


def review_rows(file: PlanFile, unit: Unit) -> pd.DataFrame:
    """Return a plan's rows, each with its sentence, as a review edits them."""
    plan = one_task_per_item(file.plan) if unit == "item" else file.plan
    return editable(plan_draft(plan), file.lines)


def known_bureau(ledger: Ledger) -> str:
    """Return the name of the bureau whose plans the ledger holds; of the demo's, none."""
    own = ledger.query("plans", {}).query("not is_demo")
    return str(own["organisation"].iloc[0]) if len(own) else ""


def plan_name(ledger: Ledger, plan: Plan, year: int) -> PlanName:
    """Return what a plan is called, its bureau that of the ledger unless it names one."""
    return PlanName(year, plan.title or "", plan.organisation or known_bureau(ledger))


def has_own_plan(ledger: Ledger, year: int) -> bool:
    """Whether the ledger holds a plan for a year that is no demo."""
    return year in set(ledger.query("plans", {}).query("not is_demo")["year"])
