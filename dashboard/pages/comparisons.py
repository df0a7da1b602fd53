"""What the switch 对比 sets beside the view of this session, and the five numbers with it."""

from dashboard import comparing, headline
from dashboard.analysis import Against
from dashboard.comparing import Reference
from dashboard.filters import Choices, Filters
from dashboard.headline import Number
from dashboard.pages import analyses, session


def plan(year: int) -> Choices | None:
    """Return what the plan of a year offers to filter by; None when there is no such plan."""
    return session.choices(year) if year in set(session.plans()["year"]) else None


def reference(filters: Filters, compare: str) -> Reference | None:
    """Return what a view is compared with by a word of the URL; None when it is with nothing."""
    return comparing.reference(filters, compare, plan)


def against(chosen: Reference | None) -> Against:
    """Return how a table compares with a reference: not at all when it cannot be asked."""
    return chosen.against if chosen and chosen.filters else ""


def usual(filters: Filters, compare: str) -> Reference | None:
    """Return what the five numbers are compared with: when nothing is chosen, the last quarter's
    end; None for the whole, which has nothing to stand beside."""
    chosen = reference(filters, compare) or comparing.usual(filters)
    return None if chosen and chosen.filters == filters else chosen


def numbers(filters: Filters, chosen: Reference | None) -> list[Number]:
    """Return the five headline numbers, each with its change since what is compared with."""
    frame = analyses.crosstab(
        filters,
        "",
        "",
        headline.ASKED,
        against=against(chosen),
        reference=chosen.filters if chosen else None,
    )
    # all tasks may be cancelled, and then there is no row
    return headline.numbers(frame.reindex([0]).iloc[0], chosen)
