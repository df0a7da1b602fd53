"""Text from the ledger in places where Streamlit's markdown is live."""

import re
from typing import Final

_LIVE = frozenset("\\`*_{}[]()#+-.!$~|:<>&\"'")

_LINK: Final = re.compile(r"(?i)(?<=http)(?=:)|(?<=https)(?=:)|(?<=www)(?=\.)|(?<=\S)(?=@)")
"""Where markdown finds the address of a page or of a person, which would become a link."""

_NOTHING: Final = "\u2060"
"""The word joiner, which nobody sees and no line breaks at."""


def escaped(text: str) -> str:
    """Return text that Streamlit's markdown shows as it was typed."""
    plain = _LINK.sub(_NOTHING, text)
    return "".join(f"\\{letter}" if letter in _LIVE else letter for letter in plain)
