"""What browsers upload is bounded: for each file, for each session and for all of them together."""

import asyncio
from typing import Any

from starlette.requests import ClientDisconnect

from dashboard.web.asgi import Message, Receive, Scope, Send
from dashboard.web.uploads import MOST_BYTES, Held, bounded

Files = dict[tuple[str, str], int]


def put(files: Files, path: str, length: str | None, **headers: str) -> tuple[int, str]:
    """Upload to an application that keeps what comes; return the status and what was said."""
    sent: list[Message] = []

    async def keep(scope: Scope, _receive: Receive, send: Send) -> None:
        session, file = scope["path"].split("/")[-2:]
        files[session, file] = int(length or 0)
        await send({"type": "http.response.start", "status": 204})

    async def receive() -> Message:
        raise AssertionError("read before it was judged")

    async def send(message: Message) -> None:
        sent.append(message)

    given = headers | ({} if length is None else {"content-length": length})
    scope: dict[str, Any] = {
        "type": "http",
        "method": "PUT",
        "path": f"/_stcore/upload_file/{path}",
        "headers": [
            (name.replace("_", "-").encode(), value.encode()) for name, value in given.items()
        ],
    }
    held = Held(lambda: files, lambda session, file: files.pop((session, file), None) and None)
    asyncio.run(bounded(keep, held)(scope, receive, send))
    return sent[0]["status"], b"".join(each.get("body", b"") for each in sent).decode()


def test_a_file_is_refused_before_any_of_it_is_read_when_it_is_too_large_or_does_not_say() -> None:
    files: Files = {}
    too_large = 413, "没有上传:文件超过 20 MB 的上限。"
    assert put(files, "anna/1", str(MOST_BYTES + 1)) == too_large
    for length in (None, "-1", "x", "９", "1" * 400):
        assert put(files, "anna/1", length)[0] == 411
    assert put(files, "anna/1", "10", transfer_encoding="chunked")[0] == 411
    assert files == {}
    assert put(files, "anna/1", str(MOST_BYTES))[0] == 204


def test_one_session_may_hold_two_files_of_the_largest_size() -> None:
    files: Files = {("anna", "1"): MOST_BYTES, ("anna", "2"): MOST_BYTES}
    status, said = put(files, "anna/3", "1000")
    assert (status, said[:4]) == (429, "没有上传")
    assert put(files, "bert/1", "1000")[0] == 204


def test_all_sessions_together_may_hold_ten() -> None:
    files: Files = {(f"session{at}", "1"): MOST_BYTES for at in range(10)}
    status, said = put(files, "anna/1", "1000")
    assert (status, "过一会儿再试" in said) == (503, True)


def test_who_goes_while_a_file_is_on_its_way_is_no_error_and_no_longer_counts() -> None:
    async def gone(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise ClientDisconnect

    async def nothing(*_: object) -> Message:
        raise AssertionError("nothing is read or answered")

    async def uploads() -> None:
        app = bounded(gone, Held(dict, lambda *_: None))
        for number in range(12):
            headers = [(b"content-length", str(MOST_BYTES).encode())]
            path = f"/_stcore/upload_file/anna/{number}"
            scope = {"type": "http", "method": "PUT", "path": path, "headers": headers}
            await app(scope, nothing, nothing)

    asyncio.run(uploads())


def at_once(*whose: tuple[str, str]) -> list[int]:
    """Upload files of the largest size, each by a session from an address, none of which arrives
    before all have begun; return the statuses, first of those that are refused."""
    statuses: list[int] = []

    async def on_their_way() -> None:
        come = asyncio.Event()

        async def slow(_scope: Scope, _receive: Receive, send: Send) -> None:
            await come.wait()
            await send({"type": "http.response.start", "status": 204})

        async def send(message: Message) -> None:
            if "status" in message:
                statuses.append(message["status"])

        app = bounded(slow, Held(dict, lambda *_: None))
        scopes = [
            {
                "type": "http",
                "method": "PUT",
                "path": f"/_stcore/upload_file/{session}/{number}",
                "headers": [(b"content-length", str(MOST_BYTES).encode())],
                "client": (address, 40000),
            }
            for number, (session, address) in enumerate(whose)
        ]
        begun = [asyncio.create_task(app(scope, _nothing, send)) for scope in scopes]
        await asyncio.sleep(0)
        come.set()
        await asyncio.gather(*begun)

    asyncio.run(on_their_way())
    return statuses


def test_what_is_on_its_way_counts() -> None:
    assert at_once(*[("anna", "10.1.2.3")] * 3) == [429, 204, 204]


def test_one_machine_keeps_nobody_else_out() -> None:
    sessions = [(f"session{number}", "10.1.2.3") for number in range(4)]
    assert at_once(*sessions, ("anna", "10.1.2.3"), ("bert", "10.1.2.4")) == [429, *[204] * 5]
    in_front = [(session, "127.0.0.1") for session, _ in sessions]
    assert at_once(*in_front, ("anna", "127.0.0.1")) == [204] * 5


async def _nothing() -> Message:
    return {"type": "http.disconnect"}
