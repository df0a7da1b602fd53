"""Bounds of what browsers upload: it is refused before it is kept, and nobody can fill the memory.

Streamlit keeps each file in memory until its session ends, of whatever session asks it to. Here a
file must say how large it is; one session, and all of them together, may hold so much, what is on
its way included. What no page has taken for a while makes room for others.
"""

import asyncio
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from dashboard.web.asgi import OWN_ADDRESSES, Application, Receive, Scope, Send, answer, header

_PATH: Final = re.compile(r"_stcore/upload_file/([^/]+)/([^/]+)$")

_FRAME: Final = 64 * 1024
"""Bytes of a request around the file in it."""
MOST_BYTES: Final = 20 * 2**20 + _FRAME
"""Of one file; as .streamlit/config.toml has it, and file_kinds for every way in."""
_MOST_OF_SESSION: Final = 2 * MOST_BYTES
_MOST_OF_ADDRESS: Final = 4 * MOST_BYTES
"""On their way from one machine: slow ones may not keep everybody else out."""
_MOST_OF_ALL: Final = 10 * MOST_BYTES
_SECONDS: Final = 300
"""How long one file may be on its way."""
_KEPT_SECONDS: Final = 60
"""How long a file is surely kept for its page, which takes it at once."""

_WITHOUT_LENGTH: Final = "没有上传:请求没有写明文件的大小。"
_TOO_LARGE: Final = "没有上传:文件超过 20 MB 的上限。"
_TOO_MANY: Final = "没有上传:这个页面正在上传的文件太多;请等前面的传完再试。"
_FULL: Final = "没有上传:服务器上正在上传的文件太多;请过一会儿再试。"
_TOO_SLOW: Final = f"没有上传:文件传了 {_SECONDS} 秒还没有传完。"


class Held(NamedTuple):
    """What Streamlit holds: bytes of each file by session and file, and how to let one go."""

    sizes: Callable[[], dict[tuple[str, str], int]]
    remove: Callable[[str, str], None]


@dataclass
class _Traffic:
    """Bytes on their way by request, and when each file arrived."""

    coming: dict[object, tuple[str, int]] = field(default_factory=dict)
    """Session and bytes."""
    coming_from: dict[object, tuple[str, int]] = field(default_factory=dict)
    """Address and bytes, of other machines than this."""
    arrived: dict[tuple[str, str], float] = field(default_factory=dict)


def bounded(app: Application, held: Held) -> Application:
    """Return the application with bounds of what is uploaded to it."""
    from starlette.requests import ClientDisconnect  # only who serves waits for its import

    traffic = _Traffic()

    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        found = _PATH.search(scope["path"]) if scope["type"] == "http" else None
        if found is None or scope["method"] != "PUT":
            await app(scope, receive, send)
            return
        session, file = found.groups()
        refusal = _refusal(scope, session, held, traffic)
        if refusal:
            await answer(scope, send, *refusal, headers=[(b"connection", b"close")])
            return
        request = object()
        traffic.coming[request] = session, _length(scope)
        traffic.coming_from[request] = _address(scope), _length(scope)
        try:
            await asyncio.wait_for(app(scope, receive, send), _SECONDS)
            traffic.arrived[session, file] = time.monotonic()
        except TimeoutError:
            await answer(scope, send, 408, _TOO_SLOW)
        except ClientDisconnect:
            pass  # whoever uploaded it has gone
        finally:
            del traffic.coming[request], traffic.coming_from[request]

    return handle


def _address(scope: Scope) -> str:
    """Return the address that a request comes from; "" for this machine."""
    address = (scope.get("client") or ("",))[0]
    return "" if address in OWN_ADDRESSES else address


def _length(scope: Scope) -> int:
    """Return how long the body of a request says that it is; -1 when it does not."""
    given = header(scope, b"content-length") or ""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 12 else -1


def _refusal(scope: Scope, session: str, held: Held, traffic: _Traffic) -> tuple[int, str] | None:
    """Return the status and the words that refuse an upload; None if it may come."""
    length = _length(scope)
    if length < 0 or header(scope, b"transfer-encoding"):
        return 411, _WITHOUT_LENGTH
    if length > MOST_BYTES:
        return 413, _TOO_LARGE
    _make_room(held, traffic)
    sizes = held.sizes()
    all_bytes = [(owner, size) for (owner, _), size in sizes.items()] + [*traffic.coming.values()]
    if _of(session, all_bytes) + length > _MOST_OF_SESSION:
        return 429, _TOO_MANY
    address = _address(scope)
    if address and _of(address, traffic.coming_from.values()) + length > _MOST_OF_ADDRESS:
        return 429, _TOO_MANY
    if sum(size for _, size in all_bytes) + length > _MOST_OF_ALL:
        return 503, _FULL
    return None


def _of(owner: str, sizes: Iterable[tuple[str, int]]) -> int:
    return sum(size for each, size in sizes if each == owner)


def _make_room(held: Held, traffic: _Traffic) -> None:
    """Let go of what no page has taken for a while."""
    now = time.monotonic()
    kept = held.sizes()
    for place, arrived in list(traffic.arrived.items()):
        if place not in kept or now - arrived > _KEPT_SECONDS:
            held.remove(*place)
            del traffic.arrived[place]
