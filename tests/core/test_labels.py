"""Digits as the screen shows them: rounding never makes a part nothing, nor all."""

import pytest

from dashboard.core.labels import percent, rate

NAN = float("nan")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0.0%"),
        (0.02, "0.1%"),
        (0.25, "0.2%"),
        (45.67, "45.7%"),
        (99.96, "99.9%"),
        (100.0, "100.0%"),
        (99.99999999999999, "100.0%"),
        (NAN, "—"),
        (None, "—"),
    ],
)
def test_what_is_not_nothing_is_not_shown_as_nothing_nor_what_is_not_all_as_all(
    value: float | None, shown: str
) -> None:
    assert percent(value) == shown


@pytest.mark.parametrize(
    ("part", "base", "shown"),
    [
        (0, 3000, "0/3000(0.0%)"),
        (1, 3000, "1/3000(0.1%)"),
        (2999, 3000, "2999/3000(99.9%)"),
        (3000, 3000, "3000/3000(100.0%)"),
        (0, 0, "0/0(—)"),
    ],
)
def test_a_share_stands_with_its_base_and_does_not_round_to_none_or_all(
    part: int, base: int, shown: str
) -> None:
    assert rate(part, base) == shown
