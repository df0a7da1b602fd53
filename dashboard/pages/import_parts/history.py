"""The history of imports, and the way back from the last one."""

from typing import Final

import pandas as pd
import streamlit as st

from dashboard.core import clock
from dashboard.importing.changes.changes import CHANGE_KINDS
from dashboard.importing.service import history
from dashboard.ledger.rows import Row, records
from dashboard.pages.answers import ledger_data, opened_ledger
from dashboard.pages.answers.opened_ledger import per_revision
from dashboard.pages.base import session
from dashboard.pages.base.dialogs import close_dialog, dialog, open_dialog
from dashboard.pages.base.text import escaped
from dashboard.pages.components.actor import actor, place_actor
from dashboard.pages.import_parts.past_import import place_past_import
from dashboard.pages.import_parts.state import IMPORTED, UNDONE

_COLUMNS: Final = {
    "import_id": "编号",
    "imported_at": "时间",
    "imported_by": "经办人",
    "file_name": "文件",
    "kind": "类型",
    "year": "年度",
    "count_new": "新增",
    "count_changed": "变更",
    "count_unchanged": "不变",
    "count_missing": "文件中没有",
    "standing": "状态",
    "program_version": "程序版本",
    "digest": "文件校验码",
}


def place_history() -> None:
    """Place the imports, newest first, and the button that takes the last one back."""
    if message := UNDONE.pop():
        st.success(escaped(message))
    known = ledger_data.query("import_history")
    if known.empty:
        st.info("还没有导入过文件。")
        return
    _place_undo(known)
    st.dataframe(
        _labelled(known),
        key="import history",
        hide_index=True,
        column_config={
            "编号": st.column_config.NumberColumn(width=50),
            "时间": st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm", width=140),
            "文件": st.column_config.TextColumn(width=260),
            "年度": st.column_config.NumberColumn(format="%d", width=60),
            "状态": st.column_config.TextColumn(width=230),
        },
        placeholder="—",
        alt=f"导入记录,{len(known)} 行",
    )
    place_past_import(known)


def _labelled(known: pd.DataFrame) -> pd.DataFrame:
    """Return the history under its headings."""
    undone = [_status_of(row) for row in records(known)]
    words = known.assign(
        standing=undone, kind=known["kind"].map(CHANGE_KINDS), digest=known["digest"].str[:12]
    )
    return words[list(_COLUMNS)].rename(columns=_COLUMNS)


def _status_of(row: Row) -> str:
    """Return whether an import is in force, or when and by whom it was taken back."""
    if row["undone_at"] is None:
        return "有效"
    return f"已撤销 {row['undone_at']:%Y-%m-%d %H:%M}" + (
        f"({row['undone_by']})" if row["undone_by"] else ""
    )


def _place_undo(known: pd.DataFrame) -> None:
    """Place the button that takes back the last import, or why it cannot be."""
    standing = known.loc[known["undone_at"].isna()]
    refusal = why_no_undo()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            "撤销最近一次导入",
            key="undo",
            icon=":material/undo:",
            disabled=bool(refusal) or opened_ledger.ledger().read_only,
            on_click=open_dialog,
            args=("undo",),
        )
        if refusal and len(standing):
            st.caption(refusal)
    if not refusal:
        dialog("undo", "撤销最近一次导入", _confirm, standing.iloc[0])


@per_revision(20)
def why_no_undo() -> str:
    """Return why the last import cannot be taken back; looked up anew after every write."""
    return history.why_no_undo(opened_ledger.ledger())


def _confirm(last: pd.Series) -> None:
    """Ask once more before the last import is taken back."""
    st.text(
        f"将撤销 {last['imported_at']:%Y-%m-%d %H:%M} 导入的“{last['file_name']}”:"
        f"新增 {last['count_new']} 项,变更 {last['count_changed']} 项。\n"
        "撤销后,账本回到这次导入之前的样子;导入之后发出的定格链接,数字也会随之改变。"
    )
    place_actor("undo")
    with st.container(horizontal=True, gap="small"):
        if st.button("撤销", type="primary", key="undo now"):
            history.undo(opened_ledger.ledger(), now=clock.now(), undone_by=actor())
            UNDONE.set(f"已撤销“{last['file_name']}”的导入。")
            IMPORTED.pop()
            session.open_plan(int(last["year"]))
            close_dialog()
            st.rerun()
        if st.button("不撤销", key="undo not", on_click=close_dialog):
            st.rerun()
