"""Filtering by widget, by click and by link, in a real browser."""

import re
from urllib.parse import quote

from playwright.sync_api import Page, expect

from tests.browser.screen import (
    AS_OF,
    PAGES,
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
    settled,
    tap_at,
)
from tests.support.browsers import NewPage


def test_a_preset_changes_the_day_of_every_chart_and_of_the_url(page: Page) -> None:
    opened(page)
    page.get_by_role("radio", name="上半年").click()
    for frame in charts(page).all():
        expect(frame.locator(".gtitle-subtitle")).to_contain_text("截至 2023-06-30")
    expect(page).to_have_url(re.compile("as_of=2023-06-30"))
    expect(page.locator(".number-value").first).to_have_text("24.2%")


def test_a_click_on_a_bar_filters_by_its_office_and_another_releases_it(page: Page) -> None:
    opened(page)
    bars = chart(page, "各股室措施状态")
    click_at(bars, 0.5, "团委")
    matching(page, 6)
    settled(page)
    assert query(page) == {"year": ["2023"], "as_of": ["2023-09-30"], "office": ["团委"]}
    expect(bars.locator(".gtitle-subtitle")).to_contain_text("已筛选")
    click_at(bars, 0.5, "团委")
    matching(page, 123)
    expect(page).not_to_have_url(re.compile("office"))


def test_a_click_on_a_cell_filters_by_its_office_and_theme_and_another_releases_it(
    page: Page,
) -> None:
    opened(page)
    cells = chart(page, "股室与主题完成率")
    click_at(cells, "教育<br>质量", "教研室")
    matching(page, 8)
    settled(page)
    assert query(page)["office"] == ["教研室"]
    assert query(page)["theme"] == ["教育质量"]
    expect(cells.locator(".gtitle-subtitle")).to_contain_text("已筛选")
    click_at(cells, "教育<br>质量", "教研室")
    matching(page, 123)


def test_a_click_on_a_theme_filters_by_it(page: Page) -> None:
    opened(page)
    click_at(chart(page, "各主题完成情况"), 5, "党建")
    matching(page, 22)
    expect(page.get_by_role("button", name="主题:党建")).to_be_visible()


def test_a_click_made_before_the_answer_to_the_one_before_is_not_lost(page: Page) -> None:
    answers = answers_to(page)
    opened(page)
    answers.are_held = True
    click_at(chart(page, "各股室措施状态"), 0.5, "团委")
    answers.hold_until(page, "团委")
    click_at(chart(page, "各主题完成情况"), 5, "党建")
    answers.release()
    matching(page, 2)
    expect(page).to_have_url(re.compile("office=.*theme="))
    assert (query(page)["office"], query(page)["theme"]) == (["团委"], ["党建"])


def test_a_click_released_before_its_answer_leaves_the_address_as_it_was(page: Page) -> None:
    answers = answers_to(page)
    opened(page)
    answers.are_held = True
    click_at(chart(page, "各股室措施状态"), 0.5, "团委")
    answers.hold_until(page, "团委")
    click_at(chart(page, "各股室措施状态"), 0.5, "团委")
    # both answers may be there by now: the first one's address stands for an instant only
    with page.expect_event("framenavigated", lambda frame: "office=" in frame.url):
        answers.release()
    expect(page).not_to_have_url(re.compile("office="))
    matching(page, 123)


def test_a_day_chosen_just_before_a_click_stays_chosen(page: Page) -> None:
    answers = answers_to(page)
    opened(page)
    answers.are_held = True
    page.get_by_role("radio", name="上半年").click()
    answers.hold_until(page, "2023-06-30")
    click_at(chart(page, "各股室措施状态"), 0.5, "团委")  # brings the date field as it was
    answers.release()
    matching(page, 6)
    expect(page).to_have_url(re.compile("office="))
    assert query(page)["as_of"] == ["2023-06-30"]


def test_a_click_on_a_quarter_filters_by_the_due_date(page: Page) -> None:
    opened(page, "季度")
    click_bar(chart(page, "各季度到期与完成"), 0, 3)
    matching(page, 67)
    expect(page).to_have_url(re.compile("quarter=4"))


def test_in_the_tree_a_task_opens_its_card_and_a_theme_filters(page: Page) -> None:
    opened(page, "主题")
    click_sector(page, "1.1 ✔")
    card = page.get_by_role("dialog")
    expect(card).to_contain_text("党的二十大精神首轮集中学习")
    expect(card.get_by_role("figure")).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    matching(page, 123)
    click_sector(page, "党建", at_its_head=True)
    matching(page, 22)
    expect(card).to_be_hidden()


def test_in_the_tree_an_item_shows_its_tasks_below(page: Page) -> None:
    opened(page, "主题")
    click_sector(page, "党的二十大精神学习宣传", at_its_head=True)
    expect(page.get_by_role("heading", name="党的二十大精神学习宣传")).to_be_visible()
    matching(page, 123)


LINK = f"{AS_OF}&basis=any&office=团委&state=done&state=on_track"


def test_a_reload_keeps_everything(page: Page) -> None:
    opened(page, query=LINK)
    seen, words = numbers(page), query(page)
    page.reload()
    settled(page)
    assert (numbers(page), query(page)) == (seen, words)
    expect(page.get_by_role("radio", name="参与")).to_be_checked()


def test_a_pasted_link_shows_another_reader_the_same_numbers(page: Page, new_page: NewPage) -> None:
    opened(page)
    click_at(chart(page, "各股室措施状态"), 0.5, "基础教育股")
    matching(page, 20)
    expect(page).to_have_url(re.compile("office="))
    seen = numbers(settled(page))
    other = new_page()
    other.goto(page.url)
    matching(settled(other), 20)
    expect(other.locator(".number-card")).to_have_text(seen, use_inner_text=True)


