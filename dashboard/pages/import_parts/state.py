"""What the session keeps of an import, from the file to the result, under typed keys."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

from dashboard.core.clean_text import clean_text
from dashboard.importing.changes.changes import Change
from dashboard.importing.changes.plan_after import PlanName
from dashboard.importing.processes.reader_process import Reading
from dashboard.pages.base.state import Key


@dataclass(frozen=True, eq=False)
class Upload:
    """A file as it was given; the digest names its content in every cache.

    What is read of it is kept here, so that it goes when the file goes; nobody changes it.
    """

    name: str
    digest: str
    content: bytes = field(repr=False)
    readings: dict[Hashable, Reading[Any]] = field(default_factory=dict, repr=False)
    """By what was asked for, or begun, of the file."""


@dataclass
class Head:
    """What a reviewer says of the plan as a whole."""

    year: int | None
    title: str
    organisation: str

    def named(self) -> PlanName | None:
        """Return what the plan is called; None as long as nobody says for which year it is."""
        if self.year is None:
            return None
        return PlanName(
            self.year, clean_text(self.title).strip(), clean_text(self.organisation).strip()
        )


@dataclass
class Review:
    """What a reviewer has made of the rows so far.

    `rows` is what the editor was given: while it is on the screen they must stay the same, or
    Streamlit forgets its edits; when it has been away it goes on from the edited ones.
    """

    rows: pd.DataFrame
    edited: pd.DataFrame
    offices: list[str]

    def settle(self) -> None:
        """Begin again from the edited rows."""
        self.rows = self.edited = self.edited.reset_index(drop=True)


@dataclass(frozen=True)
class Imported:
    """An import that was carried out in this session."""

    sentence: str
    year: int


UPLOAD: Final = Key[Upload | None]("upload", None)
"""The file or text under review."""
LOST_UPLOAD: Final = Key("lost upload", "")
"""The name of a file that a session before this one had under review, until another is given."""
UPLOADS: Final = Key("uploads", 0)
"""How often the uploader was emptied: only another key empties one."""
HEADS: Final = Key[Mapping[str, Head]]("plan heads", {})
"""The heads of the plans under review, by the digest of their file."""
REVIEWS: Final = Key[Mapping[tuple[str, str], Review]]("reviews", {})
"""Their rows, by the digest of their file and what a row is."""
PRESSED: Final = Key("pressed", "")
"""The button of an import that was pressed, until the import is through or has failed."""
SHOWN: Final = Key[Change | None]("shown change", None)
"""The change that was on the screen when the button was pressed."""
IMPORTED: Final = Key[Imported | None]("imported", None)
"""The last import of the session, until another file is given."""
UNDONE: Final = Key("undone", "")
"""A message about an import that was taken back, until it is shown."""
SAVED_NAMES: Final = Key("saved names", "")
"""The table of names that was just saved, until a message about it is shown."""
