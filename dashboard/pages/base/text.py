"""Text from the ledger in places where Streamlit's markdown is live."""

_LIVE = frozenset("\\`*_{}[]()#+-.!$~|:<>&\"'")


def escaped(text: str) -> str:
    """Return text that Streamlit's markdown shows as it was typed."""
    return "".join(f"\\{letter}" if letter in _LIVE else letter for letter in text)
