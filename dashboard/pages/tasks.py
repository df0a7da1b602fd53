"""任务: the ledger, one row a task, and the card of the chosen one."""

import streamlit as st

from dashboard.pages.analysis_parts import comparison_panel
from dashboard.pages.answers import ledger_data
from dashboard.pages.base import session
from dashboard.pages.components import legends
from dashboard.pages.components.tables import listed, table
from dashboard.pages.components.task_card import place_card


def _tasks_page() -> None:
    filters = session.current()
    legends.state_legend()
    comparison_panel.place_comparison(filters, "")
    tasks = listed(ledger_data.answer("task_list", filters).set_index("task_id", drop=False))
    chosen = session.screen().task
    table(
        tasks,
        "tasks",
        name="任务台账",
        filters=filters,
        height=760 if chosen is None else 420,
    )
    if chosen is None or chosen not in tasks.index:
        st.caption("点选一行,查看该措施的全文、填报历程、问题与下一步。")
    else:
        place_card(filters, chosen)


_tasks_page()
