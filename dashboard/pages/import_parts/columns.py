"""What the columns of a workbook were taken for, and the reader's word where that is wrong."""

from collections import Counter
from typing import Final

import streamlit as st

from dashboard.importing.changes.draft import LEDGER_FIELDS, PROGRESS_FIELDS
from dashboard.importing.processes.contents import Tables
from dashboard.importing.spreadsheets.sheet_columns import (
    SHEET_FIELDS,
    SheetKind,
    SheetLayout,
    missing_columns,
    with_columns,
)
from dashboard.importing.spreadsheets.sheet_fields import REPORT_COLUMNS
from dashboard.importing.spreadsheets.workbook import Sheet
from dashboard.pages.base.text import escaped
from dashboard.pages.import_parts.state import Upload

_UNUSED: Final = ""
_ACROSS: Final = 5
"""Columns beside one another."""


def place_columns(file: Upload, tables: Tables, kind: SheetKind) -> tuple[Tables, list[str]]:
    """Place what each column is; return the sheets as chosen, and what is wrong."""
    fields = [field for _, layout in tables for field in layout.columns.values()]
    known = sum(field in _field_options(kind) for field in fields)
    unused = sum(len(layout.headings) for _, layout in tables) - known
    lacking = any(layout.missing for _, layout in tables)
    words = f"各列的含义:认出 {known} 列" + (f",{unused} 列不导入" if unused else "")
    with st.expander(words, expanded=lacking):
        chosen = [
            (sheet, with_columns(layout, _choose_columns(file, sheet, layout, kind)))
            for sheet, layout in tables
        ]
    return chosen, [fault for sheet, layout in chosen for fault in faults(sheet, layout)]


def _choose_columns(
    file: Upload, sheet: Sheet, layout: SheetLayout, kind: SheetKind
) -> dict[int, str]:
    """Place one choice below each heading as printed; return the columns that are not left out."""
    st.caption(escaped(f"工作表“{sheet.name}”:每列上面是表里的标题,下面是它的含义,可以改。"))
    options = [_UNUSED, *_field_options(kind)]
    places = [
        column for _ in range(0, len(layout.headings), _ACROSS) for column in st.columns(_ACROSS)
    ]
    taken = {}
    for place, (column, heading) in zip(places, layout.headings.items(), strict=False):
        field = layout.columns.get(column, _UNUSED)
        taken[column] = place.selectbox(
            escaped(heading),
            options,
            index=options.index(field) if field in options else 0,
            format_func=lambda field: SHEET_FIELDS.get(field, "(不导入)"),
            filter_mode=None,
            key=f"column {file.digest} {kind} {sheet.name} {column}",
        )
    return {column: field for column, field in taken.items() if field}


def _field_options(kind: SheetKind) -> list[str]:
    """Return what a column may mean in a file of this kind."""
    return [*REPORT_COLUMNS] if kind == "progress" else [*LEDGER_FIELDS, *PROGRESS_FIELDS]


def faults(sheet: Sheet, layout: SheetLayout) -> list[str]:
    """Return what a sheet lacks, and what two of its columns are taken for."""
    found = []
    if layout.missing:
        _, seen = missing_columns(layout)
        found.append(f"工作表“{sheet.name}”{seen}。请在“各列的含义”里指出是哪一列,或在表中补上。")
    for field, count in Counter(layout.columns.values()).items():
        if count > 1:
            found.append(
                f"工作表“{sheet.name}”有 {count} 列都选为“{SHEET_FIELDS[field]}”,请只留一列。"
            )
    return found
