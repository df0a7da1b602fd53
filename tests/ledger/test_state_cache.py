"""query_kept() answers as query() does: for every question, view, revision and thread."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard.core.periods import moments_of
from dashboard.ledger import queries, state_cache
from dashboard.ledger.store import Ledger, open_ledger
from tests.support.small_plan import DAY, YEAR, asking, fill, put, report, small_ledger

DAYS = [
    date(2022, 12, 31),
    date(2023, 1, 1),
    date(2023, 3, 31),
    date(2023, 4, 1),
    date(2023, 8, 15),
    date(2023, 12, 31),
    date(2024, 5, 1),
]
ABOUT_A_VIEW = [name for name in queries.names() if "view" in queries.question(name).parameters]
VIEWS: dict[str, dict[str, Any]] = {
    "all": {},
    "frozen": {"known_at": datetime(2023, 7, 1)},
    "any office": {"basis": "any", "offices": ["办公室", "基础教育股"]},
    "behind": {"states": ["behind", "severe", "overdue"], "quarters": [2, 4]},
    "found": {"search": "学校", "themes": ["党建", "五育并举"]},
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with small_ledger(tmp_path_factory.mktemp("memo") / "ledger.duckdb") as ledger:
        yield ledger


def kept(ledger: Ledger, name: str, parameters: dict[str, Any]) -> pd.DataFrame:
    days = moments_of(parameters["view"]["as_of"], parameters["view"]["year"])
    return ledger.query_kept(name, parameters, days)


def assert_same(ledger: Ledger, **changes: Any) -> None:
    """Every question about a view is answered from memory as it is from the file."""
    for name in ABOUT_A_VIEW:
        parameters = asking(name, **changes)
        pd.testing.assert_frame_equal(
            kept(ledger, name, parameters), ledger.query(name, parameters)
        )


@pytest.mark.parametrize("view", VIEWS)
def test_the_demo_plan_answers_from_memory_as_from_the_file(demo_ledger: Ledger, view: str) -> None:
    assert_same(demo_ledger, as_of=date(2023, 8, 15), **VIEWS[view])


@pytest.mark.parametrize("day", DAYS)
def test_every_day_answers_from_memory_as_from_the_file(small: Ledger, day: date) -> None:
    assert_same(small, as_of=day)


def test_a_write_is_seen_at_once(ledger: Ledger) -> None:
    fill(ledger)
    assert kept(ledger, "overview", asking("overview"))["unreported"].item() == 1
    with ledger.transaction() as connection:
        put(connection, "progress", report(20, 3, "2023-05-19", 100))
    now = kept(ledger, "overview", asking("overview"))
    assert (now["unreported"].item(), now["done"].item()) == (0, 2)
    assert_same(ledger)


def test_a_write_that_was_taken_back_is_never_seen(ledger: Ledger) -> None:
    fill(ledger)

    def fail() -> None:
        with ledger.transaction() as connection:
            put(connection, "progress", report(20, 3, "2023-05-19", 100))
            assert kept(ledger, "overview", asking("overview"))["unreported"].item() == 1
            raise ValueError("mistake")

    with pytest.raises(ValueError, match="mistake"):
        fail()
    assert_same(ledger)


def test_more_days_than_are_kept_still_answer(
    small: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state_cache, "MAX_DAYS", 5)
    days = [date(2023, 1, 1) + timedelta(days=number) for number in range(6)]
    small.query_kept("overview", asking("overview", as_of=days[0]), days)
    assert len(small.memo.kept) == 6
    assert_same(small, as_of=days[0])
    assert len(small.memo.kept) <= 5 + len(moments_of(days[0], YEAR))


def test_a_frozen_and_an_open_view_of_one_day_do_not_mix(small: Ledger) -> None:
    frozen = asking("task_list", known_at=datetime(2023, 5, 15, 18))
    for parameters in (frozen, asking("task_list"), frozen):
        pd.testing.assert_frame_equal(
            kept(small, "task_list", parameters), small.query("task_list", parameters)
        )


def test_the_day_that_changes_are_counted_from_is_kept_without_being_named(small: Ledger) -> None:
    asked = asking("changes_since", since=date(2023, 4, 9))
    found = small.query_kept("changes_since", asked, [DAY])
    assert found["change"].tolist() == ["newly_done", "fallen_behind"]
    assert (date(2023, 4, 9), None) in small.memo.kept


def test_a_returned_frame_is_the_readers_own(small: Ledger) -> None:
    first = kept(small, "completion_by_office", asking("completion_by_office"))
    first["tasks"] = 0
    assert kept(small, "completion_by_office", asking("completion_by_office"))[
        "tasks"
    ].tolist() == [3, 2, 1]


def test_threads_that_ask_at_once_on_a_new_ledger_all_get_their_answer(ledger: Ledger) -> None:
    fill(ledger)
    wanted = {
        day: ledger.query("completion_by_theme", asking("completion_by_theme", as_of=day))
        for day in (DAY, date(2023, 3, 31), date(2023, 12, 31), date(2023, 7, 1))
    }
    asked = list(wanted) * 4
    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(
            lambda day: kept(
                ledger, "completion_by_theme", asking("completion_by_theme", as_of=day)
            ),
            asked,
        )
        for day, found in zip(asked, answers, strict=True):
            pd.testing.assert_frame_equal(found, wanted[day])


def test_readers_stay_right_while_somebody_writes(ledger: Ledger) -> None:
    fill(ledger)

    def write() -> list[int]:
        for key in range(10):
            with ledger.transaction() as connection:
                put(connection, "progress", report(100 + key, 3, "2023-05-19", key))
        return []

    def read() -> list[int]:
        return [
            int(kept(ledger, "overview", asking("overview"))["tasks"].item()) for _ in range(10)
        ]

    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(lambda work: work(), [write, read, read, read]))
    assert counts == [[], [6] * 10, [6] * 10, [6] * 10]
    assert_same(ledger)


def test_nothing_of_the_memory_is_written_to_the_file(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    with closing(open_ledger(path, datetime(2023, 1, 1))) as ledger:
        kept(fill(ledger), "overview", asking("overview"))
        tables = "select table_name from duckdb_tables() where database_name = current_database()"
        inside = ledger.connection.execute(tables).df()["table_name"].tolist()
    assert "described" not in inside
    names = sorted(file.name for file in tmp_path.iterdir())
    assert names == ["ledger.duckdb", "ledger.duckdb.mark"]
