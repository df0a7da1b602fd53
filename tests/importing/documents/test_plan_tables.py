"""Tables by their shape: columns by parts of words, however cells are parted, and none is glued."""

import pytest

from dashboard.importing.documents.blocks import Heading
from tests.support.plan_reading import (
    Plan,
    due_dates,
    items,
    offices,
    outline,
    read,
    read_blocks,
    unread,
)

TITLE = "南屏县教育局2025年重点任务分解表"
HEADINGS = ["序号", "工作任务", "牵头股室", "配合股室", "完成时限"]
ROWS = [
    ["1", "建成园所2所", "学前股", "项目办", "8月底"],
    ["2", "招聘教师9名", "人事股", "办公室", "10月底"],
]
FLAT = [cell for row in [HEADINGS, *ROWS] for cell in row]


@pytest.mark.parametrize(
    "lines",
    [
        ["\t".join(row) for row in [HEADINGS, *ROWS]],
        [" | ".join(row) for row in [HEADINGS, *ROWS]],
        [f"| {' | '.join(row)} |" for row in [HEADINGS, ["---"] * 5, *ROWS]],
        ["│".join(row) for row in [HEADINGS, *ROWS]],
        ["   ".join(row) for row in [HEADINGS, *ROWS]],
        FLAT,
        ["\t".join(row) for row in [HEADINGS, ROWS[0], HEADINGS, ROWS[1]]],
        [" ".join(row) for row in [HEADINGS, *ROWS]],
        ["\t".join(HEADINGS), "1\t建成园所", "2所\t学前股\t项目办\t8月底", "\t".join(ROWS[1])],
    ],
    ids=[
        "tabs",
        "bars",
        "markdown",
        "lines",
        "blanks",
        "cell a line",
        "header again",
        "single blanks",
        "torn row",
    ],
)
def test_a_table_is_read_whatever_parts_its_cells(lines: list[str]) -> None:
    plan = read("\n".join([TITLE, *lines]))

    assert offices(plan) == {"建成园所2所": "学前股|项目办", "招聘教师9名": "人事股|办公室"}
    assert due_dates(plan) == {"建成园所2所": "2025-08-31", "招聘教师9名": "2025-10-31"}
    assert (unread(plan), plan["notes"]) == ([], [])


@pytest.mark.parametrize(
    ("headings", "lead", "support"),
    [
        ("督办内容\t主办单位\t会办单位\t办结时间", "学前股", "项目办"),
        ("任务内容\t承办科室\t协办科室\t时限要求", "学前股", "项目办"),
        ("事项名称\t责任部门\t参与部门\t时间节点", "学前股", "项目办"),
        ("重点工作\t牵头\t协助\t月份", "学前股", "项目办"),
    ],
)
def test_columns_are_known_by_parts_of_words(headings: str, lead: str, support: str) -> None:
    plan = read(f"{TITLE}\n{headings}\n建成园所2所\t{lead}\t{support}\t8月")

    assert offices(plan) == {"建成园所2所": f"{lead}|{support}"}
    assert due_dates(plan) == {"建成园所2所": "2025-08-31"}


def test_an_unknown_column_is_told_by_name_and_its_cells_are_kept() -> None:
    plan = read(f"{TITLE}\n任务\t责任股室\t资金来源\n建成园所2所\t学前股\t县级配套")

    assert unread(plan) == ["资金来源", "县级配套"]
    assert plan["notes"] == ["表格的“资金来源”列(第 2 行)没有对应的字段,内容列在未读文字中。"]


def test_a_table_of_two_columns_is_one() -> None:
    plan = read(
        f"{TITLE}\n工作任务|责任股室\n1.增园。8月底前建成2所。|学前股\n2.评估。评估9所。|督导室"
    )

    assert offices(plan) == {"增园": "学前股|", "评估": "督导室|"}
    assert due_dates(plan) == {"8月底前建成2所。": "2025-08-31", "评估9所。": None}


def test_a_table_without_offices_is_one() -> None:
    plan = read(f"{TITLE}\n序号\t工作任务\t具体措施\t完成时限\n1\t扩大资源\t建成2所;改建3所\t8月底")

    assert [item["title"] for item in items(plan)] == ["扩大资源"]
    assert due_dates(plan) == {"建成2所": "2025-08-31", "改建3所": "2025-08-31"}


