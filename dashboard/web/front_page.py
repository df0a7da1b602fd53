"""The page that a browser opens first: Streamlit's own, in Chinese, and told what it will need.

Streamlit's page learns which parts to fetch as the server names them, one round after another. What
every page of the dashboard shows is fetched while Streamlit's own code still starts.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dashboard.core import assets
from dashboard.core.errors import DashboardError
from dashboard.core.version import APPLICATION
from dashboard.view.pages import PAGES
from dashboard.web import paths
from dashboard.web.asgi import Application, Receive, Scope, Send, answer

_ADDRESSES: Final = {page.address for page in PAGES}

_ELEMENTS: Final = ("BidiComponent", "Html", "ButtonGroup", "TextInput", "Selectbox", "DateInput")
"""Streamlit's parts that every page shows above the fold."""
_COMPONENTS: Final = ("page.js", "search_box.js", "numbers.js", "chart.js")
"""Our own that do."""

_IMPORTED: Final = re.compile(r'(?:from|import)"\./([\w.-]+\.js)"')
_FONT: Final = r'<link\s[^>]*as="font"[^>]*>'
_POINTER: Final = r"<!--(?:(?!-->).)*RFC 8631.*?<link[^>]*service-desc[^>]*>"
_NO_SCRIPT: Final = r"<noscript>.*?</noscript>"


def with_front_page(app: Application, base: str, streamlit_static: Path) -> Application:
    """Return the application whose pages open with the front page.

    base: the path of the dashboard's address.
    """
    page = front_page(streamlit_static)

    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        is_read = scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}
        if is_read and paths.inner_path(scope["path"], base) in _ADDRESSES:
            await answer(scope, send, 200, page, [(b"cache-control", b"no-cache")])
        else:
            await app(scope, receive, send)

    return handle


def front_page(streamlit_static: Path) -> str:
    """Return the HTML of every page's beginning.

    Raises:
        DashboardError: Streamlit's own page is another than the one known here.
    """
    page = (streamlit_static / "index.html").read_text(encoding="utf-8")
    ahead = "\n".join(_ahead(name) for name in needed_first(streamlit_static) if name not in page)
    for pattern, text in (
        (r'<html lang="en">', '<html lang="zh-CN">'),
        ("<title>Streamlit</title>", f"<title>{APPLICATION}</title>"),
        (_FONT, ""),  # the theme has another one
        (_POINTER, ""),  # to an address that the gate closes
        (_NO_SCRIPT, "<noscript><p>看板需要浏览器允许运行 JavaScript。</p></noscript>"),
        ("</head>", f"{ahead}\n</head>"),
    ):
        page = _replaced(page, pattern, text)
    return page


def _replaced(page: str, pattern: str, text: str) -> str:
    page, found = re.subn(pattern, lambda _match: text, page, flags=re.DOTALL)
    if found != 1:
        raise DashboardError(
            f"这一版 Streamlit 的首页与看板所知的不同(“{pattern}”有 {found} 处);"
            "请按 requirements.txt 里的版本重新安装。"
        )
    return page


def needed_first(streamlit_static: Path) -> list[str]:
    """Return the scripts that every page needs for its first picture, below the address."""
    folder = streamlit_static / "static" / "js"
    elements = [path for name in _ELEMENTS for path in folder.glob(f"{name}.*.js")]
    streamlits = [f"static/js/{name}" for path in elements for name in _with_imports(path, set())]
    ours = [path for name in _COMPONENTS for path in assets.modules(name)]
    return list(
        dict.fromkeys([*streamlits, *(f"app/static/{path}" for path in (assets.PLOTLY, *ours))])
    )


def _with_imports(path: Path, seen: set[str]) -> Iterator[str]:
    """Return the names of a script of Streamlit's and of all that it imports, however far."""
    seen.add(path.name)
    yield path.name
    for name in _IMPORTED.findall(path.read_text(encoding="utf-8")):
        if name not in seen:
            yield from _with_imports(path.with_name(name), seen)


def _ahead(name: str) -> str:
    """Return the tag that has a script fetched early; Plotly is no module."""
    if name.endswith(assets.PLOTLY):
        return f'<link rel="preload" as="script" href="./{name}">'
    return f'<link rel="modulepreload" crossorigin href="./{name}">'
