"""Each page run by Streamlit itself over the demo plan, without a browser."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.core import clock
from dashboard.core.labels import COUNTED_STATES, state_words
from dashboard.core.version import VERSION
from dashboard.ledger import csv_folder
from dashboard.ledger.store import open_ledger
from dashboard.pages.answers import opened_ledger
from dashboard.pages.base.text import escaped
from dashboard.view.filters import Filters
from tests.support.app import PAGES, close_ledgers, moved, opened, troubles
from tests.support.app_output import charts, components, headings, numbers, plain, standing
from tests.support.small_plan import put, report

LIVE = "$x$ :red[x] <b>x</b> [x](http://x) **x** `x` #x ~x~ :smile: &amp; 1. \\ |x|"
"""Text that would do something in markdown or HTML."""

every_page = pytest.mark.parametrize("page", PAGES)
every_panel = pytest.mark.parametrize("page", [page for page in PAGES if page != "自助分析"])
"""Pages that compare in a table of its own; 自助分析 does in its own."""


def chips(app: AppTest) -> list[str]:
    """Return the buttons that take filters away."""
    keys = ("chip ", "clear")
    return [plain(each.label) for each in app.button if str(each.key).startswith(keys)]


# The demo plan


@every_page
@pytest.mark.usefixtures("shared_demo")
def test_every_page_opens_without_trouble(page: str) -> None:
    app = opened(page)
    assert troubles(app) == []
    assert not app.toast
    assert "符合条件 123 项(另有已取消 2 项)" in standing(app)


@every_page
@pytest.mark.usefixtures("shared_demo")
def test_every_page_says_its_day_its_source_and_its_way_of_counting(page: str) -> None:
    words = standing(opened(page, as_of="2023-09-30", basis="any"))
    for word in ("数据截至 2023-09-30", "更新于 2023-", "参与口径", "演示数据", "云岫县教育局"):
        assert word in words


@pytest.mark.usefixtures("shared_demo")
@pytest.mark.parametrize("page", PAGES)
def test_every_page_ends_with_the_version_of_the_program(page: str) -> None:
    pieces = [each.value for each in opened(page).html]
    assert f"<p class='version'>工作要点看板 {VERSION}</p>" in pieces


def test_the_first_page_says_it_all_in_one_sentence() -> None:
    assert headings(opened(as_of="2023-09-30"))[0] == (
        "截至 2023-09-30,123 项措施完成 56 项,完成率 45.5%;平均进度 79.5%,"
        "落后序时 5.0 个百分点;未达序时 11 项,涉及 6 个牵头股室。"
    )


@pytest.mark.usefixtures("shared_demo")
def test_the_five_numbers_stand_with_their_base_and_their_change_since_the_last_quarter() -> None:
    assert numbers(opened(as_of="2023-09-30")) == [
        ("完成率(56/123 项)", "45.5%", "+21.3 个百分点 上升"),
        ("平均进度(序时 84.5%)", "79.5%", "+21.1 个百分点 上升"),
        ("达序时率(108/123 项)", "87.8%", "+1.5 个百分点 上升"),
        ("填报率(83/88 项)", "94.3%", "-2.9 个百分点 下降"),
        ("未达序时(共 123 项)", "11 项", "-3 项 减少"),
    ]


def comparison(app: AppTest) -> dict[str, Any]:
    """Return what the table of the comparison shows."""
    found = [each for each in components(app, "crosstab") if each["caption"].startswith("与")]
    assert len(found) == 1
    return found[0]


@every_page
@pytest.mark.usefixtures("shared_demo")
def test_no_page_compares_unless_that_is_asked_for(page: str) -> None:
    app = opened(page, as_of="2023-09-30")
    assert [each for each in headings(app) if "相比" in each] == []
    assert app.selectbox(key="compare").value == ""


@every_panel
@pytest.mark.usefixtures("shared_demo")
def test_every_page_compares_with_the_last_quarters_end(page: str) -> None:
    app = opened(page, as_of="2023-09-30", compare="quarter")
    assert troubles(app) == []
    assert (
        "与上季度末(2023-06-30)相比:完成率 +21.3 个百分点 上升,平均进度 +21.1 个百分点 上升"
        in headings(app)
    )
    table = comparison(app)
    assert [each["label"] for each in table["groups"][1:]] == [
        "完成率", "平均进度", "进度差", "未达序时", "填报率",
    ]  # fmt: skip
    assert [each["label"] for each in table["columns"][1:4]] == ["09-30", "06-30", "差(百分点)"]
    total = table["rows"][-1]
    assert (total["head"], total["isTotal"]) == ("合计", True)
    assert [(each["text"], each["note"], each["tone"]) for each in total["cells"][:3]] == [
        ("45.5%", "56/123", ""),
        ("24.2%", "30/124", ""),
        ("+21.3", "上升", "better"),
    ]


@pytest.mark.parametrize(
    ("page", "heading", "rows"),
    [("总览", "主题", 8), ("股室", "股室", 14), ("主题", "主题", 8), ("季度", "到期季度", 4),
     ("任务", "", 0)],
)  # fmt: skip
@pytest.mark.usefixtures("shared_demo")
def test_each_page_compares_by_what_it_shows(page: str, heading: str, rows: int) -> None:
    table = comparison(opened(page, as_of="2023-09-30", compare="2023-03-31"))
    assert table["columns"][0]["label"] == heading
    assert len(table["rows"]) == rows + 1


@pytest.mark.usefixtures("shared_demo")
def test_an_office_is_compared_with_the_average_by_rates_alone() -> None:
    app = opened(as_of="2023-09-30", compare="average", office="项目办")
    assert "与全体平均相比:完成率 -20.5 个百分点 更低,平均进度 -2.8 个百分点 更低" in headings(app)
    assert [each["label"] for each in comparison(app)["groups"][1:]] == [
        "完成率", "平均进度", "进度差", "达序时率", "填报率",
    ]  # fmt: skip
    assert numbers(app)[-1] == ("未达序时(共 8 项)", "2 项", "占全体 11 项的 18.2%")


@pytest.mark.usefixtures("shared_demo")
def test_the_whole_is_not_compared_with_itself_but_its_rows_are() -> None:
    app = opened("股室", as_of="2023-09-30", compare="average")
    assert "与全体平均相比:各股室完成率 6 个更高、8 个更低" in headings(app)
    app = opened("任务", as_of="2023-09-30", compare="average")
    assert "与全体平均相比:现在看的就是它,没有差别" in headings(app)
    assert {each[2] for each in numbers(opened(as_of="2023-09-30", compare="average"))} == {""}


@every_panel
@pytest.mark.usefixtures("shared_demo")
def test_what_cannot_be_compared_is_said_in_words(page: str) -> None:
    app = opened(page, as_of="2023-02-10", compare="quarter")
    assert troubles(app) == []
    assert "与上季度末(2022-12-31)相比:无可比" in headings(app)
    assert "没有 2022 年的工作要点" in [each.value for each in app.text]


@pytest.mark.usefixtures("shared_demo")
def test_the_switch_compares_with_the_day_that_is_chosen_beside_it() -> None:
    app = opened(as_of="2023-09-30")
    app.selectbox(key="compare").set_value("day").run()
    assert app.query_params["compare"] == "2023-06-30"
    app.date_input(key="compare day").set_value(date(2023, 3, 31)).run()
    assert app.query_params["compare"] == "2023-03-31"
    assert "与2023-03-31相比" in " ".join(headings(app))
    app.selectbox(key="compare").set_value("").run()
    assert "compare" not in app.query_params


@pytest.mark.usefixtures("shared_demo")
def test_a_comparison_is_ordered_as_its_link_says() -> None:
    ordered = {"compare": "quarter", "sort": "comparison:-completion_rate_difference"}
    table = comparison(opened("股室", as_of="2023-09-30", **ordered))
    differences = [
        float(row["cells"][2]["text"].replace("持平", "0")) for row in table["rows"][:-1]
    ]
    assert differences == sorted(differences, reverse=True)
    assert table["columns"][3]["sort"] == "down"


@pytest.mark.usefixtures("shared_demo")
def test_a_difference_has_a_bar_as_long_as_it_is_beside_the_longest() -> None:
    *rows, total = comparison(opened("股室", as_of="2023-09-30", compare="quarter"))["rows"]
    of_completion = {row["head"]: row["cells"][2] for row in rows}
    bars = {name: value["bar"] for name, value in of_completion.items()}
    # +40.0 is the longest: 工会办 3/5 after 1/5; 团委 4/6 after 2/6; 办公室 4/11 as before
    assert bars["工会办"] == pytest.approx(1)
    assert bars["团委"] == pytest.approx((4 / 6 - 2 / 6) / (3 / 5 - 1 / 5))
    assert bars["办公室"] is None
    of_gap = [(float(row["cells"][8]["text"]), row["cells"][8]["bar"]) for row in rows]
    farthest = max(abs(difference) for difference, _ in of_gap)
    assert [bar for _, bar in of_gap] == pytest.approx(
        [difference / farthest for difference, _ in of_gap], abs=0.01
    )
    assert max(abs(bar) for _, bar in of_gap) == 1
    assert all(cell["bar"] is None for cell in total["cells"])


@pytest.mark.usefixtures("shared_demo")
def test_an_order_by_a_measure_that_is_not_compared_leaves_the_rows_as_they_are() -> None:
    ordered = {"compare": "average", "sort": "comparison:behind_schedule"}
    app = opened("股室", as_of="2023-09-30", **ordered)
    assert troubles(app) == []
    assert comparison(app)["rows"][0]["head"] == "办公室"


@pytest.mark.usefixtures("shared_demo")
def test_another_day_gives_that_days_numbers() -> None:
    app = opened(as_of="2023-06-30")
    assert numbers(app)[0][:2] == ("完成率(30/124 项)", "24.2%")
    assert headings(app)[0].startswith("截至 2023-06-30,124 项措施完成 30 项,完成率 24.2%")


@pytest.mark.usefixtures("shared_demo")
def test_without_a_day_in_the_url_a_page_of_the_running_year_stands_at_today() -> None:
    assert "数据截至 2023-10-16" in standing(opened())


@pytest.mark.usefixtures("shared_demo")
def test_the_ten_tasks_most_behind_come_worst_first_with_problem_and_next_step() -> None:
    app = opened(as_of="2023-09-30")
    table = app.dataframe[0].value
    assert "落后最多的 10 项措施(未达序时共 11 项)" in headings(app)
    assert len(table) == 10
    assert table["进度差"].is_monotonic_increasing
    assert {"存在问题", "下一步措施", "牵头股室"} <= set(table.columns)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("总览", ["各股室措施状态", "各主题完成情况", "全年进度线", "股室与主题完成率"]),
        ("股室", ["各股室排名", "各股室季度进度差", "离退休干部股全年进度线"]),
        ("主题", ["主题、事项与措施", "各主题季度进度差"]),
        ("季度", ["各季度到期与完成", "全年进度线"]),
    ],
)
@pytest.mark.usefixtures("shared_demo")
def test_each_chart_has_words_for_who_cannot_see_it_and_a_dated_file_name(
    page: str, words: list[str]
) -> None:
    drawn = charts(opened(page, as_of="2023-09-30"))
    assert [chart["alt"].partition(":")[0] for chart in drawn] == words
    assert all(chart["alt"].partition(":")[2] for chart in drawn)
    assert [chart["filename"] for chart in drawn] == [f"{word}-2023-09-30" for word in words]
    for chart in drawn:
        assert "截至 2023-09-30" in chart["figure"]["layout"]["title"]["subtitle"]["text"]
        assert chart["bundle"].startswith("plotly-")


@pytest.mark.usefixtures("shared_demo")
def test_the_bars_of_the_first_page_add_up_to_the_counted_tasks() -> None:
    states, themes, *_ = charts(opened(as_of="2023-09-30"))
    bars = {each["name"]: sum(each["x"]) for each in states["figure"]["data"] if "name" in each}
    assert bars == {
        "✔✔ 已销号": 26, "✔ 已完成": 30, "■ 正常推进": 42, "◆ 临近到期": 5, "○ 未启动": 5,
        "? 未填报": 4, "▲ 滞后": 5, "▲▲ 严重滞后": 3, "● 逾期": 3,
    }  # fmt: skip
    assert len(themes["figure"]["data"][0]["y"]) == 8


@pytest.mark.usefixtures("shared_demo")
def test_what_was_done_in_a_quarter_and_what_slipped_out_of_it() -> None:
    app = opened("季度", as_of="2023-09-30")
    assert headings(app) == ["三季度完成 26 项", "三季度到期而未在季内完成 3 项"]
    app.segmented_control(key="quarter shown").set_value(1).run()
    assert headings(app)[0] == "一季度完成 9 项"


@pytest.mark.usefixtures("shared_demo")
def test_an_offices_profile_names_its_numbers() -> None:
    app = opened("股室", as_of="2023-09-30")
    app.selectbox(key="profile").set_value("学生资助中心").run()
    assert headings(app) == [
        "学生资助中心:完成 2/6(33.3%),平均进度 68.1%,落后序时 17.2 个百分点;"
        "未达序时 3 项,未填报 0 项"
    ]


@pytest.mark.usefixtures("shared_demo")
def test_the_office_filtered_by_is_the_one_profiled() -> None:
    app = opened("股室", office="教研室", as_of="2023-09-30")
    assert headings(app)[0].startswith("教研室:完成 5/10(50.0%)")


@pytest.mark.usefixtures("shared_demo")
def test_the_ledger_lists_every_task_with_mark_and_word_of_its_state() -> None:
    table = opened("任务", as_of="2023-09-30").dataframe[0].value
    assert len(table) == 125
    assert table["状态"].value_counts()["● 逾期"] == 3
    assert table["状态"].value_counts()["— 已取消"] == 2
    assert table["提示"].str.contains("久未更新").sum() == 4


# Filters


@pytest.mark.parametrize(
    ("query", "matching"),
    [
        ({"office": "团委"}, "6 项"),
        ({"office": ["团委", "妇委会"]}, "11 项"),
        ({"theme": "党建"}, "22 项"),
        ({"state": ["overdue", "severe", "behind"]}, "11 项"),
        ({"quarter": "1"}, "10 项"),
        ({"office": "教研室", "theme": "教育质量"}, "8 项"),
    ],
)
@pytest.mark.usefixtures("shared_demo")
def test_a_link_narrows_the_page(query: dict[str, Any], matching: str) -> None:
    app = opened("任务", as_of="2023-09-30", **query)
    assert f"符合条件 {matching}" in standing(app)
    assert troubles(app) == []


@every_page
@pytest.mark.usefixtures("shared_demo")
def test_every_page_and_chart_of_it_tells_that_it_is_narrowed(page: str) -> None:
    app = opened(page, as_of="2023-09-30", office="团委")
    assert "符合条件 6 项" in standing(app)
    for chart in charts(app):
        assert "已筛选" in chart["figure"]["layout"]["title"]["subtitle"]["text"]


@pytest.mark.usefixtures("shared_demo")
def test_a_widget_narrows_and_writes_the_url() -> None:
    app = opened(as_of="2023-09-30")
    app.multiselect(key="themes").set_value(["党建"]).run()
    assert numbers(app)[0][0] == "完成率(11/22 项)"
    app.segmented_control(key="basis").set_value("any").run()
    assert app.query_params == {
        "year": "2023",
        "as_of": "2023-09-30",
        "basis": "any",
        "theme": "党建",
    }


@pytest.mark.parametrize(
    ("preset", "day"),
    [
        ("一季度末", "2023-03-31"),
        ("上半年", "2023-06-30"),
        ("三季度末", "2023-09-30"),
        ("全年", "2023-12-31"),
    ],
)
@pytest.mark.usefixtures("shared_demo")
def test_a_preset_moves_the_day(preset: str, day: str) -> None:
    app = opened()
    app.segmented_control(key="preset").set_value(preset).run()
    assert f"数据截至 {day}" in standing(app)
    assert app.query_params["as_of"] == day
    assert app.date_input(key="as_of").value == date.fromisoformat(day)


@pytest.mark.usefixtures("shared_demo")
def test_a_day_of_ones_own_lets_go_of_the_preset() -> None:
    app = opened(as_of="2023-06-30")
    assert app.segmented_control(key="preset").value == "上半年"
    app.date_input(key="as_of").set_value(date(2023, 5, 20)).run()
    assert app.segmented_control(key="preset").value is None
    assert "数据截至 2023-05-20" in standing(app)


@pytest.mark.usefixtures("shared_demo")
def test_filters_go_along_to_the_next_page() -> None:
    app = opened(as_of="2023-09-30", office="团委")
    app.query_params.clear()
    for page in ("任务", "主题", "总览"):
        moved(app, page)
        assert "符合条件 6 项" in standing(app)
        assert app.query_params["office"] == "团委"


@pytest.mark.usefixtures("shared_demo")
def test_a_chip_removes_its_own_filter_and_one_button_all_of_them() -> None:
    app = opened(as_of="2023-09-30", office="团委", theme="党建", search="团")
    assert chips(app) == ["股室:团委 ✕", "主题:党建 ✕", "搜索:团 ✕", "清除全部"]
    app.button(key="chip offices 团委").click().run()
    assert app.query_params.keys() == {"year", "as_of", "theme", "search"}
    app.button(key="clear").click().run()
    assert app.query_params == {"year": "2023", "as_of": "2023-09-30"}
    assert "符合条件 123 项" in standing(app)
    assert not chips(app)


@pytest.mark.usefixtures("shared_demo")
def test_an_item_is_shown_with_its_title() -> None:
    app = opened(as_of="2023-09-30", items="党建 1")
    assert chips(app) == ["事项:党建 1 党的二十大精神学习宣传 ✕", "清除全部"]
    assert app.multiselect(key="items").options[0] == "党建 1 党的二十大精神学习宣传"


@every_page
@pytest.mark.usefixtures("shared_demo")
def test_the_box_offers_the_names_of_the_plan(page: str) -> None:
    app = opened(page)
    (box,) = (
        json.loads(each.proto.json)
        for each in app.get("bidi_component")
        if "names" in each.proto.json
    )
    offered = {name: (kind, ways) for name, kind, *ways in box["names"]}
    assert offered["基础教育股"] == ("股室", ["基础教育股", "基础教育", "jcjyg", "股室:基础教育股"])
    assert offered["逾期"][0] == "状态"
    assert "12" in offered["学前教育规范发展"][1]


@every_page
@pytest.mark.usefixtures("shared_demo")
def test_what_does_not_exist_is_dropped_from_the_url_with_one_notice(page: str) -> None:
    app = opened(page, office=["团委", "没有的股"], state="late", quarter="5", utm="x", year="1999")
    (notice,) = app.warning
    for word in ("股室“没有的股”", "状态“late”", "到期季度“5”", "utm=x", "年度“1999”"):
        assert word in plain(notice.value)
    assert app.query_params == {"year": "2023", "as_of": "2023-10-16", "office": "团委"}
    assert troubles(app) == []
    assert len(app.run().warning) == 1  # a line that lasts
    assert not app.button(key="unread seen").click().run().warning


@every_page
@pytest.mark.usefixtures("shared_demo")
def test_nothing_found_is_said_with_an_offer_to_clear(page: str) -> None:
    app = opened(page, search="没有这样的措施")
    assert "没有符合条件的措施" in app.info[0].value
    assert "符合条件 0 项" in standing(app)
    assert troubles(app) == []
    app.button(key="clear empty").click().run()
    assert "符合条件 123 项" in standing(app)
    assert not app.info


@every_page
@pytest.mark.usefixtures("shared_demo")
def test_a_view_of_nothing_but_cancelled_tasks_stands(page: str) -> None:
    app = opened(page, state="cancelled", as_of="2023-09-30")
    assert "符合条件 0 项(另有已取消 2 项)" in standing(app)
    assert troubles(app) == []


@every_page
@pytest.mark.parametrize("day", ["1949-01-01", "2023-01-01", "2999-12-31"])
@pytest.mark.usefixtures("shared_demo")
def test_a_day_far_from_the_plan_is_no_trouble(page: str, day: str) -> None:
    app = opened(page, as_of=day)
    assert troubles(app) == []
    assert f"数据截至 {day}" in standing(app)


# What the ledger holds


def write(path: Path, table: str, row: dict[str, Any]) -> None:
    """Add a row through the ledger that the pages have open."""
    with opened_ledger.opened(str(path)).transaction() as connection:
        put(connection, table, row)


def test_a_new_report_shows_on_the_next_run(demo: Path) -> None:
    app = opened(as_of="2023-09-30")
    assert numbers(app)[0][0] == "完成率(56/123 项)"
    write(demo, "progress", report(99001, open_task(demo), "2023-09-30", 100))
    app.run()
    assert numbers(app)[0][0] == "完成率(57/123 项)"
    bars = charts(app)[0]["figure"]["data"]
    assert sum(next(each["x"] for each in bars if each["name"] == "✔ 已完成")) == 31


def open_task(path: Path) -> int:
    """Return the task of the demo plan that is on track on 30 September and comes first."""
    filters = Filters(2023, date(2023, 9, 30), states=("on_track",))
    tasks = opened_ledger.opened(str(path)).query("task_list", filters.parameters())
    return int(tasks["task_id"].iloc[0])


def test_a_frozen_link_keeps_its_digits_whatever_is_reported_since(demo: Path) -> None:
    app = opened(as_of="2023-09-30", known_at="2023-10-08T09:00:00")
    late = report(99001, open_task(demo), "2023-09-30", 100, recorded_at=datetime(2023, 10, 9))
    write(demo, "progress", late)
    app.run()
    assert numbers(app)[0][0] == "完成率(56/123 项)"
    assert "定格于 2023-10-08 09:00" in standing(app)


@pytest.fixture(scope="module")
def tricky_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo plan whose words would all do something if they were let."""
    folder = shutil.copytree(csv_folder.DEMO_FOLDER, tmp_path_factory.mktemp("tricky") / "csv")
    for table, columns in {
        "plan": ["title", "organisation"],
        "theme": ["title"],
        "item": ["title"],
        "task": ["title", "text", "target_text", "leader"],
        "progress": ["work_done", "problem", "next_step", "evidence", "reported_by"],
    }.items():
        frame = pd.read_csv(folder / f"{table}.csv", dtype="str")
        frame[columns] = LIVE
        frame.to_csv(folder / f"{table}.csv", index=False)
    for table, column, word in (("office", "name", "团委"), ("theme", "short_name", "党建")):
        frame = pd.read_csv(folder / f"{table}.csv", dtype="str")
        frame.replace({column: {word: LIVE}}).to_csv(folder / f"{table}.csv", index=False)
    path = folder.parent / "ledger.duckdb"
    with closing(open_ledger(path, clock.now())) as ledger:
        csv_folder.load_folder(ledger, folder, clock.now())
    return path


