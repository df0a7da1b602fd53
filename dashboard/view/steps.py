"""The way down from a slide, as a link spells each step: office:教研室, number:explain=gap."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs

from dashboard.view.url_words import last_of_each


@dataclass(frozen=True)
class Step:
    """What one step leads to; a slide of one thing is about such a step, too."""

    kind: str = ""
    value: str = ""

    @property
    def id(self) -> int:
        """Return the number of the task, item or quarter."""
        return int(self.value)

    @property
    def words(self) -> dict[str, list[str]]:
        """Return the words of a URL that a number or an analysis is written in."""
        return parse_qs(self.value)

    @property
    def number(self) -> tuple[str, tuple[str, ...]]:
        """Return the measure and the cells of an explained number."""
        return self.words.get("explain", [""])[-1], last_of_each(self.words.get("cell", []))

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}"


NO_STEP: Final = Step()


def parse_step(text: str) -> Step:
    """Return a step of its text; any text is one, and what it leads to may not exist."""
    kind, _, value = text.partition(":")
    return Step(kind, value)
