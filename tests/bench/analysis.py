"""Measure free analysis: from a choice, or a click on a number, to the painted answer.

Alone: python -m tests.bench.analysis LEDGER.duckdb [AS_OF]
"""

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

from dashboard.core.measures import MEASURES, OFFERED
from tests.bench.deck import browsing, summed

ROWS: Final = ("主题", "分管领导", "到期季度", "配合股室", "事项", "月份(月末情况)")
COLUMNS: Final = ("状态", "主题", "到期月份", "量化目标", "更新情况", "(无)")
ROUNDS: Final = 3
SETTLED: Final = "[data-testid=stApp][data-test-script-state=notRunning]"

# from the click to the second frame after the page has what was asked for and stands still
STOPWATCH: Final = """() => {
    const settled = '[data-testid=stApp][data-test-script-state=notRunning]';
    window.timed = [];
    window.addEventListener('click', ({ timeStamp }) => { window.clicked = timeStamp; }, true);
    window.waitFor = (isThere) => {
        const look = () => {
            const still = document.querySelector(settled);
            if (!still || !isThere()) return requestAnimationFrame(look);
            return requestAnimationFrame(() => requestAnimationFrame(() => {
                window.timed.push(performance.now() - window.clicked);
            }));
        };
        look();
    };
}"""


def measure_analysis(ledger: Path, as_of: str) -> None:
    """Print the milliseconds of changes of row, column and measure, and of explained numbers."""
    choices = {
        "指标": [MEASURES[code].label for code in OFFERED],
        "行": list(ROWS),
        "列": list(COLUMNS),
    }
    with browsing(ledger) as (browser, url):
        page = browser.new_page(viewport={"width": 1920, "height": 1080}, locale="zh-CN")
        page.add_init_script(f"({STOPWATCH})()")
        page.goto(f"{url}/analysis?as_of={as_of}")
        page.wait_for_selector(".crosstab")
        page.wait_for_selector(SETTLED)
        for label, words in choices.items():
            times = [changed(page, label, word) for _ in range(ROUNDS) for word in words]
            print(f"    {label:6}first {summed(times[: len(words)])}", flush=True)
            print(f"    {label:6}again {summed(times[len(words) :])}", flush=True)
        page.goto(f"{url}/analysis?as_of={as_of}&columns=state&measure=tasks")
        page.wait_for_selector(".crosstab tbody .crosstab-pick")
        page.wait_for_selector(SETTLED)
        first, *again = explained(page)
        print(f"    数从哪来  first {first:.0f}  again {summed(again)}", flush=True)
        browser.close()


def changed(page: Page, label: str, word: str) -> float:
    """Choose an entry of a list; return the milliseconds until table and picture show it."""
    page.get_by_role("combobox", name=label, exact=True).click()
    page.evaluate("window.before = document.querySelector('.crosstab')")
    page.evaluate("window.timed = []; window.clicked = Infinity")
    page.evaluate(
        "waitFor(() => performance.now() > window.clicked"
        " && document.querySelector('.crosstab') !== window.before)"
    )
    page.get_by_role("option", name=word, exact=True).click()
    return taken(page)


def taken(page: Page) -> float:
    page.wait_for_function("window.timed.length", polling="raf")
    time: float = page.evaluate("window.timed[0]")
    return time


def explained(page: Page) -> list[float]:
    """Click numbers of the table one after another; return how long each explanation took."""
    times = []
    numbers = page.locator(".crosstab tbody .crosstab-pick")
    for place in range(min(40, numbers.count())):
        page.evaluate("window.timed = []; window.clicked = Infinity")
        page.evaluate("waitFor(() => document.querySelector('[role=dialog] .explained'))")
        numbers.nth(place).click()
        times.append(taken(page))
        page.keyboard.press("Escape")
        page.wait_for_selector("[role=dialog]", state="detached")
        page.wait_for_selector(SETTLED)
    return times


if __name__ == "__main__":
    os.environ.setdefault("DASHBOARD_NOW", datetime(2023, 10, 16, 9, 30).isoformat())
    measure_analysis(Path(sys.argv[1]), (sys.argv[2:] or ["2023-09-30"])[0])
