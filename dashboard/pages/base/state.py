"""What Streamlit keeps of a reader's session, under typed keys: the one place that knows them.

A key that one module alone uses is declared there; a widget's own key stays with the widget.
"""

from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

import streamlit as st

from dashboard.view.filters import Filters
from dashboard.view.screen_state import Screen

T = TypeVar("T")


@dataclass(frozen=True)
class Key(Generic[T]):
    """A value of the session: its name there, and what it is until it is set."""

    name: str
    default: T

    def get(self) -> T:
        value: T = st.session_state.get(self.name, self.default)
        return value

    def set(self, value: T) -> None:
        st.session_state[self.name] = value

    def pop(self) -> T:
        """Return the value and forget it."""
        value: T = st.session_state.pop(self.name, self.default)
        return value


@dataclass(frozen=True)
class Dialog:
    """A dialog that was asked for, and what it is about."""

    name: str
    about: Any = None


VIEW: Final = Key[Filters | None]("view", None)
"""The view; None before the first URL of the session was parsed."""
SCREEN: Final = Key("screen", Screen())
"""What else is on the screen."""
PAGE: Final = Key("page", "")
"""The address of the page that was shown last."""
PAGE_BEFORE: Final = Key("page before the meeting", "")
"""The address of the page to which the deck leads back."""
URL: Final = Key[dict[str, list[str]] | None]("url", None)
"""The query that the browser has as far as is known; None: parse the next one in any case."""
DROPPED: Final = Key[tuple[str, ...]]("dropped", ())
"""Invalid conditions of the URL, as word=value, until the message about them is shown."""
UNREAD: Final = Key[tuple[str, ...]]("unread", ())
"""Those for which the view is not the one that a link was sent for: the page says so to the end."""
NOTICE: Final = Key("notice", "")
"""A message for the next time that the page is shown."""
DIALOG: Final = Key[Dialog | None]("dialog", None)
"""The dialog that was asked for, until it is closed."""
IS_EXPLAINING: Final = Key("is explaining", False)
"""Whether a plain click explains: the switch 数从哪来 is on."""

# The widgets of the head: the view is written into them, and their callbacks write it back.
YEAR: Final = Key[int | None]("year", None)
PRESET: Final = Key[str | None]("preset", None)


def widget(key: str) -> Any:
    """Return what a widget holds, by its key."""
    return st.session_state[key]


def has_widget(key: str) -> bool:
    """Whether a widget has been on the screen since the last run."""
    return key in st.session_state


def set_widget(key: str, value: Any) -> None:
    """Set a widget that is placed after this."""
    st.session_state[key] = value
