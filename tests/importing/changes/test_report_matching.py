"""Which task a row of a report is about: number and words must agree; the unsure is asked."""

from datetime import date
from typing import Any

import pytest

from dashboard.importing.changes.report_matching import (
    ReportedTask,
    TaskIndex,
    Verdict,
    match_report,
)
from dashboard.importing.changes.task_words import is_part_of_number, is_same_number
from tests.support.known_tasks import known_task

TASKS = [
    known_task(1, "1", "开展主题教育专题培训", "办公室", support_offices=("人事股",)),
    known_task(2, "2", "完善党员教育管理制度", "人事股"),
    known_task(3, "3", "开展课堂教学质量抽测", "基础教育股", support_offices=("教研室", "办公室")),
    known_task(4, "4", "建设智慧课堂示范校", "教研室"),
    known_task(5, "5.1", "制定方案", "安全股", theme="安全", item="校园安全"),
    known_task(6, "5.2", "上半年开展检查,排查隐患30处。", "安全股", theme="安全", item="校园安全"),
    known_task(7, "6.10", "制定方案", "财务股", theme="保障", item="经费保障"),
    known_task(8, "7", "组织教师节活动", "办公室", cancelled_on=date(2026, 3, 1)),
    known_task(9, "8", "组织教师节活动", "人事股"),
]  # fmt: skip
INDEX = TaskIndex(TASKS)


def matched(
    number: str, text: str = "", *, item: str = "", office: str = "", **more: Any
) -> tuple[Verdict, list[int]]:
    """Return the verdict on a row, and the keys of its tasks."""
    offices = frozenset([office] if office else [])
    verdict, tasks = match_report(ReportedTask(number, item, text, offices, **more), INDEX)
    return verdict, [task["task_id"] for task in tasks]


@pytest.mark.parametrize("number", ["4", "４", "第4项", "(4)", "4.", "04", "四", "No.4", ""])
@pytest.mark.parametrize(
    "words",
    ["建设智慧课堂示范校", "建设 智慧课堂示范校。", "4、建设“智慧课堂”示范校", "智慧课堂示范校"],
)
def test_number_and_words_agree_however_they_are_spelled(number: str, words: str) -> None:
    expected = "agreed" if number or "建设" in words else "alike"
    assert matched(number, words) == (expected, [4])


def test_equal_words_count_more_than_a_number_of_the_offices_own() -> None:
    assert matched("1", "建设智慧课堂示范校") == ("by_words", [4])
    assert matched("1", item="建设智慧课堂示范校") == ("by_words", [4])
    assert matched("1", "完善党员教育管理制度", office="人事股") == ("by_words", [2])


def test_words_that_the_ledger_does_not_have_are_no_task_whatever_the_number() -> None:
    assert matched("2", "开展教师基本功大赛") == ("none", [2])
    assert matched("99", "开展教师基本功大赛") == ("none", [])


def test_words_alike_are_offered_and_never_taken() -> None:
    assert matched("9", "建设智慧课堂学校") == ("alike", [4])
    assert matched("4", "建设智慧校园课堂示范学校") == ("alike", [4])
    assert matched("", "完善党员教育管理的制度") == ("alike", [2])


def test_other_figures_are_other_words() -> None:
    assert matched("5.2", "下半年开展检查,排查隐患30处。") == ("alike", [6])
    assert matched("5.2", "上半年开展检查,排查隐患20处。") == ("alike", [6])
    assert matched("5.2", "上半年开展检查") == ("agreed", [6])


def test_a_number_alone_is_offered_and_only_within_the_offices_own_tasks() -> None:
    assert matched("4") == ("number_only", [4])
    assert matched("3", office="教研室") == ("number_only", [3])
    assert matched("1", office="教研室") == ("none", [1])
    assert matched("99") == ("none", [])
    assert matched("") == ("none", [])


def test_of_equal_words_the_number_the_office_or_the_theme_tells_which() -> None:
    assert matched("", "制定方案") == ("several", [5, 7])
    assert matched("5.1", "制定方案") == ("agreed", [5])
    assert matched("1", "制定方案", office="财务股") == ("by_words", [7])
    assert matched("", "制定方案", office="安全股") == ("agreed", [5])
    assert matched("", "制定方案", theme="二、保障") == ("agreed", [7])
    assert matched("", "制定方案", item="校园安全") == ("agreed", [5])


def test_a_cancelled_task_gives_way_to_one_with_the_same_words() -> None:
    assert matched("7", "组织教师节活动") == ("by_words", [9])


def test_a_task_that_the_office_supports_is_its_own() -> None:
    assert matched("3", "开展课堂教学质量抽测", office="教研室") == ("agreed", [3])
    assert matched("1", "开展课堂教学质量抽测", office="办公室") == ("by_words", [3])


def test_another_offices_task_is_asked_about_unless_number_and_words_name_it() -> None:
    assert matched("2", "建设智慧课堂示范校", office="安全股") == ("not_own", [4])
    assert matched("4", "建设智慧课堂示范校", office="安全股") == ("agreed", [4])


def test_the_item_and_the_measure_stand_in_two_columns() -> None:
    assert matched("5.2", "上半年检查隐患", item="校园安全") == ("agreed", [6])
    assert matched("1", "上半年开展检查,排查隐患30处", item="校园安全") == ("by_words", [6])
    assert matched("4", "已遴选三所", item="建设智慧课堂示范校") == ("agreed", [4])


@pytest.mark.parametrize(
    ("number", "known", "is_same", "is_part"),
    [
        ("3.1", "3-1", True, True),
        ("3.1", "3.10", True, False),
        ("3.2", "3.10", False, False),
        ("1", "3.1", False, True),
        ("3", "3.1", False, True),
        ("2", "3.1", False, False),
        ("（三）", "3", True, True),
        ("10", "1", False, False),
    ],
)
def test_numbers_are_compared_by_their_parts(
    number: str, known: str, is_same: bool, is_part: bool
) -> None:
    assert is_same_number(number, known) is is_same
    assert is_part_of_number(number, known) is is_part
