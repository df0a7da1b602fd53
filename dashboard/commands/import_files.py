"""import, imports, undo: files into the ledger without a screen, and what came in before."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from dashboard.commands.arguments import Commands, OnLedger, day, integer
from dashboard.commands.read_plan import content_of, plan_of
from dashboard.core import clock
from dashboard.core.errors import InputError, Problem
from dashboard.importing import service
from dashboard.importing.changes.changes import Change
from dashboard.importing.changes.plan_after import PlanName
from dashboard.importing.changes.previews import OUTCOMES
from dashboard.importing.documents.plan_draft import plan_draft
from dashboard.importing.spreadsheets.file_kinds import detect_file_kind
from dashboard.importing.spreadsheets.sheet_columns import (
    SheetLayout,
    recognise_sheets,
    year_in_names,
)
from dashboard.importing.spreadsheets.sheet_draft import check_sheets
from dashboard.importing.spreadsheets.workbook import Sheet, read_workbook
from dashboard.ledger.store import Ledger

Tables = Sequence[tuple[Sheet, SheetLayout]]

SPREADSHEETS: Final = {"xlsx", "xls", "ods", "csv"}


def add_to(commands: Commands, on_ledger: OnLedger) -> None:
    """Add the commands to those of the program."""
    command = commands.add_parser("import", help="导入工作要点、台账或填报表")
    command.add_argument("file", type=Path, metavar="文件")
    command.add_argument("--dry-run", action="store_true", help="只预览变化,不写入")
    command.add_argument("--format", choices=["table", "json"], default="table")
    command.add_argument("--year", type=integer, metavar="年度")
    command.add_argument("--date", type=day, metavar="填报日期", help="没有填报日期的行用这一天")
    command.add_argument("--by", choices=["measure", "item"], default="measure")
    command.add_argument("--new-version", action="store_true", help="作为该年度的新版本")
    command.add_argument("--cancel-missing", action="store_true", help="新版本中没有的措施记为取消")
    command.add_argument("--imported-by", metavar="经办人")
    command.set_defaults(run=on_ledger(run_import))
    commands.add_parser("imports", help="导入记录").set_defaults(run=on_ledger(show_history))
    command = commands.add_parser("undo", help="撤销最近一次导入")
    command.add_argument("--imported-by", metavar="经办人")
    command.set_defaults(run=on_ledger(undo))


def run_import(ledger: Ledger, options: argparse.Namespace) -> int:
    """Bring a file into the ledger; 0 when it is in, 1 when it has problems."""
    content = content_of(options.file)
    digest = service.digest_of(content)
    if before := service.same_file(ledger, digest):
        told = f"这个文件已于 {before['imported_at']:%Y-%m-%d %H:%M} 导入,账本没有新的变化。"
        return tell(options, told, [], None)
    if detect_file_kind(content, options.file.name) in SPREADSHEETS:
        change, problems = change_of_sheets(ledger, content, options)
    else:
        change, problems = change_of_plan(ledger, options), []
    if change is None:
        tell(options, "文件有问题,未导入任何内容:", problems, None)
        return 1
    if options.dry_run or change.is_empty:
        words = "只是预览,未写入账本:" if options.dry_run else "文件内容与账本一致,没有变化:"
        return tell(options, words, problems, change)
    service.commit(
        ledger,
        change,
        file_name=options.file.name,
        digest=digest,
        imported_by=options.imported_by,
        now=clock.now(),
    )
    return tell(options, "已导入:", problems, change)


def change_of_sheets(
    ledger: Ledger, content: bytes, options: argparse.Namespace
) -> tuple[Change | None, list[Problem]]:
    """Return what a spreadsheet would change, None when it has errors, and all its problems."""
    tables, problems = recognise_sheets(read_workbook(content, options.file.name))
    if not tables:
        return None, [*problems, NO_TABLE]
    kind = tables[0][1].kind
    year = options.year or year_of(ledger, kind, options.file.name, tables)
    day = options.date or clock.today()
    known = service.known(ledger, year, kind)
    if kind == "progress" and not known.task_numbers:
        raise InputError(f"账本中没有 {year} 年的任务,无处填报进展;请先导入工作要点或台账。")
    checked = check_sheets(tables, known, reported_on=day, today=clock.today())
    problems += checked.problems
    if checked.has_errors or checked.draft.empty:
        return None, problems if checked.has_errors else [*problems, NO_ROWS]
    preview = service.preview_progress if kind == "progress" else service.preview_ledger
    told = {"year": year} if kind == "progress" else {"plan": PlanName(year), "kind": "ledger"}
    name = options.file.name
    return preview(ledger, checked.draft, file_name=name, now=clock.now(), **told), problems


def year_of(ledger: Ledger, kind: str, file_name: str, tables: Tables) -> int:
    """Return the year of a file: a report is on the newest plan, a ledger names its own."""
    newest = service.newest_year(ledger) or clock.today().year
    return newest if kind == "progress" else year_in_names(file_name, tables) or newest


NO_ROWS: Final = Problem("整个文件", "至少一行填写了的任务", "没有填写任何内容")
NO_TABLE: Final = Problem(
    "整个文件", "带有序号、工作任务、牵头股室等表头的表格", "没有认出这样的表格"
)


def change_of_plan(ledger: Ledger, options: argparse.Namespace) -> Change:
    """Return what the document of a plan would change.

    Raises:
        InputError: it has no year, or its year has a plan already and no new version was asked for.
    """
    plan = plan_of(options.file, by=options.by, ledger=ledger)
    year = options.year or plan.year
    if year is None:
        raise InputError(f"{options.file.name} 的标题和正文都没有年度;请用 --year 写明年度。")
    own = ledger.query("plans", {}).query("not is_demo")
    if year in set(own["year"]) and not options.new_version:
        raise InputError(
            f"账本中已有 {year} 年的工作要点,未导入任何内容;"
            "这是新版本时请加 --new-version(已有的进展会保留),先加 --dry-run 可看有哪些变化。"
        )
    return service.preview_ledger(
        ledger,
        plan_draft(plan),
        plan=PlanName(year, plan.title or "", plan.organisation or ""),
        kind="plan",
        file_name=options.file.name,
        now=clock.now(),
        cancel_missing=options.cancel_missing,
    )


def tell(
    options: argparse.Namespace, words: str, problems: Sequence[Problem], change: Change | None
) -> int:
    """Print what came of an import, as text or as JSON; return 0."""
    if options.format == "json":
        print(json.dumps(as_json(words, problems, change), ensure_ascii=False, indent=2))
        return 0
    counts = change.counts if change else {}
    print(words + ",".join(f"{OUTCOMES[kind]} {count}" for kind, count in counts.items()))
    for problem in problems:
        print(f"  {'警告' if problem.is_warning else '错误'} {problem}")
    return 0


def as_json(words: str, problems: Sequence[Problem], change: Change | None) -> dict[str, Any]:
    """Return what came of an import as plain values."""
    preview = change.preview.astype("object") if change else None
    return {
        "message": words.rstrip(":"),
        "kind": change.kind if change else None,
        "year": change.year if change else None,
        "counts": change.counts if change else {},
        "problems": [asdict(problem) | {"text": str(problem)} for problem in problems],
        "changes": []
        if preview is None
        else json.loads(preview.to_json(orient="records", date_format="iso", force_ascii=False)),
        "notes": list(change.notes) if change else [],
    }


def show_history(ledger: Ledger, _options: argparse.Namespace) -> int:
    """Print the imports so far, the newest first."""
    log = service.history(ledger)
    print(log.to_string(index=False) if len(log) else "还没有导入过文件。")
    return 0


def undo(ledger: Ledger, options: argparse.Namespace) -> int:
    """Take back the last import."""
    service.undo(ledger, now=clock.now(), undone_by=options.imported_by)
    print("已撤销最近一次导入,账本恢复到导入之前。")
    return 0
