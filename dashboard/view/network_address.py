"""The address of the dashboard: on this machine, and for other computers on the network."""

import os
import re
import socket
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from dashboard.core.errors import DashboardError

EVERY_ADDRESS: Final = {"0.0.0.0", "::"}
_UNROUTED: Final = "192.0.2.1"
"""An address reserved for documentation (RFC 5737): looking up its route sends nothing."""
_LINUX_ROUTES: Final = Path("/proc/net/fib_trie")
_LOCAL_ROUTE: Final = r"\|-- (\S+)\n\s+/32 host LOCAL"


class LinkBase(NamedTuple):
    """The start of a link, and whether other computers can open it."""

    url: str
    is_reachable: bool


def public_url() -> str | None:
    """Return PUBLIC_URL, the address that the bureau configured; None if it is not set.

    Raises:
        DashboardError: it is no web address.
    """
    given = (os.environ.get("PUBLIC_URL") or "").strip().rstrip("/")
    if not given:
        return None
    parts = urlsplit(given)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
        raise DashboardError(
            f"PUBLIC_URL 应为 http:// 或 https:// 开头的网址(例如 http://10.1.2.3:8501),"
            f"实为“{given}”;请改正后重试。"
        )
    return given


def link_base(seen: str | None, host: str | None, port: int) -> LinkBase:
    """Return the start of links to the dashboard.

    seen: where the reader's browser found it; host, port: where the server listens.
    """
    if given := public_url():
        return LinkBase(given, True)
    if seen and not _is_local(urlsplit(seen).hostname):
        return LinkBase(seen.rstrip("/"), True)
    found = network_host(host or "0.0.0.0")
    if found is None:
        return LinkBase((seen or f"http://localhost:{port}").rstrip("/"), False)
    return LinkBase(f"http://{url_host(found)}:{port}", True)


def network_host(host: str) -> str | None:
    """Return the address of a server that listens on `host` for others; None if only local."""
    found = own_address() if host in EVERY_ADDRESS else host
    return None if _is_local(found) else found


def _is_local(host: str | None) -> bool:
    """Whether an address means the machine itself, whichever that is."""
    if host is None or host in EVERY_ADDRESS:
        return True
    return host in {"localhost", "::1"} or host.startswith("127.")


def url_host(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def own_address() -> str | None:
    """Return this machine's network address without sending anything; None if it has none."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect((_UNROUTED, 9))
            return str(probe.getsockname()[0])
    except OSError:
        return _listed_address()


def _listed_address() -> str | None:
    """Return the first address that the system lists, for a network without a default route.

    Linux is not asked for the address of its own name: it may ask the network in turn.
    """
    try:
        if _LINUX_ROUTES.exists():
            addresses = re.findall(_LOCAL_ROUTE, _LINUX_ROUTES.read_text(encoding="ascii"))
        else:
            _, _, addresses = socket.gethostbyname_ex(socket.gethostname())
    except OSError:
        return None
    return next((found for found in addresses if not _is_local(found)), None)
