"""Let a process read a file, wait for its answer, and end it when it takes too much.

Not a pool of multiprocessing, nor a library over one: they run the main module again in each child,
and under Streamlit that is the page. A process that answered waits for the next file: it reads each
in a copy of itself, so that nothing is left of a bad one, and only the first file would wait for
imports, for which a process is started ahead. One that broke down, or was stopped, ends.
"""

import atexit
import contextlib
import logging
import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from dashboard.core.errors import InputError
from dashboard.core.paths import ROOT
from dashboard.importing.processes import plain_data
from dashboard.importing.processes.limits import OUTPUT, SECONDS
from dashboard.importing.processes.worker import LENGTH_BYTES, folder_prefix

R = TypeVar("R")
Worker = subprocess.Popen[bytes]

_LOG: Final = logging.getLogger("dashboard")
_CAN_FORK: Final = hasattr(os, "fork")
_COMMAND: Final = [sys.executable, "-m", "dashboard.importing.processes.worker"]

_AT_ONCE: Final = threading.BoundedSemaphore(2)
"""Files that are read at the same time."""
_MOST_WAITING: Final = 8
"""Files that wait for their turn; who comes then is asked to come again."""

_lock = threading.Lock()
_running: set[Worker] = set()
_spares: list[Worker] = []
_keeps_spare = False
_waiting = 0


