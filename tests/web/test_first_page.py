"""What a browser is sent when it opens a page: the page itself, and the files that never change."""

import asyncio
import gzip
import re
from pathlib import Path
from typing import Any

import pytest
import streamlit

from dashboard.core.assets import PLOTLY, published
from dashboard.core.errors import DashboardError
from dashboard.core.paths import STATIC
from dashboard.view.pages import BACKUPS, FIRST, MEETING, page_at
from dashboard.web.asgi import Message, Receive, Scope, Send, answer
from dashboard.web.front_page import front_page, needed_first, with_front_page
from dashboard.web.static_files import from_memory

STREAMLIT = Path(streamlit.__file__).parent / "static"
BASE = "/gzyd"
(MAIN,) = (STREAMLIT / "static" / "js").glob("index.[!e]*.js")


async def inner(_scope: Scope, _receive: Receive, send: Send) -> None:
    """Answer as Streamlit would: here with a word."""
    await answer(_scope, send, 200, "passed on")


APP = with_front_page(from_memory(inner, BASE, STREAMLIT), BASE, STREAMLIT)


def ask(path: str, method: str = "GET", packing: str = "gzip") -> tuple[dict[str, str], bytes]:
    """Return headers and body of the answer to one request."""
    sent: list[Message] = []

    async def keep(message: Message) -> None:
        sent.append(message)

    async def nothing() -> Message:
        raise AssertionError("nothing is read of a request")

    scope: dict[str, Any] = {
        "type": "http", "method": method, "path": path,
        "headers": [(b"accept-encoding", packing.encode())],
    }  # fmt: skip
    asyncio.run(APP(scope, nothing, keep))
    start, body = sent
    assert start["status"] == 200
    return {name.decode(): value.decode() for name, value in start["headers"]}, body["body"]


def test_a_file_that_never_changes_is_packed_and_kept_for_good() -> None:
    for path, file in (
        (f"/static/js/{MAIN.name}", MAIN),
        (f"/gzyd/static/js/{MAIN.name}", MAIN),
        (f"/gzyd/app/static/{PLOTLY}", STATIC / PLOTLY),
        (f"/gzyd/app/static/{published()}/deck/keys.js", STATIC / "js" / "deck" / "keys.js"),
    ):
        headers, body = ask(path)
        assert headers["content-encoding"] == "gzip"
        assert headers["content-type"] == "text/javascript; charset=utf-8"
        assert headers["cache-control"] == "public, immutable, max-age=31536000"
        assert int(headers["content-length"]) == len(body) < file.stat().st_size
        assert gzip.decompress(body) == file.read_bytes()


def test_a_browser_that_unpacks_nothing_gets_the_file_as_it_is() -> None:
    headers, body = ask(f"/static/js/{MAIN.name}", packing="identity")
    assert "content-encoding" not in headers
    assert body == MAIN.read_bytes()


def test_a_font_is_packed_in_itself_already() -> None:
    (font,) = (STREAMLIT / "static" / "media").glob("MaterialSymbols-Rounded.*.woff2")
    headers, body = ask(f"/static/media/{font.name}")
    assert (headers["content-type"], body) == ("font/woff2", font.read_bytes())
    assert "content-encoding" not in headers


def test_only_the_head_of_a_file_is_sent_when_only_that_is_asked_for() -> None:
    headers, body = ask(f"/static/js/{MAIN.name}", method="HEAD")
    assert body == b""
    assert int(headers["content-length"]) > 0


@pytest.mark.parametrize("path", [
    "/static/js/none.js", "/static/js/../index.html", "/static/js/..", "/app/static/css/screen.css",
    f"/app/static/{published()}/../html/plain_page.html", "/app/static/js/chart.js",
    "/app/static/plotly-LICENSE", "/static/js/index.js\n", "/_stcore/health", "/offices/",
])  # fmt: skip
def test_anything_else_is_passed_on(path: str) -> None:
    assert ask(path)[1] == b"passed on"


@pytest.mark.parametrize("path", ["/gzyd/", "/", "/gzyd/offices", "/meeting"])
def test_every_page_opens_in_chinese_with_what_it_needs_first(path: str) -> None:
    headers, body = ask(path)
    page = body.decode()
    assert headers["cache-control"] == "no-cache"
    assert '<html lang="zh-CN">' in page
    assert "<title>工作要点看板</title>" in page
    assert "看板需要浏览器允许运行 JavaScript" in page
    words = re.sub(r"<!--.*?-->|<[^>]*>|window\S* = \w+|JavaScript", "", page, flags=re.DOTALL)
    assert not re.search("[A-Za-z]", words)


def test_each_script_is_asked_for_once_and_is_there() -> None:
    asked = re.findall(
        r'(?:src|href)="\./((?:app/)?static/[^"]+\.js)"', front_page(FIRST, STREAMLIT)
    )
    assert len(asked) == len(set(asked))
    assert set(needed_first(FIRST, STREAMLIT)) <= set(asked)
    for name in asked:
        folder = STATIC if name.startswith("app/") else STREAMLIT
        assert (folder / name.removeprefix("app/static/")).is_file()


def test_what_streamlits_parts_import_is_fetched_with_them() -> None:
    needed = needed_first(FIRST, STREAMLIT)
    (button_group,) = (STREAMLIT / "static" / "js").glob("ButtonGroup.*.js")
    imported = re.findall(r'from"\./([^"]+)"', button_group.read_text(encoding="utf-8"))
    assert imported
    assert {f"static/js/{name}" for name in imported} <= set(needed)
    assert f"app/static/{PLOTLY}" in needed


def test_a_page_fetches_no_more_ahead_than_it_opens_with() -> None:
    charts = f"app/static/{PLOTLY}"
    has_plotly = [page_at(name) for name in ("", "offices", "themes", "quarters", "analysis")]
    assert all(charts in needed_first(page, STREAMLIT) for page in (*has_plotly, MEETING))
    for page in (page_at("tasks"), BACKUPS):
        assert not [name for name in needed_first(page, STREAMLIT) if "chart" in name]
        assert charts not in needed_first(page, STREAMLIT)
    assert not [name for name in needed_first(BACKUPS, STREAMLIT) if "search_box" in name]


def test_another_streamlit_whose_page_is_not_known_is_named(tmp_path: Path) -> None:
    for name in ("index.html", "static"):
        (tmp_path / name).symlink_to(STREAMLIT / name)
    (tmp_path / "index.html").unlink()
    (tmp_path / "index.html").write_text("<html><head></head></html>", encoding="utf-8")
    with pytest.raises(DashboardError, match="这一版 Streamlit 的首页"):
        front_page(FIRST, tmp_path)
