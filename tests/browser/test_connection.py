"""What a reader does is done, or said to be not done: history, and a server that is restarted."""

from contextlib import closing
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, expect

from dashboard.ledger.store import open_ledger
from tests.browser.screen import idle, moved, settled
from tests.support.browsers import Lender
from tests.support.clock import NOW
from tests.support.servers import serving

TEXT: Final = "请办公室核实"


def test_one_press_of_back_or_forward_is_one_page_or_one_filter(page: Page) -> None:
    page.goto("/")  # the address without words is no step
    settled(page)
    walk = [page.url]
    for step in ("主题", "任务"):
        walk.append(moved(page, step).url)
    page.get_by_text("上半年", exact=True).click()
    page.wait_for_url("**as_of=2023-06-30*")
    walk.append(idle(page).url)
    for url in walk[-2::-1]:
        page.go_back()
        page.wait_for_url(url)
        idle(page)
    for url in walk[1:]:
        page.go_forward()
        page.wait_for_url(url)
        idle(page)


def test_a_form_outlives_a_restart_and_what_was_lost_meanwhile_is_said(
    browser: Lender, demo_file: Path, tmp_path: Path
) -> None:
    folders = [tmp_path / "before", tmp_path / "after"]
    for folder in folders:
        folder.mkdir()
    with serving(demo_file, folders[0]) as server:
        page = form_over_deck(browser.browser.new_page(base_url=server.url))
    told = page.get_by_role("alert").filter(has_text="连接")
    expect(told).to_contain_text("现在所做的不会生效")
    page.keyboard.press("Control+Enter")
    expect(told).to_contain_text("没有生效")
    port = int(server.url.rpartition(":")[2])
    with serving(server.ledger, folders[1], port=port):
        expect(told).to_contain_text("请核对后再做一次")
        text = page.get_by_label("内容")
        expect(text).to_have_value(TEXT)
        choose_office(page)
        text.press("Control+Enter")
        expect(text).to_have_count(0)
        page.close()
    with closing(open_ledger(folders[1] / "ledger.duckdb", NOW)) as ledger:
        written = ledger.query("decisions", {"year": 2023, "known_at": None})
    assert TEXT in set(written["text"])


def form_over_deck(page: Page) -> Page:
    """Open the form of a decision over the deck, and type into it."""
    page.goto("/meeting?as_of=2023-09-30")
    page.locator(".deck[data-ready=true]").wait_for()
    page.locator(".connection-line").wait_for(state="attached")
    page.keyboard.press("j")
    page.get_by_label("内容").fill(TEXT)
    return page


def choose_office(page: Page) -> None:
    page.get_by_label("责任股室").click()
    page.get_by_role("option").first.click()
