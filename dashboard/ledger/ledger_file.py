"""The ledger's file as DuckDB opens it: only a local DuckDB file, and never the network."""

from pathlib import Path
from typing import Final

import duckdb

from dashboard.core.errors import LedgerDamaged, LedgerError

IN_MEMORY: Final = Path(":memory:")
"""The path of a ledger in memory: empty when opened, discarded when closed."""

_CLOSED: Final[dict[str, str | bool | int | float | list[str]]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "enable_external_access": False,
}
"""DuckDB looks for an extension on the internet when a file or a name asks for one. Nothing here
needs one, nor any file but the ledger: tables come and go as frames."""

_MARK_AT, _MARK = 8, b"DUCK"
"""Where a DuckDB file says that it is one."""

_BEGINNINGS: Final = (
    (b"SQLite format 3\0", "SQLite 数据库"),
    (b"PK\x03\x04", "Excel、Word 文件或压缩包"),
    (b"\xd0\xcf\x11\xe0", "旧版 Excel 或 Word 文件"),
    (b"%PDF-", "PDF 文件"),
)


def connect(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Open a file that is a ledger or not there yet.

    Raises:
        LedgerError: it is something else.
        duckdb.Error: it cannot be opened.
    """
    if path == IN_MEMORY:
        return duckdb.connect(str(path), config=_CLOSED)
    _require_duckdb(path)
    # An absolute path is a file to DuckDB, whatever it looks like: md:, http:, sqlite: ask for an
    # extension.
    return duckdb.connect(str(path.absolute()), read_only=read_only, config=_CLOSED)


def _require_duckdb(path: Path) -> None:
    """Raise a LedgerError that says what the file is, if it is there and no DuckDB file."""
    if not path.exists():
        return
    if not path.is_file():
        raise LedgerError(f"账本 {path} 应为文件,实为文件夹或设备,未作任何改动;请检查 LEDGER_DB。")
    with path.open("rb") as file:
        beginning = file.read(_MARK_AT + len(_MARK) + 8)
    if beginning[_MARK_AT:].startswith(_MARK):
        return
    kind = next((kind for mark, kind in _BEGINNINGS if beginning.startswith(mark)), "")
    seen = f"实为 {kind}" if kind else "实为其他内容" if beginning else "实为空文件"
    raise LedgerDamaged(
        f"账本 {path} 已损坏或不是账本文件({seen}),未作任何改动;"
        "请检查 LEDGER_DB,或用最近的备份恢复(命令 backups list、backups restore)。"
    )
