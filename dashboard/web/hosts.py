"""The names under which a browser may ask for the dashboard, and the origins it may come from.

A page on the internet can let its own name lead to this machine (DNS rebinding), and its script
then reads everything as if it were from here. An address cannot be redirected like that, so each
is allowed: those of this machine, and of a router or a container's host in front of it.
"""

import ipaddress
import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from dashboard.core.errors import DashboardError
from dashboard.view.network_address import own_address, public_url

_LOCAL_DOMAINS: Final = ("local", "lan", "localdomain", "home.arpa", "internal")
"""Domains that no registry gives away: a machine's own name below them is not somebody else's."""

_NAME: Final = re.compile(r"\w[\w.-]*", re.ASCII)
_ORIGIN: Final = re.compile(r"https?://([\w.:\[\]-]+)", re.ASCII | re.IGNORECASE)
_RESOLVER, _HOSTS = Path("/etc/resolv.conf"), Path("/etc/hosts")


def allowed_names() -> frozenset[str]:
    """Return the host names that are this dashboard's, and this machine's address.

    Raises:
        DashboardError: ALLOWED_HOSTS or PUBLIC_URL is invalid.
    """
    names = {"localhost", *own_names(), own_address() or "", *_configured_names()}
    if given := public_url():
        names.add(urlsplit(given).hostname or "")
    return frozenset(names - {""})


def _configured_names() -> list[str]:
    """Return the names of ALLOWED_HOSTS, which commas or spaces separate."""
    given = os.environ.get("ALLOWED_HOSTS", "").replace(",", " ").replace(",", " ").split()
    for name in given:
        if not _NAME.fullmatch(name):
            raise DashboardError(
                "ALLOWED_HOSTS 应为主机名(例如 kanban.example.cn,多个用逗号隔开),"
                f"实为“{name}”;请改正后重试。"
            )
    return [_plain(name) for name in given]


def own_names() -> set[str]:
    """Return the names of this machine as far as it knows them without asking the network."""
    whole = _plain(socket.gethostname())
    label = whole.partition(".")[0]
    domains = (*_LOCAL_DOMAINS, *_search_domains())
    return {whole, label, *(f"{label}.{domain}" for domain in domains), *_names_in_hosts(label)}


def _search_domains() -> Iterator[str]:
    """Return the domains in which colleagues' machines look for a name, as far as configured."""
    if windows := os.environ.get("USERDNSDOMAIN"):
        yield _plain(windows)
    for word, *domains in _rows(_RESOLVER):
        if word in {"search", "domain"}:
            yield from (_plain(domain) for domain in domains if _plain(domain))


def _names_in_hosts(label: str) -> Iterator[str]:
    """Return the longer names that this machine gives itself."""
    for _, *names in _rows(_HOSTS):
        yield from (_plain(name) for name in names if _plain(name).startswith(f"{label}."))


def _rows(path: Path) -> Iterator[list[str]]:
    """Return the words of each line of a file of the system; none where it has no such file."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    yield from filter(None, (line.partition("#")[0].split() for line in text.splitlines()))


def _plain(name: str) -> str:
    return name.strip().lower().rstrip(".")


def host_name(header: str) -> str | None:
    """Return the name or address of a Host header, without its port; None if it is malformed."""
    try:
        parts = urlsplit(f"//{header}")
        _ = parts.port  # a port that is no number
        name = parts.hostname
    except ValueError:
        return None
    rest = parts.path or parts.query or parts.fragment or "@" in parts.netloc
    return None if rest or not name else _plain(name)


def is_allowed(header: str | None, names: frozenset[str]) -> bool:
    """Whether a Host header names this dashboard."""
    name = host_name(header) if header else None
    return name is not None and (name in names or _is_address(name))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_own_origin(origin: str, host: str, names: frozenset[str]) -> bool:
    """Whether a page of `origin` is the dashboard's own, which was asked for as `host`.

    A server in front may pass on another name than the browser's: then PUBLIC_URL says which is
    right, or without it, if that server is on this machine, the machine's own name or address.
    """
    found = _ORIGIN.fullmatch(origin)
    if not found:
        return False
    (place,) = found.groups()
    known = {_without_port(host)}
    if given := public_url():
        known.add(_without_port(urlsplit(given).netloc))
    if _without_port(place) in known:
        return True
    return _is_loopback(host_name(host)) and host_name(place) in names - {"localhost"}


def _is_loopback(name: str | None) -> bool:
    if name is None or not _is_address(name):
        return name == "localhost"
    return ipaddress.ip_address(name).is_loopback


def _without_port(place: str) -> str:
    """Return host and port as browsers write them: without the port of http or https."""
    return re.sub(r":(80|443)$", "", place.lower())
