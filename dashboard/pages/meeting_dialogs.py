"""What opens over the deck: recording a decision, noting what became of one, sharing."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import streamlit as st

from dashboard.pages import session
from dashboard.pages.decision_forms import note_outcome, record
from dashboard.pages.guard import guarded
from dashboard.pages.scripts import read
from dashboard.pages.sharing import share_dialog

LOOK: Final = read("deck/dialogs.html")


def open_for(do: str, **told: Any) -> None:
    """Open what the deck asked for.

    The wish is put back, so that it stands through runs such as the deck's refresh until it is
    answered: a dialog that is not placed again is gone, with all that was typed.
    """
    match do:
        case "record":
            placed("记录议定事项", record, told["about"], wish={"do": do, **told})
        case "decision":
            placed(
                "议定事项",
                note_outcome,
                int(told["id"]),
                session.current(),
                wish={"do": do, **told},
            )
        case "share":
            share_dialog("meeting", session.current(), session.screen())


def placed(title: str, place: Callable[..., None], *arguments: Any, wish: dict[str, Any]) -> None:
    """Place a dialog that only its own buttons close."""
    st.session_state["wish"] = wish
    shown = st.dialog(title, width="medium", dismissible=False)
    shown(partial(guarded, framed, place, *arguments))()


def framed(place: Callable[..., None], *arguments: Any) -> None:
    """Place a form; when it is answered the deck goes on, with the news of it."""
    st.html(LOOK, unsafe_allow_javascript=True)
    place(*arguments, done)


def done(words: str) -> None:
    """Close the dialog and say what came of it, if anything did."""
    st.session_state.pop("wish", None)
    session.tell(words)
    st.rerun()
