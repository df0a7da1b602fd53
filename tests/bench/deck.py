"""Measure the deck: from a key to the painted next screen, in a real browser over a real server.

Alone: python -m tests.bench.deck LEDGER.duckdb [AS_OF]
"""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

from dashboard.core.paths import ROOT
from tests.support.servers import SERVE, environment
from tests.support.set_up_browser import installed

SIZES: Final = ((1920, 1080), (1024, 768))
PATIENCE_MS: Final = 120_000
PACES: Final = {"at once": 0, "every 0.4 s": 400}
"""Milliseconds between two keys: none, or as many as let the server's answer come between them."""

STOPWATCH: Final = """() => {
    window.painted = [];
    window.addEventListener('keydown', ({ timeStamp }) => {
        // the second frame begins when the first, with the next screen in it, is painted
        requestAnimationFrame(() => requestAnimationFrame(() => {
            window.painted.push(performance.now() - timeStamp);
        }));
    }, true);
}"""
PLACE: Final = "Object.values(document.querySelector('.deck').dataset).join()"


@contextmanager
def browsing(ledger: Path) -> Iterator[tuple[Browser, str]]:
    """Open a browser, and serve a ledger at an address."""
    with (
        TemporaryDirectory() as folder,
        served(ledger, Path(folder)) as url,
        sync_playwright() as playwright,
    ):
        arguments = ["--no-sandbox"]
        yield playwright.chromium.launch(executable_path=installed(), args=arguments), url


def measure_deck(ledger: Path, as_of: str) -> None:
    """Print the milliseconds of every change of screen, forwards and back, for each pace."""
    with browsing(ledger) as (browser, url):
        for width, height in SIZES:
            page = browser.new_page(viewport={"width": width, "height": height})
            page.set_default_timeout(PATIENCE_MS)
            page.add_init_script(f"({STOPWATCH})()")
            opened = first_opened(page, f"{url}/meeting?as_of={as_of}")
            print(f"  {width}×{height}: opened {opened:.0f}, all prepared {ready(page):.0f}")
            for words, pace in PACES.items():
                for key in ("PageDown", "PageUp"):
                    print(f"    {key:9}{words:12}{summed(leafed(page, key, pace))}", flush=True)
            page.close()
        browser.close()


def first_opened(page: Page, url: str) -> float:
    """Open the deck; return when its first screen was seen."""
    page.goto(url)
    page.wait_for_selector(".deck .screen.shown")
    return now(page)


def ready(page: Page) -> float:
    """Wait until all screens are laid out and drawn; return when that was."""
    page.wait_for_selector(".deck[data-ready]")
    return now(page)


def now(page: Page) -> float:
    passed: float = page.evaluate("performance.now()")
    return passed


def leafed(page: Page, key: str, pace: int) -> list[float]:
    """Press a key until it leads no further; return how long each change took."""
    times: list[float] = []
    place = page.evaluate(PLACE)
    while True:
        page.evaluate("window.painted = []")
        page.keyboard.press(key)
        page.wait_for_function("window.painted.length", polling="raf")
        before, place = place, page.evaluate(PLACE)
        if place == before:
            return times
        times += page.evaluate("window.painted")
        page.wait_for_timeout(pace)


def summed(times: list[float]) -> str:
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
    return (
        f"{len(times):4} changes  median {statistics.median(times):6.1f}"
        f"  p95 {p95:6.1f}  most {max(times):6.1f}"
    )


@contextmanager
def served(ledger: Path, folder: Path) -> Iterator[str]:
    """Run the app over a copy of a ledger until the end of the block."""
    copy = shutil.copy(ledger, folder / "ledger.duckdb")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    world = environment(Path(copy), port)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(SERVE, cwd=ROOT, env=world, **quiet) as process:
        try:
            url = f"http://127.0.0.1:{port}"
            while not is_healthy(url) and process.poll() is None:
                time.sleep(0.05)
            yield url
        finally:
            process.kill()


def is_healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=5):
            return True
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


if __name__ == "__main__":
    os.environ.setdefault("DASHBOARD_NOW", datetime(2023, 10, 16, 9, 30).isoformat())
    measure_deck(Path(sys.argv[1]), (sys.argv[2:] or ["2023-09-30"])[0])
