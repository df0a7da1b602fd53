"""A connection that is lost: what is done meanwhile, and what becomes of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.screen import idle
from tests.support.browsers import Lender
from tests.support.servers import Server, free_port, serving
from tests.support.wire import Wire, wired

GIVEN_UP_MS = 50_000
"""After which a browser gives up a connection that does not answer."""


@pytest.fixture
def wire(server: Server) -> Iterator[Wire]:
    """A cable to a running server."""
    with wired(port_of(server)) as laid:
        yield laid


@pytest.fixture
def far_page(browser: Lender, wire: Wire) -> Iterator[Page]:
    """A page at the other end of it, whose time can be moved on."""
    context = browser.browser.new_context(base_url=f"http://127.0.0.1:{wire.port}", locale="zh-CN")
    page = context.new_page()
    page.clock.install()
    yield page
    context.close()


def port_of(server: Server) -> int:
    return int(server.url.rpartition(":")[2])


def said(page: Page, words: str) -> None:
    """Wait until these words are said of the connection."""
    page.locator(".connection-line:not([hidden])").filter(has_text=words).wait_for(state="attached")


def form(page: Page) -> Locator:
    return page.get_by_role("dialog")


def test_what_is_done_without_a_connection_is_named_forms_stay_and_the_next_action_is_done(
    far_page: Page, wire: Wire, demo_file: Path, tmp_path: Path
) -> None:
    page = far_page
    page.goto("/meeting?as_of=2023-09-30")
    page.locator(".deck[data-ready=true]").wait_for()
    idle(page).keyboard.press("j")
    form(page).get_by_label("责任股室").fill("教研室")
    page.get_by_role("option", name="教研室").wait_for()
    page.keyboard.press("Enter")
    form(page).get_by_label("内容").fill("十一月底前完成调研。")
    idle(page)

    wire.server_port = free_port()  # nobody answers there
    wire.reset()
    said(page, "与服务器的连接断开了")
    page.keyboard.press("Escape")
    said(page, "“Esc”没有生效")
    with serving(demo_file, tmp_path) as restarted:
        wire.server_port = port_of(restarted)
        said(page, "连接恢复了。“Esc”没有生效")
        assert form(page).get_by_label("内容").input_value() == "十一月底前完成调研。"
        form(page).get_by_role("button", name="保存", exact=True).click()
        page.wait_for_url("**meeting=**")
        page.get_by_role("button", name="知道了").click()

        idle(page)
        form(page).wait_for(state="detached")
        wire.cut()
        page.keyboard.press("j")
        said(page, "服务器还没有回应“记录议定事项”")
        page.clock.fast_forward(GIVEN_UP_MS)
        said(page, "与服务器的连接断开了")
        wire.reset()
        wire.mend()
        said(page, "断开前的“记录议定事项”可能没有生效")
        page.keyboard.press("j")
        form(page).get_by_label("内容").wait_for()
