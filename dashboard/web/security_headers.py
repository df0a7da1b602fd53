"""The headers of every answer: what a page may load and do, and who may frame it."""

import base64
import hashlib
import os
import re
from typing import Final

from dashboard.core.errors import DashboardError
from dashboard.web.asgi import Headers

_ANCESTOR: Final = re.compile(r"https?://[A-Za-z0-9.*:\[\]-]+")
_INLINE: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)

_DIRECTIVES: Final = {
    "default-src": "'self'",
    # A component's code comes over the WebSocket and is imported as a blob.
    "script-src": "'self' blob: 'wasm-unsafe-eval' {scripts}",  # wasm: its whole numbers
    "style-src": "'self' 'unsafe-inline'",  # Streamlit makes its styles as it draws
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self' blob: data:",
    "worker-src": "'self' blob:",
    "frame-src": "'self' blob: data:",
    "media-src": "'self' blob: data:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "{ancestors}",
}


def security_headers(index: str) -> Headers:
    """Return the headers of every answer.

    index: the HTML of the page that Streamlit sends; its inline scripts may run, no other.

    Raises:
        DashboardError: FRAME_ANCESTORS is invalid.
    """
    ancestors = _frame_ancestors()
    scripts = " ".join(f"'sha256-{_digest(text)}'" for text in _INLINE.findall(index))
    policy = "; ".join(f"{name} {value}" for name, value in _DIRECTIVES.items())
    headers = {
        "content-security-policy": policy.format(
            scripts=scripts, ancestors=" ".join(["'self'", *ancestors])
        ),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
    if not ancestors:  # browsers that do not know frame-ancestors; it has no word for other sites
        headers["x-frame-options"] = "SAMEORIGIN"
    return [(name.encode(), value.encode()) for name, value in headers.items()]


def _frame_ancestors() -> list[str]:
    """Return the sites of FRAME_ANCESTORS, which commas or spaces separate."""
    given = os.environ.get("FRAME_ANCESTORS", "").replace(",", " ").replace(",", " ").split()
    for site in given:
        if not _ANCESTOR.fullmatch(site):
            raise DashboardError(
                "FRAME_ANCESTORS 应为可以嵌入看板的网站(例如 https://oa.example.cn,"
                f"多个用逗号隔开,不带路径),实为“{site}”;请改正后重试。"
            )
    return given


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
