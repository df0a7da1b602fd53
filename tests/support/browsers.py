"""Contexts of one running browser, lent to one test after another, and what their pages do."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize

from tests.support.servers import Server

PATIENCE_MS = 30_000
"""How long a page may take to show what it must: two busy cores load a new part for seconds."""

CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page runs where the one before it in its context ran, and finds the app's scripts compiled.
    "--process-per-site",
    # What is not on this machine is not found, as on an office network without a way out.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
PROJECTOR: ViewportSize = {"width": 1920, "height": 1080}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}
CONTEXTS_KEPT = 8
"""A context costs the memory of a process, and its first page three times the time of a later one:
tests that ask for the same options share one, and what a page can change by itself is no option."""

HARMLESS = (
    # Opened at a page's own address, Streamlit looks for its server below that address first.
    re.compile(r"status of 404 .*/[^/]+/_stcore/(health|host-config)$"),
    # An address that a test opens since no page has it.
    re.compile(r"status of 404 .*/nonexistent$"),
)
"""Console errors that are not the app's; the address that failed stands at the end of the line."""


@dataclass
class Lender:
    """Lends browser contexts to one test after another: loading the app anew in each test would be
    half the time of the suite."""

    browser: Browser
    idle: list[tuple[str, BrowserContext]] = field(default_factory=list)

    def lend(self, kind: str, options: dict[str, Any]) -> BrowserContext:
        """Return a context of a kind that nobody uses, as good as new."""
        for place, (idle_kind, context) in enumerate(self.idle):
            if idle_kind == kind:
                del self.idle[place]
                return context
        context = self.browser.new_context(**options)
        keeper = context.new_page()  # as long as it stands, its process does
        keeper.goto("/_stcore/health")
        return context

    def take_back(self, kind: str, context: BrowserContext) -> None:
        """Close what a test has opened, and forget what that has stored and was allowed."""
        keeper, *opened = context.pages
        for page in opened:
            page.close()
        keeper.evaluate("localStorage.clear()")
        context.clear_cookies()
        context.clear_permissions()
        self.idle.append((kind, context))
        while len(self.idle) > CONTEXTS_KEPT:
            self.idle.pop(0)[1].close()


@dataclass
class Watch:
    """What pages did that they must not: errors, and requests to hosts other than the app's."""

    host: str
    faults: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Note from now on what the page does."""
        page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))
        page.on("console", self.hear)
        page.on("request", lambda request: self.see(request.url))
        page.on("websocket", lambda socket: self.see(socket.url))

    def hear(self, message: ConsoleMessage) -> None:
        """Keep an error of the console, with the address that it is about."""
        line = f"{message.text} {message.location['url']}".strip()
        if message.type == "error" and not any(known.search(line) for known in HARMLESS):
            self.faults.append(f"console error: {line}")

    def see(self, url: str) -> None:
        """Keep a request that leaves the app's host."""
        address = urlsplit(url)
        if address.scheme not in {"data", "blob", "about"} and address.netloc != self.host:
            self.faults.append(f"request to another host: {url}")


NewPage = Callable[..., Page]
"""Opens a watched page; keywords are those of Playwright's new_context, such as viewport, and
has_own_clock: the test can move its time on, in contexts apart, which nothing can undo."""


@contextmanager
def watched(browser: Lender, server: Server) -> Iterator[NewPage]:
    """Open pages on a server until the end of the block, which fails for any fault of them."""
    watch = Watch(urlsplit(server.url).netloc)
    lent: list[tuple[str, BrowserContext]] = []
    logged_before = server.log.stat().st_size

    def opened(
        *, viewport: ViewportSize = PROJECTOR, has_own_clock: bool = False, **more: Any
    ) -> Page:
        options = {
            "base_url": server.url,
            "locale": "zh-CN",
            "timezone_id": "Asia/Shanghai",
            # Streamlit's pulsing placeholders are a fifth of what a page takes to load.
            "reduced_motion": "reduce",
            **more,
        }
        kind = f"{options}, own clock: {has_own_clock}"
        context = browser.lend(kind, options)
        lent.append((kind, context))
        page = context.new_page()
        if has_own_clock:
            page.clock.install()
            page.clock.resume()  # the test before may have stopped it
        page.set_viewport_size(viewport)
        watch.follow(page)
        return page

    try:
        yield opened
    finally:
        for kind, context in lent:
            browser.take_back(kind, context)
    # A page that works leaves no line: what is there is a trace, or a warning of Streamlit's.
    if logged := server.log.read_bytes()[logged_before:].decode(errors="replace"):
        watch.faults.append(f"logged by the app: {logged}")
    if watch.faults:
        pytest.fail("\n".join(["faults of the pages:", *watch.faults]))
