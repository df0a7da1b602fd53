"""What can go wrong, each as one Chinese sentence: where, expected, seen, what to do.

DashboardError
├── LedgerError          the file of the ledger cannot be used
│   ├── LedgerLocked     another process holds it
│   ├── LedgerDamaged    it is not a DuckDB file, or broken
│   ├── LedgerTooNew     a newer program wrote it
│   ├── LedgerReadOnly   it may not be written
│   └── DiskFull         there is no room left
├── QuestionError        a named query, or a value for it, that does not exist
└── InputError           a file or value that somebody gave is wrong; lists every problem
"""

from dataclasses import dataclass


class DashboardError(Exception):
    """The base of all errors that are shown to a person; str() is the sentence."""


class LedgerError(DashboardError):
    pass


class LedgerLocked(LedgerError):
    pass


class LedgerDamaged(LedgerError):
    pass


class LedgerTooNew(LedgerError):
    pass


class LedgerReadOnly(LedgerError):
    pass


class DiskFull(LedgerError):
    pass


class QuestionError(DashboardError):
    pass


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a file: where it is, what was expected, what was seen."""

    where: str
    expected: str
    seen: str
    suggestion: str = ""
    """The nearest right value, when there is one."""
    is_warning: bool = False
    """A warning is told, but blocks nothing."""
    sheet: str = ""
    cell: str = ""
    """Where in a workbook, such as 'Sheet1' and 'C5'; empty for other files."""

    def __str__(self) -> str:
        said = f"{self.where}:应为{self.expected},实为{self.seen}"
        return f"{said};是否为“{self.suggestion}”?" if self.suggestion else said


class InputError(DashboardError):
    """Everything wrong with an input at once."""

    def __init__(self, summary: str, problems: list[Problem] | None = None) -> None:
        self.summary = summary
        self.problems = problems or []
        super().__init__("\n".join([summary, *(f"  {problem}" for problem in self.problems)]))
