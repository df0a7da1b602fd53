"""A plan small enough to add up in the head: seven tasks, seen on 20 May 2023.

Each line runs 100 or 200 days, so that what is expected is a round number. Percent / expected:

| task | leads, supports      | weight | runs          | on 31 Mar          | on 20 May           |
| ---- | -------------------- | ------ | ------------- | ------------------ | ------------------- |
| 1    | 办公室               | 1      | 1 Jan, 10 Apr | 80/90 due_soon     | 100/100 done 20 Apr |
| 2    | 办公室, 人事股       | 2      | 1 Apr, 9 Jul  | 0/0 not_started    | 60/50 on_track      |
| 3    | 人事股               | 1      | 1 Apr, 9 Jul  | 0/0 not_started    | 0/50 unreported     |
| 4    | 基教股               | 1      | 1 Jan, 10 Apr | 50/90 severe       | 50/70 behind        |
| 5    | 基教股               | 2      | 1 Apr, 9 Jul  | 0/0 not_started    | 40/50 on_track      |
| 6    | 基教股               | 2      | 1 Jan, 19 Jul | 45/45 on_track     | 45/70 cancelled     |
| 7    | 人事股               | 1      | 1 Jan, 10 Apr | 100/90 verified    | 100/100 verified    |

Task 4 may take until 19 July since 5 April, task 6 is cancelled since 1 May, and task 5 belongs to
办公室, with 基教股 in support, since 10 May.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from dashboard.ledger.queries import question
from dashboard.ledger.search_index import search_words
from dashboard.ledger.store import Ledger, open_ledger
from dashboard.view.filters import Filters
from tests.support.clock import NOW

YEAR = 2023
DAY = date(2023, 5, 20)
OFFICES = ["办公室", "人事股", "基教股"]
STATES = [
    "cancelled", "verified", "done", "overdue", "not_started",
    "unreported", "severe", "behind", "due_soon", "on_track",
]  # fmt: skip
WEIGHTS = {2: 2, 5: 2, 6: 2}
ITEMS = {1: 1, 2: 1, 3: 2, 4: 3, 5: 3, 6: 3, 7: 2}
LEADERS = {1: "王局", 2: "王局", 4: "李局", 5: "李局", 6: "李局", 7: "王局"}
LEADS = {1: 1, 2: 1, 3: 2, 4: 3, 5: 3, 6: 3, 7: 2}
DUE = {1: "2023-04-10", 4: "2023-04-10", 6: "2023-07-19", 7: "2023-04-10"}
TITLES = {
    1: "学习二十大精神",
    2: "家庭教育指导100%覆盖",
    3: "干部培训",
    4: "课堂教学改革",
    5: "阅读_行动",
    6: "Teachers' Day",
    7: "支部换届",
}
REPORTS = [
    (1, "2023-03-31", 80, "2023-03-31T17:00"),
    (1, "2023-04-20", 100, "2023-04-20T17:00"),
    (2, "2023-05-15", 55, "2023-05-15T17:00"),
    (2, "2023-05-15", 60, "2023-05-16T09:00"),
    (4, "2023-03-20", 50, "2023-03-20T17:00"),
    (5, "2023-05-18", 40, "2023-05-18T17:00"),
    (6, "2023-03-31", 45, "2023-03-31T17:00"),
    (7, "2023-03-10", 100, "2023-03-10T17:00"),
]


def put(connection: duckdb.DuckDBPyConnection, table: str, *rows: dict[str, Any]) -> None:
    """Add rows to a table; what a row leaves out is at its default."""
    connection.append(table, pd.DataFrame(list(rows)), by_name=True)


def task(task_id: int, **changes: Any) -> dict[str, Any]:
    """Return a row of `task` of item 1 that runs the whole year, but for the changes."""
    whole_year = {
        "task_id": task_id,
        "item_id": 1,
        "ordinal": task_id,
        "number": str(task_id),
        "title": f"措施{task_id}",
        "text": f"措施{task_id}全文",
        "start_date": "2023-01-01",
        "due_date": "2023-12-31",
        "recorded_at": "2023-01-01",
    }
    return whole_year | changes


def report(
    progress_id: int, task_id: int, day: str, percent: float, **changes: Any
) -> dict[str, Any]:
    """Return a row of `progress`, recorded at the end of its day, but for the changes."""
    said = {
        "progress_id": progress_id,
        "task_id": task_id,
        "reported_on": day,
        "percent": percent,
        "evidence": "有",
        "recorded_at": f"{day}T18:00",
    }
    return said | changes


def frame_plan(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill in all but the tasks: the plan, its two themes, three items, and three offices."""
    put(connection, "plan", {"year": YEAR, "title": "要点", "organisation": "教育局"})
    put(
        connection,
        "theme",
        {"theme_id": 1, "year": YEAR, "ordinal": 1, "title": "一、党的建设", "short_name": "党建"},
        {"theme_id": 2, "year": YEAR, "ordinal": 2, "title": "二、教学", "short_name": "教学"},
    )
    items = [(1, 1, "理论"), (2, 1, "组织"), (3, 2, "质量")]
    put(
        connection,
        "item",
        *(
            {"item_id": key, "theme_id": theme, "ordinal": key, "number": f"{key}.", "title": title}
            for key, theme, title in items
        ),
    )
    put(
        connection,
        "office",
        *({"office_id": key, "ordinal": key, "name": name} for key, name in enumerate(OFFICES, 1)),
    )


