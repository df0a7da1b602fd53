"""Classify the rows below a header: tasks, headings, and rows reported as unread."""

import re
from dataclasses import dataclass, field
from typing import Final

from dashboard.importing.spreadsheets.headings import normalise_heading
from dashboard.importing.spreadsheets.sheet_columns import SheetLayout
from dashboard.importing.spreadsheets.sheet_values import compact_text, format_cell
from dashboard.importing.spreadsheets.workbook import CellValue, Sheet

_TOTAL: Final = re.compile(r"(?:本页|全年|年度|本季度)?(?:合计|小计|总计|共计)(?:[:(]|\d|$)")
_FOOTNOTE: Final = re.compile(
    r"(?:注|备注|说明|填表说明|填报说明|附|附注)\d*[:：].*|※.*"
    r"|(?:填表|填报|制表|审核|审批|复核|报送|签发|单位|股室|科室)?"
    r"(?:负责)?(?:人|单位|日期|时间|领导|电话|签字|盖章)(?:签字|签名|盖章)?(?:\(.*?\))?[:：].*"
)
_NUMERAL: Final = "[一二三四五六七八九十]{1,3}"
_THEME: Final = re.compile(
    rf"(?:{_NUMERAL}\s*[、.．]|第{_NUMERAL}(?:部分|板块|章|篇))\s*(?P<title>.+)", re.DOTALL
)
_ONLY_NUMERAL: Final = re.compile(rf"{_NUMERAL}[、.]?")
_GROUP: Final = re.compile(rf"[(（]{_NUMERAL}[)）]\s*(?P<title>.+)", re.DOTALL)
_COUNT: Final = re.compile(r"[(（][^()（）]*\d+\s*[项条件个][^()（）]*[)）]$")
_LONGEST_TITLE: Final = 40
_WIDE: Final = 3
"""A text without a mark such as 一、 is a heading if it is merged over so many columns."""


@dataclass
class TaskRows:
    """The task rows, the theme and group of each from headings between them, and unread rows."""

    rows: list[int] = field(default_factory=list)
    themes: dict[int, str] = field(default_factory=dict)
    groups: dict[int, str] = field(default_factory=dict)
    unread: list[tuple[int, int, str]] = field(default_factory=list)
    """Row, its first cell, and the kind of the row."""


Filled = list[tuple[int, CellValue]]
"""The cells of a row that are not empty."""


def find_task_rows(sheet: Sheet, layout: SheetLayout) -> TaskRows:
    """Classify the rows below the header."""
    body = TaskRows()
    theme = group = ""
    waiting: list[tuple[int, int, str]] = []
    for at in range(layout.header_rows + 1, len(sheet.rows)):
        filled = _filled_cells(sheet, layout, at)
        if not filled:
            continue
        what = _non_task_kind(filled, layout)
        if not what:
            body.rows.append(at)
            body.themes[at], body.groups[at] = theme, group
            waiting.clear()
            continue
        unread = (at, filled[0][0], what)
        if what == _HEADING:
            theme, group = _parse_heading(filled, theme)
            waiting.append(unread)
        else:
            body.unread.append(unread)
    body.unread.extend(waiting)  # a heading without tasks below it is unread
    body.unread.sort()
    return body


_HEADING: Final = "标题行"


def _filled_cells(sheet: Sheet, layout: SheetLayout, at: int) -> Filled:
    """Return the filled cells of a row; cells merged from a row above do not count."""
    filled: Filled = [
        (column, value) for column, value in enumerate(sheet.rows[at]) if value is not None
    ]
    if sheet.unsaved:
        filled += [(column, "") for column in layout.columns if (at, column) in sheet.unsaved]
    if sheet.filled and all((at, column) in sheet.filled for column, _ in filled):
        return []
    return filled


def _non_task_kind(filled: Filled, layout: SheetLayout) -> str:
    """Return the kind of a row that is not a task, or '' for a task."""
    _, first = filled[0]
    if isinstance(first, str):
        words = compact_text(first) if len(first) < _LONGEST_TITLE else first
        if _TOTAL.match(words):
            return "合计行"
        if _FOOTNOTE.fullmatch(words):
            return "表下说明"
        if _is_repeated_header(filled, layout):
            return "重复的表头"
    if _is_heading(filled, layout):
        return _HEADING
    fields = {layout.columns.get(column) for column, _ in filled}
    if fields <= {"number", None} and layout.kind == "ledger":
        return "只有序号的行" if "number" in fields and len(fields) == 1 else "说明行"
    return "" if fields - {None} else "说明行"


def _is_repeated_header(filled: Filled, layout: SheetLayout) -> bool:
    """Whether most cells of a row repeat the header above them."""
    column, first = filled[0]
    if not _has_heading(layout, column, first):
        return False
    same = sum(_has_heading(layout, column, value) for column, value in filled)
    return same > 1 and same * 2 > len(filled)


def _has_heading(layout: SheetLayout, column: int, value: CellValue) -> bool:
    if not isinstance(value, str) or len(value) > _LONGEST_TITLE:
        return False
    return bool(words := normalise_heading(value)) and words in normalise_heading(
        layout.headings.get(column, "")
    )


def _is_heading(filled: Filled, layout: SheetLayout) -> bool:
    """Whether a row is a heading: one text at the left, with a mark or merged over columns."""
    column, first = filled[0]
    if not isinstance(first, str):
        return False
    fields = [layout.columns.get(column) for column, _ in filled]
    if len({value for _, value in filled}) == 1:
        if column > min(layout.columns):
            return fields == ["theme"]
        is_wide = len(filled) >= _WIDE and len(first) <= _LONGEST_TITLE
        return is_wide or _is_marked(first) or fields == ["theme"]
    is_numeral = _ONLY_NUMERAL.fullmatch(compact_text(first))
    return bool(is_numeral) and fields in (["number", "item"], ["number", "theme"])


def _is_marked(text: str) -> bool:
    return bool(_THEME.fullmatch(text.strip()) or _GROUP.fullmatch(text.strip()))


def _parse_heading(filled: Filled, theme: str) -> tuple[str, str]:
    """Return the theme and the group from a heading row; a new theme starts without a group."""
    words = format_cell(filled[-1][1]).strip()
    if found := _GROUP.fullmatch(words):
        return theme, found.group("title").strip()
    found = _THEME.fullmatch(words)
    return _COUNT.sub("", found.group("title") if found else words).strip(), ""
