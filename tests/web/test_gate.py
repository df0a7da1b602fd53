"""What passes the gate, what it answers itself, and what every answer carries.

The application behind it is a few lines that say what they were asked for.
"""

import asyncio
from typing import Any

import pytest

from dashboard.core.errors import DashboardError
from dashboard.web import paths
from dashboard.web.asgi import Message, Receive, Scope, Send, answer
from dashboard.web.gate import gated
from dashboard.web.security_headers import security_headers

HOST, BASE = "10.1.2.3:8501", "/gzyd"
INDEX = "<script>\n  window.ready = false\n</script><script type='module' src='./x.js'></script>"


async def inner(scope: Scope, _receive: Receive, send: Send) -> None:
    """Answer with the path and the host that Streamlit would see."""
    host = dict(scope["headers"])[b"host"].decode()
    if scope["type"] == "websocket":
        assert b"origin" not in dict(scope["headers"])  # Streamlit would ask the internet about it
        await send({"type": "websocket.accept", "subprotocol": f"{scope['path']} {host}"})
        return
    await answer(scope, send, 200, f"{scope['path']} {host}", [(b"x-frame-options", b"own")])


def ask(
    path: str, *, base: str = BASE, method: str = "GET", kind: str = "http", **headers: str
) -> tuple[int, dict[str, str], str]:
    """Return status, headers and body of the answer to one request."""
    sent: list[Message] = []

    async def keep(message: Message) -> None:
        sent.append(message)

    async def nothing() -> Message:
        raise AssertionError("nothing is read of a request")

    given = {"host": HOST, **headers}
    place, _, query = path.partition("?")
    scope: dict[str, Any] = {
        "type": kind, "path": place, "raw_path": place.encode(), "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
    }  # fmt: skip
    if kind == "http":
        scope["method"] = method
    asyncio.run(gated(inner, base, security_headers(INDEX))(scope, nothing, keep))
    if kind == "websocket":
        (only,) = sent
        is_in = only["type"] == "websocket.accept"
        return (101, {}, only["subprotocol"]) if is_in else (403, {}, "")
    start, body = sent
    answered = [(name.decode(), value.decode()) for name, value in start["headers"]]
    assert len(dict(answered)) == len(answered)
    return start["status"], dict(answered), body["body"].decode()


def test_a_page_and_what_it_loads_pass_whether_or_not_the_path_was_taken_away_before() -> None:
    for path in ("/gzyd/", "/gzyd/offices", "/gzyd/static/js/x.js", "/gzyd/_stcore/health"):
        assert ask(path)[2] == f"{path} {HOST}"
        assert ask(path.removeprefix("/gzyd"))[2] == f"{path} {HOST}"
    assert ask("/offices", base="")[2] == f"/offices {HOST}"


def test_an_unknown_address_is_a_chinese_page_that_leads_to_the_pages_from_wherever_it_is() -> None:
    status, headers, body = ask("/gzyd/设置")
    assert (status, headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "没有这个页面" in body
    assert '<a href="./tasks">任务</a>' in body
    assert '<a href="../../tasks">任务</a>' in ask("/gzyd/a/b/c")[2]
    assert "<b>" not in ask("/gzyd/<b>")[2]


@pytest.mark.parametrize("path", [
    "/index.html", "/_stcore/metrics", "/_stcore/agent/mcp", "/_stcore/script-health-check",
    "/auth/login", "/static", "//evil.example", "/gzydx/tasks", "/gzyd/gzyd/tasks",
])  # fmt: skip
def test_what_the_pages_do_not_use_is_closed(path: str) -> None:
    assert ask(path)[0] == 404


def test_a_name_that_no_file_can_have_is_unknown_and_no_error() -> None:
    assert ask(f"/static/{'办' * 84}.js")[0] == 200
    assert ask(f"/static/js/{'办' * 85}.js")[0] == 404


def test_a_page_is_found_by_its_title_and_in_capitals_with_its_conditions() -> None:
    assert ask("/gzyd/Tasks?year=2023")[1]["location"] == "tasks?year=2023"
    assert ask("/gzyd/任务/?year=2023")[1]["location"] == "../tasks?year=2023"
    assert ask("/gzyd/总览")[1]["location"] == "./"
    assert ask("/gzyd?year=2023")[1]["location"] == "gzyd/?year=2023"


def test_a_foreign_name_gets_a_short_chinese_page_and_no_websocket() -> None:
    status, _, body = ask("/gzyd/", host="evil.example")
    assert status == 403
    assert "“evil.example”不是这台机器的名字" in body
    assert ask("/gzyd/_stcore/stream", kind="websocket", host="evil.example")[0] == 403
    assert ask("/gzyd/_stcore/stream", kind="websocket")[0] == 101


def test_another_sites_page_can_neither_listen_nor_change_anything() -> None:
    for kind, method in (("websocket", ""), ("http", "PUT"), ("http", "DELETE"), ("http", "POST")):
        path = "/gzyd/_stcore/upload_file/a/b"
        for origin in ("http://evil.example", "null"):
            assert ask(path, kind=kind, method=method, origin=origin)[0] == 403
        assert ask(path, kind=kind, method=method, origin=f"http://{HOST}")[0] in {101, 200}


def test_a_websocket_of_the_public_address_passes_whatever_host_a_server_in_front_passes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://oa.example/gzyd")
    path, host = "/gzyd/_stcore/stream", "127.0.0.1:8501"
    assert ask(path, kind="websocket", host=host, origin="https://oa.example")[0] == 101
    assert ask(path, kind="websocket", host=host, origin="https://ob.example")[0] == 403


def test_every_answer_says_what_a_page_may_load_and_who_may_frame_it() -> None:
    for path in ("/gzyd/", "/gzyd/nope", "/gzyd/Tasks"):
        headers = ask(path)[1]
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "'sha256-" in policy
        assert "'unsafe-eval'" not in policy
        assert "http" not in policy
        assert policy.endswith("frame-ancestors 'self'")
        assert headers["x-frame-options"] == "SAMEORIGIN"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_a_bureau_can_show_it_in_a_page_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRAME_ANCESTORS", "https://oa.example, http://10.1.2.9:8080")
    headers = ask("/gzyd/")[1]
    policy = headers["content-security-policy"]
    assert policy.endswith("frame-ancestors 'self' https://oa.example http://10.1.2.9:8080")
    assert "x-frame-options" not in headers or headers["x-frame-options"] == "own"
    monkeypatch.setenv("FRAME_ANCESTORS", "https://oa.example; script-src *")
    with pytest.raises(DashboardError, match="FRAME_ANCESTORS 应为"):
        security_headers(INDEX)


def test_the_path_comes_from_the_public_address(monkeypatch: pytest.MonkeyPatch) -> None:
    assert paths.base_path() == ""
    monkeypatch.setenv("PUBLIC_URL", "https://oa.example/a/gzyd/")
    assert paths.base_path() == "/a/gzyd"
    monkeypatch.setenv("STREAMLIT_SERVER_BASE_URL_PATH", "plan")
    assert paths.base_path() == "/plan"
