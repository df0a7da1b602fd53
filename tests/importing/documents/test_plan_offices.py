"""Who is responsible: the inner one wins, nothing spreads between siblings, no name is lost."""

import pytest

from tests.support.plan_reading import (
    due_dates,
    items,
    offices,
    read,
    task_offices,
    unread,
)

HEAD = "南屏县教育局2025年工作要点\n"


def test_offices_at_a_group_are_those_of_its_items_only() -> None:
    plan = read(
        HEAD + "一、办园\n(一)增园(责任股室:学前股)\n1.选址。选址2处。\n2.开工。开工2所。\n"
        "(二)提质\n3.评估。评估9所。"
    )

    assert offices(plan) == {"选址": "学前股|", "开工": "学前股|", "评估": "|"}


def test_the_offices_of_an_item_win_over_those_of_its_group_and_of_its_theme() -> None:
    plan = read(
        HEAD + "一、办园(责任股室:办公室)\n(一)增园\n责任股室:学前股\n1.选址。选址2处。\n"
        "2.开工。开工2所。(责任股室:项目办)\n(二)提质\n3.评估。评估9所。"
    )

    assert offices(plan) == {"选址": "学前股|", "开工": "项目办|", "评估": "办公室|"}


def test_offices_at_a_section_below_a_part_are_those_of_its_items() -> None:
    plan = read(
        HEAD + "第一部分 重点任务\n一、强师(牵头股室:人事股)\n1.招聘。招聘9名。\n"
        "第二部分 保障措施\n一、督办(责任股室:办公室)\n1.通报。通报2次。"
    )

    assert offices(plan) == {"招聘": "人事股|", "通报": "办公室|"}


def test_each_clause_of_a_list_has_the_offices_in_its_own_bracket() -> None:
    plan = read(HEAD + "1.改善条件。一是建食堂(项目办);二是换课桌(装备站、计财股);三是种树。")

    assert task_offices(plan) == {
        "一是建食堂": "项目办|",
        "二是换课桌": "装备站|计财股",
        "三是种树。": "|",
    }


def test_a_clause_without_offices_has_those_of_the_heading() -> None:
    plan = read(HEAD + "一、建校(责任股室:办公室)\n1.改善条件。①建食堂(项目办);②种树。")

    assert task_offices(plan) == {"①建食堂": "项目办|", "②种树。": "办公室|"}
    assert offices(plan) == {"改善条件": "办公室|"}


def test_one_bracket_at_the_end_of_a_list_is_that_of_the_whole_item() -> None:
    plan = read(HEAD + "1.改善条件。一是建食堂;二是换课桌(装备站)。")

    assert task_offices(plan) == {"一是建食堂": "装备站|", "二是换课桌": "装备站|"}


@pytest.mark.parametrize(
    "sentence",
    [
        "5月底前公布方案,由招生办牵头,基教股、督导室配合。",
        "5月底前公布方案。由招生办牵头,基教股、督导室配合。",
        "5月底前公布方案,招生办牵头、基教股和督导室配合落实。",
        "5月底前公布方案(招生办牵头,基教股、督导室配合)。",
        "5月底前公布方案。牵头单位:招生办;会办单位:基教股、督导室",
        "由招生办会同基教股、督导室于5月底前公布方案。",
        "招生办负责公布方案,基教股、督导室配合。",
    ],
)
def test_a_sentence_tells_who_leads_and_who_supports(sentence: str) -> None:
    assert offices(read(f"{HEAD}1.招生。{sentence}")) == {"招生": "招生办|基教股 督导室"}


def test_a_sentence_about_a_clause_is_about_it_alone() -> None:
    plan = read(HEAD + "1.三件事。一是排查隐患,由安全股负责;二是整改12处,由项目办负责。")

    assert task_offices(plan) == {
        "一是排查隐患,由安全股负责": "安全股|",
        "二是整改12处,由项目办负责。": "项目办|",
    }


def test_a_sentence_that_tells_only_who_and_when_is_no_measure() -> None:
    plan = read(HEAD + "1.扩容。新建学校2所。由项目股牵头,财务股配合,11月底前完成。")

    assert task_offices(plan) == {"新建学校2所。": "项目股|财务股"}
    assert due_dates(plan) == {"新建学校2所。": "2025-11-30"}


