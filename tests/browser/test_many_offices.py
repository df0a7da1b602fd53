"""Plans of many offices and themes with long names: no text lies on another or is cut."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page

from dashboard.ledger.store import open_ledger
from tests.browser.screen import chart, followed, opened
from tests.support import sized_plan
from tests.support.browsers import Lender, NewPage, watched
from tests.support.clock import NOW
from tests.support.servers import serving

SIZES: Final = {2023: (40, 12)}
"""Offices and themes of the plans, by their years."""
ASKED: Final = "year=2023&as_of=2023-09-30"
MEASURE: Final = (Path(__file__).parent / "page_measure.js").read_text(encoding="utf-8")
VIEWS: Final = ("/offices?", "/analysis?rows=office&columns=theme&picture=heat&")


@pytest.fixture
def new_sized_page(browser: Lender, empty_file: Path, tmp_path: Path) -> Iterator[NewPage]:
    path = tmp_path / "sized.duckdb"
    path.write_bytes(empty_file.read_bytes())
    with closing(open_ledger(path, NOW)) as ledger:
        sized_plan.fill(ledger, SIZES)
    with serving(path, tmp_path) as server, watched(browser, server) as new_page:
        yield new_page


def test_no_text_lies_on_another_or_is_cut_and_every_row_has_its_name(
    new_sized_page: NewPage,
) -> None:
    page = opened(new_sized_page(viewport={"width": 1366, "height": 768}), query=ASKED)
    faults = [f"总览 {fault}" for fault in page.evaluate(MEASURE)]
    for view in VIEWS:
        followed(page, view + ASKED)
        faults += [f"{view} {fault}" for fault in page.evaluate(MEASURE)]
    assert faults == []
    has_whole_name_on_hover(page)


def has_whole_name_on_hover(page: Page) -> None:
    drawn = chart(page, "自助分析")
    label = drawn.locator(".ytick text", has_text="…").first
    start = (label.text_content() or "").rstrip("…")
    label.hover(force=True)
    name = drawn.locator(".js-plotly-plot").get_attribute("title") or ""
    assert name.startswith(start)
    assert len(name) > len(start)
