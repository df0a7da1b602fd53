"""Detect lost writes: the number of the last confirmed one lies in a file beside the ledger.

A write-ahead log that is damaged, cut, replaced or deleted opens without a word, and so does an
older copy of the ledger; then the number in the ledger is smaller than the one in the file.
"""

import json
import logging
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

import duckdb

from dashboard.ledger.durable import durable_file, with_suffix

_LOG: Final = logging.getLogger("dashboard")
_SUFFIX: Final = ".mark"


@dataclass(frozen=True)
class LostWrites:
    """Confirmed writes that the ledger does not have."""

    confirmed: int
    found: int
    written_at: str
    """When the last confirmed one was written, an ISO moment; '' when it is another ledger."""
    copy: str = ""
    """The copy of the ledger's files as they were before they were opened; '' without one."""


@dataclass(frozen=True)
class Mark:
    """What the file says: which ledger, its last confirmed write, and what was lost before it."""

    ledger_id: str
    number: int
    written_at: str
    lost: LostWrites | None = None


def bump(connection: duckdb.DuckDBPyConnection, now: datetime, at_least: int) -> None:
    """Count a write, inside its transaction; a number that was lost is not given again."""
    connection.execute(
        "update write_mark set number = greatest(number, $at_least) + 1, written_at = $now",
        {"now": now, "at_least": at_least},
    )


def mark_of(connection: duckdb.DuckDBPyConnection) -> Mark:
    """Return the mark that a ledger has inside."""
    row = connection.execute("select ledger_id, number, written_at from write_mark").fetchall()[0]
    ledger_id, number, written_at = row
    return Mark(ledger_id, number, written_at.isoformat() if written_at else "")


def read_mark(ledger: Path) -> Mark | None:
    """Return what the file beside a ledger says; None when there is none that can be read."""
    try:
        found = json.loads(with_suffix(ledger, _SUFFIX).read_text(encoding="utf-8"))
        lost = found.pop("lost")
        return Mark(**found, lost=LostWrites(**lost) if lost else None)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError):
        _LOG.warning("账本旁的记号 %s 读不出来,已重写。", with_suffix(ledger, _SUFFIX))
        return None


def write_mark(ledger: Path, mark: Mark) -> None:
    """Write the file beside a ledger; a failure is logged, since the write itself is safe."""
    try:
        with durable_file(with_suffix(ledger, _SUFFIX)) as file:
            file.write(json.dumps(asdict(mark), ensure_ascii=False).encode())
    except OSError as error:
        _LOG.warning("账本旁的记号未能写入:%s", error)


def check(inside: Mark, beside: Mark | None, copy: str) -> Mark:
    """Return the mark that a ledger has from now on, with what it lost.

    copy: the copy of its files as they were before they were opened, '' without one.
    """
    if beside is None:
        return inside
    if beside.ledger_id != inside.ledger_id:
        return replace(inside, lost=LostWrites(beside.number, inside.number, "", copy))
    if inside.number >= beside.number:
        return replace(inside, lost=beside.lost)
    if beside.lost and beside.lost.found == inside.number:  # opened again, nothing written since
        return beside
    lost = LostWrites(beside.number, inside.number, beside.written_at, copy)
    return replace(beside, lost=lost)


def sentence(path: Path, lost: LostWrites) -> str:
    """Say what a ledger lost, and what to do."""
    kept = f"打开前的文件已原样留存为 {lost.copy}。" if lost.copy else ""
    remedy = (
        f"现有内容一行未动。{kept}请从备份恢复(页面“备份”,或命令 backups restore);"
        "核对后确认现有内容就是要的,请按“以现有内容为准”(命令 backups accept)。"
    )
    if not lost.written_at:
        return f"{path} 不是上次写入的那本账:可能被另一个文件替换。{remedy}"
    moment = datetime.fromisoformat(lost.written_at)
    return (
        f"账本 {path} 缺少最近 {lost.confirmed - lost.found} 次已确认的写入"
        f"(最后一次在 {moment:%Y-%m-%d %H:%M}):"
        f"日志文件(.wal)可能损坏、被替换或删除,或账本换成了旧文件。{remedy}"
    )
