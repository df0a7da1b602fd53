"""The README and docs/ name what the program has, and what they name exists."""

import re

import pytest

from dashboard.core.labels import STATES
from dashboard.core.measures import MEASURES
from dashboard.core.paths import ROOT
from dashboard.ledger.queries import names
from dashboard.ledger.tables import LEDGER_TABLES
from dashboard.view import share_links
from dashboard.view.filters import VIEW_WORDS
from dashboard.view.pages import PAGES
from tests.support.documents import (
    ALL,
    IN_TWO_LANGUAGES,
    anchors,
    blocks,
    both,
    commands,
    in_chinese,
    make_targets,
    options,
    run_lines,
    text_of,
)

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
"""The names that are fixed because other tools read them."""

FOLDERS = ("dashboard", "queries", "static", "tests", "docs", r"\.streamlit")
READMES = ["README.md", "README.zh-CN.md"]


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_is_short_and_leads_to_every_page(readme: str) -> None:
    text = text_of(readme)
    assert len(text.splitlines()) <= 110
    language = in_chinese if "zh-CN" in readme else str
    own = [name for name in IN_TWO_LANGUAGES if name.startswith("docs/")]
    alone = ["docs/architecture.md", "docs/contributing.md"]
    wanted = [*map(language, own), *alone, "docs/overview-light.png"]
    assert [name for name in wanted if f"]({name})" not in text] == []


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_shows_each_system_its_own_way_to_start(readme: str) -> None:
    text = text_of(readme)
    assert "\nmake run\n" in text
    assert "PowerShell" in text
    assert r".venv\Scripts\python -m dashboard serve" in text


@pytest.mark.parametrize("page", both("links"))
def test_every_page_is_named_as_the_menu_does(page: str) -> None:
    text = text_of(page)
    missing = [
        each.address
        for each in PAGES
        if not re.search(rf"`/{each.address}`\s?[((]{each.title}[))]", text)
    ]
    assert missing == []


@pytest.mark.parametrize("page", both("links"))
def test_every_word_of_the_url_has_its_row(page: str) -> None:
    tabled = re.findall(r"^\| `(\w+)`", text_of(page), re.MULTILINE)
    assert tabled == [*share_links.LINK_WORDS, "view", "embed_options"]


@pytest.mark.parametrize("page", both("numbers"))
def test_every_state_and_every_measure_is_named(page: str) -> None:
    text = text_of(page)
    assert [code for code in STATES if f"| `{code}` |" not in text] == []
    named = [f"`{name}` {measure.label}" for name, measure in MEASURES.items()]
    assert [words for words in named if words not in text] == []


@pytest.mark.parametrize("page", both("numbers"))
def test_every_question_with_a_fixed_name_has_its_definition(page: str) -> None:
    text = text_of(page).replace("completion_by_*", " ".join(COLUMNS))
    fixed = [*COLUMNS, "overview", "task_list", "task_history"]
    assert [name for name in fixed if name not in text] == []


@pytest.mark.parametrize("page", both("commands"))
def test_every_command_and_every_option_is_named(page: str) -> None:
    text = text_of(page)
    assert [name for name in commands() if f"python -m dashboard {name}" not in text] == []
    # those that are spelt like a word of a link have their rows in links
    alike = [word for word in VIEW_WORDS.values() if word.option == word.name]
    of_view = {f"--{word.option.replace('_', '-')}" for word in alike}
    assert [option for option in options() if option not in text and option not in of_view] == []


@pytest.mark.parametrize("page", both("commands"))
def test_every_question_and_every_table_of_a_folder_is_named(page: str) -> None:
    text = text_of(page)
    assert [name for name in [*names(), *LEDGER_TABLES] if f"`{name}`" not in text] == []


@pytest.mark.parametrize("page", both("operations"))
def test_every_setting_of_the_environment_is_named(page: str) -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \|", text_of(page), re.MULTILINE)
    network = ["HOST", "PORT", "PUBLIC_URL", "ALLOWED_HOSTS", "FRAME_ANCESTORS"]
    assert rows == ["LEDGER_DB", *network, "LOG_FILE", "BACKUPS_DIR", "BACKUPS_KEPT"]


def test_every_make_target_is_named() -> None:
    tabled = re.findall(r"^\| `make (\w+)`", text_of("docs/contributing.md"), re.MULTILINE)
    assert tabled == make_targets()


@pytest.mark.parametrize("page", ALL)
def test_every_call_of_the_command_line_is_one_that_it_takes(page: str) -> None:
    for command, *given in run_lines(page):
        if command != "--version":
            commands()[command].parse_args(given)


@pytest.mark.parametrize("page", ALL)
def test_every_make_target_in_a_page_exists(page: str) -> None:
    called = re.findall(r"(?:^|`|[A-Z]=\S+ )make (\w+)", text_of(page), re.MULTILINE)
    assert [target for target in called if target not in make_targets()] == []


@pytest.mark.parametrize("page", ALL)
def test_own_links_and_pictures_exist(page: str) -> None:
    folder = (ROOT / page).parent
    for target, anchor in re.findall(r"\]\(([^)#\s]*)(?:#([^)\s]*))?\)", text_of(page)):
        if "://" in target:
            continue
        found = (folder / target).resolve() if target else ROOT / page
        assert found.exists(), f"{target} of {page}"
        assert not anchor or anchor in anchors(found.relative_to(ROOT).as_posix()), anchor


@pytest.mark.parametrize("page", ALL)
def test_files_of_the_project_that_a_page_names_exist(page: str) -> None:
    named = re.findall(rf"`((?:{'|'.join(FOLDERS)})/[^`\s]*)`", text_of(page))
    assert [name for name in named if not list(ROOT.glob(name.rstrip("/")))] == []


@pytest.mark.parametrize("page", IN_TWO_LANGUAGES)
def test_both_languages_have_the_same_commands_and_the_same_tables(page: str) -> None:
    chinese = in_chinese(page)
    english = [re.sub(r"<.*?>", "<…>", block) for block in blocks(page)]
    assert [re.sub(r"<.*?>", "<…>", block) for block in blocks(chinese)] == english
    if page != "README.md":  # its tables lead to the pages of one language
        first = r"^\| (`[^|]*`) \|"
        rows = [re.findall(first, text_of(name), re.MULTILINE) for name in (page, chinese)]
        assert rows[0] == rows[1]
