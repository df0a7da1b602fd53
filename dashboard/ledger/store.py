"""The ledger file: open, migrate, run named queries, write in transactions, back up."""

import contextlib
import logging
import os
import re
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from dashboard.core import clock
from dashboard.core.errors import (
    LedgerDamaged,
    LedgerError,
    LedgerLocked,
    LedgerReadOnly,
)
from dashboard.core.paths import DATA
from dashboard.ledger import backup_files, migrations, write_mark
from dashboard.ledger.durable import copy_ledger
from dashboard.ledger.file_errors import translated_errors
from dashboard.ledger.ledger_file import IN_MEMORY, connect
from dashboard.ledger.queries import Question, question
from dashboard.ledger.query_run import run_question
from dashboard.ledger.row_versions import record_versions
from dashboard.ledger.state_cache import Memo, open_memo
from dashboard.ledger.write_mark import Mark

DEFAULT_PATH = DATA / "ledger.duckdb"

Parameters = Mapping[str, Any]

_LOG = logging.getLogger("dashboard")

_LOG_ASIDE = (
    "若只是日志文件(.wal)损坏,可把它移到一边再打开,程序会说明缺少几次写入;"
    "原文件已留存在备份文件夹里。"
)

_CHECKPOINT_TRIES = 20
_CHECKPOINT_PAUSE = 0.01
"""Seconds between two tries."""

_BROKEN = (duckdb.FatalException, duckdb.ConnectionException)
"""What a connection answers after a fatal error, and when it could not be opened anew since."""

_SCHEME = re.compile(r"[A-Za-z][\w+.-]+:")
"""The beginning of an address such as md: or https:; a drive of Windows has one letter."""


def ledger_path() -> Path:
    """Return the path of the ledger file: LEDGER_DB, else data/ledger.duckdb.

    Raises:
        LedgerError: LEDGER_DB is an address on a network.
    """
    given = os.environ.get("LEDGER_DB") or ""
    if _SCHEME.match(given):
        raise LedgerError(f"LEDGER_DB 应为本机上的文件,实为网络地址“{given}”;请改正后重试。")
    return Path(given or DEFAULT_PATH)


