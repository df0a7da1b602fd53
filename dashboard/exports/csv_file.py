"""A frame as a CSV file that Excel opens: Chinese without garbage, text never run as a formula."""

import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Return the frame with its headings as UTF-8 with a byte order mark and Windows line ends."""
    safe = frame.copy()
    for column in safe.select_dtypes(include=["object", "str"]):
        safe[column] = safe[column].map(_escape_formula, na_action="ignore")
    text = safe.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\r\n")
    return text.encode("utf-8-sig")


def _escape_formula(value: object) -> object:
    """Return text that a spreadsheet takes for text: what starts like a formula gets a quote."""
    is_formula = isinstance(value, str) and value.startswith(FORMULA_STARTS)
    return f"'{value}" if is_formula else value
