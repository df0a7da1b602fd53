"""What is written about the house is true of it: headers, the list of pages, the two READMEs."""

import re
from pathlib import Path

import pytest

from dashboard.commands.cli import parser
from dashboard.core.paths import QUERIES, ROOT
from dashboard.ledger.queries import names, question
from dashboard.ledger.tables import TABLES
from dashboard.view import share_links
from dashboard.view.pages import PAGES

READMES = ["README.md", "README.zh-CN.md"]
COLUMNS = {
    "completion_by_office": "office tasks finished completion_rate average_progress"
    " average_expected behind_schedule cancelled verified done overdue not_started unreported"
    " severe behind due_soon on_track",
    "completion_by_theme": "theme_ordinal theme tasks finished completion_rate average_progress"
    " average_expected behind_schedule cancelled verified done overdue not_started unreported"
    " severe behind due_soon on_track",
    "completion_by_quarter": "quarter quarter_end due_in_quarter finished_in_quarter"
    " finished_on_time completion_rate average_progress average_expected",
    "office_by_theme": "office theme tasks finished completion_rate",
}
"""The names that the issue fixes, because other tools read them."""

every_readme = pytest.mark.parametrize("readme", READMES)


def query_files() -> list[Path]:
    return sorted(QUERIES.glob("*.sql")) + sorted((QUERIES / "checks").glob("*.sql"))


def url_words() -> list[str]:
    """Return the words that a URL may say, in the order of the fields that they fill."""
    return list(share_links.WORDS)


def make_targets() -> list[str]:
    (line,) = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    return str(line).split()


def commands() -> list[str]:
    """Return the commands of python -m dashboard."""
    (action,) = (each for each in parser()._actions if each.dest == "==SUPPRESS==" or each.choices)
    return list(action.choices or ())


def text_of(readme: str) -> str:
    path = ROOT / readme
    assert path.exists(), f"{readme} is missing"
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", query_files(), ids=lambda path: path.stem)
def test_a_query_begins_with_what_one_row_is(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("-- One row")


@pytest.mark.parametrize("name", names() + names("checks"))
def test_a_query_declares_the_parameters_that_it_uses(name: str) -> None:
    assert question(name).purpose


@pytest.mark.parametrize("name", COLUMNS)
def test_a_question_that_other_tools_read_has_the_promised_columns(name: str) -> None:
    sql = question(name).sql
    assert all(re.search(rf"\b{column}\b", sql) for column in COLUMNS[name].split())


def test_every_page_is_registered_under_the_name_of_its_module() -> None:
    scripts = [
        path.stem
        for path in (ROOT / "dashboard" / "pages").glob("*.py")
        if re.search(r"^def page\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert sorted(page.module for page in PAGES) == sorted(scripts)
    assert [page.address for page in PAGES] == ["", *(page.module for page in PAGES[1:])]
    assert all((ROOT / page.file).exists() for page in PAGES)


@every_readme
def test_a_readme_names_every_page_as_the_menu_does(readme: str) -> None:
    text = text_of(readme)
    missing = [
        page.address
        for page in PAGES
        if not re.search(rf"`/{page.address}`\s?[((]{page.title}[))]", text)
    ]
    assert missing == []


@every_readme
def test_a_readme_names_every_make_target(readme: str) -> None:
    text = text_of(readme)
    assert [target for target in make_targets() if f"make {target}" not in text] == []


@every_readme
def test_a_readme_names_every_command(readme: str) -> None:
    text = text_of(readme)
    assert "python -m dashboard" in text
    assert len(commands()) == 12
    assert [each for each in commands() if not re.search(rf"[\s`]{each}\b", text)] == []


@every_readme
def test_a_readme_names_every_word_of_the_url(readme: str) -> None:
    heading = "## Links" if readme == "README.md" else "## 链接"
    part = text_of(readme).partition(f"\n{heading}\n")[2].partition("\n## ")[0]
    tabled = re.findall(r"^\| `(\w+)`", part, re.MULTILINE)
    assert tabled == [*url_words(), "view", "embed_options"]


@every_readme
def test_a_readme_names_every_setting_of_the_environment(readme: str) -> None:
    text = text_of(readme)
    assert [name for name in ("LEDGER_DB", "HOST", "PORT", "PUBLIC_URL") if name not in text] == []


@every_readme
def test_a_readme_names_every_question_with_a_fixed_name(readme: str) -> None:
    text = text_of(readme)
    fixed = [*COLUMNS, "overview", "task_list", "task_history"]
    assert [name for name in fixed if name not in text] == []


@every_readme
def test_a_readme_names_every_question_and_every_table_of_a_folder(readme: str) -> None:
    text = text_of(readme)
    assert [name for name in [*names(), *TABLES] if f"`{name}`" not in text] == []


@every_readme
def test_a_readmes_own_links_and_pictures_exist(readme: str) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", text_of(readme))
    own = [target for target in targets if "://" not in target]
    assert own, "at least the screenshot"
    assert [target for target in own if not (ROOT / target).exists()] == []


@every_readme
def test_a_readme_shows_powershell_its_own_way_to_start(readme: str) -> None:
    assert "dashboard serve" in text_of(readme)
    assert "PowerShell" in text_of(readme)
