"""One backup beside the ledger of now: what differs, and the way back to it."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from dashboard.core import clock
from dashboard.importing.service.backup_comparison import BackupComparison
from dashboard.ledger import restoring
from dashboard.ledger.backup_files import Backup
from dashboard.pages.answers import opened_ledger
from dashboard.pages.backup_parts.backup_words import contents, title
from dashboard.pages.base import session
from dashboard.pages.base.dialogs import close_dialog, dialog, open_dialog
from dashboard.pages.base.state import Key
from dashboard.pages.base.text import escaped
from dashboard.pages.components.actor import actor, place_actor
from dashboard.pages.components.differences import compared, place_differences, place_loss

_RESTORED: Final = Key("restored", "")
"""A message about a backup that was restored, until it is shown."""


def place_backup(known: Sequence[Backup]) -> None:
    """Place the choice of a backup, what it differs in from the ledger, and the button."""
    if message := _RESTORED.pop():
        st.success(escaped(message))
    sound = {each.name: each for each in known if not each.is_damaged}
    chosen = st.selectbox(
        "打开一个备份,与现在的账本对照",
        list(sound),
        index=None,
        format_func=lambda name: title(sound[name]) if name in sound else name,
        placeholder="选择备份",
        filter_mode=None,
        key="backup",
    )
    if chosen not in sound:
        return
    backup = sound[chosen]
    found = compared(backup)
    st.text(f"备份中:{contents(backup) or '没有工作要点'}")
    place_differences(found, f"backup {chosen}")
    st.button(
        "恢复这个备份",
        key="restore",
        icon=":material/settings_backup_restore:",
        disabled=found.is_empty or opened_ledger.ledger().read_only,
        on_click=open_dialog,
        args=("restore",),
    )
    dialog("restore", "恢复备份", _confirm, backup, found)


def _confirm(backup: Backup, found: BackupComparison) -> None:
    """Name what goes, and restore the backup once that is confirmed."""
    st.text(
        f"整本账将恢复成 {backup.made_at:%Y-%m-%d %H:%M} 的样子,正在查看的人会看到恢复后的内容。\n"
        "恢复之前先自动备份现在的账本,可以再恢复回来。"
    )
    place_loss(found)
    place_actor("restore")
    with st.container(horizontal=True, gap="small"):
        if st.button("恢复", type="primary", key="restore now"):
            _restore(backup)
        if st.button("不恢复", key="restore not", on_click=close_dialog):
            st.rerun()


def _restore(backup: Backup) -> None:
    ledger = opened_ledger.ledger()
    restoring.restore_ledger(ledger, backup, now=clock.now(), restored_by=actor())
    _RESTORED.set(f"已恢复到 {backup.made_at:%Y-%m-%d %H:%M} 的备份。")
    session.open_plan(session.current().year)
    close_dialog()
    st.rerun()
