"""Short names of themes, which label them in charts.

Imports no frames: readers need it, and a process that reads one file is to start at once.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

LONGEST_SHORT_NAME: Final = 8
"""The maximum length of a short name, since it labels the axis of charts."""


def short_names(title: str, table: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield candidate short names for a heading, best first, without end.

    `table` has patterns in headings and their short names, in order of precedence.
    """
    yield from (name for words, name in table if words in title)
    clause = next(filter(None, re.split("[,，;；:：。 ]", title)), title)
    yield clause[:LONGEST_SHORT_NAME]
    number = 2
    while True:
        yield f"{clause[: LONGEST_SHORT_NAME - 1]}{number}"
        number += 1
