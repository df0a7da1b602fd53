"""What a slide of the deck is built from, and so the key under which it is kept."""

from dataclasses import dataclass
from datetime import date

from dashboard.view.filters import Filters
from dashboard.view.steps import NO_STEP, Step


@dataclass(frozen=True)
class Meeting:
    """What the slides of a meeting need beside their view."""

    since: date
    against: str
    meeting_id: int | None = None
    last_meeting_id: int | None = None
    codes: tuple[tuple[str, str, str], ...] = ()
    """The codes to scan: the picture's address, the title, the words."""
    compare: str = ""
    """What 总体 is compared with, as the URL says it; empty: the last quarter's end."""


@dataclass(frozen=True)
class SlideRequest:
    """A slide to build, with all that it depends on beside the ledger."""

    key: str
    """Names the slide within the deck, in a link too."""
    kind: str
    view: Filters
    meeting: Meeting
    about: Step = NO_STEP
    """What a slide of one thing is about."""
    name: str = ""
    """What the list of slides calls it; empty: its kind."""
    is_dark: bool = False
