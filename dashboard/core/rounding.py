"""Rounding for people: what is printed never contradicts what is so.

Pages, slides, hover texts, files and sentences all round here.
"""

from collections.abc import Iterable
from typing import Final

EXACT: Final = 1e-9
"""The rounding error, in percent, that a mean of hundreds of values may have."""


def rounded_percent(value: float, decimals: int = 1) -> float:
    """Round a percentage: only 0 becomes 0, and only 100 becomes 100."""
    step = 10.0**-decimals
    if EXACT < value < 100 - EXACT:
        value = min(max(value, step), 100 - step)
    return round(value, decimals) + 0.0


def rounded_points(value: float, decimals: int = 1) -> float:
    """Round a difference in percentage points; there is no -0.0."""
    return round(value, decimals) + 0.0


def decimals_beside(value: float, limits: Iterable[float]) -> int:
    """Return how many decimals a value needs to be printed on its own side of each limit."""
    sides = [(limit, value < limit - EXACT) for limit in limits]
    for decimals in (1, 2, 3):
        if all((round(value, decimals) < limit) is is_below for limit, is_below in sides):
            return decimals
    return 4


def add_up(shares: Iterable[float]) -> bool:
    """Whether the shares of one whole, in percent, still add up to it when they are printed."""
    return round(sum(map(rounded_percent, shares)), 1) == 100
