"""A whole ledger in and out of CSV files: the same path for the demo and for anybody's data."""

from datetime import datetime
from pathlib import Path

import pandas as pd

from dashboard import migrations
from dashboard.errors import InputError
from dashboard.ingest.columns import TABLES, UNIQUE
from dashboard.ingest.ledger_files import Frames, read_folder
from dashboard.ingest.search_words import search_words
from dashboard.store import Ledger, explained

DEMO = Path(__file__).resolve().parent.parent / "data" / "demo"


def load_folder(ledger: Ledger, folder: Path, now: datetime, *, replace: bool = False) -> Frames:
    """Replace what a ledger holds by the files of a folder, all or nothing.

    Raises:
        InputError: the files have problems, or a plan that is no demo would be lost and `replace`
            was not asked for.
    """
    frames = read_folder(folder)
    own = ledger.query("plans", {}).query("not is_demo")
    if len(own) and not replace:
        years = "、".join(str(year) for year in own["year"])
        raise InputError(
            f"账本 {ledger.path} 中已有 {years} 年的正式数据,未作任何改动;"
            "确要整体替换,请先备份(backup),再加 --replace。"
        )
    with ledger.transaction() as connection:
        migrations.reset(connection, now)
        given = list(frames["setting"]["name"])
        connection.execute("delete from setting where name in $given", {"given": given})
        for table, frame in frames.items():
            connection.append(table, frame, by_name=True)
        words = search_words(frames["task"], frames["item"])
        connection.append("task_search", words, by_name=True)
    return frames


def export_folder(ledger: Ledger, folder: Path) -> dict[str, int]:
    """Write every table as a CSV file that load_folder reads back; return the rows of each.

    Raises:
        InputError: the folder holds other files of these names.
    """
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    taken = [table for table in TABLES if (folder / f"{table}.csv").exists()]
    if taken:
        raise InputError(f"{folder} 中已有 {taken[0]}.csv 等文件,未作覆盖;请换一个空文件夹。")
    counts = {}
    for table, columns in TABLES.items():
        with explained(ledger.path), ledger.connection.cursor() as cursor:
            frame = cursor.table(table).df()[list(columns)].sort_values(list(UNIQUE[table][0]))
        texts = pd.DataFrame({name: as_text(frame[name], columns[name].kind) for name in columns})
        with explained(folder):
            texts.to_csv(folder / f"{table}.csv", index=False, lineterminator="\n")
        counts[table] = len(frame)
    return counts


def as_text(values: pd.Series, kind: str) -> pd.Series:
    """Write a column as text that reads back as the same values; missing ones stay missing."""
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
