"""Slides of plans that hardly report: four whole-year tasks, 1 and 4 led by 办公室, 2 by 人事股.

基教股 leads 3. On 20 May, day 140 of 365, 38.4 % are expected of each.
"""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from dashboard.figures.quarters import year_line
from dashboard.ledger.store import Ledger
from dashboard.meetings.slides import lists, single, standing
from dashboard.meetings.slides.block_types import Slide
from tests.meetings.test_slides import BEHIND_GAP, LOOK, ask, figures, read, rows
from tests.support.small_plan import fill_whole_year, put, report

JANUARY = date(2023, 1, 10)


@pytest.fixture
def silent(ledger: Ledger) -> Ledger:
    return fill_whole_year(ledger, 4)


def add_report(ledger: Ledger, task_id: int, percent: float) -> None:
    with ledger.transaction() as connection:
        put(connection, "progress", report(1, task_id, "2023-05-10", percent))


def behind(ledger: Ledger, **changes: Any) -> Slide:
    overview = ask(ledger, "overview", **changes).astype("object").iloc[0]
    tasks, offices = (
        ask(ledger, question, **changes) for question in ("task_list", "completion_by_office")
    )
    return lists.behind(tasks, overview, offices)


def test_the_slide_of_who_is_late_lists_who_has_not_reported(silent: Ledger) -> None:
    slide = behind(silent)
    assert slide["sentence"] == "4 项措施均未填报"
    assert read(slide["headline"]) == {"value": "4 项", "label": "从未填报", "base": "共 4 项"}
    assert rows(slide) == [
        ["办公室", "2 项", "0 项", "2 项", "0 项"],
        ["人事股", "1 项", "0 项", "1 项", "0 项"],
        ["基教股", "1 项", "0 项", "1 项", "0 项"],
    ]
    assert [row["pick"] for row in slide["blocks"][1]["rows"]] == [
        "office:办公室", "office:人事股", "office:基教股",
    ]  # fmt: skip


def test_in_january_the_tasks_of_the_offices_have_not_begun(silent: Ledger) -> None:
    slide = behind(silent, as_of=JANUARY)
    assert slide["sentence"] == "4 项措施均未启动,还没有填报"
    assert [row[3:] for row in rows(slide)] == [
        ["0 项", "2 项"],
        ["0 项", "1 项"],
        ["0 项", "1 项"],
    ]


def test_a_task_whose_time_is_up_is_late_without_a_report(silent: Ledger) -> None:
    slide = behind(silent, as_of=date(2024, 1, 10))
    assert slide["sentence"] == "未达序时 4 项,涉及 3 个牵头股室:逾期 4 项"
    assert [row[3:] for row in rows(slide)] == [["● 逾期 10 天", "—", "-100.0"]] * 4


def test_a_list_shows_no_progress_of_a_silent_task(silent: Ledger) -> None:
    add_report(silent, 4, 20)
    slide = lists.tasks(ask(silent, "task_list"), figures(silent), "所选措施")
    assert [row[3:] for row in rows(slide)] == [
        ["? 未填报", "—", "—"],
        ["? 未填报", "—", "—"],
        ["? 未填报", "—", "—"],
        ["▲ 滞后", "20.0%", "-18.4"],
    ]


def test_the_tasks_behind_come_before_the_silent_ones_of_an_office(silent: Ledger) -> None:
    add_report(silent, 4, 20)
    slide = profile(silent, "办公室")
    assert [row[0] for row in rows(slide, "未达序时和未填报 2 项")] == ["4", "1"]


def test_an_office_without_reports_is_said_to_have_none(silent: Ledger) -> None:
    slide = profile(silent, "办公室")
    assert slide["sentence"] == "办公室:2 项措施均未填报"
    tiles = {tile["label"]: read(tile["value"]) for tile in slide["blocks"][0]["tiles"]}
    assert (tiles["平均进度"], tiles["未填报"]) == ("—", "2 项")


def profile(ledger: Ledger, name: str) -> Slide:
    own: dict[str, Any] = {"offices": [name]}
    numbers: pd.Series = ask(ledger, "completion_by_office", **own).iloc[0]
    line = year_line(ask(ledger, "completion_by_quarter", **own), **LOOK)
    return single.profile(name, numbers, ask(ledger, "task_list", **own), line)


def test_the_offices_without_reports_have_no_gap(silent: Ledger) -> None:
    offices = ask(silent, "completion_by_office")
    slide = standing.ranking(offices, "office", "股室", BEHIND_GAP, is_thin=True)
    assert slide["sentence"] == "3 个股室均未填报"
    assert read(slide["headline"]) == {
        "value": "0 个",
        "label": "股室有填报",
        "base": "共 3 个股室",
    }
    assert [row[1:4] for row in rows(slide)] == [
        ["—", "未填报", "0/2(0.0%)"],
        ["—", "未填报", "0/1(0.0%)"],
        ["—", "未填报", "0/1(0.0%)"],
    ]


def test_the_year_without_reports_is_said_to_have_none(silent: Ledger) -> None:
    frame = ask(silent, "completion_by_quarter")
    slide = standing.quarters(frame, year_line(frame, **LOOK))
    assert slide["sentence"] == "4 项均未填报,序时进度 38.4%"
    assert read(slide["headline"]) == {
        "value": "0/4 项",
        "label": "已填报",
        "base": "序时 38.4%",
    }


def test_no_problem_is_known_where_nobody_has_reported(silent: Ledger) -> None:
    slide = lists.problems(ask(silent, "task_list"), figures(silent))
    assert slide["sentence"] == "4 项均未填报,还没有提出问题"