def test_the_back_button_undoes_a_filter_and_the_forward_button_redoes_it(page: Page) -> None:
    opened(page)
    click_at(chart(page, "各股室措施状态"), 0.5, "团委")
    matching(page, 6)
    expect(page).to_have_url(re.compile("office="))
    settled(page)
    page.go_back()
    matching(page, 123)
    expect(page).not_to_have_url(re.compile("office="))
    page.go_forward()
    matching(page, 6)


def test_filters_go_along_to_every_page(page: Page) -> None:
    opened(page, query=f"{AS_OF}&office=团委")
    for title in [*list(PAGES)[1:], "总览"]:
        matching(moved(page, title), 6)
        expect(page).to_have_url(re.compile("office="))
    assert query(page)["as_of"] == ["2023-09-30"]


def test_filters_go_along_however_fast_one_leafs_through_the_pages(page: Page) -> None:
    opened(page, query=f"{AS_OF}&office=团委")
    for title in [*list(PAGES)[1:], "总览", "任务"]:
        page.get_by_role("link", name=title, exact=True).click()
    expect(page).to_have_url(re.compile(r"/tasks\?.*office="))
    matching(settled(page), 6)


def test_what_a_link_gets_wrong_is_told_once(page: Page) -> None:
    page.goto("/?office=没有的股&state=late&as_of=someday&theme=党建")
    # at once: it goes by itself after some seconds
    told = re.compile("股室“没有的股”、状态“late”、截至“someday”$")
    expect(page.get_by_test_id("stToast")).to_have_text(told)
    settled(page)
    matching(page, 22)
    assert query(page) == {"year": ["2023"], "as_of": ["2023-10-16"], "theme": ["党建"]}


def test_the_search_finds_by_words_and_by_pinyin_initials(page: Page) -> None:
    opened(page)
    for words in ("esdjsxyxj", "二十大精神校园宣讲"):
        page.get_by_label("搜索").fill(words)
        page.get_by_label("搜索").press("Enter")
        expect(page).to_have_url(re.compile(f"search={quote(words)}$"))
        matching(page, 1)


def test_chips_take_away_one_filter_and_the_button_all(page: Page) -> None:
    opened(page, query=f"{AS_OF}&office=教研室&theme=教育质量")
    matching(page, 8)
    page.get_by_role("button", name="主题:教育质量").click()
    matching(page, 10)
    page.get_by_role("button", name="清除全部").click()
    matching(page, 123)
    expect(page.get_by_role("button", name="清除全部")).to_be_hidden()
    expect(page).not_to_have_url(re.compile("office"))


def test_the_filter_lists_narrow(page: Page) -> None:
    opened(page)
    page.get_by_role("button", name="筛选").click()
    pick(page, page.get_by_test_id("stMultiSelect").nth(1).locator("input"), "党建")
    matching(page, 22)


def test_nothing_found_is_said_and_can_be_cleared(page: Page) -> None:
    opened(page, query="search=没有这样的措施")
    expect(page.get_by_text("没有符合条件的措施。")).to_be_visible()
    page.get_by_role("button", name="清除筛选").click()
    matching(page, 123)
    expect(charts(page)).to_have_count(4)


def test_two_readers_at_once_do_not_see_each_others_filters(new_page: NewPage) -> None:
    one, other = opened(new_page()), opened(new_page())
    click_at(chart(one, "各股室措施状态"), 0.5, "团委")
    matching(one, 6)
    other.get_by_role("radio", name="上半年").click()
    matching(other, 124)
    expect(other).not_to_have_url(re.compile("office"))
    expect(one).to_have_url(re.compile("as_of=2023-09-30.*office="))
    matching(one, 6)


def test_a_tap_on_a_bar_filters_by_its_office_and_another_releases_it(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    opened(page)
    bars = chart(page, "各股室措施状态")
    tap_at(bars, 0.5, "团委")
    matching(page, 6)
    settled(page)
    assert query(page)["office"] == ["团委"]
    tap_at(bars, 0.5, "团委")
    matching(page, 123)


CLICK = """(graph, { x, y }) => {
    const sheet = graph.querySelector(".nsewdrag");
    const { left, top } = graph.getBoundingClientRect();
    const send = (target, kind, clientX, clientY) => target.dispatchEvent(
        new MouseEvent(kind, { clientX, clientY, buttons: 1, bubbles: true }));
    send(sheet, "mousemove", 0, 0); // looked for, and not again for 50 ms
    send(sheet, "mousedown", left + x, top + y);
    send(document, "mouseup", left + x, top + y);
}"""


def test_a_click_sooner_than_plotly_looks_for_its_mark_filters(page: Page) -> None:
    opened(page)
    bars = chart(page, "各股室措施状态").locator(".js-plotly-plot")
    bars.evaluate(CLICK, place_of(bars, 0.5, "团委"))
    matching(page, 6)


def test_of_two_clicks_in_one_instant_none_is_lost(page: Page) -> None:
    opened(page)
    bars = chart(page, "各股室措施状态").locator(".js-plotly-plot")
    half = page.get_by_role("radio", name="上半年").element_handle()
    bars.evaluate(
        f"(graph, [place, other]) => {{ ({CLICK})(graph, place); other.click(); }}",
        [place_of(bars, 0.5, "团委"), half],
    )
    matching(page, 6)
    expect(page).to_have_url(re.compile("as_of=2023-06-30.*office="))
