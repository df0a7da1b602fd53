"""The page 会议 and the forms over the deck, run by Streamlit itself, without a browser."""

import re
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.core.slide_kinds import STANDARD_SLIDES
from dashboard.meetings import agenda_records, meeting_records
from dashboard.meetings.agenda import AgendaSlide, standard_slides, with_slide_added
from dashboard.pages.answers import opened_ledger
from dashboard.pages.base.state import DIALOG, Dialog
from dashboard.view.filters import Filters
from tests.support.app import moved, opened
from tests.support.clock import NOW

TODAY = NOW.date()
DAY = date(2023, 9, 30)


pytestmark = pytest.mark.usefixtures("demo")


def pressed(app: AppTest, key: str) -> AppTest:
    """Press the button of this key."""
    button = next(each for each in app.button if each.key == key)
    assert not button.disabled, key
    return button.click().run()


def keyed(elements: Any, key: str) -> Any:
    """Return the element whose key begins so."""
    return next(each for each in elements if str(each.key).startswith(key))


def told(app: AppTest) -> str:
    """Return all that the page says in words."""
    shown = (*app.success, *app.info, *app.warning, *app.error, *app.caption, *app.text)
    words = [str(each.value) for each in (*shown, *app.markdown, *app.toast)]
    return re.sub(r"\\(.)", r"\1", "\n".join(words))


def troubles(app: AppTest) -> list[str]:
    return [*(each.value for each in app.error), *(each.message for each in app.exception)]


def keys(app: AppTest, start: str) -> list[str]:
    return [str(each.key) for each in app.button if str(each.key).startswith(start)]


def held(year: int = 2023) -> pd.DataFrame:
    return opened_ledger.ledger().query("meetings", {"year": year, "known_at": None})


def decided(as_of: date = TODAY) -> pd.DataFrame:
    return opened_ledger.ledger().query("decisions", Filters(2023, as_of).parameters())


# Meetings


def test_the_page_lists_the_year_newest_first_and_has_no_filters() -> None:
    app = opened("会议")
    assert troubles(app) == []
    assert not [each for each in app.multiselect if each.key in ("offices", "themes")]
    assert [each.label for each in app.tabs] == ["会议", "议程", "议定事项"]
    assert keys(app, "start") == ["start 2", "start 1"]
    assert "2023-07-07 · 数据截至 2023-06-30 · 标准议程 · 议定 5 项" in told(app)


def test_the_view_goes_through_the_page_unharmed() -> None:
    app = opened("会议", as_of="2023-09-30", office="团委")
    moved(app, "任务")
    assert app.query_params == {"year": "2023", "as_of": "2023-09-30", "office": "团委"}


def test_a_new_meeting_has_sensible_defaults_and_starts_on_its_own_day() -> None:
    app = pressed(opened("会议", as_of="2023-09-30", office="团委"), "new meeting")
    assert app.text_input(key="new name").value == "10月16日工作推进会"
    assert app.date_input(key="new held on").value == TODAY
    assert app.date_input(key="new as of").value == DAY
    pressed(app, "make meeting")
    assert troubles(app) == []
    row = held().iloc[0]
    assert (row["meeting_id"], row["name"], row["year"]) == (3, "10月16日工作推进会", 2023)
    assert app.query_params["meeting"] == "3"


def test_the_same_meeting_twice_is_refused_in_one_sentence() -> None:
    app = pressed(opened("会议"), "new meeting")
    app.text_input(key="new name").set_value("上半年工作调度会")
    app.date_input(key="new held on").set_value(date(2023, 7, 7))
    pressed(app, "make meeting")
    assert "会议未保存" in app.error[0].value
    assert len(held()) == 2


def test_a_meeting_that_is_deleted_can_be_brought_back_with_its_decisions() -> None:
    app = pressed(opened("会议"), "delete meeting 2")
    assert "已删除会议“上半年工作调度会”,连同议定事项 5 项。" in told(app)
    assert list(held()["meeting_id"]) == [1]
    assert len(decided()) == 3
    pressed(app, "restore meeting")
    assert troubles(app) == []
    assert list(held()["meeting_id"]) == [2, 1]
    assert len(decided()) == 8
    assert keys(app, "restore") == []


