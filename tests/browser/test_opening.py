"""What stands on the screen when a page opens, in a real browser."""

import re

from playwright.sync_api import Page, expect

from tests.browser.screen import charts, leaks, numbers, opened, reopened, settled

WHITE = re.compile(r"rgb\(255, 255, 255\)")


def test_the_first_page_paints_four_light_charts_and_five_numbers(page: Page) -> None:
    opened(page)
    expect(charts(page)).to_have_count(4)
    page.locator(".barlayer .point").first.wait_for()
    expect(page.locator(".heatmaplayer image, .heatmaplayer .hm").first).to_be_attached()
    assert [words.split("\n")[0] for words in numbers(page)] == [
        "完成率(56/123 项)", "平均进度(序时 84.5%)", "达序时率(108/123 项)",
        "填报率(83/88 项)", "未达序时(共 123 项)",
    ]  # fmt: skip
    for frame in charts(page).all():
        expect(frame.locator(".main-svg").first).to_have_css("background", WHITE)
    expect(page.get_by_role("heading").first).to_contain_text(
        "截至 2023-09-30,123 项措施完成 56 项,完成率 45.5%"
    )

    # on a projector, all of the first page but the table is seen at once
    boxes = [frame.bounding_box() for frame in charts(page).all()]
    assert all(box is not None and box["y"] + box["height"] <= 1080 for box in boxes)
    assert page.evaluate("document.scrollingElement.scrollTop") == 0


def test_on_a_dark_screen_an_address_without_a_page_leads_in_chinese_to_one_that_is_dark(
    page: Page,
) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto("/nonexistent")
    assert page.get_by_role("heading").inner_text() == "没有这个页面"
    page.get_by_role("link", name="总览").click()
    settled(page)
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", "rgb(16, 22, 31)")
    for frame in charts(page).all():
        expect(frame.locator(".main-svg").first).to_have_css(
            "background", re.compile(r"rgb\(16, 22, 31\)")
        )
    expect(page.locator(".legend i.done")).to_have_css("background-color", "rgb(138, 221, 175)")

    # no English is seen in what opens, either
    reopened(page, query="as_of=2023-09-30&office=团委")
    page.get_by_role("button", name="筛选").click()
    expect(page.get_by_test_id("stMultiSelect")).to_have_count(8)
    assert leaks(page) == set()
    page.get_by_test_id("stMultiSelect").nth(1).locator("input").click()
    page.get_by_role("option", name="党建").wait_for()
    assert leaks(page) == set()
