"""Words with numbers in them that can be explained: the sentence is one, its numbers several."""

from collections.abc import Iterable
from typing import NamedTuple


class SentencePart(NamedTuple):
    """A piece of a sentence; with a measure it is a number, and the cells say of which tasks."""

    text: str
    measure: str = ""
    cells: tuple[str, ...] = ()


def part_for_json(part: object) -> list[object]:
    """Return a part as JSON has it; a TypeError for anything else that JSON does not know."""
    if isinstance(part, SentencePart):
        return list(part)
    raise TypeError(f"not for JSON: {part!r}")


def join_parts(parts: Iterable[SentencePart]) -> str:
    """Return the sentence as plain text."""
    return "".join(part.text for part in parts)
