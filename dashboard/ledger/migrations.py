"""Bring a ledger up to the schema and the macros of this program, or refuse one that is newer.

The schema changes by numbered steps, for its rows must be kept; macros are replaced whole.
"""

import hashlib
import shutil
from datetime import datetime
from pathlib import Path

import duckdb

from dashboard.core.errors import LedgerDamaged, LedgerTooNew
from dashboard.core.paths import QUERIES


def migrations() -> dict[int, str]:
    """Return the SQL of each schema version, oldest first."""
    files = sorted((QUERIES / "schema").glob("[0-9]*.sql"))
    return {int(file.name.split("_")[0]): file.read_text(encoding="utf-8") for file in files}


def macros() -> str:
    """Return the SQL of all macros, which say what the numbers mean; basic ones come first."""
    files = sorted((QUERIES / "macros").glob("*.sql"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def _digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def schema_version(connection: duckdb.DuckDBPyConnection) -> int:
    """Return the newest migration that a ledger has had, 0 for an empty file."""
    known = connection.execute(
        "select count(*) from duckdb_tables() where table_name = 'schema_version'"
        " and database_name = current_database()"
    ).fetchone()
    if not known or not known[0]:
        return 0
    newest = connection.execute("select coalesce(max(version), 0) from schema_version").fetchone()
    return int(newest[0]) if newest else 0


def pending(connection: duckdb.DuckDBPyConnection, path: Path) -> dict[int, str]:
    """Return the migrations that a ledger has not had.

    Raises:
        LedgerTooNew: the file has had a migration that this program does not know.
        LedgerDamaged: the file holds tables, but is no ledger.
    """
    known, reached = migrations(), schema_version(connection)
    if not reached and connection.execute("from duckdb_tables()").fetchone():
        raise LedgerDamaged(f"{path} 是别的程序的数据库,不是账本,未作任何改动;请换一个文件。")
    if reached > max(known):
        raise LedgerTooNew(
            f"账本 {path} 由更新版本的程序写成(结构版本 {reached},本程序只认到 {max(known)});"
            "请升级本程序后再打开,账本未作任何改动。"
        )
    return {version: sql for version, sql in known.items() if version > reached}


def has_macros(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the macros of a ledger of the newest schema are those of this program."""
    return connection.execute("from macro_text").fetchall() == [(_digest_of(macros()),)]


def replace_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the macros anew, inside the caller's transaction."""
    old = connection.execute(
        "select distinct function_name from duckdb_functions()"
        " where database_name = current_database() and not internal"
    ).fetchall()
    for (name,) in old:
        connection.execute(f"drop macro {name}")
    connection.execute(macros())
    connection.execute("delete from macro_text")
    connection.execute("insert into macro_text values ($digest)", {"digest": _digest_of(macros())})


def temporary_macros() -> str:
    """Return the SQL that makes the macros for one connection, beside those of a file."""
    return macros().replace("create macro", "create temp macro")


def apply(
    connection: duckdb.DuckDBPyConnection, steps: dict[int, str], applied_at: datetime
) -> None:
    """Run migrations inside the caller's transaction."""
    for version, sql in steps.items():
        connection.execute(sql)
        connection.execute(
            "insert into schema_version values ($version, $applied_at)",
            {"version": version, "applied_at": applied_at},
        )


def migrate(
    connection: duckdb.DuckDBPyConnection, steps: dict[int, str], applied_at: datetime
) -> None:
    """Apply all steps and make the macros in one transaction: a failure leaves the file as it was.

    steps: all that the ledger has not had.
    """
    connection.execute("begin")
    try:
        apply(connection, steps, applied_at)
        replace_macros(connection)
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")
    connection.execute("checkpoint")


def reset(connection: duckdb.DuckDBPyConnection, applied_at: datetime) -> None:
    """Empty a ledger to the schema of this program, inside the caller's transaction."""
    connection.execute((QUERIES / "schema" / "reset.sql").read_text(encoding="utf-8"))
    apply(connection, migrations(), applied_at)


def keep_copy(path: Path, version: int) -> Path:
    """Copy a closed ledger beside itself before a migration; a copy is never replaced."""
    copy = path.with_name(f"{path.name}.v{version}.bak")
    number = 1
    while copy.exists():
        number += 1
        copy = path.with_name(f"{path.name}.v{version}-{number}.bak")
    shutil.copy2(path, copy)
    wal = path.with_name(path.name + ".wal")
    if wal.exists():
        shutil.copy2(wal, copy.with_name(copy.name + ".wal"))
    return copy
