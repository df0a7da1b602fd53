"""Tables on a page: columns under their Chinese names, saved as CSV that Excel opens."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import Any, Final, Literal

import pandas as pd
import streamlit as st

from dashboard.analysis import reporting
from dashboard.core.labels import state_words
from dashboard.core.rounding import rounded_percent, rounded_points
from dashboard.pages.answers import ledger_data
from dashboard.pages.answers.opened_ledger import per_revision
from dashboard.pages.base import address_bar, session
from dashboard.pages.base.guard import uninterrupted
from dashboard.pages.base.look import factor
from dashboard.pages.base.state import has_widget, set_widget, widget
from dashboard.pages.components.downloads import download_csv
from dashboard.view.filters import Filters
from dashboard.view.table_columns import SCREEN_TABLES
from dashboard.view.table_order import sorted_rows

_PERCENT = st.column_config.ProgressColumn(format="%.1f%%", min_value=0, max_value=100)
COLUMN_LOOKS: dict[str, tuple[str, Any]] = {
    "number": ("编号", st.column_config.TextColumn(width=60)),
    "theme": ("主题", st.column_config.TextColumn(width=90)),
    "item": ("事项", st.column_config.TextColumn(width=170)),
    "item_number": ("事项号", st.column_config.TextColumn(width=60)),
    "title": ("措施", st.column_config.TextColumn(width=260)),
    "lead_office": ("牵头股室", st.column_config.TextColumn(width=110)),
    "lead_offices": ("牵头股室", st.column_config.TextColumn(width=170)),
    "support_offices": ("配合股室", st.column_config.TextColumn(width=140)),
    "leader": ("分管领导", st.column_config.TextColumn(width=80)),
    "state_words": ("状态", st.column_config.TextColumn(width=100)),
    "percent": ("进度", _PERCENT),
    "average_progress": ("平均进度", _PERCENT),
    "expected": ("序时", st.column_config.NumberColumn(format="%.1f%%", width=70)),
    "average_expected": ("平均序时", st.column_config.NumberColumn(format="%.1f%%", width=80)),
    "gap": ("进度差", st.column_config.NumberColumn(format="%+.1f", width=70)),
    "finished": ("已完成", st.column_config.NumberColumn(width=60)),
    "tasks": ("措施数", st.column_config.NumberColumn(width=60)),
    "due_date": ("完成时限", st.column_config.DateColumn(format="YYYY-MM-DD", width=100)),
    "done_on": ("完成日期", st.column_config.DateColumn(format="YYYY-MM-DD", width=100)),
    "on_time_words": ("按期", st.column_config.TextColumn(width=60)),
    "last_reported_on": ("最近填报", st.column_config.DateColumn(format="YYYY-MM-DD", width=100)),
    "reported_on": ("填报日期", st.column_config.DateColumn(format="YYYY-MM-DD", width=100)),
    "work_done": ("进展情况", st.column_config.TextColumn(width=320)),
    "problem": ("存在问题", st.column_config.TextColumn(width=280)),
    "next_step": ("下一步措施", st.column_config.TextColumn(width=280)),
    "evidence": ("印证资料", st.column_config.TextColumn(width=180)),
    "reported_by": ("填报人", st.column_config.TextColumn(width=80)),
    "weight": ("权重", st.column_config.NumberColumn(format="%g", width=60)),
    "counted": ("是否计入", st.column_config.TextColumn(width=80)),
    "flags": ("提示", st.column_config.TextColumn(width=120)),
}
"""Each column that a table may show: its heading and its look."""

_ROUNDED: Final[dict[str, Callable[[float], float]]] = {
    "percent": rounded_percent,
    "average_progress": rounded_percent,
    "expected": rounded_percent,
    "average_expected": rounded_percent,
    "gap": rounded_points,
}
"""The columns that are rounded, and how: the formats above only print what is given to them."""


def with_words(frame: pd.DataFrame) -> pd.DataFrame:
    """Return task rows with their states and flags as text."""
    flags = [
        "、".join(
            filter(
                None,
                [
                    f"逾期 {row.days_overdue:.0f} 天" if row.state == "overdue" else "",
                    f"还剩 {row.days_left:.0f} 天" if row.state == "due_soon" else "",
                    "久未更新" if row.stale else "",
                ],
            )
        )
        for row in frame.itertuples()
    ]
    on_time = frame["on_time"].map({True: "按期", False: "逾期"}, na_action="ignore").fillna("")
    return frame.assign(
        state_words=frame["state"].map(state_words), flags=flags, on_time_words=on_time
    )


def listed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return task rows in words; where none has a report they have no progress and no gap yet.

    Among tasks with reports a silent one keeps the 0 that it is counted with, so that an order by
    gap still brings it up.
    """
    is_silent = bool(frame["is_silent"].all())
    return with_words(reporting.tasks_as_known(frame) if is_silent else frame)


@per_revision()
def most_behind(filters: Filters) -> pd.DataFrame:
    """Return the ten tasks of a view that are most behind, in words."""
    tasks = ledger_data.answer("task_list", filters)
    return listed(tasks.loc[tasks["is_behind"]].sort_values("gap", kind="stable").head(10))


