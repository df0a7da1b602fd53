"""The pages that are sent in place of the dashboard: an unknown address, and what is refused."""

from html import escape
from string import Template

from dashboard.core.paths import STATIC
from dashboard.view.pages import PAGES

_PAGE = STATIC / "html" / "plain_page.html"
_MOST_SHOWN = 80
"""Characters of an address that a page repeats."""


def unknown_address(inner: str) -> str:
    """Return the page that says that nothing is at an address, with links to what there is.

    inner: the path below the dashboard's own; links are relative to it, wherever that is.
    """
    up = "../" * inner.count("/") or "./"
    links = "".join(
        f'<li><a href="{up}{page.address}">{page.title}</a></li>'
        for page in PAGES
        if page.is_in_menu
    )
    return _page(
        "没有这个页面",
        f"地址“{escape(_short(inner))}”不是看板的页面:可能抄漏了几个字,或链接来自别的系统。",
        f"<p>看板有这些页面:</p><ul>{links}</ul>",
    )


def foreign_host(host: str | None) -> str:
    """Return the page that refuses a host name that is not this dashboard's."""
    return _page(
        "这个网址不能打开看板",
        f"“{escape(_short(host or '(空)'))}”不是这台机器的名字,已拒绝。"
        "请用管理员给出的地址,或本机的网络地址(例如 http://10.1.2.3:8501)打开。",
        "<p>管理员:要让这个名字也能打开,请把它写进 ALLOWED_HOSTS 或 PUBLIC_URL,再重新启动。</p>",
    )


def foreign_origin() -> str:
    """Return the page that refuses what the page of another site asks for."""
    return _page(
        "已拒绝别的网站的请求", "只有看板自己的页面能读写看板。", "<p>请直接打开看板的地址。</p>"
    )


def _short(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def _page(title: str, words: str, more: str) -> str:
    """Return a page; `words` and `more` are HTML."""
    page = Template(_PAGE.read_text(encoding="utf-8"))
    return page.substitute(title=title, words=words, more=more)
