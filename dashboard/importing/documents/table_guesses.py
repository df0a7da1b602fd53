"""Guess the columns of a table without a header by what its cells hold."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from dashboard.importing.documents.months import is_month_heading
from dashboard.importing.documents.office_bodies import OFFICE_ONLY
from dashboard.importing.documents.office_names import SEPARATOR
from dashboard.importing.documents.table_columns import Role
from dashboard.importing.spreadsheets.chinese_dates import parse_date

_SHARE: Final = 0.8
"""The least share of a column's cells that are of its kind."""

_ANY_YEAR: Final = 2000
_LONGEST_TIME: Final = 14
_TIMELESS: Final = re.compile(r"全年|长期.{0,4}|持续.{0,4}|常年|每.{1,4}|即时.{0,2}")


def guess_columns(rows: Sequence[Sequence[str]]) -> dict[int, Role]:
    """Return the roles of the columns; {} unless tasks stand beside offices or dates."""
    width = max(map(len, rows), default=0)
    columns: dict[int, Role] = {}
    for at in range(width):
        cells = [row[at] for row in rows if at < len(row) and row[at]]
        role = _role_by_cells(cells)
        if role == "lead" and "lead" in columns.values():
            role = "support"
        elif role == "item" and "item" in columns.values():
            role = "text"
        if role and role not in columns.values():
            columns[at] = role
    roles = set(columns.values())
    return columns if "item" in roles and roles & {"lead", "due"} else {}


def _role_by_cells(cells: Sequence[str]) -> Role | None:
    """Return the role of a column by the most of its cells."""
    kinds: tuple[tuple[Role, Callable[[str], bool]], ...] = (
        ("number", str.isdecimal),
        ("lead", are_offices),
        ("due", _is_time),
        ("item", lambda cell: len(cell) > 1),
    )
    for role, is_kind in kinds:
        if cells and sum(map(is_kind, cells)) >= _SHARE * len(cells):
            return role
    return None


def are_offices(cell: str) -> bool:
    """Whether a cell lists offices and nothing else."""
    return all(OFFICE_ONLY.search(name) for name in SEPARATOR.split(cell) if name)


def _is_time(cell: str) -> bool:
    is_short = len(cell) <= _LONGEST_TIME
    is_date = parse_date(cell, _ANY_YEAR) is not None or is_month_heading(cell)
    return (is_short and is_date) or bool(_TIMELESS.fullmatch(cell))
