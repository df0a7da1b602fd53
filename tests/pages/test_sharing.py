"""Links, kept views and slides made from a page, run by Streamlit itself without a browser."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.meetings import agenda_records, saved_views
from dashboard.meetings.agenda import AgendaSlide, standard_slides
from dashboard.pages.answers import opened_ledger
from dashboard.pages.base.state import DIALOG, Dialog
from tests.support.app import moved, opened, troubles
from tests.support.app_output import headings, numbers, plain, standing
from tests.support.clock import NOW


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path) -> Iterator[Path]:
    """The demo plan in the test's own ledger, closed again when the test is over."""
    yield Path(shutil.copy(demo_file, tmp_path / "ledger.duckdb"))
    opened_ledger.opened.cache_clear()


def with_dialog(app: AppTest, name: str) -> AppTest:
    """Run a page with a dialog of its head open: here every run is one of the whole page."""
    app.session_state[DIALOG.name] = Dialog(name)
    return app.run()


def press(app: AppTest, label: str, dialog: str) -> None:
    """Press a button inside a dialog."""
    next(each for each in app.button if each.label == label).click()
    with_dialog(app, dialog)


def shared(app: AppTest) -> dict[str, Any]:
    """Open 分享 and return what it gives."""
    app.button(key="ask share").click().run()
    assert troubles(app) == []
    return gives(app)


def gives(app: AppTest) -> dict[str, Any]:
    found = [json.loads(each.proto.json) for each in app.get("bidi_component") if each.proto.json]
    return dict(next(each for each in found if "line" in each))


def line_of_deck(**query: Any) -> str:
    """Return the line about what a deck stands on, for a chat group."""
    app = opened("会议模式", **query)
    app.session_state[DIALOG.name] = Dialog("share")
    return str(gives(app.run())["line"])


def words(link: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(link).query)


def told(app: AppTest) -> list[str]:
    return [plain(each.value) for each in app.toast]


def unread(app: AppTest) -> str:
    """Return the line that says what of a link could not be shown, which stays."""
    return "".join(plain(each.value) for each in app.warning)


@pytest.mark.usefixtures("shared_demo")
def test_the_line_of_a_drilled_number_says_that_number_and_no_other() -> None:
    query = {"as_of": "2023-09-30", "slide": "offices"}
    step = "number:explain=completion_rate&cell=office%3A%E5%9B%A2%E5%A7%94"
    assert "股室 团委 · 完成率 4/6(66.7%)。" in line_of_deck(drill=step, **query)
    assert "56/123" not in line_of_deck(drill=step, **query)


@pytest.mark.usefixtures("shared_demo")
def test_the_line_of_a_drilled_item_counts_its_tasks() -> None:
    line = line_of_deck(as_of="2023-09-30", slide="themes", drill=["theme:党建", "item:1"])
    assert "完成 2/4(50.0%)" in line  # 1.1 and 1.2 are checked off, 1.3 goes on, 1.4 has not begun


# The screen in the link


@pytest.mark.usefixtures("shared_demo")
def test_a_link_opens_the_card_the_item_the_office_and_the_quarter_that_it_names() -> None:
    assert headings(opened("任务", task="101"))[-1].startswith("1.1 ")
    assert "1 党的二十大精神学习宣传" in headings(opened("主题", item="1"))
    assert headings(opened("股室", profile="团委"))[0].startswith("团委:完成")
    assert headings(opened("季度", quarter_shown="1"))[0] == "一季度完成 9 项"


@pytest.mark.parametrize("page", ["总览", "股室", "主题", "季度"])
@pytest.mark.usefixtures("shared_demo")
def test_a_task_in_the_link_opens_its_card_whatever_the_filters_keep(page: str) -> None:
    app = opened(page, task="101", office="团委", as_of="2023-09-30")
    assert any(each.startswith("1.1 ") for each in headings(app))
    assert troubles(app) == []


@pytest.mark.usefixtures("shared_demo")
def test_an_open_card_stays_behind_when_another_page_is_opened() -> None:
    app = opened("任务", task="101")
    app.query_params.clear()
    moved(app, "总览")
    assert "task" not in app.query_params
    assert not any(each.startswith("1.1 ") for each in headings(app))


@pytest.mark.parametrize(
    ("sort", "column", "first"),
    [
        ("tasks:gap", "进度差", -71.5),
        ("tasks:-number", "编号", "30.5"),
        ("tasks:-state_words", "状态", "— 已取消"),
        ("tasks:done_on", "完成日期", None),
    ],
)
@pytest.mark.usefixtures("shared_demo")
def test_a_link_orders_a_table(sort: str, column: str, first: Any) -> None:
    app = opened("任务", sort=sort, as_of="2023-09-30")
    values = app.dataframe[0].value[column]
    if first is None:
        assert values.dropna().is_monotonic_increasing
        assert values.isna().iloc[-1]
    elif isinstance(first, float):
        assert round(values.iloc[0], 1) == first
    else:
        assert values.iloc[0] == first
    assert app.query_params["sort"] == sort


