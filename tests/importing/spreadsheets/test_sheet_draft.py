"""Anybody's ledger and report: which rows come in, and every problem word for word."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from dashboard.importing.spreadsheets.sheet_columns import recognise_sheets
from dashboard.importing.spreadsheets.sheet_draft import CheckedSheets, KnownPlan, check_sheets
from dashboard.importing.spreadsheets.workbook import read_workbook
from tests.support.known_tasks import known_task

YEAR = 2023
DAY = date(2023, 10, 1)
TODAY = date(2023, 10, 16)
HEADER = ["序号", "工作任务", "牵头股室"]
KNOWN = KnownPlan(
    YEAR,
    offices=("办公室", "人事股", "基础教育股"),
    aliases={"基教股": "基础教育股"},
)
PLAN = replace(
    KNOWN,
    tasks=(
        known_task(1, "1.1", "组织宣讲", "办公室"),
        known_task(2, "1.2", "评选先进", "人事股"),
        known_task(3, "2", "听课评课", "基础教育股"),
    ),
)


def book(*rows: Sequence[Any]) -> bytes:
    workbook, content = Workbook(), BytesIO()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "台账"
    for row in rows:
        sheet.append(list(row))
    workbook.save(content)
    return content.getvalue()


def checked(
    *rows: Sequence[Any], reported_on: date | None = DAY, known: KnownPlan = KNOWN
) -> CheckedSheets:
    tables, warnings = recognise_sheets(read_workbook(book(*rows), "台账.xlsx"))
    result = check_sheets(tables, known, reported_on=reported_on, today=TODAY)
    return replace(result, problems=[*warnings, *result.problems])


def compared(*rows: Sequence[Any], **options: Any) -> CheckedSheets:
    """Check a sheet against a ledger that has three tasks."""
    return checked(*rows, known=PLAN, **options)


def told(result: CheckedSheets) -> list[str]:
    return [f"{'警告' if each.is_warning else '错误'} {each}" for each in result.problems]


def rows(result: CheckedSheets, *names: str) -> list[tuple[Any, ...]]:
    return list(result.draft[list(names)].itertuples(index=False, name=None))


def test_three_columns_are_enough_for_a_ledger() -> None:
    result = checked(HEADER, [1, "组织宣讲", "办公室"])
    assert told(result) == []
    assert rows(result, "number", "item", "lead_office") == [("1", "组织宣讲", "办公室")]


def test_title_rows_totals_blanks_and_footnotes_are_no_tasks_and_none_is_passed_over() -> None:
    result = checked(
        ["云岫县教育局2023年重点工作台账", None, None],
        HEADER,
        [1, "组织宣讲", "办公室"],
        [None, None, None],
        ["合计", "1 项", None],
        ["填表人:姜禾", None, None],
    )
    assert rows(result, "number") == [("1",)]
    assert told(result) == [
        "警告 台账!A5:应为一条任务,实为合计行,未读取",
        "警告 台账!A6:应为一条任务,实为表下说明,未读取",
    ]


def test_a_number_that_spans_several_measures_is_parted() -> None:
    result = checked(
        ["序号", "工作任务", "具体措施", "牵头股室"],
        [3, "办好学校", "新建一所", "办公室"],
        [None, None, "改建两所", None],
        [4, "抓好安全", "开展检查", "人事股"],
    )
    assert told(result) == []
    assert rows(result, "number", "item", "text", "lead_office") == [
        ("3.1", "办好学校", "新建一所", "办公室"),
        ("3.2", "办好学校", "改建两所", "办公室"),
        ("4", "抓好安全", "开展检查", "人事股"),
    ]


def test_numbers_that_begin_anew_in_each_theme_take_its_place_before_them() -> None:
    result = checked(
        ["序号", "主题", "工作任务", "牵头股室"],
        [1, "党建", "讲党课", "办公室"],
        [1, "教学", "听课", "人事股"],
        [2, "教学", "评课", "人事股"],
    )
    assert rows(result, "number") == [("1-1",), ("2-1",), ("2-2",)]
    assert told(result) == [
        "警告 工作表“台账”:应为全表不重复的序号,实为各部分重新编号,已在前面加上部分的顺序,如 1-1"
    ]


def test_a_number_that_is_there_twice_among_others_that_run_on_is_an_error() -> None:
    result = checked(
        ["序号", "主题", "工作任务", "牵头股室"],
        [1, "党建", "讲党课", "办公室"],
        [2, "党建", "学理论", "办公室"],
        [2, "教学", "听课", "人事股"],
    )
    assert rows(result, "number") == [("1",), ("2",)]
    assert told(result) == ["错误 台账!A4:应为不重复的序号,实为重复的“2”(第 3 行已用)"]


def test_a_number_that_names_two_tasks_is_an_error() -> None:
    result = checked(HEADER, [1, "讲党课", "办公室"], [1, "听课", "人事股"])
    assert told(result) == ["错误 台账!A3:应为不重复的序号,实为重复的“1”(第 2 行已用)"]
    assert rows(result, "item") == [("讲党课",)]
    assert result.blocked == 1


def test_what_a_row_lacks_is_told_all_at_once() -> None:
    result = checked(HEADER, [None, "讲党课", None], [2, None, "办公室"])
    assert told(result) == [
        "错误 台账!A2:应为任务的序号,实为空",
        "错误 台账!C2:应为牵头股室的名称,实为空",
        "错误 台账!B3:应为工作任务的文字,实为空",
    ]
    assert result.draft.empty


def test_a_name_by_its_alias_is_the_office_and_an_unknown_one_gets_the_nearest() -> None:
    result = checked(HEADER, [1, "甲", "基教股"], [2, "乙", "人 事 股"], [3, "丙", "人事骨"])
    assert [row[0] for row in rows(result, "lead_office")] == ["基础教育股", "人事股", "人事骨"]
    assert told(result) == ["警告 台账!C4:应为账本中已有的股室,实为“人事骨”;是否为“人事股”?"]


def test_of_several_offices_in_one_cell_the_first_leads() -> None:
    result = checked(
        [*HEADER, "配合股室"], [1, "甲", "办公室、人事股", "基教股"], [2, "乙", "办公室", None]
    )
    assert rows(result, "lead_office", "support_offices") == [
        ("办公室", ("人事股", "基础教育股")),
        ("办公室", ()),
    ]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2023/6/30", date(2023, 6, 30)),
        ("2023.6.30", date(2023, 6, 30)),
        ("6月底", date(2023, 6, 30)),
        ("三季度末", date(2023, 9, 30)),
        (45107, date(2023, 6, 30)),
        ("45107", date(2023, 6, 30)),
        (date(2023, 6, 30), date(2023, 6, 30)),
    ],
    ids=repr,
)
def test_due_dates_as_people_type_them(cell: Any, day: date) -> None:
    result = checked([*HEADER, "完成时限"], [1, "甲", "办公室", cell])
    assert (told(result), rows(result, "due_date")) == ([], [(day,)])


def test_dates_that_cannot_be_are_told() -> None:
    result = checked(
        [*HEADER, "开始时间", "完成时限"],
        [1, "甲", "办公室", "2023-05-01", "2023-04-30"],
        [2, "乙", "办公室", None, "2023/13/45"],
        [3, "丙", "办公室", None, "2024-06-30"],
    )
    assert told(result) == [
        "错误 台账!E3:应为日期,如 2023-06-30,实为“2023/13/45”",
        "错误 台账!E2:应为不早于开始时间(2023-05-01),实为“2023-04-30”",
        "警告 台账!E4:应为2023 年内的日期,实为“2024-06-30”",
    ]


@pytest.mark.parametrize(
    ("cell", "percent"),
    [("80%", 80), ("0.8", 80), (0.8, 80), (80, 80), ("80", 80), ("完成80%", 80), ("８０％", 80),
     ("已完成", 100), ("100", 100), (0, 0)],
    ids=repr,
)  # fmt: skip
def test_percentages_as_people_type_them(cell: Any, percent: float) -> None:
    result = compared(["序号", "工作任务", "完成率"], ["1.1", "组织宣讲", cell])
    assert (told(result), rows(result, "percent")) == ([], [(percent,)])


def test_a_report_needs_a_number_that_the_ledger_has() -> None:
    result = compared(["序号", "进度"], ["1.3", "80%"], [None, "50%"])
    assert told(result) == [
        "错误 台账!A2:应为台账中已有的序号,实为“1.3”",
        "错误 台账!A3:应为任务的序号和文字,实为空",
    ]


def test_a_state_may_stand_for_a_percentage() -> None:
    result = compared(
        ["序号", "工作任务", "状态"],
        ["1.1", "组织宣讲", "已完成"],
        ["1.2", "评选先进", "未启动"],
        ["2", "听课评课", "正常推进"],
    )
    assert rows(result, "number", "percent") == [("1.1", 100), ("1.2", 0)]
    assert told(result) == ["错误 台账!4:应为进度(百分比),或 已完成、未启动 这样的状态,实为空"]


def test_a_state_and_a_percentage_must_agree() -> None:
    result = compared(["序号", "进度", "状态", "事项"], ["1.1", "60%", "已完成", "组织宣讲"])
    assert told(result) == [
        "错误 台账!B2:应为与状态相符的进度(100%),或改正状态,实为状态为“已完成”,进度却为 60%"
    ]


def test_a_row_of_a_report_that_nobody_filled_in_says_nothing() -> None:
    result = compared(["序号", "进度", "进展情况", "填报日期"], ["1.1", None, None, "2023-09-30"])
    assert (told(result), len(result.draft)) == ([], 0)


def test_a_report_without_a_day_is_of_the_day_that_was_chosen() -> None:
    header = ["序号", "进度", "填报日期", "事项"]
    first = ["1.1", "50%", None, "组织宣讲"]
    result = compared(header, first, ["1.2", "60%", "2023-09-30", "评选先进"])
    assert rows(result, "reported_on") == [(DAY,), (date(2023, 9, 30),)]
    none = compared(header, first, reported_on=None)
    assert told(none) == ["错误 台账!C2:应为填报日期,实为空"]


def test_a_day_to_come_is_a_warning() -> None:
    result = compared(
        ["序号", "进度", "填报日期", "事项"], ["1.1", "50%", "2023-12-30", "组织宣讲"]
    )
    assert told(result) == ["警告 台账!C2:应为不晚于今天(2023-10-16)的日期,实为“2023-12-30”"]


def test_a_percentage_out_of_bounds_is_told_with_its_cell() -> None:
    result = compared(
        ["序号", "进度", "事项"], ["1.1", "180%", "组织宣讲"], ["1.2", "50%", "评选先进"]
    )
    assert len(result.problems) == 1
    assert (result.problems[0].sheet, result.problems[0].cell) == ("台账", "B2")
    assert rows(result, "number") == [("1.2",)]


def test_a_number_that_excel_cannot_keep_stays_as_typed() -> None:
    result = checked(HEADER, ["1.10", "甲", "办公室"], [1.1, "乙", "办公室"], [2.0, "丙", "办公室"])
    assert rows(result, "number") == [("1.10",), ("1.1",), ("2",)]


def test_hidden_rows_are_read_and_hidden_sheets_are_not_and_both_are_told() -> None:
    workbook, content = Workbook(), BytesIO()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "台账"
    for row in (HEADER, [1, "甲", "办公室"], [2, "乙", "办公室"]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    other = workbook.create_sheet("旧表")
    other.append([*HEADER])
    other.append([9, "旧", "办公室"])
    other.sheet_state = "hidden"
    workbook.save(content)
    tables, warnings = recognise_sheets(read_workbook(content.getvalue(), "台账.xlsx"))
    result = check_sheets(tables, KNOWN, reported_on=DAY)
    assert rows(result, "number") == [("1",), ("2",)]
    assert [str(each) for each in [*warnings, *result.problems]] == [
        "工作表“旧表”:应为可见的工作表,实为隐藏的工作表,未读取",
        "工作表“台账”:应为可见的行,实为第 3 行是隐藏的,已一并读取",
    ]


def test_a_list_numbered_anew_rewrites_no_task_of_the_ledger() -> None:
    result = compared(
        [*HEADER, "进度"], [1.1, "听课评课", "基教股", "80%"], ["1.2", "新事", "办公室", "5%"]
    )
    assert rows(result, "number", "item") == [("2", "听课评课")]
    assert told(result) == [
        "错误 台账!B3:应为台账中这个序号的文字;新任务请用新的序号,"
        "实为“新事”(序号 1.2 是人事股的“评选先进”),待确认是否改写",
        "警告 台账!A2:应为2(台账中“听课评课”的序号),实为“1.1”(在台账中是办公室的“组织宣讲”),"
        "已按文字对应 2",
    ]
    assert [(offer.kind, offer.in_ledger) for offer in result.offers] == [("match", "1.2 评选先进")]


def test_numbers_of_a_ledger_may_move_and_words_may_change_a_little() -> None:
    result = compared(
        HEADER,
        ["1.1", "新的一项", "办公室"],
        ["1.2", "组织宣讲", "办公室"],
        ["1.3", "评选先进个人", "人事股"],
        ["2", "听课和评课", "基教股"],
    )
    assert [each for each in told(result) if "1.3" not in each] == []
    assert rows(result, "number") == [("1.1",), ("1.2",), ("1.3",), ("2",)]


@pytest.mark.parametrize(
    "title",
    [["填报单位:人事股"], ["填报单位", "人事股"], ["人事股2023年进展"], ["报送股室(盖章):人事股"]],
)
def test_the_office_of_a_report_is_named_above_it(title: list[str]) -> None:
    header = ["序号", "工作任务", "进度"]
    result = compared(title, header, ["1", "听课评课", "80%"], ["1", "评选先进", "70%"])
    assert rows(result, "number") == [("1.2",)]
    assert [offer.why for offer in result.offers] == ["其他股室的任务"]


def test_words_without_any_number_are_enough() -> None:
    result = compared(["工作任务", "进度"], ["听课评课。", "80%"], ["评选 先进", "70%"])
    assert told(result) == []
    assert rows(result, "number", "task_id", "percent") == [("2", 3, 80), ("1.2", 2, 70)]


def test_invisible_characters_are_cleaned_and_told_once() -> None:
    result = compared(
        ["序号", "工作\u200b任务", "进度"],
        ["1.1", "组织\xa0宣讲", "80%\u200b"],
        ["1.2", "评选先进", "70%"],
    )
    assert rows(result, "percent") == [(80,), (70,)]
    assert told(result) == [
        "警告 台账!B1:应为没有隐形字符和异形字的文字,"
        "实为“工作任务”中有零宽空格(U+200B),已清理后读取;文件中共有 3 格如此"
    ]


def test_offices_that_look_alike_are_one() -> None:
    result = checked(
        HEADER, [9, "甲", "人事股\u200b"], [10, "乙", "办 公 室"], [11, "丙", "⼈事股"]
    )
    assert [row[0] for row in rows(result, "lead_office")] == ["人事股", "办公室", "人事股"]


def test_a_text_only_report_says_what_it_lacks_for_each_kind() -> None:
    result = compared(["序号", "工作任务", "进展情况"], ["1.1", "组织宣讲", "已开展两场"])
    assert told(result) == [
        "错误 工作表“台账”:应为列齐全的进展填报表,实为作为进展填报表缺少“进度”或“状态”列,"
        "作为任务台账则缺少“牵头股室”列"
    ]


def test_a_task_that_one_row_names_is_not_offered_to_another() -> None:
    header = ["序号", "工作任务", "进度"]
    result = compared(header, [2, "听课评课", "80%"], [3, "听课评课活动", "60%"], ["2", None, "5%"])
    assert rows(result, "number", "percent") == [("2", 80)]
    assert result.offers == ()
    assert told(result) == [
        "错误 台账!B3:应为一项任务只填一行,"
        "实为“听课评课活动”(序号 2 是基础教育股的“听课评课”,已由另一行填报)",
        "错误 台账!A4:应为一项任务只填一行,实为“2”(序号 2 是基础教育股的“听课评课”,已由另一行填报)",
    ]


def test_a_percentage_with_a_decimal_comma_is_told_though_it_is_the_only_one() -> None:
    result = compared(["序号", "工作任务", "进度"], ["1.1", "组织宣讲", "80，5%"])
    assert told(result) == ["错误 台账!C2:应为0 至 100 的百分比,如 80%,实为“80，5%”;是否为“80.5%”?"]
