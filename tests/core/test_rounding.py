"""Rounding for people: digits never contradict what is so."""

import pytest

from dashboard.core.rounding import add_up, decimals_beside, rounded_percent, rounded_points


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (0, 0), (100, 100), (99.96, 99.9), (99.999999, 99.9), (0.04, 0.1), (1e-6, 0.1),
        (100 - 1e-12, 100), (1e-12, 0), (90.41916167664671, 90.4), (99.94, 99.9),
    ],
)  # fmt: skip
def test_only_all_is_100_and_only_nothing_is_0(value: float, printed: float) -> None:
    assert rounded_percent(value) == printed


def test_a_percentage_of_two_decimals_is_held_to_the_same() -> None:
    assert rounded_percent(99.999, 2) == 99.99
    assert rounded_percent(0.001, 2) == 0.01


@pytest.mark.parametrize("value", [-0.0, -0.04, -0.049999, 0.04])
def test_a_gap_is_never_minus_nothing(value: float) -> None:
    assert f"{rounded_points(value):+.1f}" == "+0.0"


@pytest.mark.parametrize(
    ("counts", "adds_up"), [([1, 1, 1], False), ([1, 3], True), ([124, 1], True), ([5], True)]
)
def test_shares_that_miss_100_when_printed_are_known_to(
    counts: list[int], *, adds_up: bool
) -> None:
    # thirds are printed as 33.3 each
    assert add_up(100 * count / sum(counts) for count in counts) is adds_up


@pytest.mark.parametrize(
    ("gap", "decimals"),
    [(-10, 1), (-9.96, 1), (-10.06, 1), (-10.02, 2), (-10.0014, 3), (-30.04, 2), (-10 - 1e-12, 1)],
)
def test_a_value_is_printed_on_its_own_side_of_a_limit(gap: float, decimals: int) -> None:
    assert decimals_beside(gap, [-10, -30]) == decimals
