"""What a file holds: the tables of a workbook, or the plan of a document.

What reads documents is imported when one is to be read: its patterns take half a second to compile,
which a server and a command need not wait for. The process that reads has it ready (`worker`).
"""

from dataclasses import replace
from typing import Final, NamedTuple

from dashboard.core.errors import Problem
from dashboard.core.school_calendar import CalendarDays
from dashboard.importing.documents.plan import Plan
from dashboard.importing.spreadsheets.file_kinds import detect_file_kind
from dashboard.importing.spreadsheets.sheet_columns import (
    SheetKind,
    SheetLayout,
    recognise_sheets,
)
from dashboard.importing.spreadsheets.workbook import Sheet, read_workbook

_SPREADSHEETS: Final = {"xlsx", "xls", "ods", "csv"}

Tables = list[tuple[Sheet, SheetLayout]]
"""The sheets that hold tasks, each with its layout."""


class Workbook(NamedTuple):
    """The sheets of a ledger or a report; `unread` has a warning for each ignored sheet."""

    sheets: list[Sheet]
    kind: SheetKind
    tables: Tables
    unread: list[Problem]


class PlanNames(NamedTuple):
    """What helps to parse a plan: heading patterns with themes' short names, the offices, and the
    days of the school calendar."""

    themes: list[tuple[str, str]]
    offices: list[str]
    calendar: CalendarDays = ()


class PlanFile(NamedTuple):
    """A parsed document: its plan and its lines."""

    plan: Plan
    lines: list[str]


def read_file(content: bytes, name: str, names: PlanNames) -> Workbook | PlanFile:
    """Read a file: a spreadsheet as its tables, any other one as a plan document.

    Raises:
        InputError: it cannot be read, or has no plan.
    """
    if detect_file_kind(content, name) in _SPREADSHEETS:
        return read_tables(content, name)
    return read_plan_file(content, name, names)


def read_tables(content: bytes, name: str) -> Workbook:
    """Read a workbook and recognise its tables, which determine its kind.

    Raises:
        InputError: it cannot be read.
    """
    sheets = read_workbook(content, name)
    tables, unread = recognise_sheets(sheets)
    return Workbook(sheets, tables[0][1].kind if tables else "ledger", tables, unread)


def read_plan_file(content: bytes, name: str, names: PlanNames) -> PlanFile:
    """Parse a document, or a spreadsheet that is a plan in the form of a table.

    Raises:
        InputError: it cannot be read, or has no plan.
    """
    from dashboard.importing.documents.document_reader import (
        odd_character_notes,
        ordinary_blocks,
        read_printed,
    )
    from dashboard.importing.documents.plan_reader import lines_of_blocks, read_plan

    printed = read_printed(content, name)
    blocks = ordinary_blocks(printed)
    lines = [str(line) for line in lines_of_blocks(blocks)]
    plan = read_plan(blocks, names.themes, names.offices, names.calendar)
    notes = odd_character_notes(lines_of_blocks(printed))
    return PlanFile(replace(plan, notes=(*plan.notes, *notes)), lines)