def test_entries_inside_a_cell_are_parted() -> None:
    plan = read(f"{TITLE}\n序号\t工作任务\t责任股室\n1\t扩大资源 (1)建成2所;(2)改建3所\t学前股")

    assert items(plan)[0]["title"] == "扩大资源"
    assert [task["text"] for task in items(plan)[0]["tasks"]] == ["(1)建成2所", "(2)改建3所"]


def test_a_list_in_the_cell_of_a_month_gives_items_that_are_due_in_it() -> None:
    plan = read(
        "南屏县教育局2025年工作安排\n月份|主要工作|责任股室\n"
        "3月|1.开学检查。检查9所。2.植树。植树60棵。|督导室\n四月|体检|体卫艺股\n|演练4场|安全股"
    )

    assert offices(plan) == {
        "开学检查": "督导室|", "植树": "督导室|", "体检": "体卫艺股|", "演练4场": "安全股|"
    }  # fmt: skip
    assert list(due_dates(plan).values()) == ["2025-03-31"] * 2 + ["2025-04-30"] * 2


def test_merged_cells_are_themes_and_two_header_rows_are_one() -> None:
    plan = read_blocks(
        TITLE,
        [
            ["重点工作", "主要任务", "责任分工", "责任分工", "时限"],
            ["重点工作", "主要任务", "牵头单位", "配合单位", "时限"],
            ["一、办园", "建成园所2所", "学前股", "项目办", "8月底"],
            ["一、办园", "评估园所9所", "督导室", "", "10月底"],
            ["二、强师", "招聘教师9名", "人事股\n办公室", "编办", "9月底"],
        ],
    )

    assert outline(plan) == [("办园", ["建成园所2所", "评估园所9所"]), ("强师", ["招聘教师9名"])]
    assert offices(plan)["招聘教师9名"] == "人事股 办公室|编办"
    assert unread(plan) == []


def test_a_sheet_that_is_named_for_an_office_is_its_own() -> None:
    table = [["序号", "工作任务", "完成时限"], ["1", "招聘教师9名", "9月底"]]
    other = [["序号", "工作任务", "完成时限"], ["1", "督办4次", "每季度"]]
    plan = read_blocks(Heading("人事股", 1), table, Heading("办公室", 1), other)

    assert offices(plan) == {"招聘教师9名": "人事股|", "督办4次": "办公室|"}


def test_a_table_without_a_header_is_read_by_what_its_cells_hold_and_told() -> None:
    plan = read(TITLE + "\n1\t增园\t建成2所\t学前股\t8月底\n2\t强师\t招聘9名\t人事股、办公室\t全年")

    assert offices(plan) == {"增园": "学前股|", "强师": "人事股|办公室"}
    assert due_dates(plan) == {"建成2所": "2025-08-31", "招聘9名": None}
    assert plan["notes"] == ["第 2 行起的表格没有认出表头,按内容认列,请核对。"]


def test_the_cells_of_another_table_are_not_glued_to_the_text() -> None:
    plan = read(
        "南屏县教育局2025年工作要点\n1.布局。优化布局。\n城关小学\t36\t1620\n东街小学\t24\t1080\n2.教研。教研4场。"
    )

    assert [task["text"] for item in items(plan) for task in item["tasks"]] == [
        "优化布局。",
        "教研4场。",
    ]
    assert unread(plan) == ["城关小学\t36\t1620", "东街小学\t24\t1080"]
    assert "第 3 行起的表格没有认出表头,没有读入。" in plan["notes"]


def test_a_table_goes_on_below_a_blank_line() -> None:
    rows = [
        "\t".join(row)
        for row in [HEADINGS, ROWS[0], [], ROWS[1], ["3", "督办", "办公室", "", "全年"]]
    ]
    plan = read("\n".join([TITLE, *rows]))

    assert offices(plan)["督办"] == "办公室|"
    assert len(items(plan)) == 3


