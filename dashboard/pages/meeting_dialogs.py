"""What opens over the deck: recording a decision, noting what became of one, sharing."""

from typing import Any


def open_for(do: str, **told: Any) -> None:
    """Open what the deck asked for."""
