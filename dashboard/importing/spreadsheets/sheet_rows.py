"""Which rows below a header are tasks, and what the others are: none goes unmentioned."""

import re
from dataclasses import dataclass, field
from typing import Final

from dashboard.importing.spreadsheets.headings import squeezed
from dashboard.importing.spreadsheets.sheet_columns import Layout
from dashboard.importing.spreadsheets.sheet_values import compact, shown
from dashboard.importing.spreadsheets.workbook import Sheet, Value

TOTAL: Final = re.compile(r"(?:本页|全年|年度|本季度)?(?:合计|小计|总计|共计)(?:[:(]|\d|$)")
FOOTNOTE: Final = re.compile(
    r"(?:注|备注|说明|填表说明|填报说明|附|附注)\d*[:：].*|※.*"
    r"|(?:填表|填报|制表|审核|审批|复核|报送|签发|单位|股室|科室)?"
    r"(?:负责)?(?:人|单位|日期|时间|领导|电话|签字|盖章)(?:签字|签名|盖章)?(?:\(.*?\))?[:：].*"
)
NUMERAL: Final = "[一二三四五六七八九十]{1,3}"
THEME: Final = re.compile(
    rf"(?:{NUMERAL}\s*[、.．]|第{NUMERAL}(?:部分|板块|章|篇))\s*(?P<title>.+)", re.DOTALL
)
ONLY_NUMERAL: Final = re.compile(rf"{NUMERAL}[、.]?")
GROUP: Final = re.compile(rf"[(（]{NUMERAL}[)）]\s*(?P<title>.+)", re.DOTALL)
COUNT: Final = re.compile(r"[(（][^()（）]*\d+\s*[项条件个][^()（）]*[)）]$")
LONGEST_TITLE: Final = 40
WIDE: Final = 3
"""Columns over which a text must be merged to head the rows below without a mark such as 一、."""


@dataclass
class Body:
    """The rows of tasks, what the headings between them say of each, and the rows left unread."""

    rows: list[int] = field(default_factory=list)
    themes: dict[int, str] = field(default_factory=dict)
    groups: dict[int, str] = field(default_factory=dict)
    unread: list[tuple[int, int, str]] = field(default_factory=list)
    """Row, its first cell, and what the row is."""


Filled = list[tuple[int, Value]]
"""The cells of a row in which something stands."""


def body_of(sheet: Sheet, layout: Layout) -> Body:
    """Sort the rows below the header."""
    body = Body()
    theme = group = ""
    waiting: list[tuple[int, int, str]] = []
    for at in range(layout.header_rows + 1, len(sheet.rows)):
        filled = filled_cells(sheet, layout, at)
        if not filled:
            continue
        what = other_than_task(filled, layout)
        if not what:
            body.rows.append(at)
            body.themes[at], body.groups[at] = theme, group
            waiting.clear()
            continue
        unread = (at, filled[0][0], what)
        if what == HEADING and layout.kind == "ledger":
            theme, group = titles_of(filled, theme)
            waiting.append(unread)
        else:
            body.unread.append(unread)
    body.unread.extend(waiting)  # a heading without a task below it heads nothing
    body.unread.sort()
    return body


HEADING: Final = "标题行"


def filled_cells(sheet: Sheet, layout: Layout, at: int) -> Filled:
    """Return the cells of a row that somebody filled; a merged cell from above is not enough."""
    filled: Filled = [
        (column, value) for column, value in enumerate(sheet.rows[at]) if value is not None
    ]
    if sheet.unsaved:
        filled += [(column, "") for column in layout.columns if (at, column) in sheet.unsaved]
    if sheet.filled and all((at, column) in sheet.filled for column, _ in filled):
        return []
    return filled


def other_than_task(filled: Filled, layout: Layout) -> str:
    """Return what a row is when it is no task, else nothing."""
    _, first = filled[0]
    if isinstance(first, str):
        words = compact(first) if len(first) < LONGEST_TITLE else first
        if TOTAL.match(words):
            return "合计行"
        if FOOTNOTE.fullmatch(words):
            return "表下说明"
        if is_repeated_header(filled, layout):
            return "重复的表头"
    if is_heading(filled, layout):
        return HEADING
    fields = {layout.columns.get(column) for column, _ in filled}
    if fields <= {"number", None} and layout.kind == "ledger":
        return "只有序号的行" if "number" in fields and len(fields) == 1 else "说明行"
    return "" if fields - {None} else "说明行"


def is_repeated_header(filled: Filled, layout: Layout) -> bool:
    """Say whether most cells of a row say what the header above them says."""
    column, first = filled[0]
    if not has_heading(layout, column, first):
        return False
    same = sum(has_heading(layout, column, value) for column, value in filled)
    return same > 1 and same * 2 > len(filled)


def has_heading(layout: Layout, column: int, value: Value) -> bool:
    if not isinstance(value, str) or len(value) > LONGEST_TITLE:
        return False
    return bool(words := squeezed(value)) and words in squeezed(layout.headings.get(column, ""))


def is_heading(filled: Filled, layout: Layout) -> bool:
    """Say whether a row heads those below: one text at the left, marked or merged over columns."""
    column, first = filled[0]
    if not isinstance(first, str):
        return False
    fields = [layout.columns.get(column) for column, _ in filled]
    if len({value for _, value in filled}) == 1:
        if column > min(layout.columns):
            return fields == ["theme"]
        is_wide = len(filled) >= WIDE and len(first) <= LONGEST_TITLE
        return is_wide or is_marked(first) or fields == ["theme"]
    is_numeral = ONLY_NUMERAL.fullmatch(compact(first))
    return bool(is_numeral) and fields in (["number", "item"], ["number", "theme"])


def is_marked(text: str) -> bool:
    return bool(THEME.fullmatch(text.strip()) or GROUP.fullmatch(text.strip()))


def titles_of(filled: Filled, theme: str) -> tuple[str, str]:
    """Return the theme and the group that a row heads; below a new theme there is no group yet."""
    words = shown(filled[-1][1]).strip()
    if found := GROUP.fullmatch(words):
        return theme, found.group("title").strip()
    found = THEME.fullmatch(words)
    return COUNT.sub("", found.group("title") if found else words).strip(), ""
