"""Sections by position and style as well as by mark, four levels deep; no entry is cut off."""

import pytest

from dashboard.importing.documents.blocks import Heading
from tests.support.plan_reading import due_dates, items, offices, outline, read, read_blocks, unread

HEAD = "南屏县教育局2025年工作要点\n"
TWO = [("办园", ["增园"]), ("强师", ["招聘"])]


@pytest.mark.parametrize(
    "text",
    [
        "一、办园\n1.增园。建成2所。\n二、强师\n1.招聘。招聘9名。",
        "壹、办园\n一、增园。建成2所。\n贰、强师\n一、招聘。招聘9名。",
        "第一章 办园\n第一条 增园。建成2所。\n第二章 强师\n第一条 招聘。招聘9名。",
        "▲办园\n1.增园。建成2所。\n▲强师\n2.招聘。招聘9名。",
        "【办园】\n1.增园。建成2所。\n【强师】\n1.招聘。招聘9名。",
        "办园\n1.增园。建成2所。\n强师\n2.招聘。招聘9名。",
        "一、办园\n第一,增园。建成2所。\n二、强师\n第一,招聘。招聘9名。",
        "一、办园。1.增园。建成2所。二、强师。1.招聘。招聘9名。",
        "第一部分 重点任务\n一、办园\n(一)扩容\n1.增园。建成2所。\n"
        "二、强师\n(一)补员\n1.招聘。招聘9名。",
        "1 办园\n1.1 增园。建成2所。\n2 强师\n2.1 招聘。招聘9名。",
        "★办园\n①增园。建成2所。\n★强师\n②招聘。招聘9名。",
        "一、办园\n一是增园。建成2所。\n二、强师\n一是招聘。招聘9名。",
        "## 办园\n- **增园**:建成2所\n## 强师\n- **招聘**:招聘9名",
        "## 办园\n### 增园\n建成2所。\n## 强师\n### 招聘\n招聘9名。",
        "**办园**\n增园。建成2所。\n**强师**\n招聘。招聘9名。",
        "一 办园\n1.增园。建成2所。\n二 强师\n1.招聘。招聘9名。",
        "Ⅰ.办园\n1.增园。建成2所。\nⅡ.强师\n1.招聘。招聘9名。",
        "A.办园\n1.增园。建成2所。\nB.强师\n1.招聘。招聘9名。",
        "一、办园\n●增园\n工作内容:建成2所。\n二、强师\n●招聘\n工作内容:招聘9名。",
        "一、工作目标\n办好学校。\n二、主要任务\n(一)办园\n1.增园。建成2所。\n(二)强师\n1.招聘。招聘9名。\n三、工作要求\n抓好落实。",
        "一、推进优质均衡\n(一)办园\n1.增园。建成2所。\n(二)强师\n1.招聘。招聘9名。",
        "## 重点工作\n### 办园\n1.增园。建成2所。\n### 强师\n1.招聘。招聘9名。",
        "## 重点工作\n1.办园\n(1)增园。建成2所。(责任股室:基教股)\n(2)扩园。(责任股室:基教股)\n"
        "2.强师\n(1)招聘。招聘9名。(责任股室:人事股)\n(2)培训。(责任股室:人事股)",
    ],
)
def test_a_section_is_known_by_its_mark_its_form_or_its_place(text: str) -> None:
    read_so = [(theme, titles[:1]) for theme, titles in outline(read(HEAD + text))]
    assert read_so == TWO


def test_heading_styles_are_sections_and_items() -> None:
    plan = read_blocks(
        Heading(HEAD.strip(), 1),
        Heading("办园", 2), Heading("增园", 3), "建成2所。", "责任股室:学前股",
        Heading("强师", 2), Heading("招聘", 3), "招聘9名。",
    )  # fmt: skip

    assert outline(plan) == TWO
    assert items(plan)[0]["offices"] == [{"name": "学前股", "role": "lead"}]


def test_headings_with_one_style_are_sections_whose_paragraphs_are_items() -> None:
    plan = read_blocks(
        HEAD.strip(), Heading("办园", 1), "增园。建成2所。", Heading("强师", 1), "招聘。招聘9名。"
    )

    assert outline(plan) == TWO


