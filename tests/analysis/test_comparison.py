"""What a view is compared with, and the numbers that come of it, added up by hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest

from dashboard.analysis import comparison, crosstab_query, headline_numbers
from dashboard.analysis.comparison import Reference
from dashboard.analysis.crosstab_query import Against
from dashboard.analysis.headline_numbers import Number
from dashboard.ledger.store import Ledger
from dashboard.view.filters import Choices, Filters
from tests.support.small_plan import DAY, OFFICES, YEAR, small_ledger

VIEW = Filters(YEAR, date(2023, 10, 16))
PLANS = {
    year: Choices(year, date(year, 12, 31), (2022, 2023, 2024), offices, ("党建",), ("王局",))
    for year, offices in ((2022, ("办公室", "人事股")), (2023, tuple(OFFICES)), (2024, ()))
}
QUARTER_END = date(2023, 3, 31)


def against(view: Filters, compare: str) -> Reference:
    """Return what a view is compared with among three plans."""
    found = comparison.reference(view, compare, PLANS.get)
    assert found is not None
    return found


def test_a_view_is_compared_with_nothing_unless_that_is_chosen() -> None:
    assert comparison.reference(VIEW, "", PLANS.get) is None


@pytest.mark.parametrize(
    ("compare", "words", "brief", "filters"),
    [
        ("quarter", "上季度末(2023-09-30)", "09-30", replace(VIEW, as_of=date(2023, 9, 30))),
        ("2023-06-30", "2023-06-30", "06-30", replace(VIEW, as_of=date(2023, 6, 30))),
        ("2022-12-31", "2022-12-31", "2022-12-31", replace(VIEW, as_of=date(2022, 12, 31))),
        ("2022", "2022 年同期(2022-10-16)", "2022-10-16", Filters(2022, date(2022, 10, 16))),
        ("average", "全体平均", "全体", VIEW),
    ],
)
def test_each_word_of_a_link_names_a_view_to_compare_with(
    compare: str, words: str, brief: str, filters: Filters
) -> None:
    found = against(VIEW, compare)
    assert (found.words, found.brief, found.filters, found.note) == (words, brief, filters, "")


def test_only_the_average_is_compared_with_as_a_whole() -> None:
    kinds = {word: against(VIEW, word).against for word in ("quarter", "2022", "average")}
    assert kinds == {"quarter": "cell", "2022": "cell", "average": "total"}


def test_in_the_first_quarter_the_last_quarter_ended_with_the_plan_before() -> None:
    found = against(replace(VIEW, as_of=date(2023, 2, 10)), "quarter")
    assert found.words == "上季度末(2022-12-31)"
    assert found.filters == Filters(2022, date(2022, 12, 31))


def test_without_a_plan_before_the_first_quarter_has_nothing_to_compare_with() -> None:
    found = against(Filters(2022, date(2022, 3, 31)), "quarter")
    assert found.filters is None
    assert found.note == "没有 2021 年的工作要点"


def test_when_nothing_is_chosen_a_plan_is_not_compared_with_another() -> None:
    assert comparison.usual(replace(VIEW, as_of=date(2023, 3, 31))) is None
    usual = comparison.usual(replace(VIEW, as_of=date(2023, 4, 1)))
    assert usual is not None
    assert usual.filters == replace(VIEW, as_of=QUARTER_END)


def test_a_year_after_its_end_is_compared_with_the_other_one_after_its_end() -> None:
    view = replace(VIEW, as_of=date(2024, 1, 20))
    assert against(view, "2022").filters == Filters(2022, date(2023, 1, 20))
    assert against(view, "quarter").filters == replace(VIEW, as_of=date(2023, 12, 31))


def test_the_leap_day_is_compared_with_the_day_before_it() -> None:
    found = against(Filters(2024, date(2024, 2, 29)), "2023")
    assert found.words == "2023 年同期(2023-02-28)"
    assert against(Filters(2023, date(2023, 2, 28)), "2024").words == "2024 年同期(2024-02-28)"


def test_a_year_without_a_plan_cannot_be_compared_with() -> None:
    found = against(VIEW, "2021")
    assert (found.filters, found.note) == (None, "没有 2021 年的工作要点")


def test_another_plan_is_asked_for_what_it_knows_of_the_filters() -> None:
    view = replace(VIEW, offices=("办公室", "基教股"), quarters=(3,), search="培训")
    found = against(view, "2022")
    assert found.filters == replace(view, year=2022, as_of=date(2022, 10, 16), offices=("办公室",))
    assert found.note == "2022 年没有股室“基教股”"


def test_filters_of_which_another_plan_knows_nothing_never_come_to_mean_all() -> None:
    found = against(replace(VIEW, offices=("基教股",), themes=("党建",)), "2022")
    assert (found.filters, found.note) == (None, "2022 年没有股室“基教股”")


def test_the_average_is_that_of_the_plan_without_filters_on_the_same_day_and_basis() -> None:
    view = replace(VIEW, basis="any", offices=("基教股",), states=("behind",), search="培训")
    assert against(view, "average").filters == replace(VIEW, basis="any")


@pytest.mark.parametrize("compare", ["quarter", "average", "2022", "2023-06-30"])
def test_both_sides_know_only_what_was_known_at_the_moment(compare: str) -> None:
    moment = datetime(2023, 10, 8, 9)
    found = against(replace(VIEW, known_at=moment), compare)
    assert found.filters is not None
    assert found.filters.known_at == moment


# The numbers


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The small plan; its tests only read it."""
    with small_ledger(tmp_path_factory.mktemp("small") / "ledger.duckdb") as ledger:
        yield ledger


