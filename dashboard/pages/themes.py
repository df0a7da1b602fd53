"""主题: from the theme through its items to the task."""

import streamlit as st

from dashboard.analysis import reporting
from dashboard.core.labels import state_words
from dashboard.core.sentences import SentencePart
from dashboard.pages.analysis_parts import comparison_panel
from dashboard.pages.answers import ledger_data
from dashboard.pages.base import session
from dashboard.pages.base.text import escaped
from dashboard.pages.components import legends, numbers
from dashboard.pages.components.charts import chart
from dashboard.pages.components.tables import listed, table


def _themes_page() -> None:
    filters = session.current()
    legends.state_legend()
    comparison_panel.place_comparison(filters, "theme")
    left, right = st.columns([2.2, 1], gap="small")
    with left:
        chart("plan_tree", filters, alt="主题、事项与措施")
    with right:
        chart("theme_by_quarter", filters, alt="各主题季度进度差")
    items = ledger_data.answer("completion_by_item", filters)
    numbers.heading("items", SentencePart(f"{len(items)} 个", "items"), SentencePart("事项"))
    table(
        reporting.groups_as_known(items).assign(state_words=items["state"].map(state_words)),
        "items",
        name="事项",
        filters=filters,
    )
    item = session.screen().item
    tasks = ledger_data.answer("task_list", filters)
    own = listed(tasks.loc[tasks["item_id"] == item])
    if len(own):
        st.subheader(escaped(f"{own['item_number'].iloc[0]} {own['item'].iloc[0]}"), anchor=False)
        table(
            own,
            "item_tasks",
            name="事项的措施",
            filters=filters,
        )


_themes_page()
