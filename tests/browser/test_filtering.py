"""Filtering by widget, by click and by link, in a real browser."""

import re
from urllib.parse import quote

from playwright.sync_api import Page, expect

from tests.browser.screen import (
    AS_OF,
    PAGES,
    Answers,
    answers_to,
    chart,
    charts,
    click_at,
    click_bar,
    click_sector,
    matching,
    moved,
    numbers,
    opened,
    pick,
    place_of,
    query,
    reopened,
    settled,
    without,
)
from tests.support.browsers import NewPage


def test_a_preset_changes_the_day_of_every_chart_and_a_click_on_a_mark_filters_and_releases(
    page: Page,
) -> None:
    opened(page)
    page.get_by_role("radio", name="上半年").click()
    for frame in charts(page).all():
        expect(frame.locator(".gtitle-subtitle")).to_contain_text("截至 2023-06-30")
    page.wait_for_url(re.compile("as_of=2023-06-30"))
    expect(page.locator(".number-value").first).to_have_text("24.2%")

    reopened(page)
    bars = chart(page, "各股室措施状态")
    click_at(bars, 0.5, "团委")
    matching(page, 6)
    settled(page)
    assert query(page) == {"year": ["2023"], "as_of": ["2023-09-30"], "office": ["团委"]}
    expect(bars.locator(".gtitle-subtitle")).to_contain_text("已筛选")
    click_at(bars, 0.5, "团委")
    matching(page, 123)
    without(page, "office")
    settled(page)

    cells = chart(page, "股室与主题完成率")
    click_at(cells, "教育<br>质量", "教研室")
    matching(page, 8)
    settled(page)
    assert query(page)["office"] == ["教研室"]
    assert query(page)["theme"] == ["教育质量"]
    expect(cells.locator(".gtitle-subtitle")).to_contain_text("已筛选")
    click_at(cells, "教育<br>质量", "教研室")
    matching(page, 123)
    settled(page)

    click_at(chart(page, "各主题完成情况"), 5, "党建")
    matching(page, 22)
    page.get_by_role("button", name="主题:党建").wait_for()


def test_what_is_done_before_the_answer_to_a_click_is_not_lost(page: Page) -> None:
    answers = answers_to(page)
    opened(page)
    a_second_click_adds_to_the_first(page, answers)
    reopened(page)
    a_click_released_before_its_answer_leaves_the_address_as_it_was(page, answers)
    reopened(page)
    a_day_chosen_just_before_a_click_stays_chosen(page, answers)
    reopened(page)
    a_number_is_explained_for_the_filter_chosen_before(page, answers)


def a_second_click_adds_to_the_first(page: Page, answers: Answers) -> None:
    answers.are_held = True
    click_at(chart(page, "各股室措施状态"), 0.5, "团委")
    answers.hold_until(page, "团委")
    click_at(chart(page, "各主题完成情况"), 5, "党建")
    answers.release()
    matching(page, 2)
    page.wait_for_url(re.compile("office=.*theme="))
    assert (query(page)["office"], query(page)["theme"]) == (["团委"], ["党建"])


def a_click_released_before_its_answer_leaves_the_address_as_it_was(
    page: Page, answers: Answers
) -> None:
    answers.are_held = True
    click_at(chart(page, "各股室措施状态"), 0.5, "团委")
    answers.hold_until(page, "团委")
    click_at(chart(page, "各股室措施状态"), 0.5, "团委")
    # both answers may be there by now: the first one's address stands for an instant only
    with page.expect_event("framenavigated", lambda frame: "office=" in frame.url):
        answers.release()
    without(page, "office=")
    matching(page, 123)


def a_day_chosen_just_before_a_click_stays_chosen(page: Page, answers: Answers) -> None:
    answers.are_held = True
    page.get_by_role("radio", name="上半年").click()
    answers.hold_until(page, "2023-06-30")
    click_at(chart(page, "各股室措施状态"), 0.5, "团委")  # brings the date field as it was
    answers.release()
    matching(page, 6)
    page.wait_for_url(re.compile("office="))
    assert query(page)["as_of"] == ["2023-06-30"]


def a_number_is_explained_for_the_filter_chosen_before(page: Page, answers: Answers) -> None:
    answers.are_held = True
    click_at(chart(page, "各股室措施状态"), 0.5, "团委")
    answers.hold_until(page, "团委")
    page.locator(".number-value .number").first.click()
    answers.release()
    expect(page.get_by_role("dialog")).to_contain_text("完成率 = 完成数 4 ÷ 措施数 6")


def test_a_click_in_the_tree_opens_a_card_shows_an_items_tasks_or_filters_as_one_on_a_quarter(
    page: Page,
) -> None:
    opened(page, "主题")
    click_sector(page, "1.1 ✔")
    card = page.get_by_role("dialog")
    expect(card).to_contain_text("党的二十大精神首轮集中学习")
    card.get_by_role("figure").wait_for()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    matching(page, 123)
    click_sector(settled(page), "党的二十大精神学习宣传", at_its_head=True)
    page.get_by_role("heading", name="党的二十大精神学习宣传").wait_for()
    matching(page, 123)
    click_sector(settled(page), "党建", at_its_head=True)
    matching(page, 22)
    expect(card).to_be_hidden()

    reopened(page, "季度")
    click_bar(chart(page, "各季度到期与完成"), 0, 3)
    matching(page, 67)
    page.wait_for_url(re.compile("quarter=4"))


