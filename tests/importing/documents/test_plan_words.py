"""Dates, quantities and offices in a plan's sentences, and the numbers there that are none."""

from datetime import date

import pytest

from dashboard.importing.documents.due_dates import parse_due_date
from dashboard.importing.documents.offices import find_offices
from dashboard.importing.documents.quantities import find_quantities
from dashboard.importing.documents.source import source_from_lines
from dashboard.importing.spreadsheets.chinese_dates import parse_chinese_number, parse_date

YEAR = 2023


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("6月底", (2023, 6, 30)),
        ("6月底前", (2023, 6, 30)),
        ("２月底", (2023, 2, 28)),
        ("六月底前", (2023, 6, 30)),
        ("十二月", (2023, 12, 31)),
        ("9月1日前", (2023, 9, 1)),
        ("9 月 1 日前", (2023, 9, 1)),
        ("6月7日至9日", (2023, 6, 9)),
        ("6月7日—7月9日", (2023, 7, 9)),
        ("3—5月", (2023, 5, 31)),
        ("5月上旬", (2023, 5, 10)),
        ("5月中旬", (2023, 5, 20)),
        ("5月下旬", (2023, 5, 31)),
        ("上半年", (2023, 6, 30)),
        ("下半年", (2023, 12, 31)),
        ("一季度", (2023, 3, 31)),
        ("三季度末", (2023, 9, 30)),
        ("第4季度", (2023, 12, 31)),
        ("一、二季度", (2023, 6, 30)),
        ("年底前", (2023, 12, 31)),
        ("2023年底", (2023, 12, 31)),
        ("2023年6月", (2023, 6, 30)),
        ("2023.6.30", (2023, 6, 30)),
        ("2023/6/30", (2023, 6, 30)),
        ("2024年1月底前", (2024, 1, 31)),
        ("明年3月前", (2024, 3, 31)),
        ("到2025年", (2025, 12, 31)),
        ("教师节前", (2023, 9, 10)),
        ("2月底前开工,11月底竣工", (2023, 11, 30)),
        ("2023年9月至2024年6月", (2024, 6, 30)),
        ("8.31前", (2023, 8, 31)),
        ("2023年度末", (2023, 12, 31)),
        ("六一儿童节前", (2023, 5, 31)),
        ("春节前", (2023, 1, 21)),
        ("年中", (2023, 6, 30)),
        ("6月30前", (2023, 6, 30)),
        ("二〇二四年六月底", (2024, 6, 30)),
        ("民国113年6月底前", (2024, 6, 30)),
    ],
)
def test_words_that_name_a_day(text: str, day: tuple[int, int, int]) -> None:
    assert parse_date(text, YEAR) == date(*day)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "全县",
        "2023年",
        "“双减”",
        "十四五",
        "近年内",
        "三年内",
        "每月底前",
        "9月1日起",
        "3月以来",
        "2022年12月",
        "截至2022年底",
        "31月",
        "6月31日",
        "第三届",
        "五年规划",
        "半年",
        "暑假前",
    ],
)
def test_words_that_name_no_day(text: str) -> None:
    assert parse_date(text, YEAR) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("三十一", 31),
        ("两", 2),
        ("7", 7),
        ("一百二十", 120),
        ("两千四百零五", 2405),
        ("一万二千", 12000),
        ("百", None),
        ("", None),
    ],
)
def test_numerals(text: str, number: int | None) -> None:
    assert parse_chinese_number(text) == number


@pytest.mark.parametrize(
    ("text", "words", "value", "unit"),
    [
        ("每学期至少组织2次家庭教育指导活动。", "每学期至少组织2次", 2, "次"),
        ("全年不少于10场。", "全年不少于10场", 10, "场"),
        ("全年召开例会不少于两次", "全年召开例会不少于两次", 2, "次"),
        ("新建幼儿园3所,9月1日前投入使用。", "3所", 3, "所"),
        ("近视率控制在 45% 以内", "控制在45%以内", 45, "%"),
        ("争取资金1.2亿元", "1.2亿元", 1.2, "亿元"),
        ("培训教师1.5万人次", "1.5万人次", 15000, "人次"),
        ("公开招聘教师126名,其中音体美教师不低于30%。", "126名", 126, "名"),
        ("每天1小时体育活动", "每天1小时", 1, "小时"),
    ],
)
def test_a_quantity_that_can_be_asked_about(text: str, words: str, value: float, unit: str) -> None:
    target = find_quantities(text, YEAR)[0]
    assert (target.text, target.value, target.unit) == (words, value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "落实“双减”政策",
        "按〔2023〕2号文件执行",
        "举办第三届运动会",
        "完成“十四五”规划",
        "开展“1+X”试点",
        "9年义务教育",
        "24小时值守",
        "十二年一贯制",
        "学习党的二十大精神",
        "落实《3-6岁儿童指南》",
        "实施“百日攻坚”",
        "进入全市前3名",
        "启动第2批试点",
        "6月30日前报送",
        "落实“四个意识”",
        "一校一策",
        "12345热线",
        "2023年是关键之年",
    ],
)
def test_numbers_that_are_no_quantity(text: str) -> None:
    assert find_quantities(text, YEAR) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("新增学位二千四百个,改造旱厕十五处", [("二千四百个", 2400, "个"), ("十五处", 15, "处")]),
        ("组织研学8—10批", [("8—10批", 8, "批")]),
        ("选派20至30名教师", [("20至30名", 20, "名")]),
        ("师生比达到1:15", [("达到1:15", None, None)]),
        ("安全事故0起", [("0起", 0, "起")]),
        ("实现校园零事故", [("实现校园零事故", 0, None)]),
        ("巩固率达到百分之九十五", [("达到百分之九十五", 95, "%")]),
        ("满意率保持在九成以上", [("保持在九成以上", 90, "%")]),
        ("三分之二以上学校达标", [("三分之二以上", None, None)]),
        ("新建2所初中、1所高中", [("2所", 2, "所"), ("1所", 1, "所")]),
        ("招聘9名,其中音乐2名", [("9名", 9, "名"), ("2名", 2, "名")]),
        ("对照校园安全等6项指标自查", []),
        ("根据2个文件办理", []),
        ("围绕5个方面开展督查4次", [("4次", 4, "次")]),
        ("执行十项准则", []),
    ],
)
def test_all_quantities_that_a_measure_promises_are_kept(
    text: str, told: list[tuple[str, float | None, str | None]]
) -> None:
    assert [(one.text, one.value, one.unit) for one in find_quantities(text, YEAR)] == told


