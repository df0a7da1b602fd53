"""会议模式 run by Streamlit itself over the demo plan: which slides the deck is given."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.ledger.store import Ledger, open_ledger
from dashboard.meetings import agenda_records, meeting_records
from dashboard.meetings.agenda import AgendaSlide, standard_slides, with_slide_shown
from dashboard.pages.answers import opened_ledger
from dashboard.pages.components.charts import bundle
from tests.support.app import opened
from tests.support.app_output import components, numbers, plain, standing
from tests.support.clock import NOW
from tests.support.small_plan import put, report

AS_OF = "2023-09-30"
LATER = datetime(2023, 11, 20, 9)


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path) -> Iterator[Ledger]:
    """The demo plan in the test's own ledger, which the page opens, too."""
    path = Path(shutil.copy(demo_file, tmp_path / "ledger.duckdb"))
    yield opened_ledger.opened(str(path))
    opened_ledger.opened.cache_clear()


def deck(**query: Any) -> dict[str, Any]:
    """Return what the deck of a link is given."""
    return given(opened("会议模式", **query))


def given(app: AppTest) -> dict[str, Any]:
    assert not app.exception
    assert [each.value for each in app.error] == []
    (found,) = components(app, "deck")
    return found


def slide(found: dict[str, Any], key: str) -> dict[str, Any]:
    return dict(next(each for each in found["slides"] if each["key"] == key))


def save(ledger: Ledger, *slides: AgendaSlide, agenda: int | None = None, **more: Any) -> int:
    given = {"name": "例会", "now": NOW} | more
    return agenda_records.save_agenda(ledger, agenda_id=agenda, slides=slides, **given)


@pytest.mark.usefixtures("shared_demo")
def test_the_standard_agenda_portrays_the_three_offices_that_are_furthest_behind() -> None:
    assert [(each["key"], each["name"]) for each in deck(as_of=AS_OF)["slides"]] == [
        ("overview", "总体"),
        ("since", "上次会议以来"),
        ("themes", "按主题"),
        ("offices", "按股室"),
        ("quarters", "季度走势"),
        ("behind", "滞后与逾期"),
        ("problems", "需要协调的问题"),
        ("profile", "股室画像:离退休干部股"),
        ("profile.2", "股室画像:职成教股"),
        ("profile.3", "股室画像:学生资助中心"),
        ("decisions", "议定事项与扫码"),
    ]


@pytest.mark.usefixtures("shared_demo")
def test_the_deck_says_the_numbers_of_the_page_that_it_was_opened_from() -> None:
    query = {"as_of": AS_OF, "office": "团委"}
    page = {label: value for label, value, _ in numbers(opened("总览", **query))}
    headline = slide(deck(**query), "overview")["headline"]
    assert page["完成率(4/6 项)"] == headline["value"][0] == "66.7%"
    assert headline["base"].startswith("4/6 项")


@pytest.mark.usefixtures("shared_demo")
def test_every_slide_says_its_day_its_way_of_counting_and_how_new_it_is() -> None:
    found = deck(as_of=AS_OF, basis="any", theme="党建")
    for each in found["slides"]:
        assert each["foot"].startswith(f"数据截至 {AS_OF} · 口径 参与 · 更新于 2023-09-30 15:28")
        assert "主题 党建" in each["foot"]


@pytest.mark.usefixtures("shared_demo")
def test_filters_that_keep_nothing_are_told_on_the_slides() -> None:
    found = deck(as_of=AS_OF, office="团委", state="overdue")
    assert slide(found, "behind")["sentence"] == "没有符合条件的措施,请减少筛选条件"
    assert slide(found, "decisions")["headline"]["base"] == "以往未落实 4 项"


def test_a_slide_that_is_switched_off_is_not_in_the_deck(demo: Ledger) -> None:
    agenda = save(demo, *with_slide_shown(standard_slides(), "themes", False))
    keys = [each["key"] for each in deck(as_of=AS_OF, agenda=str(agenda))["slides"]]
    assert keys[1:3] == ["since", "offices"]


def test_a_slide_of_a_page_keeps_its_filters_and_stands_on_the_day_of_the_meeting(
    demo: Ledger,
) -> None:
    agenda = save(demo, AgendaSlide("overview", "overview", "团委的事", "year=2023&office=团委"))
    one = slide(deck(as_of=AS_OF, agenda=str(agenda), theme="党建"), "overview")
    assert (one["name"], one["headline"]["value"][0]) == ("团委的事", "66.7%")
    assert f"数据截至 {AS_OF}" in one["foot"]
    assert "已筛选 股室 团委" in one["foot"]


