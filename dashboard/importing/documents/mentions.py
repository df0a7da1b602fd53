"""A place of a text that names offices."""

from dataclasses import dataclass
from typing import Literal

from dashboard.importing.documents.office_names import Office
from dashboard.importing.documents.source import Piece

Reach = Literal["measure", "run", "above"]
"""What a mention is about: the measure in which it stands, all since the mention before, or all
items above."""


@dataclass(frozen=True)
class OfficeMention:
    """Offices named at one place of a text; a field that uses them consumes `places`."""

    start: int
    end: int
    offices: tuple[Office, ...]
    places: frozenset[int] = frozenset()
    due: Piece | None = None
    """The due date in the same phrase, not yet consumed."""
    leader: Piece | None = None
    """The leader in charge in the same phrase, not yet consumed."""
    reach: Reach = "run"
    is_inline: bool = False
    """Whether it is part of a sentence, which keeps it."""
    is_ours: bool = False
    """Whether it says that it tells of the bureau itself: 局内责任股室."""
    above: str = ""
    """The words of a mention that is about the items above: 以上3项."""
