"""A connection is bounded in what it costs: asked of a real server, over sockets."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from types import MethodType

import pytest
import uvicorn

from dashboard.web import connections
from dashboard.web.asgi import Receive, Scope, Send, answer

GET = b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"
UPGRADE = (
    b"GET / HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


RECEIVING: list[Receive] = []
"""What an application still holds of a WebSocket that has ended, as Streamlit does."""


async def _app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request; keep a WebSocket until it ends."""
    if scope["type"] == "http":
        await answer(scope, send, 200, "fine")
        return
    RECEIVING.append(receive)
    await send({"type": "websocket.accept"})
    while (await receive())["type"] != "websocket.disconnect":
        pass


@contextmanager
def serving() -> Iterator[int]:
    """Serve the application on a free port of this machine."""
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        config = uvicorn.Config(
            _app,
            http=connections.HttpConnection,
            ws=connections.WebSocketConnection,
            ws_max_size=connections.MOST_MESSAGE_BYTES,
            lifespan="off",
            log_config=None,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


def connected(port: int, address: str = "127.0.0.1") -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), 20, (address, 0))


def until_closed(connection: socket.socket) -> bytes:
    """Return what still comes until the server ends a connection."""
    received = b""
    try:
        while more := connection.recv(4096):
            received += more
    except ConnectionResetError:
        pass
    return received


def test_a_connection_that_sends_no_whole_request_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "_SILENT_SECONDS", 0.3)
    with serving() as port:
        for beginning in (b"", GET[:20], GET + GET[:20]):
            with connected(port) as silent:
                silent.sendall(beginning)
                assert until_closed(silent).count(b"200 OK") == beginning.count(GET)


def test_one_address_has_so_many_connections_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "_MOST_OF_ADDRESS", 2)
    with serving() as port, connected(port, "127.0.0.2") as first:
        with connected(port, "127.0.0.2"), connected(port, "127.0.0.2") as third:
            assert until_closed(third) == b""
        with connected(port, "127.0.0.3") as other:
            other.sendall(GET)
            assert other.recv(4096).startswith(b"HTTP/1.1 200 OK")
        first.sendall(GET)
        assert first.recv(4096).startswith(b"HTTP/1.1 200 OK")


def test_half_a_message_goes_with_its_websocket() -> None:
    size = connections.MOST_MESSAGE_BYTES
    with serving() as port, connected(port) as half:
        half.sendall(UPGRADE)
        assert half.recv(4096).startswith(b"HTTP/1.1 101")
        half.sendall(b"\x82\xff" + struct.pack(">Q", size) + bytes(4 + size // 2))
        half.shutdown(socket.SHUT_WR)
        until_closed(half)
    receive = RECEIVING.pop()
    assert isinstance(receive, MethodType)
    assert len(receive.__self__.conn.reader.buffer) == 0