def test_times_with_a_colon_head_what_is_done_then() -> None:
    plan = read("南屏小学2025年春季学期工作安排\n3月:植树60棵(德育处);检查9班(教务处)\n第二周:家访")

    assert outline(plan) == [("3月", ["植树60棵", "检查9班"]), ("第二周", ["家访"])]
    assert due_dates(plan) == {
        "植树60棵": "2025-03-31", "检查9班": "2025-03-31", "家访": None
    }  # fmt: skip


def test_named_tasks_are_items_with_what_stands_below_them() -> None:
    plan = read(HEAD + "任务一:增园\n建成2所。\n牵头单位:学前股\n任务二:招聘\n招聘9名。")

    assert outline(plan) == [(None, ["增园", "招聘"])]
    assert [item["number"] for item in items(plan)] == ["任务一", "任务二"]


def test_appeals_without_numbers_are_no_items() -> None:
    plan = read(HEAD + "一、办园\n1.增园。建成2所。\n二、工作要求\n各单位要高度重视。")

    assert outline(plan) == [("办园", ["增园"])]
    assert unread(plan) == ["二、工作要求", "各单位要高度重视。"]


def test_groups_between_a_theme_and_its_items_keep_their_marks() -> None:
    plan = read(HEAD + "第一部分 校园安全\n一、防范\n(一)消防\n1.演练。演练4场。")

    assert outline(plan) == [("校园安全", ["演练"])]
    assert items(plan)[0]["group"] == "一、防范 (一)消防"


def test_a_section_without_numbers_above_the_first_numbered_one_is_read() -> None:
    plan = read(
        "南屏县2025年督导工作计划\n评估对象\n全县小学。10月底前自评。\n评估内容\n1.入学。入学率100%。"
    )

    assert due_dates(plan)["10月底前自评。"] == "2025-10-31"
    assert outline(plan)[1] == ("评估内容", ["入学"])


def test_a_section_of_ideas_with_tasks_is_no_preface() -> None:
    plan = read(
        "南屏县2025年工作思路\n一、总体思路\n坚持立德树人。\n二、2025年工作思路\n"
        "1.增园。8月底前建成2所。(责任股室:学前股)"
    )

    assert outline(plan) == [("2025年工作思路", ["增园"])]
    assert unread(plan) == ["一、总体思路", "坚持立德树人。"]


@pytest.mark.parametrize(
    "line",
    [
        "1.培训。9月底前培训教师30名……",
        "1.培训。9月底前培训教师30名。扫码报名",
        "1.培训。9月底前培训教师30名,详见 www.example.com",
        "1.培训。9月底前培训教师30名,印发方案 3",
    ],
)
def test_a_numbered_line_with_a_date_is_neither_contents_nor_of_the_site(line: str) -> None:
    assert [item["title"] for item in items(read(HEAD + line))] == ["培训"]


def test_a_heading_that_comes_again_is_no_contents_if_it_has_entries() -> None:
    plan = read(HEAD + "一、教学\n1.检查。3月底前检查9所。\n一、教学\n2.培训。培训30名。")

    assert outline(plan) == [("教学", ["检查"]), ("教学", ["培训"])]


def test_an_entry_below_the_signature_is_read() -> None:
    plan = read(HEAD + "一、办园\n1.增园。建成2所。\n南屏县教育局\n2.评估。10月底前评估9所。")

    assert outline(plan) == [("办园", ["增园", "评估"])]


def test_figures_on_lines_of_their_own_stay_in_their_measure() -> None:
    plan = read(
        HEAD
        + "1.研学。\n6\n月底前组织研学\n20\n批,满意率达到\n97.5\n%以上。\n- 3 -\n2.读书。读书9场。"
    )

    assert [task["text"] for item in items(plan) for task in item["tasks"]] == [
        "6月底前组织研学20批,满意率达到97.5%以上。",
        "读书9场。",
    ]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("教体局重点工作安排意见", "教体局重点工作安排意见"),
        (
            "南屏县2025年教育重点任务责任分解落实方案(试行)",
            "南屏县2025年教育重点任务责任分解落实方案(试行)",
        ),
        ("为抓好教研,结合实际,制定2025年南屏县教研工作要点。", "2025年南屏县教研工作要点"),
        ("南屏县教育局2025年\n工作要点", "南屏县教育局2025年工作要点"),
        ("南屏县2025年教育工作若干措施", "南屏县2025年教育工作若干措施"),
        ("南屏县教育局关于2025年工作安排的报告", "南屏县教育局关于2025年工作安排的报告"),
        ("关于印发《南屏县2025年教育工作要点》的通知", "南屏县2025年教育工作要点"),
    ],
)
def test_a_title_is_cut_nowhere(lines: str, title: str) -> None:
    assert read(f"{lines}\n一、办园\n1.增园。建成2所。")["title"] == title


