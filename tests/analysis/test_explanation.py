"""The words that explain a number or a task, worked out by hand over the small plan."""

from datetime import date, timedelta
from io import BytesIO

import pandas as pd
import pytest
from openpyxl import load_workbook

from dashboard.analysis import crosstab_query, explanation, task_explanation
from dashboard.core.measures import MEASURES
from dashboard.exports.explanation_workbook import explained_workbook
from dashboard.ledger.store import Ledger
from dashboard.view.filters import Filters
from tests.support.small_plan import DAY, YEAR, asking

LIMITS = {
    "behind_gap": -10, "severe_gap": -30, "due_soon_days": 15, "grace_days": 30, "stale_days": 30,
}  # fmt: skip


@pytest.fixture
def small(shared_small: Ledger) -> Ledger:
    """The small plan; its tests only read it."""
    return shared_small


def number_of(ledger: Ledger, code: str, *cells: tuple[str, str], day: date = DAY) -> pd.Series:
    """Return the row that a number of the small plan is worked out of."""
    question = crosstab_query.behind(code, tuple(name for name, _ in cells)).number
    values = crosstab_query.parameters(Filters(YEAR, day), {}, cells)
    return ledger.query_kept(question, values, [day]).iloc[0]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("tasks", "措施数 = 6(✔✔ 已销号 1、✔ 已完成 1、■ 正常推进 2、? 未填报 1、▲ 滞后 1)"),
        ("finished", "完成数 = 已完成 1 + 已销号 1 = 2"),
        ("completion_rate", "完成率 = 完成数 2 ÷ 措施数 6 = 33.3%"),
        ("average_progress", "平均进度 = Σ(权重 × 进度) 450.00 ÷ Σ权重 8 = 56.25%"),
        ("average_expected", "平均序时 = Σ(权重 × 序时进度) 520.00 ÷ Σ权重 8 = 65.00%"),
        ("gap", "进度差 = 平均进度 56.25% − 平均序时 65.00% = -8.75 个百分点"),
        ("behind_schedule", "未达序时 = 逾期 0 + 严重滞后 0 + 滞后 1 = 1"),
        (
            "on_schedule_rate",
            "达序时率 =(措施数 6 − 未达序时 1 − 未填报 1)÷ 6 = 4 ÷ 6 = 66.7%",
        ),
        ("unreported", "未填报 = 1"),
        ("cancelled", "已取消 = 1"),
        ("items", "事项数 = 7 项措施所属的事项(不重复)= 3 个"),
        ("longest_overdue", "没有可以计算的措施。"),
    ],
)
def test_a_formula_has_the_numbers_own_figures(small: Ledger, code: str, words: str) -> None:
    assert explanation.worked(code, number_of(small, code)) == words


@pytest.mark.parametrize("code", MEASURES)
def test_every_measure_can_be_worked_out_and_where_nothing_is_left(
    small: Ledger, code: str
) -> None:
    assert explanation.worked(code, number_of(small, code))
    assert explanation.worked(code, number_of(small, code, ("office", "没有")))


def test_the_thresholds_told_are_those_that_matter_with_the_values_in_force() -> None:
    assert explanation.thresholds("completion_rate", LIMITS) == []
    assert explanation.thresholds("stale", LIMITS | {"stale_days": 45}) == [
        "久未更新:最近一次填报已超过 45 天"
    ]


def test_the_view_of_a_number_is_told_with_its_day_basis_and_filters() -> None:
    view = Filters(YEAR, DAY, basis="any", themes=("党建",), search="培训")
    assert explanation.view_lines(view, date(2023, 3, 31)) == [
        "看的是这些措施在 2023-03-31 的情况", "数据截至 2023-05-20", "参与口径",
        "主题 党建", "搜索“培训”",
    ]  # fmt: skip


def test_the_question_that_answered_and_the_definition_are_named(small: Ledger) -> None:
    found = number_of(small, "tasks")
    facts = explanation.facts(Filters(YEAR, DAY), "tasks", found, DAY, LIMITS)
    assert facts["查询"].startswith(f"{crosstab_query.behind('tasks', ()).number.name}:")
    assert facts["查询"].endswith("指标由 queries/macros/6_measures.sql 的 tasks 定义")


