"""Parse a plan document, using the names in the ledger, into rows for review."""

from typing import Final, Literal

import pandas as pd

from dashboard.importing.changes.plan_after import PlanName
from dashboard.importing.documents.plan import Plan, one_task_per_item
from dashboard.importing.documents.plan_draft import plan_draft
from dashboard.importing.processes import contents, reader_process
from dashboard.importing.processes.contents import PlanFile, PlanNames
from dashboard.importing.processes.reader_process import Reading
from dashboard.importing.service.reading import calendar_days, offices
from dashboard.importing.service.review import editable
from dashboard.ledger.store import Ledger

Unit = Literal["measure", "item"]
UNITS: Final[dict[Unit, str]] = {"measure": "按措施", "item": "按事项"}
"""What becomes a task: each measure, or each whole item."""


def plan_names(ledger: Ledger) -> PlanNames:
    """Return the ledger's calendar and its names of themes and offices, but for the demo's."""
    names = ledger.query("theme_names", {})
    themes = list(zip(names["pattern"], names["short_name"], strict=True))
    return PlanNames(themes, offices(ledger, with_demo=False), calendar_days(ledger))


def start_reading(content: bytes, name: str, names: PlanNames) -> Reading[PlanFile]:
    """Begin to parse a document, or a spreadsheet that is a plan in the form of a table.

    Raises:
        InputError: too many files are being read.
    """
    return reader_process.start_reading(contents.read_plan_file, name, content, name, names)


def read_plan_file(content: bytes, name: str, names: PlanNames) -> PlanFile:
    """Parse a document.

    Raises:
        InputError: it cannot be read, or has no plan.
    """
    return start_reading(content, name, names).result()


def review_rows(file: PlanFile, unit: Unit) -> pd.DataFrame:
    """Return a plan's rows for review, each with its sentence."""
    plan = one_task_per_item(file.plan) if unit == "item" else file.plan
    return editable(plan_draft(plan), file.lines)


def _known_bureau(ledger: Ledger) -> str:
    """Return the name of the bureau in the ledger; '' when it has only the demo."""
    own = ledger.query("plans", {}).query("not is_demo")
    return str(own["organisation"].iloc[0]) if len(own) else ""


def plan_name(ledger: Ledger, plan: Plan, year: int) -> PlanName:
    """Return the name of a plan; its bureau defaults to the ledger's."""
    return PlanName(year, plan.title or "", plan.organisation or _known_bureau(ledger))


def has_own_plan(ledger: Ledger, year: int) -> bool:
    """Whether the ledger has a plan other than the demo for a year."""
    return year in set(ledger.query("plans", {}).query("not is_demo")["year"])
