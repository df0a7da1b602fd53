"""The gate that every request passes before Streamlit sees it: host, origin, address, headers."""

import logging
from typing import Final

from dashboard.web import hosts, paths, plain_pages
from dashboard.web.asgi import (
    Application,
    Headers,
    Message,
    Receive,
    Scope,
    Send,
    answer,
    without_header,
)
from dashboard.web.asgi import header as header_of

_LOG: Final = logging.getLogger("dashboard.web")
_READING: Final = {"GET", "HEAD", "OPTIONS"}
_MOST_NAMES_LOGGED: Final = 20


def gated(app: Application, base: str, headers: Headers) -> Application:
    """Return the application behind the gate.

    base: the path of the dashboard's address; headers: those that every answer carries.
    """
    names = hosts.allowed_names()
    refused: set[str] = set()

    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await app(scope, receive, send)
            return
        host = header_of(scope, b"host")
        reply = _with_headers(send, headers)
        if not hosts.is_allowed(host, names):
            _log_once(refused, "host", host)
            await answer(scope, reply, 403, plain_pages.foreign_host(host))
        elif _is_foreign(scope, host or "", names):
            _log_once(refused, "origin", header_of(scope, b"origin"))
            await answer(scope, reply, 403, plain_pages.foreign_origin())
        else:
            await _pass(app, base, scope, receive, reply)

    return handle


def _is_foreign(scope: Scope, host: str, names: frozenset[str]) -> bool:
    """Whether the page of another site wants to talk to the dashboard, or to change something."""
    if scope["type"] == "http" and scope["method"] in _READING:
        return False
    if not any(key == b"origin" for key, _ in scope["headers"]):
        return False  # a program, which could claim any origin
    origin = header_of(scope, b"origin")
    return origin is None or not hosts.is_own_origin(origin, host, names)


async def _pass(app: Application, base: str, scope: Scope, receive: Receive, send: Send) -> None:
    """Send a request on to Streamlit, if it is for something that is there."""
    path = scope["path"]
    inner = paths.inner_path(path, base)
    query = scope["query_string"].decode("latin-1")
    if scope["type"] == "http" and base and path == base:
        await _redirect(scope, send, f"{base.rpartition('/')[2]}/", query)
    elif scope["type"] == "http" and (mended := paths.mended(inner, query)):
        await _redirect(scope, send, "../" * inner.count("/") + (mended[0] or "./"), mended[1])
    elif paths.is_known(inner):
        if not paths.is_below(path, base):
            scope = {**scope, "path": base + path, "raw_path": base.encode() + scope["raw_path"]}
        await app(_judged(scope), receive, send)
    elif (address := paths.other_name(inner)) is not None:
        await _redirect(scope, send, "../" * inner.count("/") + (address or "./"), query)
    else:
        await answer(scope, send, 404, plain_pages.unknown_address(inner))


def _judged(scope: Scope) -> Scope:
    """Return a WebSocket without its origin, which was found to be the dashboard's own.

    Streamlit would compare it with the host, in its own way. Where they differ it looks for this
    machine's address on the internet, and everybody waits meanwhile.
    """
    return without_header(scope, b"origin") if scope["type"] == "websocket" else scope


async def _redirect(scope: Scope, send: Send, address: str, query: str) -> None:
    """Send the browser to an address relative to the one that it asked for."""
    location = f"{address}?{query}" if query else address
    await answer(scope, send, 307, headers=[(b"location", location.encode("latin-1"))])


def _with_headers(send: Send, headers: Headers) -> Send:
    """Return a `send` that adds the headers to an answer, in place of its own of the same names."""
    names = {name for name, _ in headers}

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = [each for each in message.get("headers", ()) if each[0].lower() not in names]
            message = {**message, "headers": [*own, *headers]}
        await send(message)

    return send_with_headers


def _log_once(logged: set[str], what: str, name: str | None) -> None:
    """Log a refused name, each once and not too many: a page could invent names for ever."""
    if (name or "") not in logged and len(logged) < _MOST_NAMES_LOGGED:
        logged.add(name or "")
        _LOG.warning("refused %s %r", what, (name or "")[:100])