def test_a_slide_of_a_page_keeps_what_it_was_compared_with(demo: Ledger) -> None:
    words = "year=2023&office=项目办&compare=average"
    agenda = save(demo, AgendaSlide("overview", "overview", "", words))
    one = slide(deck(as_of=AS_OF, agenda=str(agenda)), "overview")
    assert one["headline"]["base"] == "2/8 项 全体 45.5% -20.5 个百分点 更低"


def test_a_slide_with_a_day_of_its_own_keeps_it(demo: Ledger) -> None:
    words = "year=2023&as_of=2023-06-30"
    agenda = save(demo, AgendaSlide("overview", "overview", "半年", words))
    one = slide(deck(as_of=AS_OF, agenda=str(agenda)), "overview")
    assert one["foot"].startswith("数据截至 2023-06-30")


def test_an_agenda_names_the_offices_that_are_portrayed(demo: Ledger) -> None:
    words = "year=2023&office=团委&office=教研室"
    agenda = save(demo, AgendaSlide("profile", "profile", "", words))
    names = [each["name"] for each in deck(as_of=AS_OF, agenda=str(agenda))["slides"]]
    assert names == ["股室画像:团委", "股室画像:教研室"]


def test_a_card_of_a_task_is_a_slide(demo: Ledger) -> None:
    agenda = save(demo, AgendaSlide("task", "task", "", "year=2023&task=1903"))
    one = slide(deck(as_of=AS_OF, agenda=str(agenda)), "task")
    assert one["sentence"] == "19.3 学校消防设施改造"


def test_the_link_of_a_meeting_stands_on_its_day_and_follows_its_agenda(demo: Ledger) -> None:
    agenda = save(demo, *standard_slides()[:2])
    day = date(2023, 8, 31)
    meeting = meeting_records.add_meeting(
        demo, year=2023, held_on=date(2023, 9, 4), name="八月调度会", agenda_id=agenda,
        as_of=day, now=NOW,
    )  # fmt: skip
    found = deck(meeting=str(meeting))
    assert [each["key"] for each in found["slides"]] == ["overview", "since"]
    assert all(each["foot"].startswith(f"数据截至 {day}") for each in found["slides"])


@pytest.mark.usefixtures("shared_demo")
def test_the_second_slide_compares_with_the_last_meeting_before_the_day() -> None:
    against = slide(deck(as_of=AS_OF), "since")
    assert against["sentence"].startswith("上次会议(2023-07-07)以来:新完成 26 项")
    assert "对比 2023-06-30" in against["foot"]
    first = slide(deck(as_of="2023-03-31"), "since")
    assert first["sentence"].startswith("上季度末(2022-12-31)以来")
    chosen = slide(deck(as_of=AS_OF, since="2023-08-31"), "since")
    assert chosen["sentence"].startswith("2023-08-31以来")


@pytest.mark.usefixtures("shared_demo")
def test_what_was_drilled_into_is_narrower_at_each_step() -> None:
    found = deck(
        as_of=AS_OF, slide="offices", drill=["office:计划财务股", "task:2503"], part=["1", "1", "2"]
    )
    assert [each["key"] for each in found["drilled"]] == ["office:计划财务股", "task:2503"]
    office, task = found["drilled"]
    assert office["headline"]["base"] == "3/7 项"
    assert task["sentence"] == "25.3 义务教育项目资金拨付"
    assert found["at"] == {
        "slide": "offices", "parts": [1, 1, 2], "drill": ["office:计划财务股", "task:2503"],
    }  # fmt: skip


@pytest.mark.usefixtures("shared_demo")
def test_an_impossible_link_opens_the_standard_deck_and_says_what_it_left_out() -> None:
    app = opened(
        "会议模式", agenda="99", meeting="98", drill="office:没有的股", slide="!", as_of=AS_OF
    )
    told = [plain(toast.value) for toast in app.toast]
    assert len(given(app)["slides"]) == 11
    assert len(told) == 1
    for word in ("议程“99”", "会议“98”", "下钻“office:没有的股”", "页“!”"):
        assert word in told[0]


@pytest.mark.usefixtures("shared_demo")
def test_an_item_that_the_filters_exclude_is_told_and_the_deck_stands() -> None:
    found = deck(as_of=AS_OF, office="教研室", slide="themes", drill=["item:1"])
    assert found["drilled"][0]["sentence"] == "这个事项不在当前的筛选条件之内"
    assert slide(found, "overview")["headline"]["value"]


def test_a_frozen_link_of_a_meeting_outlives_the_meeting(demo: Ledger) -> None:
    frozen = {"meeting": "2", "as_of": "2023-06-30", "known_at": NOW.isoformat()}
    before = deck(**frozen)
    assert slide(before, "decisions")["headline"]["value"] == "5 项"
    meeting_records.delete_meeting(demo, 2, now=LATER)
    assert deck(**frozen)["slides"] == before["slides"]


