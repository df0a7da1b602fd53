"""The program of a process that reads files: from standard input to standard output.

A request is its length and a pickled function with its arguments, an answer its length and a pair
of an outcome and its value. What readers need is imported before there is a file. Each file is read
in a copy of this process (`fork`) that ends with it: nothing of a bad one is left, and the next
file need not wait for the imports. Where a process cannot be copied, it reads one file and ends.
"""

import os
import pickle
import sys
import tempfile
import threading
import traceback
from importlib import import_module
from tempfile import TemporaryDirectory
from typing import Any, Final, Literal

from dashboard.core.errors import InputError
from dashboard.importing.processes import plain_data
from dashboard.importing.processes.limits import IDLE_SECONDS, OUTPUT, limit_process

Outcome = Literal["done", "refused", "too large", "failed"]
LENGTH_BYTES: Final = 8
_CAN_FORK: Final = hasattr(os, "fork")

_READERS: Final = (
    "dashboard.importing.processes.contents",
    "dashboard.importing.documents.document_reader",
    "dashboard.importing.documents.plan_reader",
)


def folder_prefix(pid: int) -> str:
    """Return how the folder is called into which the process of this number writes."""
    return f"work-plan-reader-{pid}-"


def _main() -> None:
    for name in _READERS:
        import_module(name)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
    folder = folder_prefix(os.getpid())
    while request := _next_request():
        if _CAN_FORK:
            content = _answer_of_copy(request, folder, not_its_own=answers.fileno())
        else:
            content = _limited_answer(request, folder)
        answers.write(len(content).to_bytes(LENGTH_BYTES, "big") + content)
        answers.flush()
        if not _CAN_FORK:
            break
    os._exit(0)  # what is left in memory goes with the process, sooner than piece by piece


def _next_request() -> bytes:
    """Return the request, or nothing when none comes."""
    idle = threading.Timer(IDLE_SECONDS, os._exit, (0,))
    idle.daemon = True
    idle.start()
    length = int.from_bytes(sys.stdin.buffer.read(LENGTH_BYTES), "big")
    idle.cancel()
    idle.join()  # a process is copied without its threads
    return sys.stdin.buffer.read(length)


def _answer_of_copy(request: bytes, folder: str, *, not_its_own: int) -> bytes:
    """Return what a copy of this process answers; nothing when it broke down.

    not_its_own: the pipe on which this process answers for more than one file.
    """
    answers, answering = os.pipe()
    copy = os.fork()
    if copy == 0:
        os.close(not_its_own)
        with os.fdopen(answering, "wb") as pipe:
            pipe.write(_limited_answer(request, folder))
        os._exit(0)
    os.close(answering)
    with os.fdopen(answers, "rb") as pipe:
        content = pipe.read(OUTPUT + 1)
    _, status = os.waitpid(copy, 0)
    return content if status == 0 or len(content) > OUTPUT else b""


def _limited_answer(request: bytes, folder: str) -> bytes:
    """Hold this process to its limits, and answer."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    limit_process()
    return _answer(request, folder)


def _end_with_parent() -> None:
    """End this process when the one that asked is gone: it holds the pipe open until then."""
    sys.stdin.buffer.read(1)
    os._exit(0)


def _answer(request: bytes, folder: str) -> bytes:
    """Return the answer as bytes; the names of its folders begin with `folder`."""
    outcome, value = _outcome(request, folder)
    try:
        content = plain_data.to_bytes((outcome, value))
    except (MemoryError, RecursionError):
        content = b""
    return content if 0 < len(content) <= OUTPUT else plain_data.to_bytes(("too large", None))


def _outcome(request: bytes, folder: str) -> tuple[Outcome, Any]:
    """Do what is asked for."""
    try:
        run, arguments = pickle.loads(request)
        with TemporaryDirectory(prefix=folder) as tempfile.tempdir:
            return "done", run(*arguments)
    except InputError as error:
        return "refused", (error.summary, error.problems)
    except MemoryError:
        return "too large", None
    except Exception as error:  # noqa: BLE001 whatever is wrong with a file costs one sentence
        last = traceback.extract_tb(error.__traceback__)[-1]
        return "failed", f"{type(error).__name__} at {last.filename}:{last.lineno}"


if __name__ == "__main__":
    _main()