LINK = f"{AS_OF}&basis=any&office=团委&state=done&state=on_track"


def test_a_reload_and_a_pasted_link_keep_everything(page: Page, new_page: NewPage) -> None:
    opened(page, query=LINK)
    seen, words = numbers(page), query(page)
    page.reload()
    settled(page)
    assert (numbers(page), query(page)) == (seen, words)
    expect(page.get_by_role("radio", name="参与")).to_be_checked()
    reopened(page)
    click_at(chart(page, "各股室措施状态"), 0.5, "基础教育股")
    matching(page, 20)
    page.wait_for_url(re.compile("office="))
    seen = numbers(settled(page))
    other = new_page()
    other.goto(page.url)
    matching(settled(other), 20)
    expect(other.locator(".number-card")).to_have_text(seen, use_inner_text=True)


def test_filters_are_undone_redone_and_go_along_to_every_page_however_fast_one_leafs(
    page: Page,
) -> None:
    opened(page)
    click_at(chart(page, "各股室措施状态"), 0.5, "团委")
    matching(page, 6)
    page.wait_for_url(re.compile("office="))
    settled(page)
    page.go_back()
    matching(page, 123)
    without(page, "office=")
    page.go_forward()
    matching(page, 6)

    for title in [*list(PAGES)[1:], "总览"]:
        matching(moved(page, title), 6)
        page.wait_for_url(re.compile("office="))
    assert query(page)["as_of"] == ["2023-09-30"]

    for title in [*list(PAGES)[1:], "总览", "任务"]:
        page.get_by_role("link", name=title, exact=True).click()
    page.wait_for_url(re.compile(r"/tasks\?.*office="))
    matching(settled(page), 6)


def test_what_a_link_gets_wrong_or_does_not_find_is_told(page: Page) -> None:
    page.goto("/?office=没有的股&state=late&as_of=someday&theme=党建")
    told = re.compile("股室“没有的股”、状态“late”、截至“someday”;")
    expect(page.get_by_test_id("stAlert")).to_have_text(told)
    settled(page)
    matching(page, 22)
    assert query(page) == {"year": ["2023"], "as_of": ["2023-10-16"], "theme": ["党建"]}

    reopened(page, query="search=没有这样的措施")
    page.get_by_text("没有符合条件的措施。").wait_for()
    page.get_by_role("button", name="清除筛选").click()
    matching(page, 123)
    expect(charts(page)).to_have_count(4)


def test_chips_take_away_filters_lists_narrow_and_words_and_initials_are_found(page: Page) -> None:
    opened(page, "任务", f"{AS_OF}&office=教研室&theme=教育质量")
    matching(page, 8)
    page.get_by_role("button", name="主题:教育质量").click()
    matching(page, 10)
    page.get_by_role("button", name="清除全部").click()
    matching(page, 123)
    expect(page.get_by_role("button", name="清除全部")).to_be_hidden()
    without(page, "office")

    settled(page).get_by_role("button", name="筛选").click()
    pick(page, page.get_by_test_id("stMultiSelect").nth(1).locator("input"), "党建")
    matching(page, 22)

    reopened(page, "任务")
    for words in ("esdjsxyxj", "二十大精神校园宣讲"):
        page.get_by_label("搜索").fill(words)
        page.get_by_label("搜索").press("Enter")
        page.wait_for_url(re.compile(f"search={quote(words)}$"))
        matching(page, 1)


CLICK = """(graph, { x, y }) => {
    const sheet = graph.querySelector(".nsewdrag");
    const { left, top } = graph.getBoundingClientRect();
    const send = (target, kind, clientX, clientY) => target.dispatchEvent(
        new MouseEvent(kind, { clientX, clientY, buttons: 1, bubbles: true }));
    send(sheet, "mousemove", 0, 0); // looked for, and not again for 50 ms
    send(sheet, "mousedown", left + x, top + y);
    send(document, "mouseup", left + x, top + y);
}"""


def test_a_click_sooner_than_plotly_looks_for_its_mark_filters_and_of_two_none_is_lost(
    page: Page,
) -> None:
    opened(page)
    bars = chart(page, "各股室措施状态").locator(".js-plotly-plot")
    bars.evaluate(CLICK, place_of(bars, 0.5, "团委"))
    matching(page, 6)

    reopened(page)
    half = page.get_by_role("radio", name="上半年").element_handle()
    bars.evaluate(
        f"(graph, [place, other]) => {{ ({CLICK})(graph, place); other.click(); }}",
        [place_of(bars, 0.5, "团委"), half],
    )
    matching(page, 6)
    page.wait_for_url(re.compile("as_of=2023-06-30.*office="))
