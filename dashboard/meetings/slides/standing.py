"""Slides of where things stand: the whole plan, its themes, its offices, the quarters."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from dashboard.analysis.headline_numbers import Number, sentence
from dashboard.core.labels import QUARTERS, gap_words, none_below, percent, points, rate
from dashboard.meetings.slides.parts import (
    Block,
    Text,
    asked,
    chart,
    column,
    progress_bar,
    row,
    slide,
    states,
    table,
    tiles,
)

QUARTER_FIGURES: Final = {
    "到期": "1fr",
    "当季完成": "1fr",
    "其中按期": "1fr",
    "季末完成率": "8.5em",
    "平均进度": "1fr",
    "序时进度": "1fr",
}
"""The columns of 季度走势 and their widths: a rate with its base stands in one line."""


def overview(figures: pd.Series, as_of: date, numbers: Sequence[Number]) -> Block:
    """Return 总体 from one row of `overview` and the five headline numbers."""
    first, *rest = numbers
    return slide(
        standing_sentence(figures, as_of),
        (
            asked(first.value, first.measure),
            first.label,
            f"{first.base} {first.told}".strip(),
        ),
        [tiles(rest), states(figures, int(figures["tasks"]))],
    )


def standing_sentence(figures: pd.Series, as_of: date) -> str:
    """Return the plan's standing in few words: the day stands at the foot."""
    if not figures["tasks"]:
        return sentence(figures, as_of)
    late, offices = figures["behind_schedule"], figures["offices_behind"]
    behind = f"未达序时 {late} 项,涉及 {offices} 个股室" if late else "没有未达序时的措施"
    return (
        f"{figures['tasks']} 项措施完成 {figures['finished']} 项,"
        f"平均进度{gap_words(figures['gap'])};{behind}"
    )


def ranking(frame: pd.DataFrame, name: str, unit: str, behind_gap: float) -> Block:
    """Return 按股室 or 按主题: a row for each, in the frame's column `name`, worst gap first."""
    ranked = frame.sort_values("gap", na_position="last", kind="stable")
    counted = ranked.loc[ranked["tasks"] > 0]
    behind = int(counted["is_below_schedule"].sum())
    return slide(
        ranking_sentence(counted, name, unit),
        (f"{behind} 个", f"{unit}低于序时", f"共 {len(counted)} 个{unit}"),
        [
            table(
                [
                    column(unit, "minmax(5em, 11em)"),
                    column(f"平均进度(竖线为序时,橙色落后 {-behind_gap:.0f} 点以上)", "1fr"),
                    column("进度差", "4.5em", align="end"),
                    column("完成率", "8.5em", align="end"),
                    column("未达序时", "5em", align="end"),
                ],
                [ranking_row(each, name) for _, each in ranked.iterrows()],
            )
        ],
    )


def ranking_row(each: pd.Series, name: str) -> Block:
    """Return one office or theme: its bar, and its figures with their bases."""
    own = f"{name}:{each[name]}"
    if not each["tasks"]:
        return row([each[name], "均已取消", "", "", ""], pick=own)
    return row(
        [
            each[name],
            progress_bar(each, own),
            asked(points(each["gap"]), "gap", own),
            asked(rate(int(each["finished"]), int(each["tasks"])), "completion_rate", own),
            asked(f"{each['behind_schedule']} 项", "behind_schedule", own),
        ],
        pick=own,
    )


def ranking_sentence(counted: pd.DataFrame, name: str, unit: str) -> str:
    """Return what the rows prove: who is furthest behind, or that none is."""
    if counted.empty:
        return "所选措施均已取消"
    worst = counted.iloc[0]
    if not worst["is_below_schedule"]:
        return none_below(unit)
    tasks = int(counted["behind_schedule"].gt(0).sum())
    more = f";{tasks} 个{unit}有未达序时的措施" if tasks else ""
    return f"{worst[name]}{gap_words(worst['gap'])},落后最多{more}"


def quarters(frame: pd.DataFrame, line: go.Figure) -> Block:
    """Return 季度走势 from completion_by_quarter and the line drawn of it."""
    begun = frame.dropna(subset=["average_progress"])
    done, on_time = int(frame["finished_in_quarter"].sum()), int(frame["finished_on_time"].sum())
    if begun.empty:
        return slide("这一年还没有开始", ("—", "平均进度", ""), [])
    last = begun.iloc[-1]
    late = f"、逾期完成 {done - on_time} 项" if done > on_time else ""
    then = f"quarter_end:{last['quarter']}"
    return slide(
        f"平均进度 {last['average_progress']:.1f}%,{gap_words(last['gap'])};"
        f"已完成 {done} 项,其中按期 {on_time} 项{late}",
        (
            asked(percent(last["average_progress"]), "average_progress", then),
            "平均进度",
            asked(f"序时 {percent(last['average_expected'])}", "average_expected", then),
        ),
        [
            chart(line, "全年进度线"),
            table(
                [
                    column("季度", "5em"),
                    *(
                        column(label, width, align="end")
                        for label, width in QUARTER_FIGURES.items()
                    ),
                ],
                [quarter_row(each) for _, each in frame.iterrows()],
            ),
        ],
    )


def quarter_row(each: pd.Series) -> Block:
    """Return one quarter's figures; a quarter that has not begun has only what falls due in it."""
    quarter = int(each["quarter"])
    due, done, end = (
        f"{kind}:{quarter}" for kind in ("due_quarter", "done_quarter", "quarter_end")
    )
    name, in_all = QUARTERS[quarter], counted(each["due_in_quarter"], "tasks", due)
    if pd.isna(each["average_progress"]):
        return row([name, in_all, *("—" for _ in list(QUARTER_FIGURES)[1:])])
    return row(
        [
            name,
            in_all,
            counted(each["finished_in_quarter"], "finished", done),
            counted(each["finished_on_time"], "finished_on_time", done),
            asked(rate(int(each["finished"]), int(each["tasks"])), "completion_rate", end),
            asked(percent(each["average_progress"]), "average_progress", end),
            asked(percent(each["average_expected"]), "average_expected", end),
        ]
    )


def counted(count: int, measure: str, cell: str) -> Text:
    """Return a count with what explains it; behind none there is nothing to see."""
    return asked(f"{count} 项", measure, cell) if count else "0 项"
