"""What the check of a spreadsheet proposes, and nobody has to accept."""

from collections.abc import Callable
from typing import Final, Literal, NamedTuple

OfferKind = Literal["match", "cancel"]
"""match: a row reports on a task; cancel: a task is cancelled."""


class Offer(NamedTuple):
    """A proposal: its place, the words there and in the ledger, and why it is no certainty.

    in_ledger: '' for what is to be cancelled. key: names the offer within its file, and begins with
    the kind.
    """

    key: str
    kind: OfferKind
    where: str
    in_file: str
    in_ledger: str
    why: str


Accepted = Callable[[str], bool]
"""Whether the offer of a key was accepted."""

NONE_ACCEPTED: Final[Accepted] = frozenset[str]().__contains__