@pytest.mark.parametrize(
    "rows",
    [
        [["督办事项", "建成园所2所"], ["责任单位", "学前股"], ["办结时限", "8月底"]],
        [["督办事项", "建成园所2所", "责任单位", "学前股"], ["办结时限", "8月底", "备注", ""]],
    ],
)
def test_a_card_has_its_headings_at_the_left(rows: list[list[str]]) -> None:
    other = [["督办事项", "招聘教师9名"], ["责任单位", "人事股"], ["办结时限", "9月底"]]
    plan = read_blocks("2025年督办单", rows, "", other)

    assert offices(plan) == {"建成园所2所": "学前股|", "招聘教师9名": "人事股|"}
    assert due_dates(plan) == {"建成园所2所": "2025-08-31", "招聘教师9名": "2025-09-30"}


def test_a_card_in_words_is_one_task() -> None:
    plan = read("2025年督办事项\n任务名称:建成园所2所\n责任单位:学前股\n任务名称:招聘教师9名")

    assert offices(plan) == {"建成园所2所": "学前股|", "招聘教师9名": "|"}


ATTACHED = (
    "南屏县教育局2025年工作要点\n一、办园\n1.增园。8月底前建成园所2所。\n2.评估。评估园所9所。\n\n附件\n"
    "南屏县教育局2025年工作要点责任分解表\n序号\t工作任务\t责任股室\t完成时限\n"
)


def test_the_text_and_its_attached_table_are_one_plan() -> None:
    plan = read(
        ATTACHED + "1\t增园\t学前股\t7月底\n2\t评估\t督导室\t10月底\n3\t信访\t办公室\t12月底"
    )

    assert outline(plan) == [("办园", ["增园", "评估"]), (None, ["信访"])]
    assert offices(plan) == {"增园": "学前股|", "评估": "督导室|", "信访": "办公室|"}
    assert due_dates(plan)["评估园所9所。"] == "2025-10-31"
    assert any("时限为“7月底”;取正文" in note for note in plan["notes"])


def test_an_attached_table_about_other_things_does_not_change_the_text() -> None:
    plan = read(ATTACHED + "1\t消防演练\t安全股\t7月底\n2\t心理健康\t德育股\t10月底")

    assert offices(plan) == {"增园": "|", "评估": "|", "消防演练": "安全股|", "心理健康": "德育股|"}


def test_a_theme_between_the_rows_of_a_table_of_one_cell_a_line_is_a_heading() -> None:
    header = "序号\n工作事项\n具体举措\n牵头科室\n协办单位\n办结时间\n"
    rows = (
        "一、领导班子建设\n1\n轮训校长\n办班2期\n人事科\n县委党校\n5月底\n"
        "2\n评议班子\n评议30所\n办公室\n服务大厅\n11月底\n"
        "二、校舍改造\n3\n加固校舍\n加固4栋\n基建科\n财务科\n8月底\n"
    )

    plan = read("南屏县教育局2025年重点工作台账\n" + header + rows + "各校要抓好落实。")

    assert outline(plan) == [("领导班子建设", ["轮训校长", "评议班子"]), ("校舍改造", ["加固校舍"])]
    assert offices(plan)["评议班子"] == "办公室|服务大厅"
    assert due_dates(plan)["加固4栋"] == "2025-08-31"


def test_the_numbers_of_a_table_of_one_cell_a_line_may_begin_anew_in_each_theme() -> None:
    rows = "一、安全\n1\n查校车\n安全股\n二、资助\n1\n发补助\n资助股\n2\n查台账\n财务股"

    plan = read("南屏县教育局2025年工作台账\n序号\n工作任务\n责任股室\n" + rows)

    assert outline(plan) == [("安全", ["查校车"]), ("资助", ["发补助", "查台账"])]


def test_a_number_in_its_place_tells_a_row_whoever_leads() -> None:
    rows = "1\n查作风\n机关总支\n2\n修操场\n基建股"

    plan = read("南屏县教育局2025年工作台账\n序号\n工作任务\n责任股室\n" + rows)

    assert offices(plan) == {"查作风": "机关总支|", "修操场": "基建股|"}


def test_a_theme_row_in_brackets_is_called_without_its_mark() -> None:
    plan = read_blocks(
        [
            ["序号", "工作任务", "责任股室"],
            ["(一)校舍", "(一)校舍", "(一)校舍"],
            ["1", "修操场", "基建股"],
            ["(二)资助", "(二)资助", "(二)资助"],
            ["2", "发补助", "资助股"],
        ]
    )

    assert outline(plan) == [("校舍", ["修操场"]), ("资助", ["发补助"])]


