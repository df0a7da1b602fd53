"""What the switch 对比 sets beside the view of this session, and the five numbers with it."""

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
    """Return what a view is compared with by a word of the URL; None when it is with nothing."""
    return comparison.reference(filters, compare, _choices_of)


def against(chosen: Reference | None) -> Against:
    """Return how a table compares with a reference: not at all when it cannot be asked."""
    return chosen.against if chosen and chosen.filters else ""


def default_reference(filters: Filters, compare: str) -> Reference | None:
    """Return what the five numbers are compared with: when nothing is chosen, the last quarter's
    end; None for the whole, which has nothing to stand beside."""
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
