"""A ledger whose program is killed while it writes opens again and holds all that was confirmed."""

import os
import random
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from dashboard.core.paths import ROOT
from dashboard.ledger.store import open_ledger
from tests.support.clock import NOW
from tests.support.small_plan import fill

WRITE = """
import sys
from datetime import datetime
from pathlib import Path
from dashboard.ledger.store import open_ledger
from tests.support.small_plan import put, report
ledger = open_ledger(Path(sys.argv[1]), datetime(2023, 1, 1))
first = int(sys.argv[2])
for key in range(first, first + 100000):
    with ledger.transaction() as connection:
        put(connection, "progress",
            report(2 * key, 3, "2023-05-01", 1, work_done="一段进展" * 50),
            report(2 * key + 1, 3, "2023-05-01", 1))
    print(key, flush=True)
"""


def write_until_killed(path: Path, first: int, lines: int) -> list[int]:
    """Let a process write, kill it after it confirmed so many ids, and return all it confirmed."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", WRITE, str(path), str(first)],
        env=environment,
        stdout=subprocess.PIPE,
    ) as writer:
        assert writer.stdout is not None
        confirmed = [int(writer.stdout.readline()) for _ in range(lines)]
        writer.kill()
        rest = writer.stdout.read().decode()
    whole = rest[: rest.rfind("\n") + 1]
    return confirmed + [int(line) for line in whole.split()]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_killed_writer_loses_nothing_that_it_confirmed(tmp_path: Path, seed: int) -> None:
    path, chance = tmp_path / "ledger.duckdb", random.Random(seed)
    with closing(open_ledger(path, NOW)) as ledger:
        fill(ledger)
    confirmed: list[int] = []
    for turn in range(1, 4):
        confirmed += write_until_killed(path, turn * 1000000, chance.randint(1, 60))
        with closing(open_ledger(path, NOW)) as ledger:
            held = set(
                ledger.connection.execute("select progress_id from progress").df().iloc[:, 0]
            )
        assert {2 * key for key in confirmed} | {2 * key + 1 for key in confirmed} <= held
        assert all((key ^ 1) in held for key in held if key > 1000)
