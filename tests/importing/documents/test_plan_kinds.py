"""Ways in which plans tell offices, sections and dates: brackets, sentences, sheets, web pages."""

import pytest

from dashboard.importing.documents.blocks import Heading
from dashboard.importing.documents.web_page import read_web_page
from dashboard.importing.processes.contents import PlanNames, read_plan_file
from tests.support.plan_reading import due_dates, items, offices, outline, read, read_blocks, unread

HEAD = "南屏县教育局2025年工作要点\n"


@pytest.mark.parametrize(
    ("bracket", "expected"),
    [
        ("机关纪委、办公室", "机关纪委|办公室"),
        ("教研部", "教研部|"),
        ("基教股、第二幼儿园", "基教股|第二幼儿园"),
        ("各中心校", "各中心校|"),
        ("城南学校、城北学校", "|"),
        ("高中部", "|"),
        ("学前股,基建站配合", "学前股|基建站"),
        ("学前股、基建站配合", "|学前股 基建站"),
        ("少先队", "少先队|"),
        ("教务处、图书室", "教务处|图书室"),
        ("办公室、图书室", "|"),
        ("实验室、图书室", "|"),
        ("全体班子成员,办公室", "全体班子成员|办公室"),
        ("4月底前由学前股完成", "学前股|"),
    ],
)
def test_a_bracket_names_offices_but_not_places(bracket: str, expected: str) -> None:
    plan = read(HEAD + f"一、办园\n1.建园。建园2所。({bracket})\n2.评估。评估9所。(督导室)")

    assert offices(plan)["建园"] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("由团总支干事牵头,各完小配合,3月底前完成。", "团总支干事|各完小"),
        ("安全办会同家长委员会组织实施,全年不断。", "安全办|家长委员会"),
        ("总务处牵头,教研组配合,校医室参与。", "总务处|教研组 校医室"),
        ("由安全股牵头,青少年宫、县二小配合。", "安全股|青少年宫 县二小"),
        ("由安全股牵头,各区县(市、区)教育局配合。", "安全股|各区县(市、区)教育局"),
        ("由安全股牵头,积极主动配合。", "安全股|"),
        ("联合有关部门清查网吧。(安全股)", "安全股|"),
        ("具体工作由安全股承担,督导室配合。", "安全股|督导室"),
        ("由普教股(德育组)牵头,安全股配合。", "普教股|安全股"),
    ],
)
def test_a_sentence_tells_who_leads_and_who_supports(sentence: str, expected: str) -> None:
    plan = read(HEAD + f"一、护学\n1.值守。{sentence}巡查9次。")

    assert offices(plan) == {"值守": expected}


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("——基建股、财务股", "基建股|财务股"),
        ("——基建股牵头,财务股配合", "基建股|财务股"),
        (" 基建股、财务股", "基建股|财务股"),
        ("基建股(牵头)、财务股", "基建股|财务股"),
        ("(县水利局牵头)局内责任股室:基建股", "基建股|"),
        ("——功能室、阅览室", "|"),
        (" 各校自评", "|"),
    ],
)
def test_offices_stand_at_the_end_of_a_line_behind_a_dash_or_blank(end: str, expected: str) -> None:
    plan = read(HEAD + f"一、饮水\n1.打井。打井3口。{end}\n2.验水。验水7次。(督导室)")

    assert offices(plan)["打井"] == expected


@pytest.mark.parametrize(
    ("words", "expected"), [("举办朗诵大赛", "小学部|"), ("新建城东学校", "|")]
)
def test_a_part_of_a_school_is_an_office_only_beside_no_school(words: str, expected: str) -> None:
    plan = read(HEAD + f"一、书香\n1.{words}(小学部)\n2.评估。评估9所。(督导室)")

    assert next(iter(offices(plan).values())) == expected


def test_the_date_of_a_label_comes_before_one_in_the_text_which_is_kept() -> None:
    plan = read(HEAD + "一、饮水\n1.打井。2月开工,打井3口。责任股室:基建股;完成时限:11月底前")

    (task,) = items(plan)[0]["tasks"]
    assert task["due_date"] == "2025-11-30"
    assert task["due_dates"] == ["2025-02-28", "2025-11-30"]
    assert not unread(plan)


