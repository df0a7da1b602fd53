"""Values as people type them: percentages, days, numbers, states, and the names of offices."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.importing.spreadsheets.chinese_dates import Period
from dashboard.importing.spreadsheets.office_names import office_lookup, parse_offices
from dashboard.importing.spreadsheets.sheet_dates import parse_day
from dashboard.importing.spreadsheets.sheet_values import (
    PercentColumn,
    detect_percent_column,
    parse_line,
    parse_number,
    parse_percent,
    parse_quantity,
    parse_state,
    parse_task_number,
    parse_text,
    percent_of_state,
)

YEAR = 2023
WHOLE, FRACTIONS = PercentColumn(is_fraction=False), PercentColumn(is_fraction=True)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("80%", 80), ("80 %", 80), ("８０％", 80), ("80", 80), (80, 80), (80.5, 80.5), ("0", 0),
        (0, 0), ("100", 100), (100.0, 100), (1, 1), ("1%", 1), ("0.5%", 0.5),
        ("完成80%", 80), ("已完成80%", 80), ("约80%", 80), ("约 80 %", 80), ("进度:80%", 80),
        ("80%左右", 80), ("达到80%。", 80), ("百分之八十", 80), ("完成百分之三十五", 35),
        ("百分之百", 100), ("已完成", 100), ("完成", 100), ("办结", 100), ("已办结", 100),
        ("已销号", 100), ("✔已完成", 100), ("按期完成", 100), ("未启动", 0), ("未开始", 0),
        ("尚未启动", 0),
        ("", None), (None, None), ("/", None), ("—", None),
    ],
    ids=repr,
)  # fmt: skip
def test_a_percentage(typed: Any, value: float | None) -> None:
    assert parse_percent(typed, WHOLE) == (value, "", "")


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("101%", ""), (101, ""), (-1, ""), ("-5%", ""), ("基本完成", ""), ("推进中", ""),
        ("完成3项", ""), ("3/10", ""), ("80%-90%", ""), ("完成率由70%提高", ""), (True, ""),
        ("80,5%", "80.5%"), ("80，5%", "80.5%"), ("８０，５％", "80.5%"), ("约99,95%", "99.95%"),
        ("80-90%", ""), ("80、5%", ""), ("100,5%", ""), ("1,000%", ""), ("l00%", ""),
        ("8.0.5%", ""),
        ("还差20%", ""), ("不足80%", ""), ("同比提高5%", ""), ("优秀率98%", ""), ("目标80%", ""),
        ("还差百分之二十", ""), ("百分之八十五点五", ""), ("80%(预计)", ""),
        ("完成了任务的80%", "80%"), ("80%(已验收)", "80%"), ("完成总量的80.5%", "80.5%"),
        (date(2023, 8, 1), ""), ("nan", ""), ("一半", ""),
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_no_percentage_is_an_error_with_the_one_that_it_names(
    typed: Any, near: str
) -> None:
    assert parse_percent(typed, WHOLE) == (None, "0 至 100 的百分比,如 80%", near)


@pytest.mark.parametrize(
    ("typed", "value"), [(0.8, 80), (1, 100), (0, 0), ("0.8", 80), (0.07, 7)], ids=repr
)
def test_among_fractions_one_is_all(typed: Any, value: float) -> None:
    assert parse_percent(typed, FRACTIONS) == (value, "", "")


def test_a_fraction_among_percentages_is_read_with_a_warning() -> None:
    assert parse_percent(0.8, WHOLE) == (80, "写明是 0.8% 还是 80%", "80%")


@pytest.mark.parametrize(
    ("typed", "value"), [(0.8, 80), (1, 100), (1.0, 100), (0.333333333, 33.3333333)]
)
def test_a_cell_formatted_as_a_percentage_holds_a_fraction(typed: float, value: float) -> None:
    assert parse_percent(typed, WHOLE, is_percent_cell=True).value == value


def test_a_cell_that_shows_8000_percent_was_meant_as_80() -> None:
    assert parse_percent(80, WHOLE, is_percent_cell=True) == (
        None,
        "0 至 100 的百分比,如 80%",
        "80%",
    )


@pytest.mark.parametrize(
    ("heading", "bare", "column"),
    [
        ("进度", [0.2, 0.5, 1], PercentColumn(is_fraction=True)),
        ("进度", ["0.2", 1, None, "80%"], PercentColumn(is_fraction=True)),
        ("进度", [20, 1], PercentColumn(is_fraction=False)),
        ("进度", [0.5, 20], PercentColumn(is_fraction=False)),
        ("进度", ["80%", "已完成"], PercentColumn(is_fraction=False)),
        ("进度", [], PercentColumn(is_fraction=False)),
        ("进度", [0, 1], PercentColumn(is_fraction=True, is_certain=False)),
        ("进度(%)", [0, 1], PercentColumn(is_fraction=False)),
        ("进度(％)", [0, 1], PercentColumn(is_fraction=False)),
    ],
    ids=repr,
)
def test_how_a_column_of_percentages_is_meant(
    heading: str, bare: list[Any], column: PercentColumn
) -> None:
    assert detect_percent_column(heading, bare) == column


def test_a_one_among_nothing_but_ones_is_asked_about() -> None:
    unsure = PercentColumn(is_fraction=True, is_certain=False)
    assert parse_percent(1, unsure) == (100, "写明是 1% 还是 100%", "100%")
    assert parse_percent(0, unsure) == (0, "", "")


@given(st.integers(0, 10_000).map(lambda hundredths: hundredths / 100))
def test_a_percentage_comes_back_from_its_cell_as_it_went_in(value: float) -> None:
    assert parse_percent(value / 100, WHOLE, is_percent_cell=True).value == value


@given(st.one_of(st.text(max_size=20), st.floats(), st.integers(), st.booleans(), st.dates()))
def test_no_value_defeats_the_parsers(value: Any) -> None:
    for parsed in (
        parse_percent(value, WHOLE),
        parse_percent(value, FRACTIONS, is_percent_cell=True),
    ):
        assert parsed.value is None or 0 <= parsed.value <= 100
    for parsed in (parse_day(value, YEAR), parse_day(value, YEAR, is_start=True)):
        assert parsed.value is None or type(parsed.value) is date
    parse_offices(value, office_lookup(["办公室", "德育、体卫艺股"], {}))
    assert all(
        (parse_number(value), parse_quantity(value), parse_state(value), parse_task_number(value))
    )


DUE = [
    ("2023/6/30", (6, 30)), ("2023-06-30", (6, 30)), ("2023.6.30", (6, 30)),
    ("2023. 6. 30", (6, 30)), ("2023年6月30日", (6, 30)), ("2023年 6 月 30 日", (6, 30)),
    ("2023年6月30日前", (6, 30)), ("20230630", (6, 30)), (20230630, (6, 30)), ("23.6.30", (6, 30)),
    ("２０２３．６．３０", (6, 30)), ("6/30/2023", (6, 30)), ("2023-06-30 00:00:00", (6, 30)),
    ("2023-06-30T09:30:00", (6, 30)), (45107, (6, 30)), (45107.0, (6, 30)), ("45107", (6, 30)),
    (datetime(2023, 6, 30, 9), (6, 30)), (date(2023, 6, 30), (6, 30)),
    ("6.30", (6, 30)), ("6-30", (6, 30)), ("6/30前", (6, 30)), ("6月30", (6, 30)),
    ("6月30日前", (6, 30)), ("2023.6", (6, 30)), ("2023-06", (6, 30)), ("2023年6月", (6, 30)),
    ("2023年2月", (2, 28)), ("202306", (6, 30)), (2023.6, (6, 30)), (2023.12, (12, 31)),
    ("6月", (6, 30)), ("6月底", (6, 30)), ("6月底前", (6, 30)), ("六月底", (6, 30)),
    ("6月中旬", (6, 20)), ("上半年", (6, 30)), ("二季度", (6, 30)), ("三季度末", (9, 30)),
    ("第三季度", (9, 30)), ("下半年", (12, 31)), ("年底", (12, 31)), ("年底前", (12, 31)),
    ("12月", (12, 31)), ("3-6月", (6, 30)), ("3月-6月", (6, 30)), ("3月至6月", (6, 30)),
    ("2023.3-2023.6", (6, 30)), ("2023年3月1日至2023年6月30日", (6, 30)),
    ("2023/3/1—2023/6/30", (6, 30)), ("2023-03-01~2023-06-30", (6, 30)),
    ("2023-03-01至2023-06-30", (6, 30)), ("全年", (12, 31)), ("年内", (12, 31)),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "month_and_day"), DUE, ids=repr)
def test_a_due_date(typed: Any, month_and_day: tuple[int, int]) -> None:
    assert parse_day(typed, YEAR) == (date(YEAR, *month_and_day), "", "")


@pytest.mark.parametrize(
    ("typed", "month_and_day"),
    [
        ("2023年3月", (3, 1)), ("2023.3", (3, 1)), ("3月", (3, 1)), ("3月份", (3, 1)),
        ("3月起", (3, 1)), ("3月15日", (3, 15)), ("二季度", (4, 1)), ("上半年", (1, 1)),
        ("下半年", (7, 1)), ("年初", (1, 1)), ("全年", (1, 1)), ("3-6月", (3, 1)),
        ("2023.3-2023.6", (3, 1)), ("2023-03-15至2023-06-30", (3, 15)),
    ],
    ids=repr,
)  # fmt: skip
def test_a_period_starts_with_its_first_day(typed: Any, month_and_day: tuple[int, int]) -> None:
    assert parse_day(typed, YEAR, is_start=True) == (date(YEAR, *month_and_day), "", "")


@pytest.mark.parametrize(
    "typed", ["长期坚持", "长期", "持续推进", "常态化", "每月25日前", "每季度"]
)
def test_what_never_ends_is_due_at_the_end_of_the_year_with_a_warning(typed: str) -> None:
    assert parse_day(typed, YEAR) == (date(2023, 12, 31), "日期,如 2023-06-30", "2023-12-31")


@pytest.mark.parametrize("typed", [None, "", "  ", "/", "—", "无", "未完成", "\u3000"])
def test_no_day(typed: Any) -> None:
    assert parse_day(typed, YEAR) == (None, "", "")


@pytest.mark.parametrize(
    "typed",
    ["2023/13/45", "2023-02-30", "6月31日", "待定", "尽快", "abc", 6.3, 2023.1, 1, 99999999, True,
     "2023", "第二届", "2022年12月底"],
    ids=repr,
)  # fmt: skip
def test_what_is_no_certain_day_is_an_error(typed: Any) -> None:
    assert parse_day(typed, YEAR) == (None, "日期,如 2023-06-30", "")


def test_a_day_of_another_year_is_that_day() -> None:
    assert parse_day("2022-12-31", YEAR).value == date(2022, 12, 31)


def test_words_of_the_school_year_in_a_cell_get_the_day_of_the_calendar() -> None:
    period = Period(YEAR, calendar=(("summer_holiday", date(YEAR, 7, 8)),))
    assert parse_day("暑假前", period).value == date(YEAR, 7, 7)
    assert parse_day("寒假前", period).expected == "日期,如 2023-06-30"


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("已完成", "已完成"), ("完成", "已完成"), ("✔ 已完成", "已完成"), ("逾期完成", "已完成"),
        ("√", "已完成"), ("100%", "已完成"), ("已销号", "已销号"), ("✔✔ 已销号", "已销号"),
        ("未启动", "未启动"), ("未开始", "未启动"), ("进行中", "正常推进"), ("推进中", "正常推进"),
        ("正在推进", "正常推进"), ("正常推进", "正常推进"), ("■ 正常推进", "正常推进"),
        ("滞后", "滞后"), ("▲ 滞后", "滞后"), ("▲▲ 严重滞后", "严重滞后"), ("● 逾期", "逾期"),
        ("◆ 临近到期", "临近到期"), ("○ 未启动", "未启动"), ("? 未填报", "未填报"),
        ("— 已取消", "已取消"), ("未完成", "正常推进"), ("60%", "正常推进"),
    ],
)  # fmt: skip
def test_words_of_state(typed: str, label: str) -> None:
    assert parse_state(typed) == (label, "", "")


def test_other_words_of_state_stay_with_a_warning() -> None:
    assert parse_state("红灯") == ("红灯", "状态,如 已完成、正常推进、未启动", "")


@pytest.mark.parametrize(
    ("label", "value"),
    [("已完成", 100), ("已销号", 100), ("未启动", 0), ("滞后", None), (None, None)],
)
def test_a_finished_state_is_a_percentage(label: str | None, value: float | None) -> None:
    assert percent_of_state(label) == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (2, 2), (1.5, 1.5), ("2", 2), ("２", 2), ("1,200", 1200), ("5分", 5), ("10%", 0.1),
        ("", None),
    ],
    ids=repr,
)  # fmt: skip
def test_a_number(typed: Any, value: float | None) -> None:
    assert parse_number(typed) == (value, "", "")


@pytest.mark.parametrize("typed", ["两", "大", "3项目", True])
def test_what_is_no_number_is_an_error(typed: Any) -> None:
    assert parse_number(typed).value is None
    assert parse_number(typed).expected == "数字"


@pytest.mark.parametrize(
    ("typed", "value"),
    [(30, (30, "")), ("30场", (30, "场")), ("不少于30 场", (30, "场")), ("≥95%", (95, "%")),
     ("1,200人次", (1200, "人次"))],
)  # fmt: skip
def test_a_target_has_its_unit_beside_it(typed: Any, value: tuple[float, str]) -> None:
    assert parse_quantity(typed).value == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [(1.0, "1"), (1.1, "1.1"), (12, "12"), ("1.10", "1.10"), ("１．１", "1.1"), ("1、", "1"),
     ("1.", "1"), (" 3 . 2 ", "3.2"), ("一", "一"), ("（3）", "(3)"), ("2-1", "2-1"), ("、", None)],
    ids=repr,
)  # fmt: skip
def test_the_number_of_a_task(typed: Any, value: str | None) -> None:
    assert parse_task_number(typed) == (value, "", "")


def test_a_number_that_excel_took_for_a_date_is_offered_as_it_was() -> None:
    parsed = parse_task_number(datetime(2023, 3, 2))
    assert parsed == (None, "序号(此格被当成了日期,请改为文本格式)", "3-2")


def test_text_keeps_its_lines_and_a_name_is_on_one() -> None:
    assert parse_text(" 一是宣讲;\r\n二是培训。\n") == "一是宣讲;\n二是培训。"
    assert parse_text("甲_x000D_\n乙") == "甲\n\n乙"
    assert parse_line("党员\n教育 培训 ") == "党员教育 培训"
    assert (parse_text(" \n"), parse_line(None), parse_text(3.0), parse_text(0.1)) == (
        None,
        None,
        "3",
        "0.1",
    )


KNOWN = office_lookup(
    ["办公室", "政工人事股", "基础教育股", "团委", "教育和体育局", "德育、体卫艺股"],
    {"基教股": "基础教育股", "人事股": "政工人事股"},
)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("办公室", ["办公室"]),
        (" 办 公 室 ", ["办公室"]),
        ("办\u3000公\u3000室", ["办公室"]),
        ("办公\n室", ["办公", "室"]),
        ("基教股", ["基础教育股"]),
        ("办公室、基教股", ["办公室", "基础教育股"]),
        ("办公室,政工人事股", ["办公室", "政工人事股"]),
        ("办公室，人事股；团委", ["办公室", "政工人事股", "团委"]),
        ("办公室\n团委", ["办公室", "团委"]),
        ("办公室\r\n团委", ["办公室", "团委"]),
        ("办公室 团委", ["办公室", "团委"]),
        ("办公室和团委", ["办公室", "团委"]),
        ("办公室/团委", ["办公室", "团委"]),
        ("教育和体育局", ["教育和体育局"]),
        ("教育和体育局和团委", ["教育和体育局", "团委"]),
        ("德育、体卫艺股", ["德育、体卫艺股"]),
        ("办公室、德育、体卫艺股、团委", ["办公室", "德育、体卫艺股", "团委"]),
        ("办公室、办公室", ["办公室"]),
        ("基础教育股、基教股", ["基础教育股"]),
        ("办公室、团委(牵头)", ["团委", "办公室"]),
        ("办公室、团委（牵头）", ["团委", "办公室"]),
        ("牵头单位:团委;配合单位:办公室、人事股", ["团委", "办公室", "政工人事股"]),
        ("配合单位：办公室；牵头单位：团委", ["团委", "办公室"]),
        ("基础教育股(体卫艺)", ["基础教育股"]),
        ("办公室等", ["办公室"]),
        ("各乡镇学校", ["各乡镇学校"]),
        ("", []),
        ("、", []),
    ],
)
def test_the_offices_that_a_cell_names(typed: str, names: list[str]) -> None:
    assert [named.name for named in parse_offices(typed, KNOWN)] == names


def test_an_unknown_office_is_known_to_be_unknown() -> None:
    named = parse_offices("办公室、基础教肓股", KNOWN)
    assert [office.is_known for office in named] == [True, False]


@pytest.mark.parametrize(
    ("typed", "names"),
    [("办公室和基础教育股", ["办公室", "基础教育股"]), ("教育和体育局", ["教育和体育局"]),
     ("办公室 人事股", ["办公室", "人事股"]), ("基 教 股", ["基教股"])],
)  # fmt: skip
def test_before_any_office_is_known_words_decide(typed: str, names: list[str]) -> None:
    assert [named.name for named in parse_offices(typed, office_lookup([], {}))] == names
