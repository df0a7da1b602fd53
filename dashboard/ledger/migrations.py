"""Migrate a ledger to the schema and macros of this program, or refuse a newer one.

The schema changes in numbered migrations because its rows must be kept; macros are all replaced.
"""

import hashlib
import shutil
from datetime import datetime
from pathlib import Path

import duckdb

from dashboard.core.errors import LedgerDamaged, LedgerTooNew
from dashboard.core.paths import QUERIES
from dashboard.ledger.row_versions import record_versions


def migrations() -> dict[int, str]:
    """Return the SQL of each schema version, oldest first."""
    files = sorted((QUERIES / "schema").glob("[0-9]*.sql"))
    return {int(file.name.split("_")[0]): file.read_text(encoding="utf-8") for file in files}


def macros() -> str:
    """Return the SQL of all macros, which define the measures; dependencies come first."""
    files = sorted((QUERIES / "macros").glob("*.sql"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def _digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def schema_version(connection: duckdb.DuckDBPyConnection) -> int:
    """Return the number of the newest applied migration, 0 for an empty file."""
    known = connection.execute(
        "select count(*) from duckdb_tables() where table_name = 'schema_version'"
        " and database_name = current_database()"
    ).fetchone()
    if not known or not known[0]:
        return 0
    newest = connection.execute("select coalesce(max(version), 0) from schema_version").fetchone()
    return int(newest[0]) if newest else 0


def pending(connection: duckdb.DuckDBPyConnection, path: Path) -> dict[int, str]:
    """Return the migrations not yet applied to a ledger.

    Raises:
        LedgerTooNew: the file has a migration that this program does not know.
        LedgerDamaged: the file has tables, but is not a ledger.
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
    """Whether an up-to-date ledger has the same macros as this program."""
    return connection.execute("from macro_text").fetchall() == [(_digest_of(macros()),)]


def replace_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Recreate the macros, inside the caller's transaction."""
    old = connection.execute(
        "select distinct function_name from duckdb_functions()"
        " where database_name = current_database() and not internal"
    ).fetchall()
    for (name,) in old:
        # the name of a macro cannot be a parameter; quoted it is nothing but a name
        quoted = name.replace('"', '""')
        connection.execute(f'drop macro "{quoted}"')
    connection.execute(macros())
    connection.execute("delete from macro_text")
    connection.execute("insert into macro_text values ($digest)", {"digest": _digest_of(macros())})


def temporary_macros() -> str:
    """Return the SQL that creates temporary macros for one connection; the file keeps its own."""
    return macros().replace("create macro", "create temp macro")


def apply(
    connection: duckdb.DuckDBPyConnection, steps: dict[int, str], applied_at: datetime
) -> None:
    """Apply migrations inside the caller's transaction."""
    for version, sql in steps.items():
        connection.execute(sql)
        connection.execute(
            "insert into schema_version values ($version, $applied_at)",
            {"version": version, "applied_at": applied_at},
        )


def migrate(
    connection: duckdb.DuckDBPyConnection, steps: dict[int, str], applied_at: datetime
) -> None:
    """Apply migrations and recreate the macros in one transaction; a failure changes nothing.

    steps: all pending migrations.
    """
    connection.execute("begin")
    try:
        apply(connection, steps, applied_at)
        replace_macros(connection)
        record_versions(connection, None)
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")
    connection.execute("checkpoint")


def reset(connection: duckdb.DuckDBPyConnection, applied_at: datetime) -> None:
    """Reset a ledger to an empty one of this program's schema, in the caller's transaction."""
    connection.execute((QUERIES / "schema" / "reset.sql").read_text(encoding="utf-8"))
    apply(connection, migrations(), applied_at)


def back_up(path: Path, version: int) -> Path:
    """Copy a closed ledger to the same folder before a migration; copies are never overwritten."""
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