def test_a_note_tells_that_two_offices_lead() -> None:
    plan = read(HEAD + "一、饮水\n1.打井。打井3口。由基建股、财务股共同牵头。")

    assert any("两个牵头股室(基建股、财务股)" in note for note in plan["notes"])


def test_a_note_tells_once_of_invisible_characters_and_not_of_blanks() -> None:
    printed = HEAD + "一、饮水\n1.打\u200b井。\xa0打井3口。\n2.验\u200b水。"
    names = PlanNames([], [])

    notes = read_plan_file(printed.encode(), "要点.txt", names).plan.notes
    plain = read_plan_file(printed.replace("\u200b", "").encode(), "要点.txt", names).plan.notes

    told = "第 3 行“1.打井。 打井3口。”中有零宽空格(U+200B),已清理后读取;文件中共有 2 行如此。"
    assert [note for note in notes if note not in plain] == [told]


def test_a_quarter_that_only_tells_of_what_is_no_date_beside_a_label() -> None:
    plan = read(HEAD + "一、经费\n1.拨款。拨付一季度补助3笔。责任股室:财务股;完成时限:4月底前")

    (task,) = items(plan)[0]["tasks"]
    assert task["due_date"] == "2025-04-30"
    assert "due_dates" not in task


def test_a_date_that_measures_share_is_the_last_ones_where_each_tells_its_own() -> None:
    plan = read(
        HEAD + "一、饮水\n1.打井。4月底前选址3处。6月底前打井3口。责任股室:基建股;完成时限:11月底前"
    )

    assert [task["due_date"] for task in items(plan)[0]["tasks"]] == [
        "2025-04-30",
        "2025-11-30",
    ]
    assert not unread(plan)


def test_offices_below_several_items_are_those_of_the_items_that_they_count() -> None:
    plan = read(
        HEAD + "一、甲\n1.选址2处。\n2.开工2所。\n以上工作由基建股牵头,财务股配合。\n"
        "3.评估9所。\n4.培训5人。\n(以上两项责任单位:督导室)\n5.体检3次。\n6.演练4次。\n"
        "(5—6项责任单位:安全股)"
    )

    assert list(offices(plan).values()) == [
        "基建股|财务股", "基建股|财务股", "督导室|", "督导室|", "安全股|", "安全股|",
    ]  # fmt: skip


def test_another_lead_below_a_title_with_offices_is_that_of_its_measure_only() -> None:
    plan = read(HEAD + "一、甲\n1.护心(牵头股室:德育股)\n①4月底前筛查。\n②建咨询室9间。(人事股)\n")

    [item] = items(plan)
    assert item["offices"] == [{"name": "德育股", "role": "lead"}]
    assert "offices" not in item["tasks"][0]
    assert item["tasks"][1]["offices"] == [{"name": "人事股", "role": "lead"}]


def test_keys_one_sentence_each_are_one_mention() -> None:
    plan = read(HEAD + "一、甲\n1、建校2所。牵头股室:项目股。配合股室:财务股、安全股。")

    assert list(offices(plan).values()) == ["项目股|财务股 安全股"]


def test_bulleted_lines_below_a_quarter_are_items_of_their_own() -> None:
    plan = read(HEAD + "第一季度\n▲开会(办公室)\n▲检查9所(安全股)\n第二季度\n▲评比(团工委)")

    assert offices(plan) == {"开会": "办公室|", "检查9所": "安全股|", "评比": "团工委|"}


def test_a_name_above_the_month_of_issue_is_no_heading() -> None:
    plan = read(HEAD + "八月\n1.开会(办公室)\n九月\n2.检查9所(安全股)\n\n南屏县教研中心\n2025年8月")

    assert outline(plan) == [("八月", ["开会"]), ("九月", ["检查9所"])]


TABLE = [
    ["序号", "类别", "任务", "目标要求", "完成时间", "协作股室"],
    ["1", "综合", "办会", "参会9人", "2月底前", "人事股"],
    ["2", "综合", "建档", "建档8份", "3月底前", ""],
]


