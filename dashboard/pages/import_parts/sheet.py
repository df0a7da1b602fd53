"""A ledger or a report as a spreadsheet: what was recognised, what is wrong, what would change."""

from datetime import date
from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from dashboard.core import clock
from dashboard.core.errors import Problem
from dashboard.importing.changes.changes import Change
from dashboard.importing.processes.contents import Tables, Workbook
from dashboard.importing.service import comparing, reading, writing
from dashboard.importing.service.reading import Purpose
from dashboard.importing.spreadsheets.sheet_columns import SheetKind
from dashboard.importing.spreadsheets.sheet_draft import CheckedSheets
from dashboard.pages.answers import ledger_data, opened_ledger
from dashboard.pages.answers.opened_ledger import per_revision
from dashboard.pages.base import session
from dashboard.pages.base.text import escaped
from dashboard.pages.import_parts.change import carry_out, import_button, place_change
from dashboard.pages.import_parts.columns import place_columns
from dashboard.pages.import_parts.offers import place_offers
from dashboard.pages.import_parts.plan import review
from dashboard.pages.import_parts.problems import place_problems
from dashboard.pages.import_parts.reading_progress import read_as_plan
from dashboard.pages.import_parts.state import Upload
from dashboard.pages.import_parts.upload import offered_years

_PURPOSES: Final = {"ledger": "任务台账", "progress": "进展填报表", "plan": "任务分解表"}
"""What a workbook may be imported as; the last is a plan in the form of a table."""


def review_sheets(file: Upload, found: Workbook) -> None:
    """Place what a workbook was taken for, and the review that belongs to that."""
    left, right = st.columns([1, 1.3], vertical_alignment="bottom")
    chosen = left.segmented_control(
        "这份文件作为",
        list(_PURPOSES),
        default=found.kind,
        format_func=_PURPOSES.__getitem__,
        required=True,
        key=f"purpose {file.digest}",
    )
    if chosen == "plan":
        review(file, read_as_plan(file))
        return
    kind: SheetKind = "progress" if chosen == "progress" else "ledger"
    workbook = reading.as_kind(found, kind)
    if not workbook.tables:
        st.error(reading.NO_TABLE)
        place_problems(file, workbook.unread)
        return
    with right:
        year, day = _choose_year_and_day(file, workbook)
    _review_tables(file, workbook, Purpose(kind, year, day))


def _review_tables(file: Upload, workbook: Workbook, purpose: Purpose) -> None:
    """Place what the columns are, what is wrong with the rows, and what they would change."""
    tables, faults = place_columns(file, workbook.tables, purpose.kind)
    for fault in faults:
        st.error(escaped(fault))
    if not faults:
        columns = str([(sheet.name, layout.columns) for sheet, layout in tables])
        check = partial(_check, file.digest, file.name, purpose, columns, tables, workbook.unread)
        accepted = place_offers(file, check(accepted=()).offers)
        checked = check(accepted=accepted)
        place_problems(file, checked.problems)
        is_whole = not (workbook.unread or checked.blocked)
        _offer(file, purpose, f"{columns} {accepted}", checked, is_whole=is_whole)


def _choose_year_and_day(file: Upload, workbook: Workbook) -> tuple[int, date]:
    """Ask for the year of the plan, and for the day of reports that name none."""
    first = reading.default_year(
        opened_ledger.ledger(),
        workbook,
        file.name,
        today=clock.today(),
        looked_at=session.current().year,
    )
    is_report = workbook.kind == "progress"
    years = list(ledger_data.plans()["year"]) if is_report else offered_years(first)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        year = st.selectbox(
            "年度",
            years,
            index=years.index(first),
            format_func=lambda year: f"{year} 年",
            filter_mode=None,
            key=f"sheet year {workbook.kind} {file.digest}",
            width=130,
        )
        day: date | None = None
        fields = (set(layout.columns.values()) for _, layout in workbook.tables)
        if any({"percent", "state"} & names for names in fields):
            day = st.date_input(
                "没有填报日期的行,按这一天",
                clock.today(),
                format="YYYY-MM-DD",
                key=f"sheet day {file.digest}",
                width=220,
            )
    return int(year), day or clock.today()


@per_revision(6, spinner="正在检查……")
def _check(
    digest: str,
    name: str,
    purpose: Purpose,
    columns: str,
    _tables: Tables,
    _unread: list[Problem],
    *,
    accepted: tuple[str, ...],
) -> CheckedSheets:
    """Return the draft of a workbook, and all that is wrong with it; `columns` name the tables."""
    return reading.check_workbook(
        opened_ledger.ledger(),
        _tables,
        _unread,
        purpose,
        clock.today(),
        file_name=name,
        accepted=accepted.__contains__,
    )


def _offer(
    file: Upload, purpose: Purpose, columns: str, checked: CheckedSheets, *, is_whole: bool
) -> None:
    """Place what would change, and the button that imports it."""
    if why := reading.why_nothing(checked):
        st.error(why)
        return
    compare = partial(_preview, file.digest, file.name, purpose, columns, checked.draft)
    change = compare(cancel_missing=False)
    place_change(change, f"{file.digest} {columns}")
    if change.is_empty:
        st.info(f"{writing.NO_CHANGE},不用再导入。")
        return
    count = len(checked.draft)
    if change.replaces_demo:
        st.caption("账本里现在是演示数据,导入后由这份台账替换。")
    cancel = is_whole and _choose_cancel_missing(file, change)
    if checked.blocked:
        st.warning(
            f"有 {checked.blocked} 行有错误,不会导入。最好改正后重新上传;"
            f"也可以先导入其余 {count} 行,以后再补。"
        )
    label = f"只导入其余 {count} 行" if checked.blocked else f"导入 {count} 行"
    if import_button(label, "import rows", disabled=opened_ledger.ledger().read_only):
        carry_out(file, partial(compare, cancel_missing=cancel))


def _choose_cancel_missing(file: Upload, change: Change) -> bool:
    """Ask whether tasks that a whole ledger has no longer are cancelled."""
    missing = change.counts.get("missing", 0)
    return missing > 0 and st.checkbox(
        f"文件中没有的 {missing} 项措施一并取消(进展保留,不再计入统计)",
        key=f"cancel {file.digest}",
    )


@per_revision(6, spinner="正在与账本比较……")
def _preview(
    digest: str,
    name: str,
    purpose: Purpose,
    columns: str,
    _draft: pd.DataFrame,
    *,
    cancel_missing: bool,
) -> Change:
    """Return what a workbook changes in the ledger as it is now."""
    return comparing.preview_sheets(
        opened_ledger.ledger(),
        _draft,
        purpose=purpose,
        file_name=name,
        now=clock.now(),
        cancel_missing=cancel_missing,
    )
