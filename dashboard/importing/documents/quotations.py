"""Blank out quotations, whose dates and numbers are not those of the sentence."""

import re
from typing import Final

_QUOTED: Final = re.compile(r"[“\"][^”\"]*[”\"]|《[^》]*》|〔[^〕]*〕|「[^」]*」|‘[^’]*’")


def mask_quotations(text: str) -> str:
    """Blank out quotations (slogans, titles), keeping the length of the text."""
    return _QUOTED.sub(lambda quoted: "□" * len(quoted.group()), text)
