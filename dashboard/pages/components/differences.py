"""What was written since a backup: tasks with their words, and counts of all other rows."""

from datetime import date
from typing import Final

import streamlit as st

from dashboard.core import clock
from dashboard.importing.service.backup_comparison import (
    TASK_OUTCOMES,
    BackupComparison,
    compare_backup,
)
from dashboard.ledger.backup_files import Backup
from dashboard.pages.answers import opened_ledger
from dashboard.pages.answers.opened_ledger import per_revision
from dashboard.pages.base.text import escaped

_COLUMNS: Final = {
    "outcome": "此后",
    "year": "年度",
    "number": "序号",
    "title": "任务",
    "field": "栏目",
    "before": "备份中",
    "after": "现在",
}
_WIDTHS: Final = {"此后": 100, "年度": 60, "序号": 70, "任务": 240, "备份中": 300, "现在": 300}
_HIGHEST: Final = 340
"""Pixels of a table that more rows scroll in."""


def compared(backup: Backup) -> BackupComparison:
    """Return what was written since a backup; compared anew after every write."""
    return _compared(str(backup.path), clock.today(), backup)


@per_revision(20, spinner="正在打开备份……")
def _compared(path: str, today: date, _backup: Backup) -> BackupComparison:
    return compare_backup(opened_ledger.ledger(), _backup, clock.now())


def place_differences(found: BackupComparison, place: str) -> None:
    """Place what the ledger has otherwise than a backup."""
    if found.is_empty:
        st.info("与现在的账本没有差别。")
        return
    st.markdown(f"**{_summary(found)}**")
    if len(found.tasks):
        rows = found.tasks.assign(outcome=found.tasks["outcome"].map(TASK_OUTCOMES))
        st.dataframe(
            rows.rename(columns=_COLUMNS),
            key=f"tasks {place}",
            hide_index=True,
            height=min(35 * (len(rows) + 1) + 2, _HIGHEST),
            column_config={
                "年度": st.column_config.NumberColumn(format="%d", width=60),
                **{
                    name: st.column_config.TextColumn(width=width)
                    for name, width in _WIDTHS.items()
                    if name != "年度"
                },
            },
            alt=f"措施的差别,{len(rows)} 行",
        )
    if len(found.rows):
        headings = {"name": "其他内容", "since": "现在另有(条)", "gone": "备份中另有(条)"}
        st.dataframe(
            found.rows[list(headings)].rename(columns=headings),
            key=f"rows {place}",
            hide_index=True,
            width=520,
            column_config={"其他内容": st.column_config.TextColumn(width=200)},
            alt=f"其他内容的差别,{len(found.rows)} 行",
        )


def _summary(found: BackupComparison) -> str:
    """Say in one line how many tasks and reports differ."""
    counted = [
        (f"{words}措施", found.count(outcome), "项") for outcome, words in TASK_OUTCOMES.items()
    ]
    counted.append(("写入填报", found.since("progress"), "条"))
    named = [f"{words} {count} {unit}" for words, count, unit in counted if count]
    return f"此后{'、'.join(named)}" if named else "措施和填报没有差别"


def place_loss(found: BackupComparison) -> None:
    """Name what is gone after a restore: what was written since."""
    lost = found.rows.loc[found.rows["since"] > 0]
    lines = [f"{row['name']} {row['since']} 条" for _, row in lost.iterrows()]
    if added := found.count("added"):
        lines.insert(0, f"新增的措施 {added} 项")
    if changed := found.count("changed"):
        lines.insert(0, f"{changed} 项措施现在的内容")
    if lines:
        st.warning(escaped(f"此后写入的将不再有:{'、'.join(lines)}。"))
