"""Rows in the order that a reader expects of numbers, dates, states and Chinese words."""

from typing import Any

import pandas as pd
import pytest

from dashboard.view.table_order import sorted_rows


def by(column: str, values: list[Any], *, downwards: bool = False) -> list[Any]:
    """Return a column's values after ordering a frame by it; None where one is missing."""
    frame = sorted_rows(pd.DataFrame({column: values}), column, downwards=downwards)
    return [None if pd.isna(value) else value for value in frame[column]]


@pytest.mark.parametrize(
    ("values", "upwards"),
    [
        ([10.0, -3.5, 9.0], [-3.5, 9.0, 10.0]),
        (["1.10", "1.9", "10.1", "2.1"], ["1.9", "1.10", "2.1", "10.1"]),
        (["逾期 12 天", "逾期 9 天"], ["逾期 9 天", "逾期 12 天"]),
        (["项目办", "办公室", "教研室"], ["办公室", "教研室", "项目办"]),
        (["第2项", "A", "第10项"], ["A", "第2项", "第10项"]),
        (
            [pd.Timestamp("2023-10-01"), pd.Timestamp("2023-02-01")],
            [pd.Timestamp("2023-02-01"), pd.Timestamp("2023-10-01")],
        ),
    ],
)
def test_rows_come_in_the_order_of_their_values(values: list[Any], upwards: list[Any]) -> None:
    assert by("gap", values) == upwards
    assert by("gap", values, downwards=True) == upwards[::-1]


@pytest.mark.parametrize("downwards", [False, True])
def test_missing_values_come_last_either_way(downwards: bool) -> None:
    assert by("gap", [None, 1.0, float("nan"), 1.0], downwards=downwards) == [1, 1, None, None]
    assert by("problem", ["", "缺人", None], downwards=downwards) == ["缺人", "", None]
    assert by("due_date", [pd.NaT, pd.Timestamp("2023-01-01")], downwards=downwards)[1] is None


def test_states_come_by_severity_whatever_their_words() -> None:
    states = ["done", "overdue", "verified", "behind", "severe"]
    frame = pd.DataFrame({"state": states, "state_words": ["x"] * 5})
    assert list(sorted_rows(frame, "state_words", downwards=True)["state"]) == [
        "overdue", "severe", "behind", "done", "verified",
    ]  # fmt: skip


def test_themes_come_in_the_order_of_the_plan() -> None:
    frame = pd.DataFrame({"theme": ["安全", "党建"], "theme_ordinal": [2, 1]})
    assert list(sorted_rows(frame, "theme", downwards=False)["theme"]) == ["党建", "安全"]


@pytest.mark.parametrize("downwards", [False, True])
def test_equal_rows_stay_as_they_were(downwards: bool) -> None:
    frame = pd.DataFrame({"gap": [1, 1, 1], "number": ["b", "a", "c"]})
    assert list(sorted_rows(frame, "gap", downwards=downwards)["number"]) == ["b", "a", "c"]


def test_no_rows_are_no_trouble() -> None:
    assert by("gap", []) == []
