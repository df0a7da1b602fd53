"""Links that were changed on their way, by chat programs, mail and old software, made whole again.

What cannot be understood is left as it is, so that the page says what it did not understand.
"""

import codecs
import re
from typing import Final
from urllib.parse import parse_qsl, quote_plus, unquote_to_bytes

_SEPARATOR: Final = re.compile(
    r"&(?:amp;|amp%3b)*|(?:\uff06|%ef%bc%86)(?=[a-z_]+(?:=|\uff1d|%ef%bc%9d|%3d))", re.IGNORECASE
)
"""& as it is, as HTML has it, and in full width, raw or escaped, before a word."""

_EQUALS: Final = re.compile(r"=|\uff1d|%ef%bc%9d|%3d", re.IGNORECASE)
_INVISIBLE: Final = "\ufeff\u200b\u200c\u200d\u2060\u00a0"
AFTER_LINK: Final = "。】)》」』”’〉\uff1b\uff0c、\uff01\uff09"
"""What follows a link in a chat message and is taken for its end."""

_ESCAPE: Final = re.compile(rb"%[0-9A-Fa-f]{2}")
_HALF_ESCAPE: Final = re.compile(r"%[0-9A-Fa-f]?$")
_LEFT_OUT: Final = "…"
_MOST_TIMES: Final = 3
"""How often a link has been escaped at most."""


def split_address(path: str) -> tuple[str, str]:
    """Return the path and the query of a decoded path in which a full-width ? stands."""
    address, _, query = path.partition("\uff1f")
    return address, query


def repaired(query: str) -> str:
    """Return the raw query of a link with what was done to it on its way undone."""
    if "=" not in query and re.search("%3d", query, re.IGNORECASE):
        query = unquote_to_bytes(query).decode(errors="replace")  # escaped as a whole
    parts = [part for part in _SEPARATOR.split(query) if part]
    pairs = [_EQUALS.split(part, maxsplit=1) for part in parts]
    texts = [[_text(half) for half in pair] for pair in pairs]
    if texts:
        texts[-1][-1] = _without_end(texts[-1][-1])
    return "&".join("=".join(quote_plus(text) for text in pair) for pair in texts)


def is_changed(query: str) -> bool:
    """Whether a raw query says something else than the repaired one."""
    return _pairs(query) != _pairs(repaired(query))


def _pairs(query: str) -> list[tuple[str, str]]:
    """Return the words of a query, byte by byte."""
    return parse_qsl(query, keep_blank_values=True, encoding="latin-1")


def _text(escaped: str) -> str:
    """Return the text of one half of a pair."""
    is_cut = bool(_HALF_ESCAPE.search(escaped))
    content = unquote_to_bytes(_HALF_ESCAPE.sub("", escaped).replace("+", " "))
    for _ in range(_MOST_TIMES - 1):
        if not (content.isascii() and _is_escaped_again(content)):
            break
        content = unquote_to_bytes(content)
    text = _decoded(content)
    text = text.strip(_INVISIBLE)
    return text if not is_cut or text.endswith(_LEFT_OUT) else text + _LEFT_OUT


def _is_escaped_again(content: bytes) -> bool:
    """Whether what was unescaped has escapes of letters beyond ASCII, or of escapes."""
    return any(found == b"%25" or int(found[1:], 16) >= 0x80 for found in _ESCAPE.findall(content))


def _decoded(content: bytes) -> str:
    """Return the text of bytes in UTF-8, whose last letter may be cut, or in GB 18030."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(content)
        return text if text.encode() == content else text + _LEFT_OUT
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError:
        return content.decode(errors="replace")


def _without_end(text: str) -> str:
    """Return the last value of a link without what came after it in a message."""
    return text.partition("】")[0].rstrip(AFTER_LINK).rstrip()
