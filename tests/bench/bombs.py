"""Measure the worst files: what each costs in time and memory, and what is said of it."""

import contextlib
import time
from typing import Final

import psutil

from dashboard.core.errors import InputError
from dashboard.importing.processes.contents import PlanNames, read_file
from dashboard.importing.processes.reader_process import Reading, start_reading
from tests.support.bombs import BOMBS

_STEP: Final = 0.05


def measure_bombs() -> None:
    """Print a line for each, the worst last, and what the program itself has kept of them."""
    before = psutil.Process().memory_info().rss
    results = []
    for name, make in BOMBS.items():
        content = make()
        started = time.perf_counter()
        reading = start_reading(read_file, name, content, name, PlanNames([], []))
        peak = _peak_until_read(reading)
        seconds = time.perf_counter() - started
        results.append((seconds, f"{len(content) / 1e3:8.0f} kB {peak / 1e6:6.0f} MB", name))
        print(f"  {name:40}{seconds:6.1f} s {results[-1][1]}  {_said(reading)[:70]}", flush=True)
        del content
    seconds, numbers, name = max(results)
    print(f"  the worst: {name:29}{seconds:6.1f} s {numbers}", flush=True)
    kept = psutil.Process().memory_info().rss - before
    print(f"  kept in this process: {kept / 1e6:.0f} MB", flush=True)


def _peak_until_read(reading: Reading[object]) -> int:
    """Return the most memory that a process of this one had until a file was read."""
    peak, own = 0, psutil.Process()
    while not reading.wait(_STEP):
        for child in own.children():
            with contextlib.suppress(psutil.NoSuchProcess):
                peak = max(peak, child.memory_info().rss)
    return peak


def _said(reading: Reading[object]) -> str:
    try:
        return type(reading.result()).__name__
    except InputError as error:
        return str(error)
