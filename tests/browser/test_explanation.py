"""数从哪来 in a real browser: one click, one right click, one long press, and the link of it."""

import csv
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.screen import (
    chart,
    click_at,
    click_bar,
    matching,
    opened,
    query,
    reopened,
    settled,
    tap_at,
    without,
)
from tests.support.browsers import PHONE, NewPage

OFFICES = "各股室措施状态"


def explanation(page: Page) -> Locator:
    """Wait for the dialog and return it."""
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("查询", exact=True).wait_for()
    return dialog


def bar(page: Page, series: int, place: int) -> Locator:
    """Return the bar at a place of a series, both counted from 0."""
    trace = chart(page, OFFICES).locator(".barlayer .trace").nth(series)
    return trace.locator(".point path").nth(place)


def closed(page: Page) -> Page:
    """Close the dialog by Escape and wait until nothing of it is left."""
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    without(page, "explain=")
    return settled(page)


def test_a_card_a_bar_and_the_words_of_a_chart_are_explained_with_their_own_figures(
    page: Page,
) -> None:
    opened(page)
    page.locator(".number-value .number").first.click()
    dialog = explanation(page)
    expect(dialog).to_contain_text("完成率 = 完成数 56 ÷ 措施数 123 = 45.5%")
    expect(dialog).to_contain_text("由 123 项措施构成,其中 56 项计入分子")
    assert query(page)["explain"] == ["completion_rate"]
    closed(page)

    bar(page, 0, 0).click(button="right", force=True)
    expect(explanation(page)).to_contain_text("由 4 项措施构成")
    assert query(page)["cell"] == ["office:办公室", "state:verified"]
    assert "office" not in query(page), "it asks, and filters nothing"
    closed(page)

    for words, told in (("4/11(36.4%)", "完成数 4 ÷ 措施数 11"), ("落后序时 23.0", "进度差")):
        chart(page, OFFICES).locator("text").filter(has_text=words).first.click(
            button="right", force=True
        )
        expect(explanation(page)).to_contain_text(told)
        closed(page)

    ends = chart(page, "全年进度线").locator(".annotation")
    ends.filter(has_text="平均进度 79.5%").click(button="right", force=True)
    expect(explanation(page)).to_contain_text("由 123 项措施按权重平均")


def test_what_a_card_is_compared_with_is_explained_on_its_day_and_back_leads_here(
    page: Page,
) -> None:
    opened(page)
    page.get_by_role("button", name="完成率 24.2%").click()
    expect(explanation(page)).to_contain_text("完成率 = 完成数 30 ÷ 措施数 124 = 24.2%")
    assert query(page)["as_of"] == ["2023-06-30"]
    page.go_back()
    page.wait_for_url(re.compile("as_of=2023-09-30"))
    expect(page.get_by_role("dialog")).to_have_count(0)

    # from here on as a reader whose screen has become dark
    page.emulate_media(color_scheme="dark")
    click_at(chart(settled(page), OFFICES), 0.5, "团委")
    matching(page, 6)
    settled(page)
    page.locator(".number-value .number").first.click()
    expect(explanation(page)).to_contain_text("完成率 = 完成数 4 ÷ 措施数 6")


def test_while_the_switch_is_on_a_plain_click_explains_and_escape_ends_it(page: Page) -> None:
    opened(page)
    page.get_by_role("button", name="数从哪来", exact=False).first.click()
    page.get_by_text("点任何数字或图形").wait_for()
    click_bar(chart(settled(page), OFFICES), 0, 0)
    expect(explanation(page)).to_contain_text("由 4 项措施构成")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="结束").click()
    expect(page.get_by_text("点任何数字或图形")).to_have_count(0)
    click_bar(chart(settled(page), OFFICES), 0, 0)
    page.wait_for_url(re.compile("office="))


def test_explanations_are_opened_again_by_their_links_and_are_steps_of_the_history(
    page: Page, new_page: NewPage
) -> None:
    opened(page)
    dialog, cards = page.get_by_role("dialog"), page.locator(".number-value .number")
    links = []
    for place, told in ((0, "完成数 56 ÷ 措施数 123"), (1, "平均进度 = ")):
        cards.nth(place).click()
        expect(dialog).to_contain_text(told)
        page.wait_for_url(re.compile("explain="))
        links.append(page.url)
        closed(page)
    page.go_back()
    expect(dialog).to_contain_text("平均进度 = ")
    page.go_back()
    expect(dialog).to_have_count(0)
    page.go_back()
    expect(dialog).to_contain_text("完成数 56 ÷ 措施数 123")

    other = new_page()
    other.goto(links[0])
    expect(explanation(other)).to_contain_text("完成率 = 完成数 56 ÷ 措施数 123")
    closed(other)


def test_in_a_link_an_explanation_goes_on_to_other_numbers_to_files_and_to_a_card(
    page: Page, tmp_path: Path
) -> None:
    opened(page, query="as_of=2023-09-30&explain=completion_rate&cell=office:办公室")
    dialog = explanation(page)
    dialog.get_by_role("button", name="进度差,").click()
    expect(dialog).to_contain_text("股室 办公室 · 进度差")
    page.wait_for_url(re.compile("explain=gap"))
    assert query(page)["cell"] == ["office:办公室"]
    page.keyboard.press("Escape")
    without(page, "explain=")
    expect(dialog).to_have_count(0)

    reopened(page, "任务", "as_of=2023-09-30&explain=behind_schedule")
    expect(explanation(page)).to_contain_text("由 11 项措施构成")
    with page.expect_download() as csv_file:
        dialog.get_by_role("button", name="下载 CSV").click()
    csv_file.value.save_as(tmp_path / "rows.csv")
    with (tmp_path / "rows.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 11
    with page.expect_download() as book:
        dialog.get_by_role("button", name="下载 Excel").click()
    assert book.value.suggested_filename == "未达序时-2023-09-30.xlsx"

    reopened(page, query="as_of=2023-09-30&explain=tasks&task=101")
    explanation(page)
    page.keyboard.press("Escape")
    expect(dialog).to_contain_text("党的二十大精神首轮集中学习")


def test_charts_are_gone_through_asked_and_clicked_by_keyboard(page: Page) -> None:
    opened(page)
    chart(page, "股室与主题完成率").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+Enter")
    expect(explanation(page)).to_contain_text("完成率 = 完成数")
    closed(page)

    bars = chart(page, OFFICES)
    bars.focus()
    page.keyboard.press("ArrowRight")
    spoken = bars.get_by_role("status")
    expect(spoken).to_contain_text("办公室")
    page.keyboard.press("Shift+Enter")
    expect(explanation(page)).to_contain_text("由 4 项措施构成")
    closed(page)
    bars.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(spoken).to_contain_text("政工人事股")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("office="))
    assert query(page)["office"] == ["政工人事股"]
    settled(page)
    expect(bars).to_be_focused()  # the page goes on from where one was


def test_a_tap_on_a_bar_filters_and_releases_and_a_finger_that_rests_on_it_asks(
    new_page: NewPage,
) -> None:
    page = opened(new_page(**PHONE))
    bars = chart(page, OFFICES)
    tap_at(bars, 0.5, "团委")
    matching(page, 6)
    settled(page)
    assert query(page)["office"] == ["团委"]
    tap_at(bars, 0.5, "团委")
    matching(page, 123)
    settled(page)

    target = bar(page, 0, 0)
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    assert box is not None
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    touch = page.context.new_cdp_session(page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
    expect(explanation(page)).to_contain_text("由 4 项措施构成")
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert "office" not in query(page)
