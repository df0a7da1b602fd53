"""The app on a sub-path behind a real nginx, over http and https, and attacked from other sites."""

import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.screen import AS_OF, charts, settled
from tests.support import nginx
from tests.support.browsers import Lender, watched
from tests.support.servers import Server, serving

WATCH = """
import os, socket, sys

def note(event, arguments):
    if event == "socket.connect" and arguments[0].type == socket.SOCK_STREAM:
        address = arguments[1]
        if isinstance(address, tuple) and not address[0].startswith("127."):
            write(event, address)
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        if arguments[0] not in (None, "127.0.0.1", "localhost"):
            write(event, arguments)

def write(*words):
    with open(os.environ["NOTED"], "a") as file:
        print(*words, file=file)

sys.addaudithook(note)
write("watching")
"""
"""Notes each connection that Python begins to another machine, and each name that it looks up."""


@dataclass(frozen=True)
class Front:
    """The app behind nginx: its ports, and what the app's process began on the network."""

    ports: nginx.Ports
    app: Server
    noted: Path

    def at(self, scheme: str) -> str:
        """Return the address of the app over http or https."""
        port = self.ports.http if scheme == "http" else self.ports.https
        return f"{scheme}://127.0.0.1:{port}/gzyd/"


@pytest.fixture(scope="module")
def front(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    program = nginx.installed()
    if program is None:
        pytest.skip("no nginx: run make test as root, or install it")
    folder, ports = tmp_path_factory.mktemp("behind"), nginx.free_ports()
    (folder / "sitecustomize.py").write_text(WATCH)
    settings = {
        "PUBLIC_URL": f"https://127.0.0.1:{ports.https}/gzyd",
        "PYTHONPATH": str(folder),
        "NOTED": str(folder / "noted.txt"),
    }
    with (
        serving(demo_file, folder, port=ports.app, **settings) as app,
        nginx.in_front(program, ports, folder),
    ):
        yield Front(ports, app, folder / "noted.txt")


def shake_hands(port: int, path: str, **headers: str) -> str:
    """Ask for a WebSocket as a browser does; return the answer."""
    lines = [
        f"GET {path} HTTP/1.1", "Upgrade: websocket", "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]  # fmt: skip
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))
        return connection.recv(4096).decode(errors="replace")


def test_other_sites_and_names_are_refused_and_the_app_asks_no_other_machine(front: Front) -> None:
    app, path = front.ports.app, "/gzyd/_stcore/stream"
    host, behind = f"127.0.0.1:{app}", f"127.0.0.1:{front.ports.https}"
    for _ in range(10):
        for asked_for in (host, "evil.example"):
            answer = shake_hands(app, path, Host=asked_for, Origin="http://evil.example")
            assert answer.startswith("HTTP/1.1 403")
    for odd in ("htÃp", "HTTP:", ""):  # where Streamlit reads another host than we do
        assert "101" not in shake_hands(app, path, Host=host, Origin=f"{odd}://{host}")
    # as a server in front that does not pass on the browser's host
    for origin in (f"http://{host}", f"https://{behind}", f"http://{behind}"):
        assert shake_hands(app, path, Host=host, Origin=origin).startswith("HTTP/1.1 101"), origin
    assert front.noted.read_text() == "watching\n"
    _, *logged = front.app.log.read_text(encoding="utf-8").partition("started")[2].splitlines()
    words = [line.partition("dashboard.web: ")[2] for line in logged]
    assert words[:2] == ["refused origin 'http://evil.example'", "refused host 'evil.example'"]
    assert len([each for each in words if "evil.example" in each]) == 2
    assert all(each.startswith("refused origin") for each in words[2:])  # no warning, no trace


def test_on_a_sub_path_charts_links_downloads_and_copies_work_over_http_and_https(
    front: Front, browser: Lender
) -> None:
    secure = replace(front.app, url=front.at("https"))
    with watched(browser, secure) as new_page:
        page = new_page(ignore_https_errors=True)
        page.goto(f"?{AS_OF}")
        expect(charts(settled(page))).to_have_count(4)
        page.get_by_role("button", name="分享", exact=True).click()
        link = page.locator(".share-link")
        expect(link).to_have_text(re.compile(rf"^{re.escape(front.at('https'))}\?"))
        page.keyboard.press("Escape")
        page.get_by_role("link", name="任务", exact=True).click()
        page.wait_for_url(re.compile("/gzyd/tasks"))
        settled(page)
    with watched(browser, replace(front.app, url=front.at("http"))) as new_page:
        page = new_page()
        page.goto(f"analysis?{AS_OF}&rows=office&measure=completion_rate")
        expect(charts(settled(page))).to_have_count(1)
        with page.expect_download() as download:
            page.get_by_role("button", name="下载 CSV").click()
        assert "合计,45.5,56,123" in download.value.path().read_text(encoding="utf-8-sig")
    assert front.noted.read_text() == "watching\n"
