"""Data validation of a form in Excel: dates, percents, numbers, drop-down lists."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.exports.form_columns import FormColumn
from dashboard.exports.workbooks import FIRST_ROW, write_cell

_CHOICES_SHEET: Final = "选项"


def add_type_checks(sheet: Worksheet, columns: Sequence[FormColumn], last: int) -> None:
    """Add validation of dates, percents and numbers, from the first row to the last."""
    checks = {"date": _date_check, "percent": _percent_check, "number": _number_check}
    for at, column in enumerate(columns, 1):
        if column.kind in checks:
            _add_check(sheet, at, last, checks[column.kind]())
        if column.kind == "percent":
            _show_decimals(sheet, at, last)


def _add_check(sheet: Worksheet, at: int, last: int, check: DataValidation) -> None:
    """Apply a validation to a column, from the first row to the last."""
    letter = get_column_letter(at)
    check.add(f"{letter}{FIRST_ROW}:{letter}{last}")
    sheet.add_data_validation(check)


def _date_check() -> DataValidation:
    return _value_check(
        "date",
        "DATE(2000,1,1)",
        "DATE(2099,12,31)",
        title="不是日期",
        error="请填写年月日齐全的日期,如 2026-06-30。",
    )


def _percent_check() -> DataValidation:
    return _value_check(
        "decimal", "0", "1", title="不是百分比", error="请填写 0% 至 100% 之间的百分比,如 80%。"
    )


def _number_check() -> DataValidation:
    return _value_check(
        "decimal", "0", title="不是数字", error="请只填写数字,如 30;单位写在“单位”一栏。"
    )


def _value_check(
    kind: Literal["date", "decimal"],
    least: str,
    most: str | None = None,
    *,
    title: str,
    error: str,
) -> DataValidation:
    """Return a validation of type and range; without `most` the range has no upper limit."""
    return DataValidation(
        type=kind,
        operator="between" if most else "greaterThanOrEqual",
        formula1=least,
        formula2=most,
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=title,
        error=error,
    )


def _show_decimals(sheet: Worksheet, at: int, last: int) -> None:
    """Show decimals when there are any: the column's format would round 33.5% to 34%."""
    letter = get_column_letter(at)
    first = f"{letter}{FIRST_ROW}"
    decimals = DifferentialStyle(numFmt=NumberFormat(numFmtId=200, formatCode="0.0#%"))
    rule = Rule("expression", dxf=decimals, formula=[f"ROUND({first},2)<>ROUND({first},6)"])
    sheet.conditional_formatting.add(f"{first}:{letter}{last}", rule)


def add_uniqueness_check(sheet: Worksheet, at: int, last: int) -> None:
    """Reject a text that the column has already; 1.1 and 1.10 are different texts."""
    letter = get_column_letter(at)
    cells = f"${letter}${FIRST_ROW}:${letter}${last}"
    check = DataValidation(
        type="custom",
        formula1=f"SUMPRODUCT(--({cells}={letter}{FIRST_ROW}))=1",  # COUNTIF would compare numbers
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="序号重复",
        error="这个序号已经用过;每条措施的序号不能重复。",
    )
    _add_check(sheet, at, last, check)


def add_choices_sheet(
    book: Workbook,
    sheet: Worksheet,
    columns: Sequence[FormColumn],
    last: int,
    choices: Mapping[str, Sequence[str]],
) -> None:
    """Add drop-down lists, stored on a hidden sheet; other entries must be confirmed."""
    hidden = book.create_sheet(_CHOICES_SHEET)
    hidden.sheet_state = "hidden"
    for at, (name, entries) in enumerate(choices.items(), 1):
        for row, entry in enumerate([name, *entries], 1):
            write_cell(hidden, row, at, entry)
        letter = get_column_letter(at)
        cells = f"'{_CHOICES_SHEET}'!${letter}$2:${letter}${len(entries) + 1}"
        if entries:
            book.defined_names[name] = DefinedName(name, attr_text=cells)
    for at, column in enumerate(columns, 1):
        if choices.get(column.choices):
            _add_check(sheet, at, last, _list_check(column))


def _list_check(column: FormColumn) -> DataValidation:
    """Return a drop-down list that warns of other entries, unless the cell may hold several names.

    It refers to a defined name: Excel stores a direct reference to another sheet in an extension
    that other programs drop.
    """
    check = DataValidation("list", column.choices, allow_blank=True, showErrorMessage=False)
    if column.field != "support_offices":
        check.showErrorMessage = True
        check.errorStyle = "warning"
        check.errorTitle = f"列表中没有这个{column.choices}"
        check.error = "确是新增的,请选“是”;写错了,请选“否”重填。"
    return check