@pytest.mark.parametrize(
    ("headings", "rows"),
    [
        (
            ["序号", "工作板块", "重点任务", "责任科室", "完成时限"],
            [
                ["1", "教改", "推广案例", "教研室", "11月底"],
                ["2", "试点课程", "信息科、教研室", "秋季学期", ""],
            ],
        ),
        (
            ["序号", "工作板块", "重点任务", "责任科室"],
            [["1", "教改", "推广案例", "教研室"], ["2", "试点课程", "信息科、教研室", ""]],
        ),
    ],
)
def test_a_row_that_ends_one_column_early_lacks_its_merged_cell(
    headings: list[str], rows: list[list[str]]
) -> None:
    plan = read_blocks(TITLE, [headings, *rows])

    assert outline(plan) == [("教改", ["推广案例", "试点课程"])]
    assert offices(plan)["试点课程"] == "信息科|教研室"


def test_a_row_that_lacks_a_merged_cell_beside_its_number_is_moved_back() -> None:
    rows = [
        ["序号", "工作任务", "具体内容", "牵头股室", "配合股室", "完成时限"],
        ["1", "校舍", "修操场", "基建股", "财务股", "8月底"],
        ["2", "建食堂", "后勤股", "基建股", "10月底", ""],
        ["3", "资助", "发补助", "资助股", "财务股", "11月底"],
    ]

    plan = read_blocks("南屏县教育局2025年任务分工", rows)

    assert due_dates(plan) == {
        "修操场": "2025-08-31",
        "建食堂": "2025-10-31",
        "发补助": "2025-11-30",
    }
    assert list(offices(plan).values()) == [
        "基建股|财务股",
        "后勤股|基建股",
        "资助股|财务股",
    ]


def _sheet(*rows: str) -> Plan:
    return read_blocks([["南屏县教育局2025年工作推进表"], *(row.split("|") for row in rows)])


def test_what_stands_below_a_quarter_is_due_at_its_end() -> None:
    plan = _sheet(
        "序号|事项|一季度|二季度|三季度|四季度|责任股室",
        "1|建仓库|选址||5月8日前封顶|验收|计财股",
        "2|修操场||铺草坪|||体卫股",
    )

    assert [[task["due_date"] for task in item["tasks"]] for item in items(plan)] == [
        ["2025-03-31", "2025-05-08", "2025-12-31"],
        ["2025-06-30"],
    ]


def test_indicators_are_items_and_how_they_are_scored_is_not() -> None:
    plan = _sheet(
        "一级指标|二级指标|评分标准|分值|责任股室",
        "办园|普惠园覆盖|少1所扣2分|9|学前股",
        "办园|公办园扩容|未建不得分|9|学前股",
        "师资|骨干引进|少1人扣1分|9|人事股",
    )

    assert outline(plan) == [("办园", ["普惠园覆盖", "公办园扩容"]), ("师资", ["骨干引进"])]
    assert any("未建不得分" in line for line in unread(plan))


def test_a_theme_of_its_own_in_each_row_is_the_item() -> None:
    rows = ["1|阅读|办展览2场|德育股", "2|劳动|建基地3处|后勤股", "3|体育|办联赛4场|体卫股"]
    plan = _sheet("序号|领域|工作内容|责任股室", *rows)

    assert outline(plan) == [(None, ["阅读", "劳动", "体育"])]


def test_rows_that_have_numbers_are_items_below_a_merged_cell() -> None:
    rows = ["1|阅读|办展览2场|德育股", "2||建书吧3处|后勤股", "3|体育|办联赛4场|体卫股"]
    plan = _sheet("序号|重点工作|具体任务|责任股室", *rows)

    assert outline(plan) == [("阅读", ["办展览2场", "建书吧3处"]), ("体育", ["办联赛4场"])]


def test_a_row_without_its_merged_cell_is_not_shifted() -> None:
    rows = ["阅读|1|办展览2场|德育股", "2|建书吧3处|后勤股|", "体育|3|办联赛4场|体卫股"]
    plan = _sheet("类别|序号|工作任务|责任股室", *rows)

    assert offices(plan)["建书吧3处"] == "后勤股|"


