"""The ledger's file: open, migrate, ask named questions, write through one door, back up."""

import contextlib
import os
import shutil
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from dashboard.core.errors import (
    DiskFull,
    LedgerDamaged,
    LedgerError,
    LedgerLocked,
    LedgerReadOnly,
    QuestionError,
)
from dashboard.core.paths import DATA
from dashboard.ledger import migrations
from dashboard.ledger.queries import Question, question
from dashboard.ledger.state_cache import Memo, open_memo

IN_MEMORY = Path(":memory:")
"""The path of a ledger without a file, empty and gone when it is closed."""

DEFAULT_PATH = DATA / "ledger.duckdb"

Parameters = Mapping[str, Any]


def ledger_path() -> Path:
    """Return the ledger's file: LEDGER_DB, else data/ledger.duckdb."""
    return Path(os.environ.get("LEDGER_DB") or DEFAULT_PATH)


@dataclass
class Ledger:
    """An open ledger. `revision` grows with every write, so that caches know what they hold."""

    path: Path
    connection: duckdb.DuckDBPyConnection
    read_only: bool
    macros: str = ""
    """SQL that each cursor runs first, where the file has other macros and may not be written."""
    revision: int = 0
    writing: threading.Lock = field(default_factory=threading.Lock)

    remembering: threading.Lock = field(default_factory=threading.Lock)
    kept: Memo | None = None

    @property
    def memo(self) -> Memo:
        """The task states kept in memory, made at the first question that wants them."""
        with self.remembering:
            if self.kept is None:
                self.kept = open_memo(self.cursor(), self.cursor())
            return self.kept

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a cursor that knows the macros of this program."""
        cursor = self.connection.cursor()
        if self.macros:
            cursor.execute(self.macros)
        return cursor

    def query(self, name: str, parameters: Parameters) -> pd.DataFrame:
        """Answer a named question with exactly the parameters that it declares.

        Raises:
            QuestionError: no such question, a parameter missing or too many, or a value that it
                cannot take.
            LedgerError: the file failed underneath.
        """
        with translated_errors(self.path), self.cursor() as cursor:
            return _run_question(cursor, question(name), parameters)

    def query_kept(
        self, asked: str | Question, parameters: Parameters, days: list[date]
    ) -> pd.DataFrame:
        """Answer a named or built question about a view from states kept in memory once computed.

        `days` must hold every day of which the question asks the states, but for `since`, which is
        added when it asks for that.
        """
        if isinstance(asked, str):
            asked = question(asked)
        if "since" in asked.parameters and parameters.get("since"):
            days = [*days, parameters["since"]]
        with translated_errors(self.path), self.memo.lock:
            self.memo.keep(days, parameters["view"]["known_at"], self.revision)
            return _run_question(self.memo.reader, asked, parameters)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open the one door for writes: everything inside is kept, or nothing of it.

        Raises:
            LedgerReadOnly: the file may not be written.
        """
        if self.read_only:
            raise LedgerReadOnly(f"账本 {self.path} 只读,未作任何改动;请检查文件权限后重试。")
        with self.writing, translated_errors(self.path), self.connection.cursor() as cursor:
            cursor.execute("begin")
            try:
                yield cursor
            except BaseException:
                cursor.execute("rollback")
                raise
            cursor.execute("commit")
            self.revision += 1

    def backup(self, target: Path) -> None:
        """Write a copy of the ledger as it stands to a new file.

        Raises:
            LedgerError: the target exists, or cannot be written.
        """
        if target.exists():
            raise LedgerError(f"备份文件 {target} 已存在,未作覆盖;请换一个文件名。")
        with self.writing, translated_errors(target):
            if not self.read_only:
                self.connection.execute("checkpoint")
            _copy_ledger(self.path, target)

    def close(self) -> None:
        """Close the file; what was committed is in it."""
        self.connection.close()


def _copy_ledger(path: Path, target: Path) -> None:
    """Copy a ledger and its log; a copy that breaks off leaves nothing behind."""
    partial = _with_suffix(target, ".partial")
    try:
        shutil.copyfile(path, partial)
        if (wal := _with_suffix(path, ".wal")).exists():
            shutil.copyfile(wal, _with_suffix(target, ".wal"))
        partial.rename(target)
    finally:
        partial.unlink(missing_ok=True)


def _with_suffix(path: Path, suffix: str) -> Path:
    """Return the file of the same name with a further suffix, as DuckDB names its log."""
    return path.with_name(path.name + suffix)


def _run_question(
    cursor: duckdb.DuckDBPyConnection, asked: Question, parameters: Parameters
) -> pd.DataFrame:
    """Run a question with the parameters that it declares."""
    if missing := asked.parameters - parameters.keys():
        raise QuestionError(f"查询 {asked.name} 还缺参数:{'、'.join(sorted(missing))}")
    if unknown := parameters.keys() - asked.parameters:
        raise QuestionError(f"查询 {asked.name} 没有参数:{'、'.join(sorted(unknown))}")
    try:
        return cursor.execute(asked.sql, dict(parameters)).df()
    except (duckdb.ConversionException, duckdb.InvalidInputException) as error:
        raise QuestionError(f"查询 {asked.name} 的参数值不可用:{error}") from error


def open_ledger(path: Path, now: datetime) -> Ledger:
    """Open a ledger, making or migrating it first; a file that may only be read is only read.

    Raises:
        LedgerError: it is locked, damaged, newer than this program, or cannot be made.
    """
    with translated_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        read_only = path.exists() and not os.access(path, os.W_OK)
        connection = duckdb.connect(str(path), read_only=read_only)
        steps = migrations.pending(connection, path)
        version = migrations.schema_version(connection)
        if steps and read_only:
            raise LedgerReadOnly(
                f"账本 {path} 需要升级结构但文件只读,未作任何改动;请改为可写后重试。"
            )
        if steps and version:
            connection.close()
            migrations.keep_copy(path, version)
            connection = duckdb.connect(str(path))
        is_current = not steps and migrations.has_macros(connection)
        if not is_current and not read_only:
            migrations.migrate(connection, steps, now)
    macros = "" if is_current or not read_only else migrations.temporary_macros()
    return Ledger(path, connection, read_only, macros)


@contextlib.contextmanager
def translated_errors(path: Path) -> Iterator[None]:
    """Turn what DuckDB and the file system say of a broken file into one sentence for a person."""
    try:
        yield
    except duckdb.ProgrammingError:
        raise  # our own SQL is wrong: that is no matter of the file
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
"""Words of DuckDB's messages on a file that is broken or of another kind."""


def _as_ledger_error(message: str, path: Path) -> LedgerError:
    """Return the error that a message of DuckDB or the system means for the file at `path`."""
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
            "请用最近的备份替换它,并保留原文件以便修复。"
        )
    return LedgerError(f"账本 {path} 无法读写:{message.splitlines()[0]}")
