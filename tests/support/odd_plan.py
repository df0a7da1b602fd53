"""A small plan that is unkind to every rule: made of a fixed seed, so that it is always the same.

Thirty-six tasks of four offices: some without a lead or without any office, due in another year,
postponed, moved, reweighted, cancelled, checked off, corrected, reported late, with targets.
"""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Final

import pandas as pd

from dashboard.ledger.search_index import search_words
from dashboard.ledger.store import Ledger
from tests.support.small_plan import lead, put, report, task

YEAR: Final = 2023
OFFICES: Final = ["办公室", "人事股", "基教股", "安全股"]
THEMES: Final = ["党建", "教学", "安全"]
LEADERS: Final = ["王局", "李局", None]
TASKS: Final = range(1, 37)
STARTS: Final = ["2023-01-01", "2023-01-01", "2023-03-15", "2023-07-01"]
DUES: Final = ["2023-12-31", "2023-12-31", "2023-09-30", "2023-06-30", "2023-10-10", "2024-02-10"]
PERCENTS: Final = [0, 5, 12.5, 23.4, 40, 55, 66.6, 80, 93, 100, 100]


def fill(ledger: Ledger) -> Ledger:
    """Put the plan into an empty ledger."""
    chance = Random(5)
    tasks = [made(chance, key) for key in TASKS]
    with ledger.transaction() as connection:
        put(connection, "plan", {"year": YEAR, "title": "要点", "organisation": "教育局"})
        put(connection, "theme", *(theme(key, name) for key, name in enumerate(THEMES, 1)))
        put(connection, "item", *(item(key) for key in range(1, 7)))
        put(connection, "office", *(office(key, name) for key, name in enumerate(OFFICES, 1)))
        put(connection, "task", *tasks)
        put(connection, "task_office", *(row for key in TASKS for row in named(chance, key)))
        items = connection.table("item").df()
        connection.append("task_search", search_words(pd.DataFrame(tasks), items), by_name=True)
        put(
            connection,
            "progress",
            *reports(chance, {row["task_id"]: row["due_date"] for row in tasks}),
        )
        adjusted = [adjustment(chance, key) for key in range(1, 21)]
        put(connection, "adjustment", *adjusted)
        put(connection, "adjustment_office", *moved(chance))
        put(connection, "verification", *(checked(chance, key) for key in range(1, 7)))
    return ledger


def theme(key: int, name: str) -> dict[str, Any]:
    return {"theme_id": key, "year": YEAR, "ordinal": key, "title": name, "short_name": name}


def item(key: int) -> dict[str, Any]:
    """Return an item, two to a theme; the numbers begin anew in each."""
    number = f"{(key - 1) % 2 + 1}."
    at = {"item_id": key, "theme_id": (key + 1) // 2, "ordinal": key, "number": number}
    return at | {"title": f"事项{key}"}


def office(key: int, name: str) -> dict[str, Any]:
    return {"office_id": key, "ordinal": key, "name": name}


def made(chance: Random, key: int) -> dict[str, Any]:
    """Return a task that starts before it is due."""
    start, due = sorted((chance.choice(STARTS), chance.choice(DUES)))
    return task(
        key,
        item_id=key % 6 + 1,
        start_date=start,
        due_date=due,
        weight=chance.choice([1, 1, 2, 0.5]),
        leader=chance.choice(LEADERS),
        target_text=chance.choice([None, "一百场"]),
        recorded_at=chance.choice(["2023-01-01", "2023-01-01", "2023-05-01"]),
        **targets(chance),
    )


def targets(chance: Random) -> dict[str, Any]:
    """Return quarter targets for one task in three."""
    names = ("q1_target", "q2_target", "q3_target", "q4_target")
    given = [chance.choice([None, 10, 35.5, 60, 100]) for _ in names]
    return dict(zip(names, given if chance.random() < 0.34 else [None] * 4, strict=True))


def named(chance: Random, key: int) -> list[dict[str, Any]]:
    """Return the offices of a task: none, only supporting ones, or a lead first."""
    offices = chance.sample(range(1, len(OFFICES) + 1), chance.choice([1, 1, 2, 3]))
    if key == 1:
        return []
    first = "support" if key == 2 else "lead"
    return [lead(key, each, "support" if at else first, at + 1) for at, each in enumerate(offices)]


def some_day(chance: Random) -> date:
    return date(2023, 1, 5) + timedelta(days=chance.randrange(350))


def recorded(chance: Random, day: date) -> datetime:
    """Return when something of a day was recorded: at once, or weeks later."""
    late = chance.choice([0, 0, 1, 25])
    return datetime(day.year, day.month, day.day, 9) + timedelta(late, chance.randrange(30_000))


def reports(chance: Random, due: dict[int, str]) -> list[dict[str, Any]]:
    """Return reports on most tasks, some of them corrected; every ninth is finished on time."""
    told: list[tuple[int, str, float, datetime]] = []
    for key in TASKS:
        if key % 9 == 0:
            told.append((key, due[key], 100, datetime.fromisoformat(due[key])))
            continue
        for _ in range(chance.choice([0, 1, 3, 5, 7])):
            day = some_day(chance)
            for _ in range(chance.choice([1, 1, 1, 1, 1, 2])):
                percent, at = chance.choice(PERCENTS), recorded(chance, day)
                told.append((key, str(day), percent, at))
    return [
        report(n, *each[:3], work_done=f"做了{n}", reported_by="石建业", recorded_at=each[3])
        for n, each in enumerate(told, 1)
    ]


def adjustment(chance: Random, key: int) -> dict[str, Any]:
    """Return a change of one kind, or a cancellation for one in five."""
    day = some_day(chance)
    change = chance.choice(
        [{"due_date": "2023-12-20"}, {"weight": 3}, {"q2_target": 45, "q3_target": 70}, {}]
    )
    kind = {"kind": "cancel"} if key % 5 == 0 else {"kind": "change"} | change
    at = {"adjustment_id": key, "task_id": chance.choice(TASKS), "adjusted_on": day}
    return at | {"reason": "会议决定", "recorded_at": recorded(chance, day)} | kind


def moved(chance: Random) -> list[dict[str, Any]]:
    """Return the offices that adjustments give: every third one moves its task."""
    rows = []
    for key in range(3, 21, 3):
        first, second = chance.sample(range(1, len(OFFICES) + 1), 2)
        at = {"adjustment_id": key}
        rows.append(at | {"office_id": first, "role": "lead", "ordinal": 1})
        rows.append(at | {"office_id": second, "role": "support", "ordinal": 2})
    return rows


def checked(chance: Random, key: int) -> dict[str, Any]:
    day = some_day(chance)
    return {
        "verification_id": key,
        "task_id": chance.choice(TASKS),
        "verified_on": day,
        "recorded_at": recorded(chance, day),
    }
