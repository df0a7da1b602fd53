"""What the project says of itself is one thing wherever it stands: version, packages, licence."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from dashboard.commands.cli import main
from dashboard.core.paths import ROOT
from dashboard.core.version import VERSION

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUN = PROJECT["project"]["dependencies"]
DEV = PROJECT["dependency-groups"]["dev"]
LOCKS = {"requirements.txt": RUN, "requirements-dev.txt": [*RUN, *DEV]}

every_lock = pytest.mark.parametrize("lock", LOCKS)


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def entries(lock: str) -> list[str]:
    """Return the entries of a lock: a pin, its hashes, and who wants it."""
    return re.split(r"^(?=[A-Za-z])", text(lock), flags=re.MULTILINE)[1:]


def pins(lock: str) -> list[Requirement]:
    return [Requirement(entry.partition(" \\\n")[0]) for entry in entries(lock)]


def wanted_by_the_project(lock: str) -> set[str]:
    """Return the packages that the lock was made for, those below them left out."""
    return {
        canonicalize_name(re.split(r"[= ]", entry)[0])
        for entry in entries(lock)
        if "work-plan-dashboard" in entry
    }


@every_lock
def test_a_lock_is_made_for_the_packages_that_pyproject_names(lock: str) -> None:
    named = {canonicalize_name(Requirement(line).name) for line in LOCKS[lock]}
    assert wanted_by_the_project(lock) == named


@every_lock
def test_a_lock_pins_what_pyproject_allows(lock: str) -> None:
    allowed = {canonicalize_name((line := Requirement(each)).name): line for each in LOCKS[lock]}
    for pin in pins(lock):
        (version,) = (each.version for each in pin.specifier)
        if rule := allowed.get(canonicalize_name(pin.name)):
            assert rule.specifier.contains(version), f"{pin} is not {rule}: run make lock"


@every_lock
def test_a_lock_has_hashes_and_names_no_index_and_no_machine(lock: str) -> None:
    assert [entry.splitlines()[0] for entry in entries(lock) if "--hash=sha256:" not in entry] == []
    assert re.findall(r"://|--index|--find-links|\s/\w", text(lock)) == []


def test_developers_run_the_packages_that_users_run() -> None:
    assert {str(pin) for pin in pins("requirements.txt")} <= {
        str(pin) for pin in pins("requirements-dev.txt")
    }


def test_the_program_tells_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert VERSION in capsys.readouterr().out


def test_the_newest_release_of_the_changelog_is_this_version() -> None:
    releases = re.findall(r"^## \[(\S+)\] - \d{4}-\d\d-\d\d$", text("CHANGELOG.md"), re.MULTILINE)
    assert releases[0] == VERSION


def test_the_licence_is_the_one_that_pyproject_names() -> None:
    assert PROJECT["project"]["license"] == "MIT"
    assert text("LICENSE").startswith("MIT License")
    assert [
        name for name in PROJECT["project"]["license-files"] if not (ROOT / name).exists()
    ] == []
