"""The deck from the keyboard and by clicks, in a real browser."""

import re
from typing import Final

from playwright.sync_api import Page, expect

from tests.browser.deck import (
    AT_ITS_HEAD,
    SLIDES,
    at,
    enlarged,
    focused,
    found_row,
    opened,
    place,
    press,
    pressed,
    ready,
    reopened,
    shown,
    words,
)
from tests.browser.screen import matching, query, without
from tests.browser.screen import opened as opened_page
from tests.support.browsers import NewPage


def test_every_key_that_leafs_goes_through_all_screens_and_back(page: Page) -> None:
    opened(page)
    forwards = pressed(page, "ArrowRight")
    assert list(dict.fromkeys(slide for slide, _ in forwards)) == SLIDES
    assert pressed(page, "ArrowLeft") == forwards[::-1]
    for onward, back in (("PageDown", "PageUp"), ("Space", "Shift+Space")):
        assert pressed(page, onward) == forwards
        assert pressed(page, back) == forwards[::-1]

    # Home, End and the numbers go straight to a slide
    for key, slide in [("End", SLIDES[-1]), ("Home", SLIDES[0]), ("0", SLIDES[9])]:
        page.keyboard.press(key)
        assert place(page) == (slide, 1)
    for number, slide in enumerate(SLIDES[:9], start=1):
        page.keyboard.press(str(number))
        assert place(page) == (slide, 1)


def test_keys_of_the_black_screen_the_list_and_the_form_do_no_more_than_they_say(
    page: Page,
) -> None:
    opened(page)
    before = place(page)
    for key in ("Escape", "ArrowRight", "b"):
        page.keyboard.press("b")
        expect(page.locator(".deck")).to_have_class(re.compile("blank"))
        page.keyboard.press(key)
        expect(page.locator(".deck")).not_to_have_class(re.compile("blank"))
    assert place(page) == before

    page.keyboard.press("m")
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    at(page, "themes")
    expect(page.locator(".deck .list")).to_be_hidden()

    # what is typed before the form has come up
    before = place(page)
    page.keyboard.press("j")
    page.keyboard.type("fb3")
    page.get_by_role("dialog").wait_for()
    assert place(page) == before
    assert not page.evaluate(FULL)
    expect(page.locator(".deck")).not_to_have_class(re.compile("blank"))


DOWN: Final = [
    ("offices", "office:教研室"),
    ("themes", "theme:党建"),
    ("overview", "state:on_track"),
    ("behind", "task:"),
    ("problems", "task:"),
    ("since", "task:"),
    ("offices", "number:explain=gap"),
    ("quarters", "number:explain=finished"),
    ("behind", "number:explain=behind_schedule"),
]


def test_a_click_or_enter_leads_down_and_backspace_comes_back_to_the_same_screen(
    page: Page,
) -> None:
    opened(page)
    for slide, pick in DOWN:
        page.keyboard.press(str(SLIDES.index(slide) + 1))
        row, name = found_row(page, pick)
        before, seen = place(page), words(page)
        row.click(**AT_ITS_HEAD)
        at(page, name)
        page.wait_for_url(re.compile("drill="))
        page.keyboard.press("Backspace")
        at(page, *before)
        assert words(page) == seen
        without(page, "drill=")

        # the first of its kind, which is not so far for the Tab key
        page.keyboard.press(str(SLIDES.index(slide) + 1))
        row, name = found_row(page, f"{pick.partition(':')[0]}:")
        before = place(page)
        focused(page, row)
        page.keyboard.press("Enter")
        at(page, name)
        page.keyboard.press("Backspace")
        at(page, *before)


def test_backspace_comes_back_step_by_step_and_to_the_screen_of_a_long_list_that_was_left(
    page: Page,
) -> None:
    opened(page, slide="themes")
    stack = []
    for pick in ("theme:党建", "item:", "task:"):
        row, name = found_row(page, pick)
        stack.append((place(page), words(page)))
        row.click(**AT_ITS_HEAD)
        at(page, name)
    for before, seen in reversed(stack):
        page.keyboard.press("Backspace")
        at(page, *before)
        assert words(page) == seen

    page.keyboard.press("Home")
    row, name = found_row(page, "state:done")
    row.click(**AT_ITS_HEAD)
    at(page, name)
    page.keyboard.press("ArrowRight")
    at(page, name, 2)
    row, task = found_row(page, "task:")
    row.click(**AT_ITS_HEAD)
    at(page, task)
    page.keyboard.press("Backspace")
    at(page, name, 2)


