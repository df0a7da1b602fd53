"""Back a ledger up while it is open, look into a backup, and put it back."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from dashboard.core.errors import InputError, LedgerDamaged
from dashboard.core.version import VERSION
from dashboard.ledger import backup_files
from dashboard.ledger.backup_files import Backup, BackupKind, PlanContents
from dashboard.ledger.durable import temporary_folder
from dashboard.ledger.file_errors import translated_errors
from dashboard.ledger.ledger_file import IN_MEMORY
from dashboard.ledger.rows import records
from dashboard.ledger.store import Ledger, open_ledger
from dashboard.ledger.tables import LEDGER_TABLES, UNSTORED_TABLES


def make_backup(ledger: Ledger, *, kind: BackupKind, why: str, now: datetime) -> Path | None:
    """Back up a ledger as it is, then remove what is not kept any more; None for one in memory.

    Raises:
        LedgerError: the backup cannot be written; there is none then.
    """
    if ledger.path == IN_MEMORY:
        return None
    with ledger.writing, translated_errors(backup_files.folder_of(ledger.path)):
        ledger.checkpoint()
        about: dict[str, Any] = {"why": why, "program_version": VERSION, "plans": _contents(ledger)}
        if ledger.mark:
            about |= {"ledger_id": ledger.mark.ledger_id, "number": ledger.mark.number}
        path = _pack(ledger, kind, now, about)
        backup_files.prune(ledger.path)
    return path


def _pack(ledger: Ledger, kind: BackupKind, now: datetime, about: dict[str, Any]) -> Path:
    """Write the backup's file; where the system locks an open ledger, from a copy of its rows."""
    pack = partial(backup_files.pack, ledger.path, kind=kind, made_at=now, about=about)
    try:
        return pack()
    except PermissionError:
        if os.name != "nt":
            raise
        with temporary_folder() as folder:
            return pack(source=copy_rows(ledger, folder, now))


def copy_rows(ledger: Ledger, folder: Path, now: datetime) -> Path:
    """Write all rows of a ledger into a new file in a folder, and return its path."""
    path = folder / backup_files.LEDGER
    with (
        contextlib.closing(open_ledger(path, now)) as copy,
        ledger.cursor() as source,
        copy.cursor() as target,
    ):
        target.execute(
            "begin; delete from setting; delete from theme_name; delete from calendar_day;"
            "delete from row_version; delete from write_mark"
        )
        for table in (*LEDGER_TABLES, *UNSTORED_TABLES):
            target.append(table, source.table(table).df(), by_name=True)
        target.execute("commit")
        copy.checkpoint()
    return path


def _contents(ledger: Ledger) -> list[dict[str, object]]:
    rows = records(ledger.query("plan_contents", {}))
    return [
        asdict(PlanContents(row["year"], row["title"], row["tasks"], row["reports"]))
        for row in rows
    ]


def find_backup(ledger: Path, name: str) -> Backup:
    """Return a backup by its file name, or its number in the list, 1 the newest.

    Raises:
        InputError: there is none.
    """
    known = backup_files.backups(ledger)
    named = {each.name: each for each in known}
    numbered = {str(number): each for number, each in enumerate(known, 1)}
    found = named.get(name) or numbered.get(name)
    if found is None:
        raise InputError(f"没有备份“{name}”;现有的见 backups list。")
    return found


@contextlib.contextmanager
def opened_backup(backup: Backup, now: datetime) -> Iterator[Ledger]:
    """Open a copy of a backup, brought up to this program's schema; the backup stays as it is.

    Raises:
        LedgerError: the backup is damaged, or a newer program made it.
    """
    with (
        temporary_folder() as folder,
        contextlib.closing(open_copy(backup, folder, now)) as ledger,
    ):
        yield ledger


def open_copy(backup: Backup, folder: Path, now: datetime) -> Ledger:
    """Open a copy of a backup in a folder, brought up to this program's schema.

    Raises:
        LedgerError: the backup is damaged, or a newer program made it.
    """
    with translated_errors(backup.path):
        path = backup_files.unpack(backup, folder)
    try:
        return open_ledger(path, now)
    except LedgerDamaged as error:
        raise backup_files.damaged(backup) from error


def back_up_daily(ledger: Ledger, now: datetime) -> Path | None:
    """Make the backup of the day, unless there is one or nothing was written since the last."""
    if ledger.path == IN_MEMORY or ledger.mark is None:
        return None
    known = [each for each in backup_files.backups(ledger.path) if not each.is_damaged]
    inside = (ledger.mark.ledger_id, ledger.mark.number)
    if any((each.ledger_id, each.number) == inside for each in known):
        return None
    if any(each.kind == "daily" and each.made_at.date() == now.date() for each in known):
        return None
    return make_backup(ledger, kind="daily", why="", now=now)
