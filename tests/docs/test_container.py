"""The container runs the command that make run runs, on all the files that it needs.

No engine builds it here: the Dockerfile is read, and what it copies is put into a folder.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from dashboard.core.paths import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")


def lines(word: str) -> list[str]:
    """Return what stands behind an instruction, in order."""
    return re.findall(rf"^{word} +(.*)$", DOCKERFILE, re.MULTILINE)


def test_it_runs_the_command_of_make_run() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (run,) = re.findall(r"^run:.*\n\t@exec \$\(BIN\)/(.*)$", makefile, re.MULTILINE)
    (command,) = lines("CMD")
    assert json.loads(command) == run.split()
    assert "command:" not in COMPOSE


def test_what_it_copies_is_a_program_that_runs(tmp_path: Path) -> None:
    app = tmp_path / "app"
    for line in lines("COPY"):
        *sources, target = line.split()
        for source in sources:
            place = app / target / (source if target == "./" else "")
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, place, dirs_exist_ok=True)
            else:
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / source, place)
    call = [sys.executable, "-m", "dashboard", "demo"]
    done = subprocess.run(call, cwd=app, capture_output=True, text=True, check=False)
    assert "已载入演示数据" in done.stdout, done.stderr
    assert (app / "streamlit_app.py").exists()
    assert (app / ".streamlit" / "config.toml").exists()


def test_what_it_builds_on_is_pinned_and_no_user_is_root() -> None:
    (python,) = re.findall(r"^ARG PYTHON=(.*)$", DOCKERFILE, re.MULTILINE)
    assert re.fullmatch(r"3\.1[1-4]\.\d+-slim-\w+", python)
    (install,) = (line for line in lines("RUN") if "pip install" in line)
    assert "--require-hashes -r requirements.txt" in install
    assert DOCKERFILE.index("\nUSER ") < DOCKERFILE.index("\nCMD ")


def test_the_ledger_outlives_the_container() -> None:
    (volume,) = lines("VOLUME")
    assert f"ENV LEDGER_DB={volume}/" in DOCKERFILE
    assert f"- ledger:{volume}" in COMPOSE


def test_its_health_is_that_of_the_server() -> None:
    (port,) = lines("EXPOSE")
    assert f"http://127.0.0.1:{port}/_stcore/health" in DOCKERFILE
    assert f":{port}" in COMPOSE
