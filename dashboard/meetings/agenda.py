"""The slides of an agenda: the standard agenda, and functions that edit a list of slides."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from dashboard.core.slide_kinds import SLIDES, STANDARD_SLIDES

AgendaSlides = tuple["AgendaSlide", ...]


@dataclass(frozen=True)
class AgendaSlide:
    """One slide of an agenda; `key` is unique within the agenda."""

    key: str
    kind: str
    title: str = ""
    """If empty, the name of the kind is shown."""
    words: str = ""
    """The query string of the view that it shows; if empty, the meeting's view."""
    is_shown: bool = True

    @property
    def name(self) -> str:
        """The name of the slide on the screen."""
        return self.title or SLIDES[self.kind]


def standard_slides() -> AgendaSlides:
    """Return the default slides for a meeting without an agenda."""
    return tuple(AgendaSlide(kind, kind) for kind in STANDARD_SLIDES)


def with_slide_added(
    slides: Sequence[AgendaSlide], kind: str, title: str = "", words: str = ""
) -> AgendaSlides:
    """Return the slides with a new one at the end, or before the decisions when these are last."""
    keys = {slide.key for slide in slides}
    names = (kind if number == 1 else f"{kind}-{number}" for number in count(1))
    new = AgendaSlide(next(name for name in names if name not in keys), kind, title, words)
    at = len(slides) - bool(slides and slides[-1].kind == "decisions")
    return (*slides[:at], new, *slides[at:])


def with_slide_moved(slides: Sequence[AgendaSlide], key: str, by: int) -> AgendaSlides:
    """Return the slides with one moved by `by` positions, at most to either end."""
    at = next((at for at, slide in enumerate(slides) if slide.key == key), None)
    if at is None:
        return tuple(slides)
    others = [*slides[:at], *slides[at + 1 :]]
    to = min(max(at + by, 0), len(others))
    return (*others[:to], slides[at], *others[to:])


def with_slide_removed(slides: Sequence[AgendaSlide], key: str) -> AgendaSlides:
    """Return the slides without the slide `key`."""
    return tuple(slide for slide in slides if slide.key != key)


def with_slide_shown(slides: Sequence[AgendaSlide], key: str, is_shown: bool) -> AgendaSlides:
    """Return the slides with the slide `key` shown or hidden."""
    return tuple(
        replace(slide, is_shown=is_shown) if slide.key == key else slide for slide in slides
    )
