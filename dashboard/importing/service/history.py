"""The history of imports: what each changed, undo of the last one, and the way back before any."""

from datetime import datetime
from typing import Any, Final

import duckdb
import pandas as pd

from dashboard.core.errors import InputError
from dashboard.ledger.backup_files import Backup, backups
from dashboard.ledger.csv_folder import fingerprint, meetings_since_import, undo_with_backup
from dashboard.ledger.file_errors import translated_errors
from dashboard.ledger.restoring import restore_plans
from dashboard.ledger.rows import Row, records
from dashboard.ledger.store import Ledger

_LATER_ROWS: Final = {
    "task": "措施",
    "progress": "填报",
    "adjustment": "调整",
    "verification": "销号",
    "meeting": "会议记录",
    "decision": "议定事项",
}
"""The tables whose new rows may depend on an import, and the label of one of their rows."""


def imports(ledger: Ledger) -> pd.DataFrame:
    """Return the imports, newest first."""
    return ledger.query("import_history", {})


def same_file(ledger: Ledger, digest: str) -> dict[str, Any] | None:
    """Return the history row of this same file if it was the last change, else None."""
    with translated_errors(ledger.path), ledger.connection.cursor() as cursor:
        last, refusal = _last_import(cursor)
    return last if last and not refusal and last["digest"] == digest else None


def already_imported(before: Row) -> str:
    """Return the message for a file that was imported last already."""
    whose = f",经办人 {before['imported_by']}" if before["imported_by"] else ""
    return (
        f"这个文件已于 {before['imported_at']:%Y-%m-%d %H:%M} 导入过{whose},"
        "此后账本没有改动;再次导入不会有变化。"
    )


def why_no_undo(ledger: Ledger) -> str:
    """Return why the last import cannot be undone, as one sentence; '' when it can."""
    with translated_errors(ledger.path), ledger.connection.cursor() as cursor:
        return _last_import(cursor)[1]


def _last_import(connection: duckdb.DuckDBPyConnection) -> tuple[dict[str, Any] | None, str]:
    """Return the last import that is not undone, and why it cannot be undone."""
    in_force = connection.execute(
        "select *, from import_log where undone_at is null order by import_id desc limit 1"
    ).df()
    if in_force.empty:
        return None, "没有可以撤销的导入。"
    last = records(in_force)[0]
    copies = connection.execute(
        "select count(*) from duckdb_tables()"
        " where schema_name = 'undo' and table_name = 'state' and not internal"
    ).fetchall()[0][0]
    left = connection.table("undo.state").df() if copies else pd.DataFrame({"import_id": []})
    if set(left["import_id"]) != {last["import_id"]}:
        return last, "只能撤销最近一次导入:更早的导入没有留存副本。"
    return last, _built_on(left, fingerprint(connection), meetings_since_import(connection))


def _built_on(left: pd.DataFrame, now: pd.DataFrame, needing: dict[str, int]) -> str:
    """Return what was written since an import and depends on it; '' for nothing."""
    if list(left["digest"]) == list(now["digest"]) and not any(needing.values()):
        return ""
    more = dict(zip(now["name"], now["count_rows"] - left["count_rows"], strict=True)) | needing
    dependents = "、".join(
        f"{more[table]} 条{word}" for table, word in _LATER_ROWS.items() if more[table] > 0
    )
    what = f"又新增了 {dependents}" if dependents else "账本又有改动"
    return f"导入之后{what},撤销会把它们一并丢掉,因此不能撤销。"


def undo(ledger: Ledger, *, now: datetime, undone_by: str | None) -> None:
    """Undo the last import: restore the plans of before.

    Raises:
        InputError: there is no import, or later changes depend on it.
    """
    with ledger.transaction() as connection:
        last, refusal = _last_import(connection)
        if refusal or last is None:
            raise InputError(refusal)
        undo_with_backup(connection, now)
        connection.execute(
            "update import_log set undone_at = $now, undone_by = $by where import_id = $import_id",
            {"now": now, "by": undone_by, "import_id": last["import_id"]},
        )


def changes_of(ledger: Ledger, import_id: int) -> pd.DataFrame:
    """Return what an import changed, as it was shown before it was written."""
    return ledger.query("import_changes", {"import_id": import_id})


def backup_before(ledger: Ledger, import_id: int) -> Backup:
    """Return the backup that was made before an import.

    Raises:
        InputError: there is none, or it is not kept any more.
    """
    log = imports(ledger)
    found = records(log.loc[log["import_id"] == import_id])
    if not found:
        raise InputError(f"没有编号为 {import_id} 的导入;请刷新页面后重试。")
    name = found[0]["backup"]
    if name is None:
        raise InputError("这次导入之前没有备份(旧版本程序导入的),不能回到它之前。")
    known = {each.name: each for each in backups(ledger.path)}
    if name not in known or known[name].is_damaged:
        raise InputError(
            f"这次导入之前的备份 {name} 已不在备份文件夹里或已损坏;请从页面“备份”选相近的一个。"
        )
    return known[name]


def go_back_before(
    ledger: Ledger, import_id: int, *, now: datetime, undone_by: str | None
) -> list[int]:
    """Make all plans what they were before an import; return the imports that this undid.

    Raises:
        InputError: the backup of before it is not kept any more.
        LedgerError: the backup cannot be used, or none can be made of the present ledger.
    """
    backup = backup_before(ledger, import_id)
    log = imports(ledger)
    undone = log.loc[(log["import_id"] >= import_id) & log["undone_at"].isna(), "import_id"]
    restore_plans(ledger, backup, first=import_id, now=now, undone_by=undone_by)
    return sorted(int(each) for each in undone)