def test_the_bureau_is_not_found_with_the_words_before_it() -> None:
    plan = read("2025年督办事项分工表\n编号\t督办内容\t主办单位\n1\t建成园所3所\t县教育局")

    assert plan["organisation"] == "县教育局"


def test_entries_with_inner_marks_that_name_offices_are_items_below_a_frame() -> None:
    plan = read(
        "南屏县教育局2025年工作计划\n基本思路\n坚持育人为本,办好每所学校。\n主要任务\n"
        "一、招生入学\n(1)公布学区,5月底前张贴。(基教股)\n(2)审核材料,7月底前办结。(学籍室)\n"
        "二、校园餐\n(1)检查食堂9所。(后勤股;安全股)\n(2)公开账目。(财务股)"
    )

    assert outline(plan) == [
        ("招生入学", ["公布学区,5月底前张贴", "审核材料,7月底前办结"]),
        ("校园餐", ["检查食堂9所", "公开账目"]),
    ]
    assert offices(plan)["审核材料,7月底前办结"] == "学籍室|"


def test_circled_numbers_on_through_groups_are_items_if_each_names_its_offices() -> None:
    plan = read(
        "南屏县教育局2025年工作计划\n一、工作安排\n(一)抓阅读\n"
        "①建书屋。建成6间。【责任部门:装备站;配合部门:财务股】\n②办书展。【责任部门:教研室】\n"
        "(二)抓健康\n③测体质。测9所。【责任部门:体卫股】"
    )

    assert outline(plan) == [("抓阅读", ["建书屋", "办书展"]), ("抓健康", ["测体质"])]
    assert offices(plan)["建书屋"] == "装备站|财务股"


def test_entries_with_inner_marks_are_measures_if_only_the_last_line_names_offices() -> None:
    plan = read(
        "南屏县教育局2025年工作计划\n一、工作安排\n(一)抓阅读\n①建书屋6间。\n②办书展。(教研室)\n"
        "(二)抓健康\n①测体质9所。\n②办联赛。(体卫股)"
    )

    assert outline(plan) == [("工作安排", ["抓阅读", "抓健康"])]


@pytest.mark.parametrize(
    "section",
    [
        "三、存在的困难和问题\n一是师资偏老;二是校车偏少。",
        "三、有关要求\n1.统一思想。各校要亲自过问。\n2.厉行节俭。不搞花架子。",
        "咨询电话:0999-1234567",
        "三、上半年工作情况\n1.班子不断加强。开会14次。\n2.项目提速。完成投资1亿元。",
        "填报说明\n1.本表每季度末更新。\n2.状态栏填写“未启动”。",
        "【注】1.以上均为考核事项。2.办公室每季度末汇总。",
    ],
)
def test_problems_demands_and_telephones_are_no_items(section: str) -> None:
    head = "南屏县教育局2025年工作要点\n一、办园\n1.建园。建园2所。(学前股)\n二、师资\n"
    plan = read(f"{head}1.引才。引进9人。(人事股)\n{section}")

    assert [item["title"] for item in items(plan)] == ["建园", "引才"]


def test_numbered_headings_above_labelled_lines_are_tasks() -> None:
    head = "南屏县教育局2025年民生实事\n以下实事抓紧办好:\n"
    first = "一、建园。建园2所。\n责任单位:学前股\n完成时间:8月底\n"
    plan = read(f"{head}{first}二、铺路。铺路3条。\n责任单位:项目办\n完成时间:9月底")

    assert outline(plan) == [(None, ["建园", "铺路"])]
    assert offices(plan) == {"建园": "学前股|", "铺路": "项目办|"}


