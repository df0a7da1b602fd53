"""The commands import, imports and undo: import files, list the imports, undo the last one."""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from dashboard.commands.arguments import Commands, OnLedger, day, integer
from dashboard.commands.read_plan import content_of
from dashboard.core import clock
from dashboard.core.errors import InputError, Problem
from dashboard.importing.changes.changes import Change
from dashboard.importing.changes.previews import OUTCOMES
from dashboard.importing.processes.contents import PlanFile, Workbook
from dashboard.importing.processes.reader_process import start_ahead
from dashboard.importing.service import comparing, history, plans, reading, review, writing
from dashboard.importing.service.reading import Purpose
from dashboard.importing.spreadsheets.offers import Offer
from dashboard.ledger.store import Ledger


def add_to(commands: Commands, on_ledger: OnLedger) -> None:
    """Register the commands."""
    command = commands.add_parser("import", help="导入工作要点、台账或填报表")
    command.add_argument("file", type=Path, metavar="文件")
    command.add_argument("--dry-run", action="store_true", help="只预览变化,不写入")
    command.add_argument("--format", choices=["table", "json"], default="table")
    command.add_argument("--year", type=integer, metavar="年度")
    command.add_argument("--date", type=day, metavar="填报日期", help="没有填报日期的行用这一天")
    command.add_argument("--by", choices=list(plans.UNITS), default="measure")
    command.add_argument("--new-version", action="store_true", help="作为该年度的新版本")
    command.add_argument("--cancel-missing", action="store_true", help="新版本中没有的措施记为取消")
    command.add_argument(
        "--accept-matches", action="store_true", help="采纳所列的对应:文字相近、只有序号的行"
    )
    command.add_argument(
        "--cancel-struck", action="store_true", help="表格中划掉的、状态为已取消的任务记为取消"
    )
    command.add_argument("--imported-by", metavar="经办人")
    command.set_defaults(run=partial(_with_reader, on_ledger(_run_import)))
    command = commands.add_parser("imports", help="导入记录")
    command.add_argument("--changes", type=integer, metavar="编号", help="这次导入改了什么")
    command.set_defaults(run=on_ledger(_show_history))
    command = commands.add_parser("undo", help="撤销最近一次导入,或回到某次导入之前")
    command.add_argument("--before", type=integer, metavar="编号", help="回到这次导入之前")
    command.add_argument("--imported-by", metavar="经办人")
    command.set_defaults(run=on_ledger(_undo))