def compared(
    ledger: Ledger, view: Filters, reference: Filters, rows: str = "", kind: Against = "cell"
) -> pd.DataFrame:
    """Return the five numbers of a view beside those of another one."""
    asked = crosstab_query.crosstab(rows, "", headline_numbers.ASKED, (), kind)
    values = crosstab_query.parameters(view, {}) | crosstab_query.reference_parameters(
        reference, {}
    )
    return ledger.query_kept(asked, values, [view.as_of, reference.as_of])


def whole(frame: pd.DataFrame) -> pd.Series:
    return (
        frame.loc[frame["level"] == crosstab_query.WHOLE]
        .reset_index(drop=True)
        .reindex([0])
        .iloc[0]
    )


def told(numbers: list[Number]) -> list[tuple[str, bool | None, str]]:
    return [(each.change, each.is_better, each.since + each.then) for each in numbers]


SMALL = Filters(YEAR, DAY)


def test_the_five_numbers_stand_beside_those_of_the_last_quarters_end(small: Ledger) -> None:
    chosen = against(SMALL, "quarter")
    assert chosen.filters is not None
    numbers = headline_numbers.numbers(whole(compared(small, SMALL, chosen.filters)), chosen)
    assert [(each.label, each.value, each.base) for each in numbers] == [
        ("完成率", "33.3%", "2/6 项"),
        ("平均进度", "56.2%", "序时 65.0%"),
        ("达序时率", "66.7%", "4/6 项"),
        ("填报率", "60.0%", "3/5 项"),
        ("未达序时", "1 项", "共 6 项"),
    ]
    # then 7 tasks: one verified, one behind; 4 of the 4 that had begun had reported
    assert told(numbers) == [
        ("+19.0 个百分点 上升", True, "较 03-31 的 14.3%"),
        ("+24.2 个百分点 上升", True, "较 03-31 的 32.0%"),
        ("-19.0 个百分点 下降", False, "较 03-31 的 85.7%"),
        ("-40.0 个百分点 下降", False, "较 03-31 的 100.0%"),
        ("持平", None, "较 03-31 的 1 项"),
    ]


