"""The exceptions of the project; each message is one Chinese sentence for the user.

DashboardError
├── LedgerError          the ledger file cannot be used
│   ├── LedgerLocked     another process has it open
│   ├── LedgerDamaged    it is not a DuckDB file, or it is corrupt
│   ├── LedgerTooNew     a newer program wrote it
│   ├── LedgerReadOnly   it cannot be written
│   └── DiskFull         the disk is full
├── QuestionError        an unknown named query, or an invalid parameter for one
└── InputError           a file or value from the user is invalid; lists every problem
"""

from dataclasses import dataclass


class DashboardError(Exception):
    """The base of all errors shown to the user; str() is the message."""


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
    """One problem in a file: its place, what was expected, what was found."""

    where: str
    expected: str
    seen: str
    suggestion: str = ""
    """The nearest valid value, if there is one."""
    is_warning: bool = False
    """A warning is shown, but does not block the import."""
    sheet: str = ""
    cell: str = ""
    """The sheet and cell in a workbook, such as 'Sheet1' and 'C5'; empty for other files."""

    def __str__(self) -> str:
        text = f"{self.where}:应为{self.expected},实为{self.seen}"
        return f"{text};是否为“{self.suggestion}”?" if self.suggestion else text


class InputError(DashboardError):
    """An invalid input, with all of its problems."""

    def __init__(self, summary: str, problems: list[Problem] | None = None) -> None:
        self.summary = summary
        self.problems = problems or []
        super().__init__("\n".join([summary, *(f"  {problem}" for problem in self.problems)]))