@pytest.mark.usefixtures("shared_demo")
def test_what_the_screen_cannot_show_is_left_out_and_told_in_one_line() -> None:
    app = opened("任务", task="9", sort="tasks:colour", scale="giant", item="x", profile="没有的股")
    line = unread(app)
    for word in ("措施“9”", "排序“tasks:colour”", "字号“giant”", "事项“x”", "股室画像“没有的股”"):
        assert word in line
    assert app.query_params == {"year": "2023", "as_of": "2023-10-16"}


@pytest.mark.usefixtures("shared_demo")
def test_larger_text_is_in_the_link_and_goes_along_to_every_page() -> None:
    app = opened(as_of="2023-09-30")
    app.segmented_control(key="scale").set_value("huge").run()
    assert app.query_params["scale"] == "huge"
    app.query_params.clear()
    moved(app, "任务")
    assert app.query_params["scale"] == "huge"
    assert troubles(app) == []


# 分享


@pytest.mark.usefixtures("shared_demo")
def test_a_live_link_names_no_default_day_and_a_frozen_one_its_moment() -> None:
    app = opened("任务", office="团委", sort="tasks:-gap", task="505")
    live = shared(app)
    assert words(live["link"]).keys() == {"year", "office", "sort", "task", "embed_options"}
    app.segmented_control(key="link kind").set_value("frozen")
    with_dialog(app, "share")
    frozen = words(gives(app)["link"])
    assert frozen["as_of"] == ["2023-10-16"]
    assert frozen["known_at"] == ["2023-10-16T09:30:00"]
    assert "定格于 2023-10-16 09:30" in gives(app)["line"]


@pytest.mark.parametrize("page", ["总览", "股室", "主题", "季度", "任务"])
@pytest.mark.usefixtures("shared_demo")
def test_every_page_can_be_shared_with_a_line_that_names_it(page: str) -> None:
    given = shared(opened(page, office="团委", as_of="2023-09-30"))
    assert given["line"].startswith(
        f"【2023年全县教育工作要点·{page}】截至 2023-09-30、牵头口径、股室 团委"
    )
    assert "完成 4/6(66.7%)" in given["line"]
    assert given["code"].startswith("data:image/png;base64,")
    assert given["file"].endswith("-2023-09-30.png")


@pytest.mark.usefixtures("shared_demo")
def test_the_line_names_what_a_view_is_compared_with() -> None:
    given = shared(opened("股室", as_of="2023-09-30", compare="quarter"))
    assert "、对比 上季度末(2023-06-30):" in given["line"]
    assert words(given["link"])["compare"] == ["quarter"]


@pytest.mark.usefixtures("shared_demo")
def test_a_frozen_view_is_shared_with_the_moment_that_it_has() -> None:
    given = shared(opened(as_of="2023-09-30", known_at="2023-10-08T09:00:00"))
    assert words(given["link"])["known_at"] == ["2023-10-08T09:00:00"]
    assert "定格于 2023-10-08 09:00" in given["line"]


@pytest.mark.usefixtures("shared_demo")
def test_the_given_address_is_that_of_the_link(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "http://10.1.2.3:8501")
    app = opened("股室")
    assert shared(app)["link"].startswith("http://10.1.2.3:8501/offices?")
    assert not app.warning


# 常用视图


def keep(path: Path, name: str, page: str, query: str) -> int:
    return saved_views.save_view(
        opened_ledger.opened(str(path)), name=name, page=page, words=query, now=NOW
    )


def test_a_view_is_kept_and_its_short_link_opens_it_after_it_was_renamed(demo: Path) -> None:
    app = opened("任务", office="团委", sort="tasks:-gap")
    with_dialog(app, "views")
    app.text_input(key="view name").set_value("团委的措施")
    press(app, "保存", "views")
    assert troubles(app) == []
    (row,) = opened_ledger.opened(str(demo)).query("saved_views", {}).to_dict("records")
    assert (row["name"], row["page"]) == ("团委的措施", "tasks")
    assert parse_qs(row["words"]) == {"year": ["2023"], "office": ["团委"], "sort": ["tasks:-gap"]}
    saved_views.rename_view(opened_ledger.opened(str(demo)), row["view_id"], "别的名称")
    again = opened(view=str(row["view_id"]))
    assert "符合条件 6 项" in standing(again)
    assert again.query_params["sort"] == "tasks:-gap"
    assert not again.toast


def test_the_short_link_of_a_deleted_view_opens_it_and_says_so(demo: Path) -> None:
    number = keep(demo, "团委", "tasks", "year=2023&office=团委")
    saved_views.delete_view(opened_ledger.opened(str(demo)), number, now=NOW)
    app = opened(view=str(number))
    assert "符合条件 6 项" in standing(app)
    assert told(app) == ["常用视图“团委”已被删除,仍按它原来的条件打开。"]


