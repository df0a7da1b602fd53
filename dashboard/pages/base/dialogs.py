"""The dialog over a page: one at a time, open until it is answered or dismissed."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final, Literal

import streamlit as st

from dashboard.pages.base import session
from dashboard.pages.base.guard import guarded
from dashboard.pages.base.state import DIALOG, PAGE, Dialog
from dashboard.view.pages import page_at

EXPLANATION: Final = "explanation"
"""Open while the URL names a number, CARD while it names a task."""
CARD: Final = "card"


def open_dialog(name: str, about: Any = None) -> None:
    """Open a dialog, in place of any other; for callbacks, too."""
    DIALOG.set(Dialog(name, about))


def close_dialog() -> None:
    """Close the dialog; one that the URL names may follow; for callbacks, too."""
    DIALOG.pop()


def dialog_to_show() -> Dialog | None:
    """Return the dialog of this run: the one that was asked for, else what the URL names."""
    screen = session.screen()
    if asked := DIALOG.get():
        return asked
    if screen.explain:
        return Dialog(EXPLANATION)
    if screen.task is not None and not page_at(PAGE.get()).is_card_in_page:
        return Dialog(CARD, screen.task)
    return None


def dialog(
    name: str,
    title: str,
    place: Callable[..., None],
    *arguments: Any,
    width: Literal["small", "medium", "large"] = "small",
    is_dismissible: bool = True,
    on_dismiss: Callable[[], None] = close_dialog,
) -> None:
    """Place a dialog if it is the one of this run."""
    shown = dialog_to_show()
    if shown is not None and shown.name == name:
        opened = st.dialog(
            title,
            width=width,
            dismissible=is_dismissible,
            on_dismiss=partial(guarded, on_dismiss) if is_dismissible else "ignore",
        )
        opened(partial(guarded, place))(*arguments)
