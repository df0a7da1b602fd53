"""The reference that 对比 selects for a view, and the headline numbers compared with it."""

from dashboard.analysis import comparison, headline_numbers
from dashboard.analysis.comparison import Reference
from dashboard.analysis.crosstab_query import Against
from dashboard.analysis.headline_numbers import Number
from dashboard.pages.answers import crosstabs, ledger_data
from dashboard.view.filters import Choices, Filters


def _choices_of(year: int) -> Choices | None:
    """Return what the plan of a year offers to filter by; None when there is no such plan."""
    return ledger_data.choices(year) if year in set(ledger_data.plans()["year"]) else None


def reference(filters: Filters, compare: str) -> Reference | None:
    """Return the reference that a word of the URL selects; None without a comparison."""
    return comparison.reference(filters, compare, _choices_of)


def against(chosen: Reference | None) -> Against:
    """Return how a table is compared with a reference; '' if the reference has no view."""
    return chosen.against if chosen and chosen.filters else ""


def default_reference(filters: Filters, compare: str) -> Reference | None:
    """Return the reference of the headline numbers: by default the end of the last quarter; None
    if the view itself is the reference."""
    chosen = reference(filters, compare) or comparison.usual(filters)
    return None if chosen and chosen.filters == filters else chosen


def numbers(filters: Filters, chosen: Reference | None) -> list[Number]:
    """Return the five headline numbers, each with its change since what is compared with."""
    frame = crosstabs.crosstab(
        filters,
        "",
        "",
        headline_numbers.ASKED,
        against=against(chosen),
        reference=chosen.filters if chosen else None,
    )
    # all tasks may be cancelled, and then there is no row
    reports = ledger_data.overview(filters)["reporting"]
    return headline_numbers.numbers(frame.reindex([0]).iloc[0], chosen, reports)
