"""总览: the whole plan on one screen."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from dashboard import headline
from dashboard.filters import Filters
from dashboard.headline import Number
from dashboard.pages import comparison_panel, comparisons, session, shell
from dashboard.pages.cards import card_dialog
from dashboard.pages.charts import chart
from dashboard.pages.tables import table, worded
from dashboard.pages.text import escaped


def page() -> None:
    filters = session.current()
    overview = session.overview(filters)
    st.subheader(escaped(headline.sentence(overview, filters.as_of)), anchor=False)
    numbers(comparisons.numbers(filters, session.screen().compare))
    shell.legend()
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
    card_dialog(filters)


def numbers(shown: Sequence[Number]) -> None:
    """Place five numbers, each with its base and its change since what it is compared with."""
    for cell, number in zip(st.columns(len(shown), gap="small"), shown, strict=True):
        is_rise = not number.change.startswith("-")
        cell.metric(
            f"{number.label}({number.base})",
            number.value,
            number.change or None,
            delta_color=delta_colour(number.is_better, is_rise=is_rise),
            delta_arrow="off" if number.is_better is None else "auto",
            delta_description=number.since or None,
            border=True,
            height="stretch",
        )


def delta_colour(is_better: bool | None, *, is_rise: bool) -> Literal["off", "normal", "inverse"]:
    """Return how Streamlit colours a change: normally a rise is good."""
    if is_better is None:
        return "off"
    return "normal" if is_better == is_rise else "inverse"


def most_behind(filters: Filters) -> None:
    """Place the ten tasks most behind, with reason and next step."""
    tasks = session.answer("task_list", filters)
    behind = tasks.loc[tasks["is_behind"]].sort_values("gap", kind="stable").head(10)
    st.subheader(
        f"落后最多的 {len(behind)} 项措施" if len(behind) else "没有未达序时的措施", anchor=False
    )
    if len(behind):
        table(
            worded(behind),
            "behind",
            name="落后最多的措施",
            filters=filters,
            row_height=60,
            height="content",
        )


page()
