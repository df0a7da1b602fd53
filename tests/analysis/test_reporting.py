"""What is said of plans that hardly report: silence is no lateness, and no progress either.

Each plan is one of whole-year tasks, each of a theme of its own office; what is said is worked out
by hand from how many of them have a report.
"""

import datetime as dt
from datetime import date
from typing import Any

import pandas as pd
import pytest

from dashboard.analysis import headline_numbers, reporting
from dashboard.core.sentences import join_parts
from dashboard.ledger.store import Ledger
from tests.support.small_plan import asking, fill_whole_year, frame_plan, lead, put, report, task

MAY = date(2023, 5, 20)
"""Day 140 of 365: 38.4 % are expected of a whole-year task."""


def rows(ledger: Ledger, question: str, as_of: dt.date, **changes: Any) -> pd.DataFrame:
    return ledger.query(question, asking(question, as_of=as_of, **changes))


def overview(ledger: Ledger, as_of: dt.date = MAY, **changes: Any) -> pd.Series:
    return rows(ledger, "overview", as_of, **changes).astype("object").iloc[0]


def sentence(ledger: Ledger, as_of: dt.date = MAY) -> str:
    return headline_numbers.sentence(overview(ledger, as_of), as_of)


@pytest.mark.parametrize(
    ("reports", "as_of", "told"),
    [
        ([], date(2023, 1, 10), "30 项措施均未启动,还没有填报"),
        ([], MAY, "30 项措施均未填报"),
        ([], date(2024, 1, 10), "30 项措施均未填报,逾期 30 项"),
        ([(1, "2023-01-09", 5.0)], date(2023, 1, 10), "30 项措施中仅 1 项已填报,未启动 29 项"),
        ([(1, "2023-05-10", 30.0)], MAY, "30 项措施中仅 1 项已填报,未填报 29 项"),
        (
            [(1, "2023-05-10", 100.0), (2, "2023-05-10", 5.0)],
            MAY,
            "30 项措施中仅 2 项已填报,未填报 28 项,完成 1 项,未达序时 1 项",
        ),
    ],
)
def test_a_plan_that_hardly_reports_says_so_first(
    ledger: Ledger, reports: list[tuple[int, str, float]], as_of: dt.date, told: str
) -> None:
    fill_whole_year(ledger, 30, *reports)
    assert sentence(ledger, as_of) == f"截至 {as_of},{told}。"
    assert headline_numbers.standing_sentence(overview(ledger, as_of)) == told


@pytest.mark.parametrize(
    ("count", "reporting_code"), [(0, "none"), (1, "thin"), (3, "thin"), (4, "usual")]
)
def test_hardly_any_is_a_tenth_of_the_tasks_that_have_begun(
    ledger: Ledger, count: int, reporting_code: str
) -> None:
    fill_whole_year(ledger, 30, *((number, "2023-05-10", 30.0) for number in range(1, count + 1)))
    found = overview(ledger)
    assert (found["reporting"], found["ever_reported"], found["silent"]) == (
        reporting_code,
        count,
        30 - count,
    )


