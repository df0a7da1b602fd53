"""What a process that reads a file may use, and how it is held to it."""

import contextlib
from typing import Final

SECONDS: Final = 60
"""From beginning to end; a workbook of 20,000 rows takes some three seconds."""

MEMORY: Final = 3 * 2**29
"""Bytes of address space, the program itself included; a sheet of the largest size needs half."""

OUTPUT: Final = 48 * 2**20
"""Bytes of an answer; that of a workbook of 20,000 rows has some millions."""

IDLE_SECONDS: Final = 15 * 60
"""How long a process that was started ahead waits for a file."""


def limit_process() -> None:
    """Limit this process as far as its system can; on Windows there is only the time."""
    with contextlib.suppress(ImportError):
        import resource

        bounds = {
            resource.RLIMIT_AS: MEMORY,
            resource.RLIMIT_CPU: SECONDS + 5,  # holds when nobody is left to end the process
            resource.RLIMIT_FSIZE: OUTPUT,  # a workbook is written by way of a file a sheet
            resource.RLIMIT_CORE: 0,
        }
        for kind, bound in bounds.items():
            with contextlib.suppress(ValueError, OSError):  # macOS has no limit of address space
                resource.setrlimit(kind, (bound, bound))
