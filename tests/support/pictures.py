"""Take the pictures of docs/ anew, of the demo plan: python -m tests.support.pictures."""

import os
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from dashboard.core.paths import ROOT
from dashboard.ledger import csv_folder
from dashboard.ledger.store import open_ledger
from tests.browser import deck, screen
from tests.support import set_up_browser
from tests.support.browsers import CHROMIUM, PATIENCE_MS, PROJECTOR
from tests.support.clock import NOW
from tests.support.servers import serving

DOCS = ROOT / "docs"


def take_overview(browser: Browser, url: str, look: str) -> None:
    """Take the first page as a light or a dark browser shows it."""
    page = browser.new_page(base_url=url, viewport=PROJECTOR, color_scheme=look, locale="zh-CN")
    screen.opened(page)
    page.screenshot(path=DOCS / f"overview-{look}.png")
    page.close()


def take_meeting(browser: Browser, url: str) -> None:
    """Take the slide 按股室."""
    size = {"width": 1366, "height": 768}
    page = browser.new_page(base_url=url, viewport=size, color_scheme="light", locale="zh-CN")
    deck.opened(page, slide="offices")
    page.screenshot(path=DOCS / "meeting.png")
    page.close()


def main() -> int:
    """Serve the demo plan on the tests' own day, and take every picture."""
    program = set_up_browser.set_up()
    if program is None:
        return set_up_browser.main()
    os.environ["DASHBOARD_NOW"] = NOW.isoformat()
    expect.set_options(timeout=PATIENCE_MS)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        demo = Path(folder) / "demo.duckdb"
        with closing(open_ledger(demo, NOW)) as ledger:
            csv_folder.load_folder(ledger, csv_folder.DEMO_FOLDER, NOW)
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM)
        with serving(demo, Path(folder)) as server:
            take_overview(browser, server.url, "light")
            take_overview(browser, server.url, "dark")
            take_meeting(browser, server.url)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
