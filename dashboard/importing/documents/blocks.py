"""The common content model of all kinds of documents."""

from typing import Final


class Heading(str):
    """A line that the document's own format marks as a heading; level 1 is the highest."""

    level: int

    def __new__(cls, text: str, level: int) -> "Heading":
        """Return the text with its level."""
        line = super().__new__(cls, text)
        line.level = level
        return line


BESIDE: Final = -1
"""The level of a line that stands beside the document on a web page: menus, lists of news."""

Block = str | list[list[str]]
"""A line of text, or a table as rows of cell texts."""

CELL_BREAK = "\u2028"
"""Stands for a line break inside a cell of a table that has become one line."""


def heading_level(line: str) -> int:
    """Return the level of a line that is a heading; 0 of another."""
    return line.level if isinstance(line, Heading) else 0
