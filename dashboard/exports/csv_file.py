"""Write a frame as a CSV file for Excel: the encoding is detected, text never becomes a formula."""

import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Return the frame with its header row as UTF-8 with a BOM and Windows line endings."""
    safe = frame.copy()
    for column in safe.select_dtypes(include=["object", "str"]):
        safe[column] = safe[column].map(_escape_formula, na_action="ignore")
    text = safe.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\r\n")
    return text.encode("utf-8-sig")


def _escape_formula(value: object) -> object:
    """Prefix text that starts like a formula with a quote, so that it stays text."""
    is_formula = isinstance(value, str) and value.startswith(FORMULA_STARTS)
    return f"'{value}" if is_formula else value
