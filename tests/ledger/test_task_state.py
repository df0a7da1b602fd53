"""task_state(as_of, known_at): the cases worked out by hand, then any history."""

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.ledger.store import Ledger, open_ledger
from tests.support.small_plan import frame_plan, plain, put, report, task

WORKED_OUT = Path(__file__).parent / "state_cases.csv"
CASES = list(csv.DictReader(WORKED_OUT.read_text(encoding="utf-8").splitlines()))
BEFORE_ALL = "2020-01-01"


@pytest.fixture(scope="module")
def state_ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger with the plans of two years, each with an item of the year's number; no tasks."""
    opened = open_ledger(tmp_path_factory.mktemp("state") / "ledger.duckdb", datetime(2023, 1, 1))
    with opened.transaction() as connection:
        frame_plan(connection)
        for key, year in enumerate((2023, 2024), 11):
            if year != 2023:
                put(connection, "plan", {"year": year, "title": "t", "organisation": "o"})
            theme = {"theme_id": key, "year": year, "ordinal": 9, "title": "t", "short_name": "t"}
            put(connection, "theme", theme)
            item = {"item_id": year, "theme_id": key, "ordinal": 1, "number": "1", "title": "i"}
            put(connection, "item", item)
    yield opened
    opened.close()


@pytest.fixture
def scratch(state_ledger: Ledger) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor in a transaction that is taken back after the test."""
    with state_ledger.connection.cursor() as cursor:
        cursor.execute("begin")
        yield cursor
        cursor.execute("rollback")


def states_of(
    connection: duckdb.DuckDBPyConnection, as_of: object, known_at: object
) -> dict[int, dict[str, Any]]:
    asked = "select * from task_state($as_of, $known_at)"
    found = connection.execute(asked, {"as_of": as_of, "known_at": known_at}).df()
    return {row["task_id"]: row for row in plain(found)}


def put_case(connection: duckdb.DuckDBPyConnection, case: dict[str, str]) -> None:
    """Write the task of a case and its story as task 1."""
    targets = (case["quarter_targets"] or "|||").split("|")
    given = {f"q{at}_target": float(value) for at, value in enumerate(targets, 1) if value}
    dates = {name: case[name] for name in ("start_date", "due_date")}
    year = int(case["start_date"][:4])
    put(connection, "task", task(1, item_id=year, recorded_at=BEFORE_ALL, **dates, **given))
    for key, told in enumerate(filter(None, case["reports"].split(";"))):
        day, percent, recorded_at = told.replace("@", "=").split("=")
        put(connection, "progress", report(key, 1, day, float(percent), recorded_at=recorded_at))
    kept = {"task_id": 1, "recorded_at": BEFORE_ALL}
    if day := case["cancelled_on"]:
        cancel = {"adjustment_id": 1, "adjusted_on": day, "kind": "cancel", "reason": "r"}
        put(connection, "adjustment", cancel | kept)
    if day := case["verified_on"]:
        put(connection, "verification", {"verification_id": 1, "verified_on": day} | kept)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_state_is_what_the_definition_works_out(
    scratch: duckdb.DuckDBPyConnection, case: dict[str, str]
) -> None:
    put_case(scratch, case)
    found = states_of(scratch, case["as_of"], case["known_at"] or None)[1]
    assert found["state"] == case["state"]
    assert found["percent"] == float(case["percent"])
    assert found["expected"] == pytest.approx(float(case["expected"]), abs=5e-5)
    assert found["gap"] == pytest.approx(float(case["gap"]), abs=5e-5)
    assert found["stale"] == (case["stale"] == "true")
    assert found["done_on"] == (date.fromisoformat(case["done_on"]) if case["done_on"] else None)
    assert found["days_overdue"] == (int(case["days_overdue"]) if case["days_overdue"] else None)


def test_every_case_of_the_definition_is_here() -> None:
    assert len(CASES) == 49
    assert {case["state"] for case in CASES} == {
        "cancelled", "verified", "done", "overdue", "not_started",
        "unreported", "severe", "behind", "due_soon", "on_track",
    }  # fmt: skip


@pytest.mark.parametrize(("percent", "target"), [(23.4, 33.4), (6.1, 16.1), (7.6, 17.6)])
def test_exactly_ten_points_behind_is_on_track_with_decimals_too(
    scratch: duckdb.DuckDBPyConnection, percent: float, target: float
) -> None:
    put(scratch, "task", task(1, q2_target=target))
    put(scratch, "progress", report(1, 1, "2023-06-30", percent))
    assert states_of(scratch, "2023-06-30", None)[1]["state"] == "on_track"


def test_thresholds_are_those_of_the_table_setting(scratch: duckdb.DuckDBPyConnection) -> None:
    put(scratch, "task", task(1, start_date="2023-01-01", due_date="2023-04-10"))
    put(scratch, "progress", report(1, 1, "2023-02-19", 44))
    assert states_of(scratch, "2023-02-19", None)[1]["state"] == "on_track"
    scratch.execute("update setting set value = -5 where name = 'behind_gap'")
    assert states_of(scratch, "2023-02-19", None)[1]["state"] == "behind"


def change(adjustment_id: int, day: str, **changes: Any) -> dict[str, Any]:
    """Return a row of `adjustment` that changes task 1."""
    kept = {"adjustment_id": adjustment_id, "task_id": 1, "adjusted_on": day}
    return kept | {"kind": "change", "reason": "r", "recorded_at": f"{day}T10:00"} | changes


def test_an_adjustment_changes_what_it_names_from_its_day_on(
    scratch: duckdb.DuckDBPyConnection,
) -> None:
    put(scratch, "task", task(1, due_date="2023-06-30", weight=3))
    put(scratch, "adjustment", change(1, "2023-05-10", due_date="2023-09-30"))
    put(scratch, "adjustment", change(2, "2023-06-10", weight=2))
    before, between, after = (
        states_of(scratch, day, None)[1] for day in ("2023-05-09", "2023-05-10", "2023-06-10")
    )
    assert (before["due_date"], before["weight"]) == (date(2023, 6, 30), 3)
    assert (between["due_date"], between["weight"]) == (date(2023, 9, 30), 3)
    assert (after["due_date"], after["weight"]) == (date(2023, 9, 30), 2)


def test_quarter_targets_change_together(scratch: duckdb.DuckDBPyConnection) -> None:
    put(scratch, "task", task(1, q1_target=10, q2_target=20, q3_target=60, q4_target=100))
    put(scratch, "adjustment", change(1, "2023-02-01", q2_target=40))
    assert states_of(scratch, "2023-06-30", None)[1]["quarter_targets"] == [None, 40, None, None]
    assert states_of(scratch, "2023-06-30", None)[1]["expected"] == 40


def test_a_task_a_cancellation_and_a_check_are_not_known_before_they_are_recorded(
    scratch: duckdb.DuckDBPyConnection,
) -> None:
    put(scratch, "task", task(1, recorded_at="2023-02-01"))
    put(scratch, "adjustment", change(1, "2023-03-01", kind="cancel", recorded_at="2023-04-01"))
    checked = {"verification_id": 1, "task_id": 1, "verified_on": "2023-03-01"}
    put(scratch, "verification", checked | {"recorded_at": "2023-03-15"})
    assert 1 not in states_of(scratch, "2023-05-01", "2023-01-31")
    known = {at: states_of(scratch, "2023-05-01", at)[1]["state"] for at in
             ("2023-02-01", "2023-03-15", "2023-04-01")}  # fmt: skip
    assert known == {
        "2023-02-01": "unreported", "2023-03-15": "verified", "2023-04-01": "cancelled",
    }  # fmt: skip


def test_a_cancelled_task_is_on_no_count_and_carries_no_days(
    scratch: duckdb.DuckDBPyConnection,
) -> None:
    put(scratch, "task", task(1, due_date="2023-06-30"))
    put(scratch, "adjustment", change(1, "2023-05-10", kind="cancel"))
    found = states_of(scratch, "2023-05-20", None)[1]
    flags = ("is_counted", "is_finished", "is_behind", "is_on_schedule", "stale")
    assert [found[flag] for flag in flags] == [False] * 5
    assert (found["days_left"], found["days_overdue"]) == (None, None)


# What follows computes the states once more, in plain Python, from the definition alone.


class Report(NamedTuple):
    day: date
    percent: int
    recorded: date


class Story(NamedTuple):
    """One task and what happened to it; moments of recording are whole days."""

    start: date
    due: date
    targets: tuple[int | None, ...]
    reports: list[Report]
    postponed: list[tuple[date, date, date]]
    cancelled: tuple[date, date] | None
    verified: tuple[date, date] | None


def expected_on(day: date, start: date, due: date, targets: tuple[int | None, ...]) -> Fraction:
    """Return the percent on the line through the points that the definition names."""
    ends = [date(2023, 3, 31), date(2023, 6, 30), date(2023, 9, 30), date(2023, 12, 31)]
    given = {
        end: value
        for end, value in zip(ends, targets, strict=True)
        if value is not None and end >= start
    }
    points = {start - timedelta(days=1): 0} | given
    if all(end < due for end in given):
        points[due] = 100
    earlier = max((at for at in points if at <= day), default=None)
    later = min((at for at in points if at > day), default=None)
    if earlier is None:
        return Fraction(0)
    if later is None:
        return Fraction(points[earlier])
    rise = points[later] - points[earlier]
    return points[earlier] + Fraction(rise * (day - earlier).days, (later - earlier).days)


def judge(story: Story, day: date, known: date | None) -> dict[str, Any]:
    """Return what task_state should say of a story."""

    def seen(told: tuple[date, date] | None) -> bool:
        return told is not None and told[0] <= day and (known is None or told[1] <= known)

    reports = sorted(
        (r for r in story.reports if seen((r.day, r.recorded))), key=lambda r: (r.day, r.recorded)
    )
    percent = reports[-1].percent if reports else 0
    done_on = None
    for told in reports:
        done_on = None if told.percent < 100 else done_on or told.day
    if story.verified and seen(story.verified):
        done_on = min(done_on or date.max, story.verified[0])
    moved = [p for p in story.postponed if seen((p[0], p[2]))]
    due = max(moved, key=lambda p: (p[0], p[2]))[1] if moved else story.due
    expected = expected_on(day, story.start, due, story.targets)
    state = named_state(
        cancelled=seen(story.cancelled),
        verified=seen(story.verified),
        percent=percent,
        gap=percent - expected,
        after_start=(day - story.start).days,
        until_due=(due - day).days,
        is_silent=not reports,
    )
    finished = state in ("verified", "done", "cancelled")
    stale = not finished and bool(reports) and (day - reports[-1].day).days > 30
    return {
        "percent": percent, "expected": float(expected), "state": state,
        "done_on": done_on, "due_date": due, "stale": stale,
    }  # fmt: skip


def named_state(
    *,
    cancelled: bool,
    verified: bool,
    percent: int,
    gap: Fraction,
    after_start: int,
    until_due: int,
    is_silent: bool,
) -> str:
    """Return the first state whose rule holds."""
    rules = {
        "cancelled": cancelled,
        "verified": verified,
        "done": percent == 100,
        "overdue": until_due < 0,
        "not_started": after_start < 0 or (percent == 0 and after_start <= 30),
        "unreported": is_silent,
        "severe": gap < -30,
        "behind": -30 <= gap < -10,
        "due_soon": 0 <= until_due <= 15,
        "on_track": True,
    }
    return next(state for state, holds in rules.items() if holds)


days = st.dates(date(2023, 1, 1), date(2023, 12, 31))
edges = st.sampled_from(
    [date(2023, 3, 31), date(2023, 4, 1), date(2023, 6, 30), date(2023, 12, 31)]
)
some_day = days | edges
percents = st.sampled_from([0, 20, 40, 100]) | st.integers(0, 100)


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Draw a task of 2023 with a history in which no two rows are recorded on the same day."""
    start, due = sorted((draw(some_day), draw(some_day)))
    recorded = draw(st.lists(some_day, min_size=8, max_size=8, unique=True))
    reports = draw(st.lists(st.tuples(some_day, percents), max_size=4))
    postponed = draw(
        st.lists(some_day.flatmap(lambda day: st.tuples(st.just(day), some_day)), max_size=2)
    )
    return Story(
        start,
        due,
        tuple(draw(st.lists(st.none() | percents, min_size=4, max_size=4))),
        [Report(*told, at) for told, at in zip(reports, recorded[:4], strict=False)],
        [
            (day, max(to, start), at)
            for (day, to), at in zip(postponed, recorded[4:6], strict=False)
        ],
        draw(st.none() | st.tuples(some_day, st.just(recorded[6]))),
        draw(st.none() | st.tuples(some_day, st.just(recorded[7]))),
    )


