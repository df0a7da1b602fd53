"""Slides that list tasks: tasks behind schedule, problems to coordinate, a selected list."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from dashboard.analysis import reporting
from dashboard.analysis.headline_numbers import behind_parts, standing_sentence
from dashboard.core.labels import counted_offices, rate
from dashboard.core.sentences import join_parts
from dashboard.meetings.slides.block_types import Cell, Row, Slide, TableBlock
from dashboard.meetings.slides.parts import (
    column,
    explainable,
    note,
    row,
    slide,
    state,
    table,
    text_of,
)

COLUMNS = [
    column("编号", "4em"),
    column("措施", "1fr"),
    column("牵头股室", "minmax(5em, 8em)"),
    column("状态", "7.5em"),
    column("进度", "4.5em", align="end"),
    column("进度差", "4.5em", align="end"),
]


_SILENCE: Final = "没有填报,就看不出是否落后;未填报的措施不算未达序时。"


def task_table(tasks: pd.DataFrame, *, title: str = "") -> TableBlock:
    """Return a table of task_list rows, each with its reason and next step below it."""
    return table(COLUMNS, [_task_row(task) for _, task in tasks.iterrows()], title=title)


def _task_row(task: pd.Series) -> Row:
    """Return the row of one task: number, title, office, state, percent, gap."""
    figures = [reporting.known_percent(task), reporting.known_gap(task)]
    return row_with_reason(task, [*task_cells(task), *figures])


def row_with_reason(task: pd.Series, cells: Sequence[Cell]) -> Row:
    """Return a row about a task that leads to it, with its reason and next step below it."""
    return row(
        cells,
        pick=f"task:{task['task_id']}",
        details=[
            ("原因", text_of(task["problem"])),
            ("下一步", text_of(task["next_step"])),
        ],
    )


def task_cells(task: pd.Series) -> list[Cell]:
    """Return the first cells of every task list: number, title, office, state."""
    return [
        task["number"],
        task["title"],
        task["lead_office"],
        state(task["state"], days_note(task)),
    ]


def days_note(task: pd.Series) -> str:
    """Return the days a task is overdue or has left, for the states where this matters."""
    if task["state"] == "overdue":
        return f"{task['days_overdue']:.0f} 天"
    return f"剩 {task['days_left']:.0f} 天" if task["state"] == "due_soon" else ""


def behind(tasks: pd.DataFrame, overview: pd.Series, offices: pd.DataFrame) -> Slide:
    """Return the slide 滞后与逾期: overdue tasks first, then by gap, worst first.

    While none is late because hardly any has reported, it lists the offices (rows of
    completion_by_office) with their reports.
    """
    late = tasks.loc[tasks["is_behind"]]
    late = late.sort_values(["days_overdue", "gap"], ascending=[False, True], kind="stable")
    count = int(overview["behind_schedule"])
    parts = [
        f"{word} {overview[code]} 项"
        for code, word in (("overdue", "逾期"), ("severe", "严重滞后"), ("behind", "滞后"))
        if overview[code]
    ]
    base = explainable(f"共 {overview['tasks']} 项", "tasks")
    if not count and reporting.is_thin(overview):
        silent = explainable(f"{overview['silent']} 项", "silent")
        return slide(
            standing_sentence(overview),
            (silent, "从未填报", base),
            [note(_SILENCE), _reports_by_office(offices)],
        )
    among = counted_offices(overview["offices_behind"], overview["basis"])
    return slide(
        f"未达序时 {count} 项,涉及 {among}:{'、'.join(parts)}"
        if count
        else join_parts(behind_parts(overview)),
        (explainable(f"{count} 项", "behind_schedule"), "未达序时", base),
        [task_table(late)] if count else [note("所有已填报的措施都达到序时进度。")],
    )


def _reports_by_office(offices: pd.DataFrame) -> TableBlock:
    """Return the table of how many tasks each office has reported on; who owes most comes first."""
    counted = offices.loc[offices["tasks"] > 0]
    owing = counted.sort_values(["unreported", "silent"], ascending=False, kind="stable")
    labels = ("措施", "已填报", "未填报", "未启动")
    return table(
        [column("股室", "1fr"), *(column(label, "6em", align="end") for label in labels)],
        [_reports_row(each) for _, each in owing.iterrows()],
    )


def _reports_row(office: pd.Series) -> Row:
    """Return the row of an office: its tasks, and how many are reported, owed and not begun."""
    own = f"office:{office['office']}"
    return row(
        [
            office["office"],
            explainable(f"{office['tasks']} 项", "tasks", own),
            explainable(f"{office['ever_reported']} 项", "ever_reported", own),
            explainable(f"{office['unreported']} 项", "unreported", own),
            explainable(f"{office['not_started']} 项", "tasks", own, "state:not_started"),
        ],
        pick=own,
    )


def problems(tasks: pd.DataFrame, overview: pd.Series) -> Slide:
    """Return the slide 需要协调的问题: unfinished tasks whose last report has a problem."""
    is_open = ~tasks["state"].isin(["verified", "done", "cancelled"])
    named = tasks.loc[is_open & (tasks["problem"].map(text_of) != "")].sort_values("gap")
    offices = counted_offices(named["counting_offices"].explode().nunique(), overview["basis"])
    return slide(
        f"{len(named)} 项措施提出了需要协调的问题,涉及 {offices}"
        if len(named)
        else _no_problem(overview),
        (f"{len(named)} 项", "提出问题", f"未完成 {overview['tasks'] - overview['finished']} 项"),
        [task_table(named)] if len(named) else [note("填报中的“存在问题”显示在这里。")],
    )


def _no_problem(overview: pd.Series) -> str:
    """Return why no task names a problem."""
    if overview["tasks"] and overview["finished"] == overview["tasks"]:
        return "措施均已完成,没有需要协调的问题"
    if reporting.is_silent(overview):
        return f"{reporting.brief(overview)},还没有提出问题"
    return "最近一次填报中没有提出问题"


def tasks(frame: pd.DataFrame, overview: pd.Series, name: str, *cells: str) -> Slide:
    """Return a named list of the tasks of task_list, in their order.

    The cells select these tasks within the view.
    """
    done = rate(int(overview["finished"]), int(overview["tasks"]))
    return slide(
        f"{name}:{overview['tasks']} 项措施,完成 {overview['finished']} 项,"
        f"未达序时 {overview['behind_schedule']} 项",
        (
            explainable(f"{overview['tasks']} 项", "tasks", *cells),
            name,
            explainable(f"完成 {done}", "completion_rate", *cells),
        ),
        [task_table(frame)] if len(frame) else [note("没有符合条件的措施。")],
    )
