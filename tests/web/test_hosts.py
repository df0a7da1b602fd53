"""Under which names the dashboard may be opened, and whose pages may talk to it."""

import socket

import pytest

from dashboard.core.errors import DashboardError
from dashboard.web.hosts import allowed_names, is_allowed, is_own_origin

MACHINE = "kanban.jyj.gov.cn"


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: MACHINE)


def test_colleagues_open_it_by_address_or_by_the_machines_name_without_any_setting() -> None:
    names = allowed_names()
    for host in (
        "10.1.2.3:8501", "10.1.2.3", "[fe80::1]:8501", "127.0.0.1:8501", "localhost:8501",
        MACHINE, f"{MACHINE}:8501", "kanban", "KANBAN:8501", "kanban.local.", "kanban.lan:80",
    ):  # fmt: skip
        assert is_allowed(host, names), host


def test_a_name_of_somebody_else_is_refused() -> None:
    names = allowed_names()
    for host in (
        "evil.example", "kanban.evil.example", "10.1.2.3.evil.example", "evil.example:8501",
        "localhost.evil.example", "evil@10.1.2.3", "10.1.2.3/evil", "10.1.2.3:port", "", None,
        "10.1.2.3, evil.example", "evil",
    ):  # fmt: skip
        assert not is_allowed(host, names), host


def test_the_bureau_can_name_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://oa.jyj.example/gzyd")
    monkeypatch.setenv("ALLOWED_HOSTS", "one.example,TWO.example three.example")
    names = allowed_names()
    for host in ("oa.jyj.example", "one.example:443", "two.example", "three.example"):
        assert is_allowed(host, names), host
    assert not is_allowed("four.example", names)


@pytest.mark.parametrize("given", ["http://one.example", "one.example:80", "*", "one.example/x"])
def test_what_is_no_name_is_said_at_the_start(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", given)
    with pytest.raises(DashboardError, match="ALLOWED_HOSTS 应为主机名"):
        allowed_names()


def test_only_the_dashboards_own_pages_talk_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    names = allowed_names()
    assert is_own_origin("http://10.1.2.3:8501", "10.1.2.3:8501", names)
    assert is_own_origin("https://oa.example", "oa.example", names)
    assert is_own_origin("https://oa.example", "oa.example:443", names)
    for origin in (
        "http://evil.example", "null", "", "http://10.1.2.3", "http://10.1.2.3:85010",
        "http://10.1.2.3:8501.evil.example", "http://localhost:3000",
        "htÃp://10.1.2.3:8501", "ftp://10.1.2.3:8501", "10.1.2.3:8501", "http://10.1.2.3:8501/x",
    ):  # fmt: skip
        assert not is_own_origin(origin, "10.1.2.3:8501", names), origin
    # a server in front passes on a host of its own
    assert is_own_origin(f"http://{MACHINE}", "127.0.0.1:8501", names)
    assert not is_own_origin("http://oa.example", "127.0.0.1:8501", names)
    assert not is_own_origin("http://localhost:3000", "127.0.0.1:8501", names)
    monkeypatch.setenv("PUBLIC_URL", "http://oa.example/gzyd")
    assert is_own_origin("http://oa.example", "127.0.0.1:8501", names)
