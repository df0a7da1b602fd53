"""The styles of every page: Streamlit has no settings for these; and the size of the text."""

from functools import cache

import streamlit as st

from dashboard.core.assets import read
from dashboard.core.labels import SCALES
from dashboard.figures.look import DARK
from dashboard.pages.base import session
from dashboard.pages.base.dark_print import dark_print_css

_USUAL_PIXELS = 16
_WIDE_PIXELS = 1150
"""Below this width, at the usual size, the actions beside the pages' names lose their words."""

_WORDLESS = """.st-key-actions .stButton [data-testid='stMarkdownContainer'] {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }"""
"""Not seen, but read aloud."""
_TIGHT_PIXELS = 1100
"""Below this width, at the usual size, charts beside one another would cut their labels."""

_DARK_PRIMARY = f"""button[kind^="primary"]:not(:disabled) * {{
  color: {DARK.ground} !important; }}"""
"""Streamlit writes white on the primary colour, which is light in the dark."""

_STACKED = ".stColumn:has(.chart-frame) { flex: 1 1 100%; min-width: 100%; }"


_WIDE_NUMBER_PIXELS = 300
"""Below this width, at the usual size, two headline numbers beside one another would be cut."""

_ONE_A_LINE = """.stColumn:has(.stMetric) { flex: 1 1 100%; min-width: 100%; }
.number-cards { grid-template-columns: 1fr; }"""


@cache
def _screen_css() -> str:
    return read("css/screen.css") + read("css/print.css")


def factor() -> float:
    """Return how many times the usual size the text of this screen has."""
    return SCALES[session.screen().scale].factor


def _below(pixels: int, rules: str) -> str:
    """Return styles for screens that are narrow for the size of their text."""
    return f"@media (max-width: {pixels * factor():g}px) {{ {rules} }}"


def place_styles() -> None:
    """Place the styles; every length of Streamlit's is a multiple of the root's font size."""
    size = f"html {{ font-size: {_USUAL_PIXELS * factor():g}px !important; }}"
    # on a phone they stay as they are, or they would cover the button that opens the pages
    phone = f"@media (max-width: 640px) {{ .st-key-actions {{ zoom: {1 / factor():.3f}; }} }}"
    dark = _DARK_PRIMARY + dark_print_css() if session.is_dark() else ""
    narrow = [
        _below(_WIDE_PIXELS, _WORDLESS),
        _below(_TIGHT_PIXELS, _STACKED),
        _below(_WIDE_NUMBER_PIXELS, _ONE_A_LINE),
    ]
    st.html(f"<style>{_screen_css()}\n{size}\n{phone}\n{' '.join(narrow)}\n{dark}</style>")
