"""Find the known word nearest to an unknown one."""

from collections.abc import Callable, Collection
from difflib import get_close_matches
from typing import Final

_MAX_LOOKED_UP: Final = 50
"""The maximum of words looked up per file; more unknown words have another cause than typos."""


def nearest_among(known: Collection[str], least_likeness: float) -> Callable[[str], str]:
    """Return a function that finds the known word nearest to another one, or ''."""
    found: dict[str, str] = {}

    def nearest(word: str) -> str:
        if word not in found and len(found) < _MAX_LOOKED_UP:
            near = get_close_matches(word, known, n=1, cutoff=least_likeness)
            found[word] = near[0] if near else ""
        return found.get(word, "")

    return nearest
