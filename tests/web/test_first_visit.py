"""The visit before the first: a session that opens the first page, and is over when it is made."""

import asyncio
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.web.asgi import Receive, Scope, Send
from dashboard.web.first_visit import visit


def test_it_asks_for_the_page_once_and_leaves_when_that_is_made() -> None:
    seen: list[Any] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append((scope["type"], scope["path"], scope["subprotocols"]))
        seen.append((await receive())["type"])
        await send({"type": "websocket.accept", "subprotocol": "streamlit"})
        asked = BackMsg.FromString((await receive())["bytes"])
        seen.append((asked.WhichOneof("type"), asked.rerun_script.query_string))
        leaving = asyncio.create_task(receive())
        for message in (ForwardMsg(delta={}), ForwardMsg(script_finished=0)):
            assert not leaving.done()
            await send({"type": "websocket.send", "bytes": message.SerializeToString()})
            await asyncio.sleep(0)
        seen.append((await leaving)["type"])

    asyncio.run(visit(app, "/gzyd"))
    assert seen == [
        ("websocket", "/gzyd/_stcore/stream", ["streamlit"]),
        "websocket.connect",
        ("rerun_script", ""),
        "websocket.disconnect",
    ]


def test_it_is_over_when_it_is_not_let_in() -> None:
    async def app(_scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.close"})
        while (await receive())["type"] != "websocket.disconnect":
            pass

    asyncio.run(visit(app, ""))
