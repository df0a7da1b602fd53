"""Every named question on the small plan; the expected figures are added up by hand."""

import datetime as dt
import math
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.core.errors import QuestionError
from dashboard.core.labels import points
from dashboard.core.paths import QUERIES
from dashboard.core.rounding import rounded_points
from dashboard.ledger import queries
from dashboard.ledger.store import Ledger
from dashboard.view.filters import LIST_FIELDS
from tests.support.small_plan import (
    DAY,
    OFFICES,
    STATES,
    YEAR,
    answer,
    asking,
    fill,
    frame_plan,
    lead,
    put,
    report,
    small_ledger,
    task,
)

FIGURES = [
    "tasks", "finished", "completion_rate", "weights", "weighted_progress", "weighted_expected",
    "average_progress", "average_expected", "gap", "is_below_schedule", "behind_schedule",
    "ever_reported", "silent", "reporting", "is_gap_known",
]  # fmt: skip
FAR = "is_far_below_schedule"
COLUMNS = {
    "completion_by_office": ["office", *FIGURES, FAR, *STATES],
    "completion_by_theme": ["theme_ordinal", "theme", *FIGURES, FAR, *STATES],
    "completion_by_quarter": [
        "quarter", "quarter_end", "due_in_quarter", "finished_in_quarter", "finished_on_time",
        *FIGURES,
    ],
    "office_by_theme": ["office", "theme", *FIGURES],
    "office_by_quarter": ["office", "quarter", *FIGURES],
    "theme_by_quarter": ["theme", "quarter", *FIGURES],
    "agendas": ["agenda_id", "name", "recorded_at"],
    "agenda_slides": ["slide_key", "kind", "title", "words", "is_shown"],
    "meetings": [
        "meeting_id", "year", "held_on", "name", "agenda_id", "as_of", "recorded_at", "agenda",
        "decisions",
    ],
    "decisions": [
        "decision_id", "meeting_id", "meeting", "held_on", "text", "office", "due_date", "task_id",
        "task_number", "task_title", "task_state", "percent", "outcome", "done_on", "note",
    ],
    "changes_since": [
        "task_id", "number", "title", "theme", "lead_office", "due_date", "percent", "expected",
        "gap", "state", "earlier_state", "earlier_percent", "days_overdue", "days_left", "stale",
        "problem", "next_step", "change", "count_change",
    ],
    "plan_updated": ["updated_at"],
    "link_targets": ["kind", "id", "year", "as_of", "agenda_id"],
    "saved_views": ["view_id", "name", "page", "words", "recorded_at"],
    "saved_view": ["view_id", "name", "page", "words", "recorded_at", "deleted_at"],
    "row_changes": ["version_id", "recorded_at", "table_name", "row_key", "before", "after"],
    "plan_contents": ["year", "title", "is_demo", "tasks", "reports"],
    "import_changes": [
        "kind", "number", "title", "field", "before", "after", "where", "words",
    ],
}  # fmt: skip
SELECTING = [name for name in queries.names() if "view" in queries.question(name).parameters]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The small plan; its tests only read it."""
    with small_ledger(tmp_path_factory.mktemp("small") / "ledger.duckdb") as ledger:
        yield ledger


def close_to(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    """Return rows whose fractions need only be as near as floats come."""
    return [
        {
            name: pytest.approx(value, rel=1e-12) if isinstance(value, float) else value
            for name, value in row.items()
        }
        for row in rows
    ]


def figures(
    tasks: int, finished: int, *, weights: float, progress: float, expected: float, behind: int = 0
) -> dict[str, Any]:
    """Return the figures of tasks, their sums worked out from the averages."""
    return {
        "tasks": tasks, "finished": finished, "completion_rate": finished / tasks,
        "weights": float(weights), "weighted_progress": float(weights * progress),
        "weighted_expected": float(weights * expected), "average_progress": float(progress),
        "average_expected": float(expected), "gap": float(progress - expected),
        "is_below_schedule": progress < expected, "behind_schedule": behind,
    }  # fmt: skip


def reports(count: int, silent: int) -> dict[str, Any]:
    """Return the columns of a group of which so many tasks have reported: more than a tenth."""
    return {
        "ever_reported": count, "silent": silent, "reporting": "usual", "is_gap_known": True,
    }  # fmt: skip


def named(ledger: Ledger, column: str, question: str, **changes: Any) -> dict[Any, dict[str, Any]]:
    """Return the rows of an answer by one of their columns."""
    return {row[column]: row for row in answer(ledger, question, **changes)}


def picked(row: dict[str, Any], *names: str) -> list[Any]:
    return [row[name] for name in names]


def tasks_of(ledger: Ledger, **changes: Any) -> list[int]:
    """Return the ids of the tasks that the filters keep."""
    return [row["task_id"] for row in answer(ledger, "task_list", **changes)]


@pytest.mark.parametrize("name", COLUMNS)
def test_the_columns_are_those_agreed_on(small: Ledger, name: str) -> None:
    assert list(small.query(name, asking(name))) == COLUMNS[name]


def test_offices_are_counted_by_their_lead(small: Ledger) -> None:
    none = dict.fromkeys(STATES, 0)
    assert answer(small, "completion_by_office") == close_to(
        {"office": "办公室", FAR: False}
        | figures(3, 1, weights=5, progress=60, expected=60)
        | reports(3, 0) | none | {"done": 1, "on_track": 2},
        {"office": "人事股", FAR: True}
        | figures(2, 1, weights=2, progress=50, expected=75)
        | reports(1, 1) | none | {"verified": 1, "unreported": 1},
        {"office": "基教股", FAR: True}
        | figures(1, 0, weights=1, progress=50, expected=70, behind=1)
        | reports(1, 0) | none | {"cancelled": 1, "behind": 1},
    )  # fmt: skip


def test_any_basis_counts_a_task_under_every_office_it_names(small: Ledger) -> None:
    found = answer(small, "completion_by_office", basis="any")
    names = ("office", "tasks", "finished", "average_progress", "average_expected", "on_track")
    assert [picked(row, *names) for row in found] == [
        ["办公室", 3, 1, 60, 60, 2],
        ["人事股", 3, 1, 55, 62.5, 1],
        ["基教股", 2, 0, pytest.approx(130 / 3), pytest.approx(170 / 3), 1],
    ]


def test_themes_stand_in_the_order_of_the_plan(small: Ledger) -> None:
    none = dict.fromkeys(STATES, 0)
    assert answer(small, "completion_by_theme") == close_to(
        {"theme_ordinal": 1, "theme": "党建", FAR: False}
        | figures(4, 2, weights=5, progress=64, expected=70)
        | reports(3, 1) | none | {"verified": 1, "done": 1, "unreported": 1, "on_track": 1},
        {"theme_ordinal": 2, "theme": "教学", FAR: True}
        | figures(2, 0, weights=3, progress=130 / 3, expected=170 / 3, behind=1)
        | reports(2, 0) | none | {"cancelled": 1, "behind": 1, "on_track": 1},
    )  # fmt: skip


def test_quarters_hold_what_was_due_and_finished_in_them(small: Ledger) -> None:
    def quarter(
        number: int, ends: dt.date, flow: list[int | None], stood: dict[str, Any]
    ) -> dict[str, Any]:
        names = COLUMNS["completion_by_quarter"]
        return dict(zip(names, [number, ends, *flow], strict=False)) | stood

    unknown = dict.fromkeys(FIGURES)
    first = figures(7, 1, weights=10, progress=32, expected=36) | reports(4, 3)
    second = figures(6, 2, weights=8, progress=56.25, expected=65, behind=1)
    second |= reports(5, 1)
    assert answer(small, "completion_by_quarter") == close_to(
        quarter(1, date(2023, 3, 31), [0, 1, 1], first | {"behind_schedule": 1}),
        quarter(2, date(2023, 6, 30), [2, 1, 0], second),
        quarter(3, date(2023, 9, 30), [4, None, None], unknown),
        quarter(4, date(2023, 12, 31), [0, None, None], unknown),
    )


def test_a_quarter_that_has_begun_counts_nothing_as_0_and_a_later_one_is_empty(
    small: Ledger,
) -> None:
    names = ("due_in_quarter", "finished_in_quarter", "finished_on_time", "tasks", "finished")
    found = answer(small, "completion_by_quarter", search="无此措施")
    assert [picked(row, *names) for row in found] == [
        [0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, None, None, None, None], [0, None, None, None, None],
    ]  # fmt: skip
    assert [row["completion_rate"] for row in found] == [None] * 4


def test_a_quarter_begins_on_its_first_day(small: Ledger) -> None:
    last, first = (
        answer(small, "completion_by_quarter", as_of=day)[1]["completion_rate"]
        for day in (date(2023, 3, 31), date(2023, 4, 1))
    )
    assert last is None
    assert first == pytest.approx(1 / 7)


def test_offices_meet_themes_where_they_share_a_task(small: Ledger) -> None:
    names = ("office", "theme", "tasks", "finished", "completion_rate")
    assert [picked(row, *names) for row in answer(small, "office_by_theme")] == [
        ["办公室", "党建", 2, 1, 0.5],
        ["办公室", "教学", 1, 0, 0],
        ["人事股", "党建", 2, 1, 0.5],
        ["基教股", "教学", 1, 0, 0],
    ]


def test_the_overview_holds_every_figure_of_the_day(small: Ledger) -> None:
    now = figures(6, 2, weights=8, progress=56.25, expected=65, behind=1) | reports(5, 1) | {
        "on_schedule": 4, "on_schedule_rate": 4 / 6, "due_to_report": 5, "reported": 3,
        "reporting_rate": 0.6, "offices_behind": 1, "basis": "lead", "stale": 1,
    }  # fmt: skip
    states = dict.fromkeys(STATES, 0) | {
        "cancelled": 1, "verified": 1, "done": 1, "unreported": 1, "behind": 1, "on_track": 2,
    }  # fmt: skip
    assert answer(small, "overview") == close_to(now | states)


def test_an_overview_of_the_first_quarter_has_every_task_that_is_cancelled_later(
    small: Ledger,
) -> None:
    found = answer(small, "overview", as_of=date(2023, 3, 31))[0]
    assert picked(found, "tasks", "finished", "average_progress", "gap", "reporting_rate") == [
        7, 1, 32, -4, 1,
    ]  # fmt: skip


def test_an_overview_of_nothing_counts_zero_and_has_no_rates(small: Ledger) -> None:
    found = answer(small, "overview", search="无此措施")[0]
    counts = ("tasks", "finished", "on_schedule", "due_to_report", "behind_schedule", *STATES)
    assert picked(found, *counts) == [0] * len(counts)
    rates = ("completion_rate", "average_progress", "gap", "on_schedule_rate", "reporting_rate")
    assert picked(found, *rates) == [None] * 5


@pytest.mark.parametrize(
    ("question", "column", "rows"),
    [
        (
            "office_by_quarter",
            "office",
            [
                ["办公室", 1, 3, 0, 16, 18],
                ["办公室", 2, 3, 1, 60, 60],
                ["人事股", 1, 2, 1, 50, 45],
                ["人事股", 2, 2, 1, 50, 75],
                ["基教股", 1, 2, 0, 140 / 3, 60],
                ["基教股", 2, 1, 0, 50, 70],
            ],
        ),
        (
            "theme_by_quarter",
            "theme",
            [
                ["党建", 1, 4, 1, 36, 36],
                ["党建", 2, 4, 2, 64, 70],
                ["教学", 1, 3, 0, 28, 36],
                ["教学", 2, 2, 0, 130 / 3, 170 / 3],
            ],
        ),
    ],
)
def test_each_quarter_begun_shows_where_the_tasks_stood(
    small: Ledger, question: str, column: str, rows: list[list[Any]]
) -> None:
    names = [
        column, "quarter", "tasks", "finished", "completion_rate", "average_progress",
        "average_expected", "gap",
    ]  # fmt: skip
    wanted = [
        dict(zip(names, [*row[:4], row[3] / row[2], *row[4:], row[4] - row[5]], strict=True))
        for row in rows
    ]
    found = [{name: row[name] for name in names} for row in answer(small, question)]
    assert found == close_to(*wanted)


@given(gap=st.floats(-0.2, 0.2) | st.sampled_from([-0.05, math.nextafter(-0.05, 0), -0.0]))
@settings(
    deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_gap_is_below_schedule_exactly_when_a_minus_is_printed(small: Ledger, gap: float) -> None:
    with small.cursor() as cursor:
        found = cursor.execute("select is_below_schedule($gap)", {"gap": gap}).fetchall()
    assert found == [(points(gap).startswith("-"),)]


@pytest.mark.parametrize(
    ("gap", "is_far"),
    [(-9.9, False), (-10, False), (-10.04, False), (-10.05, True), (-10.1, True), (None, False)],
)
def test_a_group_is_far_below_schedule_when_less_than_the_threshold_is_printed(
    small: Ledger, gap: float | None, *, is_far: bool
) -> None:
    with small.cursor() as cursor:
        found = cursor.execute("select is_far_below_schedule($gap)", {"gap": gap}).fetchall()
    assert found == [(is_far,)]
    assert gap is None or (rounded_points(gap) < -10) is is_far


def test_an_item_sums_up_its_tasks_and_is_as_bad_as_the_worst(small: Ledger) -> None:
    names = ["item", "tasks", "finished", "average_progress", "average_expected",
             "behind_schedule", "lead_offices", "state"]  # fmt: skip
    found = answer(small, "completion_by_item")
    assert [picked(row, *names) for row in found] == [
        ["理论", 2, 1, pytest.approx(220 / 3), pytest.approx(200 / 3), 0, "办公室", "on_track"],
        ["组织", 2, 1, 50, 75, 0, "人事股", "unreported"],
        ["质量", 2, 0, pytest.approx(130 / 3), pytest.approx(170 / 3), 1,
         "办公室、基教股", "behind"],
    ]  # fmt: skip
    assert found[1]["gap"] == -25


def test_an_item_is_done_when_all_its_tasks_that_are_not_cancelled_are(small: Ledger) -> None:
    finished = answer(small, "completion_by_item", states=["done", "verified", "cancelled"])
    assert [picked(row, "item_id", "tasks", "completion_rate", "state") for row in finished] == [
        [1, 1, 1, "done"],
        [2, 1, 1, "verified"],
        [3, 0, None, "cancelled"],
    ]


def test_an_item_names_its_lead_offices_in_their_own_order(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        frame_plan(connection)
        put(connection, "task", task(1), task(2))
        put(connection, "task_office", lead(1, 2), lead(2, 1))
    assert answer(ledger, "completion_by_item")[0]["lead_offices"] == "办公室、人事股"


def test_a_task_is_listed_with_its_words_dates_and_last_report(small: Ledger) -> None:
    found = named(small, "task_id", "task_list")[2]
    wanted = {
        "theme": "党建", "theme_title": "一、党的建设", "item": "理论", "number": "2",
        "title": "家庭教育指导100%覆盖", "lead_office": "办公室", "support_offices": "人事股",
        "leader": "王局", "start_date": date(2023, 4, 1), "due_date": date(2023, 7, 9),
        "due_quarter": 3, "weight": 2, "percent": 60, "expected": 50, "gap": 10,
        "state": "on_track", "stale": False, "is_behind": False, "done_on": None, "on_time": None,
        "days_overdue": None, "days_left": 50, "last_reported_on": date(2023, 5, 15),
        "work_done": "第4次", "cancelled_on": None, "verified_on": None,
    }  # fmt: skip
    assert {name: found[name] for name in wanted} == wanted


def test_the_task_list_tells_who_finished_when_and_on_time(small: Ledger) -> None:
    listed = named(small, "task_id", "task_list")
    names = ("state", "done_on", "on_time", "verified_on", "cancelled_on", "stale")
    assert picked(listed[1], *names) == ["done", date(2023, 4, 20), False, None, None, False]
    assert picked(listed[7], *names) == [
        "verified", date(2023, 3, 10), True, date(2023, 3, 15), None, False,
    ]  # fmt: skip
    assert picked(listed[6], *names)[4:] == [date(2023, 5, 1), False]
    assert picked(listed[4], *names)[-1] is True
    assert [listed[key]["done_quarter"] for key in (1, 2, 7)] == [2, None, 1]


@pytest.mark.parametrize(
    ("story", "is_slipped"),
    [
        ([("2023-06-10", 90)], True),
        ([("2023-04-20", 100)], False),
        ([("2023-07-01", 100)], True),
        ([("2023-04-10", 100), ("2023-07-01", 100)], False),
    ],
    ids=["never finished", "late in its quarter", "a day after its quarter", "on time"],
)
def test_a_task_slips_when_it_is_not_finished_in_the_quarter_it_was_due_in(
    ledger: Ledger, story: list[tuple[str, float]], is_slipped: bool
) -> None:
    with ledger.transaction() as connection:
        frame_plan(connection)
        put(connection, "task", task(1, due_date="2023-04-10"))
        put(connection, "progress", *(report(at, 1, *told) for at, told in enumerate(story)))
    assert answer(ledger, "task_list", as_of=date(2023, 7, 15))[0]["is_slipped"] is is_slipped


@pytest.mark.parametrize("reported_again", [True, False])
def test_the_done_date_is_the_check_off_when_that_came_before_the_100_percent(
    ledger: Ledger, *, reported_again: bool
) -> None:
    reports = [report(1, 1, "2023-03-01", 90), report(2, 1, "2023-08-01", 100)]
    checked = {"verification_id": 1, "task_id": 1, "verified_on": "2023-03-15"}
    with ledger.transaction() as connection:
        frame_plan(connection)
        put(connection, "task", task(1, due_date="2023-06-30"))
        put(connection, "progress", *reports[: 1 + reported_again])
        put(connection, "verification", checked | {"recorded_at": "2023-03-15T10:00"})
    day = date(2023, 8, 6)
    listed = answer(ledger, "task_list", as_of=day)[0]
    names = ("state", "done_on", "done_quarter", "on_time", "is_slipped")
    assert picked(listed, *names) == ["verified", date(2023, 3, 15), 1, True, False]
    assert answer(ledger, "overview", as_of=day)[0]["due_to_report"] == 0
    flow = answer(ledger, "completion_by_quarter", as_of=day)
    assert [picked(row, "finished_in_quarter", "finished_on_time") for row in flow] == [
        [1, 1], [0, 0], [0, 0], [None, None],
    ]  # fmt: skip


def test_a_task_that_was_full_and_then_cancelled_is_not_finished_on_time(ledger: Ledger) -> None:
    cancel = {"adjustment_id": 1, "task_id": 1, "adjusted_on": "2023-04-01", "kind": "cancel"}
    with ledger.transaction() as connection:
        frame_plan(connection)
        put(connection, "task", task(1, due_date="2023-06-30"))
        put(connection, "progress", report(1, 1, "2023-03-10", 100))
        put(connection, "adjustment", cancel | {"reason": "r", "recorded_at": "2023-04-01"})
    found = answer(ledger, "task_list")[0]
    assert picked(found, "state", "on_time", "is_slipped") == ["cancelled", None, False]
    flow = answer(ledger, "completion_by_quarter")[0]
    assert picked(flow, "finished", "finished_in_quarter", "finished_on_time") == [1, 0, 0]


def test_a_task_that_fell_back_is_done_when_it_was_full_again(ledger: Ledger) -> None:
    story = [("2023-03-10", 100), ("2023-04-10", 90), ("2023-08-10", 100)]
    with ledger.transaction() as connection:
        frame_plan(connection)
        put(connection, "task", task(1, due_date="2023-06-30"))
        put(connection, "progress", *(report(at, 1, *told) for at, told in enumerate(story)))
    flow = answer(ledger, "completion_by_quarter", as_of=date(2023, 8, 20))
    # at the end of March it was done; in which quarter it was done is asked of today
    assert [row["finished"] for row in flow] == [1, 0, 1, None]
    assert [row["finished_in_quarter"] for row in flow] == [0, 0, 1, None]
    assert answer(ledger, "task_list", as_of=date(2023, 8, 20))[0]["is_slipped"] is True


def test_what_is_due_or_done_in_another_year_is_in_no_quarter(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        frame_plan(connection)
        put(connection, "task", task(1, due_date="2024-03-31"), task(2, start_date="2022-09-01"))
        put(connection, "progress", report(1, 2, "2022-12-20", 100))
    flow = answer(ledger, "completion_by_quarter", as_of=date(2023, 12, 31))
    assert sum(row["due_in_quarter"] for row in flow) == 1
    assert [row["finished_in_quarter"] for row in flow] == [0, 0, 0, 0]
    assert [row["finished"] for row in flow] == [1, 1, 1, 1]
    assert answer(ledger, "overview", as_of=date(2023, 12, 31))[0]["finished"] == 1


@pytest.mark.parametrize(
    ("basis", "offices", "count"),
    [("lead", [], 1), ("any", [], 2), ("any", ["人事股"], 1), ("lead", ["人事股"], 0)],
)
def test_offices_are_counted_by_the_basis_within_those_filtered(
    ledger: Ledger, basis: str, offices: list[str], count: int
) -> None:
    with ledger.transaction() as connection:
        frame_plan(connection)
        put(connection, "task", task(1, due_date="2023-04-10"))
        put(connection, "task_office", lead(1, 1), lead(1, 2, "support", 2))
    found = answer(ledger, "overview", basis=basis, offices=offices)[0]
    assert picked(found, "offices_behind", "basis") == [count, basis]


def test_a_group_whose_tasks_are_all_cancelled_stays_in_every_question(ledger: Ledger) -> None:
    cancel = {"adjustment_id": 1, "task_id": 1, "adjusted_on": "2023-02-01", "kind": "cancel"}
    with ledger.transaction() as connection:
        frame_plan(connection)
        put(connection, "task", task(1), task(2, item_id=3))
        put(connection, "task_office", lead(1, 1), lead(2, 2))
        put(connection, "adjustment", cancel | {"reason": "r", "recorded_at": "2023-02-01"})
    for question, key, name in (
        ("completion_by_office", "office", "办公室"),
        ("completion_by_theme", "theme", "党建"),
        ("completion_by_item", "item", "理论"),
        ("office_by_theme", "office", "办公室"),
    ):
        row = named(ledger, key, question)[name]
        assert picked(row, "tasks", "finished", "completion_rate", "gap") == [0, 0, None, None]
    for question, key, name in (
        ("office_by_quarter", "office", "办公室"),
        ("theme_by_quarter", "theme", "党建"),
    ):
        rows = [row for row in answer(ledger, question) if row[key] == name]
        assert [picked(row, "quarter", "tasks") for row in rows] == [[1, 0], [2, 0]]


def test_the_task_list_is_in_the_order_of_the_plan(small: Ledger) -> None:
    assert tasks_of(small) == [1, 2, 3, 7, 4, 5, 6]


@pytest.mark.parametrize(
    ("day", "offices"),
    [(date(2023, 5, 9), ("基教股", "")), (date(2023, 5, 10), ("办公室", "基教股"))],
)
def test_the_offices_of_a_task_are_those_in_force(
    small: Ledger, day: date, offices: tuple[str, str]
) -> None:
    found = named(small, "task_id", "task_list", as_of=day)[5]
    assert (found["lead_office"], found["support_offices"]) == offices


@pytest.mark.parametrize(
    ("day", "due"), [(date(2023, 4, 4), [1, 4, 7]), (date(2023, 4, 5), [1, 7])]
)
def test_the_due_quarter_follows_an_adjusted_due_date(
    small: Ledger, day: date, due: list[int]
) -> None:
    assert sorted(tasks_of(small, as_of=day, quarters=[2])) == due


def test_a_history_is_newest_first_and_marks_what_was_replaced(small: Ledger) -> None:
    names = ("task_id", "reported_on", "percent", "is_replaced", "recorded_at")
    assert [picked(row, *names) for row in answer(small, "task_history", tasks=[2])] == [
        [2, date(2023, 5, 15), 60, False, datetime(2023, 5, 16, 9)],
        [2, date(2023, 5, 15), 55, True, datetime(2023, 5, 15, 17)],
    ]
    apart = answer(small, "task_history", tasks=[1])
    assert [row["is_replaced"] for row in apart] == [False, False]
    every = [row["progress_id"] for row in answer(small, "task_history")]
    assert (every[:4], sorted(every[4:6]), every[6:]) == ([6, 4, 3, 2], [1, 7], [5, 8])


def test_a_history_ends_on_the_day_asked_for(small: Ledger) -> None:
    found = answer(small, "task_history", as_of=date(2023, 3, 31), tasks=[1, 2])
    assert [row["progress_id"] for row in found] == [1]


def line_of(ledger: Ledger, *tasks: int, **changes: Any) -> list[list[Any]]:
    """Return the points of the expected lines of tasks."""
    points = answer(ledger, "expected_line", tasks=list(tasks), **changes)
    return [picked(point, "task_id", "day", "level") for point in points]


def test_an_expected_line_runs_from_the_eve_of_the_start_to_the_due_date_in_force(
    small: Ledger,
) -> None:
    eve = date(2022, 12, 31)
    assert line_of(small, 4) == [[4, eve, 0], [4, date(2023, 7, 19), 100]]
    assert line_of(small, 4, as_of=date(2023, 4, 4))[1:] == [[4, date(2023, 4, 10), 100]]
    assert line_of(small, 4, known_at=datetime(2023, 4, 4))[1:] == [[4, date(2023, 4, 10), 100]]
    assert sorted({point[0] for point in line_of(small)}) == [1, 2, 3, 4, 5, 6, 7]
    assert line_of(small, 4, year=2022) == []


@pytest.mark.parametrize(
    ("dates", "targets", "points"),
    [
        (("2023-02-01", "2023-12-15"), {2: 25, 3: 60}, "01-31 0, 06-30 25, 09-30 60, 12-15 100"),
        (("2023-03-31", "2023-09-30"), {1: 5, 3: 90}, "03-30 0, 03-31 5, 09-30 90"),
        (("2023-04-01", "2023-08-31"), {1: 20, 2: 0}, "03-31 0, 06-30 0, 08-31 100"),
        (("2023-04-01", "2023-08-31"), {4: 80}, "03-31 0, 12-31 80"),
    ],
)
def test_an_expected_line_runs_through_the_targets_of_quarters_that_end_from_the_start_on(
    ledger: Ledger, dates: tuple[str, str], targets: dict[int, float], points: str
) -> None:
    start, due = dates
    given = {f"q{quarter}_target": target for quarter, target in targets.items()}
    with ledger.transaction() as connection:
        frame_plan(connection)
        put(connection, "task", task(1, start_date=start, due_date=due, **given))
    line = line_of(ledger, 1, as_of=date(2023, 12, 31))
    assert ", ".join(f"{day:%m-%d} {level:g}" for _, day, level in line) == points


def test_of_several_words_each_must_be_found(small: Ledger) -> None:
    assert tasks_of(small, search="学习 精神") == [1]
    assert tasks_of(small, search=" 家庭教育   zd ") == [2]
    assert tasks_of(small, search="家庭教育 精神") == []


def test_choices_are_what_the_plan_names_in_its_order(small: Ledger) -> None:
    offered: dict[str, list[str]] = {}
    for row in answer(small, "choices"):
        offered.setdefault(row["kind"], []).append(row["name"])
    assert offered == {
        "office": OFFICES, "theme": ["党建", "教学"], "leader": ["王局", "李局"],
        "item": ["党建 1.", "党建 2.", "教学 3."],
    }  # fmt: skip


def test_an_office_that_only_an_adjustment_names_is_a_choice(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        frame_plan(connection)
        put(connection, "task", task(1))
        put(connection, "task_office", lead(1, 1))
        moved = {"adjustment_id": 1, "task_id": 1, "adjusted_on": "2023-02-01", "kind": "change"}
        put(connection, "adjustment", moved | {"reason": "r", "recorded_at": "2023-02-01"})
        put(connection, "adjustment_office",
            {"adjustment_id": 1, "office_id": 3, "role": "lead", "ordinal": 1})  # fmt: skip
    offices = [row["name"] for row in answer(ledger, "choices") if row["kind"] == "office"]
    assert offices == ["办公室", "基教股"]


def test_plans_are_listed_newest_first_with_their_span(ledger: Ledger) -> None:
    fill(ledger)
    with ledger.transaction() as connection:
        put(connection, "plan", {"year": 2024, "title": "明年", "organisation": "教育局"})
    names = ("year", "title", "is_demo", "last_reported_on")
    assert [picked(row, *names) for row in answer(ledger, "plans")] == [
        [2024, "明年", False, None],
        [2023, "要点", False, date(2023, 5, 18)],
    ]


@pytest.mark.parametrize(
    ("known_at", "updated_at"),
    [
        (None, datetime(2023, 5, 18, 17)),
        (datetime(2023, 5, 17), datetime(2023, 5, 16, 9)),
        (datetime(2023, 1, 1), None),
    ],
)
def test_a_frozen_view_was_updated_when_it_was_frozen_at_the_latest(
    small: Ledger, known_at: datetime | None, updated_at: datetime | None
) -> None:
    assert answer(small, "plan_updated", known_at=known_at) == [{"updated_at": updated_at}]


def test_the_thresholds_are_those_of_the_definition(small: Ledger) -> None:
    assert {row["name"]: row["value"] for row in answer(small, "settings")} == {
        "behind_gap": -10, "severe_gap": -30, "due_soon_days": 15, "grace_days": 30,
        "stale_days": 30,
    }  # fmt: skip


def test_the_rows_of_a_plan_are_as_in_force_on_the_day(small: Ledger) -> None:
    rows = {row["number"]: row for row in answer(small, "plan_rows")}
    assert list(rows) == ["1", "2", "3", "7", "4", "5", "6"]
    names = ("theme", "item_number", "item", "lead_office", "support_offices", "due_date")
    assert picked(rows["4"], *names) == ["教学", "3.", "质量", "基教股", [], date(2023, 7, 19)]
    assert picked(rows["5"], *names[3:5]) == ["办公室", ["基教股"]]
    assert [number for number, row in rows.items() if row["cancelled_on"]] == ["6"]
    earlier = {row["number"]: row for row in answer(small, "plan_rows", as_of=date(2023, 4, 4))}
    assert picked(earlier["4"], "due_date", "cancelled_on") == [date(2023, 4, 10), None]


def test_the_quarter_targets_of_a_plans_rows_stand_apart(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        frame_plan(connection)
        put(connection, "task", task(1, q1_target=0, q3_target=75))
    (row,) = answer(ledger, "plan_rows")
    targets = ("q1_target", "q2_target", "q3_target", "q4_target")
    assert picked(row, *targets) == [0, None, 75, None]
    assert (row["lead_office"], row["support_offices"]) == (None, [])


def test_the_imports_are_listed_newest_first(ledger: Ledger) -> None:
    row = {"file_name": "f", "digest": "d", "kind": "plan", "year": YEAR, "imported_by": "王"}
    row |= {f"count_{kind}": 0 for kind in ("new", "changed", "unchanged", "missing")}
    with ledger.transaction() as connection:
        for key in (1, 2):
            put(connection, "import_log", row | {"import_id": key, "imported_at": "2023-05-01"})
    assert [row["import_id"] for row in answer(ledger, "import_history")] == [2, 1]


def test_names_of_offices_and_themes_come_in_their_order(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        frame_plan(connection)
        for alias in ("基教科", "基教"):
            put(connection, "office_alias", {"alias": alias, "office_name": "基教股"})
    assert [row["alias"] for row in answer(ledger, "office_aliases")] == ["基教", "基教科"]
    assert [row["name"] for row in answer(ledger, "office_names")] == OFFICES
    assert answer(ledger, "calendar_days") == []
    names = answer(ledger, "theme_names")
    assert [row["ordinal"] for row in names] == list(range(1, len(names) + 1))
    assert (names[0]["pattern"], names[0]["short_name"]) == ("党的建设", "党建")


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"offices": ["人事股"]}, [3, 7]),
        ({"offices": ["人事股"], "basis": "any"}, [2, 3, 7]),
        ({"offices": ["人事股", "基教股"]}, [3, 7, 4, 6]),
        ({"themes": ["教学"]}, [4, 5, 6]),
        ({"quarters": [2]}, [1, 7]),
        ({"quarters": [1, 4]}, []),
        ({"states": ["behind", "done"]}, [1, 4]),
        ({"leaders": ["李局"]}, [4, 5, 6]),
        ({"items": ["党建 1.", "教学 3."]}, [1, 2, 4, 5, 6]),
        ({"themes": ["教学"], "leaders": ["李局"], "states": ["on_track"]}, [5]),
        ({"updates": ["stale"]}, [4]),
        ({"updates": ["silent", "stale"], "themes": ["党建"]}, [3]),
        ({"targets": ["reached", "open"]}, []),
        ({"offices": ["没有的股"]}, []),
        ({"year": 2022}, []),
    ],
)
def test_a_filter_keeps_what_it_names(
    small: Ledger, changes: dict[str, Any], kept: list[int]
) -> None:
    assert tasks_of(small, **changes) == kept


@pytest.mark.parametrize("name", LIST_FIELDS.values())
def test_each_list_of_a_view_is_a_condition(small: Ledger, name: str) -> None:
    assert tasks_of(small, **{name: ["99"]}) == [], "no task has this value"


@pytest.mark.parametrize(
    ("targets", "kept"), [(["reached"], [1]), (["open"], [2]), (["none"], [3]), ([], [1, 2, 3])]
)
def test_tasks_are_kept_by_whether_they_have_a_target_and_reached_it(
    ledger: Ledger, targets: list[str], kept: list[int]
) -> None:
    with ledger.transaction() as connection:
        frame_plan(connection)
        put(connection, "task", task(1, target=40), task(2, target_text="全覆盖"), task(3))
        put(connection, "progress", report(1, 1, "2023-05-01", 100))
    assert tasks_of(ledger, targets=targets) == kept


@pytest.mark.parametrize(
    ("search", "kept"),
    [
        ("家庭教育", [2]),
        ("jtjy", [2]),
        ("JTJY", [2]),
        ("teachers", [6]),
        ("基教", [4, 5, 6]),
        ("质量", [4, 5, 6]),
        ("王局", [1, 2, 7]),
        ("%", [2]),
        ("_", [5]),
        ("'", [6]),
        ("\\", []),
        ("'; drop table progress; --", []),
        ("无此措施", []),
    ],
)
def test_a_search_finds_words_initials_and_offices_as_typed(
    small: Ledger, search: str, kept: list[int]
) -> None:
    assert tasks_of(small, search=search) == kept


def test_an_office_filter_shows_only_the_offices_asked_for(small: Ledger) -> None:
    found = answer(small, "completion_by_office", basis="any", offices=["人事股"])
    assert [picked(row, "office", "tasks") for row in found] == [["人事股", 3]]


def test_a_task_that_nobody_leads_is_counted_under_a_name_of_its_own(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        frame_plan(connection)
        put(connection, "task", task(1), task(2))
        put(connection, "task_office", lead(1, 1))
    for basis in ("lead", "any"):
        found = answer(ledger, "completion_by_office", basis=basis)
        assert [picked(row, "office", "tasks") for row in found] == [["办公室", 1], ["未明确", 1]]


def test_a_task_with_supporting_offices_only_is_led_by_nobody(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        frame_plan(connection)
        put(connection, "task", task(1))
        put(connection, "task_office", lead(1, 2, "support"))
    by_lead, by_any = (
        [row["office"] for row in answer(ledger, "completion_by_office", basis=basis)]
        for basis in ("lead", "any")
    )
    assert (by_lead, by_any) == (["未明确"], ["人事股"])


def test_what_is_known_at_a_moment_stays_as_it_was(small: Ledger) -> None:
    frozen = named(small, "task_id", "task_list", known_at=datetime(2023, 5, 15, 18))
    assert picked(frozen[2], "percent", "state") == [55, "on_track"]
    assert picked(frozen[5], "percent", "state", "lead_office") == [0, "unreported", "办公室"]
    earlier = named(small, "task_id", "task_list", known_at=datetime(2023, 5, 9))
    assert picked(earlier[5], "lead_office", "support_offices") == ["基教股", ""]
    history = answer(small, "task_history", tasks=[2], known_at=datetime(2023, 5, 15, 18))
    assert [picked(row, "percent", "is_replaced") for row in history] == [[55, False]]


UNREPORTED = ("plans", "decisions", "expected_line")
"""Queries that no report changes; that decisions are frozen is tested in test_meeting_questions."""


@pytest.mark.parametrize("name", [name for name in SELECTING if name not in UNREPORTED])
def test_a_frozen_answer_does_not_hear_of_later_corrections(ledger: Ledger, name: str) -> None:
    fill(ledger)
    frozen = asking(name, known_at=datetime(2023, 5, 21))
    before = ledger.query(name, frozen)
    with ledger.transaction() as connection:
        put(connection, "progress", report(99, 3, "2023-05-19", 100, recorded_at="2023-05-22"))
    pd.testing.assert_frame_equal(ledger.query(name, frozen), before)
    assert not ledger.query(name, asking(name)).equals(before)


def test_a_plan_of_no_tasks_answers_every_question(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        frame_plan(connection)
    rows = {name: len(answer(ledger, name)) for name in queries.names()}
    always = {"overview": 1, "completion_by_quarter": 4, "plans": 1, "settings": 5}
    always |= {"plan_contents": 1}
    always |= {"office_names": 3, "theme_names": rows["theme_names"], "plan_updated": 1}
    assert rows == dict.fromkeys(queries.names(), 0) | always


def test_another_years_plan_is_not_mixed_in(ledger: Ledger) -> None:
    fill(ledger)
    before = answer(ledger, "completion_by_office", basis="any")
    with ledger.transaction() as connection:
        put(connection, "plan", {"year": 2024, "title": "t", "organisation": "o"})
        put(connection, "theme", {"theme_id": 9, "year": 2024, "ordinal": 1, "title": "党的建设",
                                  "short_name": "党建"})  # fmt: skip
        put(connection, "item", {"item_id": 9, "theme_id": 9, "ordinal": 1, "number": "1",
                                 "title": "i"})  # fmt: skip
        put(connection, "task", task(9, item_id=9))
        put(connection, "task_office", lead(9, 1))
    assert answer(ledger, "completion_by_office", basis="any") == before


demo_filters = st.fixed_dictionaries(
    {
        "as_of": st.sampled_from(
            [date(2023, 2, 14), date(2023, 6, 30), date(2023, 9, 30), date(2024, 1, 31)]
        ),
        "known_at": st.none() | st.just(datetime(2023, 7, 1)),
        "themes": st.lists(st.sampled_from(["党建", "五育并举"]), unique=True),
        "quarters": st.lists(st.integers(1, 4), unique=True),
        "states": st.lists(st.sampled_from(STATES), unique=True),
        "offices": st.lists(st.sampled_from(["办公室", "政工人事股", "基础教育股"]), unique=True),
        "search": st.sampled_from(["", "学校", "教育"]),
    }
)


@settings(
    max_examples=8,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(filters=demo_filters)
def test_offices_themes_and_overview_add_up_to_the_same(
    demo_ledger: Ledger, filters: dict[str, Any]
) -> None:
    counts = ["tasks", "finished", "behind_schedule", *STATES]

    def total(name: str) -> dict[str, int]:
        frame = demo_ledger.query(name, asking(name, **filters)).reindex(columns=counts)
        return dict(frame.sum().astype(int))

    by_office, by_theme, overview = map(
        total, ("completion_by_office", "completion_by_theme", "overview")
    )
    by_item, both = map(total, ("completion_by_item", "office_by_theme"))
    assert by_office == by_theme == overview
    assert by_item["tasks"] == both["tasks"] == overview["tasks"]
    assert sum(overview[state] for state in STATES if state != "cancelled") == overview["tasks"]
    assert overview["finished"] == overview["done"] + overview["verified"]


def test_the_demo_plan_counts_more_by_any_office_than_by_lead(demo_ledger: Ledger) -> None:
    by_lead, by_any = (
        demo_ledger.query(
            "completion_by_office",
            asking("completion_by_office", as_of=date(2023, 9, 30), basis=basis),
        )
        for basis in ("lead", "any")
    )
    assert by_any["tasks"].sum() > by_lead["tasks"].sum()


def test_an_unknown_question_offers_the_near_names(small: Ledger) -> None:
    with pytest.raises(QuestionError, match="completion_by_office") as caught:
        small.query("completion_by_ofice", {})
    assert "settings" not in str(caught.value)


def test_a_question_cannot_reach_a_file_outside_its_folder(small: Ledger) -> None:
    with pytest.raises(QuestionError):
        small.query("schema/reset", {})


def test_a_missing_parameter_is_named(small: Ledger) -> None:
    with pytest.raises(QuestionError, match="view"):
        small.query("overview", {})


def test_a_parameter_that_a_question_does_not_have_is_named(small: Ledger) -> None:
    with pytest.raises(QuestionError, match=r"没有参数:task$"):
        small.query("task_list", asking("task_list") | {"task": [1]})


def test_a_value_of_the_wrong_kind_is_one_sentence(small: Ledger) -> None:
    with pytest.raises(QuestionError, match="overview"):
        small.query("overview", asking("overview", as_of="三月底"))


@pytest.mark.parametrize("name", queries.names() + queries.names("checks"))
def test_a_query_says_its_grain_and_declares_what_it_uses(name: str) -> None:
    asked = queries.question(name)
    text = (QUERIES / f"{name}.sql").read_text(encoding="utf-8")
    assert text.startswith("-- One row")
    assert asked.purpose.startswith("One row")


@pytest.mark.parametrize("sql", ["select $year", "-- $year integer, $day date\nselect $year"])
def test_a_header_that_does_not_declare_what_is_used_is_refused(tmp_path: Path, sql: str) -> None:
    file = tmp_path / "odd.sql"
    file.write_text(f"-- One row per oddity.\n{sql}", encoding="utf-8")
    with pytest.raises(QuestionError, match=r"odd\.sql"):
        queries.read(file, "odd")


def test_every_question_has_a_test_here_or_among_those_of_meetings() -> None:
    here = Path(__file__)
    files = (here, here.parents[1] / "meetings" / "test_meeting_questions.py")
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    assert [name for name in queries.names() if f'"{name}"' not in text] == []


def test_the_day_of_the_small_plan_is_a_day_of_its_second_quarter() -> None:
    assert date(2023, 5, 20) == DAY
