"""Values as people type them: text, percentages, words of state, numbers."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple

from dashboard.core.labels import STATES
from dashboard.importing.spreadsheets.chinese_dates import chinese_number


class Parsed(NamedTuple):
    """What a cell means. Something `expected` beside a value is a warning, without one an error."""

    value: Any
    expected: str = ""
    suggestion: str = ""


NOTHING: Final = Parsed(None)
EMPTY_WORDS: Final = frozenset(
    {"/", "\\", "-", "--", "—", "——", "无", "暂无", "未完成", "未销号", "否"}
)
"""What people type into the cell of a date or a number when there is none."""

ERROR_VALUE: Final = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|#+)")
LINE_ENDS: Final = re.compile(r"_x000D_|\r\n?")

AROUND: Final = re.compile(r"^[、。,:;]+|[、.。,:;]+$")
"""Marks beside a number that belong to the way it is printed."""

PERCENT: Final = "0 至 100 的百分比,如 80%"
NUMBER: Final = "数字"


def compact(value: Any) -> str:
    """Return a value as text without spaces, full-width characters made ordinary."""
    return "".join(unicodedata.normalize("NFKC", shown(value)).split())


def shown(value: Any) -> str:
    """Return a value as a person sees it in its cell."""
    if isinstance(value, datetime):
        midnight = value.time() == datetime.min.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.15g}" if abs(value) < 1e15 else repr(value)
    return "" if value is None else str(value)


def text(value: Any) -> str | None:
    """Return text without space around it; its line breaks stay."""
    return LINE_ENDS.sub("\n", shown(value)).strip() or None


def line(value: Any) -> str | None:
    """Return text on one line, as names and titles are."""
    parts = LINE_ENDS.sub("\n", shown(value)).split("\n")
    return "".join(part.strip() for part in parts) or None


def task_number(value: Any) -> Parsed:
    """Return the number of a task as printed, without what stands around it."""
    if isinstance(value, (date, datetime)):
        seen = f"{value.month}-{value.day}"
        return Parsed(None, "序号(此格被当成了日期,请改为文本格式)", seen)
    return Parsed(AROUND.sub("", compact(value)) or None)


# Percentages and states

STATE_WORDS: Final[dict[str, str]] = {
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
STATE_PATTERNS: Final = {code: re.compile(words) for code, words in STATE_WORDS.items()}
PERCENT_OF_STATE: Final = {"verified": 100.0, "done": 100.0, "not_started": 0.0}
MARKS: Final = re.compile(r"^\W+|[。.!]+$")

SAID: Final = re.compile(
    r"(?:已|约|大约|基本|总体|累计|整体|目前|现|完成|完成率|进度|达到?|进展|为|:|:)*"
    r"(-?\d+(?:\.\d+)?)(%?)(?:左右|以上)?[。,]?"
)
IN_WORDS: Final = re.compile(r"百分之([一二两三四五六七八九十零百]+)")


@lru_cache(maxsize=1024)
def state_code(words: str) -> str | None:
    """Return the code of the state that compact words name."""
    plain = MARKS.sub("", words) or words
    return next((code for code, named in STATE_PATTERNS.items() if named.fullmatch(plain)), None)


def state(value: Any) -> Parsed:
    """Return the label of the state that a cell names; other words stay, with a warning."""
    words = compact(value)
    if not words or words in {"/", "-", "—"}:
        return NOTHING
    if said := SAID.fullmatch(words):
        return Parsed("已完成" if said.group(1) == "100" else "正常推进")
    if code := state_code(words):
        return Parsed(STATES[code].label)
    return Parsed(words, "状态,如 已完成、正常推进、未启动")


def percent_of_state(label: str | None) -> float | None:
    """Return the percent that a state's label implies."""
    code = state_code(label) if label else None
    return PERCENT_OF_STATE.get(code or "")


class PercentColumn(NamedTuple):
    """How bare numbers of a column are meant: 1 is 100 % among fractions; it may be uncertain."""

    is_fraction: bool
    is_certain: bool = True


def percent_column(heading: str, bare: Iterable[Any]) -> PercentColumn:
    """Judge a column by the numbers in it that carry no % and no percent format."""
    numbers = [number for value in bare if (number := bare_number(value)) is not None]
    if not numbers or max(numbers) > 1:
        return PercentColumn(is_fraction=False)
    if any(0 < number < 1 for number in numbers):
        return PercentColumn(is_fraction=True)
    if "%" in compact(heading):
        return PercentColumn(is_fraction=False)
    return PercentColumn(is_fraction=True, is_certain=False)


def bare_number(value: Any) -> float | None:
    """Return the number that a cell holds without a % sign."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    said = SAID.fullmatch(compact(value)) if isinstance(value, str) else None
    return float(said.group(1)) if said and not said.group(2) else None


def percent(value: Any, column: PercentColumn, *, is_percent_cell: bool = False) -> Parsed:
    """Return a percentage, 0 to 100."""
    if isinstance(value, (bool, date, datetime)):
        return Parsed(None, PERCENT)
    words = compact(value)
    if not words or words in EMPTY_WORDS:
        return NOTHING
    number = bare_number(value)
    if number is None:
        return percent_in_words(words)
    if is_percent_cell:
        typed = shown(number) + "%" if 1 < number <= 100 else ""
        return bounded(number * 100, typed)
    if column.is_fraction and (column.is_certain or number != 1):
        return bounded(number * 100)
    if column.is_fraction:
        return Parsed(100.0, "写明是 1% 还是 100%", "100%")
    if 0 < number < 1:
        return Parsed(round(number * 100, 9), PERCENT, f"{shown(round(number * 100, 9))}%")
    return bounded(number)


def percent_in_words(words: str) -> Parsed:
    """Return the percentage of text with a % sign, of 百分之八十, or of a finished state."""
    if said := SAID.fullmatch(words):
        return bounded(float(said.group(1)))
    if said := IN_WORDS.search(words):
        number = 100 if said.group(1) == "百" else chinese_number(said.group(1))
        return bounded(number) if number is not None else Parsed(None, PERCENT)
    code = state_code(words)
    if code in PERCENT_OF_STATE:
        return Parsed(PERCENT_OF_STATE[code])
    numbers = re.findall(r"\d+(?:\.\d+)?(?=%)", words)
    return Parsed(None, PERCENT, f"{numbers[0]}%" if len(set(numbers)) == 1 else "")


def bounded(number: float, suggestion: str = "") -> Parsed:
    """Return a percentage if it is one."""
    if not 0 <= number <= 100:
        return Parsed(None, PERCENT, suggestion)
    return Parsed(round(float(number), 9))


# Numbers

QUANTITY: Final = re.compile(r"(?:约|≥|>=|不少于|至少)?(-?\d+(?:\.\d+)?)([^\d.]{0,6})")


def number(value: Any) -> Parsed:
    """Return a number."""
    found = quantity(value)
    if found.value is None:
        return found
    amount, unit = found.value
    if unit == "%":
        return Parsed(amount / 100)
    return Parsed(amount) if unit in ("", "分") else Parsed(None, NUMBER, shown(amount))


def quantity(value: Any) -> Parsed:
    """Return the number and the unit of a target such as 30场."""
    if isinstance(value, (bool, date, datetime)):
        return Parsed(None, NUMBER)
    words = compact(value)
    if not words or words in EMPTY_WORDS:
        return NOTHING
    if isinstance(value, (int, float)):
        return Parsed((float(value), ""))
    found = QUANTITY.fullmatch(re.sub(r"(?<=\d),(?=\d{3})", "", words))
    return Parsed((float(found.group(1)), found.group(2))) if found else Parsed(None, NUMBER)
