"""数从哪来 in a real browser: one click, one right click, one long press, and the link of it."""

import csv
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.screen import (
    answers_to,
    chart,
    click_at,
    click_bar,
    matching,
    opened,
    query,
    settled,
)
from tests.support.browsers import NewPage

OFFICES = "各股室措施状态"


def explanation(page: Page) -> Locator:
    """Wait for the dialog and return it."""
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("查询", exact=True)).to_be_visible()
    return dialog


def bar(page: Page, series: int, place: int) -> Locator:
    """Return the bar at a place of a series, both counted from 0."""
    trace = chart(page, OFFICES).locator(".barlayer .trace").nth(series)
    return trace.locator(".point path").nth(place)


def test_a_click_on_a_card_tells_its_formula_with_its_own_figures(page: Page) -> None:
    opened(page)
    page.locator(".number-value .number").first.click()
    dialog = explanation(page)
    expect(dialog).to_contain_text("完成率 = 完成数 56 ÷ 措施数 123 = 45.5%")
    expect(dialog).to_contain_text("由 123 项措施构成,其中 56 项计入分子")
    assert query(page)["explain"] == ["completion_rate"]


def test_a_right_click_on_a_bar_lists_as_many_tasks_as_it_says(page: Page) -> None:
    opened(page)
    bar(page, 0, 0).click(button="right", force=True)
    expect(explanation(page)).to_contain_text("由 4 项措施构成")
    assert query(page)["cell"] == ["office:办公室", "state:verified"]
    assert "office" not in query(page), "it asks, and filters nothing"


def test_a_right_click_on_words_of_a_chart_explains_them(page: Page) -> None:
    opened(page)
    for words, told in (("4/11(36.4%)", "完成数 4 ÷ 措施数 11"), ("落后序时 23.0", "进度差")):
        chart(page, OFFICES).locator("text").filter(has_text=words).first.click(
            button="right", force=True
        )
        expect(explanation(page)).to_contain_text(told)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_number_at_a_lines_end_is_explained(page: Page) -> None:
    opened(page)
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
    expect(page).to_have_url(re.compile("as_of=2023-09-30"))
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_while_the_switch_is_on_a_plain_click_explains_and_escape_ends_it(page: Page) -> None:
    opened(page)
    page.get_by_role("button", name="数从哪来", exact=False).first.click()
    expect(page.get_by_text("点任何数字或图形")).to_be_visible()
    click_bar(chart(settled(page), OFFICES), 0, 0)
    expect(explanation(page)).to_contain_text("由 4 项措施构成")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="结束").click()
    expect(page.get_by_text("点任何数字或图形")).to_have_count(0)
    click_bar(chart(settled(page), OFFICES), 0, 0)
    expect(page).to_have_url(re.compile("office="))


def test_an_explanation_is_opened_again_by_its_link_and_closed_by_escape(
    page: Page, new_page: NewPage
) -> None:
    opened(page)
    page.locator(".number-value .number").first.click()
    explanation(page)
    link = page.url
    other = new_page()
    other.goto(link)
    expect(explanation(other)).to_contain_text("完成率 = 完成数 56 ÷ 措施数 123")
    other.keyboard.press("Escape")
    expect(other.get_by_role("dialog")).to_have_count(0)
    expect(other).not_to_have_url(re.compile("explain="))


def test_another_number_of_the_same_tasks_is_explained_in_its_place_and_closes_at_once(
    page: Page,
) -> None:
    opened(page, query="as_of=2023-09-30&explain=completion_rate&cell=office:办公室")
    dialog = explanation(page)
    dialog.get_by_role("button", name="进度差,").click()
    expect(dialog).to_contain_text("股室 办公室 · 进度差")
    expect(page).to_have_url(re.compile("explain=gap"))
    assert query(page)["cell"] == ["office:办公室"]
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("explain="))
    expect(dialog).to_have_count(0)


def test_a_number_clicked_before_the_answer_to_a_filter_is_explained_for_that_filter(
    page: Page,
) -> None:
    answers = answers_to(page)
    opened(page)
    answers.are_held = True
    click_at(chart(page, OFFICES), 0.5, "团委")
    answers.hold_until(page, "团委")
    page.locator(".number-value .number").first.click()
    answers.release()
    expect(explanation(page)).to_contain_text("完成率 = 完成数 4 ÷ 措施数 6")


def test_numbers_are_explained_after_the_screen_has_become_dark(page: Page) -> None:
    opened(page)
    page.emulate_media(color_scheme="dark")
    click_at(chart(page, OFFICES), 0.5, "团委")
    matching(page, 6)
    settled(page)
    page.locator(".number-value .number").first.click()
    expect(explanation(page)).to_contain_text("完成率 = 完成数 4 ÷ 措施数 6")


def test_a_card_in_the_same_link_opens_when_the_explanation_is_closed(page: Page) -> None:
    opened(page, query="as_of=2023-09-30&explain=tasks&task=101")
    explanation(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_contain_text("党的二十大精神首轮集中学习")


def test_explanations_are_steps_of_the_history(page: Page) -> None:
    opened(page)
    dialog, cards = page.get_by_role("dialog"), page.locator(".number-value .number")
    for place, told in ((0, "完成数 56 ÷ 措施数 123"), (1, "平均进度 = ")):
        cards.nth(place).click()
        expect(dialog).to_contain_text(told)
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(page).not_to_have_url(re.compile("explain="))
    page.go_back()
    expect(dialog).to_contain_text("平均进度 = ")
    page.go_back()
    expect(dialog).to_have_count(0)
    page.go_back()
    expect(dialog).to_contain_text("完成数 56 ÷ 措施数 123")


def test_the_files_have_as_many_rows_as_the_number_says(page: Page, tmp_path: Path) -> None:
    opened(page, query="as_of=2023-09-30&explain=behind_schedule")
    dialog = explanation(page)
    expect(dialog).to_contain_text("由 11 项措施构成")
    with page.expect_download() as csv_file:
        dialog.get_by_role("button", name="下载 CSV").click()
    csv_file.value.save_as(tmp_path / "rows.csv")
    with (tmp_path / "rows.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 11
    with page.expect_download() as book:
        dialog.get_by_role("button", name="下载 Excel").click()
    assert book.value.suggested_filename == "未达序时-2023-09-30.xlsx"


def test_a_chart_is_gone_through_asked_and_clicked_by_keyboard(page: Page) -> None:
    opened(page)
    bars = chart(page, OFFICES)
    bars.focus()
    page.keyboard.press("ArrowRight")
    spoken = bars.get_by_role("status")
    expect(spoken).to_contain_text("办公室")
    page.keyboard.press("Shift+Enter")
    expect(explanation(page)).to_contain_text("由 4 项措施构成")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    bars.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(spoken).to_contain_text("政工人事股")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("office="))
    assert query(page)["office"] == ["政工人事股"]
    settled(page)
    expect(bars).to_be_focused()  # the page goes on from where one was


def test_a_heat_map_is_asked_by_keyboard(page: Page) -> None:
    opened(page)
    chart(page, "股室与主题完成率").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+Enter")
    expect(explanation(page)).to_contain_text("完成率 = 完成数")


def test_a_finger_that_rests_on_a_bar_asks(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    opened(page)
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