def test_what_stands_below_the_last_of_several_items_is_that_of_all() -> None:
    plan = read(
        HEAD + "一、提质\n1.增园。建成2所。\n2.评估。评估9所。\n责任单位:学前股\n完成时限:10月底"
    )

    assert offices(plan) == {"增园": "学前股|", "评估": "学前股|"}
    assert set(due_dates(plan).values()) == {"2025-10-31"}
    assert any("用于同组的 2 个事项" in note for note in plan["notes"])


def test_a_date_after_the_names_is_when_it_is_due() -> None:
    plan = read(HEAD + "1.研学。组织研学9批,责任股室为德育股,5月底完成。")

    assert offices(plan) == {"研学": "德育股|"}
    assert due_dates(plan) == {"组织研学9批": "2025-05-31"}


def test_those_who_only_support_have_the_lead_of_the_heading() -> None:
    plan = read(HEAD + "一、清廉(牵头科室:机关党委)\n1.示范。打造示范点9个。配合科室:监察室")

    assert offices(plan) == {"示范": "机关党委|监察室"}


@pytest.mark.parametrize(
    "sentence",
    ["发挥办公室牵头作用。", "校长负责制全面落实。", "强化各股室主体责任。", "由学生自己管理。"],
)
def test_a_sentence_about_duty_in_general_names_no_office(sentence: str) -> None:
    assert offices(read(f"{HEAD}1.管理。{sentence}")) == {"管理": "|"}


def test_the_offices_of_all_above_are_those_of_the_items_without_their_own() -> None:
    plan = read(
        HEAD
        + "一、平安\n1.消防。演练2次。\n2.食品。检查9家。(责任股室:后勤股)\n3.交通。劝导5次。\n"
        "(以上责任股室:安全股、德育股)\n4.心理。建室3间。"
    )

    assert offices(plan) == {
        "消防": "安全股|德育股", "食品": "后勤股|", "交通": "安全股|德育股", "心理": "|"
    }  # fmt: skip


def test_those_of_the_last_items_above_are_counted() -> None:
    plan = read(
        HEAD + "1.消防。演练2次。\n2.交通。劝导5次。\n3.心理。建室3间。\n以上2项责任股室:德育股"
    )

    assert offices(plan) == {"消防": "|", "交通": "德育股|", "心理": "德育股|"}


def test_a_sentence_tells_who_has_all_above() -> None:
    plan = read(
        HEAD + "1.消防。演练2次。\n2.交通。劝导5次。\n3.心理。建室3间。\n以上1-2项由安全股负责。"
    )

    assert offices(plan) == {"消防": "安全股|", "交通": "安全股|", "心理": "|"}


def test_a_heading_that_is_an_office_is_told_to_be_taken_for_the_responsible_one() -> None:
    plan = read(HEAD + "一、人事股\n1.招聘。招聘9名。\n二、办公室\n2.督办。督办4次。")

    assert offices(plan) == {"招聘": "人事股|", "督办": "办公室|"}
    assert sum("按它作为以下事项的责任股室" in note for note in plan["notes"]) == 2


def test_an_office_that_reaches_no_item_is_unread_and_noted() -> None:
    plan = read(HEAD + "一、强师(责任股室:人事股)\n1.招聘。招聘9名。(责任股室:师训股)")

    assert unread(plan) == ["(责任股室:人事股)"]
    assert any("人事股" in note for note in plan["notes"])


def test_a_person_is_no_measure_and_a_leader_in_charge_is_kept() -> None:
    plan = read(
        HEAD + "1.招聘。招聘9名。责任人:何平(人事股股长)\n"
        "2.培训。培训30名。(分管领导:方远;责任股室:师训股)"
    )

    assert [task["text"] for item in items(plan) for task in item["tasks"]] == [
        "招聘9名。",
        "培训30名。",
    ]
    assert unread(plan) == ["责任人:何平(人事股股长)"]
    assert items(plan)[1]["leader"] == "方远"


