"""A table whose rows scroll when there are many."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
import streamlit as st

_ROW: Final = 35
"""Pixels of a table's row."""

_HIGHEST: Final = 9 * _ROW + 20
"""Pixels of a table that more rows scroll in; the half row at its end shows it."""


def long_table_height(rows: int) -> int:
    """Return the height in pixels of a table with so many rows."""
    return min(_ROW * (rows + 1) + 2, _HIGHEST)


def place_long_table(
    rows: pd.DataFrame, columns: Mapping[str, Any], *, key: str, name: str
) -> None:
    """Place the rows; `columns` has the look of each by its heading, `name` is read aloud."""
    st.dataframe(
        rows,
        key=key,
        hide_index=True,
        height=long_table_height(len(rows)),
        column_config=columns,
        alt=f"{name},{len(rows)} 行",
    )