@pytest.mark.parametrize("view", ["99", "x", "-1", "9" * 30])
@pytest.mark.usefixtures("shared_demo")
def test_the_short_link_of_no_view_opens_the_first_page_and_says_so(view: str) -> None:
    app = opened(view=view)
    assert numbers(app)
    assert told(app) == [f"没有编号为 {view[:20]} 的常用视图,已忽略。"]
    assert "view" not in app.query_params


def test_a_view_of_what_is_no_more_opens_as_far_as_it_can(demo: Path) -> None:
    number = keep(demo, "旧", "", "year=2023&office=没有的股&task=9")
    app = opened(view=str(number))
    assert "符合条件 123 项" in standing(app)
    assert "股室“没有的股”" in unread(app)


def test_a_name_that_is_taken_is_told_in_the_dialog(demo: Path) -> None:
    keep(demo, "团委", "", "year=2023")
    app = opened()
    with_dialog(app, "views")
    app.text_input(key="view name").set_value("团委")
    press(app, "保存", "views")
    assert any("团委" in plain(each.value) for each in app.error)
    assert not app.exception


# 加入会议


def joined(app: AppTest, name: str = "例会") -> AppTest:
    """Add the page to a new agenda."""
    with_dialog(app, "join")
    app.text_input(key="agenda name").set_value(name)
    press(app, "加入", "join")
    assert troubles(app) == []
    return app


def last_added(path: Path, agenda: int = 1) -> AgendaSlide:
    """Return the slide before the decisions, where new ones come."""
    return agenda_records.slides_of(opened_ledger.opened(str(path)), agenda, None)[-2]


@pytest.mark.parametrize(
    ("page", "query", "slide"),
    [
        ("总览", {}, AgendaSlide("overview-2", "overview", "", "year=2023")),
        (
            "总览",
            {"compare": "average"},
            AgendaSlide("overview-2", "overview", "", "year=2023&compare=average"),
        ),
        ("股室", {}, AgendaSlide("offices-2", "offices", "", "year=2023")),
        ("主题", {}, AgendaSlide("themes-2", "themes", "", "year=2023")),
        ("季度", {}, AgendaSlide("quarters-2", "quarters", "", "year=2023")),
        ("任务", {}, AgendaSlide("tasks", "tasks", "", "year=2023")),
        (
            "任务",
            {"task": "101", "as_of": "2023-09-30"},
            AgendaSlide(
                "task", "task", "1.1 党的二十大精神首轮集中学习",
                "year=2023&as_of=2023-09-30&task=101",
            ),
        ),
        (
            "股室",
            {"office": "团委"},
            AgendaSlide(
                "profile-2", "profile", "股室画像:团委", "year=2023&office=%E5%9B%A2%E5%A7%94"
            ),
        ),
    ],
)  # fmt: skip
def test_a_page_becomes_a_slide_that_keeps_the_day_only_when_it_was_chosen(
    demo: Path, page: str, query: dict[str, str], slide: AgendaSlide
) -> None:
    app = joined(opened(page, **query))
    assert last_added(demo) == slide
    assert (
        len(agenda_records.slides_of(opened_ledger.opened(str(demo)), 1, None))
        == len(standard_slides()) + 1
    )
    assert told(app) == [f"已把“{slide.name}”加入议程“例会”。"]


def test_a_slide_without_a_name_for_its_agenda_is_told(demo: Path) -> None:
    app = opened()
    with_dialog(app, "join")
    press(app, "加入", "join")
    assert app.error
    assert opened_ledger.opened(str(demo)).query("agendas", {}).empty


# What a link of before says


OLD = [
    ("总览", {}),
    ("总览", {"year": "2023", "as_of": "2023-09-30"}),
    ("股室", {"year": "2023", "as_of": "2023-06-30", "office": ["基础教育股", "项目办"]}),
    ("主题", {"year": "2023", "as_of": "2023-09-30", "theme": "党建", "basis": "any"}),
    ("季度", {"year": "2023", "as_of": "2023-09-30", "quarter": ["1", "4"]}),
    ("任务", {"year": "2023", "as_of": "2023-09-30", "state": ["behind", "overdue"]}),
    ("任务", {"year": "2023", "as_of": "2023-09-30", "leader": "周明远", "search": "jtjy"}),
    ("总览", {"year": "2023", "as_of": "2023-09-30", "known_at": "2023-10-08T09:00:00"}),
]
"""Links that the first version of the program wrote."""


@pytest.mark.parametrize(("page", "query"), OLD)
@pytest.mark.usefixtures("shared_demo")
def test_a_link_of_an_older_version_still_opens(page: str, query: dict[str, Any]) -> None:
    app = opened(page, **query)
    assert troubles(app) == []
    assert not app.toast
    assert {word: app.query_params[word] for word in query} == query
