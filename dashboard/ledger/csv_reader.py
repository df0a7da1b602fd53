"""Read a folder of CSV files, one per table, into validated frames of a whole ledger."""

import csv
from collections.abc import Mapping
from difflib import get_close_matches
from io import StringIO
from pathlib import Path

import pandas as pd

from dashboard.core.errors import InputError, Problem
from dashboard.ledger.tables import (
    COLUMN_KIND_WORDS,
    LEDGER_TABLES,
    PLAN_TABLES,
    UNIQUE_KEYS,
    Column,
)

Frames = dict[str, pd.DataFrame]
_WRITTEN_FORMS = {
    "date": r"\d{4}-\d{2}-\d{2}",
    "moment": r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)?",
}
"""The formats of dates and timestamps; timestamps are the bureau's local time without a zone."""

_MAX_PROBLEMS = 200
"""Problems listed at once; more than these usually share one cause, which these already show."""


def read_folder(folder: Path) -> Frames:
    """Read every table of a ledger from a folder of CSV files.

    Returns one frame per table, typed as the ledger's columns. The frame of a missing optional file
    is empty; columns that a later version added are optional, too.

    Raises:
        InputError: with every problem of every file at once.
    """
    if not folder.is_dir():
        raise InputError(f"没有文件夹 {folder};请给出放有 plan.csv、task.csv 等文件的文件夹。")
    problems: list[Problem] = []
    frames = {
        table: _read_table(folder / f"{table}.csv", table, problems) for table in LEDGER_TABLES
    }
    for table, frame in frames.items():
        _check_unique(table, frame, problems)
        _check_references(table, frame, frames, problems)
    if problems:
        listed = problems[:_MAX_PROBLEMS]
        raise InputError(f"{folder} 中有 {len(problems)} 处问题,未导入任何内容:", listed)
    return frames


def _read_table(path: Path, table: str, problems: list[Problem]) -> pd.DataFrame:
    """Read one file and convert each column to its type; problems are added to the list."""
    columns = LEDGER_TABLES[table]
    if not path.exists():
        if table in PLAN_TABLES:
            problems.append(Problem(path.name, "存在的文件", "没有这个文件"))
        return _empty_table(columns)
    raw = _read_text(path, problems)
    if not raw.columns.empty:
        later = [name for name in columns if columns[name].is_later and name not in raw.columns]
        raw = raw.assign(**dict.fromkeys(later, ""))
    absent = [name for name in columns if name not in raw.columns]
    unknown = [name for name in raw.columns if name not in columns]
    for name in absent:
        near = get_close_matches(name, unknown, n=1)
        seen = f"没有这一列(相近的有 {near[0]})" if near else "没有这一列"
        problems.append(Problem(f"{path.name} 表头", f"列 {name}", seen))
    if absent:
        return _empty_table(columns)
    problems.extend(
        Problem(f"{path.name} 表头", f"仅有 {'、'.join(columns)}", f"多出列 {name}")
        for name in unknown
    )
    return pd.DataFrame(
        {
            name: _convert(raw[name], column, f"{path.name}", name, problems)
            for name, column in columns.items()
        }
    )


def _empty_table(columns: Mapping[str, Column]) -> pd.DataFrame:
    """Return a frame without rows, its columns typed."""
    return pd.DataFrame({name: _convert_column([], column) for name, column in columns.items()})


