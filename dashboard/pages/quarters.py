"""季度: what was due, what was done, what slipped."""

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from dashboard.analysis import reporting
from dashboard.core.labels import QUARTERS
from dashboard.core.periods import quarter_of
from dashboard.core.sentences import SentencePart
from dashboard.pages.analysis_parts import comparison_panel
from dashboard.pages.answers import ledger_data
from dashboard.pages.base import session
from dashboard.pages.base.guard import uninterrupted
from dashboard.pages.base.state import set_widget, widget
from dashboard.pages.components import numbers
from dashboard.pages.components.charts import chart
from dashboard.pages.components.tables import listed, table
from dashboard.view.filters import Filters


def _quarters_page() -> None:
    filters = session.current()
    comparison_panel.place_comparison(filters, "due_quarter")
    left, right = st.columns(2, gap="small")
    with left:
        chart("due_and_done", filters, alt="各季度到期与完成")
    with right:
        chart("year_line", filters, alt="全年进度线", height=420)
    chosen = _choose_quarter(filters)
    if (filters.year, chosen) > (filters.as_of.year, quarter_of(filters.as_of)):
        numbers.heading("completed", *_ahead_parts(filters, chosen))
    else:
        _place_quarter(filters, chosen)


def _choose_quarter(filters: Filters) -> int:
    """Place the choice of the quarter that is listed below; return it."""
    chosen = _quarter_shown(filters)
    set_widget("quarter shown", chosen)
    st.segmented_control(
        "查看季度",
        list(QUARTERS),
        key="quarter shown",
        format_func=QUARTERS.__getitem__,
        required=True,
        on_change=partial(uninterrupted, _on_quarter_change),
    )
    return chosen


def _place_quarter(filters: Filters, quarter: int) -> None:
    """Place what was completed in a quarter that has begun, and what slipped."""
    tasks = listed(ledger_data.answer("task_list", filters))
    completed = tasks.loc[(tasks["done_quarter"] == quarter) & (tasks["state"] != "cancelled")]
    slipped = tasks.loc[(tasks["due_quarter"] == quarter) & tasks["is_slipped"]]
    overview, label = ledger_data.overview(filters), QUARTERS[quarter]
    has_few_reports = completed.empty and reporting.is_thin(overview)
    _place_list(
        filters,
        "completed",
        _first_parts(filters, quarter, is_silent=reporting.is_silent(overview))
        if has_few_reports
        else _counted(f"{label}完成 ", completed, "finished", f"done_quarter:{quarter}"),
        completed.sort_values("done_on"),
        f"{label}完成的措施",
    )
    if len(slipped) or not has_few_reports:
        _place_list(
            filters,
            "slipped",
            _counted(f"{label}到期而未在季内完成 ", slipped, "slipped", f"due_quarter:{quarter}"),
            slipped,
            f"{label}未按期的措施",
        )


def _counted(words: str, tasks: pd.DataFrame, measure: str, cell: str) -> list[SentencePart]:
    """Return words with the number of tasks, which can be explained."""
    return [SentencePart(words), SentencePart(f"{len(tasks)} 项", measure, (cell,))]


def _place_list(
    filters: Filters, kind: str, heading: list[SentencePart], tasks: pd.DataFrame, name: str
) -> None:
    """Place a heading and, if there are any, its tasks."""
    numbers.heading(kind, *heading)
    if len(tasks):
        table(tasks, kind, name=name, filters=filters)


def _ahead_parts(filters: Filters, quarter: int) -> list[SentencePart]:
    """Return what falls due in a quarter that has not begun."""
    return [SentencePart(f"{QUARTERS[quarter]}尚未开始,到期 "), _due_part(filters, quarter)]


def _first_parts(filters: Filters, quarter: int, *, is_silent: bool) -> list[SentencePart]:
    """Return the same of a quarter that has begun, in a plan that hardly reports."""
    words = ",还没有填报" if is_silent else ",尚无措施完成"
    due = _due_part(filters, quarter)
    return [SentencePart(f"{QUARTERS[quarter]}到期 "), due, SentencePart(words)]


def _due_part(filters: Filters, quarter: int) -> SentencePart:
    """Return how many tasks fall due in a quarter."""
    frame = ledger_data.answer("completion_by_quarter", filters)
    due = frame.loc[frame["quarter"] == quarter, "due_in_quarter"].iloc[0]
    return SentencePart(f"{due} 项", "tasks", (f"due_quarter:{quarter}",))


def _quarter_shown(filters: Filters) -> int:
    """Return the quarter to list: the one filtered by, the one chosen, else that of the day."""
    if len(filters.quarters) == 1:  # a click on a quarter's bar shows that quarter below
        return filters.quarters[0]
    this = quarter_of(filters.as_of) if filters.as_of.year == filters.year else 4
    return session.screen().quarter_shown or this


def _on_quarter_change() -> None:
    quarter = widget("quarter shown")
    session.change_screen(lambda screen: replace(screen, quarter_shown=quarter))


_quarters_page()
