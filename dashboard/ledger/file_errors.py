"""What DuckDB and the file system say of a ledger, as one sentence for the user."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import duckdb

from dashboard.core.errors import (
    DiskFull,
    LedgerDamaged,
    LedgerError,
    LedgerLocked,
    LedgerReadOnly,
)


@contextlib.contextmanager
def translated_errors(path: Path) -> Iterator[None]:
    """Translate errors of DuckDB and the file system into one sentence for the user."""
    try:
        yield
    except duckdb.ProgrammingError:
        raise  # an error in our own SQL, not in the file
    except duckdb.Error as error:
        raise _as_ledger_error(str(error), path) from error
    except PermissionError as error:
        raise LedgerReadOnly(f"没有权限读写 {path};请检查该文件及所在文件夹的权限。") from error
    except OSError as error:
        raise _as_ledger_error(str(error), path) from error


_DAMAGE_WORDS = (
    "not a valid",
    "checksum",
    "corrupt",
    "deserialize",
    "could not read enough",
    "internal",
)
"""Phrases in DuckDB's messages about a file that is damaged or is not a database."""


def _as_ledger_error(message: str, path: Path) -> LedgerError:
    """Return the LedgerError for an error message of DuckDB or the system about `path`."""
    lower = message.lower()
    if "lock" in lower and (
        "conflicting" in lower or "could not set" in lower or "used by" in lower
    ):
        return LedgerLocked(
            f"账本 {path} 正被另一个程序占用,未作任何改动;请先停止正在运行的看板或命令,再重试。"
        )
    if "no space left" in lower or "disk full" in lower or "out of disk" in lower:
        return DiskFull(f"磁盘已满,{path} 未能写入,本次改动未保存;请清理磁盘空间后重试。")
    if "read-only" in lower or "permission denied" in lower:
        return LedgerReadOnly(f"{path} 不可写,未作任何改动;请检查文件及所在文件夹的权限。")
    if any(word in lower for word in _DAMAGE_WORDS):
        return LedgerDamaged(
            f"账本 {path} 已损坏或不是账本文件,未作任何改动;"
            "请用最近的备份恢复(命令 backups list、backups restore),原文件会留存。"
        )
    return LedgerError(f"账本 {path} 无法读写:{message.splitlines()[0]}")
