"""A made plan of a county's size that is unkind to a screen: long names, long words, every state.

222 tasks by 30 offices, seen on 30 September 2023. All of it comes from integer arithmetic on the
number of the task, so that the same rows come out on every run. A task's kind, its number modulo
ten, says what became of it; without adjustments, it runs the whole year:

| kind | due         | reported 30 Mar, 29 Jun, 28 Sep | on 30 June  | on 30 September      |
| ---- | ----------- | ------------------------------- | ----------- | -------------------- |
| 0    | 31 Dec      | 60, 100, –                      | verified    | verified             |
| 1    | 31 Dec      | 30, 60, 100                     | on_track    | done                 |
| 2    | 31 Aug      | 20, 60, 70                      | behind      | overdue              |
| 3    | from 15 Oct | –                               | not_started | not_started          |
| 4    | 31 Dec      | –                               | unreported  | unreported           |
| 5    | 31 Dec      | 5, 12, 20                       | severe      | severe               |
| 6    | 31 Dec      | 30, 48, 55                      | on_track    | behind               |
| 7    | 10 Oct      | 15, 40, 92                      | behind      | due_soon             |
| 8    | 31 Dec      | 30, 55, 80                      | on_track    | on_track             |
| 9    | 31 Dec      | 30, 55, 80                      | on_track    | 9, 29 …: cancelled   |
"""

from datetime import date
from typing import Any, Final

import pandas as pd

from dashboard.ledger.search_index import search_words
from dashboard.ledger.store import Ledger
from tests.support.small_plan import lead, put, report, task

YEAR: Final = 2023
DAY: Final = date(2023, 9, 30)
COUNT_TASKS: Final = 222
COUNT_ITEMS: Final = 40
LONGEST: Final = 75
"""The number of the task whose last report has a problem of 1,500 characters."""

OFFICES: Final = [
    "团委", "办公室", "教研室", "督导室", "工会办", "基教股", "政工人事股", "计划财务股",
    "职成教育股", "校园安全股", "考试招生中心", "学生资助中心", "电化教育中心", "教师发展中心",
    "青少年活动中心", "民办教育管理股", "体育卫生与艺术股", "党建与思想政治股",
    "语言文字工作委员会", "教育项目建设办公室", "学前教育与特殊教育股", "义务教育优质均衡专班",
    "教育督导与质量监测中心", "校园食品安全管理办公室", "教育系统关心下一代委员会",
    "普通高中与职业教育指导股", "教育信息化与数字资源中心", "家庭教育与心理健康指导中心",
    "校外教育培训监督管理办公室", "教育经费监管与学校财务核算中心股",
]  # fmt: skip
THEMES: Final = [
    "党建", "党风廉政", "五育并举", "教师队伍建设", "安全稳定", "义务教育优质均衡", "教育质量",
    "校园食品安全管理",
]  # fmt: skip
PROSE: Final = (
    "统筹推进乡镇学校基础设施改造和教师周转宿舍建设,落实项目资金、施工许可和竣工验收的责任分工,"
    "每月召开一次调度会议,逐校核对台账,对进度缓慢的学校由分管领导带队现场督办;"
    "组织骨干教师开展课堂教学改革示范课、送教下乡和校际结对帮扶活动,形成典型经验在全县推广;"
    "健全校园安全风险分级管控和隐患排查治理机制,联合公安、消防、市场监管部门开展专项检查,"
    "建立问题清单和整改清单,做到发现一处、整改一处、销号一处。"
)
REPORTED_ON: Final = ("2023-03-30", "2023-06-29", "2023-09-28")
PERCENTS: Final = {
    0: (60, 100),
    1: (30, 60, 100),
    2: (20, 60, 70),
    5: (5, 12, 20),
    6: (30, 48, 55),
    7: (15, 40, 92),
    8: (30, 55, 80),
    9: (30, 55, 80),
}
DUE: Final = {2: "2023-08-31", 7: "2023-10-10"}
NUMBERS: Final = range(1, COUNT_TASKS + 1)


