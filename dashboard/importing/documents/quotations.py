"""Blank out quotations, whose dates and numbers are not those of the sentence."""

import re
from typing import Final

_LONGEST: Final = 200
"""Without a bound, a text of opening marks alone would be searched from each of them to its end."""

_QUOTED: Final = re.compile(
    "|".join(
        f"[{begin}][^{end}]{{0,{_LONGEST}}}[{end}]"
        for begin, end in (('“"', '”"'), "《》", "〔〕", "「」", "‘’")
    )
)


def mask_quotations(text: str) -> str:
    """Blank out quotations (slogans, titles), keeping the length of the text."""
    return _QUOTED.sub(lambda quoted: "□" * len(quoted.group()), text)
