"""Parse text whose fields are separated by commas, semicolons or tabs."""

import csv
import re
from collections import Counter
from io import StringIO
from itertools import islice
from typing import Final

from dashboard.core.errors import InputError

_SEPARATORS: Final = ",\t;|，；"
"""The most common first; full-width separators are typed by people, not written by programs."""

_SAMPLE_ROWS: Final = 50
"""The rows examined to detect the separator."""

_KEPT_AS_TEXT: Final = re.compile(r'="([^"]*)"')
"""A field that Excel is to keep as text, as our own CSV files have it (exports/csv_file.py)."""

_DECLARED: Final = re.compile(r"sep=(.)\r?\n")
"""The first line in which Excel declares the separator."""


def parse_separated_text(text: str, name: str) -> list[list[str]]:
    """Return the fields of every row, including blank rows, so that row numbers match Excel's.

    Raises:
        InputError: quotation marks do not match.
    """
    declared = _DECLARED.match(text)
    separator = declared.group(1) if declared else _detect_separator(text)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        return [[_without_formula(field) for field in row] for row in reader]
    except csv.Error as error:
        raise InputError(
            f"{name} 第 {reader.line_num} 行附近的引号不成对,无法分列;"
            "请用 Excel 或 WPS 打开检查,另存为 xlsx 后再试。"
        ) from error


def _detect_separator(text: str) -> str:
    """Return the separator that gives the most rows the same number of fields, more than one."""
    return max(_SEPARATORS, key=lambda separator: _count_even_rows(text, separator))


def _count_even_rows(text: str, separator: str) -> int:
    """Count the fields of the sampled rows that have the most frequent width."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        widths = Counter(len(row) for row in islice(reader, _SAMPLE_ROWS) if len(row) > 1)
    except csv.Error:
        return 0
    return max((width * rows for width, rows in widths.items()), default=0)


def _without_formula(field: str) -> str:
    """Return the text that a field is to be kept as."""
    kept = _KEPT_AS_TEXT.fullmatch(field)
    return kept.group(1) if kept else field
