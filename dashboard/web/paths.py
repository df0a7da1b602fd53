"""What stands below the dashboard's address: its pages, and what they load from Streamlit."""

import os
from typing import Final
from urllib.parse import urlsplit

from dashboard.core.errors import DashboardError
from dashboard.view import link_repair
from dashboard.view.network_address import public_url
from dashboard.view.pages import PAGES

_FILES: Final = {
    "favicon.png",
    "manifest.json",
    "_stcore/health",
    "_stcore/host-config",
    "_stcore/stream",
}
_FOLDERS: Final = (
    "static/",
    "app/static/",
    "media/",
    "component/",
    "_stcore/upload_file/",
    "_stcore/bidi-components/",
)
"""What Streamlit's page asks for. What else it would answer to is closed: counts of sessions and
memory, programs that drive the app, logging in."""

_MOST_BYTES_NAME: Final = 255
"""Of a file or folder; to ask the system for a longer one is an error."""

_ADDRESSES: Final = {page.address for page in PAGES}
_BY_OTHER_NAME: Final = {page.title: page.address for page in PAGES}


def base_path() -> str:
    """Return the path that the dashboard's address has, such as "/plan"; "" for none.

    Raises:
        DashboardError: PUBLIC_URL is invalid.
    """
    given = os.environ.get("STREAMLIT_SERVER_BASE_URL_PATH") or urlsplit(public_url() or "").path
    path = given.strip("/")
    if any(part in {"", ".", ".."} for part in path.split("/")) and path:
        raise DashboardError(f"PUBLIC_URL 的路径无效:“{given}”;请改正后重试。")
    return f"/{path}" if path else ""


def inner_path(path: str, base: str) -> str:
    """Return the part of a request's path below the dashboard's address, without its first slash.

    A server in front may have taken the address's own path away.
    """
    return (path.removeprefix(base) if is_below(path, base) else path).removeprefix("/")


def is_below(path: str, base: str) -> bool:
    return path == base or path.startswith(f"{base}/")


def is_known(inner: str) -> bool:
    """Whether a page, or something that it loads, is at a path."""
    if max(len(name.encode()) for name in inner.split("/")) > _MOST_BYTES_NAME:
        return False
    return inner.removesuffix("/") in _ADDRESSES or inner in _FILES or inner.startswith(_FOLDERS)


def mended(inner: str, query: str) -> tuple[str, str] | None:
    """Return page and query of a link that was changed on its way; None if it was not."""
    path, more = link_repair.split_address(inner)
    address = path.rstrip(f"{link_repair.AFTER_LINK}/ ")
    whole = "&".join(filter(None, (more, query)))
    is_as_sent = address == inner.removesuffix("/") and not link_repair.is_changed(whole)
    if address not in _ADDRESSES or is_as_sent:
        return None
    return address, link_repair.repaired(whole)


def other_name(inner: str) -> str | None:
    """Return the address of the page that a path means by its title or in capitals, if any."""
    name = inner.strip("/ ")
    if name.lower() in _ADDRESSES:
        return name.lower()
    return _BY_OTHER_NAME.get(name)