def table(
    frame: pd.DataFrame,
    kind: str,
    *,
    name: str,
    filters: Filters,
    height: int | Literal["auto", "content"] = "auto",
    row_height: int = 35,
) -> None:
    """Place a table of TABLES, ordered as the screen says, and its CSV.

    A click on a heading orders the rows, one on a row opens what it is about; while 数从哪来 is on,
    one on a number of several tasks explains it. Streamlit does not report its own sorting; a
    heading that can be selected is reported, and does not sort by itself.
    """
    sort = session.screen().sort_of(kind)
    if sort:
        frame = sorted_rows(frame, sort[0], downwards=sort[1])
    columns, opens = SCREEN_TABLES[kind].columns, SCREEN_TABLES[kind].opens
    shown = as_printed(frame, columns)
    key = f"table {name} {sort} {_order_of(frame[f'{opens}_id'] if opens else frame.index)}"
    st.dataframe(
        shown,
        height=round(height * factor()) if isinstance(height, int) else height,
        row_height=round(row_height * factor()),
        hide_index=True,
        placeholder="—",
        alt=f"{name}表,{len(frame)} 行",
        column_config={COLUMN_LOOKS[column][0]: _column_config(column, sort) for column in columns},
        **_selection_options(key, kind, frame),
    )
    download_csv(shown, f"{name}-{filters.as_of}", key=f"csv {name}")


def as_printed(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return these columns under their headings, with the numbers as they are printed."""
    rounded = {
        column: frame[column].map(to_printed, na_action="ignore")
        for column, to_printed in _ROUNDED.items()
        if column in columns
    }
    headings = {column: COLUMN_LOOKS[column][0] for column in columns}
    return frame.assign(**rounded)[list(columns)].rename(columns=headings)


def _order_of(ids: pd.Series | pd.Index) -> str:
    """Return a digest of the rows in their order, for a table's key.

    Streamlit keeps a selection as row positions. With other rows, or in another order, these would
    be the wrong rows, so the table gets another key.
    """
    return sha256(repr(list(ids)).encode()).hexdigest()[:16]


def _selection_options(key: str, kind: str, frame: pd.DataFrame) -> dict[str, Any]:
    """Return what can be chosen in a table, and what a choice does."""
    if SCREEN_TABLES[kind].measures and session.is_explaining():
        key = f"{key} cells"
        return {
            "key": key,
            "on_select": partial(uninterrupted, _explain_cell, key, frame),
            "selection_mode": "single-cell",
        }
    return {
        "key": key,
        "on_select": partial(uninterrupted, _on_selection, key, kind, frame),
        "selection_mode": ["single-row", "single-column"]
        if SCREEN_TABLES[kind].opens
        else "single-column",
        "selection_default": _selected_rows(key, kind, frame),
    }


def _explain_cell(key: str, frame: pd.DataFrame) -> None:
    """Explain the number of an item that was chosen; its words have nothing to explain."""
    for place, heading in widget(key)["selection"]["cells"]:
        row = frame.iloc[place]
        for measure in SCREEN_TABLES["items"].measures:
            if COLUMN_LOOKS[measure][0] == heading:
                session.explain(measure, (f"item:{row['theme']} {row['item_number']}",))


def _column_config(column: str, sort: tuple[str, bool] | None) -> Any:
    """Return a column's look; the one that orders the rows is marked."""
    heading, config = COLUMN_LOOKS[column]
    mark = "" if sort is None or sort[0] != column else " ▼" if sort[1] else " ▲"
    width = {"width": round(config["width"] * factor())} if config["width"] else {}
    return {**config, **width, "label": heading + mark}


def _selected_rows(key: str, kind: str, frame: pd.DataFrame) -> Any:
    """Return the choice of the row that is open, and set a table to it that shows another."""
    opens = SCREEN_TABLES[kind].opens
    is_open = frame[f"{opens}_id"] == getattr(session.screen(), opens) if opens else None
    rows = [] if is_open is None else [int(place) for place in is_open.to_numpy().nonzero()[0]]
    choice = {"selection": {"rows": rows, "columns": [], "cells": []}}
    if has_widget(key) and widget(key)["selection"]["rows"] != rows:
        set_widget(key, choice)
    return choice


def _on_selection(key: str, kind: str, frame: pd.DataFrame) -> None:
    """Order the rows by the heading that was chosen, or open what the row is about."""
    selection, opens = widget(key)["selection"], SCREEN_TABLES[kind].opens
    if selection["columns"]:
        (heading,) = selection["columns"]
        column = next(
            each for each in SCREEN_TABLES[kind].columns if COLUMN_LOOKS[each][0] == heading
        )
        session.change_screen(lambda screen: screen.sorted_by(kind, column))
        address_bar.write_url()  # in a dialog nothing else is run again
    elif opens:
        ids = [int(frame[f"{opens}_id"].iloc[row]) for row in selection["rows"]]
        # what a row opens replaces an explanation
        changes: dict[str, Any] = {opens: ids[0] if ids else None, "explain": "", "cells": ()}
        session.change_screen(lambda screen: replace(screen, **changes))
