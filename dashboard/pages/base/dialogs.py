"""Dialogs that stay open through reruns until they are answered or put away."""

from collections.abc import Callable
from functools import partial
from typing import Any, Literal

import streamlit as st

from dashboard.pages.base.guard import guarded


def open_dialog(name: str) -> None:
    """Let a dialog stand from now on; there is one at a time."""
    st.session_state["dialog"] = name


def close_dialog() -> None:
    """Let no dialog stand; for callbacks, too."""
    st.session_state.pop("dialog", None)


def dialog(
    name: str,
    title: str,
    place: Callable[..., None],
    *arguments: Any,
    width: Literal["small", "large"] = "small",
) -> None:
    """Place a dialog if it was opened."""
    if st.session_state.get("dialog") == name:
        shown = st.dialog(title, width=width, on_dismiss=close_dialog)
        shown(partial(guarded, place))(*arguments)