def test_who_does_a_measure_may_stand_behind_a_dash_or_behind_bare_words() -> None:
    dashes = read(
        HEAD + "1.招聘教师。招聘9名。——人事股牵头,办公室、县三中参与\n2.建馆。建1座。——项目办负责"
    )
    words = read(HEAD + "1.开务虚会。 承办:办公室\n2.办运动会。 承办:体卫股 协办:县体校、团委")

    assert offices(dashes) == {"招聘教师": "人事股|办公室 县三中", "建馆": "项目办|"}
    assert list(task_offices(dashes)) == ["招聘9名。", "建1座。"]
    assert list(offices(words).values()) == ["办公室|", "体卫股|县体校 团委"]


def test_a_heading_in_a_box_is_never_the_end_of_the_line_above() -> None:
    plan = read(HEAD + "【队伍】\n1.招聘。招聘9名。——人事股牵头\n【条件】\n2.建馆。建1座。")

    assert [theme["title"] for theme in plan["themes"]] == ["队伍", "条件"]


def test_organisations_beside_offices_are_those_who_do_the_work() -> None:
    plan = read(
        HEAD + "1.培训。培训2次。(市教科所)\n2.巡查。巡查3次。(综合执法队、普教室)\n"
        "3.治理。由纪检组牵头,计财股配合。"
    )

    assert list(offices(plan).values()) == ["市教科所|", "综合执法队|普教室", "纪检组|计财股"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("(基教股牵头,督导室、县一中配合,10月底前完成)", "基教股|督导室 县一中"),
        ("(基教股、师训股牵头,各学校参与)", "基教股 师训股|各学校"),
        ("由基教股、师训股共同牵头。", "基教股 师训股|"),
        ("(基教股会同县公安局落实)", "基教股|县公安局"),
        ("基教股牵头,其他股室按职责分工负责。", "基教股|其他股室"),
        ("(语文教研组、六年级备课组)", "语文教研组|六年级备课组"),
        ("(青溪镇人民政府、县教育局)", "青溪镇人民政府|县教育局"),
        ("牵头单位:财审股;配合单位:/", "财审股|"),
        ("牵头单位:财审股;责任单位:国资中心", "财审股|国资中心"),
        ("局内责任股室:财审股,5月20日前", "财审股|"),
        ("(财审股、国资中心)5月20日前", "财审股|国资中心"),
        ("监察专员办配合。", "|监察专员办"),
        ("会同县审计局开展检查3次。", "|县审计局"),
        ("(小学组、中学组)", "|"),
        ("(图书室、实验室)", "|"),
        ("(政府主导、部门负责、社会参与)", "|"),
    ],
)
def test_whoever_leads_and_supports_is_told_by_the_words_around_the_names(
    words: str, expected: str
) -> None:
    plan = read(f"{HEAD}1.整治环境。整治校园12处。{words}\n2.办班。办班3期。")

    assert offices(plan) == {"整治环境": expected, "办班": "|"}


@pytest.mark.parametrize("aside", [
    "(8月底前;配合:人事股、财务股)", "(8月底前,配合股室:人事股、财务股)",
])  # fmt: skip
def test_a_day_before_the_key_in_a_bracket_leaves_the_role_to_the_key(aside: str) -> None:
    plan = read(
        f"南屏县教育局2025年工作要点\n一、办公室牵头任务\n1.办好提案{aside}\n2.编印年鉴(6月底前)"
    )

    assert list(offices(plan).values()) == ["办公室|人事股 财务股", "办公室|"]
    assert list(due_dates(plan).values()) == ["2025-08-31", "2025-06-30"]


@pytest.mark.parametrize("line", [
    "负责:教导处  配合:年级组", "责任分工:教导处牵头,年级组配合", "分工:教导处、年级组",
    "——主办:教导处;协办:年级组",
])  # fmt: skip
def test_a_key_may_be_a_verb_or_the_division_of_work(line: str) -> None:
    plan = read(f"{HEAD}一、教学\n1.检查.检查备课,全镇通报.  {line}\n2.复习。组织复习。\n{line}")

    assert list(offices(plan).values()) == ["教导处|年级组"] * 2


def test_words_between_names_that_are_no_name_are_told_as_unread() -> None:
    plan = read(
        "南屏县教育局2025年工作要点\n一、办园\n1.增园。"
        "(牵头股室:计财股;配合股。室:发展规划与项目建设股、各直属单位)"
    )

    told = str(plan["unread"]) + str(items(plan))
    assert "发展规划与项目建设股" in told