def words(seed: int, length: int) -> str:
    """Return so many characters of prose that begin elsewhere for each seed."""
    start = seed * 37 % len(PROSE)
    return (PROSE[start:] + PROSE * (length // len(PROSE) + 1))[:length]


def title_of(number: int) -> str:
    """Return a title of 60 characters for two tasks of three, of 12 for the others."""
    return f"第{number}号:{words(number, 60)}"[: 12 if number % 3 == 0 else 60]


def item_of(number: int) -> int:
    return (number - 1) * COUNT_ITEMS // COUNT_TASKS + 1


def fill(ledger: Ledger) -> Ledger:
    """Put the unkind plan into an empty ledger."""
    tasks = [
        task(
            number,
            item_id=item_of(number),
            number=f"{item_of(number)}.{number}",
            title=title_of(number),
            text=f"{title_of(number)}。{words(number + 7, 60 + number % 5 * 60)}",
            leader=("周明远", "欧阳振华", "李静")[number % 3],
            weight=1 + number % 3,
            start_date="2023-10-15" if number % 10 == 3 else "2023-01-01",
            due_date=DUE.get(number % 10, "2023-12-31"),
            target_text=words(number, 40) if number % 4 == 0 else None,
        )
        for number in NUMBERS
    ]
    with ledger.transaction() as connection:
        put(connection, "plan", {"year": YEAR, "title": "工作要点", "organisation": "云岫县教育局"})
        put(connection, "theme", *map(theme, range(1, len(THEMES) + 1)))
        put(connection, "item", *map(item, range(1, COUNT_ITEMS + 1)))
        put(connection, "office", *map(office, range(1, len(OFFICES) + 1)))
        put(connection, "task", *tasks)
        put(connection, "task_office", *(row for number in NUMBERS for row in named(number)))
        items = connection.table("item").df()
        connection.append("task_search", search_words(pd.DataFrame(tasks), items), by_name=True)
        put(connection, "progress", *(row for number in NUMBERS for row in reports(number)))
        put(connection, "adjustment", *(cancelled(n) for n in NUMBERS if n % 20 == 9))
        put(connection, "verification", *(verified(n) for n in NUMBERS if n % 10 == 0))
        put(connection, "meeting", *(meeting(number) for number in (1, 2)))
        put(connection, "decision", *(decision(number) for number in range(1, 13)))
        put(connection, "decision_report", *(outcome(number) for number in (1, 4, 7, 10)))
    return ledger


def theme(key: int) -> dict[str, Any]:
    name = THEMES[key - 1]
    title = f"{name},{words(key, 30)}"
    return {"theme_id": key, "year": YEAR, "ordinal": key, "title": title, "short_name": name}


def item(key: int) -> dict[str, Any]:
    """Return an item, five to a theme, with a title of 8 to 32 characters."""
    at = {"theme_id": (key - 1) // 5 + 1, "item_id": key, "ordinal": key, "number": str(key)}
    return at | {"title": words(key * 3, 8 + key % 4 * 8)}


def office(key: int) -> dict[str, Any]:
    return {"office_id": key, "ordinal": key, "name": OFFICES[key - 1]}


def named(number: int) -> list[dict[str, Any]]:
    """Return the offices of a task: one that leads, up to six in support."""
    first = (number * 7 + number // 10) % len(OFFICES)
    offices = [(first + more * 11) % len(OFFICES) + 1 for more in range(1 + number % 7)]
    return [
        lead(number, key, "support" if at else "lead", at + 1) for at, key in enumerate(offices)
    ]


def reports(number: int) -> list[dict[str, Any]]:
    """Return what was reported on a task; the last report of most tells a problem."""
    percents = PERCENTS.get(number % 10, ())
    return [
        report(
            number * 10 + at,
            number,
            day,
            percent,
            work_done=words(number + at, 40 + number % 4 * 40),
            reported_by="石建业",
            **(trouble(number) if at == len(percents) - 1 else {}),
        )
        for at, (day, percent) in enumerate(zip(REPORTED_ON, percents, strict=False))
    ]


def trouble(number: int) -> dict[str, Any]:
    """Return a problem and a next step of 80 to 150 characters; one task in four has none."""
    if number % 4 == 0:
        return {}
    length = 1500 if number == LONGEST else 80 + number * 11 % 71
    return {
        "problem": words(number + 3, length),
        "next_step": words(number + 5, 80 + number * 13 % 71),
    }


def cancelled(number: int) -> dict[str, Any]:
    return {
        "adjustment_id": number,
        "task_id": number,
        "adjusted_on": "2023-08-01",
        "kind": "cancel",
        "reason": "会议决定",
        "recorded_at": "2023-08-01T10:00",
    }


def verified(number: int) -> dict[str, Any]:
    return {
        "verification_id": number,
        "task_id": number,
        "verified_on": "2023-06-30",
        "recorded_at": "2023-06-30T19:00",
    }


def meeting(key: int) -> dict[str, Any]:
    """Return the meeting on the figures of the first or the second quarter."""
    as_of, held_on = (("2023-03-31", "2023-04-07"), ("2023-06-30", "2023-07-07"))[key - 1]
    days = {"as_of": as_of, "held_on": held_on, "recorded_at": f"{held_on}T12:00"}
    return {"meeting_id": key, "year": YEAR, "name": f"第{key}季度工作推进会", **days}


def decision(key: int) -> dict[str, Any]:
    """Return a decision of 100 characters, five of the first meeting and seven of the second."""
    of = 1 if key <= 5 else 2
    return {
        "decision_id": key,
        "meeting_id": of,
        "text": f"第{key}项:{words(key * 5, 100)}"[:100],
        "office": OFFICES[-key],
        "due_date": ("2023-08-31", "2023-12-31")[key % 2],
        "task_id": key * 10 + 5 if key % 3 == 0 else None,
        "recorded_at": meeting(of)["recorded_at"],
    }


def outcome(key: int) -> dict[str, Any]:
    return {
        "decision_report_id": key,
        "decision_id": key,
        "reported_on": "2023-09-20",
        "status": "done",
        "note": words(key, 100),
        "recorded_at": "2023-09-20T10:00",
    }