@pytest.mark.parametrize(
    ("basis", "now", "then"),
    [
        # now task 4 (50 %); then 4 (50), 5 (0, twice) and 6 (45, twice), which were its own
        ("lead", 50, 140 / 5),
        # now 4 (50) and 5 (40, twice), which it supports; then the same three as above
        ("any", 130 / 3, 140 / 5),
    ],
)
def test_the_reference_counts_the_tasks_that_the_office_had_then(
    small: Ledger, basis: str, now: float, then: float
) -> None:
    view = replace(SMALL, basis=basis, offices=("基教股",))
    figures = whole(compared(small, view, replace(view, as_of=QUARTER_END)))
    found = [figures[f"average_progress{side}"] for side in ("", "_reference", "_difference")]
    assert found == pytest.approx([now, then, now - then])


def test_an_office_is_set_beside_the_whole(small: Ledger) -> None:
    view = replace(SMALL, offices=("基教股",))
    figures = whole(compared(small, view, view.cleared(), kind="total"))
    assert told(headline_numbers.numbers(figures, against(view, "average"))) == [
        ("-33.3 个百分点 更低", False, "全体 33.3%"),
        ("-6.2 个百分点 更低", False, "全体 56.2%"),
        ("-66.7 个百分点 更低", False, "全体 66.7%"),
        ("-60.0 个百分点 更低", False, "全体 60.0%"),
        ("占全体 1 项的 100.0%", None, ""),
    ]


@pytest.mark.parametrize(
    ("basis", "averages"), [("lead", [60, 50, 50]), ("any", [60, 55, 130 / 3])]
)
def test_each_row_is_set_beside_the_whole_in_which_each_task_counts_once(
    small: Ledger, basis: str, averages: list[float]
) -> None:
    view = replace(SMALL, basis=basis)
    frame = compared(small, view, view.cleared(), rows="office", kind="total")
    rows = frame.loc[frame["level"] == crosstab_query.OF_ROW]
    assert list(rows["row_name"]) == OFFICES
    assert list(rows["average_progress"]) == pytest.approx(averages)
    assert set(rows["average_progress_reference"]) == {56.25}
    assert list(rows["average_progress_difference"]) == pytest.approx(
        [each - 56.25 for each in averages]
    )


def test_what_the_reference_does_not_have_cannot_be_compared(small: Ledger) -> None:
    view = replace(SMALL, offices=("基教股",))
    unknown = against(view, "2022")
    numbers = headline_numbers.numbers(whole(compared(small, view, view)), unknown)
    assert {each.change for each in numbers} == {"无可比"}
    nothing = replace(view, search="无此措施")
    figures = whole(compared(small, view, nothing))
    assert {
        each.change for each in headline_numbers.numbers(figures, against(view, "quarter"))
    } == {"无可比"}


def test_without_tasks_the_five_numbers_have_no_value_and_no_change(small: Ledger) -> None:
    nothing = replace(SMALL, search="无此措施")
    figures = whole(compared(small, nothing, nothing))
    numbers = headline_numbers.numbers(figures, None)
    assert [(each.value, each.base) for each in numbers] == [
        ("—", "0/0 项"), ("—", "序时 —"), ("—", "0/0 项"), ("—", "0/0 项"), ("—", "共 0 项"),
    ]  # fmt: skip
    assert {each.change for each in numbers} == {""}


def test_what_was_not_known_at_a_moment_is_missing_on_both_sides(small: Ledger) -> None:
    # by the evening of 15 May task 2 had said 55, its correction to 60 came the day after
    view: Any = replace(SMALL, offices=("办公室",), known_at=datetime(2023, 5, 15, 20))
    figures = whole(compared(small, view, replace(view, as_of=QUARTER_END)))
    # now 1 (100), 2 (55, twice), 5 (0, twice); then 1 (80) and 2 (0, twice)
    assert figures["average_progress"] == pytest.approx(210 / 5)
    assert figures["average_progress_reference"] == pytest.approx(80 / 3)
