"""Measure imports: a plan that is read, a sheet of 20,000 rows that is checked and imported."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import Workbook

from dashboard.importing.documents.plan_reader import read_plan
from dashboard.importing.service import comparing, history, reading, writing
from dashboard.importing.spreadsheets.sheet_columns import SheetKind
from dashboard.ledger.store import Ledger, open_ledger

ROWS = 20_000
YEAR = 2025
NOW = datetime(2025, 12, 31, 18)
LEDGER_HEADER = [
    "序号",
    "主题",
    "工作任务",
    "具体措施",
    "牵头股室",
    "配合股室",
    "分管领导",
    "完成时限",
    "一季度目标",
]
REPORT_HEADER = ["序号", "具体措施", "进度", "进展情况", "存在问题", "下一步措施", "填报日期"]


def measure_imports() -> None:
    """Print the seconds of each step, of a new ledger and of a report on all its tasks."""
    plan = "2025年工作要点\n" + "".join(map(item_of_plan, range(1, 41)))
    with measured("read a plan of 40 items"):
        read_plan(plan.split("\n"))
    with TemporaryDirectory() as folder, closing(open_ledger(Path(folder) / "a", NOW)) as ledger:
        bring_in(ledger, "ledger", sheet(LEDGER_HEADER, ledger_row))
        bring_in(ledger, "progress", sheet(REPORT_HEADER, report_row))
        bring_in(ledger, "ledger", sheet(LEDGER_HEADER, reworded_row))
        with measured("undo"):
            history.undo(ledger, now=NOW, undone_by=None)


def item_of_plan(number: int) -> str:
    return (
        f"{number}.做好工作。"
        + "6月底前开展活动不少于3次;建立制度。" * 4
        + "(责任股室:办公室、人事股)\n"
    )


def ledger_row(at: int) -> list[Any]:
    offices = [f"股室{(at + more) % 30}" for more in range(3)]
    supports = "、".join(offices[1:])
    return [
        at,
        f"主题{at % 8}",
        f"任务{at}",
        f"措施{at}的全文",
        offices[0],
        supports,
        "甲",
        "9月底",
        "20%",
    ]


def reworded_row(at: int) -> list[Any]:
    """Return a row of the same ledger a month later: one task of a hundred is in new words."""
    number, theme, item, *rest = ledger_row(at)
    return [number, theme, f"{item}(修订)" if at % 100 == 0 else item, *rest]


def report_row(at: int) -> list[Any]:
    return [at, f"措施{at}的全文", f"{at % 101}%", f"进展{at}" * 5, "问题", "下一步", "2025-09-30"]


def sheet(header: list[str], row: Any) -> bytes:
    """Return a workbook of so many rows."""
    workbook, content = Workbook(write_only=True), BytesIO()
    page = workbook.create_sheet("台账")
    page.append(header)
    for at in range(1, ROWS + 1):
        page.append(row(at))
    workbook.save(content)
    return content.getvalue()


def bring_in(ledger: Ledger, kind: SheetKind, content: bytes) -> None:
    """Read, check, compare and write a sheet, each step with its time."""
    started = time.perf_counter()
    with measured(f"{kind}: read and check"):
        workbook = reading.read_sheets(content, "台账.xlsx")
        purpose = reading.Purpose(kind, YEAR, NOW.date())
        checked = reading.check_workbook(
            ledger,
            workbook.tables,
            workbook.unread,
            purpose,
            NOW.date(),
            file_name="台账.xlsx",
        )
    with measured(f"{kind}: preview"):
        change = comparing.preview_sheets(
            ledger, checked.draft, purpose=purpose, file_name="台账.xlsx", now=NOW
        )
    with measured(f"{kind}: write"):
        writing.commit(
            ledger, change, file_name="台账.xlsx", digest=kind, imported_by=None, now=NOW
        )
    whole = f"{kind}: {change.counts['new'] + change.counts['changed']} rows in all"
    print(f"  {whole:32}{time.perf_counter() - started:8.2f}", flush=True)


@contextmanager
def measured(what: str) -> Iterator[None]:
    """Print the seconds of a step."""
    started = time.perf_counter()
    yield
    print(f"  {what:32}{time.perf_counter() - started:8.2f}", flush=True)
