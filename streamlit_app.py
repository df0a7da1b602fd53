"""The dashboard's pages: streamlit run streamlit_app.py."""

from pathlib import Path

import streamlit as st

from dashboard.pages.base.guard import guarded
from dashboard.pages.shell.page_frame import framed

PAGES = Path(__file__).parent / "dashboard" / "pages"

st.set_page_config(page_title="工作要点看板", page_icon=str(PAGES / "icon.png"), layout="wide")
chosen = st.navigation(
    [
        st.Page(PAGES / "overview.py", title="总览", default=True),
        st.Page(PAGES / "offices.py", title="股室", url_path="offices"),
        st.Page(PAGES / "themes.py", title="主题", url_path="themes"),
        st.Page(PAGES / "quarters.py", title="季度", url_path="quarters"),
        st.Page(PAGES / "tasks.py", title="任务", url_path="tasks"),
        st.Page(PAGES / "analysis.py", title="自助分析", url_path="analysis"),
        st.Page(PAGES / "meetings.py", title="会议", url_path="meetings"),
        st.Page(PAGES / "imports.py", title="导入", url_path="imports"),
        st.Page(PAGES / "meeting.py", title="会议模式", url_path="meeting", visibility="hidden"),
    ],
    position="top",
)
guarded(framed, chosen)
