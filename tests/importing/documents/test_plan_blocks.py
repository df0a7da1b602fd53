"""Tasks told as blocks of labelled lines, introductions, notes, and marks on lines of their own."""

import pytest

from dashboard.importing.documents.blocks import Heading
from dashboard.importing.documents.web_page import read_web_page
from tests.support.plan_reading import (
    due_dates,
    items,
    offices,
    outline,
    read,
    read_blocks,
    task_offices,
    unread,
)

HEAD = "南屏县教育局2025年重点任务清单\n"


@pytest.mark.parametrize(
    "block",
    [
        "任务{n}:{title}\n建设内容:{text}\n牵头股室:{lead}\n配合股室:办公室\n完成时限:8月底\n",
        "任务{n}:{title}\n责任单位:{lead}\n协办单位:办公室\n目标任务:{text}\n完成时间:8月底\n",
        "项目{n}:{title}\n主办股室:{lead}\n协办股室:办公室\n时限:8月底\n工作要求:{text}\n进展情况:已招标\n",
        "【任务名称】{title}\n【工作内容】{text}\n【牵头单位】{lead}\n【配合单位】办公室\n【完成时限】8月底\n",
    ],
)
def test_a_block_of_labelled_lines_is_one_item(block: str) -> None:
    one = block.format(n=1, title="建园", text="建成园所2所", lead="学前股")
    two = block.format(n=2, title="招聘", text="招聘教师9名", lead="人事股")

    plan = read(f"{HEAD}一、办园\n{one}二、强师\n{two}")

    assert outline(plan) == [("办园", ["建园"]), ("强师", ["招聘"])]
    assert offices(plan) == {"建园": "学前股|办公室", "招聘": "人事股|办公室"}
    assert list(task_offices(plan).values()) == ["学前股|办公室", "人事股|办公室"]
    assert list(due_dates(plan).values()) == ["2025-08-31", "2025-08-31"]
    assert "2所" in items(plan)[0]["tasks"][0]["text"]


def test_progress_told_in_a_block_is_unread_and_no_measure() -> None:
    plan = read(f"{HEAD}1.建园\n主办股室:学前股\n工作要求:建园2所。\n进展情况:已招标9处。\n")

    [item] = items(plan)
    assert [task["text"] for task in item["tasks"]] == ["工作要求:建园2所。"]
    assert unread(plan) == ["进展情况:已招标9处。"]


@pytest.mark.parametrize("title", ["学校概况", "面临形势", "办学思路", "主要任务"])
def test_text_above_all_tasks_introduces_them(title: str) -> None:
    plan = read(
        f"{HEAD}一、{title}\n我校有学生1260人,做好各项工作。\n"
        "二、德育\n1.班会8次。(德育处)\n三、教学\n1.公开课32节。(教导处)"
    )

    assert outline(plan) == [("德育", ["班会8次"]), ("教学", ["公开课32节"])]
    assert unread(plan) == [f"一、{title}", "我校有学生1260人,做好各项工作。"]


def test_sections_without_offices_stay_where_hardly_any_section_names_one() -> None:
    plan = read(
        f"{HEAD}一、办园\n建成园所2所。\n二、强师\n招聘9名。\n三、安全\n1.演练4次。(安全股)"
    )

    assert [theme for theme, _ in outline(plan)] == ["办园", "强师", "安全"]


@pytest.mark.parametrize(
    "below",
    [
        "注:1.牵头股室为第一责任股室。2.每月28日前报送进展。",
        "填表说明:\n1.牵头股室为第一责任股室。\n2.每月28日前报送进展。",
        "备注:各股室每季度末前3日报送进展。",
        "制表人:张某    审核:李某    日期:2025年3月1日",
    ],
)
def test_notes_below_a_table_are_no_tasks(below: str) -> None:
    table = (
        "序号\t工作任务\t牵头股室\t完成时限\n1\t建园2所\t学前股\t8月底\n2\t招聘9名\t人事股\t7月\n"
    )

    plan = read(f"{HEAD}{table}\n{below}")

    assert list(offices(plan)) == ["建园2所", "招聘9名"]
    assert unread(plan) == below.split("\n")