def test_a_year_without_meetings_says_so() -> None:
    for number in (1, 2):
        opened("会议")
        meeting_records.delete_meeting(opened_ledger.ledger(), number, now=NOW)
    assert "这一年还没有会议" in told(opened("会议"))


# Agendas


def slide_names(app: AppTest) -> list[str]:
    return [each.label for each in app.checkbox if str(each.key).startswith("shown")]


def test_the_standard_agenda_is_copied_under_a_name_when_it_was_changed() -> None:
    app = opened("会议")
    assert len(slide_names(app)) == len(STANDARD_SLIDES)
    pressed(app, "下移 None 0 overview")
    keyed(app.checkbox, "shown None 0 quarters").uncheck().run()
    keyed(app.text_input, "title None 0 behind").set_value("谁落后了").run()
    assert slide_names(app)[:2] == ["1  上次会议以来", "2  总体"]
    assert "有未保存的改动" in told(app)
    keyed(app.text_input, "agenda name None").set_value("月度调度")
    pressed(app, "save agenda as new")
    assert troubles(app) == []
    slides = agenda_records.slides_of(opened_ledger.ledger(), 1, None)
    assert [slide.key for slide in slides[:2]] == ["since", "overview"]
    assert [slide.key for slide in slides if not slide.is_shown] == ["quarters"]
    assert next(slide.title for slide in slides if slide.key == "behind") == "谁落后了"
    assert app.selectbox(key="agenda choice").value == 1
    assert keyed(app.text_input, "agenda name 1").value == "月度调度"
    app.selectbox(key="agenda choice").set_value(0).run()
    assert slide_names(app)[:2] == ["1  总体", "2  上次会议以来"]


def with_agenda(name: str = "月度调度") -> int:
    """Save an agenda of the standard slides."""
    return agenda_records.save_agenda(
        opened_ledger.ledger(),
        agenda_id=None,
        name=name,
        slides=standard_slides(),
        now=NOW - timedelta(days=1),
    )


def at_agenda(number: int) -> AppTest:
    return opened("会议").selectbox(key="agenda choice").set_value(number).run()


def test_an_agenda_gets_and_loses_slides_and_portrays_chosen_offices() -> None:
    opened("会议")
    app = at_agenda(with_agenda())
    app.selectbox(key="kind to add").set_value("profile").run()
    pressed(app, "add slide")
    keyed(app.multiselect, "offices 1 0 profile-2").set_value(["团委", "教研室"]).run()
    pressed(app, "移除 1 0 profile")
    pressed(app, "save agenda")
    assert troubles(app) == []
    slides = agenda_records.slides_of(opened_ledger.ledger(), 1, None)
    assert [slide.key for slide in slides[-2:]] == ["profile-2", "decisions"]
    assert "profile" not in [slide.key for slide in slides]
    assert slides[-2].words == "office=%E5%9B%A2%E5%A7%94&office=%E6%95%99%E7%A0%94%E5%AE%A4"
    assert (
        agenda_records.slides_of(opened_ledger.ledger(), 1, NOW - timedelta(hours=1))
        == standard_slides()
    )
    assert keyed(app.multiselect, "offices 1").value == ["团委", "教研室"]


def test_changes_can_be_let_go_and_the_fields_forget_them() -> None:
    opened("会议")
    app = at_agenda(with_agenda())
    keyed(app.text_input, "title 1 0 behind").set_value("谁落后了").run()
    pressed(app, "drop draft")
    assert "有未保存的改动" not in told(app)
    assert keyed(app.text_input, "title 1 1 behind").value == ""


def test_changes_outlive_a_look_at_another_page_and_tell_when_others_saved() -> None:
    opened("会议")
    number = with_agenda()
    app = at_agenda(number)
    pressed(app, "移除 1 0 profile")
    moved(app, "任务")
    moved(app, "会议")
    assert "有未保存的改动" in told(app)
    slides = with_slide_added(standard_slides(), "tasks", "别处加的")
    agenda_records.save_agenda(
        opened_ledger.ledger(), agenda_id=number, name="月度调度", slides=slides, now=NOW
    )
    assert "刚在别处改过" in told(app.run())


