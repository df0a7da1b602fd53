"""The card of one task: everything that the ledger knows of it."""

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.analysis import reporting, task_explanation
from dashboard.core.labels import state_words
from dashboard.pages.answers import ledger_data
from dashboard.pages.base import session
from dashboard.pages.base.dialogs import CARD, dialog, open_dialog
from dashboard.pages.base.text import escaped
from dashboard.pages.components.charts import chart
from dashboard.pages.components.tables import table
from dashboard.view.filters import Filters


def place_card(filters: Filters, task_id: int) -> None:
    """Place a task's text, offices, dates, figures, history, problem, next step and evidence."""
    tasks = ledger_data.answer("task_list", filters)
    rows = tasks.loc[tasks["task_id"] == task_id]
    if rows.empty:
        return
    task = rows.iloc[0]
    with st.container(border=True):
        st.subheader(escaped(f"{task['number']} {task['title']}"), anchor=False)
        st.text(f"{task['theme']} › {task['item_number']} {task['item']}")
        st.text(task["text"])
        left, right = st.columns([1, 1.4], gap="medium")
        with left:
            _place_facts(filters, task)
        with right:
            chart("history", filters, alt="填报历程", place="history", task_id=task_id)
        for label, column in (
            ("存在问题", "problem"),
            ("下一步措施", "next_step"),
            ("印证资料", "evidence"),
        ):
            if not pd.isna(task[column]):
                st.text(f"{label}:{task[column]}")
        history = ledger_data.answer("task_history", filters, tasks=[task_id])
        if history.empty:
            st.text("尚无填报")
        else:
            table(
                history.assign(flags=task_explanation.decided(history, task)),
                "history",
                name=f"{task['number']} 填报历程",
                filters=filters,
            )


def _place_facts(filters: Filters, task: pd.Series) -> None:
    """Place the short facts of a task, one a line, and why its numbers are what they are."""
    limits = ledger_data.thresholds()
    line = ledger_data.answer("expected_line", filters, tasks=[int(task["task_id"])])
    targets = [
        f"{quarter}季度 {target:g}%"
        for quarter, target in zip("一二三四", task["quarter_targets"].tolist(), strict=True)
        if not pd.isna(target)
    ]
    lines = {
        "状态": state_words(task["state"]) + ("(久未更新)" if task["stale"] else ""),
        "判定": task_explanation.rule(task, filters.as_of, limits),
        "进度": f"{reporting.task_percent(task)}({reporting.expected_words(task)})",
        "序时": task_explanation.expected(task, line, filters.as_of),
        "牵头股室": task["lead_office"],
        "配合股室": task["support_offices"] or "—",
        "分管领导": task["leader"],
        "起止": f"{task['start_date']:%Y-%m-%d} 至 {task['due_date']:%Y-%m-%d}",
        "目标": task["target_text"],
        "季度目标": "、".join(targets) or None,
        "权重": f"{task['weight']:g}",
        "完成日期": _format_day(task["done_on"]),
        "销号日期": _format_day(task["verified_on"]),
        "取消日期": _format_day(task["cancelled_on"]),
        "最近填报": _format_day(task["last_reported_on"]),
    }
    st.text("\n".join(f"{label}:{value}" for label, value in lines.items() if not pd.isna(value)))


def _format_day(moment: Any) -> str | None:
    """Return a date as text, None when there is none."""
    return None if pd.isna(moment) else f"{moment:%Y-%m-%d}"


def card_dialog(filters: Filters) -> None:
    """Show the card of the chosen task over the page until it is closed."""
    chosen, whole = session.screen().task, filters.cleared()
    if chosen is not None and chosen in set(ledger_data.answer("task_list", whole)["task_id"]):
        dialog(
            CARD,
            "措施详情",
            _card_with_sharing,
            whole,
            chosen,
            width="large",
            on_dismiss=_close_card,
        )


def _card_with_sharing(filters: Filters, task_id: int) -> None:
    """Place a card and the way to share it: over it the button of the page cannot be reached."""
    place_card(filters, task_id)
    if st.button("分享这项措施", icon=":material/share:", type="tertiary"):
        open_dialog("share")
        st.rerun()


def _close_card() -> None:
    session.change_screen(lambda screen: replace(screen, task=None))