def test_what_is_said_to_all_below_the_last_entry_is_no_task() -> None:
    plan = read(f"{HEAD}一、办园\n1.建园。建园2所,8月底前完成。(学前股)\n同志们,让我们共同努力!")

    assert offices(plan) == {"建园": "学前股|"}
    assert unread(plan) == ["同志们,让我们共同努力!"]


def test_where_a_task_comes_from_and_how_it_goes_are_no_tasks() -> None:
    headings = "序号\t督办事项\t任务来源\t工作要求\t主办股室\t办结时限\t目前进展\t存在问题"
    rows = "1\t园所扩建\t市长办公会\t建成2所\t项目股\t8月底\t已封顶\t资金未到位"

    plan = read(f"{HEAD}{headings}\n{rows}\n2{rows[1:].replace('园所', '食堂')}")

    assert outline(plan) == [(None, ["园所扩建", "食堂扩建"])]
    assert [task["text"] for task in items(plan)[0]["tasks"]] == ["建成2所"]


@pytest.mark.parametrize("marks", [("01", "02"), ("一", "二"), ("①", "②"), ("1.", "2.")])
def test_a_mark_on_a_line_of_its_own_is_that_of_the_title_below(marks: tuple[str, str]) -> None:
    first, second = marks
    plan = read(
        f"{HEAD}{first}\n开办新校\n8月底前招生。\n牵头股室:基建股\n"
        f"{second}\n改善午餐\n满意度90%。\n牵头股室:后勤股\n"
    )

    titles = [item or theme for theme, found in outline(plan) for item in found[:1]]
    assert len(titles) == 2 or len(items(plan)) == 2
    assert {office["name"] for item in items(plan) for office in item["offices"]} == {
        "基建股", "后勤股",
    }  # fmt: skip


def test_a_page_number_is_no_mark() -> None:
    plan = read(f"{HEAD}1.建园。建成园所\n1\n2所,招聘教师。(学前股)\n2.招聘。招聘9名。(人事股)")

    assert list(offices(plan)) == ["建园", "招聘"]


def test_the_head_of_a_posted_page_is_no_text_of_the_plan() -> None:
    page = (
        "<h1>南屏县2025年教育实事项目</h1><p>南屏教育 2025-03-06 18:30 江西</p>"
        "<p>点击上方蓝字关注我们</p><p>01</p><p>建园</p><p>建成2所。</p><p>牵头股室:学前股</p>"
        "<p>02</p><p>护学</p><p>建岗9处。</p><p>牵头股室:安全股</p><p>— END —</p>"
    )

    plan = read_blocks(*read_web_page(page))

    assert (plan["year"], offices(plan)) == (2025, {"建园": "学前股|", "护学": "安全股|"})


def test_a_link_beside_a_page_is_not_its_title() -> None:
    plan = read_blocks(
        Heading("南屏县教育局关于印发2026年工作要点的通知", 1),
        Heading("南屏县教育局2026年工作要点", 0),
        "一、办园", "(一)建园。建成2所。(学前股)",
        Heading("南屏县教育局2025年工作总结", -1),
    )  # fmt: skip

    assert plan["year"] == 2026


def test_a_date_right_after_a_mark_is_no_decimal_number() -> None:
    plan = read(f"{HEAD}1.9月5日前招聘教师。配合:学校\n2.10月底前体检。\n3.2025年建园2所。")

    assert [item["number"] for item in items(plan)] == [1, 2, 3]


def test_a_heading_in_a_box_may_end_like_an_office() -> None:
    plan = read(f"{HEAD}【优化布局】\n1.建园2所。(学前股)\n【强化师资】\n2.招聘9名。(人事股)")

    assert [theme for theme, _ in outline(plan)] == ["优化布局", "强化师资"]
