"""Quarters, presets, and the day that a page stands on."""

from datetime import date

import pytest

from dashboard.core import clock
from dashboard.core.periods import (
    PRESETS,
    default_day,
    moments_of,
    preset_day,
    preset_of,
    quarter_end,
    quarter_of,
)

TODAY = date(2023, 10, 16)


@pytest.mark.parametrize(
    ("quarter", "first", "last"),
    [
        (1, date(2024, 1, 1), date(2024, 3, 31)),
        (2, date(2024, 4, 1), date(2024, 6, 30)),
        (3, date(2024, 7, 1), date(2024, 9, 30)),
        (4, date(2024, 10, 1), date(2024, 12, 31)),
    ],
)
def test_a_quarter_runs_from_its_first_day_to_its_last(
    quarter: int, first: date, last: date
) -> None:
    assert quarter_end(2024, quarter) == last
    assert quarter_of(first) == quarter_of(last) == quarter


@pytest.mark.parametrize(
    ("preset", "day"),
    [
        ("一季度末", date(2023, 3, 31)),
        ("上半年", date(2023, 6, 30)),
        ("三季度末", date(2023, 9, 30)),
        ("全年", date(2023, 12, 31)),
        ("今天", TODAY),
    ],
)
def test_a_preset_is_a_day_and_the_day_that_preset(preset: str, day: date) -> None:
    assert preset_day(preset, 2023, TODAY) == day
    assert preset_of(day, 2023, TODAY) == preset


def test_the_presets_are_those_of_the_definition() -> None:
    assert PRESETS == ["一季度末", "上半年", "三季度末", "全年", "今天"]


def test_a_quarters_end_comes_before_today_and_other_days_have_no_name() -> None:
    assert preset_of(date(2023, 9, 30), 2023, date(2023, 9, 30)) == "三季度末"
    assert preset_of(date(2023, 9, 29), 2023, TODAY) is None
    assert preset_of(date(2022, 9, 30), 2023, TODAY) is None


@pytest.mark.parametrize(
    ("year", "last_reported_on", "day"),
    [
        (2023, date(2023, 9, 1), TODAY),
        (2023, None, TODAY),
        (2022, date(2022, 11, 30), date(2022, 11, 30)),
        (2024, date(2024, 1, 3), date(2024, 1, 3)),
        (2022, None, date(2022, 12, 31)),
    ],
)
def test_a_page_stands_on_today_or_on_the_last_report_of_another_year(
    year: int, last_reported_on: date | None, day: date
) -> None:
    assert default_day(year, TODAY, last_reported_on) == day


def test_a_page_of_another_year_never_leaves_its_year() -> None:
    assert default_day(2022, TODAY, date(2023, 1, 15)).year == 2022


@pytest.mark.parametrize(
    ("as_of", "days"),
    [
        (date(2023, 2, 1), [date(2022, 12, 31), date(2023, 2, 1)]),
        (date(2023, 5, 20), [date(2023, 3, 31), date(2023, 5, 20)]),
        (date(2023, 6, 30), [date(2023, 3, 31), date(2023, 6, 30)]),
        (date(2023, 7, 1), [date(2023, 3, 31), date(2023, 6, 30), date(2023, 7, 1)]),
    ],
)
def test_a_page_needs_its_day_and_the_quarter_ends_so_far(as_of: date, days: list[date]) -> None:
    assert moments_of(as_of, 2023) == days


def test_the_clock_is_the_bureaus_and_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_NOW", "2023-10-16T23:59:00")
    assert clock.today() == TODAY
    assert clock.now().tzinfo is None
    monkeypatch.delenv("DASHBOARD_NOW")
    assert clock.now().tzinfo is None
