"""The known word that is nearest to an unknown one."""

from collections.abc import Callable, Collection
from difflib import get_close_matches
from typing import Final

_MAX_LOOKED_UP: Final = 50
"""Different words for which a near one is looked for; a file with more has another cause."""


def nearest_among(known: Collection[str], least_likeness: float) -> Callable[[str], str]:
    """Return a function that gives the known word nearest to another one, or nothing."""
    found: dict[str, str] = {}

    def nearest(word: str) -> str:
        if word not in found and len(found) < _MAX_LOOKED_UP:
            near = get_close_matches(word, known, n=1, cutoff=least_likeness)
            found[word] = near[0] if near else ""
        return found.get(word, "")

    return nearest
