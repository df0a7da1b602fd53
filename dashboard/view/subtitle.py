"""The line under a chart's title."""

from dashboard.core.labels import BASES
from dashboard.view.filters import Filters


def subtitle(filters: Filters) -> str:
    """Return the words under every chart's title: the day, the way of counting, the filters."""
    words = [f"截至 {filters.as_of}", BASES[filters.basis]]
    if filters.narrowed:
        words.append("已筛选")
    return " · ".join(words)
