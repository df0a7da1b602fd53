"""Each data check finds the row that breaks its rule, and nothing in the demo plan."""

from collections.abc import Callable
from datetime import date
from typing import Any

import duckdb
import pytest

from dashboard.ledger import queries
from dashboard.ledger.checks import run_checks
from dashboard.ledger.store import Ledger
from tests.support.small_plan import fill, frame_plan, lead, plain, put, report, task

TODAY = date(2023, 10, 16)
Breaking = Callable[[duckdb.DuckDBPyConnection], None]


def postponed(connection: duckdb.DuckDBPyConnection) -> None:
    moved = {"adjustment_id": 1, "task_id": 1, "adjusted_on": "2023-02-01", "kind": "change"}
    row = moved | {"reason": "r", "due_date": "2022-12-31", "recorded_at": "2023-02-01"}
    put(connection, "adjustment", row)


def reported(*told: tuple[str, float, str]) -> Breaking:
    """Return a story of reports: day, percent and evidence."""

    def write(connection: duckdb.DuckDBPyConnection) -> None:
        for key, (day, percent, evidence) in enumerate(told, 1):
            moment = f"{day}T{key:02}:00"
            row = report(key, 1, day, percent, evidence=evidence, recorded_at=moment)
            put(connection, "progress", row)

    return write


def light(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("update task set weight = 0 where task_id = 1")


def led_by_none(connection: duckdb.DuckDBPyConnection) -> None:
    put(connection, "task", task(9))
    put(connection, "task_office", lead(9, 2, "support"))


def emptied(connection: duckdb.DuckDBPyConnection) -> None:
    put(
        connection,
        "item",
        {"item_id": 9, "theme_id": 1, "ordinal": 9, "number": "9", "title": "空"},
    )


BREAKING: dict[str, tuple[Breaking, dict[str, Any]]] = {
    "due_is_not_before_start": (postponed, {"task_id": 1, "due_date": date(2022, 12, 31)}),
    "full_percent_has_evidence": (
        reported(("2023-03-31", 100, " ")),
        {"task_id": 1, "reported_on": date(2023, 3, 31)},
    ),
    "item_has_tasks": (emptied, {"item_id": 9, "title": "空"}),
    "percent_never_falls": (
        reported(("2023-03-31", 50, ""), ("2023-04-30", 40, "")),
        {"task_id": 1, "percent_before": 50, "percent": 40},
    ),
    "report_is_dated_in_its_year": (
        reported(("2023-10-17", 50, "")),
        {"task_id": 1, "reported_on": date(2023, 10, 17)},
    ),
    "task_has_lead_office": (led_by_none, {"task_id": 9}),
    "weight_is_positive": (light, {"task_id": 1, "weight": 0}),
}
SOUND: dict[str, Breaking] = {
    "evidence came later": reported(("2023-03-31", 100, ""), ("2023-03-31", 100, "照片")),
    "a correction took it down": reported(
        ("2023-03-31", 50, ""), ("2023-03-31", 40, ""), ("2023-04-30", 40, "")
    ),
    "dated today": reported(("2023-10-16", 50, "")),
}


def one_sound_task(ledger: Ledger, then: Breaking) -> None:
    """Write a plan of three items with one task each that breaks no rule, then something more."""
    with ledger.transaction() as connection:
        frame_plan(connection)
        put(connection, "task", *(task(key, item_id=key) for key in (1, 2, 3)))
        put(connection, "task_office", *(lead(key, key) for key in (1, 2, 3)))
        then(connection)


def found(ledger: Ledger) -> dict[str, list[dict[str, Any]]]:
    """Return the bad rows by the check that found them."""
    answers = {rule.name: rows for rule, rows in run_checks(ledger, TODAY)}
    return {name.split("/")[1]: plain(rows) for name, rows in answers.items() if len(rows)}


def test_every_check_has_a_row_that_breaks_it() -> None:
    assert [f"checks/{name}" for name in BREAKING] == queries.names("checks")


@pytest.mark.parametrize("name", BREAKING)
def test_a_check_finds_the_row_that_breaks_its_rule_and_no_other_check_does(
    ledger: Ledger, name: str
) -> None:
    breaking, wanted = BREAKING[name]
    one_sound_task(ledger, breaking)
    bad = found(ledger)
    assert list(bad) == [name]
    assert len(bad[name]) == 1
    assert {column: bad[name][0][column] for column in wanted} == wanted


@pytest.mark.parametrize("story", SOUND)
def test_what_a_correction_mended_is_not_found(ledger: Ledger, story: str) -> None:
    one_sound_task(ledger, SOUND[story])
    assert found(ledger) == {}


def test_a_report_dated_after_the_plans_year_is_found(ledger: Ledger) -> None:
    one_sound_task(ledger, reported(("2024-01-01", 50, "")))
    rows = ledger.query("checks/report_is_dated_in_its_year", {"today": date(2024, 6, 1)})
    assert rows["task_id"].tolist() == [1]


def test_the_small_plan_breaks_no_rule(ledger: Ledger) -> None:
    assert found(fill(ledger)) == {}


def test_the_demo_plan_breaks_no_rule(demo_ledger: Ledger) -> None:
    assert found(demo_ledger) == {}
