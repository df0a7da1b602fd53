"""What a connection may cost: how many there are, how long one says nothing, what one leaves."""

import contextlib
from asyncio import TimerHandle, Transport
from typing import Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from dashboard.web.asgi import OWN_ADDRESSES

MOST_MESSAGE_BYTES: Final = 2**20
"""Of a browser in one message; the longest is a pasted document. Each may stay half sent."""
_SILENT_SECONDS: Final = 30
"""How long a connection may take to send the head of a request."""
_MOST_OF_ALL: Final = 1000
_MOST_OF_ADDRESS: Final = 300
"""A bureau may sit behind one address; an own server in front of this one certainly does."""
_FILES_OF_CONNECTION: Final = 8
"""Files that are open for each: its socket, and its session's event loop."""


class HttpConnection(H11Protocol):
    """A connection that is closed when it is one too many, or when it only stays open."""

    _silence: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Accept a connection, or end it."""
        super().connection_made(transport)
        if self._is_one_too_many():
            self.transport.abort()
        else:
            self._await_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """Let go of a connection."""
        super().connection_lost(exc)
        if self._silence:
            self._silence.cancel()

    def on_response_complete(self) -> None:
        """Go on with the next request of the same connection."""
        super().on_response_complete()
        self._await_request()

    def _is_one_too_many(self) -> bool:
        if len(self.connections) > _MOST_OF_ALL:
            return True
        kinds = (HttpConnection, WebSocketConnection)
        clients = [each.client for each in self.connections if isinstance(each, kinds)]
        addresses = [client[0] for client in clients if client]
        address = self.client[0] if self.client else ""
        return address not in OWN_ADDRESSES and addresses.count(address) > _MOST_OF_ADDRESS

    def _await_request(self) -> None:
        if self._silence:
            self._silence.cancel()
        self._silence = self.loop.call_later(_SILENT_SECONDS, self._end_silence)

    def _end_silence(self) -> None:
        is_http = self.transport.get_protocol() is self  # and no WebSocket by now
        if is_http and self.conn.their_state is h11.IDLE:
            self.transport.abort()


class WebSocketConnection(WebSocketsSansIOProtocol):
    """A WebSocket that takes half a message along when it ends.

    Otherwise that stays until Python looks for reference cycles, which it rarely does here.
    """

    def connection_lost(self, exc: Exception | None) -> None:
        """Let go of a connection."""
        super().connection_lost(exc)
        self.conn.reader.discard()
        self.frames.clear()


def allow_many_files() -> None:
    """Let this process open as many files as its connections need, where its system lets it.

    Beyond the limit nothing could be read or written any more, the ledger included; the usual one
    is 1,024.
    """
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no such limit
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = _MOST_OF_ALL * _FILES_OF_CONNECTION
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        if soft != resource.RLIM_INFINITY:
            resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))