@pytest.mark.parametrize(
    ("task_id", "words"),
    [
        (1, "最近填报的进度为 100%,从 2023-04-20 起"),
        (2, "进度差 +10.0 不低于 -10,距完成时限 50 天,超过 15 天"),
        (3, "开始已超过 30 天,还没有过完成时限,一次也没有填报"),
        (4, "进度差 -20.0 低于 -10,不低于 -30"),
        (6, " 2023-05-01 由调整取消,不进入任何比率"),
        (7, "完成情况已于 2023-03-15 核销"),
    ],
)
def test_the_rule_of_a_state_is_told_with_its_threshold(
    small: Ledger, task_id: int, words: str
) -> None:
    tasks = small.query("task_list", asking("task_list")).set_index("task_id")
    assert task_explanation.rule(tasks.loc[task_id], DAY, LIMITS) == words


@pytest.mark.parametrize(
    ("state", "gap", "words"),
    [
        ("behind", -10.02, "进度差 -10.02 低于 -10,不低于 -30"),
        ("behind", -10.0014, "进度差 -10.001 低于 -10,不低于 -30"),
        ("behind", -30, "进度差 -30.0 低于 -10,不低于 -30"),
        ("severe", -30.04, "进度差 -30.04 低于 -30"),
        ("on_track", -10, "进度差 -10.0 不低于 -10,距完成时限 50 天,超过 15 天"),
        ("on_track", -9.96, "进度差 -10.0 不低于 -10,距完成时限 50 天,超过 15 天"),
    ],
)
def test_the_digits_of_a_rule_agree_with_its_judgement(state: str, gap: float, words: str) -> None:
    due = pd.Timestamp(DAY + timedelta(days=50))
    task = pd.Series({"state": state, "gap": gap, "due_date": due})
    days = dict.fromkeys(("verified_on", "done_on", "cancelled_on"))
    assert task_explanation.rule(pd.concat([task, pd.Series(days)]), DAY, LIMITS) == words


def test_the_expected_line_is_written_with_its_points_and_where_the_day_is() -> None:
    task = pd.Series({"start_date": pd.Timestamp("2023-02-01"), "expected": 60.0})
    line = pd.DataFrame(
        {"day": pd.to_datetime(["2023-01-31", "2023-09-30", "2023-12-15"]), "level": [0, 60.5, 100]}
    )
    assert task_explanation.expected(task, line, date(2023, 9, 29)) == (
        "2023-01-31 0% → 2023-09-30 60.5% → 2023-12-15 100%,其间按天数直线推算,2023-09-29 为 60.0%"
    )
    assert task_explanation.expected(task, line, date(2023, 1, 5)) == "2023-02-01 开始,此前为 0%"


def test_the_report_that_decided_is_marked_and_the_corrected_one_too(small: Ledger) -> None:
    tasks = small.query("task_list", asking("task_list")).set_index("task_id")
    told = {
        task_id: task_explanation.decided(
            small.query("task_history", asking("task_history", tasks=[task_id])), tasks.loc[task_id]
        )
        for task_id in (1, 2)
    }
    assert told == {1: ["进度以此为准、完成日期以此为准", ""], 2: ["进度以此为准", "已被更正"]}


def test_the_workbook_holds_the_rows_and_the_words() -> None:
    tasks = pd.DataFrame(
        {"编号": ["1.1"], "措施": ["=1+1"], "完成时限": [pd.Timestamp("2023-09-30")]}
    )
    book = load_workbook(BytesIO(explained_workbook("完成率 1/1", {"口径": "一句话"}, tasks)))
    assert book.sheetnames == ["措施", "口径"]
    assert [cell.value for cell in book["措施"][3]][:2] == ["1.1", "=1+1"]
    assert book["措施"]["B3"].data_type == "s"
    assert [cell.value for cell in book["口径"][3]] == ["口径", "一句话"]
