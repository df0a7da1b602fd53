"""Plans of any size with long names, each a year of one ledger, seen on 30 September of its year.

A plan of so many offices and themes has three tasks an office, and two items a theme. Names of
offices have 6 to 20 characters, short names of themes 8, their titles 40.
"""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from dashboard.ledger.search_index import search_words
from dashboard.ledger.store import Ledger
from tests.support.big_plan import words
from tests.support.small_plan import lead, put, report, task

MOST_OFFICES: Final = 80
TASKS_OF_AN_OFFICE: Final = 3
ITEMS_OF_A_THEME: Final = 2
_PLACES: Final = "东西南北中"
_FIELDS: Final = (
    "语言文字股", "基础教育管理股", "民办教育监督服务中心", "职业教育与成人教育管理办公室",
    "学校食品安全与营养健康管理服务中心", "青少年学生校外活动与劳动实践教育管理中心",
    "义务教育优质均衡发展创建专班", "教师发展与培训中心",
)  # fmt: skip
_MOST_LETTERS: Final = 20


def office_name(number: int) -> str:
    """Return the name of the office of a number, 1 to 80; no two are alike."""
    field, place = _FIELDS[number % len(_FIELDS)], (number - 1) // len(_FIELDS)
    prefix = f"{_PLACES[place % len(_PLACES)]}{'一二'[place // len(_PLACES)]}片"
    return f"{prefix}{field}"[:_MOST_LETTERS]


def theme_name(number: int) -> str:
    return f"第{number:02}板块{words(number, 4)}"[:8]


def fill(ledger: Ledger, sizes: Mapping[int, tuple[int, int]]) -> Ledger:
    """Put plans into an empty ledger: by their years, how many offices and themes each has."""
    with ledger.transaction() as connection:
        offices = range(1, max(offices for offices, _ in sizes.values()) + 1)
        names = ({"office_id": n, "ordinal": n, "name": office_name(n)} for n in offices)
        put(connection, "office", *names)
        for place, (year, (count, themes)) in enumerate(sizes.items()):
            _add_plan(connection, year, count, themes, start=1000 * place)
    return ledger


def _add_plan(connection: Any, year: int, offices: int, themes: int, *, start: int) -> None:
    """Add a plan whose keys begin after start."""
    items = themes * ITEMS_OF_A_THEME
    numbers = range(1, max(TASKS_OF_AN_OFFICE * offices, items) + 1)
    tasks = [_task(year, start, number, items) for number in numbers]
    put(connection, "plan", {"year": year, "title": "工作要点", "organisation": "云岫县教育局"})
    put(connection, "theme", *(_theme(year, start, each) for each in range(1, themes + 1)))
    put(connection, "item", *(_item(start, each) for each in range(1, items + 1)))
    put(connection, "task", *tasks)
    put(connection, "task_office", *(lead(start + n, (n - 1) % offices + 1) for n in numbers))
    found = connection.table("item").df()
    connection.append("task_search", search_words(pd.DataFrame(tasks), found), by_name=True)
    put(connection, "progress", *(row for n in numbers for row in _reports(year, start, n)))


def _theme(year: int, start: int, number: int) -> dict[str, Any]:
    name = theme_name(number)
    title = f"{name},{words(number, 32)}"
    key = {"theme_id": start + number, "year": year, "ordinal": number}
    return key | {"title": title, "short_name": name}


def _item(start: int, number: int) -> dict[str, Any]:
    theme = start + (number - 1) // ITEMS_OF_A_THEME + 1
    key = {"item_id": start + number, "theme_id": theme, "ordinal": number, "number": str(number)}
    return key | {"title": words(number * 3, 24)}


def _task(year: int, start: int, number: int, items: int) -> dict[str, Any]:
    item = (number - 1) % items + 1
    return task(
        start + number,
        item_id=start + item,
        ordinal=number,
        number=f"{item}.{number}",
        title=f"第{number}号:{words(number, 40)}",
        start_date=f"{year}-01-01",
        due_date=f"{year}-{'08-31' if number % 5 == 2 else '12-31'}",
        leader="欧阳振华",
        recorded_at=f"{year}-01-01",
    )


def _reports(year: int, start: int, number: int) -> list[dict[str, Any]]:
    """Return reports at the end of each quarter; a task in seven has none."""
    if number % 7 == 3:
        return []
    pace = (10, 25, 33, 20, 28)[number % 5]
    return [
        report(
            (start + number) * 10 + quarter,
            start + number,
            f"{year}-{quarter * 3:02}-28",
            min(100, pace * quarter),
            work_done=words(number, 60),
            **({"problem": words(number + 3, 90)} if number % 2 else {}),
        )
        for quarter in (1, 2, 3)
    ]
