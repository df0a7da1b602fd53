"""The progress form: an office's own tasks, prefilled and locked, with empty cells for progress."""

from datetime import date
from typing import Final

import pandas as pd
from openpyxl.utils import get_column_letter

from dashboard.core.errors import InputError
from dashboard.exports.form_checks import add_type_checks
from dashboard.exports.form_columns import LAST_PERCENT, form_columns
from dashboard.exports.forms import add_explanation_sheet, write_form
from dashboard.exports.workbooks import FIRST_ROW, HEADER_ROW, new_book, workbook_bytes, write_title

_GIVEN: Final = ["number", "item", "text", "lead_office", "due_date", LAST_PERCENT]
_ASKED: Final = [
    "percent", "work_done", "problem", "next_step", "evidence", "reported_by", "reported_on",
]  # fmt: skip
"""Without 状态: it follows from percent and dates, and could only contradict them."""

_GIVEN_HINT: Final = "由台账带出;有误的,请办公室在台账中改正。"

_NOTES: Final = [
    "1. 只填白色的栏目;灰色栏目由系统带出,已锁定,改了也不会导入。",
    "2. 本次不填报的任务,整行留空即可:只有预填的填报日期,不算填报。",
    "3. 填了文字就要填进度;进度没有变化的,照“上次进度”再填一次。",
    "4. 填好后交办公室,或在看板的“导入”页上传;同一填报日期重复上传,以后一次为准。",
]


def progress_form(
    tasks: pd.DataFrame, *, office: str | None, year: int, reported_on: date
) -> bytes:
    """Return the form for the tasks led by an office, or for all tasks.

    `tasks` has the columns of a draft (importing.changes.draft); `percent`, if present, is that of
    the latest report.

    Raises:
        InputError: there are no tasks to report on.
    """
    own = tasks if office is None else tasks.loc[tasks["lead_office"] == office]
    if own.empty:
        raise InputError(
            f"{year}年的台账中没有{f'{office}牵头的' if office else ''}任务,无表可填。"
        )
    columns = [
        *(column._replace(hint=_GIVEN_HINT) for column in form_columns(*_GIVEN)),
        *form_columns(*_ASKED),
    ]
    book, sheet = new_book("填报表")
    write_title(sheet, _title_of(office, year))
    write_form(book, sheet, columns, _form_rows(own, reported_on), locked=_GIVEN)
    sheet.freeze_panes = f"C{FIRST_ROW}"
    last = HEADER_ROW + len(own)
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(len(columns))}{last}"
    add_type_checks(sheet, columns, last)
    add_explanation_sheet(book, columns, _NOTES, locked=_GIVEN)
    return workbook_bytes(book)


def _title_of(office: str | None, year: int) -> str:
    whose = f"{office} " if office else ""
    return f"{whose}{year}年工作进展填报表(只填白色栏目;填法见“填写说明”)"


def _form_rows(tasks: pd.DataFrame, reported_on: date) -> pd.DataFrame:
    """Return the rows of the form: the known fields and the day of the report."""
    given = tasks.reindex(columns=[field for field in _GIVEN if field != LAST_PERCENT])
    return given.assign(**{LAST_PERCENT: tasks.get("percent"), "reported_on": reported_on})
