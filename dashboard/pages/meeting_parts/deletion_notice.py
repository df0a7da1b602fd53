"""The notice about what was deleted last, with the button that restores it."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboard.pages.base.guard import guarded
from dashboard.pages.base.text import escaped


def place_deletion_notice(words: str, restore: Callable[[], None], *, key: str) -> None:
    """Place the notice; a press calls `restore`."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(escaped(words), width=560)
        st.button("撤销删除", key=key, icon=":material/undo:", on_click=partial(guarded, restore))
