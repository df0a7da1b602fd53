"""Write a frame as a CSV file for Excel: the encoding is detected, text stays what it is.

Excel takes text in a CSV file for a formula, a number or a date where it looks like one.
"""

import re

import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""Chinese Excel takes the full-width signs for the others."""

_NUMBER_OR_DATE = re.compile(
    r"[(\uff08]?[$\xa5\uffe5]?[.\uff0e]?\d[\d\s.,/:%\uff0e\uff0c\uff0f\uff1a\uff05eE年月日时分-]*[)\uff09]?"
)
"""Numbers in brackets are among them: Excel takes (1) for -1."""

_SAME_AS_NUMBER = re.compile("0|[1-9][0-9]{0,10}")
"""Whole numbers that Excel shows as they were written; longer ones become 1.2E+11."""


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Return the frame with its header row as UTF-8 with a BOM and Windows line endings."""
    safe = frame.rename(columns=_as_text)
    for column in safe.select_dtypes(include=["object", "str"]):
        safe[column] = safe[column].map(_as_text, na_action="ignore")
    text = safe.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\r\n")
    return text.encode("utf-8-sig")


def _as_text(value: object) -> object:
    """Return text so that Excel keeps it: neither a formula, nor 5.10 as 5.1, nor 1-2 as a date."""
    if not isinstance(value, str):
        return value
    if value.startswith(FORMULA_STARTS):
        return f"'{value}"
    is_taken = _NUMBER_OR_DATE.fullmatch(value) and not _SAME_AS_NUMBER.fullmatch(value)
    return f'="{value}"' if is_taken else value
