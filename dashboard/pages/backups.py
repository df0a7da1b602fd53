"""备份: what the ledger was before each import and on each day, and the way back."""

import streamlit as st

from dashboard.core.assets import read
from dashboard.pages.backup_parts.backup_list import place_backups
from dashboard.pages.backup_parts.lost_writes import place_lost_writes
from dashboard.pages.backup_parts.own_changes import place_own_changes
from dashboard.pages.base.guard import guarded

_LOOK = read("css/imports.css")
_PARTS = {"备份": place_backups, "改动记录": place_own_changes}


def _backups_page() -> None:
    st.html(f"<style>{_LOOK}</style>")
    guarded(place_lost_writes)
    for tab, place in zip(st.tabs(list(_PARTS)), _PARTS.values(), strict=True):
        with tab:
            guarded(place)


_backups_page()
