"""Free analysis on the small plan, added up by hand: cells, totals, offices, months, references."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from dashboard.analysis import crosstab, crosstab_query
from dashboard.analysis.crosstab import Table
from dashboard.analysis.presets import READY, asked
from dashboard.core import measures
from dashboard.core.dimensions import DIMENSIONS
from dashboard.core.measures import MEASURES, OFFERED
from dashboard.exports.crosstab_files import crosstab_frame, crosstab_workbook
from dashboard.ledger.store import Ledger
from dashboard.view.filters import Filters
from dashboard.view.screen_state import Screen
from tests.support.small_plan import DAY, OFFICES, YEAR, small_ledger

WHOLE = Filters(YEAR, DAY)
ANY = Filters(YEAR, DAY, basis="any")
MARCH = Filters(YEAR, date(2023, 3, 31))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with small_ledger(tmp_path_factory.mktemp("analysis") / "ledger.duckdb") as ledger:
        yield ledger


def crossed(
    ledger: Ledger, rows: str, columns: str, measure: str, view: Filters = WHOLE, **more: Any
) -> pd.DataFrame:
    """Return the answer of a table, compared with `reference` if that is given."""
    kind = next((DIMENSIONS[each].moment for each in (rows, columns) if each), "")
    days = crosstab_query.days_of(kind, view.as_of, view.year)
    values, reference = crosstab_query.parameters(view, days), more.get("reference")
    needed = [view.as_of, *days.values()]
    if reference:
        reference = replace(reference, basis=view.basis)
        values |= crosstab_query.reference_parameters(reference, {})
        needed.append(reference.as_of)
    against = more.get("against", "")
    question = crosstab_query.crosstab(rows, columns, (measure,), tuple(days), against)
    return ledger.query_kept(question, values, needed)


def level(frame: pd.DataFrame, number: int, measure: str, suffix: str = "") -> dict[Any, Any]:
    """Return the numbers of one level by row, column, or both."""
    names = {0: ["row_name", "column_name"], 1: ["row_name"], 2: ["column_name"], 3: []}[number]
    of_level = frame.loc[frame["level"] == number]
    return {
        "/".join(str(row[name]) for name in names): row[f"{measure}{suffix}"]
        for row in of_level.to_dict("records")
    }


def table(ledger: Ledger, view: Filters = WHOLE, **screen: Any) -> Table:
    asked_for = Screen(**screen)
    frame = crossed(ledger, asked_for.rows, crosstab.columns_by(asked_for), asked_for.measure, view)
    kind = DIMENSIONS[asked_for.rows].moment
    return crosstab.tabulated(frame, asked_for, crosstab_query.days_of(kind, DAY, YEAR))


def test_a_total_of_rates_is_computed_of_its_tasks_and_not_of_its_rows(small: Ledger) -> None:
    frame = crossed(small, "office", "theme", "completion_rate")
    assert level(frame, 1, "completion_rate") == {
        "办公室": pytest.approx(1 / 3), "人事股": 1 / 2, "基教股": 0,
    }  # fmt: skip
    assert level(frame, 2, "completion_rate") == {"党建": 2 / 4, "教学": 0}
    assert level(frame, 3, "completion_rate") == {"": pytest.approx(2 / 6)}
    assert level(frame, 0, "completion_rate")["办公室/党建"] == 1 / 2


def test_averages_are_weighted_in_every_total(small: Ledger) -> None:
    frame = crossed(small, "theme", "", "average_progress")
    # 党建: 100, 2 x 60, 0, 100 of 5; 教学: 50, 2 x 40 of 3
    assert level(frame, 1, "average_progress") == {"党建": 64, "教学": pytest.approx(130 / 3)}
    assert level(frame, 3, "average_progress") == {"": 56.25}


def test_a_task_counts_under_each_office_that_it_names_and_once_in_the_total(small: Ledger) -> None:
    frame = crossed(small, "office", "state", "tasks", ANY)
    assert level(frame, 1, "tasks") == {"办公室": 3, "人事股": 3, "基教股": 2}
    assert level(frame, 3, "tasks") == {"": 6}
    assert level(frame, 2, "tasks")["on_track"] == 2
    assert level(frame, 0, "tasks")["人事股/on_track"] == 1
    assert level(frame, 1, "tasks", "_share")["办公室"] == 1 / 2


def test_a_filter_by_office_shows_no_other_office(small: Ledger) -> None:
    view = Filters(YEAR, DAY, basis="any", offices=("人事股",))
    assert level(crossed(small, "office", "", "tasks", view), 1, "tasks") == {"人事股": 3}


def test_who_supports_whom_is_a_table_of_offices_by_offices(small: Ledger) -> None:
    frame = crossed(small, "office", "supporting", "tasks")
    assert level(frame, 0, "tasks") == {
        "办公室/人事股": 1, "办公室/基教股": 1, "办公室/none": 1, "人事股/none": 2,
        "基教股/none": 1,
    }  # fmt: skip


def test_a_cancelled_task_is_in_no_number(small: Ledger) -> None:
    frame = crossed(small, "state", "", "tasks")
    assert "cancelled" not in level(frame, 1, "tasks")


def test_months_look_at_the_same_tasks_at_each_months_end_and_their_total_at_the_day(
    small: Ledger,
) -> None:
    frame = crossed(small, "month", "theme", "average_progress")
    assert level(frame, 1, "average_progress") == {"1": 0, "2": 0, "3": 32, "4": 34, "5": 56.25}
    assert level(frame, 0, "average_progress")["3/党建"] == 36
    assert level(frame, 2, "average_progress") == {"党建": 64, "教学": pytest.approx(130 / 3)}
    assert level(frame, 3, "average_progress") == {"": 56.25}


def test_the_running_month_is_called_by_its_day(small: Ledger) -> None:
    found = table(small, rows="month", columns="theme", measure="average_progress")
    assert [row.label for row in found.rows] == ["1月末", "2月末", "3月末", "4月末", "5月20日"]
    assert crosstab.sentence(found) == "平均进度从1月末 0.0% 到5月20日 56.2%"


def test_a_reference_stands_beside_each_number_with_the_difference(small: Ledger) -> None:
    frame = crossed(small, "office", "", "average_progress", ANY, reference=MARCH, against="cell")
    assert level(frame, 1, "average_progress", "_reference") == {
        "办公室": pytest.approx(80 / 3), "人事股": 25, "基教股": 28,
    }  # fmt: skip
    assert level(frame, 1, "average_progress", "_difference")["人事股"] == 55 - 25
    assert level(frame, 3, "average_progress", "_difference") == {"": 56.25 - 32}


def test_against_the_whole_every_row_is_set_beside_the_total(small: Ledger) -> None:
    frame = crossed(small, "office", "", "completion_rate", reference=WHOLE, against="total")
    assert level(frame, 1, "completion_rate", "_reference") == {
        office: pytest.approx(2 / 6) for office in OFFICES
    }
    assert level(frame, 1, "completion_rate", "_difference")["人事股"] == pytest.approx(1 / 6)


def test_every_measure_may_stand_in_every_dimension(small: Ledger) -> None:
    for dimension, each in DIMENSIONS.items():
        days = crosstab_query.days_of(each.moment, DAY, YEAR)
        question = crosstab_query.crosstab(dimension, "", OFFERED, tuple(days))
        values = crosstab_query.parameters(WHOLE, days)
        frame = small.query_kept(question, values, [DAY, *days.values()])
        whole = frame.loc[frame["level"] == crosstab_query.WHOLE].iloc[0]
        numbers = [whole[code] for code in ("tasks", "finished", "behind_schedule", "unreported")]
        assert numbers == [6, 2, 1, 1], dimension
        assert measures.shown("gap", whole["gap"]) == "-8.8"


def test_no_text_of_a_url_is_part_of_the_sql() -> None:
    hostile = "office'; drop table task; --"
    with pytest.raises(KeyError):
        crosstab_query.crosstab(hostile, "", ("tasks",))
    words = crosstab_query.parameters(WHOLE, {}, (("office", hostile),))
    assert hostile not in crosstab_query.behind("tasks", ("office",)).tasks.sql
    assert words["cell_office"] == hostile


@pytest.mark.parametrize(
    ("measure", "cells", "value", "tasks", "counted"),
    [
        ("completion_rate", (("office", "办公室"),), 1 / 3, [1, 2, 5], [1]),
        ("average_progress", (("theme", "教学"),), 130 / 3, [4, 5], [4, 5]),
        ("behind_schedule", (), 1, [4], [4]),
        ("tasks", (("office", "人事股"), ("state", "verified")), 1, [7], [7]),
        ("average_progress", (("month", "3"), ("theme", "党建")), 36, [1, 2, 3, 7], [1, 2, 3, 7]),
    ],
)
def test_behind_a_number_stand_the_tasks_that_make_it(
    small: Ledger, measure: str, cells: Any, value: float, tasks: list[int], counted: list[int]
) -> None:
    days = {3: date(2023, 3, 31)} if ("month", "3") in cells else {}
    names = tuple(name for name, _ in cells)
    questions = crosstab_query.behind(measure, names, 3 if days else 0)
    values = crosstab_query.parameters(WHOLE, days, cells)
    needed = [DAY, *days.values()]
    assert small.query_kept(questions.number, values, needed)[measure][0] == pytest.approx(value)
    rows = small.query_kept(questions.tasks, values, needed)
    assert list(rows["task_id"]) == tasks
    assert list(rows.loc[rows["is_part"], "task_id"]) == counted


def test_rows_are_ordered_by_a_column_and_cut_while_totals_stay_whole(small: Ledger) -> None:
    found = table(small, rows="office", columns="theme", measure="tasks", order="-total", top=2)
    assert [(row.label, row.total and row.total.value) for row in found.rows] == [
        ("办公室", 3), ("人事股", 2),
    ]  # fmt: skip
    assert (found.left_out, found.whole and found.whole.value) == (1, 6)
    assert crosstab.sentence(found) == "办公室的措施数最多:3 项,占 50.0%"
    least = table(small, rows="office", measure="completion_rate", order="-total", top=2)
    assert crosstab.sentence(least) == "人事股的完成率最高(50.0%),基教股最低(0.0%)"
    by_column = table(small, rows="office", columns="theme", measure="tasks", order="column:教学")
    assert [row.label for row in by_column.rows] == ["办公室", "基教股", "人事股"]


def test_a_click_on_a_heading_orders_down_then_up_then_not() -> None:
    first = crosstab.next_order("", "total")
    second = crosstab.next_order(first, "total")
    assert (first, second, crosstab.next_order(second, "total")) == ("-total", "total", "")
    assert crosstab.next_order("-total", "label") == "-label"


@pytest.mark.parametrize(
    ("screen", "first", "never"),
    [
        ({"measure": "completion_rate"}, "bars", {"stacked", "heat", "line"}),
        ({"measure": "tasks", "columns": "state"}, "stacked", {"line"}),
        ({"measure": "gap", "columns": "theme"}, "heat", {"stacked", "line"}),
        ({"measure": "tasks", "rows": "month", "columns": "theme"}, "line", {"stacked", "tree"}),
    ],
)
def test_only_pictures_that_suit_a_table_are_offered(
    screen: dict[str, Any], first: str, never: set[str]
) -> None:
    suited = crosstab.pictures(Screen(**screen))
    assert suited[0] == first
    assert not never & set(suited)


def test_a_dimension_does_not_stand_beside_itself_nor_two_moments_beside_each_other() -> None:
    assert crosstab.columns_by(Screen(rows="theme", columns="theme")) == ""
    assert crosstab.columns_by(Screen(rows="month", columns="quarter_end")) == ""
    assert crosstab.columns_by(Screen(rows="month", columns="theme")) == "theme"


def test_a_file_has_the_rate_what_is_counted_and_of_how_many_and_the_totals_last(
    small: Ledger,
) -> None:
    frame = crosstab_frame(table(small, rows="office", measure="completion_rate"), has_shares=False)
    assert list(frame) == ["股室", "完成率(%)", "完成率(分子)", "完成率(分母)"]
    assert frame.iloc[-1].tolist() == ["合计", 33.3, 2, 6]
    assert crosstab_workbook(
        table(small), "完成率:股室", "截至 2023-05-20", has_shares=False
    ).startswith(b"PK")


def test_a_file_has_the_digits_of_the_screen(small: Ledger) -> None:
    shares = crosstab_frame(table(small, rows="office", measure="tasks"), has_shares=True)
    assert shares.iloc[:, 2].tolist() == [50, 33.3, 16.7, 100]
    assert list(shares)[1:] == ["措施数", "措施数(占比%)"]
    words = "占比四舍五入到 0.1%,相加可略有出入"
    for has_shares in (True, False):  # 50, 33.3 and 16.7 happen to add up
        content = crosstab_workbook(table(small, measure="tasks"), "", "", has_shares=has_shares)
        cells = [row[0].value for row in load_workbook(BytesIO(content)).active]
        assert (words in cells) is has_shares
    gaps = crosstab_frame(table(small, rows="theme", measure="gap"), has_shares=False)
    assert gaps["进度差"].tolist() == [-6, -13.3, -8.8]


def test_there_are_at_least_ten_ready_questions_and_each_comes_back_from_its_link() -> None:
    assert len(READY) >= 10
    assert len({question.words for question in READY}) == len(READY)
    for question in READY:
        _, screen = asked(question, WHOLE, Screen())
        assert screen.measure in OFFERED
        assert crosstab.columns_by(screen) == screen.columns
        assert screen.picture in ("", *crosstab.pictures(screen))


def test_every_measure_says_what_it_is() -> None:
    for code, measure in MEASURES.items():
        assert measure.sentence.endswith("。"), code
        assert measure.formula.startswith(measure.label), code
