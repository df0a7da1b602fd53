"""备份: what the ledger was before each import and on each day, and the way back."""

import streamlit as st

from dashboard.pages.backup_parts.backup_list import place_backups
from dashboard.pages.backup_parts.lost_writes import place_lost_writes
from dashboard.pages.base.assets import read
from dashboard.pages.base.guard import guarded

_LOOK = read("css/imports.css")


def _backups_page() -> None:
    st.html(f"<style>{_LOOK}</style>")
    guarded(place_lost_writes)
    (backups,) = st.tabs(["备份"])
    with backups:
        guarded(place_backups)


_backups_page()
