"""What the tests share: a fixed day, ledgers in temporary folders, the real app and a browser."""

import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

import big_plan
import set_up_browser
from dashboard.commands import serve
from dashboard.ledger import csv_folder
from dashboard.ledger.store import Ledger, open_ledger

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2023, 10, 16, 9, 30)
"""When every test takes place: a Monday after the last report of the demo plan."""

START_SECONDS = 60
"""How long the app may take to answer: a cold start on two busy cores has been seen to take ten."""

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
CONTEXTS_KEPT = 6
"""A context costs the memory of a process; a module with a server of its own needs new ones."""

HARMLESS = (
    # Opened at a page's own address, Streamlit looks for its server below that address first.
    re.compile(r"status of 404 .*/[^/]+/_stcore/(health|host-config)$"),
    # Opened at an address that no page has, it says so there, too.
    re.compile("page that you have requested does not seem to exist"),
)
"""Console errors that are not the app's; the address that failed stands at the end of the line."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run what needs a browser last, so that a plain mistake is known within seconds."""
    items.sort(key=lambda item: "browser" in item.path.relative_to(ROOT).parts)


@pytest.fixture(scope="session", autouse=True)
def own_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests away from data/ledger.duckdb, the clock and the caller's settings."""
    with pytest.MonkeyPatch.context() as world:
        for name in ("HOST", "PORT", "PUBLIC_URL"):
            world.delenv(name, raising=False)
        world.setenv("LEDGER_DB", str(tmp_path_factory.mktemp("nobody") / "ledger.duckdb"))
        world.setenv("DASHBOARD_NOW", NOW.isoformat())
        yield


@pytest.fixture(autouse=True)
def own_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test a ledger path of its own, with no file there yet."""
    monkeypatch.setenv("LEDGER_DB", str(tmp_path / "ledger.duckdb"))


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed, empty ledger of the current schema: copying it is quicker than making one."""
    path = tmp_path_factory.mktemp("empty") / "ledger.duckdb"
    open_ledger(path, NOW).close()
    return path


@pytest.fixture
def ledger(tmp_path: Path, empty_file: Path) -> Iterator[Ledger]:
    """An empty ledger of the current schema."""
    path = tmp_path / "empty.duckdb"
    shutil.copyfile(empty_file, path)
    with closing(open_ledger(path, NOW)) as empty:
        yield empty


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed ledger file that holds the demo plan; copy it before writing."""
    path = tmp_path_factory.mktemp("demo") / "ledger.duckdb"
    with closing(open_ledger(path, NOW)) as ledger:
        csv_folder.load_folder(ledger, csv_folder.DEMO, NOW)
    return path


@pytest.fixture(scope="session")
def demo_ledger(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The demo plan's ledger, shared by all tests: only to be read."""
    path = shutil.copy(demo_file, tmp_path_factory.mktemp("shared") / "ledger.duckdb")
    with closing(open_ledger(Path(path), NOW)) as ledger:
        yield ledger


@dataclass(frozen=True)
class Server:
    """The running app: where it answers, which ledger it holds, what it logs."""

    url: str
    ledger: Path
    log: Path
    process: "subprocess.Popen[bytes]"


