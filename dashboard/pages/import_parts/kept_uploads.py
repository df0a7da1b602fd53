"""What all sessions of this server hold of files under review, bounded."""

import gc
import threading
from typing import Final
from weakref import WeakSet

from dashboard.core.errors import InputError
from dashboard.pages.import_parts.state import Upload

_MOST_BYTES: Final = 600 * 2**20
_GROWTH: Final = 10
"""How much more memory a table needs than its answer has bytes, at most."""

_lock = threading.Lock()
_kept: WeakSet[Upload] = WeakSet()
"""Each goes with its session, or when it is put away: nothing else holds it."""


def keep_upload(file: Upload) -> Upload:
    """Count a file among those that are held.

    Raises:
        InputError: with it there would be too many.
    """
    with _lock:
        if _held_bytes() + len(file.content) > _MOST_BYTES:
            gc.collect()  # sessions that ended hold themselves in circles
        if _held_bytes() + len(file.content) > _MOST_BYTES:
            raise InputError(
                f"服务器上正在核对的文件太多,没有接收 {file.name};"
                "请过一会儿再试,或请别人先完成导入、关闭不用的页面。"
            )
        _kept.add(file)
    return file


def _held_bytes() -> int:
    return sum(
        len(file.content) + _GROWTH * sum(each.size for each in list(file.readings.values()))
        for file in list(_kept)
    )
