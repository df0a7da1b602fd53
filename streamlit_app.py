"""The dashboard's pages: streamlit run streamlit_app.py."""

from pathlib import Path

import streamlit as st

from dashboard.pages import offices, overview, quarters, tasks, themes
from dashboard.pages.guard import guarded
from dashboard.pages.shell import framed

ICON = Path(__file__).parent / "dashboard" / "pages" / "icon.png"

st.set_page_config(page_title="工作要点看板", page_icon=str(ICON), layout="wide")
chosen = st.navigation(
    [
        st.Page(overview.page, title="总览", url_path="overview", default=True),
        st.Page(offices.page, title="股室", url_path="offices"),
        st.Page(themes.page, title="主题", url_path="themes"),
        st.Page(quarters.page, title="季度", url_path="quarters"),
        st.Page(tasks.page, title="任务", url_path="tasks"),
    ],
    position="top",
)
guarded(framed, chosen)
