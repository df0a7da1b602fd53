"""Every page and the deck pass axe-core's rules, in both themes."""

from typing import Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser import deck
from tests.browser.screen import followed, idle, opened

VIEWS: Final = (
    "/offices?as_of=2023-09-30",
    "/themes?as_of=2023-09-30",
    "/quarters?as_of=2023-09-30",
    "/tasks?as_of=2023-09-30",
    "/analysis?as_of=2023-09-30&rows=office&columns=theme",
)
WITHOUT_VIEW: Final = {"/meetings": "新建会议", "/imports": "粘贴文字"}
"""The pages without a view, and words by which each is known."""
NAMED_BY_STYLE: Final = "[data-testid=stFileUploaderDropzone] button"
"""axe-core does not read names that styles give; browsers do, see below."""
GRAVE: Final = {"serious", "critical"}


def test_no_page_has_a_serious_fault_for_screen_readers_in_either_theme(page: Page) -> None:
    opened(page)
    found = faults(page, "总览")
    for view in VIEWS:
        found += faults(followed(page, view), view)
    found += without_view(page)
    page.emulate_media(color_scheme="dark")
    found += without_view(page)
    found += faults(deck.reopened(page), "dark deck")
    found += faults(followed(page, VIEWS[0]), f"dark {VIEWS[0]}")
    assert found == []


def without_view(page: Page) -> list[str]:
    """Return what is wrong on the pages that show no view."""
    found = list[str]()
    for view, words in WITHOUT_VIEW.items():
        idle(page).evaluate(deck.FOLLOW, view)
        page.get_by_text(words).first.wait_for()
        found += faults(idle(page), view)
    assert page.get_by_role("button", name="选择文件").is_visible()
    return found


def faults(page: Page, name: str) -> list[str]:
    """Return what axe-core finds, each with its place."""
    violations = Axe().run(page, context={"exclude": [[NAMED_BY_STYLE]]}).response["violations"]
    return [
        f"{name} {each['id']}: {node['html'][:200]}"
        for each in violations
        if each["impact"] in GRAVE
        for node in each["nodes"]
    ]