def lead(task_id: int, office_id: int, role: str = "lead", ordinal: int = 1) -> dict[str, Any]:
    """Return a row of `task_office`."""
    return {"task_id": task_id, "office_id": office_id, "role": role, "ordinal": ordinal}


def fill_whole_year(ledger: Ledger, tasks: int, *reports: tuple[int, str, float]) -> Ledger:
    """Fill in tasks 1, 2, … of item 1 that the three offices lead in turn, and reports of some.

    On 20 May, day 140 of 365, 38.4 % are expected of each. A report is a task, a day, a percent.
    """
    with ledger.transaction() as connection:
        frame_plan(connection)
        put(connection, "task", *(task(number) for number in range(1, tasks + 1)))
        put(connection, "task_office", *(lead(n, 1 + (n - 1) % 3) for n in range(1, tasks + 1)))
        if reports:
            put(connection, "progress", *(report(n, *each) for n, each in enumerate(reports, 1)))
    return ledger


def fill(ledger: Ledger) -> Ledger:
    """Put the small plan into an empty ledger."""
    tasks = [
        task(
            key,
            item_id=ITEMS[key],
            title=title,
            text=f"{title}。",
            weight=WEIGHTS.get(key, 1),
            leader=LEADERS.get(key),
            start_date="2023-04-01" if key in (2, 3, 5) else "2023-01-01",
            due_date=DUE.get(key, "2023-07-09"),
        )
        for key, title in TITLES.items()
    ]
    with ledger.transaction() as connection:
        frame_plan(connection)
        put(connection, "task", *tasks)
        put(connection, "task_office", *(lead(*named) for named in LEADS.items()))
        put(connection, "task_office", lead(2, 2, "support", 2))
        items = connection.table("item").df()
        connection.append("task_search", search_words(pd.DataFrame(tasks), items), by_name=True)
        report_and_adjust(connection)
    return ledger


def small_file(path: Path) -> Path:
    """Make the file of a closed ledger that holds the small plan."""
    with small_ledger(path):
        return path


@contextmanager
def small_ledger(path: Path) -> Iterator[Ledger]:
    """Open a new ledger that holds the small plan."""
    with closing(open_ledger(path, NOW)) as ledger:
        yield fill(ledger)


def report_and_adjust(connection: duckdb.DuckDBPyConnection) -> None:
    """Put in what happened during the year."""
    put(
        connection,
        "progress",
        *(
            report(key, task_id, day, percent, work_done=f"第{key}次", recorded_at=recorded_at)
            for key, (task_id, day, percent, recorded_at) in enumerate(REPORTS, 1)
        ),
    )
    adjusted = [
        (1, 4, "2023-04-05", "change", "2023-07-19"),
        (2, 6, "2023-05-01", "cancel", None),
        (3, 5, "2023-05-10", "change", None),
    ]
    put(
        connection,
        "adjustment",
        *(
            {
                "adjustment_id": key,
                "task_id": task_id,
                "adjusted_on": day,
                "kind": kind,
                "reason": "会议决定",
                "due_date": due_date,
                "recorded_at": f"{day}T10:00",
            }
            for key, task_id, day, kind, due_date in adjusted
        ),
    )
    put(
        connection,
        "adjustment_office",
        {"adjustment_id": 3, "office_id": 1, "role": "lead", "ordinal": 1},
        {"adjustment_id": 3, "office_id": 3, "role": "support", "ordinal": 2},
    )
    checked = {"verification_id": 1, "task_id": 7, "verified_on": "2023-03-15"}
    put(connection, "verification", checked | {"recorded_at": "2023-03-15T10:00"})


def asking(name: str, **changes: Any) -> dict[str, Any]:
    """Return the parameters of a question, for the whole small plan but for the changes."""
    view = Filters(YEAR, DAY).parameters()["view"]
    numbers = {"agenda_id": None, "view_id": None, "import_id": None}
    more = {"tasks": [], "since": date(2023, 3, 31), **numbers}
    assert changes.keys() <= view.keys() | more.keys()
    given = view | more | changes
    given["view"] = {field: given[field] for field in view}
    declared = question(name).parameters
    return {parameter: value for parameter, value in given.items() if parameter in declared}


def plain(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of an answer as plain values: None for missing, dates without a time."""
    return [
        {str(name): plain_value(value) for name, value in row.items()}
        for row in frame.astype("object").to_dict("records")
    ]


def plain_value(value: Any) -> Any:
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list):
        return [plain_value(part) for part in value]
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date() if value == value.normalize() else value.to_pydatetime()
    return value


def answer(ledger: Ledger, name: str, **changes: Any) -> list[dict[str, Any]]:
    """Return the rows that answer a question about the small plan."""
    return plain(ledger.query(name, asking(name, **changes)))