@pytest.mark.usefixtures("shared_demo")
def test_a_slide_that_is_not_there_and_a_day_that_is_no_earlier_one_are_told() -> None:
    app = opened("会议模式", as_of=AS_OF, slide="profile.9", since="2023-09-30")
    assert given(app)["at"]["slide"] == ""
    assert "对比 2023-06-30" in slide(given(app), "since")["foot"]
    told = [toast.value for toast in app.toast]
    assert told == ["链接中有不存在的内容,已忽略:对比日期 2023-09-30、页 profile.9"]


def test_a_slide_with_a_treemap_comes_with_the_bundle_that_can_draw_it(demo: Ledger) -> None:
    words = "rows=theme&columns=office&measure=tasks&picture={}"
    found = {}
    for picture in ("tree", "heat"):
        agenda = save(
            demo, AgendaSlide("analysis", "analysis", "", words.format(picture)), name=picture
        )
        found[picture] = deck(as_of=AS_OF, agenda=str(agenda))
    assert found["tree"]["bundle"] != found["heat"]["bundle"] == bundle(has_tree=False)


@pytest.mark.usefixtures("shared_demo")
def test_a_moment_still_to_come_is_let_go() -> None:
    app = opened("总览", as_of=AS_OF, known_at="2099-01-01T00:00:00")
    assert "定格“2099" in plain(app.warning[0].value)
    assert "定格" not in standing(app)


@pytest.mark.usefixtures("shared_demo")
def test_a_link_without_a_slide_leads_down_from_the_first() -> None:
    found = deck(as_of=AS_OF, drill=["office:教研室"])
    assert [each["key"] for each in found["drilled"]] == ["office:教研室"]


def disturb(ledger: Ledger, agenda: int) -> None:
    """Record, correct, rename and delete, all after the moment of a frozen link."""
    with ledger.transaction() as connection:
        put(
            connection,
            "progress",
            report(90001, 1903, AS_OF, 100, recorded_at="2023-11-01T09:00", problem="无"),
            report(90002, 101, "2023-03-31", 10, recorded_at="2023-11-01T09:00"),
        )
        cancelled = {"adjustment_id": 90001, "task_id": 2503, "adjusted_on": "2023-09-01"}
        put(
            connection,
            "adjustment",
            cancelled | {"kind": "cancel", "reason": "合并", "recorded_at": "2023-11-01T09:00"},
        )
    save(ledger, *standard_slides()[::-1], agenda=agenda, name="改了", now=LATER)
    save(ledger, *standard_slides()[:1], agenda=agenda, name="又改了", now=LATER)
    meeting = meeting_records.add_meeting(
        ledger, year=2023, held_on=date(2023, 9, 20), name="补记", agenda_id=None,
        as_of=date(2023, 8, 31), now=LATER,
    )  # fmt: skip
    meeting_records.record_decision(
        ledger, meeting_id=meeting, text="补记", office="团委", due_date=date(2023, 12, 1),
        task_id=None, now=LATER,
    )  # fmt: skip
    meeting_records.report_decision(
        ledger, decision_id=5, status="done", reported_on=date(2023, 9, 29), note="办结", now=LATER
    )
    meeting_records.delete_meeting(ledger, 2, now=LATER)
    agenda_records.delete_agenda(ledger, agenda, now=LATER)


def test_a_frozen_link_shows_to_the_last_letter_what_was_on_the_projector(demo: Ledger) -> None:
    agenda = save(demo, *standard_slides(), AgendaSlide("tasks", "tasks", "全部", "year=2023"))
    frozen = {
        "as_of": AS_OF,
        "known_at": NOW.isoformat(),
        "agenda": str(agenda),
        "slide": "behind",
        "drill": ["task:1903"],
    }
    before, live = deck(**frozen), deck(as_of=AS_OF)
    disturb(demo, agenda)
    after = deck(**frozen)
    assert after["slides"] == before["slides"]
    assert after["drilled"] == before["drilled"]
    assert len(before["slides"]) == 12
    assert slide(deck(as_of=AS_OF), "behind") != slide(live, "behind")


def test_what_was_frozen_is_the_same_when_the_server_was_started_anew(demo: Ledger) -> None:
    frozen = {"as_of": AS_OF, "known_at": NOW.isoformat()}
    before = deck(**frozen)
    disturb(demo, save(demo, *standard_slides()))
    path = demo.path
    opened_ledger.opened.cache_clear()
    demo.close()
    open_ledger(path, LATER).close()
    assert deck(**frozen)["slides"] == before["slides"]