def test_of_several_dates_the_last_is_when_the_measure_is_done() -> None:
    assert parse_due_date("6月底前制定方案,年底前完成", YEAR) == (
        "年底前",
        date(2023, 12, 31),
        (date(2023, 6, 30),),
    )


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("上半年6月15日前、下半年11月30日前发放。", [(6, 15), (11, 30)]),
        ("4月底前下达一季度公用经费。", [(4, 30)]),
        ("9月27日前报送三季度工作汇报。", [(9, 27)]),
        ("上半年完成招标,12月底前建成。", [(6, 30), (12, 31)]),
        ("一季度制定方案,三季度全面实施。", [(3, 31), (9, 30)]),
        ("下达一季度公用经费。", [(3, 31)]),
    ],
)
def test_each_part_of_the_work_keeps_its_day(text: str, days: list[tuple[int, int]]) -> None:
    due = parse_due_date(text, YEAR)
    assert due is not None
    assert due.day is not None
    assert [*due.earlier, due.day] == [date(YEAR, *day) for day in days]


def test_a_date_in_a_title_is_none() -> None:
    assert parse_due_date("落实《2023年6月会议纪要》", YEAR) is None


LEAD_AND_TWO = [("办公室", "lead"), ("人事股", "support"), ("基教股", "support")]


@pytest.mark.parametrize(
    "text",
    [
        "做事。(责任股室:办公室、人事股、基教股)",
        "做事。(责任科室:办公室,人事股,基教股)",
        "做事。【责任处室:办公室;人事股;基教股】",
        "做事。(责任单位:办公室 人事股 基教股)",
        "做事。(责任部门:办公室、人事股和基教股)",
        "做事。(责任股室：办公室、人事股、基教股等股室)。",
        "做事。(牵头股室:办公室;配合单位:人事股、基教股)",
        "做事。(牵头:办公室,配合:人事股、基教股)",
        "做事。(办公室牵头,人事股、基教股配合)",
        "做事。责任股室:办公室、人事股、基教股",
        "责任股室:办公室、人事股、基教股",
        "做事。(责任股室:办 公 室、人事股、基教股",
        "做事。(责任股室 办公室、人事股、基教股)",
        "做事。(责任股室:办公室(牵头)、人事股、基教股)",
    ],
)
def test_offices_are_read_in_every_spelling(text: str) -> None:
    assert offices(text) == LEAD_AND_TWO


def offices(text: str, known: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    source = source_from_lines([text])
    found = find_offices(source.lines[0], known)
    return [(office.name, office.role) for place in found for office in place.offices]


@pytest.mark.parametrize(
    "text",
    [
        "配齐学校领导班子(含副校长)。",
        "三坛(讲坛、论坛、社团和课堂)",
        "各校(园)",
        "(见附件1)",
        "(一校一案)",
        "(征求意见稿)",
    ],
)
def test_a_bracket_of_another_matter_names_no_office(text: str) -> None:
    assert offices(text) == []


@pytest.mark.parametrize(
    "name",
    [
        "体育、卫生与艺术教育股",
        "规划、统计与信息化股",
        "安全稳定和信访股",
        "卫生、体育、艺术和国防教育股",
        "政策法规处(行政审批服务处)",
        "各乡镇(街道)中心学校",
    ],
)
def test_a_name_may_hold_a_mark_of_its_own(name: str) -> None:
    assert offices(f"做事。(责任股室:{name}、办公室)") == [(name, "lead"), ("办公室", "support")]


def test_the_one_that_is_marked_leads_wherever_it_stands() -> None:
    assert offices("做事。(责任股室:教研室、语委办(牵头单位))") == [
        ("教研室", "support"),
        ("语委办", "lead"),
    ]