def test_days_told_in_a_row_are_kept_beside_the_day_of_its_column() -> None:
    rows = ["1|修校舍,3月底前立项|计财股|10月底", "2|评书香班|德育股|6月底"]
    plan = _sheet("序号|工作任务|责任股室|完成时限", *rows)

    task = items(plan)[0]["tasks"][0]
    assert (task["due_dates"], task["due_date"]) == (["2025-03-31", "2025-10-31"], "2025-10-31")


@pytest.mark.parametrize("days", ["3月2日—3月8日", "3.2—3.8", "3/2-3/8"])
def test_a_week_is_no_month_and_its_days_are_the_due_date(days: str) -> None:
    plan = read(
        f"东河小学2026年春季学期行事历\n周次\t起止日期\t工作内容\t负责部门\n1\t{days}\t开学典礼\t德育处"
    )

    assert offices(plan) == {"开学典礼": "德育处|"}
    assert due_dates(plan) == {"开学典礼": "2026-03-08"}


def test_a_number_of_a_week_alone_is_no_date() -> None:
    plan = read("东河小学2026年春季学期行事历\n周次\t工作内容\t负责部门\n5\t开学典礼\t德育处")

    assert due_dates(plan) == {"开学典礼": None}


def test_a_table_below_the_navigation_of_a_site_is_read() -> None:
    plan = read_blocks(
        "网站首页 政务公开 互动交流",
        Heading("南屏县2026年教育民生实事项目公示", 1),
        "经票决,确定民生实事2件,现公示如下。",
        [["项目名称", "建设内容", "责任单位", "完成时限"],
         ["旱厕改造", "改造29座", "校建办", "2026年9月底"],
         ["暑托班", "开办24个", "团县委", "2026年8月20日"]],
    )  # fmt: skip

    assert offices(plan) == {"旱厕改造": "校建办|", "暑托班": "团县委|"}


def test_the_column_of_themes_tells_them_below_the_name_of_a_sheet() -> None:
    rows = [
        ["序号", "类别", "任务", "责任股室"],
        ["1", "德育", "办活动", "德育股"],
        ["2", "安全", "查食堂", "安全股"],
    ]

    plan = read_blocks(TITLE, Heading("中小学", 1), rows, Heading("幼儿园", 1), rows)

    assert [theme for theme, _ in outline(plan)] == ["德育", "安全", "德育", "安全"]


@pytest.mark.parametrize("rest", [["", "", ""], ["新建项目"] * 3])
def test_a_theme_row_may_have_its_number_in_a_cell_of_its_own(rest: list[str]) -> None:
    plan = read_blocks(
        TITLE,
        [["序号", "项目名称", "建设内容", "责任单位", "完成时限"],
         ["一", "新建项目", *rest],
         ["1", "滨河幼儿园", "12个班", "项目办", "8月底"],
         ["二", "改建项目", *[cell and "改建项目" for cell in rest]],
         ["2", "二中公寓", "床位640个", "县二中", "9月底"]],
    )  # fmt: skip

    assert outline(plan) == [("新建项目", ["滨河幼儿园"]), ("改建项目", ["二中公寓"])]
    assert offices(plan) == {"滨河幼儿园": "项目办|", "二中公寓": "县二中|"}


def test_the_school_of_a_project_is_what_its_rows_are_grouped_by() -> None:
    plan = read_blocks(
        TITLE,
        [["项目学校", "建设内容", "责任部门", "计划完工时间"],
         ["镇中学", "屋面防水", "基建组", "6月底"],
         ["镇中学", "更换通风", "装备组", "8月15日"]],
    )  # fmt: skip

    assert outline(plan) == [("镇中学", ["屋面防水", "更换通风"])]
    assert offices(plan) == {"屋面防水": "基建组|", "更换通风": "装备组|"}


def test_a_column_of_days_is_the_due_date_beside_one_of_months() -> None:
    plan = read(f"{TITLE}\n月份\t工作内容\t责任部门\t完成时间\n9月\t新生适应\t保教处\t9月8日")

    assert due_dates(plan) == {"新生适应": "2025-09-08"}
