"""What every part of the reader needs to know, and where it tells what it inferred."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from dashboard.importing.documents.mentions import OfficeMention
from dashboard.importing.documents.office_names import Office
from dashboard.importing.documents.offices import find_offices
from dashboard.importing.documents.source import Piece, Source
from dashboard.importing.spreadsheets.chinese_dates import Period


@dataclass
class Reading:
    """One document being read."""

    source: Source
    period: Period
    known: Collection[str]
    """The offices of the ledger."""
    notes: list[str] = field(default_factory=list)
    """The inferences."""

    def mentions(self, piece: Piece) -> list[OfficeMention]:
        """Return the offices that a text names."""
        return find_offices(piece, self.known)

    def claim(self, mentions: Iterable[OfficeMention]) -> None:
        """Mark mentions as used, so that they are not told as unread."""
        for mention in mentions:
            self.source.places |= mention.places

    def note(self, sentence: str) -> None:
        """Tell an inference once."""
        if sentence not in self.notes:
            self.notes.append(sentence)


def merge_offices(mentions: Iterable[OfficeMention]) -> tuple[Office, ...]:
    """Return the offices of several mentions, each once; the leads of the first lead."""
    offices: dict[str, Office] = {}
    has_lead = False
    for mention in sorted(mentions, key=lambda each: not _leads(each)):
        for office in mention.offices:
            role = "support" if has_lead else office.role
            offices.setdefault(office.name, Office(office.name, role))
        has_lead = has_lead or _leads(mention)
    return tuple(offices.values())


def _leads(mention: OfficeMention) -> bool:
    """Whether a mention names a lead office."""
    return any(office.role == "lead" for office in mention.offices)
