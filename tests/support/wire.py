"""A cable between browsers and a server, which a test can cut, mend and shake."""

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_RESET = struct.pack("ii", 1, 0)
"""Lets a socket end with a reset and not with a farewell."""


class Wire:
    """Passes bytes on between a port of its own and a server's.

    While it is cut nothing passes, and neither end hears of it; what was sent meanwhile arrives
    when it is mended, as TCP would send it again.
    """

    def __init__(self, server_port: int) -> None:
        self.server_port = server_port
        self.port = 0
        self._is_whole = asyncio.Event()
        self._writers: set[asyncio.StreamWriter] = set()
        self._is_over = asyncio.Event()
        self._joined: set[asyncio.Task[None]] = set()
        self._loop: asyncio.AbstractEventLoop

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if task := asyncio.current_task():
            self._joined.add(task)
            task.add_done_callback(self._joined.discard)
        await self._is_whole.wait()
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.server_port)
        except ConnectionError:
            writer.close()
            return
        both = {writer, far_writer}
        self._writers |= both
        await asyncio.gather(self._pump(reader, far_writer), self._pump(far_reader, writer))
        self._writers -= both

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65536):
                await self._is_whole.wait()
                writer.write(data)
                await writer.drain()
        await self._is_whole.wait()
        writer.close()

    def run(self, started: threading.Event) -> None:
        """Take connections on a free port until stop(); in a thread of its own."""
        asyncio.run(self._run(started))

    async def _run(self, started: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._is_whole.set()
        async with await asyncio.start_server(self._join, "127.0.0.1", 0) as listening:
            self.port = listening.sockets[0].getsockname()[1]
            started.set()
            await self._is_over.wait()
            self._is_whole.set()
            self._reset()
            listening.close()
            await asyncio.gather(*self._joined, return_exceptions=True)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._is_over.set)

    def cut(self) -> None:
        """Let nothing through, without a word to either end."""
        self._loop.call_soon_threadsafe(self._is_whole.clear)

    def mend(self) -> None:
        self._loop.call_soon_threadsafe(self._is_whole.set)

    def reset(self) -> None:
        """End every connection by a reset."""
        self._loop.call_soon_threadsafe(self._reset)

    def _reset(self) -> None:
        for writer in list(self._writers):
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            writer.transport.abort()


@contextmanager
def wired(server_port: int) -> Iterator[Wire]:
    """Lay a cable to a server until the end of the block."""
    wire, started = Wire(server_port), threading.Event()
    thread = threading.Thread(target=wire.run, args=(started,), daemon=True)
    thread.start()
    started.wait()
    try:
        yield wire
    finally:
        wire.stop()
        thread.join()
