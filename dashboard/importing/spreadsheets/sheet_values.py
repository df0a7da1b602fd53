"""Parse cell values: text, percentages, states, numbers."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple

from dashboard.core.labels import STATES
from dashboard.importing.spreadsheets.chinese_dates import parse_chinese_number


class ParsedValue(NamedTuple):
    """A parsed cell. With `expected` set, it is a warning if there is a value, else an error."""

    value: Any
    expected: str = ""
    suggestion: str = ""


NO_VALUE: Final = ParsedValue(None)
EMPTY_WORDS: Final = frozenset(
    {"/", "\\", "-", "--", "—", "——", "无", "暂无", "未完成", "未销号", "否"}
)
"""Texts in a date or number cell that mean an empty cell."""

ERROR_VALUE: Final = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|#+)")
LINE_ENDS: Final = re.compile(r"_x000D_|\r\n?")

_AROUND: Final = re.compile(r"^[、。,:;]+|[、.。,:;]+$")
"""Punctuation before or after a task number."""

_FIRST_TYPED: Final = 2020
"""The first year in which the ledgers of this program may have been typed."""

_PERCENT: Final = "0 至 100 的百分比,如 80%"
_NUMBER: Final = "数字"


def compact_text(value: Any) -> str:
    """Return a value as text without spaces, with full-width characters converted."""
    return "".join(unicodedata.normalize("NFKC", format_cell(value)).split())


def format_cell(value: Any) -> str:
    """Format a value as its cell displays it."""
    if isinstance(value, datetime):
        midnight = value.time() == datetime.min.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.15g}" if abs(value) < 1e15 else repr(value)
    return "" if value is None else str(value)


def parse_text(value: Any) -> str | None:
    """Return stripped text; line breaks inside are kept."""
    return LINE_ENDS.sub("\n", format_cell(value)).strip() or None


def parse_line(value: Any) -> str | None:
    """Return text on one line, for names and titles."""
    parts = LINE_ENDS.sub("\n", format_cell(value)).split("\n")
    return "".join(part.strip() for part in parts) or None


def parse_task_number(value: Any) -> ParsedValue:
    """Return the number of a task as printed, without surrounding punctuation."""
    if isinstance(value, (date, datetime)):
        return ParsedValue(None, "序号(此格被当成了日期,请改为文本格式)", _typed_number(value))
    return ParsedValue(_AROUND.sub("", compact_text(value)) or None)


def _typed_number(day: date) -> str:
    """Return the number that Excel made a date of, or '' when several are possible.

    1-2 becomes a day of the year in which it is typed, 1-40 a month of 1940, 1-2-3 a day of 2001.
    """
    if day.year < _FIRST_TYPED:
        is_month = day.day == 1 and day.year < 2000
        return f"{day.month}-{day.year % 100}" if is_month else ""
    return f"{day.month}-{day.day}"


# Percentages and states

_STATE_WORDS: Final[dict[str, str]] = {
    "verified": "(?:已)?(?:销号|核销)(?:完成)?|完成(?:并|已)销号",
    "done": (
        "(?:已|全部|均已|按时|按期|逾期|超期|提前)*(?:完成|办结|完结|落实|结束)(?:到位|任务)?"
        "|是|√|✓|✔"
    ),
    "not_started": "(?:尚|还|暂)?(?:未|没有?|待)(?:启动|开始|开展|实施|推进|动工)",
    "cancelled": "(?:已)?(?:取消|终止|撤销|不再实施)",
    "severe": "严重(?:滞后|落后)",
    "behind": "(?:进度|进展|已)?(?:滞后|落后|缓慢|较慢)|未达(?:到)?序时(?:进度)?",
    "overdue": "(?:已)?(?:逾期|超期|超时)(?:未(?:完成|办结))?",
    "due_soon": "(?:临近|即将)到期",
    "unreported": "未填报|未报送",
    "on_track": (
        "(?:正在|正常|持续|有序|稳步|按序时|序时|按计划|长期)*(?:推进|进行|实施|办理|开展|落实)(?:中|之中)?"
        "|正常|在办|未完成|(?:已)?达(?:到)?序时(?:进度)?|已启动|已开展"
    ),
}
_STATE_PATTERNS: Final = {code: re.compile(words) for code, words in _STATE_WORDS.items()}
_PERCENT_OF_STATE: Final = {"verified": 100.0, "done": 100.0, "not_started": 0.0}
_MARKS: Final = re.compile(r"^\W+|[。.!]+$")

_DONE_WORDS: Final = (
    "(?:已|约|大约|基本|总体|累计|整体|目前|现|完成|完成率|进度|达到?|进展|为|:|:)*"
)
_PERCENT_TEXT: Final = re.compile(rf"{_DONE_WORDS}(-?\d+(?:\.\d+)?)(%?)(?:左右|以上)?[。,]?")
_PERCENT_IN_CHINESE: Final = re.compile(
    rf"{_DONE_WORDS}百分之([一二两三四五六七八九十零百]+)(?:左右|以上)?[。,]?"
)
_DECIMAL_COMMA: Final = re.compile(rf"{_DONE_WORDS}(\d{{1,2}}),(\d{{1,2}})%(?:左右|以上)?[。,]?")
_ONLY_PERCENT: Final = re.compile(
    rf"{_DONE_WORDS}(?:了|[全总](?:部|量)?|任务|工作量?|的)*(\d+(?:\.\d+)?)%"
    r"(?:左右|以上|的?(?:任务|工作量?|进度))*(?:[(（](?!.*(?:计划|目标|预计|拟))\D*[)）])?[。,;]?"
)
"""Text whose only number is a percentage of what is done: nothing else is suggested."""


@lru_cache(maxsize=1024)
def state_code(words: str) -> str | None:
    """Return the code of the state in compacted text."""
    plain = _MARKS.sub("", words) or words
    return next((code for code, named in _STATE_PATTERNS.items() if named.fullmatch(plain)), None)


def parse_state(value: Any) -> ParsedValue:
    """Return the label of the state in a cell; other text is kept with a warning."""
    words = compact_text(value)
    if not words or words in {"/", "-", "—"}:
        return NO_VALUE
    if found := _PERCENT_TEXT.fullmatch(words):
        return ParsedValue("已完成" if found.group(1) == "100" else "正常推进")
    if code := state_code(words):
        return ParsedValue(STATES[code].label)
    return ParsedValue(words, "状态,如 已完成、正常推进、未启动")


def percent_of_state(label: str | None) -> float | None:
    """Return the percent implied by a state's label."""
    code = state_code(label) if label else None
    return _PERCENT_OF_STATE.get(code or "")


