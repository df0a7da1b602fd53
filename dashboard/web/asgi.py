"""The few types and answers of ASGI that the way in needs."""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any, Final

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = Iterable[tuple[bytes, bytes]]

OWN_ADDRESSES: Final = {"127.0.0.1", "::1"}
"""Of this machine, where a server in front of this one may speak for everybody."""


def header(scope: Scope, name: bytes) -> str | None:
    """Return a header of a request; None if it is missing, or stands there more than once."""
    found = [value for key, value in scope["headers"] if key.lower() == name]
    return found[0].decode("latin-1") if len(found) == 1 else None


def without_header(scope: Scope, name: bytes) -> Scope:
    """Return a request without a header, however often it stands there."""
    return {**scope, "headers": [each for each in scope["headers"] if each[0].lower() != name]}


async def answer(
    scope: Scope,
    send: Send,
    status: int,
    body: str | bytes = "",
    headers: Headers = (),
    kind: str = "text/html; charset=utf-8",
) -> None:
    """Send a page, or a file of a kind, as the whole answer to a request.

    A WebSocket, which shows none, is refused.
    """
    if scope["type"] == "websocket":
        await send({"type": "websocket.close"})  # before it is accepted: uvicorn's answer is 403
        return
    content = body.encode() if isinstance(body, str) else body
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [
                (b"content-type", kind.encode()),
                (b"content-length", str(len(content)).encode()),
                *headers,
            ],
        }
    )
    is_head = scope.get("method") == "HEAD"
    await send({"type": "http.response.body", "body": b"" if is_head else content})