@pytest.fixture
def tricky(tricky_file: Path, tmp_path: Path) -> Iterator[None]:
    shutil.copy(tricky_file, tmp_path / "ledger.duckdb")
    yield
    close_ledgers()


def in_markdown(app: AppTest) -> list[str]:
    """Return every text of a page that Streamlit reads as markdown."""
    labels = [each.label for each in (*app.button, *app.multiselect, *app.metric, *app.selectbox)]
    shown = (*app.subheader, *app.caption, *app.markdown, *app.toast, *app.info)
    return [*labels, *(each.value for each in shown)]


@every_page
@pytest.mark.usefixtures("tricky")
def test_text_of_the_ledger_is_shown_as_typed(page: str) -> None:
    app = opened(page, office=LIVE, theme=LIVE, leader=[LIVE, LIVE + "?"])
    assert troubles(app) == []
    assert standing(app).startswith(f"{LIVE} {LIVE} · 符合条件 2 项")
    assert app.button(key=f"chip offices {LIVE}").label == escaped(f"股室:{LIVE} ✕")
    assert all(LIVE not in text for text in in_markdown(app))
    if page == "股室":
        assert headings(app)[0].startswith(LIVE)


@pytest.mark.usefixtures("tricky")
def test_a_tasks_card_shows_its_text_as_typed() -> None:
    app = opened("任务", task="101")
    [heading] = headings(app)
    joiner = "\u2060"  # unseen, it keeps markdown from making a link of an address
    assert heading.replace(joiner, "") == f"1.1 {LIVE}"
    texts = [each.value for each in app.text]
    assert LIVE in texts
    assert any(f"分管领导:{LIVE}" in text for text in texts)
    assert all(LIVE not in text for text in in_markdown(app))
    assert troubles(app) == []


