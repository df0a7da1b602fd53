"""What the tests share: a fixed day, ledgers in temporary folders, the real app and a browser."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from dashboard.core.paths import ROOT
from dashboard.ledger import csv_folder
from dashboard.ledger.store import Ledger, open_ledger
from tests.support import big_plan, set_up_browser
from tests.support.browsers import CHROMIUM, PATIENCE_MS, Lender, NewPage, watched
from tests.support.clock import NOW
from tests.support.servers import Server, serving
from tests.support.small_plan import fill, put, report

CORRECTED = 103
"""A task of the demo plan at 66 % on 30 September: the correction finishes it."""
AFTER_NOW = datetime(2023, 10, 16, 10)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run what needs a browser last, so that a plain mistake is known within seconds."""
    items.sort(key=turn)


def turn(item: pytest.Item) -> int:
    """Return when a test has its turn: those that ask for the same server stand together, so that
    it is started by one of pytest's workers only."""
    if "browser" not in item.path.relative_to(ROOT).parts:
        return 0
    names = item.fixturenames if isinstance(item, pytest.Function) else []
    servers = ("big_server", "own_server", "server")
    return next((place for place, name in enumerate(servers, start=1) if name in names), 1)


@pytest.fixture(scope="session", autouse=True)
def own_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests away from data/ledger.duckdb, the clock and the caller's settings."""
    with pytest.MonkeyPatch.context() as world:
        for name in ("HOST", "PORT", "PUBLIC_URL", "ALLOWED_HOSTS", "FRAME_ANCESTORS", "LOG_FILE"):
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
def small_file(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed ledger file that holds the small plan; copy it before writing."""
    path = Path(shutil.copy(empty_file, tmp_path_factory.mktemp("small") / "ledger.duckdb"))
    with closing(open_ledger(path, NOW)) as ledger:
        fill(ledger)
    return path


@pytest.fixture
def small(tmp_path: Path, small_file: Path) -> Iterator[Ledger]:
    """The small plan's ledger."""
    path = shutil.copy(small_file, tmp_path / "small.duckdb")
    with closing(open_ledger(Path(path), NOW)) as ledger:
        yield ledger


@pytest.fixture(scope="session")
def shared_small(small_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The small plan's ledger, shared by all tests: only to be read."""
    path = shutil.copy(small_file, tmp_path_factory.mktemp("shared") / "small.duckdb")
    with closing(open_ledger(Path(path), NOW)) as ledger:
        yield ledger


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed ledger file that holds the demo plan; copy it before writing."""
    path = tmp_path_factory.mktemp("demo") / "ledger.duckdb"
    with closing(open_ledger(path, NOW)) as ledger:
        csv_folder.load_folder(ledger, csv_folder.DEMO_FOLDER, NOW)
    return path


@pytest.fixture(scope="session")
def demo_ledger(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The demo plan's ledger, shared by all tests: only to be read."""
    path = shutil.copy(demo_file, tmp_path_factory.mktemp("shared") / "ledger.duckdb")
    with closing(open_ledger(Path(path), NOW)) as ledger:
        yield ledger


@pytest.fixture(scope="session")
def server(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real app on a free port, over its own copy of the demo plan: only to be read."""
    with serving(demo_file, tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="session")
def own_server(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app for tests that write what no other test counts, over a demo plan of which one report
    was corrected after the moment at which it stands."""
    folder = tmp_path_factory.mktemp("server")
    path = Path(shutil.copy(demo_file, folder / "corrected.duckdb"))
    with closing(open_ledger(path, NOW)) as ledger, ledger.transaction() as connection:
        late = report(99001, CORRECTED, "2023-09-30", 100, recorded_at=AFTER_NOW)
        put(connection, "progress", late)
    with serving(path, folder) as running:
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


@pytest.fixture(scope="session")
def browser_path() -> str:
    """The browser that the tests drive; make test installs one."""
    path = set_up_browser.installed()
    if path is None:
        pytest.fail(
            "no browser: run make test, or .venv/bin/python -m tests.support.set_up_browser"
        )
    return path


@pytest.fixture(scope="session")
def browser(browser_path: str) -> Iterator[Lender]:
    """One running browser for all tests; each test has contexts of it to itself."""
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE_MS)
        running = playwright.chromium.launch(executable_path=browser_path, args=CHROMIUM)
        yield Lender(running)
        running.close()


@pytest.fixture
def new_page(browser: Lender, server: Server) -> Iterator[NewPage]:
    """Opens pages on the app in contexts of their own; a fault of any of them fails the test."""
    with watched(browser, server) as opened:
        yield opened


@pytest.fixture
def new_own_page(browser: Lender, own_server: Server) -> Iterator[NewPage]:
    """The same on the app of the tests that write."""
    with watched(browser, own_server) as opened:
        yield opened


@pytest.fixture
def new_big_page(browser: Lender, big_server: Server) -> Iterator[NewPage]:
    """The same on the app that shows the unkind plan."""
    with watched(browser, big_server) as opened:
        yield opened


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page of a projector's size; page.goto("/") opens the app."""
    return new_page()
