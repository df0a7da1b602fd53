"""对比 against plain Python: each number, the one beside it and their difference, over any view."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dashboard.analysis import crosstab_query, headline_numbers
from dashboard.pages.analysis_parts import comparison_panel
from dashboard.pages.answers import comparisons, crosstabs
from dashboard.view.filters import Filters
from tests.support.odd_world import World, is_rounded, views
from tests.support.plain_ledger import SHARES, PlainLedger, View, quarter

drawn = settings(
    max_examples=25,
    derandomize=True,
    deadline=None,
    phases=[Phase.generate],  # a failing view is short enough to be read as it is
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
PERCENT = re.compile(r"[+-]?\d+(?:\.\d+)?")


def beside(view: View, compare: str) -> View:
    """Return what a view stands beside: the end of the last quarter, the whole plan, or a day."""
    if compare == "average":
        return View(view.year, view.as_of, view.known_at, view.basis)
    if compare == "quarter":
        began = date(view.as_of.year, 3 * quarter(view.as_of) - 2, 1)
        return replace(view, as_of=began - timedelta(days=1))
    return replace(view, as_of=date.fromisoformat(compare))


def same(found: float, exact: Fraction | None) -> bool:
    if exact is None:
        return math.isnan(found)
    return found == pytest.approx(float(exact), abs=1e-9)


def less(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else one - other


def rows_of(frame: pd.DataFrame, rows: str) -> Iterator[tuple[pd.Series, list[str]]]:
    """Give each row of a comparison with its cells, the total last."""
    for _, row in frame.iterrows():
        of_row = row["level"] == crosstab_query.OF_ROW
        yield row, [f"{rows}:{row['row_name']}"] if of_row else []


@drawn
@given(
    view=views().filter(lambda view: view.as_of >= date(2023, 4, 1)),
    compare=st.sampled_from(["quarter", "average", "2023-02-28", "2023-11-15"]),
    rows=st.sampled_from(["office", "theme", "due_quarter"]),
)
def test_each_number_of_a_comparison_and_its_difference_are_those_of_plain_python(
    shown: World,
    view: View,
    compare: str,
    rows: str,
) -> None:
    filters, other = Filters(**asdict(view)), beside(view, compare)
    chosen = comparisons.reference(filters, compare)
    assert chosen is not None
    assert chosen.filters == Filters(**asdict(other))
    asked = comparison_panel.COMPARED_MEASURES[chosen.against]
    frame = crosstabs.crosstab(
        filters, rows, "", asked, against=chosen.against, reference=chosen.filters
    )
    for row, cells in rows_of(frame, rows):
        for measure in asked:
            there = [] if compare == "average" else cells
            now = value_of(shown.plain, view, measure, cells)
            then = value_of(shown.plain, other, measure, there)
            assert same(row[measure], now), (measure, cells)
            assert same(row[f"{measure}_reference"], then), (measure, cells)
            assert same(row[f"{measure}_difference"], less(now, then)), (measure, cells)


@drawn
@given(
    view=views().filter(lambda view: view.as_of >= date(2023, 4, 1)),
    compare=st.sampled_from(["", "quarter", "average", "2023-02-28"]),
)
def test_the_five_numbers_say_how_they_differ_as_plain_python_does(
    shown: World,
    view: View,
    compare: str,
) -> None:
    filters, other = Filters(**asdict(view)), beside(view, compare or "quarter")
    chosen = comparisons.default_reference(filters, compare)
    if chosen is None:
        assert view == other
        return
    for number in comparisons.numbers(filters, chosen):
        now, then = (value_of(shown.plain, each, number.measure) for each in (view, other))
        scale = 100 if number.measure in SHARES else 1
        if number.then:
            assert told(number.then, then, scale), number
        if PERCENT.match(number.change):
            difference = less(now, then)
            assert difference is not None
            assert told(number.change, difference, scale), number
            assert number.change.startswith("-") == (difference < 0)
        elif number.change == "持平":
            assert abs(less(now, then) or 0) * scale <= Fraction(5, 100)
        elif number.change.startswith("占全体"):
            assert now is not None
            assert then
            share = headline_numbers.share(float(now), float(then))
            assert number.change == share == f"占全体 {then} 项的 {float(now / then):.1%}"
        else:
            assert now is None or then is None or then == 0, number


def value_of(
    plain: PlainLedger, view: View, measure: str, cells: Sequence[str] = ()
) -> Fraction | None:
    """Return a number of a view; what has no task there has none: it is not 0, but 无可比."""
    held = plain.held(view, dict(cell.split(":", 1) for cell in cells))
    return plain.number(view, measure, cells).value if held else None


def told(text: str, exact: Fraction | None, scale: int) -> bool:
    """Whether a text begins with a number, or has none where there is none."""
    found = PERCENT.match(text)
    if exact is None:
        return found is None
    return found is not None and is_rounded(found[0].lstrip("+-"), abs(exact) * scale)
