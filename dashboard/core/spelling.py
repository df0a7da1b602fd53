"""Find the known word that an unknown one certainly is meant to be."""

import re
from collections.abc import Callable, Collection
from difflib import SequenceMatcher
from typing import Final

_MAX_LOOKED_UP: Final = 50
"""The maximum of words looked up per file; more unknown words have another cause than typos."""

_TYPO: Final = 0.75
"""The likeness of a word to one with a single mistake in four characters."""

_SUFFIX: Final = re.compile("[股室科处]$")
_BUREAU: Final = re.compile("^(?:[本县市区]?(?:教育|教体|教育体育)?局)?(?:机关)?")


def nearest_among(
    known: Collection[str], is_near: Callable[[str, str], bool]
) -> Callable[[str], str]:
    """Return a function that finds the only known word near another one, or ''.

    When several are near, none is suggested: a wrong suggestion does more harm than none.
    """
    found: dict[str, str] = {}

    def nearest(word: str) -> str:
        if word not in found and len(found) < _MAX_LOOKED_UP:
            near = [each for each in known if each != word and is_near(word, each)]
            found[word] = near[0] if len(near) == 1 else ""
        return found.get(word, "")

    return nearest


def is_typo(word: str, known: str) -> bool:
    """Whether a word of some length differs by little: 下一部措施 and 下一步措施."""
    return min(len(word), len(known)) > 3 and (
        SequenceMatcher(None, word, known, autojunk=False).ratio() >= _TYPO
    )


def is_same_office(word: str, known: str) -> bool:
    """Whether a name is short for an office or has a slip: 基教股, 人事科, 人事, 教育局办公室.

    财务股 is not 法务股: offices with short names differ in one character.
    """
    bare, full = _BUREAU.sub("", word), _BUREAU.sub("", known)
    stem = _SUFFIX.sub("", full)
    has_other_end = len(full) > 2 and stem != full and stem in (bare, bare[:-1])
    if bare == full or has_other_end:
        return True
    return _is_short_for(bare, full) or _is_short_for(full, bare) or is_typo(bare, full)


def _is_short_for(short: str, full: str) -> bool:
    """Whether a name leaves out characters of another, but neither the first nor the last."""
    if not 2 < len(short) < len(full) or (short[0], short[-1]) != (full[0], full[-1]):
        return False
    left = iter(full)
    return all(character in left for character in short)