def put_story(connection: duckdb.DuckDBPyConnection, story: Story) -> None:
    """Write a story as task 1."""
    targets = {f"q{at}_target": value for at, value in enumerate(story.targets, 1)}
    dates = {"start_date": story.start, "due_date": story.due, "recorded_at": BEFORE_ALL}
    put(connection, "task", task(1, **dates, **targets))
    for key, told in enumerate(story.reports):
        put(
            connection,
            "progress",
            report(key, 1, str(told.day), told.percent, recorded_at=told.recorded),
        )
    for key, (day, to, at) in enumerate(story.postponed):
        put(connection, "adjustment", change(key, str(day), due_date=to, recorded_at=at))
    if story.cancelled:
        day, at = story.cancelled
        put(connection, "adjustment", change(9, str(day), kind="cancel", recorded_at=at))
    if story.verified:
        day, at = story.verified
        checked = {"verification_id": 1, "task_id": 1, "verified_on": day, "recorded_at": at}
        put(connection, "verification", checked)


@settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(story=stories(), day=some_day, known=st.none() | some_day)
def test_any_history_has_the_state_that_the_definition_gives_it(
    state_ledger: Ledger, story: Story, day: date, known: date | None
) -> None:
    with state_ledger.connection.cursor() as cursor:
        cursor.execute("begin")
        put_story(cursor, story)
        found = states_of(cursor, day, known)[1]
        cursor.execute("rollback")
    wanted = judge(story, day, known)
    assert found["expected"] == pytest.approx(wanted.pop("expected"), abs=1e-9)
    assert {name: found[name] for name in wanted} == wanted
