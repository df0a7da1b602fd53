"""The command backups: list backups, make one, show what differs, restore one."""

import argparse
from collections.abc import Callable
from contextlib import closing
from typing import Final

from dashboard.commands.arguments import Commands
from dashboard.core import clock
from dashboard.core.errors import InputError, LedgerDamaged
from dashboard.importing.service.backup_comparison import TASK_OUTCOMES, compare_backup
from dashboard.ledger import backup_files, restoring
from dashboard.ledger.backup_files import Backup
from dashboard.ledger.backups import find_backup, make_backup
from dashboard.ledger.rows import records
from dashboard.ledger.store import ledger_path, open_ledger


def add_to(commands: Commands) -> None:
    """Register the command."""
    command = commands.add_parser("backups", help="备份:列出、新建、对照、恢复")
    command.add_argument("action", choices=list(_ACTIONS), metavar="|".join(_ACTIONS))
    command.add_argument("backup", nargs="?", metavar="编号或文件名")
    command.add_argument("--note", default="", metavar="说明", help="新建备份的说明")
    command.add_argument("--imported-by", metavar="经办人")
    command.set_defaults(run=lambda options: _ACTIONS[options.action](options))


def _list(_options: argparse.Namespace) -> int:
    """Print the backups, newest first; the ledger is not opened, since it may be damaged."""
    path = ledger_path()
    known = backup_files.backups(path)
    if not known:
        print(f"还没有备份({backup_files.folder_of(path)})。")
    for number, each in enumerate(known, 1):
        print(f"{number:>3}  {describe(each)}")
    return 0


def describe(backup: Backup) -> str:
    """Return a backup in one line."""
    if backup.is_damaged:
        return f"{backup.name}  文件已损坏,不能使用"
    plans = "、".join(
        f"{plan.year} 年 措施 {plan.tasks} 填报 {plan.reports}" for plan in backup.plans
    )
    why = ":".join(filter(None, (backup_files.KINDS[backup.kind], backup.why)))
    return (
        f"{backup.made_at:%Y-%m-%d %H:%M:%S}  {why}  {plans}  "
        f"{backup.size / 1e6:.1f} MB  {backup.name}"
    )


def _make(options: argparse.Namespace) -> int:
    with closing(open_ledger(ledger_path(), clock.now())) as ledger:
        path = make_backup(ledger, kind="manual", why=options.note, now=clock.now())
    print(f"已备份到 {path}。")
    return 0


def _show(options: argparse.Namespace) -> int:
    """Print what is in a backup, and what was written since."""
    backup = _chosen(options)
    print(describe(backup))
    with closing(open_ledger(ledger_path(), clock.now())) as ledger:
        found = compare_backup(ledger, backup, clock.now())
    if found.is_empty:
        print("与现在的账本没有差别。")
    for row in records(found.tasks):
        words = f" {row['field']}:{row['before']} → {row['after']}" if row["field"] else ""
        outcome = TASK_OUTCOMES[row["outcome"]]
        print(f"  此后{outcome} {row['year']} 年 {row['number']} {row['title']}{words}")
    for row in records(found.rows):
        print(f"  {row['name']}:现在另有 {row['since']} 条,备份中另有 {row['gone']} 条")
    return 0


def _restore(options: argparse.Namespace) -> int:
    """Restore a backup; one of a ledger that cannot be opened takes its place."""
    backup, now = _chosen(options), clock.now()
    try:
        ledger = open_ledger(ledger_path(), now)
    except LedgerDamaged:
        return _put_in_place(backup)
    with closing(ledger):
        restoring.restore_ledger(ledger, backup, now=now, restored_by=options.imported_by)
    print(f"已恢复到 {backup.made_at:%Y-%m-%d %H:%M} 的备份;恢复之前的账本也已备份。")
    return 0


def _put_in_place(backup: Backup) -> int:
    aside = restoring.put_in_place(ledger_path(), backup, clock.now())
    print(
        f"账本打不开,已换上 {backup.made_at:%Y-%m-%d %H:%M} 的备份;"
        f"原文件留存为 {'、'.join(str(file) for file in aside)}。"
    )
    return 0


def _accept(_options: argparse.Namespace) -> int:
    """Take the ledger for whole as it is."""
    with closing(open_ledger(ledger_path(), clock.now())) as ledger:
        ledger.accept_lost_writes()
    print("已以账本现有内容为准。")
    return 0


def _chosen(options: argparse.Namespace) -> Backup:
    if not options.backup:
        raise InputError("请写明是哪个备份:编号(见 backups list)或文件名。")
    return find_backup(ledger_path(), options.backup)


_ACTIONS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {
    "list": _list,
    "make": _make,
    "show": _show,
    "restore": _restore,
    "accept": _accept,
}
