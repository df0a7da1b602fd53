"""Write files that are never half there: under a temporary name, on the disk, then renamed."""

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

_PARTIAL: Final = ".partial"
_TEMPORARY: Final = "work-plan-"
"""How the names of our temporary folders begin, those of the processes that read files, too."""
_DAY_SECONDS: Final = 24 * 3600


def with_suffix(path: Path, suffix: str) -> Path:
    """Return the path with one more suffix, as DuckDB names its write-ahead log."""
    return path.with_name(path.name + suffix)


@contextlib.contextmanager
def durable_file(target: Path) -> Iterator[BinaryIO]:
    """Open a file that gets its name only once it is whole and on the disk."""
    partial = with_suffix(target, _PARTIAL)
    try:
        with partial.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
        sync_folder(target.parent)
    finally:
        partial.unlink(missing_ok=True)


def copy_ledger(path: Path, target: Path) -> None:
    """Copy a ledger and its write-ahead log; a failed copy is removed."""
    if (wal := with_suffix(path, ".wal")).exists():
        _copy(wal, with_suffix(target, ".wal"))
    _copy(path, target)


def _copy(path: Path, target: Path) -> None:
    with path.open("rb") as source, durable_file(target) as copy:
        shutil.copyfileobj(source, copy)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder outlast a loss of power; Windows does so by itself."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_partial_files(folder: Path) -> None:
    """Remove what killed programs left half written in a folder that only durable_file fills."""
    for partial in folder.glob(f"*{_PARTIAL}"):
        partial.unlink(missing_ok=True)


@contextlib.contextmanager
def temporary_folder() -> Iterator[Path]:
    """Make a folder that goes at the end of the block."""
    with tempfile.TemporaryDirectory(prefix=_TEMPORARY) as folder:
        yield Path(folder)


def remove_old_folders() -> None:
    """Remove the temporary folders that killed programs left; nobody needs one for a day."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_TEMPORARY}*"):
        with contextlib.suppress(OSError):  # somebody else's, or gone meanwhile
            if time.time() - folder.lstat().st_mtime > _DAY_SECONDS and not folder.is_symlink():
                shutil.rmtree(folder)
