"""Sentences that contain explainable numbers: a sequence of text and number parts."""

from collections.abc import Iterable
from typing import NamedTuple


class SentencePart(NamedTuple):
    """A part of a sentence; one with a measure is a number, and its cells select the tasks."""

    text: str
    measure: str = ""
    cells: tuple[str, ...] = ()


def part_for_json(part: object) -> list[object]:
    """Serialise a part for JSON (a `default=` hook); raise TypeError for any other type."""
    if isinstance(part, SentencePart):
        return list(part)
    raise TypeError(f"not for JSON: {part!r}")


def join_parts(parts: Iterable[SentencePart]) -> str:
    """Return the sentence as plain text."""
    return "".join(part.text for part in parts)
