"""The table of free analysis that a screen asks for: for its page, its picture and its slide."""

from dashboard.analysis import crosstab, crosstab_query
from dashboard.analysis.comparison import Reference
from dashboard.analysis.crosstab import Table
from dashboard.core import measures
from dashboard.pages.answers import comparisons, crosstabs
from dashboard.view.filters import Filters
from dashboard.view.screen_state import Screen

_TABLE_FIELDS = ("rows", "columns", "measure", "picture", "top", "order", "share", "compare")
"""Fields of the screen that make a table and its picture."""


def table_settings(screen: Screen) -> Screen:
    """Return a screen with only the fields that define a table: a cache key."""
    return Screen(**{name: getattr(screen, name) for name in _TABLE_FIELDS})


def _reference_of(filters: Filters, screen: Screen) -> Reference | None:
    """Return what a table is compared with; None where there is nothing to compare."""
    chosen = comparisons.reference(filters, screen.compare)
    return None if chosen is None or why_incomparable(filters, screen, chosen) else chosen


def why_incomparable(filters: Filters, screen: Screen, chosen: Reference) -> str:
    """Return why a table cannot be compared with the selected reference; empty if it can."""
    if chosen.filters is None:
        return "无可比"
    if chosen.against == "total":
        is_sum = measures.adds_up(screen.measure)
        return "数量不与全体相比,可以看占比" if is_sum else ""
    if chosen.filters == filters:
        return "就是当前的数据"
    is_moment = crosstabs.moment_of(screen.rows, crosstab.columns_by(screen))
    if is_moment and chosen.filters.year == filters.year:
        return "逐月、逐季的各行本身就是先后的对比"
    return ""


def table_of(filters: Filters, screen: Screen) -> Table:
    """Return the table that a screen asks for."""
    columns, chosen = crosstab.columns_by(screen), _reference_of(filters, screen)
    frame = crosstabs.crosstab(
        filters,
        screen.rows,
        columns,
        (screen.measure,),
        against=comparisons.against(chosen),
        reference=chosen.filters if chosen else None,
    )
    kind = crosstabs.moment_of(screen.rows, columns)
    days = crosstab_query.days_of(kind, filters.as_of, filters.year)
    return crosstab.tabulated(frame, screen, days, chosen)
