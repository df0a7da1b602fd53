"""总览: the whole plan on one screen."""

from functools import partial

import streamlit as st

from dashboard.analysis import headline_numbers
from dashboard.core.sentences import SentencePart
from dashboard.pages.analysis_parts import comparison_panel
from dashboard.pages.answers import comparisons, ledger_data
from dashboard.pages.base import session
from dashboard.pages.components import numbers
from dashboard.pages.components.charts import chart
from dashboard.pages.components.tables import table, worded
from dashboard.pages.shell import page_frame
from dashboard.view.filters import Filters


def page() -> None:
    filters = session.current()
    overview = ledger_data.overview(filters)
    numbers.heading("sentence", *headline_numbers.sentence_parts(overview, filters.as_of))
    chosen = comparisons.usual(filters, session.screen().compare)
    there = partial(comparison_panel.look_there, chosen) if chosen else None
    numbers.cards("headline", comparisons.numbers(filters, chosen), there)
    page_frame.legend()
    comparison_panel.panel(filters, "theme")
    left, middle, right = st.columns([1.15, 1, 1.1], gap="small")
    with left:
        chart("states_by_office", filters, alt="各股室措施状态")
    with middle:
        chart("completion_by_theme", filters, alt="各主题完成情况")
        chart("year_line", filters, alt="全年进度线")
    with right:
        chart("office_by_theme", filters, alt="股室与主题完成率")
    most_behind(filters)


def most_behind(filters: Filters) -> None:
    """Place the ten tasks most behind, with reason and next step."""
    tasks = ledger_data.answer("task_list", filters)
    behind = tasks.loc[tasks["is_behind"]].sort_values("gap", kind="stable").head(10)
    total = int(ledger_data.answer("overview", filters).iloc[0]["behind_schedule"])
    numbers.heading("most behind", *most_behind_parts(len(behind), total))
    if len(behind):
        table(
            worded(behind),
            "behind",
            name="落后最多的措施",
            filters=filters,
            row_height=60,
            height="content",
        )


def most_behind_parts(listed: int, behind: int) -> list[SentencePart]:
    """Return the heading of a list of so many of the tasks that are behind."""
    if not behind:
        return [SentencePart("没有未达序时的措施", "behind_schedule")]
    if listed == behind:
        return [
            SentencePart("落后最多的 "),
            SentencePart(f"{behind} 项", "behind_schedule"),
            SentencePart("措施"),
        ]
    return [
        SentencePart(f"落后最多的 {listed} 项措施(未达序时共 "),
        SentencePart(f"{behind} 项", "behind_schedule"),
        SentencePart(")"),
    ]


page()