@dataclass
class Ledger:
    """An open ledger. `revision` grows with every write, so that caches can be invalidated."""

    path: Path
    connection: duckdb.DuckDBPyConnection
    read_only: bool
    macros: str = ""
    """SQL that each cursor runs first when a read-only file has other macros than this program."""
    revision: int = 0
    writing: threading.RLock = field(default_factory=threading.RLock)
    """Held by who writes; also around a backup and the write that it precedes."""
    closed: threading.Event = field(default_factory=threading.Event)
    mark: Mark | None = None
    """The number of the last confirmed write; None for a ledger in memory."""

    remembering: threading.Lock = field(default_factory=threading.Lock)
    kept: Memo | None = None

    @property
    def memo(self) -> Memo:
        """The cache of task states, created by the first query that needs it."""
        with self.remembering:
            if self.kept is None:
                self.kept = open_memo(self.cursor(), self.cursor())
            return self.kept

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a cursor that has the macros of this program."""
        cursor = self.connection.cursor()
        if self.macros:
            cursor.execute(self.macros)
        return cursor

    def query(self, name: str, parameters: Parameters) -> pd.DataFrame:
        """Run a named query with exactly the parameters that it declares.

        Raises:
            QuestionError: there is no such query, a parameter is missing or unknown, or its value
                is invalid.
            LedgerError: the file cannot be read.
        """
        with translated_errors(self.path), self.reopening(), self.cursor() as cursor:
            return run_question(cursor, question(name), parameters)

    def query_kept(
        self, asked: str | Question, parameters: Parameters, days: list[date]
    ) -> pd.DataFrame:
        """Run a named or built query about a view, using the cache of task states.

        `days` must hold every day whose states the query reads, except `since`, which is added when
        the query has that parameter.
        """
        if isinstance(asked, str):
            asked = question(asked)
        if "since" in asked.parameters and parameters.get("since"):
            days = [*days, parameters["since"]]
        with translated_errors(self.path), self.reopening(), self.memo.lock:
            self.memo.keep(days, parameters["view"]["known_at"], self.revision)
            return run_question(self.memo.reader, asked, parameters)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open the transaction that every write goes through: it commits all or nothing.

        Raises:
            LedgerReadOnly: the file cannot be written.
        """
        if self.read_only:
            raise LedgerReadOnly(f"账本 {self.path} 只读,未作任何改动;请检查文件权限后重试。")
        with self.writing, translated_errors(self.path), self.reopening():
            with self.connection.cursor() as cursor:
                cursor.execute("begin")
                try:
                    yield cursor
                    record_versions(cursor, clock.now())
                    write_mark.bump(cursor, clock.now(), self.mark.number if self.mark else 0)
                except duckdb.FatalException:
                    raise  # nothing can be rolled back any more
                except BaseException:
                    cursor.execute("rollback")
                    raise
                self._commit(cursor)
            self.revision += 1
            self._confirm()

    def _commit(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Commit; when that ends in a fatal error, the file says whether it is committed."""
        number = write_mark.mark_of(cursor).number
        try:
            cursor.execute("commit")
        except duckdb.FatalException:
            self._reopen()
            if write_mark.mark_of(self.connection).number < number:
                raise

    @contextlib.contextmanager
    def reopening(self) -> Iterator[None]:
        """Open the file anew after a fatal error: until then DuckDB answers to nobody any more."""
        try:
            yield
        except _BROKEN:
            self._reopen()
            raise

    def _reopen(self) -> None:
        """Open the file anew, unless somebody has since it broke down."""
        with self.writing, self.remembering:
            if self.closed.is_set():
                return
            with contextlib.suppress(*_BROKEN), self.connection.cursor() as cursor:
                cursor.execute("select 1")
                return
            _LOG.warning("账本在严重错误之后重新打开。")
            self.connection.close()
            self.connection = connect(self.path, read_only=self.read_only)
            self.kept = None

    def _confirm(self) -> None:
        """Make a write independent of the write-ahead log, and note its number beside the ledger.

        It is committed: what fails here is only logged.
        """
        if self.path == IN_MEMORY:
            return
        self.checkpoint()
        lost = self.mark.lost if self.mark else None
        self.mark = replace(write_mark.mark_of(self.connection), lost=lost)
        write_mark.write_mark(self.path, self.mark)

    @property
    def lost_writes(self) -> str:
        """What the ledger lost before it was opened, as a sentence; '' for nothing."""
        lost = self.mark.lost if self.mark else None
        return write_mark.sentence(self.path, lost) if lost else ""

    def accept_lost_writes(self) -> None:
        """Take the ledger as it is for whole from now on."""
        with self.writing:
            self.mark = write_mark.mark_of(self.connection)
            write_mark.write_mark(self.path, self.mark)

    def backup(self, target: Path) -> None:
        """Write a copy of the current ledger to a new file.

        Raises:
            LedgerError: the target exists, or cannot be written.
        """
        if target.exists():
            raise LedgerError(f"备份文件 {target} 已存在,未作覆盖;请换一个文件名。")
        with self.writing, translated_errors(target):
            self.checkpoint()
            copy_ledger(self.path, target)

    def checkpoint(self) -> None:
        """Move what the write-ahead log holds into the file; what fails here loses nothing.

        DuckDB refuses while another cursor is within a write, such as one to the state cache.
        """
        if self.read_only:
            return
        for _ in range(_CHECKPOINT_TRIES):
            try:
                self.connection.execute("checkpoint")
            except duckdb.TransactionException:
                time.sleep(_CHECKPOINT_PAUSE)
            except duckdb.Error as error:
                _LOG.warning("账本未能合并日志文件:%s", error)
                if isinstance(error, duckdb.FatalException):
                    self._reopen()
                return
            else:
                return

    def close(self) -> None:
        """Close the file; it contains everything that was committed."""
        self.closed.set()
        self.connection.close()


def open_ledger(path: Path, now: datetime) -> Ledger:
    """Open a ledger, creating or migrating it first; a read-only file is opened read-only.

    Raises:
        LedgerError: it is locked, damaged, newer than this program, or cannot be created.
    """
    kept = backup_files.keep_unclean(path, now)
    try:
        ledger = _opened(path, now)
    except LedgerLocked:  # its log is in use by another program
        if kept:
            kept.unlink(missing_ok=True)
        raise
    except LedgerDamaged as error:
        raise LedgerDamaged(f"{error}{_LOG_ASIDE if kept else ''}") from error
    if path != IN_MEMORY:
        _check_mark(ledger, kept)
    return ledger


def _check_mark(ledger: Ledger, kept: Path | None) -> None:
    """Find out whether confirmed writes are lacking; only then what was kept is needed."""
    inside, beside = write_mark.mark_of(ledger.connection), write_mark.read_mark(ledger.path)
    ledger.mark = write_mark.check(inside, beside, str(kept or ""))
    if ledger.mark != beside and not ledger.read_only:
        write_mark.write_mark(ledger.path, ledger.mark)
    if kept and not ledger.mark.lost:
        kept.unlink(missing_ok=True)


def _opened(path: Path, now: datetime) -> Ledger:
    """Connect to the file of a ledger, and bring it up to this program."""
    with translated_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        read_only = path.exists() and not os.access(path, os.W_OK)
        connection = connect(path, read_only=read_only)
        steps = migrations.pending(connection, path)
        version = migrations.schema_version(connection)
        if steps and read_only:
            raise LedgerReadOnly(
                f"账本 {path} 需要升级结构但文件只读,未作任何改动;请改为可写后重试。"
            )
        if steps and version:
            connection.close()
            migrations.back_up(path, version)
            connection = connect(path)
        is_current = not steps and migrations.has_macros(connection)
        if not is_current and not read_only:
            migrations.migrate(connection, steps, now)
    macros = "" if is_current or not read_only else migrations.temporary_macros()
    return Ledger(path, connection, read_only, macros)
