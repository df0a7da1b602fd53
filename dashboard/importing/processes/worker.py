"""The program of a process that reads one file: from standard input to standard output.

It reads the length of a request, then a pickled function with its arguments; it answers one pair of
an outcome and its value. It imports what readers need before there is a file, so that one that was
started ahead begins at once.
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


def folder_prefix(pid: int) -> str:
    """Return how the folder is called into which the process of this number writes."""
    return f"work-plan-reader-{pid}-"


def _main() -> None:
    import_module("dashboard.importing.processes.contents")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
    request = _next_request()
    if request:
        threading.Thread(target=_end_with_parent, daemon=True).start()
        limit_process()
        answers.write(_answer(request))
        answers.flush()
    os._exit(0)  # what is left in memory goes with the process, sooner than piece by piece


def _next_request() -> bytes:
    """Return the request, or nothing when none comes."""
    idle = threading.Timer(IDLE_SECONDS, os._exit, (0,))
    idle.daemon = True
    idle.start()
    length = int.from_bytes(sys.stdin.buffer.read(LENGTH_BYTES), "big")
    idle.cancel()
    return sys.stdin.buffer.read(length)


def _end_with_parent() -> None:
    """End this process when the one that asked is gone: it holds the pipe open until then."""
    sys.stdin.buffer.read(1)
    os._exit(0)


def _answer(request: bytes) -> bytes:
    """Return the answer as bytes."""
    outcome, value = _outcome(request)
    try:
        content = plain_data.to_bytes((outcome, value))
    except (MemoryError, RecursionError):
        content = b""
    return content if 0 < len(content) <= OUTPUT else plain_data.to_bytes(("too large", None))


def _outcome(request: bytes) -> tuple[Outcome, Any]:
    """Do what is asked for."""
    try:
        run, arguments = pickle.loads(request)
        with TemporaryDirectory(prefix=folder_prefix(os.getpid())) as tempfile.tempdir:
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
