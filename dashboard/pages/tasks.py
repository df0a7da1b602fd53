"""任务: the ledger, one row a task, and the card of the chosen one."""

import streamlit as st

from dashboard.pages import comparison_panel, session, shell
from dashboard.pages.cards import card
from dashboard.pages.tables import table, worded


def page() -> None:
    filters = session.current()
    shell.legend()
    comparison_panel.panel(filters, "")
    tasks = worded(session.answer("task_list", filters).set_index("task_id", drop=False))
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
        card(filters, chosen)


page()
