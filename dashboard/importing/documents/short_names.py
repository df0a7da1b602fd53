"""Assign unique short names to themes, which label them in charts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dashboard.importing.changes.theme_names import short_names
from dashboard.importing.documents.plan import Theme


def with_short_names(themes: Sequence[Theme], table: Sequence[tuple[str, str]]) -> Iterator[Theme]:
    """Yield the themes with unique short names, from the bureau's table or their headings."""
    used: set[str] = set()
    for theme in themes:
        if theme.title is None:
            yield theme
            continue
        name = next(name for name in short_names(theme.title, table) if name not in used)
        used.add(name)
        yield replace(theme, short_name=name)
