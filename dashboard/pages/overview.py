"""总览: the whole plan on one screen."""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard.analysis import headline_numbers, reporting
from dashboard.core.sentences import SentencePart
from dashboard.pages.analysis_parts import comparison_panel
from dashboard.pages.answers import comparisons, ledger_data
from dashboard.pages.base import session
from dashboard.pages.components import legends, numbers
from dashboard.pages.components.charts import chart
from dashboard.pages.components.tables import most_behind, table
from dashboard.view.filters import Filters

_HOW_TO_REPORT = "收集填报:在“导入”页的“模板与导出”下载进展填报表,各股室填好后在“导入文件”中导入。"

_MOST_BESIDE = 10  # themes whose columns have room for their numbers in a third of the screen


def _overview_page() -> None:
    filters = session.current()
    overview = ledger_data.overview(filters)
    numbers.heading("sentence", *headline_numbers.sentence_parts(overview, filters.as_of))
    chosen = comparisons.default_reference(filters, session.screen().compare)
    there = partial(comparison_panel.open_reference, chosen) if chosen else None
    numbers.cards("headline", comparisons.numbers(filters, chosen), there)
    legends.state_legend()
    comparison_panel.place_comparison(filters, "theme")
    _place_charts(filters)
    _place_most_behind(filters)


def _place_charts(filters: Filters) -> None:
    """Place the charts beside one another; many themes have a line to themselves."""
    has_many = len(ledger_data.choices(filters.year).themes) > _MOST_BESIDE
    widths = [1.15, 1] if has_many else [1.15, 1, 1.1]
    left, middle, *rest = st.columns(widths, gap="small")
    with left:
        chart("states_by_office", filters, alt="各股室措施状态")
    with middle:
        chart("completion_by_theme", filters, alt="各主题完成情况")
        chart("year_line", filters, alt="全年进度线")
    with rest[0] if rest else st.container():
        chart("office_by_theme", filters, alt="股室与主题完成率")


def _place_most_behind(filters: Filters) -> None:
    """Place the ten tasks most behind, with reason and next step."""
    overview = ledger_data.overview(filters)
    if not overview["behind_schedule"] and reporting.is_thin(overview):
        st.info(_HOW_TO_REPORT)
        return
    behind = most_behind(filters)
    numbers.heading("most behind", *_most_behind_parts(len(behind), overview))
    if len(behind):
        table(
            behind,
            "behind",
            name="落后最多的措施",
            filters=filters,
            row_height=60,
            height="content",
        )


def _most_behind_parts(listed: int, overview: pd.Series) -> list[SentencePart]:
    """Return the heading of a list of so many of the tasks that are behind."""
    behind = overview["behind_schedule"]
    if not behind:
        return headline_numbers.behind_parts(overview)
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


_overview_page()