def _with_reader(run: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    """Start the process that reads the file while the ledger is opened."""
    start_ahead()
    return run(options)


def _run_import(ledger: Ledger, options: argparse.Namespace) -> int:
    """Import a file into the ledger; return 0 when it is imported, 1 when it has problems."""
    content = content_of(options.file)
    digest = reading.digest_of(content)
    accepts = options.accept_matches or options.cancel_struck
    if not accepts and (before := history.same_file(ledger, digest)):
        return _report(options, history.already_imported(before), _Found(None))
    names = plans.plan_names(ledger)
    file = reading.start_reading(content, options.file.name, names).result()
    if isinstance(file, Workbook):
        found = _change_of_sheets(ledger, file, options)
    else:
        found = _Found(_change_of_plan(ledger, file, options))
    change = found.change
    if change is None:
        _report(options, found.refusal, found)
        return 1
    if options.dry_run or change.is_empty:
        words = f"{writing.NO_CHANGE}:" if change.is_empty else "只是预览,未写入账本:"
        return _report(options, words, found)
    writing.commit(
        ledger,
        change,
        file_name=options.file.name,
        digest=digest,
        imported_by=options.imported_by,
        now=clock.now(),
    )
    return _report(options, "已导入:", found)


class _Found(NamedTuple):
    """The change of a file, or why there is none, with its problems and what it offers."""

    change: Change | None
    problems: Sequence[Problem] = ()
    refusal: str = ""
    offers: Sequence[Offer] = ()


def _change_of_sheets(ledger: Ledger, workbook: Workbook, options: argparse.Namespace) -> _Found:
    """Return the change of a spreadsheet.

    Nobody reviews the rows here, so one error rejects the whole file.
    """
    name, today = options.file.name, clock.today()
    if not workbook.tables:
        return _Found(None, workbook.unread, reading.NO_TABLE)
    year = options.year or reading.default_year(ledger, workbook, name, today=today)
    purpose = Purpose(workbook.kind, year, options.date or today)
    checked = reading.check_workbook(
        ledger,
        workbook.tables,
        workbook.unread,
        purpose,
        today,
        file_name=name,
        accepted=partial(_is_accepted, options),
    )
    found = _Found(None, checked.problems, "文件有问题,未导入任何内容:", checked.offers)
    if checked.has_errors:
        return found
    if why := reading.why_nothing(checked):
        return found._replace(refusal=why)
    change = comparing.preview_sheets(
        ledger, checked.draft, purpose=purpose, file_name=name, now=clock.now()
    )
    return found._replace(change=change)


def _is_accepted(options: argparse.Namespace, key: str) -> bool:
    """Whether an option accepts the offer of a key, which begins with its kind."""
    kind, _, _ = key.partition(" ")
    return bool(options.accept_matches if kind == "match" else options.cancel_struck)


def _hints(options: argparse.Namespace, offers: Sequence[Offer]) -> Iterator[str]:
    """Yield which options accept what is offered and was not accepted."""
    counts = Counter(offer.kind for offer in offers if not _is_accepted(options, offer.key))
    if counts["match"]:
        yield f"有 {counts['match']} 行对应的任务待确认;核对后可加 --accept-matches 采纳。"
    if counts["cancel"]:
        yield f"有 {counts['cancel']} 项任务划掉或写明已取消;要记为取消,请加 --cancel-struck。"


def _change_of_plan(ledger: Ledger, document: PlanFile, options: argparse.Namespace) -> Change:
    """Return the change of a plan document.

    Raises:
        InputError: it has no year, its rows are invalid, or its year has a plan already and the
            option for a new version is not given.
    """
    name = options.file.name
    year = options.year or document.plan.year
    if year is None:
        raise InputError(f"{name} 的标题和正文都没有年度;请用 --year 写明年度。")
    if plans.has_own_plan(ledger, year) and not options.new_version:
        raise InputError(
            f"账本中已有 {year} 年的工作要点,未导入任何内容;"
            "这是新版本时请加 --new-version(已有的进展会保留),先加 --dry-run 可看有哪些变化。"
        )
    draft = review.as_draft(plans.review_rows(document, options.by), year)
    if faults := review.faults_of_plan(draft):
        raise InputError("".join(faults))
    return comparing.preview_ledger(
        ledger,
        draft,
        plan=plans.plan_name(ledger, document.plan, year),
        kind="plan",
        file_name=name,
        now=clock.now(),
        cancel_missing=options.cancel_missing,
    )


def _report(options: argparse.Namespace, words: str, found: _Found) -> int:
    """Print the result of an import, as text or as JSON; return 0."""
    if options.format == "json":
        print(json.dumps(_as_json(words, found), ensure_ascii=False, indent=2))
        return 0
    counts = found.change.counts if found.change else {}
    print(words + ",".join(f"{OUTCOMES[kind]} {count}" for kind, count in counts.items()))
    for problem in found.problems:
        print(f"  {'警告' if problem.is_warning else '错误'} {problem}")
    notes = found.change.notes if found.change else ()
    for note in (*notes, *_hints(options, found.offers)):
        print(f"  说明 {note}")
    return 0


def _as_json(words: str, found: _Found) -> dict[str, Any]:
    """Return the result of an import as JSON values."""
    change = found.change
    preview = change.preview.astype("object") if change else None
    return {
        "message": words.rstrip(":"),
        "kind": change.kind if change else None,
        "year": change.year if change else None,
        "counts": change.counts if change else {},
        "problems": [asdict(problem) | {"text": str(problem)} for problem in found.problems],
        "offers": [offer._asdict() for offer in found.offers],
        "changes": []
        if preview is None
        else json.loads(preview.to_json(orient="records", date_format="iso", force_ascii=False)),
        "notes": list(change.notes) if change else [],
    }


def _show_history(ledger: Ledger, options: argparse.Namespace) -> int:
    """Print the history of imports, newest first, or what one of them changed."""
    if options.changes is not None:
        changes = history.changes_of(ledger, options.changes)
        print(changes.to_string(index=False) if len(changes) else "没有留存这次导入的逐项变化。")
        return 0
    log = history.imports(ledger)
    print(log.to_string(index=False) if len(log) else "还没有导入过文件。")
    return 0


def _undo(ledger: Ledger, options: argparse.Namespace) -> int:
    """Undo the last import, or go back before an earlier one."""
    if options.before is not None:
        undone = history.go_back_before(
            ledger, options.before, now=clock.now(), undone_by=options.imported_by
        )
        print(f"已回到第 {options.before} 号导入之前,撤销了 {len(undone)} 次导入。")
        return 0
    history.undo(ledger, now=clock.now(), undone_by=options.imported_by)
    print("已撤销最近一次导入,账本恢复到导入之前。")
    return 0
