"""Slides about one subject: an office's profile, a theme, an item, a task."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.analysis import reporting
from dashboard.analysis.headline_numbers import office_sentence
from dashboard.core.labels import gap_words, percent, points, rate
from dashboard.core.sentences import join_parts
from dashboard.meetings.slides.block_types import Block, Row, Slide, Tile
from dashboard.meetings.slides.lists import days_note, task_table
from dashboard.meetings.slides.parts import (
    beside,
    chart,
    column,
    explainable,
    facts,
    note,
    plain_tile,
    progress_bar,
    row,
    slide,
    state,
    table,
    text_of,
    tiles,
)


def profile(name: str, numbers: pd.Series, tasks: pd.DataFrame, line: go.Figure) -> Slide:
    """Return the slide 股室画像 from the office's rows of completion_by_office and task_list."""
    own = f"office:{name}"
    return slide(
        _office_standing(name, numbers),
        (
            explainable(percent(numbers["completion_rate"] * 100), "completion_rate", own),
            "完成率",
            f"{numbers['finished']}/{numbers['tasks']} 项",
        ),
        [
            tiles(_profile_tiles(numbers, own)),
            chart(line, f"{name}全年进度线"),
            _late_and_unreported(tasks),
        ],
    )


def _profile_tiles(numbers: pd.Series, own: str) -> list[Tile]:
    """Return an office's progress, and how many of its tasks are late or silent."""
    counted = explainable(f"共 {numbers['tasks']} 项", "tasks", own)
    return [
        *(
            plain_tile(label, explainable(value, measure, own))
            for label, measure, value in (
                ("平均进度", "average_progress", reporting.progress(numbers)),
                ("序时进度", "average_expected", percent(numbers["average_expected"])),
            )
        ),
        *(
            plain_tile(label, explainable(f"{numbers[measure]} 项", measure, own), counted)
            for label, measure in (
                ("未达序时", "behind_schedule"),
                ("逾期", "overdue"),
                ("未填报", "unreported"),
            )
        ),
    ]


def _late_and_unreported(tasks: pd.DataFrame) -> Block:
    """Return the tasks of an office that are behind schedule, then those without a report."""
    is_owed = tasks["state"] == "unreported"
    late = tasks.loc[tasks["is_behind"] | is_owed].sort_values(
        ["is_behind", "gap"], ascending=[False, True]
    )
    if late.empty:
        return note("没有未达序时或未填报的措施。")
    return task_table(late, title=f"未达序时和未填报 {len(late)} 项")


def _office_standing(name: str, numbers: pd.Series) -> str:
    """Return an office's status in a short sentence; its completion is shown beside it."""
    if not numbers["tasks"]:
        return office_sentence(name, numbers)
    if reporting.is_thin(numbers):
        return office_sentence(name, numbers)
    late, silent = numbers["behind_schedule"], numbers["unreported"]
    return f"{name}{gap_words(numbers['gap'])};未达序时 {late} 项,未填报 {silent} 项"


def theme(name: str, numbers: pd.Series, items: pd.DataFrame, behind_gap: float) -> Slide:
    """Return a theme's slide from its rows of completion_by_theme and completion_by_item."""
    return slide(
        _theme_sentence(name, numbers, len(items)),
        (
            explainable(
                percent(numbers["completion_rate"] * 100), "completion_rate", f"theme:{name}"
            ),
            "完成率",
            f"{numbers['finished']}/{numbers['tasks']} 项",
        ),
        [
            table(
                [
                    column("事项", "1.4fr"),
                    column(f"平均进度(竖线为序时,橙色落后超过 {-behind_gap:g} 点)", "1fr"),
                    column("进度差", "4.5em", align="end"),
                    column("完成率", "8em", align="end"),
                    column("状态", "7.5em"),
                ],
                [_item_row(each) for _, each in items.iterrows()],
            )
        ],
    )


def _theme_sentence(name: str, numbers: pd.Series, items: int) -> str:
    """Return a theme's standing with the count of its items."""
    first = f"{name}:{items} 个事项、"
    if reporting.is_thin(numbers):
        return first + join_parts(reporting.parts(numbers))
    return (
        f"{first}{numbers['tasks']} 项措施,"
        f"平均进度 {percent(numbers['average_progress'])},进度差 {points(numbers['gap'])} 个百分点"
    )


def _item_row(each: pd.Series) -> Row:
    """Return the row of an item: number, title, bar, figures and the worst state of its tasks."""
    name = f"{each['item_number']} {each['item']}"
    pick, own = f"item:{each['item_id']}", f"item:{each['theme']} {each['item_number']}"
    if not each["tasks"]:
        return row([name, "", "", "", state("cancelled")], pick=pick)
    return row(
        [
            name,
            progress_bar(each, own),
            explainable(reporting.gap_or_silence(each), "gap", own),
            explainable(rate(int(each["finished"]), int(each["tasks"])), "completion_rate", own),
            state(each["state"]),
        ],
        pick=pick,
    )


def task(each: pd.Series, history: pd.DataFrame, line: go.Figure | None) -> Slide:
    """Return a task's slide from its row of task_list and its reports (task_history)."""
    words = state(each["state"], days_note(each))
    offices = "、".join(filter(None, [each["lead_office"], each["support_offices"]]))
    stale = "(久未更新)" if each["stale"] else ""
    known = facts(
        [
            ("主题", f"{each['theme']} › {each['item_number']} {each['item']}"),
            ("股室", offices),
            ("分管领导", text_of(each["leader"])),
            ("起止", f"{each['start_date']:%Y-%m-%d} 至 {each['due_date']:%Y-%m-%d}"),
            ("目标", text_of(each["target_text"])),
            ("最近填报", _day(each["last_reported_on"]) + stale),
        ]
    )
    long = [
        ("全文", "" if each["text"] == each["title"] else each["text"]),
        ("存在问题", text_of(each["problem"])),
        ("下一步", text_of(each["next_step"])),
    ]
    rows = [row(pair) for pair in long if pair[1]]
    blocks: list[Block] = [beside(known, chart(line, "填报历程")) if line else known]
    if rows:
        blocks.append(table([column("", "5em"), column("", "1fr")], rows))
    blocks.append(_reports(history))
    return slide(
        f"{each['number']} {each['title']}",
        (
            reporting.known_percent(each),
            f"{words['mark']} {words['text']} {words['note']}".strip(),
            reporting.expected_words(each),
        ),
        blocks,
    )


def _day(moment: Any) -> str:
    return "尚无填报" if pd.isna(moment) else f"{moment:%Y-%m-%d}"


def _reports(history: pd.DataFrame) -> Block:
    """Return the table of a task's reports, newest first."""
    if history.empty:
        return note("尚无填报。")
    return table(
        [
            column("填报日期", "6.5em"),
            column("进度", "4.5em", align="end"),
            column("进展情况", "1fr"),
            column("填报人", "5em"),
        ],
        [
            row(
                [
                    f"{each['reported_on']:%Y-%m-%d}",
                    percent(each["percent"]),
                    text_of(each["work_done"]) + ("(已被更正)" if each["is_replaced"] else ""),
                    text_of(each["reported_by"]),
                ]
            )
            for _, each in history.iterrows()
        ],
        title="填报历程",
    )
