"""Everything that is wrong in a file, errors and warnings apart, and the file with it marked."""

from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from dashboard.core.errors import Problem
from dashboard.exports.marked_workbook import mark_problems, marked_file_name
from dashboard.importing.processes.reader_process import run_reader
from dashboard.pages.components.downloads import download
from dashboard.pages.import_parts.long_table import place_long_table
from dashboard.pages.import_parts.state import Upload

_LEVELS: Final = {False: "错误", True: "警告"}
_COLUMNS: Final = {
    "级别": st.column_config.TextColumn(width=60),
    "位置": st.column_config.TextColumn(width=150),
    "应为": st.column_config.TextColumn(width=260),
    "实为": st.column_config.TextColumn(width=380),
    "建议": st.column_config.TextColumn(width=200),
}

_NO_SUGGESTIONS: Final = {"建议": None, "实为": st.column_config.TextColumn(width=780)}
"""An empty column gives its room to the words that may be long."""


def place_problems(file: Upload, problems: list[Problem]) -> None:
    """Place the problems, one level or both, and the button that gives the marked workbook."""
    if not problems:
        st.caption("没有发现问题。")
        return
    counts = {
        words: sum(each.is_warning is level for each in problems)
        for level, words in _LEVELS.items()
    }
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        level = st.segmented_control(
            "发现的问题",
            ["全部", *(words for words, count in counts.items() if count)],
            default="全部",
            format_func=lambda words: f"{words} {counts.get(words, len(problems))}",
            required=True,
            key=f"level {file.digest}",
        )
        st.space("stretch")
        download(
            "下载标出问题的表格",
            partial(run_reader, mark_problems, file.name, file.content, file.name, problems),
            marked_file_name(file.name),
            key="marked",
        )
    rows = _listed(problems)
    shown = rows if level == "全部" else rows.loc[rows["级别"] == level]
    columns = _COLUMNS if shown["建议"].astype(bool).any() else _COLUMNS | _NO_SUGGESTIONS
    place_long_table(shown, columns, key=f"problems {file.digest}", name="发现的问题")


def _listed(problems: list[Problem]) -> pd.DataFrame:
    """Return one row a problem, errors first."""
    ordered = sorted(problems, key=lambda problem: problem.is_warning)
    return pd.DataFrame(
        [
            (_LEVELS[each.is_warning], each.where, each.expected, each.seen, each.suggestion)
            for each in ordered
        ],
        columns=list(_COLUMNS),
        dtype="str",
    )
