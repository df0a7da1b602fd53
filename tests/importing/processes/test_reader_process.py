"""A file is read in a process of its own: the worst of them costs one sentence and no more."""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from dashboard.core.errors import InputError
from dashboard.core.paths import ROOT
from dashboard.exports.marked_workbook import mark_problems
from dashboard.importing.processes import contents, reader_process
from dashboard.importing.processes.contents import PlanNames, Workbook
from dashboard.importing.processes.limits import MEMORY, OUTPUT
from dashboard.importing.processes.reader_process import (
    Reading,
    run_reader,
    start_ahead,
    start_reading,
)
from dashboard.importing.processes.worker import folder_prefix

TABLE = "序号,工作任务,牵头股室,完成时限\n1,建设学校,办公室,2025-06-30\n".encode()
PLAN = "2025年工作要点\n一、党建\n1.学习。6月底前学习2次。(责任股室:办公室)".encode()
NAMES = PlanNames([], [])
PARENT = """
import sys, time
from dashboard.importing.processes import reader_process
reading = reader_process.start_reading(time.sleep, "a.txt", 600)
while not reader_process._running:
    time.sleep(0.01)
reader_process.start_ahead()
print(*(worker.pid for worker in reader_process._running), flush=True)
time.sleep(600)
"""


def test_what_a_process_read_is_what_is_in_the_file() -> None:
    table = run_reader(contents.read_file, "台账.csv", TABLE, "台账.csv", NAMES)
    assert table == contents.read_file(TABLE, "台账.csv", NAMES)
    assert isinstance(table, Workbook)
    plan = run_reader(contents.read_file, "要点.txt", PLAN, "要点.txt", NAMES)
    assert plan == contents.read_file(PLAN, "要点.txt", NAMES)


@pytest.mark.skipif(sys.platform == "win32", reason="has no such limit")
def test_a_file_that_needs_too_much_memory_costs_one_sentence() -> None:
    with pytest.raises(InputError, match=r"^a\.xlsx 展开后的内容太多.*后再试。$"):
        run_reader(bytearray, "a.xlsx", MEMORY)


def test_a_file_that_has_too_much_in_it_costs_one_sentence() -> None:
    with pytest.raises(InputError, match=r"^a\.xlsx 展开后的内容太多"):
        run_reader(bytes, "a.xlsx", OUTPUT)


def test_a_file_that_takes_too_long_costs_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_process, "SECONDS", 1)
    with pytest.raises(InputError, match=r"^a\.txt 读了 1 秒还没有读完"):
        run_reader(time.sleep, "a.txt", 600)


def test_a_file_over_which_its_reader_breaks_down_costs_one_sentence() -> None:
    broken: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
        (os.abort, ()),
        (os._exit, (3,)),
        (int, ("x",)),
    ]
    for run, arguments in broken:
        with pytest.raises(InputError, match=r"^a\.xls 无法读取,文件可能已损坏") as said:
            run_reader(run, "a.xls", *arguments)
        assert "\n" not in str(said.value)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each file has a process of its own")
def test_a_process_reads_each_file_in_a_copy_of_itself() -> None:
    first, process = run_reader(os.getpid, "a.txt"), run_reader(os.getppid, "b.txt")
    assert process in {worker.pid for worker in reader_process._running}
    assert run_reader(os.getppid, "c.txt") == process
    assert first != process
    assert not psutil.pid_exists(first)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each file has a process of its own")
def test_a_copy_ends_with_the_process_that_is_stopped() -> None:
    reading = start_reading(re.match, "a.txt", "(a+)+$", "a" * 60 + "b")  # heeds nothing but a kill
    while not (copies := copies_of(reading)):
        assert not reading.wait(0.01)
    reading.cancel()
    gone, alive = psutil.wait_procs(copies, timeout=20)
    assert gone
    assert not alive


def copies_of(reading: Reading[Any]) -> list[psutil.Process]:
    return psutil.Process(reading._worker.pid).children() if reading._worker else []


def test_a_workbook_is_written_in_a_process_too() -> None:
    marked = run_reader(mark_problems, "台账.csv", TABLE, "台账.csv", [])
    assert contents.read_tables(marked, "台账.xlsx").kind == "ledger"


def test_a_process_that_broke_down_leaves_no_folder() -> None:
    reading = start_reading(os.abort, "a.xlsx")
    with pytest.raises(InputError):
        reading.result()
    assert reading._worker is not None
    folder = folder_prefix(reading._worker.pid)
    assert not list(Path(tempfile.gettempdir()).glob(f"{folder}*"))


def test_an_answer_that_is_more_than_plain_data_is_not_taken() -> None:
    with pytest.raises(InputError, match="无法读取"):
        run_reader(Path, "a.txt", "/tmp")


def test_what_was_started_ahead_and_killed_is_missed_by_nobody() -> None:
    start_ahead()
    spare = reader_process._spares[0]
    spare.kill()
    spare.wait()
    assert run_reader(int, "a.txt", "7") == 7


def test_reading_can_be_stopped() -> None:
    reading = start_reading(time.sleep, "a.txt", 600)
    assert not reading.wait(0)
    reading.cancel()
    with pytest.raises(InputError, match="已停止读取"):
        reading.result()


def test_who_comes_when_many_files_wait_is_asked_to_come_again() -> None:
    readings = [start_reading(time.sleep, "a.txt", 600) for _ in range(8)]
    try:
        with pytest.raises(InputError, match="同时读取的文件太多"):
            readings += [start_reading(time.sleep, "a.txt", 600) for _ in range(3)]
    finally:
        for reading in readings:
            reading.cancel()
        assert all(reading.wait(20) for reading in readings)


def test_a_reader_ends_with_the_server_that_asked_even_if_that_was_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, cwd=ROOT)
    with parent:
        assert parent.stdout
        readers = [psutil.Process(int(pid)) for pid in parent.stdout.readline().split()]
        parent.kill()
    gone, alive = psutil.wait_procs(readers, timeout=20)
    assert len(gone) == 2
    assert not alive
