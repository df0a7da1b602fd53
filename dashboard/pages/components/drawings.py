"""Which answers each chart is drawn from, and its height."""

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go

from dashboard.analysis import crosstab, reporting
from dashboard.figures import offices, quarters, themes
from dashboard.figures.crosstab import drawn
from dashboard.pages.answers import analysis_tables
from dashboard.pages.answers.ledger_data import answer, choices, overview
from dashboard.view.filters import Filters
from dashboard.view.screen_state import Screen
from dashboard.view.subtitle import subtitle

_TALL, HALF = 672, 328
"""Pixels: with the head, two rows of HALF or one of TALL fill a 1080-pixel screen."""


def _is_thin(filters: Filters) -> bool:
    """Whether hardly any task of a view has a report."""
    return reporting.is_thin(overview(filters))


def states_by_office(filters: Filters, dark: bool, ranked: bool = False) -> go.Figure:
    return offices.states_by_office(
        answer("completion_by_office", filters),
        subtitle=subtitle(filters),
        dark=dark,
        height=_TALL,
        ranked=ranked,
        is_thin=_is_thin(filters),
    )


def office_by_theme(filters: Filters, dark: bool) -> go.Figure:
    return offices.office_by_theme(
        answer("office_by_theme", filters),
        subtitle=subtitle(filters),
        dark=dark,
        height=_TALL,
        themes=list(choices(filters.year).themes),
        is_thin=_is_thin(filters),
    )


def office_by_quarter(filters: Filters, dark: bool) -> go.Figure:
    return offices.office_by_quarter(
        answer("office_by_quarter", filters),
        subtitle=subtitle(filters),
        dark=dark,
        height=_TALL,
        is_thin=_is_thin(filters),
    )


def completion_by_theme(filters: Filters, dark: bool) -> go.Figure:
    return themes.completion_by_theme(
        answer("completion_by_theme", filters),
        subtitle=subtitle(filters),
        dark=dark,
        height=HALF,
        is_thin=_is_thin(filters),
    )


def theme_by_quarter(filters: Filters, dark: bool) -> go.Figure:
    return themes.theme_by_quarter(
        answer("theme_by_quarter", filters),
        subtitle=subtitle(filters),
        dark=dark,
        height=720,
        is_thin=_is_thin(filters),
    )


def plan_tree(filters: Filters, dark: bool) -> go.Figure:
    return themes.plan_tree(
        answer("completion_by_theme", filters),
        answer("completion_by_item", filters),
        answer("task_list", filters),
        subtitle=subtitle(filters),
        dark=dark,
        height=720,
        is_thin=_is_thin(filters),
    )


def year_line(
    filters: Filters, dark: bool, height: int = HALF, cells: tuple[str, ...] = ()
) -> go.Figure:
    return quarters.year_line(
        answer("completion_by_quarter", filters),
        as_of=filters.as_of,
        subtitle=subtitle(filters),
        dark=dark,
        height=height,
        cells=cells,
    )


def due_and_done(filters: Filters, dark: bool) -> go.Figure:
    frame = answer("completion_by_quarter", filters)
    return quarters.due_and_done(frame, subtitle=subtitle(filters), dark=dark, height=420)


def history(filters: Filters, dark: bool, task_id: int) -> go.Figure:
    tasks = answer("task_list", filters)
    return quarters.history(
        answer("task_history", filters, tasks=[task_id]),
        tasks.loc[tasks["task_id"] == task_id].iloc[0],
        as_of=filters.as_of,
        subtitle=f"截至 {filters.as_of}",
        dark=dark,
        height=300,
    )


def analysis(filters: Filters, dark: bool, asked: Screen) -> go.Figure:
    table = analysis_tables.table_of(filters, asked)
    kind = crosstab.picture(asked, table)
    words = [
        subtitle(filters),
        *([reporting.brief(overview(filters))] if _is_thin(filters) else []),
    ]
    return drawn(table, kind, subtitle=" · ".join(words), dark=dark)


DRAWINGS: dict[str, Callable[..., Any]] = {
    each.__name__: each
    for each in (
        states_by_office,
        office_by_theme,
        office_by_quarter,
        completion_by_theme,
        theme_by_quarter,
        plan_tree,
        year_line,
        due_and_done,
        history,
        analysis,
    )
}