def test_a_number_a_mark_and_the_end_of_a_line_are_explained_and_lead_on(page: Page) -> None:
    opened(page, slide="offices")
    number, name = found_row(
        page, "number:explain=completion_rate&cell=office%3A%E5%9B%A2%E5%A7%94"
    )
    expect(number).to_have_text("4/6(66.7%)")
    number.click()
    at(page, name)
    told = words(page)
    assert "股室 团委 · 完成率 4/6(66.7%)" in told
    assert "完成率 = 完成数 4 ÷ 措施数 6 = 66.7%" in told
    assert "6_measures.sql 的 completion_rate" in told
    rows = shown(page).locator('.row[data-pick^="task:"]')
    expect(rows).to_have_count(6)
    expect(rows.filter(has_text="计入分子")).to_have_count(4)
    task = rows.first.get_attribute("data-pick") or ""
    rows.first.click(**AT_ITS_HEAD)
    at(page, task)

    reopened(page, slide="quarters")
    line = shown(page).locator(".scatterlayer .trace").nth(1)  # 平均进度, from the new year on
    line.locator(".points path").nth(2).click(force=True)
    at(page, "number:explain=average_progress&cell=quarter_end%3A2")
    assert "看的是这些措施在 2023-06-30 的情况" in words(page)

    page.keyboard.press("Backspace")
    at(page, "quarters")
    ends = shown(page).locator(".annotation")
    ends.filter(has_text="平均进度 79.5%").click(force=True)
    at(page, "number:explain=average_progress&cell=quarter_end%3A3")

    # a decision that is noted on a number is about what the number was found in
    reopened(page, slide="offices", drill=["office:教研室", "number:explain=tasks"])
    page.keyboard.press("j")
    form = page.get_by_role("dialog")
    expect(form.get_by_role("combobox", name=re.compile("责任股室"))).to_have_value("教研室")


def test_a_click_right_after_a_key_is_not_lost(page: Page) -> None:
    opened(page)
    for _ in range(6):
        page.keyboard.press("ArrowRight")
        enlarged(page)


def test_escape_leads_back_to_the_page_one_came_from_with_its_filters(page: Page) -> None:
    opened_page(page, "股室", "as_of=2023-09-30&office=团委")
    page.get_by_role("button", name="会议模式").click()
    ready(page)
    assert query(page)["office"] == ["团委"]
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    page.wait_for_url(re.compile(r"/offices\?.*office="))
    matching(page, 6)
    assert query(page)["as_of"] == ["2023-09-30"]


SLOW: Final = 60
"""Seconds a slide: a clock that a test moves on goes by itself, too, and must not come first."""

FULL: Final = "() => Boolean(document.fullscreenElement)"


def test_rotation_goes_on_in_full_screen_begins_anew_and_stops_at_a_key_and_at_a_click(
    new_page: NewPage,
) -> None:
    page = new_page(has_own_clock=True)
    opened(page, seconds=SLOW)
    page.keyboard.press("f")
    page.wait_for_function(FULL)
    page.clock.fast_forward(SLOW * 1000)
    at(page, "since")
    assert page.evaluate(FULL)
    page.clock.fast_forward(SLOW * 1000)
    at(page, "since", 2)
    assert page.evaluate(FULL)
    page.keyboard.press("f")
    page.wait_for_function(f"() => !({FULL})()")
    page.keyboard.press("End")
    it_has_stopped(page)

    reopened(page, seconds=SLOW, slide="decisions")
    page.clock.fast_forward(SLOW * 1000)
    at(page, "overview")
    shown(page).locator("h2").click()
    it_has_stopped(page)


def it_has_stopped(page: Page) -> None:
    """The rotation, which is told."""
    # the words stay in their place when it is hidden again, after some seconds
    expect(page.locator(".deck .notice")).to_have_text("轮播已停止")
    without(page, "seconds")
    before = place(page)
    for _ in range(3):
        page.clock.fast_forward(SLOW * 1000)
    assert place(page) == before


def test_a_mark_and_a_button_during_a_rotation_do_what_they_say_and_end_it(page: Page) -> None:
    opened(page, slide="quarters", seconds=600)
    line = shown(page).locator(".scatterlayer .trace").nth(1)
    line.locator(".points path").nth(2).click(force=True)
    at(page, "number:explain=average_progress&cell=quarter_end%3A2")
    without(page, "seconds")

    reopened(page, seconds=600)
    press(page, "字号")
    page.wait_for_url(re.compile("scale=large"))
    without(page, "seconds")


def test_the_controls_come_with_the_mouse_and_go_by_themselves(new_page: NewPage) -> None:
    page = new_page(has_own_clock=True)
    opened(page)
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 60)
    bar = page.get_by_role("navigation").filter(has_text="下一屏")
    expect(bar).to_be_hidden()
    page.mouse.move(300, 300)
    page.mouse.move(320, 300)
    bar.wait_for()
    page.clock.fast_forward(3000)
    expect(bar).to_be_hidden()