@pytest.fixture(scope="session")
def server(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real app on a free port, over its own copy of the demo plan: only to be read."""
    with serving(demo_file, tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="module")
def own_server(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The same for the tests of one module, which may write."""
    with serving(demo_file, tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="session")
def big_file(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed ledger file that holds the unkind plan; copy it before writing."""
    path = Path(shutil.copy(empty_file, tmp_path_factory.mktemp("big") / "ledger.duckdb"))
    with closing(open_ledger(path, NOW)) as ledger:
        big_plan.fill(ledger)
    return path


@pytest.fixture(scope="session")
def big_server(big_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real app over its own copy of the unkind plan: only to be read."""
    with serving(big_file, tmp_path_factory.mktemp("server")) as running:
        yield running


@contextmanager
def serving(ledger: Path, folder: Path) -> Iterator[Server]:
    """Run the app over a copy of a ledger until the end of the block."""
    copy = Path(shutil.copy(ledger, folder / "ledger.duckdb"))
    port, log = free_port(), folder / "server.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            serve.command("127.0.0.1", port),
            cwd=ROOT,
            env={**os.environ, "LEDGER_DB": str(copy)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            running = Server(f"http://127.0.0.1:{port}", copy, log, process)
            wait_until_healthy(running)
            yield running
        finally:
            process.kill()


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_healthy(server: Server) -> None:
    """Poll the app's health until it answers; show its log when it does not."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.05)
    pytest.fail(f"the app did not start; its log:\n{server.log.read_text(errors='replace')}")


@pytest.fixture(scope="session")
def browser_path() -> str:
    """The browser that the tests drive; make test installs one."""
    path = set_up_browser.installed()
    if path is None:
        pytest.fail("no browser: run make test, or .venv/bin/python tests/set_up_browser.py")
    return path


@dataclass
class Lender:
    """Lends browser contexts to one test after another: loading the app anew in each test would be
    half the time of the suite."""

    browser: Browser
    idle: list[tuple[str, BrowserContext]] = field(default_factory=list)

    def lend(self, options: dict[str, Any]) -> BrowserContext:
        """Return a context with these options that nobody uses, as good as new."""
        for place, (key, context) in enumerate(self.idle):
            if key == repr(options):
                del self.idle[place]
                return context
        context = self.browser.new_context(**options)
        keeper = context.new_page()  # as long as it stands, its process does
        keeper.goto("/_stcore/health")
        return context

    def take_back(
        self, options: dict[str, Any], context: BrowserContext, *, is_spent: bool
    ) -> None:
        """Close what a test has opened, and forget what that has stored."""
        if is_spent:
            context.close()
            return
        keeper, *opened = context.pages
        for page in opened:
            page.close()
        keeper.evaluate("localStorage.clear()")
        context.clear_cookies()
        self.idle.append((repr(options), context))
        while len(self.idle) > CONTEXTS_KEPT:
            self.idle.pop(0)[1].close()


@pytest.fixture(scope="session")
def browser(browser_path: str) -> Iterator[Lender]:
    """One running browser for all tests; each test has contexts of it to itself."""
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE_MS)
        running = playwright.chromium.launch(executable_path=browser_path, args=CHROMIUM)
        yield Lender(running)
        running.close()


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
has_own_clock: the test can move its time on, which nothing can undo in that context."""


@pytest.fixture
def new_page(browser: Lender, server: Server) -> Iterator[NewPage]:
    """Opens pages on the app in contexts of their own; a fault of any of them fails the test."""
    with watched(browser, server) as opened:
        yield opened


@pytest.fixture
def new_big_page(browser: Lender, big_server: Server) -> Iterator[NewPage]:
    """The same on the app that shows the unkind plan."""
    with watched(browser, big_server) as opened:
        yield opened


@contextmanager
def watched(browser: Lender, server: Server) -> Iterator[NewPage]:
    """Open pages on a server until the end of the block, which fails for any fault of them."""
    watch = Watch(urlsplit(server.url).netloc)
    lent: list[tuple[dict[str, Any], BrowserContext, bool]] = []
    logged_before = server.log.stat().st_size

    def opened(
        *, viewport: ViewportSize = PROJECTOR, has_own_clock: bool = False, **more: Any
    ) -> Page:
        options = {
            "base_url": server.url,
            "locale": "zh-CN",
            "timezone_id": "Asia/Shanghai",
            **more,
        }
        context = browser.lend(options)
        lent.append((options, context, has_own_clock))
        page = context.new_page()
        if has_own_clock:
            page.clock.install()
        page.set_viewport_size(viewport)
        watch.follow(page)
        return page

    try:
        yield opened
    finally:
        for options, context, is_spent in lent:
            browser.take_back(options, context, is_spent=is_spent)
    # A page that works leaves no line: what is there is a trace, or a warning of Streamlit's.
    if logged := server.log.read_bytes()[logged_before:].decode(errors="replace"):
        watch.faults.append(f"logged by the app: {logged}")
    if watch.faults:
        pytest.fail("\n".join(["faults of the pages:", *watch.faults]))


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page of a projector's size; page.goto("/") opens the app."""
    return new_page()