def _read_text(path: Path, problems: list[Problem]) -> pd.DataFrame:
    """Read a CSV file in UTF-8 (with or without BOM) or GB18030 as text; empty fields are ''."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", errors="replace")
        if "�" in text:
            problems.append(Problem(path.name, "UTF-8 或 GB18030 编码", "无法识别的编码"))
    try:
        text = text.removeprefix("\ufeff")  # GB18030 files may start with a BOM, too
        header, *lines = csv.reader(StringIO(text, newline=""), strict=True)
    except (csv.Error, ValueError) as error:
        problems.append(Problem(path.name, "逗号分隔、首行为表头的表格", str(error)))
        return pd.DataFrame()
    if repeated := {name for name in header if header.count(name) > 1}:
        problems.append(Problem(f"{path.name} 表头", "不重复的列名", "、".join(sorted(repeated))))
        return pd.DataFrame()
    lines = [line for line in lines if line]
    problems.extend(
        Problem(f"{path.name} 第 {at + 2} 行", f"{len(header)} 个字段", f"{len(line)} 个")
        for at, line in enumerate(lines)
        if len(line) != len(header)
    )
    even = [(line + [""] * len(header))[: len(header)] for line in lines]
    return pd.DataFrame(even, columns=header, dtype="str")


def _convert(
    raw: pd.Series, column: Column, file: str, name: str, problems: list[Problem]
) -> pd.Series:
    """Convert a column of text to its type; report invalid values with their line numbers."""
    blank = raw.str.strip() == ""
    values = _convert_column(list(raw.where(~blank, None)), column)
    wrong = (values.isna() & ~blank) | (blank & column.required)
    expected = COLUMN_KIND_WORDS[column.kind]
    if column.choices:
        wrong |= ~blank & ~values.isin(column.choices)
        expected = " 或 ".join(column.choices)
    if column.least is not None and column.most is not None:
        wrong |= ~blank & ~values.between(column.least, column.most).fillna(False).astype(bool)
        expected = f"{column.least:g} 至 {column.most:g} 的{expected}"
    for at in raw.index[wrong.fillna(True).astype(bool)]:
        seen = f"“{raw[at]}”" if raw[at].strip() else "空"
        problems.append(Problem(f"{file} 第 {at + 2} 行 {name} 列", expected, seen))
    return values


def _convert_column(values: list[str | None], column: Column) -> pd.Series:
    """Return text values as a series of the column's type; invalid values become missing."""
    series = pd.Series(values, dtype="object")
    if column.kind in ("integer", "number"):
        numbers = pd.to_numeric(series, errors="coerce").astype("Float64")
        if column.kind == "number":
            return numbers.where(numbers.abs() != float("inf"))
        return numbers.where((numbers == numbers.round()) & (numbers.abs() < 2**31)).astype("Int64")
    if column.kind in ("date", "moment"):
        written = series.where(
            series.str.strip().str.fullmatch(_WRITTEN_FORMS[column.kind]).eq(True), None
        )
        moments = pd.to_datetime(written.str.strip(), errors="coerce", format="ISO8601")
        return moments.astype("datetime64[us]")
    if column.kind == "flag":
        return series.str.strip().str.lower().map({"true": True, "false": False}).astype("boolean")
    texts = series.astype("str")
    return texts.fillna("") if column.is_empty else texts


def _check_unique(table: str, frame: pd.DataFrame, problems: list[Problem]) -> None:
    """Report every row that repeats a unique key."""
    for names in UNIQUE_KEYS[table]:
        repeated = frame.duplicated(list(names)) & frame[list(names)].notna().all(axis=1)
        for at in frame.index[repeated]:
            seen = "、".join(str(frame.at[at, name]) for name in names)
            where = f"{table}.csv 第 {at + 2} 行 {'、'.join(names)} 列"
            problems.append(Problem(where, "不重复的值", f"重复的 {seen}"))


def _check_references(
    table: str, frame: pd.DataFrame, frames: Frames, problems: list[Problem]
) -> None:
    """Report every row whose foreign key does not exist in the other table."""
    for name, column in LEDGER_TABLES[table].items():
        if column.refers_to is None:
            continue
        known = frames[column.refers_to][UNIQUE_KEYS[column.refers_to][0][0]]
        lost = frame[name].notna() & ~frame[name].isin(known)
        for at in frame.index[lost]:
            where = f"{table}.csv 第 {at + 2} 行 {name} 列"
            expected = f"{column.refers_to}.csv 中已有的编号"
            problems.append(Problem(where, expected, str(frame.at[at, name])))