def test_the_sheet_of_an_office_leads_the_rows_that_name_only_support() -> None:
    plan = read_blocks(
        "南屏县教育局2025年任务清单",
        Heading("办公室", 1),
        TABLE,
        Heading("财务股", 1),
        [TABLE[0], ["1", "资金", "拨款", "拨款7万元", "4月底前", "审计股"]],
    )

    assert outline(plan) == [("综合", ["办会", "建档"]), ("资金", ["拨款"])]
    assert offices(plan) == {
        "办会": "办公室|人事股", "建档": "办公室|", "拨款": "财务股|审计股",
    }  # fmt: skip


def test_a_sheet_of_notes_is_no_section() -> None:
    plan = read_blocks(
        "南屏县教育局2025年任务清单",
        Heading("填表说明", 1), "一、各股不得增删。", "二、按月报送。",
        Heading("上半年", 1), TABLE, Heading("下半年", 1), TABLE,
    )  # fmt: skip

    assert [title for title, _ in outline(plan)] == ["综合", "综合"]
    assert "一、各股不得增删。" in unread(plan)


def test_an_aim_beside_the_measures_is_the_item() -> None:
    plan = read_blocks(
        "南屏县教育局2025年任务分解表",
        [
            ["序号", "工作目标", "工作措施及要求", "责任股室", "完成时间"],
            ["1", "体质提升", "(1)办运动会;(2)合格率95%。", "体艺股", "11月底前"],
        ],
    )

    assert outline(plan) == [(None, ["体质提升"])]
    assert len(items(plan)[0]["tasks"]) == 2


def test_columns_below_a_merged_heading_belong_to_the_header() -> None:
    head = ["序号", "类别", "重点任务", "主办股室", "时序进度", "时序进度", "完成时限"]
    plan = read_blocks(
        "南屏县教育局2025年台账",
        [
            head,
            [*head[:4], "一季度末", "二季度末", head[6]],
            ["1", "党建", "办班", "党建股", "3期", "5期", "11月底"],
        ],
    )

    assert outline(plan) == [("党建", ["办班"])]
    assert due_dates(plan) == {"办班": "2025-11-30"}


def test_menus_and_lists_beside_the_text_of_a_web_page_are_not_read() -> None:
    plan = read_blocks(
        *read_web_page(
            "<body><nav>首页 概况</nav>"
            "<aside>热点<ol><li>召开运动会</li><li>中考喜报</li></ol></aside>"
            "<h1>南屏县教育局2025年工作要点</h1><div>一、办园<br>1.建园2所。责任股室:学前股、食堂<br>"
            "二、强师<br>2.招聘9人。责任股室:人事股、工会<br><br>南屏县中心学校<br>2025年1月8日</div>"
            "<p>上一条:2024年总结</p></body>"
        )
    )

    assert outline(plan) == [("办园", ["建园2所"]), ("强师", ["招聘9人"])]
    assert offices(plan) == {"建园2所": "学前股|食堂", "招聘9人": "人事股|工会"}
    assert "中考喜报" in " ".join(unread(plan))


def test_the_title_of_a_notice_by_its_style_is_above_all_sections() -> None:
    plan = read_blocks(
        Heading("关于印发《2025年重点任务分解表》的通知", 2),
        [
            ["类别", "任务", "牵头科室", "完成时限"],
            ["党建", "办班3期", "机关党委", "6月底前"],
            ["安全", "演练2次", "安全科", "3月底前、9月底前"],
        ],
    )

    assert outline(plan) == [("党建", ["办班3期"]), ("安全", ["演练2次"])]


def test_dates_in_a_run_are_all_told_and_the_last_one_counts() -> None:
    plan = read(HEAD + "一、资助\n1.发放助学金,6月15日前、12月15日前到位。")

    [task] = items(plan)[0]["tasks"]
    assert (task["due_text"], task["due_date"]) == ("6月15日前、12月15日前", "2025-12-15")


def test_the_more_exact_day_wins_over_the_month_of_its_row() -> None:
    plan = read_blocks(
        "南屏县教育局2025年安排表",
        [["月份", "工作内容", "责任股室"], ["9月", "培训9人,9月20日前完成", "人事股"]],
    )

    assert list(due_dates(plan).values()) == ["2025-09-20"]


def test_a_date_before_issuing_is_due() -> None:
    plan = read(HEAD + "一、评价\n1.出台办法,6月底前印发。")

    assert list(due_dates(plan).values()) == ["2025-06-30"]
