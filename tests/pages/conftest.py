"""Ledgers that the pages of a test show."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dashboard.ledger import csv_folder
from dashboard.ledger.store import Ledger, open_ledger
from tests.support import odd_plan
from tests.support.app import close_ledgers
from tests.support.clock import NOW
from tests.support.odd_world import World
from tests.support.plain_ledger import PlainLedger


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path) -> Iterator[Path]:
    """The demo plan in the test's own ledger, closed again when the test is over."""
    yield Path(shutil.copy(demo_file, tmp_path / "ledger.duckdb"))
    close_ledgers()


@pytest.fixture
def shared_demo(demo_ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo plan for tests that only look at it."""
    monkeypatch.setenv("LEDGER_DB", str(demo_ledger.path))


@pytest.fixture
def no_ledger_left_open() -> Iterator[None]:
    yield
    close_ledgers()


@pytest.fixture(scope="session")
def odd(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The plan that is unkind to every rule."""
    folder = tmp_path_factory.mktemp("odd")
    path = Path(shutil.copy(empty_file, folder / "ledger.duckdb"))
    with closing(open_ledger(path, NOW)) as ledger:
        csv_folder.export_folder(odd_plan.fill(ledger), folder / "tables")
    return World(path, PlainLedger(folder / "tables"))


@pytest.fixture
def shown(odd: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setenv("LEDGER_DB", str(odd.path))
    yield odd
    close_ledgers()


@pytest.fixture(scope="session")
def demo_plain(demo_ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> PlainLedger:
    """The demo plan's exported tables."""
    folder = tmp_path_factory.mktemp("demo") / "tables"
    csv_folder.export_folder(demo_ledger, folder)
    return PlainLedger(folder)
