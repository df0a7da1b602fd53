"""The real app as a process of its own, over a copy of a ledger."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from dashboard.core.paths import ROOT

START_SECONDS = 120
"""How long the app may take to answer: three seconds of a processor that others may be using."""


SERVE = [sys.executable, "-m", "dashboard", "serve"]


def environment(ledger: Path, port: int) -> dict[str, str]:
    """Return the settings of an app on this machine."""
    return {**os.environ, "LEDGER_DB": str(ledger), "HOST": "127.0.0.1", "PORT": str(port)}


@dataclass(frozen=True)
class Server:
    """The running app: where it answers, which ledger it holds, what it logs."""

    url: str
    ledger: Path
    log: Path
    process: "subprocess.Popen[bytes]"


@contextmanager
def serving(
    ledger: Path, folder: Path, *, port: int | None = None, **settings: str
) -> Iterator[Server]:
    """Run the app over a copy of a ledger until the end of the block."""
    copy = Path(shutil.copy(ledger, folder / "ledger.duckdb"))
    port, log = port or free_port(), folder / "server.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            SERVE,
            cwd=ROOT,
            env={**environment(copy, port), **settings},
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