@pytest.mark.parametrize(
    "end",
    [
        "。责任单位:基建中心;完成时限:8月底前。",
        "(责任单位:基建中心)",
        "。(责任单位:基建中心)",
        "\n责任单位:基建中心\n完成时限:8月底前",
    ],
)
def test_headings_that_are_all_tasks_are_items_without_a_theme(end: str) -> None:
    plan = read(f"南屏县教育局2026年民生实事\n一、建园3所{end}\n二、修路2条{end}\n三、招聘9名{end}")

    assert outline(plan) == [(None, ["建园3所", "修路2条", "招聘9名"])]
    assert offices(plan)["修路2条"] == "基建中心|"


def test_bullets_below_a_boxed_heading_are_tasks_also_where_the_title_is_none() -> None:
    plan = read_blocks(
        Heading("新学期,我们这样干!|东河小学2026年重点工作来了", 1),
        "秋风送爽,丹桂飘香。快来看看吧!",
        "【德育】",
        "● 开展礼仪月。完成时间:9月30日。责任部门:德育处",
        "● 吸收队员。完成时间:10月13日。责任部门:大队部",
        "【平安】",
        "● 更换探头。完成时间:9月20日。责任部门:后勤处",
        "● 通报账目。完成时间:10月底。责任部门:后勤处",
    )

    assert outline(plan) == [
        ("德育", ["开展礼仪月", "吸收队员"]),
        ("平安", ["更换探头", "通报账目"]),
    ]
    assert offices(plan)["开展礼仪月"] == "德育处|"
    assert list(due_dates(plan).values()) == [
        "2026-09-30",
        "2026-10-13",
        "2026-09-20",
        "2026-10-31",
    ]


def test_what_follows_who_is_responsible_is_the_next_task() -> None:
    plan = read(
        f"{HEAD}【办园】\n01 增园。建成2所。责任部门:学前股;时间:9月5日\n02 修园。责任部门:县一中\n"
        "03 扩园。责任部门:后勤股"
    )

    assert list(offices(plan).values()) == ["学前股|", "县一中|", "后勤股|"]


def test_a_heading_that_ends_like_a_bureau_is_no_signature() -> None:
    plan = read(HEAD + "优化学校布局\n1.增园。建成2所。\n构建发展新格局\n1.招聘。招聘9名。")

    assert [theme for theme, _ in outline(plan)] == ["优化学校布局", "构建发展新格局"]


def test_a_review_of_the_year_before_is_no_section_whatever_it_says_of_duty() -> None:
    plan = read(
        "南屏县教育局2025年工作总结和2026年工作计划\n第一部分 2025年工作总结\n一、主要工作成效\n"
        "(一)校园安全稳定。9月底前整改隐患236处,未发生安全责任事故。\n第二部分 2026年工作计划\n"
        "一、办园\n1.增园。建成2所。(责任股室:基教股)"
    )

    assert outline(plan) == [("办园", ["增园"])]


def test_months_in_boxes_head_the_lines_below_them_whatever_the_page_is_called() -> None:
    plan = read_blocks(
        Heading("县青少年中心2026年公益计划出炉啦", 1),
        "新的一年,我们准备了这些活动,快来看看吧!",
        "【三月】",
        "下乡首站:送课20节(活动部牵头,科普部配合)。",
        "植物认养:认养树苗150棵(科普部)。",
        "【四月】",
        "书法展:征集作品240件(美术部)。",
        "继续滑动看下一个",
        "阅读 1357 分享 收藏 在看 30 写留言",
    )

    assert list(offices(plan).values()) == [
        "活动部|科普部", "科普部|", "美术部|",
    ]  # fmt: skip
    assert list(due_dates(plan).values()) == ["2026-03-31", "2026-03-31", "2026-04-30"]


def test_a_boxed_heading_may_have_a_colon_but_a_label_in_a_box_is_none() -> None:
    plan = read(
        f"{HEAD}【养护:吃好睡好】\n1.更新食谱。更新2次。\n【责任部门:保健室】\n"
        "【衔接:慢慢长大】\n2.参观小学。参观2所。\n【责任部门:保教处】"
    )

    assert outline(plan) == [("养护:吃好睡好", ["更新食谱"]), ("衔接:慢慢长大", ["参观小学"])]
    assert list(offices(plan).values()) == ["保健室|", "保教处|"]
