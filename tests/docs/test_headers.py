"""Queries say what they answer, and every page has its place in the list of pages."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.core.paths import QUERIES, ROOT
from dashboard.ledger.queries import names, question
from dashboard.ledger.store import Ledger
from dashboard.view.filters import Filters
from dashboard.view.pages import PAGES
from tests.docs.test_documents import COLUMNS


def query_files() -> list[Path]:
    return sorted(QUERIES.glob("*.sql")) + sorted((QUERIES / "checks").glob("*.sql"))


@pytest.mark.parametrize("path", query_files(), ids=lambda path: path.stem)
def test_a_query_begins_with_what_one_row_is(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("-- One row")


@pytest.mark.parametrize("name", names() + names("checks"))
def test_a_query_declares_the_parameters_that_it_uses(name: str) -> None:
    assert question(name).purpose


@pytest.mark.parametrize("name", COLUMNS)
def test_a_question_that_other_tools_read_has_the_promised_columns(
    name: str, ledger: Ledger
) -> None:
    frame = ledger.query(name, Filters(2023, date(2023, 9, 30)).parameters())
    assert set(COLUMNS[name].split()) <= set(frame.columns)


def test_every_page_is_registered_under_the_name_of_its_module() -> None:
    files = (ROOT / "dashboard" / "pages").glob("[!_]*.py")
    scripts = [path.stem for path in files]
    assert sorted(page.module for page in PAGES) == sorted(scripts)
    assert [page.address for page in PAGES] == ["", *(page.module for page in PAGES[1:])]
    assert all((ROOT / page.file).exists() for page in PAGES)