class Reading(Generic[R]):
    """A file that is being read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.size = 0
        """Bytes of the answer."""
        self._answer: Future[R] = Future()
        self._thread: threading.Thread | None = None
        self._worker: Worker | None = None
        self._is_cancelled = self._is_late = False

    def wait(self, seconds: float) -> bool:
        """Wait so long at most; return whether the file is read or refused."""
        return bool(wait([self._answer], seconds).done)

    def result(self) -> R:
        """Wait for what was read.

        Raises:
            InputError: the file cannot be read.
        """
        try:
            return self._answer.result()
        finally:
            if self._thread is not None:
                self._thread.join()  # a command ends after it, when nothing is at work any more
            del self  # for the same reason: the frame of this function is one of the exception's

    def cancel(self) -> None:
        """Stop reading."""
        self._is_cancelled = True
        self._end()

    def _end(self) -> None:
        with _lock:
            if self._worker is not None:
                _kill(self._worker)

    def _let_go(self) -> None:
        """Have no process any more: it may be at work for another file from now on."""
        with _lock:
            self._worker = None


def start_reading(run: Callable[..., R], name: str, *arguments: Any) -> Reading[R]:
    """Begin to call a function with arguments, in a process of its own; `name` is the file's.

    Raises:
        InputError: too many files wait to be read.
    """
    global _waiting
    reading = Reading[R](name)
    with _lock:
        if _waiting >= _MOST_WAITING:
            raise InputError("现在同时读取的文件太多,这份还没有读;请过一会儿再试。")
        _waiting += 1
    request = pickle.dumps((run, arguments))
    reading._thread = threading.Thread(target=_read, args=(reading, request), daemon=True)
    reading._thread.start()
    return reading


def run_reader(run: Callable[..., R], name: str, *arguments: Any) -> R:
    """Call a function with arguments, in a process of its own, and wait for what it returns.

    Raises:
        InputError: the file cannot be read.
    """
    return start_reading(run, name, *arguments).result()


def keep_ready() -> None:
    """Start a process ahead for the next file, now and from now on after each."""
    global _keeps_spare
    _keeps_spare = True
    start_ahead()


def start_ahead() -> None:
    """Start a process ahead for the next file, unless one waits for it already."""
    with _lock:
        if not any(spare.poll() is None for spare in _spares):
            _spares[:] = [_started()]


def _read(reading: Reading[Any], request: bytes) -> None:
    """Wait for a turn, and let a process answer."""
    global _waiting
    with _AT_ONCE:
        with _lock:
            _waiting -= 1
        try:
            reading._answer.set_result(_ask(reading, request))
        except Exception as error:  # noqa: BLE001 it is raised to who asks for the result
            # without its frames, which hold the reading, and so it would hold itself
            reading._answer.set_exception(error.with_traceback(None))
    if _keeps_spare:
        start_ahead()


def _ask(reading: Reading[Any], request: bytes) -> Any:
    """Return what a process answers to a request.

    Raises:
        InputError: it refused the file, took too much, or broke down.
    """
    content = b"" if reading._is_cancelled else _content_of_answer(reading, request, _taken())
    if content == b"" and reading._worker and reading._worker.returncode == 0:
        # it had waited for so long that it ended just now
        content = _content_of_answer(reading, request, _started())
    if reading._is_cancelled:
        raise InputError(f"已停止读取 {reading.name}。")
    if reading._is_late:
        raise InputError(
            f"{reading.name} 读了 {SECONDS} 秒还没有读完,已停止读取;"
            "请删去空白的行列、图片和无关的内容,或拆成几个文件后再试。"
        )
    reading.size = len(content)
    try:
        outcome, value = plain_data.from_bytes(content)
    except (pickle.UnpicklingError, EOFError, ValueError, AttributeError, ImportError):
        outcome, value = ("too large" if len(content) > OUTPUT else "failed"), "no answer"
    return _result_of(reading.name, outcome, value)


def _content_of_answer(reading: Reading[Any], request: bytes, worker: Worker) -> bytes:
    """Return the bytes that a process answers; nothing when it is ended or breaks down."""
    reading._worker = worker
    timer = threading.Timer(SECONDS, _on_late, (reading,))
    timer.daemon = True
    timer.start()
    if reading._is_cancelled:
        _kill(worker)
    content = b""
    try:
        content = _exchanged(worker, request)
    finally:
        timer.cancel()
        if content and not reading._is_cancelled and not reading._is_late:
            reading._let_go()
            _keep(worker)
        else:
            _end(worker)
    return content


def _exchanged(worker: Worker, request: bytes) -> bytes:
    """Send a request and return the answer; nothing when it is not whole."""
    assert worker.stdin is not None
    assert worker.stdout is not None
    with contextlib.suppress(OSError):  # it broke down meanwhile
        worker.stdin.write(len(request).to_bytes(LENGTH_BYTES, "big") + request)
        worker.stdin.flush()
    length = int.from_bytes(worker.stdout.read(LENGTH_BYTES), "big")
    content = worker.stdout.read(min(length, OUTPUT + 1))
    return content if len(content) == length else b""


def _on_late(reading: Reading[Any]) -> None:
    reading._is_late = True
    reading._end()


def _result_of(name: str, outcome: str, value: Any) -> Any:
    """Return what was read.

    Raises:
        InputError: nothing was.
    """
    if outcome == "done":
        return value
    if outcome == "refused":
        raise InputError(*value)
    if outcome == "too large":
        raise InputError(
            f"{name} 展开后的内容太多,超过了读取一个文件所用内存的上限;"
            "请删去空白的行列、图片和无关的内容,或拆成几个文件后再试。"
        )
    _LOG.warning("a file could not be read: %s", value)
    raise InputError(
        f"{name} 无法读取,文件可能已损坏,或展开后太大;"
        "请用 Word、Excel 或 WPS 打开并另存一份后再试。"
    )


def _taken() -> Worker:
    """Return a process that waits for a file, the one that was started ahead if there is one."""
    with _lock:
        spare = _spares.pop() if _spares else None
        return spare if spare is not None and spare.poll() is None else _started()


def _keep(worker: Worker) -> None:
    """Let a process that answered well wait for the next file, unless another waits already."""
    with _lock:
        is_kept = _CAN_FORK and not _spares
        if is_kept:
            _spares.append(worker)
    if not is_kept:
        _end(worker)


def _started() -> Worker:
    """Start a process; it ends with this one."""
    worker = subprocess.Popen(
        _COMMAND,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        start_new_session=True,  # a group of its own, to be ended with its copy
    )
    _running.add(worker)
    return worker


def _end(worker: Worker) -> None:
    """End a process, whatever it does, and let its pipes go."""
    _kill(worker)
    worker.wait()
    for pipe in (worker.stdin, worker.stdout):
        with contextlib.suppress(OSError):  # it was not there any more to be written to
            if pipe is not None:
                pipe.close()
    for folder in Path(tempfile.gettempdir()).glob(f"{folder_prefix(worker.pid)}*"):
        shutil.rmtree(folder, ignore_errors=True)  # it was ended while it wrote
    with _lock:
        _running.discard(worker)


def _kill(worker: Worker) -> None:
    """Kill a process, and the copy of it that reads."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(worker.pid, signal.SIGKILL)
    else:
        worker.kill()


def _end_all() -> None:
    for worker in list(_running):
        _end(worker)


atexit.register(_end_all)
