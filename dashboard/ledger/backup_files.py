"""The files of backups: zip archives of a ledger, with a note of what is in it.

A zip is a tenth of a ledger or less, notices when it is damaged, and opens on any machine: the
ledger in it can be put in place by hand, too.
"""

import contextlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, Final, Literal

from dashboard.core import clock
from dashboard.core.errors import DashboardError, LedgerDamaged
from dashboard.ledger.durable import durable_file, remove_partial_files, with_suffix
from dashboard.ledger.file_errors import translated_errors

BackupKind = Literal["plan", "ledger", "progress", "load", "restore", "daily", "manual", "unclean"]
KINDS: Final[dict[BackupKind, str]] = {
    "plan": "导入工作要点之前",
    "ledger": "导入台账之前",
    "progress": "导入进展填报之前",
    "load": "载入文件夹之前",
    "restore": "恢复或回退之前",
    "daily": "每日",
    "manual": "手工",
    "unclean": "未正常关闭,打开之前",
}
"""Why a backup was made; only the newest of each kind are kept, but all of those by hand."""

USUAL_KEPT: Final = 60
LEDGER: Final = "ledger.duckdb"
_ABOUT: Final = "backup.json"
_MOST_BYTES_ABOUT: Final = 100_000


@dataclass(frozen=True)
class PlanContents:
    """One plan in a backup."""

    year: int
    title: str
    tasks: int
    reports: int


@dataclass(frozen=True)
class Backup:
    """One backup, as its file tells; what an unreadable one lacks is empty."""

    path: Path
    size: int
    made_at: datetime
    kind: BackupKind
    why: str = ""
    program_version: str = ""
    ledger_id: str = ""
    number: int = -1
    """How often the ledger had been written; -1 when that is not known."""
    plans: tuple[PlanContents, ...] = ()
    is_damaged: bool = False

    @property
    def name(self) -> str:
        """The file's name, as it can be shown."""
        return _shown(self.path.name)


def _shown(text: object) -> str:
    """Return text without what cannot be encoded, such as a file's name in GBK."""
    return str(text).encode(errors="replace").decode()


def folder_of(ledger: Path) -> Path:
    """Return the folder of a ledger's backups: BACKUPS_DIR, else one beside the ledger."""
    given = os.environ.get("BACKUPS_DIR")
    return Path(given) if given else ledger.parent / f"{ledger.stem}-backups"


def kept_of_each_kind() -> int:
    """Return how many backups of each kind are kept: BACKUPS_KEPT.

    Raises:
        DashboardError: it is not a whole number from 1 on.
    """
    given = os.environ.get("BACKUPS_KEPT") or str(USUAL_KEPT)
    if not (given.isascii() and given.isdigit() and int(given)):
        raise DashboardError(f"BACKUPS_KEPT 应为 1 以上的整数,实为“{given}”;请改正后重试。")
    return int(given)


def pack(
    ledger: Path,
    *,
    kind: BackupKind,
    made_at: datetime,
    about: Mapping[str, Any],
    source: Path | None = None,
) -> Path:
    """Write a backup of a ledger's files as they are, and return its path; nobody may write.

    source: a copy to take in place of the ledger's own file.
    """
    folder = folder_of(ledger)
    folder.mkdir(parents=True, exist_ok=True)
    remove_partial_files(folder)
    target = _free_name(folder, f"{ledger.stem}-{made_at:%Y%m%d-%H%M%S}-{kind}")
    _write(target, source or ledger, {"made_at": made_at.isoformat(), "kind": kind, **about})
    return target


def _free_name(folder: Path, stem: str) -> Path:
    names = (f"{stem}{f'-{number}' if number > 1 else ''}.zip" for number in count(1))
    return next(folder / name for name in names if not (folder / name).exists())


def _write(target: Path, ledger: Path, about: Mapping[str, Any]) -> None:
    with (
        durable_file(target) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        archive.writestr(_ABOUT, json.dumps(about, ensure_ascii=False))
        archive.write(ledger, LEDGER)
        if (wal := with_suffix(ledger, ".wal")).exists():
            archive.write(wal, with_suffix(Path(LEDGER), ".wal").name)


def keep_unclean(ledger: Path, now: datetime) -> Path | None:
    """Keep the files of a ledger that was not closed, since opening them may change them.

    The same files are kept once, however often they are tried.
    """
    wal = with_suffix(ledger, ".wal")
    with translated_errors(ledger), contextlib.suppress(PermissionError):  # opened to read only
        if ledger.exists() and wal.exists():
            folder = folder_of(ledger)
            folder.mkdir(parents=True, exist_ok=True)
            digest = zlib.crc32(wal.read_bytes())
            target = folder / f"{ledger.stem}-unclean-{digest:08x}.zip"
            if not target.exists():
                _write(target, ledger, {"made_at": now.isoformat(), "kind": "unclean"})
            return target
    return None


def backups(ledger: Path) -> list[Backup]:
    """Return the backups of a ledger, newest first."""
    files = filter(Path.is_file, folder_of(ledger).glob(f"{ledger.stem}-*.zip"))
    return sorted(map(_read, files), key=lambda each: (each.made_at, each.name), reverse=True)


def _read(path: Path) -> Backup:
    """Return what a backup's file tells of it; a file of something else is a damaged one."""
    status = path.stat()
    try:
        return _described(path, status.st_size)
    except Exception:  # noqa: BLE001 what somebody else put into the folder may be anything
        changed = clock.by_bureau(datetime.fromtimestamp(status.st_mtime, UTC))
        return Backup(path, status.st_size, changed, "manual", is_damaged=True)


def _described(path: Path, size: int) -> Backup:
    """Return what the note in a backup says, as the types that it should have."""
    with zipfile.ZipFile(path) as archive:
        archive.getinfo(LEDGER)
        if archive.getinfo(_ABOUT).file_size > _MOST_BYTES_ABOUT:
            raise ValueError(_ABOUT)
        about = json.loads(archive.read(_ABOUT))
    if about["kind"] not in KINDS:
        raise ValueError(about["kind"])
    return Backup(
        path,
        size,
        datetime.fromisoformat(about["made_at"]).replace(tzinfo=None),
        about["kind"],
        _shown(about.get("why", "")),
        _shown(about.get("program_version", "")),
        _shown(about.get("ledger_id", "")),
        int(about.get("number", -1)),
        tuple(
            PlanContents(
                int(plan["year"]), _shown(plan["title"]), int(plan["tasks"]), int(plan["reports"])
            )
            for plan in about.get("plans", ())
        ),
    )


def unpack(backup: Backup, folder: Path) -> Path:
    """Write the ledger of a backup into a folder, and return its path.

    Raises:
        LedgerDamaged: the backup's file is damaged.
    """
    try:
        with zipfile.ZipFile(backup.path) as archive:
            for name in archive.namelist():
                if name.startswith(LEDGER):
                    with archive.open(name) as source, (folder / Path(name).name).open("wb") as out:
                        shutil.copyfileobj(source, out)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise damaged(backup) from error
    return folder / LEDGER


def damaged(backup: Backup) -> LedgerDamaged:
    """Return the error of a backup that cannot be used."""
    return LedgerDamaged(f"备份 {backup.name} 已损坏,不能使用,账本未作任何改动;请换一个备份。")


def prune(ledger: Path) -> None:
    """Remove the oldest backups of each kind beyond those that are kept."""
    kept = kept_of_each_kind()
    known = backups(ledger)
    for kind in KINDS:
        if kind != "manual":
            for old in [each for each in known if each.kind == kind][kept:]:
                old.path.unlink(missing_ok=True)
