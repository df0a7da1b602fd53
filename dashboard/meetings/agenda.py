"""The slides of a meeting: which kinds there are, the standard agenda, and how one is changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Final

from dashboard.core.slide_kinds import SLIDES

STANDARD_KINDS: Final = (
    "overview",
    "since",
    "themes",
    "offices",
    "quarters",
    "behind",
    "problems",
    "profile",
    "decisions",
)

AgendaSlides = tuple["AgendaSlide", ...]


@dataclass(frozen=True)
class AgendaSlide:
    """One slide of an agenda; `key` names it within the agenda."""

    key: str
    kind: str
    title: str = ""
    """Empty: the name of its kind."""
    words: str = ""
    """The URL's words of the view that it shows; empty: the view of the meeting."""
    is_shown: bool = True

    @property
    def name(self) -> str:
        """What the slide is called on the screen."""
        return self.title or SLIDES[self.kind]


def standard_slides() -> AgendaSlides:
    """Return the agenda of a meeting that has none of its own."""
    return tuple(AgendaSlide(kind, kind) for kind in STANDARD_KINDS)


def with_slide_added(
    slides: Sequence[AgendaSlide], kind: str, title: str = "", words: str = ""
) -> AgendaSlides:
    """Return the slides with a new one at the end, but before the decisions when these are last."""
    keys = {slide.key for slide in slides}
    names = (kind if number == 1 else f"{kind}-{number}" for number in count(1))
    new = AgendaSlide(next(name for name in names if name not in keys), kind, title, words)
    at = len(slides) - bool(slides and slides[-1].kind == "decisions")
    return (*slides[:at], new, *slides[at:])


def with_slide_moved(slides: Sequence[AgendaSlide], key: str, by: int) -> AgendaSlides:
    """Return the slides with one so many places further on, or back; it stops at either end."""
    at = next((at for at, slide in enumerate(slides) if slide.key == key), None)
    if at is None:
        return tuple(slides)
    others = [*slides[:at], *slides[at + 1 :]]
    to = min(max(at + by, 0), len(others))
    return (*others[:to], slides[at], *others[to:])


def with_slide_removed(slides: Sequence[AgendaSlide], key: str) -> AgendaSlides:
    """Return the slides without one."""
    return tuple(slide for slide in slides if slide.key != key)


def with_slide_shown(slides: Sequence[AgendaSlide], key: str, is_shown: bool) -> AgendaSlides:
    """Return the slides with one switched on or off."""
    return tuple(
        replace(slide, is_shown=is_shown) if slide.key == key else slide for slide in slides
    )
