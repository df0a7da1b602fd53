"""Load and export a whole ledger as CSV files; the demo plan uses the same code as user data."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import duckdb
import pandas as pd

from dashboard.core.errors import InputError
from dashboard.core.paths import DATA, QUERIES
from dashboard.ledger import migrations
from dashboard.ledger.backups import make_backup
from dashboard.ledger.csv_reader import Frames, read_folder
from dashboard.ledger.file_errors import translated_errors
from dashboard.ledger.rows import table_frame
from dashboard.ledger.search_index import search_words
from dashboard.ledger.store import Ledger
from dashboard.ledger.tables import LEDGER_TABLES, OWN_TABLES, UNIQUE_KEYS

REWORDED_TABLES: Final = ("plan", "theme", "item", "task")
"""The tables whose existing rows an import may update."""

DEMO_FOLDER = DATA / "demo"


def load_folder(ledger: Ledger, folder: Path, now: datetime, *, replace: bool = False) -> Frames:
    """Replace the ledger's contents with the files of a folder, all or nothing.

    Raises:
        InputError: the files have problems, or a plan other than the demo would be lost and
            `replace` is false.
    """
    frames = read_folder(folder)
    own = ledger.query("plans", {}).query("not is_demo")
    if len(own) and not replace:
        years = "、".join(str(year) for year in own["year"])
        raise InputError(
            f"账本 {ledger.path} 中已有 {years} 年的正式数据,未作任何改动;"
            "确要整体替换,请加 --replace(替换前会自动备份)。"
        )
    with ledger.writing:
        if len(ledger.query("plans", {})):
            make_backup(ledger, kind="load", why=f"载入文件夹“{folder.name}”", now=now)
        _replace_all(ledger, folder, frames, now)
    return frames


def _replace_all(ledger: Ledger, folder: Path, frames: Frames, now: datetime) -> None:
    """Write the tables of a folder in place of all that the ledger has."""
    with ledger.transaction() as connection:
        migrations.reset(connection, now)
        connection.execute("drop schema if exists undo cascade; delete from import_change")
        given = list(frames["setting"]["name"])
        connection.execute("delete from setting where name in $given", {"given": given})
        if (folder / "theme_name.csv").exists():
            connection.execute("delete from theme_name")
        for table, frame in frames.items():
            connection.append(table, frame, by_name=True)
        words = search_words(frames["task"], frames["item"])
        connection.append("task_search", words, by_name=True)


def back_up_plans(connection: duckdb.DuckDBPyConnection) -> None:
    """Back up the tables of all plans as copies, inside the caller's transaction."""
    _run_schema_file(connection, "keep")


def empty_plans(connection: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """Empty the tables of all plans; the bureau's own tables are kept."""
    kept = {table: connection.table(table).df() for table in ("schema_version", *OWN_TABLES)}
    migrations.reset(connection, now)
    connection.execute(
        "delete from schema_version; delete from setting; delete from office_alias;"
        "delete from theme_name; delete from import_log"
    )
    for table, rows in kept.items():
        if len(rows):
            connection.append(table, rows, by_name=True)


def restore_plans(
    connection: duckdb.DuckDBPyConnection,
    updated: Mapping[str, pd.DataFrame],
    removed: Mapping[str, Sequence[int]],
) -> None:
    """Refill the emptied tables from the copies, with updated rows in place of the old ones."""
    for table in REWORDED_TABLES:
        connection.register(f"updated_{table}", updated.get(table, table_frame(table, [])))
    for table in ("theme", "item"):
        keys = pd.DataFrame({f"{table}_id": removed.get(table, [])}, dtype="int64")
        connection.register(f"removed_{table}", keys)
    _run_schema_file(connection, "put_back")


def replace_demo(connection: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """Empty the demo's tables and remove its meetings from the bureau's own tables."""
    _run_schema_file(connection, "drop_demo_meetings")
    empty_plans(connection, now)


def undo_with_backup(connection: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """Restore all plans, and the demo's meetings, from the copies; then drop the copies."""
    empty_plans(connection, now)
    restore_plans(connection, {}, {})
    _run_schema_file(connection, "put_back_meetings")
    connection.execute("drop schema undo cascade")


def meetings_since_import(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Count the meetings and decisions that depend on the last import."""
    row = connection.execute(_schema_file("needing_import")).df().iloc[0]
    return {str(name): int(count) for name, count in row.items()}


def fingerprint(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return one row per plan table: its name, its row count and a digest of its rows."""
    digest = "count(*) as count_rows, coalesce(bit_xor(md5_number(own::text)), 0)::text as digest"
    names = [table for table in LEDGER_TABLES if table not in OWN_TABLES]
    sums = [connection.table(name).set_alias("own").aggregate(digest).df() for name in names]
    tables: pd.DataFrame = pd.concat(sums, ignore_index=True)
    return tables.assign(name=names)


def _run_schema_file(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Run a file of queries/schema."""
    connection.execute(_schema_file(name))


def _schema_file(name: str) -> str:
    """Return the SQL of a file of queries/schema."""
    return (QUERIES / "schema" / f"{name}.sql").read_text(encoding="utf-8")


def export_folder(ledger: Ledger, folder: Path) -> dict[str, int]:
    """Write every table as a CSV file that load_folder reads; return the row count of each.

    Raises:
        InputError: the folder already has files of these names.
    """
    with translated_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    taken = [table for table in LEDGER_TABLES if (folder / f"{table}.csv").exists()]
    if taken:
        raise InputError(f"{folder} 中已有 {taken[0]}.csv 等文件,未作覆盖;请换一个空文件夹。")
    counts = {}
    for table, columns in LEDGER_TABLES.items():
        with translated_errors(ledger.path), ledger.connection.cursor() as cursor:
            frame = cursor.table(table).df()[list(columns)].sort_values(list(UNIQUE_KEYS[table][0]))
        texts = pd.DataFrame({name: _as_text(frame[name], columns[name].kind) for name in columns})
        with translated_errors(folder):
            texts.to_csv(folder / f"{table}.csv", index=False, lineterminator="\n")
        counts[table] = len(frame)
    return counts


def _as_text(values: pd.Series, kind: str) -> pd.Series:
    """Format a column as text that parses to the same values; missing values stay missing."""
    if kind == "date":
        days: pd.Series = values.dt.strftime("%Y-%m-%d")
        return days
    if kind == "moment":
        return values.map(lambda moment: moment.isoformat(), na_action="ignore")
    if kind == "number":
        return values.map(lambda number: repr(float(number)).removesuffix(".0"), na_action="ignore")
    if kind == "flag":
        return values.map({True: "true", False: "false"})
    return values
