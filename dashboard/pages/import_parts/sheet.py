"""A ledger or a report as a spreadsheet: what was recognised, what is wrong, what would change."""

from datetime import date
from functools import partial
from typing import Final, NamedTuple

import pandas as pd
import streamlit as st

from dashboard.core import clock
from dashboard.importing import service
from dashboard.importing.changes.changes import Change
from dashboard.importing.changes.plan_after import PlanName
from dashboard.importing.spreadsheets.sheet_columns import (
    SheetKind,
    recognise_sheets,
    year_in_names,
)
from dashboard.importing.spreadsheets.sheet_draft import CheckedSheets, KnownPlan, check_sheets
from dashboard.importing.spreadsheets.workbook import Sheet, read_workbook
from dashboard.pages.answers import ledger_data, opened_ledger
from dashboard.pages.answers.opened_ledger import per_revision
from dashboard.pages.base import session
from dashboard.pages.base.text import escaped
from dashboard.pages.import_parts.change import carry_out, pressed, shown
from dashboard.pages.import_parts.columns import Read, place_columns
from dashboard.pages.import_parts.plan import review
from dashboard.pages.import_parts.problems import place_problems
from dashboard.pages.import_parts.upload import Given, offered_years

PURPOSES: Final = {"ledger": "任务台账", "progress": "进展填报表", "plan": "任务分解表"}
"""What a workbook may be imported as; the last is a plan in the form of a table."""


class Asked(NamedTuple):
    """What a file is imported as, besides what stands in it; `columns` names the choice of them."""

    kind: SheetKind
    year: int
    reported_on: date
    columns: str


@st.cache_resource(show_spinner="正在读取文件……", max_entries=5)
def read(digest: str, name: str, _content: bytes) -> list[Sheet]:
    """Return the sheets of a workbook; nobody changes them, and copies of large ones take long."""
    return read_workbook(_content, name)


def review_sheets(file: Given) -> None:
    """Place what a workbook was taken for, and the review that belongs to that."""
    sheets = read(file.digest, file.name, file.content)
    tables, _ = recognise_sheets(sheets)
    found = tables[0][1].kind if tables else "ledger"
    left, right = st.columns([1, 1.3], vertical_alignment="bottom")
    purpose = left.segmented_control(
        "这份文件作为",
        list(PURPOSES),
        default=found,
        format_func=PURPOSES.__getitem__,
        required=True,
        key=f"purpose {file.digest}",
    )
    if purpose == "plan":
        review(file)
        return
    kind: SheetKind = "progress" if purpose == "progress" else "ledger"
    tables, unread = recognise_sheets(sheets, kind)
    if not tables:
        st.error("没有认出任务表:表头至少要有序号、工作任务、牵头股室,或者序号和进度。")
        place_problems(file, unread)
        return
    with right:
        year, day = ask_when(file, kind, tables)
    chosen, faults = place_columns(file, tables, kind)
    for fault in faults:
        st.error(escaped(fault))
    if not faults:
        columns = str([(sheet.name, layout.columns) for sheet, layout in chosen])
        asked = Asked(kind, year, day, columns)
        checked = check(file.digest, file.name, asked, chosen, known(asked))
        place_problems(file, [*checked.problems, *unread])
        offer(file, asked, checked, is_whole=not (unread or checked.blocked))


def ask_when(file: Given, kind: SheetKind, tables: Read) -> tuple[int, date]:
    """Ask for the year of the plan, and for the day of reports that name none."""
    if kind == "progress":
        years, first = [int(year) for year in ledger_data.plans()["year"]], session.current().year
    else:
        first = year_in_names(file.name, tables) or own_year()
        years = offered_years(first)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        year = st.selectbox(
            "年度",
            years,
            index=years.index(first),
            format_func=lambda year: f"{year} 年",
            filter_mode=None,
            key=f"sheet year {kind} {file.digest}",
            width=130,
        )
        day: date | None = None
        if any({"percent", "state"} & set(layout.columns.values()) for _, layout in tables):
            day = st.date_input(
                "没有填报日期的行,按这一天",
                clock.today(),
                format="YYYY-MM-DD",
                key=f"sheet day {file.digest}",
                width=220,
            )
    return int(year), day or clock.today()


def own_year() -> int:
    """Return the year that is looked at when its plan is the bureau's own, else this one."""
    year = session.current().year
    return year if ledger_data.is_own(year) else clock.today().year


def known(asked: Asked) -> KnownPlan:
    """Return what the ledger knows of offices and tasks; the demo's say nothing of a new ledger."""
    aliases = ledger_data.plain("office_aliases")
    tasks = ledger_data.plain("plan_rows", as_of=clock.today(), known_at=None, year=asked.year)
    return KnownPlan(
        year=asked.year,
        offices=tuple(ledger_data.offices(with_demo=asked.kind == "progress")),
        aliases=dict(zip(aliases["alias"], aliases["office_name"], strict=True)),
        task_numbers=frozenset(tasks["number"]),
    )


@per_revision(20, spinner="正在检查……")
def check(digest: str, name: str, asked: Asked, _tables: Read, _known: KnownPlan) -> CheckedSheets:
    """Return the draft of a workbook, and all that is wrong with it."""
    return check_sheets(_tables, _known, reported_on=asked.reported_on, today=clock.today())


def offer(file: Given, asked: Asked, checked: CheckedSheets, *, is_whole: bool) -> None:
    """Place what would change, and the button that imports it."""
    count = len(checked.draft)
    if not count:
        why = "每一行都有错误" if checked.blocked else "表里没有填写内容"
        st.error(f"没有可以导入的行:{why};请改好后重新上传。")
        return
    compare = partial(compared, file.digest, file.name, asked, checked.draft)
    change = compare(cancel_missing=False)
    shown(change, file.digest)
    if change.is_empty:
        st.info("文件内容与账本一致,没有变化,不用再导入。")
        return
    if change.replaces_demo:
        st.caption("账本里现在是演示数据,导入后由这份台账替换。")
    cancel = is_whole and ask_missing(file, change)
    if checked.blocked:
        st.warning(
            f"有 {checked.blocked} 行有错误,不会导入。最好改正后重新上传;"
            f"也可以先导入其余 {count} 行,以后再补。"
        )
    label = f"只导入其余 {count} 行" if checked.blocked else f"导入 {count} 行"
    if pressed(label, "import rows", disabled=opened_ledger.ledger().read_only):
        carry_out(file, partial(compare, cancel_missing=cancel))


def ask_missing(file: Given, change: Change) -> bool:
    """Ask whether tasks that a whole ledger has no longer are cancelled."""
    missing = change.counts.get("missing", 0)
    return missing > 0 and st.checkbox(
        f"文件中没有的 {missing} 项措施一并取消(进展保留,不再计入统计)",
        key=f"cancel {file.digest}",
    )


@per_revision(10, spinner="正在与账本比较……")
def compared(
    digest: str,
    name: str,
    asked: Asked,
    _draft: pd.DataFrame,
    *,
    cancel_missing: bool,
) -> Change:
    """Return what a workbook changes in the ledger as it is now."""
    ledger, now = opened_ledger.ledger(), clock.now()
    if asked.kind == "progress":
        return service.preview_progress(ledger, _draft, year=asked.year, file_name=name, now=now)
    return service.preview_ledger(
        ledger,
        _draft,
        plan=PlanName(asked.year),
        kind="ledger",
        file_name=name,
        now=now,
        cancel_missing=cancel_missing,
    )
