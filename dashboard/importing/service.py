"""Files into the ledger: preview, one transaction, history, and the way back."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

import duckdb
import pandas as pd

from dashboard.core.errors import InputError
from dashboard.core.version import VERSION
from dashboard.importing.changes.changes import (
    IN_FORCE,
    Change,
    ChangeKind,
    ledger_change,
    progress_change,
)
from dashboard.importing.changes.draft import LEDGER_FIELDS, PROGRESS_FIELDS
from dashboard.importing.changes.name_tables import check_aliases, check_theme_names
from dashboard.importing.changes.plan_after import PlanName
from dashboard.importing.changes.task_rows import _DAY_FIELDS
from dashboard.importing.spreadsheets.sheet_draft import KnownPlan
from dashboard.ledger.csv_folder import (
    REWORDED_TABLES,
    empty_plans,
    fingerprint,
    keep_plans,
    meetings_since_import,
    put_back_plans,
    replace_demo,
    take_back,
)
from dashboard.ledger.csv_reader import Frames
from dashboard.ledger.rows import next_key, records, table_frame, with_days
from dashboard.ledger.search_index import search_words
from dashboard.ledger.store import Ledger, translated_errors
from dashboard.ledger.tables import LEDGER_TABLES
from dashboard.view.filters import Filters

OnStep = Callable[[float, str], None]
"""Hears how much is done, 0 to 1, and with what the import goes on."""

LATER_ROWS: Final = {
    "task": "措施",
    "progress": "填报",
    "adjustment": "调整",
    "verification": "销号",
    "meeting": "会议记录",
    "decision": "议定事项",
}
"""Tables that grow when something is built on an import, and the word for one of their rows."""

WORDS_AT_ONCE: Final = 2000
"""Tasks whose search words are made between two steps of the progress bar."""


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(content).hexdigest()


def ledger_frames(ledger: Ledger, year: int, today: date) -> Frames:
    """Return the tables of a ledger, and the tasks of a plan as they are in force today."""
    with translated_errors(ledger.path), ledger.connection.cursor() as cursor:
        frames = {table: cursor.table(table).df() for table in LEDGER_TABLES}
    asked = {"as_of": today, "known_at": None, "year": year}
    return frames | {IN_FORCE: ledger.query("plan_rows", asked)}


def preview_ledger(
    ledger: Ledger,
    draft: pd.DataFrame,
    *,
    plan: PlanName,
    kind: ChangeKind,
    file_name: str,
    now: datetime,
    cancel_missing: bool = False,
) -> Change:
    """Return what a plan or the sheet of a ledger would change; nothing is written."""
    revision = ledger.revision
    change = ledger_change(
        ledger_frames(ledger, plan.year, now.date()),
        draft,
        plan=plan,
        kind=kind,
        source=file_name,
        now=now,
        cancel_missing=cancel_missing,
    )
    return replace(change, revision=revision)


def preview_progress(
    ledger: Ledger, draft: pd.DataFrame, *, year: int, file_name: str, now: datetime
) -> Change:
    """Return what a progress report would change; nothing is written.

    Raises:
        InputError: rows that name no task of the plan.
    """
    revision = ledger.revision
    frames = ledger_frames(ledger, year, now.date())
    change = progress_change(frames, draft, year=year, source=file_name, now=now)
    return replace(change, revision=revision)


def known(ledger: Ledger, year: int, kind: str) -> KnownPlan:
    """Return what the reader of a spreadsheet needs to know of a ledger.

    The offices of the demo say nothing of a bureau's own ledger.
    """
    rows = ledger.query("plan_rows", {"as_of": date(year, 12, 31), "known_at": None, "year": year})
    aliases = ledger.query("office_aliases", {})
    is_demo = kind == "ledger" and ledger.query("plans", {})["is_demo"].all()
    return KnownPlan(
        year=year,
        offices=() if is_demo else tuple(ledger.query("office_names", {})["name"]),
        aliases=dict(zip(aliases["alias"], aliases["office_name"], strict=True)),
        task_numbers=frozenset(rows["number"]),
    )


def newest_year(ledger: Ledger) -> int | None:
    """Return the year of the newest plan, None for a ledger without any."""
    years = ledger.query("plans", {})["year"]
    return None if years.empty else int(years.max())


def no_one_listens(_done: float, _words: str) -> None:
    pass


def commit(
    ledger: Ledger,
    change: Change,
    *,
    file_name: str,
    digest: str,
    imported_by: str | None,
    now: datetime,
    on_step: OnStep = no_one_listens,
) -> int:
    """Write a change, all or nothing, and return the number of the import.

    Raises:
        InputError: there is nothing to write, or the ledger is not as the preview saw it.
    """
    if change.is_empty:
        raise InputError("文件内容与账本一致,没有需要写入的变化。")
    with ledger.transaction() as connection:
        if ledger.revision != change.revision:
            raise InputError("预览之后账本又有新的改动,未导入任何内容;请重新预览,核对后再导入。")
        on_step(0.0, "留存撤销用的副本")
        keep_plans(connection)
        on_step(0.1, "写入数据")
        write(connection, change, now)
        write_search_words(connection, change, on_step)
        given = {"file_name": file_name, "digest": digest, "imported_by": imported_by}
        import_id = write_log(connection, change, given | {"imported_at": now})
        left_behind = fingerprint(connection).assign(import_id=import_id)
        connection.register("left_behind", left_behind)
        connection.execute("create or replace table undo.state as select *, from left_behind")
        on_step(0.95, "保存")
    on_step(1.0, "完成")
    return import_id


def write(connection: duckdb.DuckDBPyConnection, change: Change, now: datetime) -> None:
    """Write the rows of a change, all but the search words.

    New words need the tables made anew: DuckDB updates no key, and no row that others refer to.
    """
    given = {
        table: change.added[table] for table in LEDGER_TABLES if len(change.added.get(table, ()))
    }
    added = {table: recorded(rows, now) for table, rows in given.items()}
    if change.replaces_demo:
        replace_demo(connection, now)
    elif change.has_new_words:
        empty_plans(connection, now)
        # tasks may have moved into items that are new
        new = {table: [added.pop(table)] for table in REWORDED_TABLES if table in added}
        words = {
            table: pd.concat([change.updated[table], *new.get(table, [])])
            for table in REWORDED_TABLES
        }
        put_back_plans(connection, words, change.removed)
    for table, rows in added.items():
        connection.append(table, rows, by_name=True)


def recorded(rows: pd.DataFrame, now: datetime) -> pd.DataFrame:
    """Return rows as recorded now and not at their preview: a view may have been frozen since."""
    return rows.assign(recorded_at=now) if "recorded_at" in rows else rows


def write_search_words(
    connection: duckdb.DuckDBPyConnection, change: Change, on_step: OnStep
) -> None:
    """Make the search words of the tasks that are new, or that have or stand below new words."""
    tasks, items = connection.table("task").df(), connection.table("item").df()
    touched = pd.Series(data=False, index=tasks.index)
    new = change.updated
    for frames, table in ((change.added, "task"), (new, "task"), (new, "item")):
        key = f"{table}_id"
        touched |= tasks[key].isin(frames.get(table, table_frame(table, []))[key])
    tasks = tasks.loc[touched]
    connection.execute(
        "delete from task_search where task_id in $touched", {"touched": list(tasks["task_id"])}
    )
    for start in range(0, len(tasks), WORDS_AT_ONCE):
        words = search_words(tasks.iloc[start : start + WORDS_AT_ONCE], items)
        connection.append("task_search", words, by_name=True)
        on_step(0.2 + 0.7 * (start + len(words)) / len(tasks), "整理检索用的文字")


def write_log(
    connection: duckdb.DuckDBPyConnection, change: Change, given: Mapping[str, Any]
) -> int:
    """Note an import in the history; return its number."""
    log = connection.table("import_log").df()
    import_id = next_key(log, "import_log")
    counts = {f"count_{kind}": count for kind, count in change.counts.items()}
    what = {"kind": change.kind, "year": change.year, "program_version": VERSION}
    row = {"import_id": import_id, **what, **counts, **given}
    connection.append("import_log", table_frame("import_log", [row]), by_name=True)
    return import_id


def history(ledger: Ledger) -> pd.DataFrame:
    """Return the imports, the newest first."""
    return ledger.query("import_history", {})


def same_file(ledger: Ledger, digest: str) -> dict[str, Any] | None:
    """Return the row of the history that brought in this very file, if nothing happened since."""
    with translated_errors(ledger.path), ledger.connection.cursor() as cursor:
        last, refusal = last_import(cursor)
    return last if last and not refusal and last["digest"] == digest else None


def why_no_undo(ledger: Ledger) -> str:
    """Return why the last import cannot be taken back, in one sentence; empty when it can."""
    with translated_errors(ledger.path), ledger.connection.cursor() as cursor:
        return last_import(cursor)[1]


def last_import(connection: duckdb.DuckDBPyConnection) -> tuple[dict[str, Any] | None, str]:
    """Return the last import that is not taken back, and why it cannot be."""
    standing = connection.execute(
        "select *, from import_log where undone_at is null order by import_id desc limit 1"
    ).df()
    if standing.empty:
        return None, "没有可以撤销的导入。"
    last = records(standing)[0]
    copies = connection.execute(
        "select count(*) from duckdb_tables()"
        " where schema_name = 'undo' and table_name = 'state' and not internal"
    ).fetchall()[0][0]
    left = connection.table("undo.state").df() if copies else pd.DataFrame({"import_id": []})
    if set(left["import_id"]) != {last["import_id"]}:
        return last, "只能撤销最近一次导入:更早的导入没有留存副本。"
    return last, built_on(left, fingerprint(connection), meetings_since_import(connection))


def built_on(left: pd.DataFrame, now: pd.DataFrame, needing: dict[str, int]) -> str:
    """Return what was written since an import and needs it; empty when nothing does."""
    if list(left["digest"]) == list(now["digest"]) and not any(needing.values()):
        return ""
    more = dict(zip(now["name"], now["count_rows"] - left["count_rows"], strict=True)) | needing
    told = "、".join(
        f"{more[table]} 条{word}" for table, word in LATER_ROWS.items() if more[table] > 0
    )
    what = f"又新增了 {told}" if told else "账本又有改动"
    return f"导入之后{what},撤销会把它们一并丢掉,因此不能撤销。"


def undo(ledger: Ledger, *, now: datetime, undone_by: str | None) -> None:
    """Take back the last import: the plans are as they were before it.

    Raises:
        InputError: there is none, or something was built on it.
    """
    with ledger.transaction() as connection:
        last, refusal = last_import(connection)
        if refusal or last is None:
            raise InputError(refusal)
        take_back(connection, now)
        connection.execute(
            "update import_log set undone_at = $now, undone_by = $by where import_id = $import_id",
            {"now": now, "by": undone_by, "import_id": last["import_id"]},
        )


def save_aliases(ledger: Ledger, given: pd.DataFrame) -> None:
    """Replace the other names of offices (alias, office_name).

    Raises:
        InputError: with every problem of every row.
    """
    with ledger.transaction() as connection:
        offices = set(connection.table("office").df()["name"])
        aliases = check_aliases(given, offices)
        connection.execute("delete from office_alias")
        connection.append("office_alias", aliases, by_name=True)


def save_theme_names(ledger: Ledger, given: pd.DataFrame) -> None:
    """Replace the short names of themes (pattern, short_name), in the order of trying.

    Raises:
        InputError: with every problem of every row.
    """
    names = check_theme_names(given)
    with ledger.transaction() as connection:
        connection.execute("delete from theme_name")
        connection.append("theme_name", names, by_name=True)


def export_rows(
    ledger: Ledger, year: int, as_of: date, *, with_progress: bool = False
) -> pd.DataFrame:
    """Return the tasks of a plan that are not cancelled, in the form of a draft.

    With progress: the last report of each, and when it was done and checked off.
    """
    asked = {"as_of": as_of, "known_at": None, "year": year}
    rows = ledger.query("plan_rows", asked)
    rows = rows.loc[rows["cancelled_on"].isna()]
    columns = ["task_id", *LEDGER_FIELDS]
    if with_progress:
        rows = rows.merge(last_reports(ledger, asked), on="task_id")
        columns += [name for name in PROGRESS_FIELDS if name in rows]
    draft = pd.DataFrame(
        with_days(records(rows[columns]), _DAY_FIELDS), columns=columns, dtype="object"
    )
    return draft.drop(columns="task_id")


def last_reports(ledger: Ledger, asked: Mapping[str, Any]) -> pd.DataFrame:
    """Return the last report of each task as it stands in a draft."""
    tasks = ledger.query("task_list", Filters(**asked).parameters())
    tasks = tasks.rename(columns={"last_reported_on": "reported_on"})
    tasks["percent"] = tasks["percent"].where(tasks["reported_on"].notna())
    return tasks[["task_id", *(name for name in PROGRESS_FIELDS if name in tasks)]]
