"""The backups of the ledger, newest first, with what is in them; and the one to look into."""

from pathlib import Path
from typing import Final

import pandas as pd
import streamlit as st

from dashboard.core import clock
from dashboard.ledger import backup_files
from dashboard.ledger.backup_files import Backup
from dashboard.ledger.backups import make_backup
from dashboard.pages.answers import opened_ledger
from dashboard.pages.backup_parts.backup_restore import place_backup
from dashboard.pages.backup_parts.backup_words import contents, reason
from dashboard.pages.base.state import Key
from dashboard.pages.base.text import escaped

_MADE: Final = Key("backup made", "")
"""The file of the backup that was just made, until a message about it is shown."""


def place_backups() -> None:
    """Place the list, the button that makes a backup, and the backup that is chosen."""
    path = opened_ledger.ledger().path
    known = backup_files.backups(path)
    _place_head(path)
    if not known:
        st.info("还没有备份。每次导入之前、每天有改动时都会自动备份;也可以现在备份。")
        return
    st.dataframe(
        pd.DataFrame([_line(each) for each in known]),
        key="backups",
        hide_index=True,
        column_config={
            "时间": st.column_config.TextColumn(width=150),
            "原因": st.column_config.TextColumn(width=300),
            "内容": st.column_config.TextColumn(width=330),
            "大小": st.column_config.TextColumn(width=80),
            "程序版本": st.column_config.TextColumn(width=80),
            "文件": st.column_config.TextColumn(width=300),
        },
        alt=f"备份,{len(known)} 行",
    )
    place_backup(known)


def _place_head(path: Path) -> None:
    """Place where backups lie and how many are kept, and the button."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button("现在备份", key="make backup", icon=":material/save:", on_click=_make)
        st.caption(
            escaped(
                f"备份放在 {backup_files.folder_of(path)};每类保留最近"
                f" {backup_files.kept_of_each_kind()} 个,手工备份不自动删除。"
            )
        )
    if made := _MADE.pop():
        st.success(escaped(f"已备份:{made}"))


def _make() -> None:
    made = make_backup(opened_ledger.ledger(), kind="manual", why="", now=clock.now())
    _MADE.set(made.name if made else "")


def _line(backup: Backup) -> dict[str, str]:
    """Return a backup as a row of the table."""
    return {
        "时间": f"{backup.made_at:%Y-%m-%d %H:%M:%S}",
        "原因": reason(backup),
        "内容": contents(backup),
        "大小": f"{backup.size / 1e6:.1f} MB",
        "程序版本": backup.program_version,
        "文件": backup.name,
    }
