"""The ledger as a workbook: an empty form, and an export whose import changes nothing."""

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd
from openpyxl.utils import get_column_letter

from dashboard.core.labels import STATE_LABELS
from dashboard.exports.form_checks import add_choices_sheet, add_type_checks, add_uniqueness_check
from dashboard.exports.form_columns import (
    LEDGER_COLUMNS,
    PROGRESS_COLUMNS,
    SOURCE_COLUMNS,
    FormColumn,
)
from dashboard.exports.forms import add_explanation_sheet, write_form
from dashboard.exports.workbooks import FIRST_ROW, HEADER_ROW, new_book, workbook_bytes, write_title

_PREPARED_ROWS: Final = 500
_SPARE_ROWS: Final = 100
"""Empty rows in an empty form, and the minimum of them below the tasks of an export."""

_KEY: Final = ["number"]
"""The locked columns of a task's row: the import matches tasks by them."""

_NOTES: Final = [
    "1. 深蓝色表头的栏目必填,灰蓝色表头的栏目选填。表头已锁定,请不要改动栏目名称。",
    "2. 一行写一条措施,中间不要合并单元格;备好的空行用完后,接着往下填写即可。",
    "3. 从别处复制内容时,请用“选择性粘贴—数值”,以免冲掉下拉列表和格式检查。",
    "4. 填好后在看板的“导入”页上传;写入之前会列出全部问题和将要发生的改动,确认后才生效。",
]


def ledger_template(
    offices: Sequence[str], themes: Sequence[str], leaders: Sequence[str], year: int
) -> bytes:
    """Return an empty ledger form, with drop-down lists of known offices, themes and leaders."""
    choices = {"股室": offices, "主题": themes, "分管领导": leaders}
    return _workbook(pd.DataFrame(), LEDGER_COLUMNS, choices, f"{year}年工作台账")


def ledger_workbook(tasks: pd.DataFrame, *, year: int | None = None) -> bytes:
    """Return the form filled from a draft (importing.changes.draft), one row per task.

    The columns of its place in the plan and of its progress follow on the right, if the draft has
    values for them.
    """
    filled = tasks.columns[tasks.notna().any()]
    known = [*SOURCE_COLUMNS, *PROGRESS_COLUMNS]
    extra = [column._replace(required=False) for column in known if column.field in filled]
    written = tasks
    if "state" in tasks:
        written = tasks.assign(state=tasks["state"].replace(STATE_LABELS))
    title = f"{year}年工作台账" if year else "工作台账"
    return _workbook(written, [*LEDGER_COLUMNS, *extra], _names_in(tasks), title)


def _workbook(
    tasks: pd.DataFrame,
    columns: Sequence[FormColumn],
    choices: Mapping[str, Sequence[str]],
    title: str,
) -> bytes:
    """Return the workbook of a ledger with the sheets 台账, 填写说明 and the hidden sheet 选项."""
    book, sheet = new_book("台账")
    spare = max(_PREPARED_ROWS - len(tasks), _SPARE_ROWS)
    last = HEADER_ROW + len(tasks) + spare
    write_title(sheet, title)
    write_form(book, sheet, columns, tasks, locked=_KEY, spare=spare)
    sheet.freeze_panes = f"D{FIRST_ROW}"
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(len(columns))}{last}"
    add_type_checks(sheet, columns, last)
    add_uniqueness_check(sheet, 1, last)
    add_explanation_sheet(book, columns, _NOTES)
    add_choices_sheet(book, sheet, columns, last, choices)
    return workbook_bytes(book)


def _names_in(tasks: pd.DataFrame) -> dict[str, list[str]]:
    """Return the offices, themes and leaders of the tasks, in order of first appearance."""
    supports = tasks.get("support_offices", pd.Series(dtype="object")).explode()
    found = {
        "股室": [*tasks.get("lead_office", []), *supports],
        "主题": [*tasks.get("theme", [])],
        "分管领导": [*tasks.get("leader", [])],
    }
    return {
        name: list(dict.fromkeys(entry for entry in entries if isinstance(entry, str) and entry))
        for name, entries in found.items()
    }
