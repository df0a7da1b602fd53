"""Slides about overall progress: the whole plan, its themes, its offices, the quarters."""

from collections.abc import Sequence
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from dashboard.analysis import reporting
from dashboard.analysis.headline_numbers import Number, standing_sentence
from dashboard.core.labels import QUARTERS, gap_words, none_below, percent, rate
from dashboard.meetings.slides.block_types import Block, Row, Slide, Text
from dashboard.meetings.slides.parts import (
    chart,
    column,
    explainable,
    number_tile,
    progress_bar,
    rounding_note,
    row,
    slide,
    states,
    table,
    tiles,
)

_QUARTER_FIGURES: Final = {
    "到期": "1fr",
    "当季完成": "1fr",
    "其中按期": "1fr",
    "季末完成率": "8.5em",
    "平均进度": "1fr",
    "序时进度": "1fr",
}
"""The columns of 季度走势 and their widths; a rate and its base must fit on one line."""


def overview(figures: pd.Series, numbers: Sequence[Number]) -> Slide:
    """Return the slide 总体 from one row of `overview` and the five headline numbers."""
    first, *rest = numbers
    return slide(
        standing_sentence(figures),
        (
            explainable(first.value, first.measure),
            first.label,
            f"{first.base} {first.change_line}".strip(),
        ),
        [
            tiles([number_tile(each) for each in rest]),
            states(figures, int(figures["tasks"])),
            *rounding_note(figures, int(figures["tasks"])),
        ],
    )


def ranking(
    frame: pd.DataFrame, name: str, unit: str, behind_gap: float, *, is_thin: bool = False
) -> Slide:
    """Return the slide 按股室 or 按主题: a row for each value of `name`, worst gap first.

    Rows with too few reports come last. is_thin: so few in the whole plan that the slide says so.
    """
    ranked = frame.sort_values(
        ["is_gap_known", "gap"], ascending=[False, True], na_position="last", kind="stable"
    )
    counted = ranked.loc[ranked["tasks"] > 0]
    return slide(
        reporting.groups_sentence(frame, name, unit)
        if is_thin
        else _ranking_sentence(counted, name, unit),
        _ranking_headline(counted, unit, is_thin=is_thin),
        [
            table(
                [
                    column(unit, "minmax(5em, 11em)"),
                    column(f"平均进度(竖线为序时,橙色落后超过 {-behind_gap:g} 点)", "1fr"),
                    column("进度差", "4.5em", align="end"),
                    column("完成率", "8.5em", align="end"),
                    column("未达序时", "5em", align="end"),
                ],
                [_ranking_row(each, name) for _, each in ranked.iterrows()],
            )
        ],
    )


def _ranking_headline(counted: pd.DataFrame, unit: str, *, is_thin: bool) -> tuple[str, str, str]:
    """Return how many are behind; for a plan with too few reports, how many have reported."""
    base = f"共 {len(counted)} 个{unit}"
    if is_thin:
        reported = int((~counted["reporting"].isin(reporting.SILENT)).sum())
        return (f"{reported} 个", f"{unit}有填报", base)
    behind = counted["is_below_schedule"] & counted["is_gap_known"]
    return (f"{int(behind.sum())} 个", f"{unit}低于序时", base)


def _ranking_row(each: pd.Series, name: str) -> Row:
    """Return the row of an office or theme: its bar, and its figures with their bases."""
    own = f"{name}:{each[name]}"
    if not each["tasks"]:
        return row([each[name], "均已取消", "", "", ""], pick=own)
    return row(
        [
            each[name],
            progress_bar(each, own),
            explainable(reporting.gap_or_silence(each), "gap", own),
            explainable(rate(int(each["finished"]), int(each["tasks"])), "completion_rate", own),
            explainable(f"{each['behind_schedule']} 项", "behind_schedule", own),
        ],
        pick=own,
    )


def _ranking_sentence(counted: pd.DataFrame, name: str, unit: str) -> str:
    """Return the slide's sentence: who is furthest behind, or that none is."""
    if counted.empty:
        return "所选措施均已取消"
    worst, silent = counted.iloc[0], reporting.silent_words(counted, unit)
    if not (worst["is_gap_known"] and worst["is_below_schedule"]):
        return none_below(unit) + silent
    tasks = int(counted["behind_schedule"].gt(0).sum())
    more = f";{tasks} 个{unit}有未达序时的措施" if tasks else ""
    return f"{worst[name]}{gap_words(worst['gap'])},落后最多{more}{silent}"


def quarters(frame: pd.DataFrame, line: go.Figure) -> Slide:
    """Return the slide 季度走势 from completion_by_quarter and its line chart."""
    begun = frame.dropna(subset=["average_progress"])
    done, on_time = int(frame["finished_in_quarter"].sum()), int(frame["finished_on_time"].sum())
    if begun.empty:
        return slide("这一年还没有开始", ("—", "平均进度", ""), [])
    last = begun.iloc[-1]
    rest = _quarter_blocks(frame, line)
    if reporting.is_thin(last):
        return _first_reports(last, rest)
    late = f"、逾期完成 {done - on_time} 项" if done > on_time else ""
    then = f"quarter_end:{last['quarter']}"
    return slide(
        f"平均进度 {percent(last['average_progress'])},{gap_words(last['gap'])};"
        f"已完成 {done} 项,其中按期 {on_time} 项{late}",
        (
            explainable(percent(last["average_progress"]), "average_progress", then),
            "平均进度",
            explainable(f"序时 {percent(last['average_expected'])}", "average_expected", then),
        ),
        rest,
    )


def _quarter_blocks(frame: pd.DataFrame, line: go.Figure) -> list[Block]:
    """Return the year's line chart and the table of its quarters."""
    heads = [column(label, width, align="end") for label, width in _QUARTER_FIGURES.items()]
    shown = [_quarter_row(each) for _, each in frame.iterrows()]
    return [chart(line, "全年进度线"), table([column("季度", "5em"), *heads], shown)]


def _first_reports(last: pd.Series, blocks: Sequence[Block]) -> Slide:
    """Return the slide of a year that has hardly any reports yet."""
    then = f"quarter_end:{last['quarter']}"
    expected = percent(last["average_expected"])
    return slide(
        f"{reporting.brief(last)},序时进度 {expected}",
        (
            explainable(f"{last['ever_reported']}/{last['tasks']} 项", "ever_reported", then),
            "已填报",
            explainable(f"序时 {expected}", "average_expected", then),
        ),
        blocks,
    )


def _quarter_row(each: pd.Series) -> Row:
    """Return the row of a quarter; one that has not begun shows only the tasks due in it."""
    quarter = int(each["quarter"])
    due, done, end = (
        f"{kind}:{quarter}" for kind in ("due_quarter", "done_quarter", "quarter_end")
    )
    name, in_all = QUARTERS[quarter], _counted(each["due_in_quarter"], "tasks", due)
    if pd.isna(each["finished_in_quarter"]):
        return row([name, in_all, *("—" for _ in list(_QUARTER_FIGURES)[1:])])
    return row(
        [
            name,
            in_all,
            _counted(int(each["finished_in_quarter"]), "finished", done),
            _counted(int(each["finished_on_time"]), "finished_on_time", done),
            explainable(rate(int(each["finished"]), int(each["tasks"])), "completion_rate", end),
            explainable(reporting.progress(each), "average_progress", end),
            explainable(percent(each["average_expected"]), "average_expected", end),
        ]
    )


def _counted(count: int, measure: str, cell: str) -> Text:
    """Return an explainable count; 0 is plain text, since there are no tasks to show."""
    return explainable(f"{count} 项", measure, cell) if count else "0 项"
