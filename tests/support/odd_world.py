"""The plan that is unkind to every rule: its ledger, its tables, and any view of it."""

from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import strategies as st

from tests.support import odd_plan
from tests.support.plain_ledger import PlainLedger, View


class World(NamedTuple):
    """A ledger that the pages show, and its exported tables."""

    path: Path
    plain: PlainLedger


@st.composite
def views(draw: st.DrawFn) -> View:
    """Draw a view of the odd plan; most filters are off in most of them."""

    def some(names: list[Any]) -> tuple[Any, ...]:
        if draw(st.integers(0, 3)):
            return ()
        return tuple(draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True)))

    ends = [date(2023, 3, 31), date(2023, 6, 30), date(2023, 9, 30), date(2023, 12, 31)]
    return View(
        odd_plan.YEAR,
        draw(st.sampled_from(ends) | st.dates(date(2023, 1, 1), date(2024, 3, 1))),
        draw(st.none() | st.datetimes(datetime(2023, 2, 1), datetime(2024, 1, 1))),
        draw(st.sampled_from(["lead", "any"])),
        offices=some(odd_plan.OFFICES),
        themes=some(odd_plan.THEMES),
        quarters=some([1, 2, 3, 4]),
        states=some(["on_track", "behind", "severe", "overdue", "done", "unreported", "cancelled"]),
        leaders=some(["王局", "李局"]),
        items=some(["党建 1.", "教学 2.", "安全 1."]),
        search=draw(st.sampled_from(["", "", "", "", "事项3", "王局 措施", "基教股"])),
    )


def is_rounded(text: str, exact: Fraction | None) -> bool:
    """Whether a text is a number rounded to its decimals; a half may have gone either way."""
    half = Fraction(5, 10 ** (len(text.partition(".")[2]) + 1)) + Fraction(1, 10**9)
    return exact is not None and abs(Fraction(text) - exact) <= half
