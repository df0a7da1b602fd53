"""A decision from the keyboard to the next meeting and to paper, in a real browser."""

import re
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import Locator, Page, expect

from tests.browser.deck import reopened
from tests.browser.screen import idle, leaks, no_wider, query
from tests.support.browsers import PROJECTOR

KEYS = {"Ctrl", "Esc"}
"""Names of keys."""


@pytest.fixture(scope="module")
def server(own_server: Any) -> Any:
    """An app of our own: what is decided here must not be seen by other tests."""
    return own_server


def deck(page: Page, words: str = "as_of=2023-09-30") -> Page:
    """Open the deck and wait until every slide is ready."""
    page.goto(f"/meeting?{words}")
    return ready(page)


def ready(page: Page) -> Page:
    page.locator(".deck[data-ready=true]").wait_for()
    return page


def form(page: Page) -> Locator:
    return page.get_by_role("dialog")


def recording(page: Page) -> Locator:
    """Press J and wait until one can write."""
    page.keyboard.press("j")
    form(page).get_by_label("责任股室").wait_for()
    expect(form(page).get_by_label("内容")).to_be_focused()
    return form(page)


def recorded(page: Page, words: str) -> None:
    """Record a decision with the keyboard alone."""
    recording(page)
    page.keyboard.insert_text(words)
    page.keyboard.press("Tab")
    page.keyboard.type("教研室")
    page.get_by_role("option", name="教研室").wait_for()
    page.keyboard.press("Enter")
    expect(form(page).get_by_label("责任股室")).to_have_value("教研室")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+Enter")
    expect(form(page)).to_be_hidden()


def meetings(page: Page, part: str = "会议") -> Page:
    page.goto("/meetings")
    page.get_by_role("tab", name=part, exact=True).click()
    return idle(page)


def shown(page: Page) -> Locator:
    return page.locator(".screen.shown")


def test_a_decision_goes_from_the_keyboard_to_the_next_meeting_and_to_paper(
    page: Page, tmp_path: Path
) -> None:
    deck(page)
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement")
    recorded(page, "11月底前完成课堂改革调研。")
    assert page.evaluate("Boolean(document.fullscreenElement)"), "the deck was not left"
    page.wait_for_url(re.compile("/meeting?.*meeting="))
    [number] = query(page)["meeting"]
    ready(page).keyboard.press("End")
    expect(shown(page)).to_contain_text("本次会议议定 1 项")
    expect(shown(page)).to_contain_text("11月底前完成课堂改革调研。")
    expect(shown(page)).to_contain_text("办理中")

    meetings(page)
    page.get_by_role("button", name="新建会议").click()
    form(page).get_by_label("会议名称").fill("下一次会议")
    form(page).get_by_role("button", name="新建", exact=True).click()
    row = page.locator("[class*='st-key-meeting-']").filter(has_text="下一次会议")
    expect(row).to_contain_text("2023-10-16 · 数据截至 2023-10-16 · 标准议程 · 议定 0 项")
    row.get_by_role("button", name="开始").click()
    ready(page).keyboard.press("2")
    expect(shown(page)).to_contain_text("上次会议(2023-10-16")
    expect(shown(page)).to_contain_text("11月底前完成课堂改革调研。")

    page.keyboard.press("Escape")
    file = page.locator(f".st-key-meeting-{number}").get_by_role("button", name="下载议定事项")
    file.wait_for()
    with page.expect_download() as saved:
        file.click()
    assert saved.value.suggested_filename == "10月16日工作推进会议定事项-2023-10-16.docx"
    saved.value.save_as(tmp_path / "minutes.docx")
    rows = Document(str(tmp_path / "minutes.docx")).tables[0].rows
    assert [cell.text for cell in rows[1].cells] == [
        "1",
        "11月底前完成课堂改革调研。",
        "教研室",
        "2023-11-30",
        "办理中",
    ]


def test_the_form_is_above_the_deck_keeps_what_was_put_away_and_is_about_what_is_seen(
    page: Page,
) -> None:
    deck(page)
    for _ in range(2):
        assert recording(page).evaluate(
            """(dialog) => {
                const { x, y, width } = dialog.getBoundingClientRect();
                const seen = document.elementFromPoint(x + width / 2, y + 10);
                return Boolean(seen.closest('[role="dialog"]'));
            }"""
        )
        page.keyboard.press("Escape")
        expect(form(page)).to_be_hidden()
        page.keyboard.press("f")  # into full screen, and out of it

    recording(page)
    page.keyboard.insert_text("写了一半")
    page.keyboard.press("Escape")
    expect(form(page)).to_be_hidden()
    expect(recording(page).get_by_label("内容")).to_have_value("写了一半")
    page.keyboard.press("Escape")
    expect(form(page)).to_be_hidden()

    reopened(page, slide="behind", drill="task:1903")
    dialog = recording(page)
    expect(dialog.get_by_label("责任股室")).to_have_value("安全管理股")
    expect(dialog.get_by_label("相关措施")).to_have_value(re.compile(r"^19\.3 "))


def test_an_open_decision_on_a_slide_can_be_closed_there(page: Page) -> None:
    deck(page, "as_of=2023-09-30&slide=decisions")
    shown(page).get_by_text("7月15日前补报进展").click()
    form(page).get_by_text("已落实", exact=True).click()
    form(page).get_by_role("button", name="保存", exact=True).click()
    expect(form(page)).to_be_hidden()
    expect(shown(page).get_by_text("7月15日前补报进展")).to_be_hidden()


def test_a_slide_is_moved_and_the_agenda_opens_by_its_link(page: Page) -> None:
    meetings(page, "议程")
    rows = page.locator(".stCheckbox")
    expect(rows.first).to_have_text(re.compile("总体"))
    page.get_by_role("button", name="下移").first.click()
    expect(rows.first).to_have_text(re.compile("上次会议以来"))
    rows.nth(1).get_by_text("总体").click()
    idle(page)
    page.get_by_text("有未保存的改动").wait_for()
    page.get_by_label("议程名称").fill("月度调度")
    page.get_by_role("button", name="保存为新议程").click()
    link = page.get_by_role("link", name="议程链接")
    expect(link).to_have_attribute("href", re.compile(r"^meeting\?agenda=\d+$"))
    page.goto(f"/{link.get_attribute('href')}")
    expect(ready(page).locator(".deck")).to_have_attribute("data-slide", "since")
    page.keyboard.press("2")
    expect(page.locator(".deck")).to_have_attribute("data-slide", "themes")


def test_no_english_is_seen_on_the_page_and_over_the_deck_and_it_is_no_wider_than_a_phone(
    page: Page,
) -> None:
    meetings(page)
    for part in ("会议", "议程", "议定事项"):
        page.get_by_role("tab", name=part, exact=True).click()
        assert leaks(idle(page)) == set(), part
        page.set_viewport_size({"width": 390, "height": 844})
        no_wider(page, 390)
        page.set_viewport_size(PROJECTOR)
    page.get_by_role("button", name="办理情况").first.click()
    form(page).wait_for()
    assert leaks(idle(page)) - KEYS == set()
    page.keyboard.press("Escape")
    expect(form(page)).to_be_hidden()
    page.get_by_role("tab", name="会议", exact=True).click()
    page.get_by_role("button", name="新建会议").click()
    form(page).wait_for()
    assert leaks(idle(page)) == set()
    page.keyboard.press("Escape")
    expect(form(page)).to_be_hidden()
    reopened(page)
    recording(page)
    assert leaks(idle(page)) - KEYS == set()
