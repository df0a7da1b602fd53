"""The box for words, in a real browser: what is typed becomes chips, or is told."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.screen import (
    PAGES,
    followed,
    leaks,
    matching,
    moved,
    no_wider,
    opened,
    query,
    reopened,
    settled,
    without,
)
from tests.support.browsers import PHONE, NewPage

OF_THE_ISSUE = [
    ("三季度 党建 完成", {"quarter": ["3"], "theme": ["党建"], "state": ["verified", "done"]}),
    ("基础教育股 未填报", {"office": ["基础教育股"], "state": ["unreported"]}),
    ("jcjy 逾期", {"office": ["基础教育股"], "state": ["overdue"]}),
]


def box(page: Page) -> Locator:
    return page.get_by_label("搜索")


def typed(page: Page, text: str) -> None:
    """Type into the box and send it off."""
    box(page).fill(text)
    box(page).press("Enter")
    expect(box(page)).to_have_value("")


def chip(page: Page, words: str) -> Locator:
    return page.get_by_role("button", name=words)


def test_words_become_filters_and_a_link_that_shows_another_the_same(
    page: Page, new_page: NewPage
) -> None:
    opened(page, "任务")
    other = new_page()
    for at, (text, words) in enumerate(OF_THE_ISSUE):
        if at:
            reopened(page, "任务")
        typed(page, text)
        page.wait_for_url(re.compile("state="))
        assert query(page) == {"year": ["2023"], "as_of": ["2023-09-30"], **words}
        # the address is written before the line is drawn anew
        seen = settled(page).get_by_text("符合条件").first.inner_text()
        if at:
            followed(other, page.url)
        else:
            other.goto(page.url)
        expect(other.get_by_text("符合条件").first).to_have_text(seen)


def test_the_box_stands_on_every_page_and_no_page_says_anything_in_english(page: Page) -> None:
    opened(page)
    for title in PAGES:
        moved(page, title)
        assert leaks(page) == set(), title
        box(page).press_sequentially("三季度党")
        expect(page.get_by_role("option").first).to_have_text("党建主题")
        assert leaks(page) == set(), title
        box(page).press("Escape")
        expect(page.get_by_role("option")).to_have_count(0)
        typed(page, "党建")
        matching(page, 22)
        chip(page, "清除全部").click()
        matching(page, 123)


def test_a_name_is_offered_by_its_initials_and_taken_by_keyboard_or_by_a_click(
    page: Page,
) -> None:
    opened(page)
    box(page).press_sequentially("完成 jcj")
    options = page.get_by_role("option")
    expect(options.first).to_have_text("基础教育股股室")
    box(page).press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    box(page).press("Enter")
    chip(page, "股室:基础教育股").wait_for()
    chip(page, "状态:✔ 已完成").wait_for()
    expect(box(page)).to_be_focused()
    expect(page.locator(".number-card").first).to_contain_text("完成率(9/9 项)")

    chip(page, "清除全部").click()
    matching(page, 123)
    box(settled(page)).press_sequentially("tw")
    page.get_by_role("option", name="团委").click()
    matching(page, 6)


def test_what_is_not_understood_is_told_and_a_click_on_the_offer_mends_it(page: Page) -> None:
    opened(page, "任务")
    typed(page, "基础教胥股 完成 卡夫卡")
    page.get_by_text("没有看懂“基础教胥股”").wait_for()
    page.get_by_text("没有看懂“卡夫卡”,也没有措施提到它。").wait_for()
    assert "office" not in query(page)
    page.get_by_role("button", name="基础教育股", exact=True).click()
    chip(page, "股室:基础教育股").wait_for()
    settled(page)
    expect(page.get_by_text("没有看懂“基础教胥股”")).to_be_hidden()
    page.get_by_text("没有看懂“卡夫卡”").wait_for()
    chip(page, "清除全部").click()
    expect(page.get_by_text("没有看懂")).to_be_hidden()


def test_new_words_replace_what_they_name_and_each_is_a_step_of_the_history(page: Page) -> None:
    opened(page, "任务")
    typed(page, "党建")
    page.wait_for_url(re.compile("theme="))  # or the next words come before the step is made
    matching(page, 22)
    typed(page, "团委")
    page.wait_for_url(re.compile("office="))
    matching(page, 2)
    typed(page, "教育公平")
    chip(page, "主题:教育公平").wait_for()
    settled(page).go_back()
    chip(page, "主题:党建").wait_for()
    matching(page, 2)
    page.go_back()
    matching(page, 22)
    page.reload()
    matching(settled(page), 22)


ODD_WORDS = {
    "😀": "😀",
    "$x$": "$x$",
    "**粗** <b>粗</b>": "<b>粗<",
    "\\` &amp;": "\\`",
    "教" * 10_000: "教" * 100,
    "13月40日": "13月40日",
}
"""What is typed, and what the page says that it did not understand."""


def test_odd_words_are_told_as_they_were_typed_and_what_says_nothing_does_nothing(
    page: Page,
) -> None:
    opened(page, "任务")
    box(page).fill("dang")
    box(page).dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    expect(box(page)).to_have_value("dang")  # it ended a word of the input method, and sent nothing

    typed(page, "  、 ")
    matching(page, 123)
    expect(page.get_by_text("没有看懂")).to_have_count(0)

    for text, told in ODD_WORDS.items():
        typed(page, text)
        page.get_by_text(f"没有看懂“{told}”").wait_for()
        matching(page, 123)


def test_two_readers_do_not_see_each_others_words_and_filters(new_page: NewPage) -> None:
    one, other = opened(new_page()), opened(new_page())
    typed(one, "团委 卡夫卡")
    matching(one, 6)
    other.get_by_role("radio", name="上半年").click()
    matching(other, 124)
    without(other, "office")
    one.wait_for_url(re.compile("as_of=2023-09-30.*office="))
    typed(settled(other), "党建")
    matching(other, 22)
    expect(other.get_by_text("没有看懂")).to_have_count(0)
    matching(one, 6)


def test_on_a_phone_the_box_stands_beside_the_folded_filters(new_page: NewPage) -> None:
    page = opened(new_page(**PHONE), "任务")
    expect(box(page)).to_be_in_viewport()
    box(page).press_sequentially("jcj")
    page.get_by_role("option", name="基础教育股").click()
    matching(page, 20)
    no_wider(page, 390)