class PercentColumn(NamedTuple):
    """The notation of a column's bare numbers: among fractions 1 means 100 %; may be uncertain."""

    is_fraction: bool
    is_certain: bool = True


def detect_percent_column(heading: str, bare: Iterable[Any]) -> PercentColumn:
    """Detect a column's notation from its numbers without a % sign or percent format."""
    numbers = [number for value in bare if (number := _parse_bare_number(value)) is not None]
    if not numbers or max(numbers) > 1:
        return PercentColumn(is_fraction=False)
    if any(0 < number < 1 for number in numbers):
        return PercentColumn(is_fraction=True)
    if "%" in compact_text(heading):
        return PercentColumn(is_fraction=False)
    return PercentColumn(is_fraction=True, is_certain=False)


def _parse_bare_number(value: Any) -> float | None:
    """Return the number in a cell without a % sign."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    found = _PERCENT_TEXT.fullmatch(compact_text(value)) if isinstance(value, str) else None
    return float(found.group(1)) if found and not found.group(2) else None


def parse_percent(
    value: Any, column: PercentColumn, *, is_percent_cell: bool = False
) -> ParsedValue:
    """Parse a percentage, 0 to 100."""
    if isinstance(value, (bool, date, datetime)):
        return ParsedValue(None, _PERCENT)
    words = compact_text(value)
    if not words or words in EMPTY_WORDS:
        return NO_VALUE
    number = _parse_bare_number(value)
    if number is None:
        return _parse_percent_words(words)
    if is_percent_cell:
        typed = format_cell(number) + "%" if 10 <= number <= 100 else ""
        return _checked_percent(number * 100, typed)
    if column.is_fraction and (column.is_certain or number != 1):
        return _checked_percent(number * 100)
    if column.is_fraction:
        return ParsedValue(100.0, "写明是 1% 还是 100%", "100%")
    if 0 < number < 1:
        percent = format_cell(round(number * 100, 9))
        return ParsedValue(
            round(number * 100, 9), f"写明是 {format_cell(number)}% 还是 {percent}%", f"{percent}%"
        )
    return _checked_percent(number)


def _parse_percent_words(words: str) -> ParsedValue:
    """Parse a percentage from text: with a % sign, as 百分之八十, or a finished state."""
    if found := _PERCENT_TEXT.fullmatch(words):
        return _checked_percent(float(found.group(1)))
    if found := _PERCENT_IN_CHINESE.fullmatch(words):
        number = 100 if found.group(1) in ("百", "一百") else parse_chinese_number(found.group(1))
        return _checked_percent(number) if number is not None else ParsedValue(None, _PERCENT)
    code = state_code(words)
    if code in _PERCENT_OF_STATE:
        return ParsedValue(_PERCENT_OF_STATE[code])
    return ParsedValue(None, _PERCENT, _likely_percent(words))


def _likely_percent(words: str) -> str:
    """Return the only percentage that a text can mean, or ''; a wrong one does harm."""
    if found := _DECIMAL_COMMA.fullmatch(words):
        return f"{found[1]}.{found[2]}%"
    found = _ONLY_PERCENT.fullmatch(words)
    return f"{found[1]}%" if found and float(found[1]) <= 100 else ""


def _checked_percent(number: float, suggestion: str = "") -> ParsedValue:
    """Return the number if it is a valid percentage, else an error."""
    if not 0 <= number <= 100:
        return ParsedValue(None, _PERCENT, suggestion)
    return ParsedValue(round(float(number), 9))


# Numbers

_QUANTITY: Final = re.compile(r"(?:约|≥|>=|不少于|至少)?(-?\d+(?:\.\d+)?)([^\d.]{0,6})")


def parse_number(value: Any) -> ParsedValue:
    """Parse a number."""
    found = parse_quantity(value)
    if found.value is None:
        return found
    amount, unit = found.value
    if unit == "%":
        return ParsedValue(amount / 100)
    return (
        ParsedValue(amount)
        if unit in ("", "分")
        else ParsedValue(None, _NUMBER, format_cell(amount))
    )


def parse_quantity(value: Any) -> ParsedValue:
    """Parse the number and unit of a target such as 30场."""
    if isinstance(value, (bool, date, datetime)):
        return ParsedValue(None, _NUMBER)
    words = compact_text(value)
    if not words or words in EMPTY_WORDS:
        return NO_VALUE
    if isinstance(value, (int, float)):
        return ParsedValue((float(value), ""))
    found = _QUANTITY.fullmatch(re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", words))
    return (
        ParsedValue((float(found.group(1)), found.group(2)))
        if found
        else ParsedValue(None, _NUMBER)
    )
