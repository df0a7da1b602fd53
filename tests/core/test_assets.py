"""How the scripts of the components reach a browser."""

import json
import os
import re
from pathlib import Path

import pytest

from dashboard.core import assets
from dashboard.core.assets import published, script
from dashboard.core.paths import STATIC

ENTRIES = [
    "chart.js", "crosstab.js", "deck.js", "dialog.js", "explainer.js", "explaining_line.js",
    "numbers.js", "page.js", "search_box.js", "share.js",
]  # fmt: skip
APART = {"bootstrap.js", "deck/types.js"}
"""Scripts that nobody imports: the inline one, and one that holds nothing but types."""


def _modules(entry: str) -> list[str]:
    """Return the paths that the inline script of a component imports or loads ahead."""
    found = re.search(r"MODULES = (\[.*\]);", script(entry))
    assert found
    paths: list[str] = json.loads(found[1])
    return paths


def _texts(folder: str) -> dict[str, bytes]:
    """Return each script below a folder of static/."""
    root = STATIC / folder
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.js")}


def test_the_scripts_are_served_from_a_copy_named_by_what_is_in_it() -> None:
    assert re.fullmatch("js-[0-9a-f]{12}", published())
    assert _texts(published()) == _texts("js")


def test_what_a_killed_process_left_of_a_copy_is_removed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "STATIC", tmp_path)
    for name in (".js-killed", ".js-at-work"):
        (tmp_path / name / "js-abc").mkdir(parents=True)
    os.utime(tmp_path / ".js-killed", (0, 0))
    assets._copy_to(tmp_path / "js-abc")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".js-at-work", "js-abc"]


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_component_loads_its_script_first_and_each_other_once(entry: str) -> None:
    paths = _modules(entry)
    assert paths[0] == f"{published()}/{entry}"
    assert len(paths) == len(set(paths))
    assert all((STATIC / path).is_file() for path in paths)


def test_what_an_imported_script_imports_is_loaded_too() -> None:
    names = [path.partition("/")[2] for path in _modules("deck.js")]
    assert {"deck/keys.js", "deck/rules.js", "streamlit_dom.js", "plotly_dom.js"} <= set(names)


def test_there_is_no_script_that_no_component_loads() -> None:
    loaded = {path.partition("/")[2] for entry in ENTRIES for path in _modules(entry)}
    assert loaded | APART == set(_texts("js"))
