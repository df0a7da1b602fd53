"""The files that a page loads and that never change, sent from memory, packed.

A first page asks for 160 of them, 5 MB. Streamlit looks each up on the disk anew, and sends its own
code unpacked. The names carry a digest or a version, so that a browser may keep them for good.
"""

import asyncio
import gzip
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from dashboard.core.paths import STATIC
from dashboard.web import paths
from dashboard.web.asgi import Application, Headers, Receive, Scope, Send, answer, header

_KINDS: Final = {
    ".js": ("text/javascript; charset=utf-8", True),
    ".css": ("text/css; charset=utf-8", True),
    ".ttf": ("font/ttf", True),
    ".woff2": ("font/woff2", False),
}
"""Kind of a file and whether packing makes it smaller, by the end of its name."""

_OURS: Final = re.compile(r"app/static/((?:js-[0-9a-f]+/|plotly-)[\w./-]+)")
_STREAMLITS: Final = re.compile(r"(static/(?:js|css|media)/[\w.-]+)")
_FOR_GOOD: Final = (b"cache-control", b"public, immutable, max-age=31536000")


@dataclass(frozen=True)
class _File:
    """A file as it is and as it is sent to a browser that unpacks it, with its headers."""

    body: bytes
    packed: bytes | None
    headers: Headers
    kind: str


def from_memory(app: Application, base: str, streamlit_static: Path) -> Application:
    """Return the application with its unchanging files sent from memory.

    base: the path of the dashboard's address.
    """

    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        path = _path(scope, base, streamlit_static)
        if path is None:
            await app(scope, receive, send)
        else:
            await _send(scope, send, await asyncio.to_thread(_file, path))

    return handle


def pack(names: Iterable[str], streamlit_static: Path) -> None:
    """Read and pack files ahead of the first page; a name is what follows the address."""
    for name in names:
        if (path := _place(name, streamlit_static)) is not None:
            _file(path)


def _path(scope: Scope, base: str, streamlit_static: Path) -> Path | None:
    """Return the file that a request asks for, if it is one that never changes."""
    if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
        return None
    return _place(paths.inner_path(scope["path"], base), streamlit_static)


def _place(name: str, streamlit_static: Path) -> Path | None:
    for pattern, folder in ((_OURS, STATIC), (_STREAMLITS, streamlit_static)):
        if found := pattern.fullmatch(name):
            path = folder / found[1]
            is_inside = ".." not in path.parts and path.suffix in _KINDS
            return path if is_inside and path.is_file() else None
    return None


@cache
def _file(path: Path) -> _File:
    kind, is_text = _KINDS[path.suffix]
    body = path.read_bytes()
    return _File(
        body,
        gzip.compress(body, mtime=0) if is_text else None,
        [(b"vary", b"accept-encoding"), _FOR_GOOD],
        kind,
    )


async def _send(scope: Scope, send: Send, file: _File) -> None:
    if file.packed is not None and "gzip" in (header(scope, b"accept-encoding") or ""):
        packing = (b"content-encoding", b"gzip")
        await answer(scope, send, 200, file.packed, [*file.headers, packing], file.kind)
    else:
        await answer(scope, send, 200, file.body, file.headers, file.kind)