def test_an_agenda_is_renamed_deleted_and_brought_back() -> None:
    opened("会议")
    app = at_agenda(with_agenda())
    keyed(app.text_input, "agenda name 1").set_value("每月调度").run()
    pressed(app, "save agenda")
    assert list(opened_ledger.ledger().query("agendas", {})["name"]) == ["每月调度"]
    pressed(app, "delete agenda")
    assert "已删除议程“每月调度”" in told(app)
    assert opened_ledger.ledger().query("agendas", {}).empty
    pressed(app, "restore agenda")
    assert troubles(app) == []
    assert app.selectbox(key="agenda choice").value == 1


def test_a_name_that_is_taken_is_told_and_nothing_is_lost() -> None:
    opened("会议")
    with_agenda()
    app = opened("会议")
    pressed(app, "移除 None 0 profile")
    keyed(app.text_input, "agenda name None").set_value("月度调度").run()
    pressed(app, "save agenda as new")
    assert "没有用过的名称" in app.error[0].value
    assert len(slide_names(app)) == len(STANDARD_SLIDES) - 1


def test_a_slide_with_a_view_of_its_own_tells_it() -> None:
    opened("会议")
    words = "year=2023&as_of=2023-06-30&office=团委"
    agenda_records.save_agenda(
        opened_ledger.ledger(),
        agenda_id=None,
        name="月度调度",
        slides=(*standard_slides(), AgendaSlide("tasks", "tasks", "团委的措施", words)),
        now=NOW,
    )
    assert "2023 年 · 截至 2023-06-30 · 股室 团委" in told(at_agenda(1))


# Decisions


def test_decisions_are_narrowed_by_state_office_and_meeting() -> None:
    app = opened("会议")
    assert len(keys(app, "outcome")) == 8
    assert "8 项:已落实 4、办理中 2、逾期未落实 2" in told(app)
    app.segmented_control(key="decision state").set_value("overdue").run()
    assert keys(app, "outcome") == ["outcome 4", "outcome 7"]
    app.segmented_control(key="decision state").set_value("").run()
    app.selectbox(key="office of decisions").set_value("项目办").run()
    assert keys(app, "outcome") == ["outcome 6", "outcome 2"]
    app.selectbox(key="meeting of decisions").set_value(1).run()
    assert keys(app, "outcome") == ["outcome 2"]
    assert app.query_params["meeting"] == "1"


def test_what_became_of_a_decision_is_noted_as_of_the_days_of_the_page() -> None:
    app = pressed(opened("会议"), "outcome 4")
    app.segmented_control(key="outcome status").set_value("done")
    app.text_area(key="outcome note").set_value("全部验收。")
    assert app.date_input(key="outcome day").value == TODAY
    pressed(app, "form 保存")
    assert troubles(app) == []
    row = decided().set_index("decision_id").loc[4]
    assert (row["outcome"], str(row["done_on"].date()), row["note"]) == (
        "done",
        "2023-10-16",
        "全部验收。",
    )
    assert "已保存办理情况:已落实。" in told(app)
    assert not [each for each in app.button if each.key == "form 保存"]


def test_a_decision_that_was_recorded_by_mistake_is_gone_everywhere() -> None:
    app = pressed(opened("会议"), "outcome 4")
    app.segmented_control(key="outcome status").set_value("withdrawn")
    pressed(app, "form 保存")
    assert "outcome 4" not in keys(app, "outcome")
    assert "议定 4 项" in told(app)


def test_an_earlier_day_shows_what_stood_then() -> None:
    app = opened("会议")
    app.date_input(key="decisions as of 2023").set_value(date(2023, 5, 31)).run()
    assert keys(app, "outcome") == ["outcome 1", "outcome 2", "outcome 3"]


# Over the deck


def opened_over_deck(name: str, about: Any = None) -> AppTest:
    """Return the deck with a dialog open over it."""
    app = opened("会议模式", as_of="2023-09-30")
    app.session_state[DIALOG.name] = Dialog(name, about)
    return app.run()


def test_a_decision_on_a_task_is_recorded_with_its_meeting_in_one_go() -> None:
    app = opened_over_deck("record", "task:1903")
    assert troubles(app) == []
    assert app.selectbox(key="decision office").value == "安全管理股"
    assert app.selectbox(key="decision task").value == 1903
    assert app.date_input(key="decision due").value == date(2023, 11, 30)
    app.text_area(key="decision text").set_value("下周现场会")
    pressed(app, "form 保存")
    assert troubles(app) == []
    meeting_row, row = held().iloc[0], decided(DAY).iloc[0]
    assert (meeting_row["name"], str(meeting_row["as_of"].date())) == (
        "10月16日工作推进会",
        "2023-09-30",
    )
    assert (row["text"], row["meeting_id"], row["task_id"]) == ("下周现场会", 3, 1903)
    assert app.query_params["meeting"] == "3"
    assert not app.text_area
    assert "已记录议定事项" in told(app)


