"""导入: plans, ledgers and reports come in; what came in can be taken back; forms to fill in."""

import streamlit as st

from dashboard.core.assets import read
from dashboard.importing.processes.contents import Workbook
from dashboard.importing.processes.reader_process import keep_ready
from dashboard.pages.base.guard import guarded
from dashboard.pages.components.actor import place_actor
from dashboard.pages.import_parts.change import place_result, warn_if_imported
from dashboard.pages.import_parts.forms import place_forms
from dashboard.pages.import_parts.history import place_history
from dashboard.pages.import_parts.names import place_names
from dashboard.pages.import_parts.plan import review
from dashboard.pages.import_parts.reading_progress import read_content
from dashboard.pages.import_parts.sheet import review_sheets
from dashboard.pages.import_parts.upload import (
    current_upload,
    place_upload,
    place_uploader,
)

_LOOK = read("css/imports.css")
_PARTS = {
    "导入文件": None,
    "导入记录": place_history,
    "模板与导出": place_forms,
    "名称对照": place_names,
}


def _imports_page() -> None:
    st.html(f"<style>{_LOOK}</style>")
    for tab, place in zip(st.tabs(list(_PARTS)), _PARTS.values(), strict=True):
        with tab:
            guarded(place or _bring_in)


def _bring_in() -> None:
    """Place what is to be imported, from the file to the button."""
    keep_ready()
    place_result()
    file = current_upload()
    if file is None:
        place_uploader()
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        place_upload(file)
        st.space("stretch")
        place_actor("import")
    warn_if_imported(file)
    content = read_content(file)
    if isinstance(content, Workbook):
        review_sheets(file, content)
    else:
        review(file, content)


_imports_page()
