"""The draft: the content of an import file as a frame, one row per task, for every kind of file.

Plan documents and spreadsheets are both parsed into drafts; `changes` compares a draft with the
ledger. A draft has only the columns that its file has, so that a sheet without 分管领导 does not
clear that field. An empty cell is None, dates are datetime.date, percents are 0 to 100.
"""

from typing import Final

from dashboard.importing.changes.fields import REPORT_FIELDS, TASK_FIELDS

LEDGER_FIELDS: Final = {name: field.label for name, field in TASK_FIELDS.items()}
"""The fields of a task in a draft, and the heading of each in our own templates and exports."""

PROGRESS_FIELDS: Final = {name: field.label for name, field in REPORT_FIELDS.items()}
"""The same of a report."""

WHERE: Final = "where"
"""The draft's column with the place of a row in the file: '第 12 行', '台账!5'."""

TASK_ID: Final = "task_id"
"""The column of a report's draft with the key of the task that each row reports on."""

CANCEL: Final = "cancel"
"""The column of a draft that is true for the rows whose task is to be cancelled."""
