"""What was changed and deleted of the bureau's own rows, and the way back for each."""

from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from dashboard.core import clock
from dashboard.ledger.row_versions import VERSIONED
from dashboard.meetings import own_history
from dashboard.pages.answers import opened_ledger
from dashboard.pages.answers.opened_ledger import per_revision
from dashboard.pages.base.guard import guarded
from dashboard.pages.base.state import Key, set_widget
from dashboard.pages.base.text import escaped

_MOST: Final = 500
"""The newest changes that are listed."""

_BROUGHT_BACK: Final = Key("brought back", "")
"""A message about what was brought back, until it is shown."""


def place_own_changes() -> None:
    """Place the changes, newest first, and the choice of one to take back."""
    if message := _BROUGHT_BACK.pop():
        st.success(escaped(message))
    known = _changes()
    if known.empty:
        st.info("股室简称、主题简称、阈值、会议、议程和常用视图还没有改动过。")
        return
    kinds = [table for table in VERSIONED if table in set(known["table_name"])]
    kind = st.segmented_control(
        "类别", kinds, format_func=VERSIONED.__getitem__, key="kind of change"
    )
    rows = (known if kind is None else known.loc[known["table_name"] == kind]).head(_MOST)
    _place_table(rows)
    _place_way_back(rows)


@per_revision(5)
def _changes() -> pd.DataFrame:
    return own_history.changes(opened_ledger.ledger())


def _place_table(rows: pd.DataFrame) -> None:
    table = pd.DataFrame(
        {
            "时间": rows["recorded_at"],
            "类别": rows["table_name"].map(VERSIONED),
            "原来": rows["before"],
            "改为": rows["after"].where(rows["after"] != "", "(删除)"),
        }
    )
    st.dataframe(
        table,
        key="own changes",
        hide_index=True,
        height=min(35 * (len(table) + 1) + 2, 360),
        column_config={
            "时间": st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm", width=150),
            "类别": st.column_config.TextColumn(width=90),
            "原来": st.column_config.TextColumn(width=420),
            "改为": st.column_config.TextColumn(width=420),
        },
        alt=f"改动记录,{len(table)} 行",
    )


def _place_way_back(rows: pd.DataFrame) -> None:
    """Place the choice of a change, and the button; a list is brought back as a whole."""
    options = _options(rows)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = st.selectbox(
            "一次改动(会议、议程、视图逐条恢复,简称、校历和阈值整张表恢复)",
            list(options),
            index=None,
            format_func=lambda version: options.get(version, ""),
            placeholder="选择改动",
            filter_mode=None,
            key="change to take back",
        )
        st.button(
            "恢复成改动之前",
            key="bring back",
            icon=":material/undo:",
            disabled=chosen not in options or opened_ledger.ledger().read_only,
            on_click=partial(guarded, _bring_back),
            args=(chosen, options.get(chosen, "") if chosen else ""),
        )


def _options(rows: pd.DataFrame) -> dict[int, str]:
    """Return the changes to choose from, by the version that each made."""
    options: dict[int, str] = {}
    of_lists = rows.loc[rows["table_name"].isin(own_history.LISTS)]
    for (moment, table), group in of_lists.groupby(["recorded_at", "table_name"], sort=False):
        words = f"{VERSIONED[str(table)]}(整张表,改动 {len(group)} 行)"
        options[int(group["version_id"].max())] = f"{moment:%Y-%m-%d %H:%M:%S} {words}"
    for _, row in rows.loc[~rows["table_name"].isin(own_history.LISTS)].iterrows():
        options[int(row["version_id"])] = (
            f"{row['recorded_at']:%Y-%m-%d %H:%M:%S} {VERSIONED[row['table_name']]}:{_change(row)}"
        )
    return dict(sorted(options.items(), reverse=True))


def _change(row: pd.Series) -> str:
    if not row["before"]:
        return f"新建 {row['after']}"
    return f"{row['before']} → {row['after']}" if row["after"] else f"删除 {row['before']}"


def _bring_back(version_id: int, words: str) -> None:
    own_history.bring_back(opened_ledger.ledger(), version_id, now=clock.now())
    set_widget("change to take back", None)
    _BROUGHT_BACK.set(f"已恢复成这次改动之前的样子:{words}。")
