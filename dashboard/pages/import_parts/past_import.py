"""One import of the past: what it changed, and the way back before it."""

from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from dashboard.core import clock
from dashboard.core.errors import InputError
from dashboard.importing.changes.previews import OUTCOMES
from dashboard.importing.service import history
from dashboard.ledger.backup_files import Backup
from dashboard.pages.answers import opened_ledger
from dashboard.pages.answers.opened_ledger import per_revision
from dashboard.pages.base import session
from dashboard.pages.base.dialogs import close_dialog, dialog, open_dialog
from dashboard.pages.base.text import escaped
from dashboard.pages.components.actor import actor, place_actor
from dashboard.pages.components.differences import compared, place_differences, place_loss
from dashboard.pages.import_parts.change import CHANGE_COLUMNS
from dashboard.pages.import_parts.long_table import place_long_table
from dashboard.pages.import_parts.state import IMPORTED, UNDONE

_HEADINGS: Final = {"kind": ("类型", 90), **CHANGE_COLUMNS}


def place_past_import(known: pd.DataFrame) -> None:
    """Place the choice of an import, what it changed, and the button that goes back before it."""
    lines = {
        int(row["import_id"]): f"{row['import_id']} 号 · {row['imported_at']:%Y-%m-%d %H:%M} · "
        f"{row['file_name']}"
        for _, row in known.iterrows()
    }
    chosen = st.selectbox(
        "查看一次导入改了什么,或回到它之前",
        list(lines),
        index=None,
        format_func=lambda number: lines.get(number, ""),
        placeholder="选择导入",
        filter_mode=None,
        key="past import",
    )
    if chosen not in lines:
        return
    _place_changes(chosen)
    _place_way_back(known, chosen)


@per_revision(20)
def _changes_of(import_id: int) -> pd.DataFrame:
    return history.changes_of(opened_ledger.ledger(), import_id)


def _place_changes(import_id: int) -> None:
    """Place what an import changed; one of an earlier version of the program kept only counts."""
    rows = _changes_of(import_id)
    for note in rows.loc[rows["kind"] == "note", "title"]:
        st.caption(escaped(note))
    rows = rows.loc[rows["kind"] != "note"]
    if rows.empty:
        st.caption("没有留存这次导入的逐项变化。")
        return
    rows = rows.assign(kind=rows["kind"].map(OUTCOMES))
    names = [name for name in _HEADINGS if (rows[name] != "").any()]
    place_long_table(
        rows[names].rename(columns={name: _HEADINGS[name][0] for name in names}),
        {
            heading: st.column_config.TextColumn(width=width)
            for heading, width in map(_HEADINGS.__getitem__, names)
        },
        key=f"changes of import {import_id}",
        name="这次导入的变化",
    )


def _place_way_back(known: pd.DataFrame, import_id: int) -> None:
    """Place the button that goes back before an import, or why that cannot be."""
    backup, refusal = None, ""
    try:
        backup = history.backup_before(opened_ledger.ledger(), import_id)
    except InputError as error:
        refusal = str(error)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            "回到这次导入之前",
            key="go back",
            icon=":material/history:",
            disabled=backup is None or opened_ledger.ledger().read_only,
            on_click=open_dialog,
            args=("go back",),
        )
        if refusal:
            st.caption(escaped(refusal))
    if backup:
        confirm = partial(_confirm, known, import_id, backup)
        dialog("go back", "回到这次导入之前", confirm, width="large")


def _confirm(known: pd.DataFrame, import_id: int, backup: Backup) -> None:
    """Name the imports and what was written since, and go back once that is confirmed."""
    undone = known.loc[(known["import_id"] >= import_id) & known["undone_at"].isna()]
    files = "、".join(f"“{name}”" for name in undone["file_name"])
    st.text(
        f"各年度的工作要点、措施和填报将回到 {backup.made_at:%Y-%m-%d %H:%M} 的样子,"
        f"撤销 {len(undone)} 次导入{f':{files}' if files else ''}。\n"
        "会议、议程、常用视图和名称对照不变;涉及不再有的措施的议定事项只保留文字。\n"
        "之前先自动备份现在的账本,可以在页面“备份”恢复回来。"
    )
    found = compared(backup).of_plans()
    place_loss(found)
    place_differences(found, "going back")
    place_actor("go back")
    with st.container(horizontal=True, gap="small"):
        if st.button("回到导入之前", type="primary", key="go back now"):
            _go_back(import_id)
        if st.button("取消", key="go back not", on_click=close_dialog):
            st.rerun()


def _go_back(import_id: int) -> None:
    undone = history.go_back_before(
        opened_ledger.ledger(), import_id, now=clock.now(), undone_by=actor()
    )
    UNDONE.set(f"已回到第 {import_id} 号导入之前,撤销了 {len(undone)} 次导入。")
    IMPORTED.pop()
    session.open_plan(session.current().year)
    close_dialog()
    st.rerun()
