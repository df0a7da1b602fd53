"""The dashboard's pages, as `python -m dashboard serve` runs them."""

from pathlib import Path

import streamlit as st

from dashboard.core.version import APPLICATION
from dashboard.pages.base.guard import guarded
from dashboard.pages.shell.page_frame import run_page
from dashboard.view.pages import FIRST, PAGES

ROOT = Path(__file__).parent
ICON = ROOT / "dashboard" / "pages" / "icon.png"

st.set_page_config(page_title=APPLICATION, page_icon=str(ICON), layout="wide")
chosen = st.navigation(
    [
        st.Page(
            ROOT / page.file,
            title=page.title,
            url_path=page.address or None,
            default=page is FIRST,
            visibility="visible" if page.is_in_menu else "hidden",
        )
        for page in PAGES
    ],
    position="top",
)
guarded(run_page, chosen)
