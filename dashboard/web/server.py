"""The server: Streamlit's application behind the gate, run by uvicorn."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread
from typing import Final, cast

from dashboard.core.paths import ROOT
from dashboard.core.version import VERSION
from dashboard.view.pages import FIRST
from dashboard.web import hosts, log, paths
from dashboard.web.asgi import Application
from dashboard.web.front_page import needed_first, with_front_page
from dashboard.web.gate import gated
from dashboard.web.security_headers import security_headers
from dashboard.web.static_files import from_memory, pack
from dashboard.web.uploads import Held, bounded

_LOG: Final = logging.getLogger("dashboard.web")
_PING_SECONDS: Final = 20
"""Between two pings, and until one is answered: a connection that is dead ends within twice that,
before the browser gives it up (static/js/liveness.js)."""
_STOP_SECONDS: Final = 5
"""How long a page that is being made may hold up the end of the server."""


def require_valid_settings() -> None:
    """Raise a DashboardError for a setting of the network that is invalid."""
    paths.base_path()
    hosts.allowed_names()
    security_headers("")


def run(host: str, port: int) -> None:
    """Serve the dashboard until a signal stops it.

    Raises:
        DashboardError: a setting is invalid.
    """
    log.configure()
    # After the log, so that their loggers write to it; and not for other commands: half a second.
    import streamlit
    import uvicorn

    from dashboard.web import connections, streamlit_options

    connections.allow_many_files()
    base = paths.base_path()
    static = Path(streamlit.__file__).parent / "static"
    headers = security_headers((static / "index.html").read_text(encoding="utf-8"))
    app = streamlit.App(ROOT / "streamlit_app.py", lifespan=lambda app: _running(app, base))
    streamlit_options.load(
        {"server.address": host, "server.port": port, "server.baseUrlPath": base}
    )
    ping_seconds = streamlit.get_option("server.websocketPingInterval") or _PING_SECONDS
    config = uvicorn.Config(
        gated(_inner(app, base, static), base, headers),
        host=host,
        port=port,
        http=connections.HttpConnection,
        ws=connections.WebSocketConnection,
        ws_max_size=connections.MOST_MESSAGE_BYTES,
        ws_ping_interval=ping_seconds,
        ws_ping_timeout=ping_seconds,
        ws_per_message_deflate=False,
        ssl_certfile=streamlit.get_option("server.sslCertFile"),
        ssl_keyfile=streamlit.get_option("server.sslKeyFile"),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_STOP_SECONDS,
    )
    uvicorn.Server(config).run()


def _inner(app: Application, base: str, static: Path) -> Application:
    """Return what is behind the gate; what the first page needs is packed while the server starts.

    static: the folder of Streamlit's own files.
    """
    Thread(target=pack, args=(needed_first(FIRST, static), static), daemon=True).start()
    return with_front_page(from_memory(bounded(app, _held_uploads()), base, static), base, static)


def _held_uploads() -> Held:
    """Return the files that Streamlit holds for its sessions."""
    from streamlit.runtime import get_instance
    from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

    def files() -> MemoryUploadedFileManager:
        return cast("MemoryUploadedFileManager", get_instance().uploaded_file_mgr)

    def sizes() -> dict[tuple[str, str], int]:
        return {
            (session, name): len(file.data)
            for session, own in list(files().file_storage.items())
            for name, file in list(own.items())
        }

    return Held(sizes, lambda session, file: files().remove_file(session, file))


@asynccontextmanager
async def _running(app: Application, base: str) -> AsyncIterator[None]:
    """Log the beginning and the end of the server; a signal ends the process right after it."""
    from dashboard.web.first_visit import visit

    _LOG.info("started version %s", VERSION)
    first = asyncio.create_task(visit(app, base))
    yield
    first.cancel()
    _LOG.info("stopped")