@pytest.mark.parametrize("letter", "\\`*_{}[]()#+-.!$~|:<>&\"'")
def test_every_letter_that_acts_in_markdown_is_kept_from_it(letter: str) -> None:
    assert escaped(f"教{letter}育") == f"教\\{letter}育"


def test_ordinary_text_needs_no_escape() -> None:
    assert escaped("教育 2023 年,第1条;“引号”、100%") == "教育 2023 年,第1条;“引号”、100%"


@pytest.mark.usefixtures("shared_demo")
def test_the_legend_names_every_counted_state_and_prints_the_thresholds() -> None:
    (legend,) = (each.value for each in opened().html if "legend" in each.value)
    assert all(state_words(code) in legend for code in COUNTED_STATES)
    for words in (
        "滞后:落后序时超过 10 点", "严重滞后:超过 30 点", "临近到期:15 天", "填报已超过 30 天",
    ):  # fmt: skip
        assert words in legend


# Trouble with the ledger


def only_sentence(page: str = "总览") -> str:
    """Return the one sentence that a page says when the ledger cannot be read."""
    app = opened(page)
    assert not app.exception
    (error,) = app.error
    sentence = plain(error.value)
    assert "Traceback" not in sentence
    assert "\n" not in sentence
    assert not charts(app)
    return sentence


