"""The command read-plan: print the plan parsed from a document, as a table or as JSON."""

import argparse
import json
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from dashboard.commands.arguments import Commands
from dashboard.core import clock
from dashboard.core.errors import InputError, LedgerError
from dashboard.importing.documents.plan import Item, Plan, Theme, one_task_per_item, plan_json
from dashboard.importing.processes.contents import PlanNames
from dashboard.importing.processes.reader_process import start_ahead
from dashboard.importing.service import plans
from dashboard.importing.spreadsheets.file_kinds import MAX_FILE_BYTES, check_file_size
from dashboard.ledger.ledger_file import IN_MEMORY
from dashboard.ledger.store import ledger_path, open_ledger


def add_to(commands: Commands) -> None:
    """Register the command."""
    command = commands.add_parser("read-plan", help="读取工作要点文件,不写入账本")
    command.add_argument("file", type=Path, metavar="文件")
    command.add_argument("--format", choices=["table", "json"], default="table")
    command.add_argument(
        "--by", choices=list(plans.UNITS), default="measure", help="按措施或按事项"
    )
    command.set_defaults(run=_show)


def _show(options: argparse.Namespace) -> int:
    """Print the parsed plan."""
    content = content_of(options.file)
    start_ahead()  # while the ledger is opened
    names = _names_to_read_with()
    plan, _ = plans.read_plan_file(content, options.file.name, names)
    if options.by == "item":
        plan = one_task_per_item(plan)
    if options.format == "json":
        print(json.dumps(plan_json(plan), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines_of(plan)))
    return 0


def content_of(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        InputError: the file does not exist, is too large or cannot be read.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
            check_file_size(max(len(content), os.fstat(file.fileno()).st_size), path.name)
            return content
    except FileNotFoundError as error:
        raise InputError(f"没有文件 {path};请检查文件名和所在的文件夹。") from error
    except OSError as error:
        raise InputError(f"{path} 无法读取;请检查它是不是文件,以及读取权限。") from error


def _names_to_read_with() -> PlanNames:
    """Return the names of the ledger, or those of a new ledger: none is needed to read a plan."""
    path = ledger_path()
    try:
        with closing(open_ledger(path if path.exists() else IN_MEMORY, clock.now())) as ledger:
            return plans.plan_names(ledger)
    except LedgerError:  # such as a ledger that the running dashboard has open
        with closing(open_ledger(IN_MEMORY, clock.now())) as ledger:
            return plans.plan_names(ledger)


def _lines_of(plan: Plan) -> Iterator[str]:
    """Yield a plan as lines of text."""
    items = [item for theme in plan.themes for item in theme.items]
    offices = {office.name for item in items for office in item.offices}
    tasks = sum(len(item.tasks) for item in items)
    name = [
        plan.title or "(没有标题)",
        str(plan.year or "年度不明"),
        plan.organisation or "单位不明",
    ]
    yield " · ".join(map(str, name))
    yield f"主题 {len(plan.themes)} · 事项 {len(items)} · 措施 {tasks} · 股室 {len(offices)}"
    for theme in plan.themes:
        yield from _lines_of_theme(theme)
    if plan.notes:
        yield f"\n提示 {len(plan.notes)} 处"
        yield from (f"  {note}" for note in plan.notes)
    if plan.unread:
        yield f"\n未读内容 {len(plan.unread)} 处"
        yield from (f"  第 {line} 行 {text}" for line, text in plan.unread)


def _lines_of_theme(theme: Theme) -> Iterator[str]:
    yield f"\n{theme.ordinal or '—'} {theme.title or '(没有分主题)'}【{theme.short_name or '—'}】"
    group = None
    for item in theme.items:
        if item.group != group:
            group = item.group
            yield f"  {group or '—'}"
        yield from _lines_of_item(item)


def _lines_of_item(item: Item) -> Iterator[str]:
    leads = "、".join(office.name for office in item.offices if office.role == "lead")
    support = "、".join(office.name for office in item.offices if office.role == "support")
    number = "—" if item.number is None else item.number
    leader = f";分管领导:{item.leader}" if item.leader else ""
    yield f"  {number} {item.title}〔牵头:{leads or '—'};配合:{support or '—'}{leader}〕"
    for task in item.tasks:
        due = f"〔{task.due_text} → {task.due_date or '待定'}〕" if task.due_text else ""
        targets = "".join(f"〔{target.text}〕" for target in task.targets)
        own = "、".join(office.name for office in task.offices or ())
        yield f"    · {task.text}{due}{targets}" + (f"〔股室:{own}〕" if own else "")
