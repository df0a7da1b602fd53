"""Buttons that make a file when they are pressed."""

from collections.abc import Callable
from functools import partial
from pathlib import PurePath
from typing import Final

import pandas as pd
import streamlit as st

from dashboard.exports.csv_file import csv_bytes

_OPEN_XML: Final = "application/vnd.openxmlformats-officedocument"
_TYPES: Final = {
    ".csv": "text/csv",
    ".xlsx": f"{_OPEN_XML}.spreadsheetml.sheet",
    ".docx": f"{_OPEN_XML}.wordprocessingml.document",
}
"""The MIME types of our files by their endings."""


def download(
    label: str,
    make: Callable[[], bytes],
    file_name: str,
    *,
    key: str,
    icon: str = ":material/download:",
    is_quiet: bool = False,
    disabled: bool = False,
) -> None:
    """Place a button that saves what `make` returns; a quiet one looks like text."""
    st.download_button(
        label,
        data=make,
        file_name=file_name,
        mime=_TYPES[PurePath(file_name).suffix],
        key=key,
        on_click="ignore",
        icon=icon,
        type="tertiary" if is_quiet else "secondary",
        disabled=disabled,
    )


def download_csv(rows: pd.DataFrame, name: str, *, key: str) -> None:
    """Place the button that saves rows as CSV."""
    download("下载 CSV", partial(csv_bytes, rows), f"{name}.csv", key=key, is_quiet=True)