@every_page
@pytest.mark.usefixtures("no_ledger_left_open")
def test_a_damaged_ledger_is_one_sentence_on_every_page(page: str, tmp_path: Path) -> None:
    (tmp_path / "ledger.duckdb").write_bytes(b"not a ledger" * 1000)
    sentence = only_sentence(page)
    assert "已损坏或不是账本文件" in sentence
    assert "备份" in sentence


HOLD = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.read()
"""


def test_a_ledger_that_another_process_holds_is_one_sentence_until_it_lets_go(demo: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(demo)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        sentence = only_sentence()
        holder.communicate()
    assert "正被另一个程序占用" in sentence
    assert "请先停止" in sentence
    assert troubles(opened()) == []


def test_a_ledger_of_a_newer_program_is_one_sentence(demo: Path) -> None:
    with duckdb.connect(str(demo)) as connection:
        connection.execute("insert into schema_version values (9999, '2030-01-01')")
    sentence = only_sentence()
    assert str(demo) in sentence
    assert "9999" in sentence
    assert "升级" in sentence


@pytest.mark.usefixtures("no_ledger_left_open")
def test_a_ledger_that_is_a_folder_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "ledger.duckdb").mkdir()
    assert str(tmp_path / "ledger.duckdb") in only_sentence()


def test_a_fault_of_the_program_is_one_sentence_and_goes_to_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def script() -> None:
        from dashboard.pages.base.guard import guarded

        guarded(lambda _: 1 / 0, None)

    app = AppTest.from_function(script).run()
    assert not app.exception
    (error,) = app.error
    assert "数据没有受到影响" in error.value
    assert "ZeroDivisionError" in caplog.text
    assert "division" not in error.value


@pytest.mark.usefixtures("no_ledger_left_open")
def test_a_fresh_machine_starts_with_the_demo_plan(tmp_path: Path) -> None:
    app = opened(as_of="2023-09-30")
    assert "演示数据" in standing(app)
    assert numbers(app)[0][0] == "完成率(56/123 项)"
    assert (tmp_path / "ledger.duckdb").exists()


def analysis(**query: Any) -> tuple[list[str], dict[str, Any]]:
    """Return what 自助分析 says to a link: its last row, and the whole table."""
    app = opened("自助分析", as_of="2023-09-30", **query)
    assert troubles(app) == []
    (table,) = components(app, "crosstab")
    return [cell["text"] for cell in table["rows"][-1]["cells"] if cell], table


@pytest.mark.usefixtures("shared_demo")
def test_free_analysis_has_its_totals_last_and_every_number_can_be_asked() -> None:
    total, table = analysis(rows="theme", measure="completion_rate")
    assert total == ["56/123(45.5%)"]
    first = table["rows"][0]
    mark = first["cells"][0]["mark"]
    assert (mark["kind"], mark["measure"]) == ("explain", "completion_rate")
    assert mark["cells"] == ["theme:党建"]


@pytest.mark.usefixtures("shared_demo")
def test_free_analysis_compares_in_its_own_table() -> None:
    total, table = analysis(rows="theme", measure="gap", compare="quarter")
    assert [each["label"] for each in table["columns"]] == [
        "主题", "进度差", "上季度末(2023-06-30)", "差",
    ]  # fmt: skip
    assert total == ["-5.0", "-4.4", "-0.5 个百分点 下降"]


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ({"rows": "month", "compare": "quarter"}, "逐月、逐季的各行本身就是先后的对比"),
        ({"measure": "tasks", "compare": "average"}, "数量不与全体相比,可以看占比"),
        ({"compare": "2023-09-30"}, "就是当前的数据"),
    ],
)
@pytest.mark.usefixtures("shared_demo")
def test_free_analysis_says_why_something_is_not_compared(query: dict[str, str], why: str) -> None:
    _, table = analysis(**query)
    assert why in table["note"]


@pytest.mark.usefixtures("shared_demo")
def test_shares_are_shown_only_of_numbers_that_are_parts_of_the_whole() -> None:
    assert analysis(rows="theme", measure="tasks", share="1")[0] == ["123 · 100.0%"]
    assert analysis(rows="month", measure="finished", share="1")[0] == ["56"]