def test_the_next_decision_asks_for_no_meeting_and_presets_the_office() -> None:
    app = opened_over_deck("record", "office:团委")
    app.text_area(key="decision text").set_value("第一项")
    pressed(app, "form 保存")
    app.session_state[DIALOG.name] = Dialog("record", "office:教研室")
    app.run()
    assert app.selectbox(key="decision office").value == "教研室"
    assert not [each for each in app.text_input if each.key == "decision meeting"]
    app.text_area(key="decision text").set_value("第二项")
    pressed(app, "form 保存")
    assert list(decided(DAY)["meeting_id"])[:2] == [3, 3]


def test_a_meeting_of_that_day_and_name_is_joined_and_not_made_twice() -> None:
    for text in ("甲", "乙"):
        app = opened_over_deck("record", "office:团委")
        app.text_area(key="decision text").set_value(text)
        pressed(app, "form 保存")
        assert troubles(app) == []
    assert len(held()) == 3
    assert len(decided(DAY).query("meeting_id == 3")) == 2


def test_what_is_lacking_is_told_and_the_text_stays() -> None:
    app = opened_over_deck("record", "")
    app.text_area(key="decision text").set_value("没有股室")
    pressed(app, "form 保存")
    assert "还没有填写责任股室" in app.error[0].value
    assert app.text_area(key="decision text").value == "没有股室"
    assert len(held()) == 2


def test_a_text_that_is_too_long_is_told_and_stays() -> None:
    """A field that knows its longest text lets what is pasted beyond it vanish without a word."""
    app = opened_over_deck("record", "task:1903")
    field = app.text_area(key="decision text")
    assert field.max_chars == 0
    field.set_value("议" * 501)
    pressed(app, "form 保存")
    assert "501 个字" in app.error[0].value
    assert app.text_area(key="decision text").value == "议" * 501


def test_a_text_that_was_put_away_is_there_again() -> None:
    app = opened_over_deck("record", "")
    app.text_area(key="decision text").set_value("写了一半")
    pressed(app, "form 不保存")
    assert not app.text_area
    app.session_state[DIALOG.name] = Dialog("record", "office:团委")
    assert app.run().text_area(key="decision text").value == "写了一半"


def test_the_form_stands_through_runs_of_the_deck() -> None:
    app = opened_over_deck("record", "")
    assert app.run().text_area(key="decision text").value == ""


def test_a_frozen_deck_says_that_it_will_not_show_what_is_recorded() -> None:
    app = opened("会议模式", as_of="2023-09-30", known_at="2023-10-01T08:00:00")
    app.session_state[DIALOG.name] = Dialog("record", "")
    assert "定格的画面" in app.run().warning[0].value


def test_a_decision_opened_from_a_slide_is_noted_on_the_slides_day() -> None:
    app = opened_over_deck("decision", 7)
    assert "责任股室 离退休干部股" in told(app)
    assert app.date_input(key="outcome day").value == DAY
    app.segmented_control(key="outcome status").set_value("done")
    pressed(app, "form 保存")
    assert decided(DAY).set_index("decision_id").loc[7, "outcome"] == "done"


def test_a_decision_that_is_gone_is_told() -> None:
    assert "已经撤回" in told(opened_over_deck("decision", 99))


def test_the_second_slide_compares_with_a_chosen_day_and_again_with_the_meeting() -> None:
    app = opened_over_deck("compare")
    assert app.date_input(key="since day").value == date(2023, 6, 30)
    app.date_input(key="since day").set_value(date(2023, 8, 31))
    pressed(app, "compare")
    assert troubles(app) == []
    assert app.query_params["since"] == "2023-08-31"
    app.session_state[DIALOG.name] = Dialog("compare")
    pressed(app.run(), "compare as usual")
    assert "since" not in app.query_params
    assert not app.date_input
