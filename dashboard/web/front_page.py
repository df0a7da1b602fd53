"""The page that a browser opens first: Streamlit's own, in Chinese, and told what it will need.

Streamlit's page learns which parts to fetch as the server names them, one round after another. What
every page of the dashboard shows is fetched while Streamlit's own code still starts.
"""

import re
from functools import cache
from pathlib import Path
from typing import Final

from dashboard.core import assets
from dashboard.core.errors import DashboardError
from dashboard.core.version import APPLICATION
from dashboard.view.pages import PAGES, Page
from dashboard.web import paths
from dashboard.web.asgi import Application, Receive, Scope, Send, answer

_ELEMENTS: Final = ("BidiComponent", "Html", "ButtonGroup")
"""Streamlit's parts above the fold of every page."""
_OF_A_VIEW: Final = ("TextInput", "Selectbox", "DateInput")
"""Those of the filters."""

_IMPORTED: Final = re.compile(r'(?:from|import)"\./([\w.-]+\.js)"')
_FONT: Final = r'<link\s[^>]*as="font"[^>]*>'
_POINTER: Final = r"<!--(?:(?!-->).)*RFC 8631.*?<link[^>]*service-desc[^>]*>"
_NO_SCRIPT: Final = r"<noscript>.*?</noscript>"


def with_front_page(app: Application, base: str, streamlit_static: Path) -> Application:
    """Return the application whose pages open with the front page.

    base: the path of the dashboard's address.
    """
    opened_with = {page.address: front_page(page, streamlit_static) for page in PAGES}

    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        is_read = scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}
        text = opened_with.get(paths.inner_path(scope["path"], base)) if is_read else None
        if text is None:
            await app(scope, receive, send)
        else:
            await answer(scope, send, 200, text, [(b"cache-control", b"no-cache")])

    return handle


def front_page(page: Page, streamlit_static: Path) -> str:
    """Return the HTML that a page opens with.

    Raises:
        DashboardError: Streamlit's own page is another than the one known here.
    """
    text = (streamlit_static / "index.html").read_text(encoding="utf-8")
    needed = needed_first(page, streamlit_static)
    ahead = "\n".join(_ahead(name) for name in needed if name not in text)
    for pattern, own in (
        (r'<html lang="en">', '<html lang="zh-CN">'),
        ("<title>Streamlit</title>", f"<title>{APPLICATION}</title>"),
        (_FONT, ""),  # the theme has another one
        (_POINTER, ""),  # to an address that the gate closes
        (_NO_SCRIPT, "<noscript><p>看板需要浏览器允许运行 JavaScript。</p></noscript>"),
        ("</head>", f"{ahead}\n</head>"),
    ):
        text = _replaced(text, pattern, own)
    return text


def _replaced(text: str, pattern: str, own: str) -> str:
    text, found = re.subn(pattern, lambda _match: own, text, flags=re.DOTALL)
    if found != 1:
        raise DashboardError(
            f"这一版 Streamlit 的首页与看板所知的不同(“{pattern}”有 {found} 处);"
            "请按 requirements.txt 里的版本重新安装。"
        )
    return text


def needed_first(page: Page, streamlit_static: Path) -> list[str]:
    """Return the scripts that a page's first picture needs, below the address."""
    folder = streamlit_static / "static" / "js"
    elements = [*_ELEMENTS, *(_OF_A_VIEW if page.has_view else ())]
    components = ["page.js"]
    if page.has_view:
        components += ["search_box.js", "numbers.js"]
    if page.has_charts and page.has_view:
        components += ["chart.js"]
    names = [
        *(f"static/js/{name}" for each in elements for name in _of_element(each, folder)),
        *([f"app/static/{assets.PLOTLY}"] if page.has_charts else []),
        *(f"app/static/{path}" for each in components for path in assets.modules(each)),
    ]
    return list(dict.fromkeys(names))


@cache
def _of_element(element: str, folder: Path) -> list[str]:
    """Return the names of a part of Streamlit's and of all that it imports, however far."""
    names = [path.name for path in folder.glob(f"{element}.*.js")]
    for name in names:  # grows while it is read
        imported = _IMPORTED.findall((folder / name).read_text(encoding="utf-8"))
        names += [each for each in dict.fromkeys(imported) if each not in names]
    return names


def _ahead(name: str) -> str:
    """Return the tag that has a script fetched early; Plotly is no module."""
    if name.endswith(assets.PLOTLY):
        return f'<link rel="preload" as="script" href="./{name}">'
    return f'<link rel="modulepreload" crossorigin href="./{name}">'