def test_tasks_that_have_not_begun_owe_no_report(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        frame_plan(connection)
        later = [task(number, start_date="2023-10-01") for number in range(2, 21)]
        put(connection, "task", task(1), *later)
        put(connection, "progress", report(1, 1, "2023-05-10", 40.0))
    assert overview(ledger)["reporting"] == "usual"


def test_with_enough_reports_the_silent_are_told_beside_none_that_is_behind(
    ledger: Ledger,
) -> None:
    fill_whole_year(ledger, 5, (1, "2023-05-10", 40.0))
    assert sentence(ledger) == (
        "截至 2023-05-20,5 项措施完成 0 项,完成率 0.0%;平均进度 8.0%,落后序时 30.4 个百分点;"
        "没有未达序时的措施,未填报 4 项按 0% 计。"
    )


def test_a_plan_that_is_done_has_nothing_behind_and_nothing_silent(ledger: Ledger) -> None:
    fill_whole_year(ledger, 3, *((number, "2023-05-10", 100.0) for number in (1, 2, 3)))
    assert sentence(ledger) == (
        "截至 2023-05-20,3 项措施完成 3 项,完成率 100.0%;平均进度 100.0%,"
        "领先序时 61.6 个百分点;没有未达序时的措施。"
    )


def test_one_task_without_a_report_and_with_one(ledger: Ledger) -> None:
    fill_whole_year(ledger, 1)
    assert sentence(ledger) == "截至 2023-05-20,1 项措施尚未填报。"
    with ledger.transaction() as connection:
        put(connection, "progress", report(1, 1, "2023-05-10", 40.0))
    assert sentence(ledger).startswith("截至 2023-05-20,1 项措施完成 0 项,完成率 0.0%;平均进度 40")


def test_nothing_is_said_of_tasks_that_are_not_there(ledger: Ledger) -> None:
    fill_whole_year(ledger, 1)
    assert overview(ledger, themes=["无此主题"])["reporting"] is None


def test_an_office_is_told_as_its_plan_is(ledger: Ledger) -> None:
    fill_whole_year(ledger, 3, (1, "2023-05-10", 40.0))
    offices = rows(ledger, "completion_by_office", MAY).set_index("office", drop=False)
    told = {name: join_parts(headline_numbers.office_parts(name, offices.loc[name]))
            for name in ("办公室", "人事股")}  # fmt: skip
    assert told["人事股"] == "人事股:1 项措施尚未填报"
    assert told["办公室"].startswith("办公室:完成 0/1(0.0%),平均进度 40.0%,领先序时 1.6 个百分点")


@pytest.mark.parametrize(
    ("tasks", "reports", "as_of", "told"),
    [
        (30, [], MAY, "3 个股室均未填报"),
        (30, [], date(2023, 1, 10), "3 个股室的措施均未启动"),
        (30, [(1, "2023-05-10", 30.0)], MAY, "3 个股室中 1 个有填报"),
        (30, [(n, "2023-05-10", 30.0) for n in (1, 2, 3)], MAY, "3 个股室都只有少量填报"),
        (1, [], MAY, "办公室 1 项尚未填报"),
    ],
)
def test_the_groups_of_such_a_plan_are_counted_by_their_reports(
    ledger: Ledger, tasks: int, reports: list[tuple[int, str, float]], as_of: dt.date, told: str
) -> None:
    fill_whole_year(ledger, tasks, *reports)
    frame = rows(ledger, "completion_by_office", as_of)
    assert reporting.groups_sentence(frame, "office", "股室") == told


def test_what_is_overdue_is_late_though_it_never_reported(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        frame_plan(connection)
        put(connection, "task", task(1, due_date="2023-04-30"), task(2))
        put(connection, "task_office", lead(1, 1), lead(2, 2))
    found = rows(ledger, "completion_by_office", MAY).to_dict("records")
    assert [(each["reporting"], each["is_gap_known"]) for each in found] == [
        ("none", True),
        ("none", False),
    ]
    assert [reporting.gap_or_silence(each | {"gap": -100.0}) for each in found] == [
        "-100.0",
        "未填报",
    ]


def test_the_cards_of_a_plan_without_reports_begin_with_who_is_to_report() -> None:
    figures = pd.Series(
        {
            "silent": 30.0, "silent_part": 30, "silent_of": 30,
            "reporting_rate": 0.0, "reporting_rate_part": 0, "reporting_rate_of": 30,
            "completion_rate": 0.0, "completion_rate_part": 0, "completion_rate_of": 30,
            "average_progress": 0.0, "average_expected": 38.4,
            "behind_schedule": 0.0, "behind_schedule_part": 0, "behind_schedule_of": 30,
        }
    )  # fmt: skip
    told = headline_numbers.numbers(figures, None, "none")
    assert [(number.label, number.value, number.base) for number in told] == [
        ("从未填报", "30 项", "共 30 项"),
        ("填报率", "0.0%", "0/30 项"),
        ("完成率", "0.0%", "0/30 项"),
        ("平均进度", "—", "尚无填报"),
        ("未达序时", "0 项", "共 30 项"),
    ]
    thin = headline_numbers.numbers(figures.replace({0.0: 1.2}), None, "thin")
    assert (thin[3].value, thin[3].base) == ("1.2%", "序时 38.4%")


def test_a_list_keeps_the_gap_of_a_silent_task_only_when_its_time_is_up(ledger: Ledger) -> None:
    fill_whole_year(ledger, 2, (1, "2023-05-10", 30))
    for as_of, gaps in ((MAY, [-8.4, None]), (date(2024, 1, 10), [-70.0, -100.0])):
        tasks = reporting.tasks_as_known(
            ledger.query("task_list", asking("task_list", as_of=as_of))
        )
        assert [None if gap != gap else round(gap, 1) for gap in tasks["gap"]] == gaps
        assert list(tasks["percent"].isna()) == [False, True]
