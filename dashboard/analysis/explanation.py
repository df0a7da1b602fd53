"""What a number is, in words: its sentence, its formula with its own figures, its thresholds."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from dashboard.analysis.crosstab_query import ANSWERED_BY, Cells
from dashboard.core import measures
from dashboard.core.dimensions import DIMENSIONS, word
from dashboard.core.labels import BASES, STATES, state_words
from dashboard.core.measure_macros import DEFINED_IN
from dashboard.core.measures import MEASURES
from dashboard.core.rounding import rounded_percent, rounded_points
from dashboard.core.state_rules import threshold_rule
from dashboard.view.filters import Filters
from dashboard.view.share_links import filter_lines


def _shown(code: str, number: pd.Series) -> str:
    """Return a number as the heading of its explanation has it."""
    return measures.shown(code, number[code], number[f"{code}_part"], int(number[f"{code}_of"]))


def worked(code: str, number: pd.Series) -> str:
    """Return the formula with the number's own figures, '' when there is nothing to work out."""
    measure = MEASURES[code]
    if pd.isna(number[code]):
        return "没有可以计算的措施。"
    if not measure.worked and measure.kind == "count":
        split = f"({_by_state(number['states'])})" if measure.is_split and number[code] else ""
        return f"{measure.label} = {number[code]:.0f}{split}"
    parts = " = {part} ÷ {of}" if measure.kind == "share" else ""
    formula = measure.worked or f"{measure.label}{parts} = {{value}}"
    return formula.format(**_figures(code, number))


def _figures(code: str, number: pd.Series) -> dict[str, str]:
    """Return the figures that a formula may name."""
    states = _states_of(number["states"])
    part, of, weights = number[f"{code}_part"], number[f"{code}_of"], number["weights"]
    late = states["overdue"] + states["severe"] + states["behind"]
    return {
        **{state: str(count) for state, count in states.items()},
        "late": str(late),
        "finished": str(states["done"] + states["verified"]),
        "part": "" if pd.isna(part) else f"{part:.0f}",
        "of": f"{of:.0f}",
        "value": measures.brief(code, number[code]),
        "exact": f"{rounded_points(number[code], 2):+.2f}"
        if code == "gap"
        else _exact_percent(number[code]),
        "weights": f"{weights:g}",
        "weighted_percent": f"{number['weighted_percent']:.2f}",
        "weighted_expected": f"{number['weighted_expected']:.2f}",
        "progress": _exact_percent(number["progress"]),
        "expected": _exact_percent(number["expected"]),
    }


def _exact_percent(value: float) -> str:
    """Return a percentage of a formula with two decimals."""
    return f"{rounded_percent(value, 2):.2f}"


def _states_of(states: Any) -> dict[str, int]:
    """Return the number of tasks in every state; none at all are counted as a missing value."""
    counted = states if isinstance(states, Mapping) else {}
    return {code: int(counted.get(code, 0)) for code in STATES}


def _by_state(states: Any) -> str:
    """Return tasks by state, as in '✔ 已完成 3、▲ 滞后 1'."""
    return "、".join(f"{state_words(code)} {n}" for code, n in _states_of(states).items() if n)


def thresholds(code: str, settings: Mapping[str, float]) -> list[str]:
    """Return the thresholds that a measure depends on, with the values in force."""
    return [threshold_rule(name, settings) for name in MEASURES[code].thresholds]


def _subject(cells: Cells) -> str:
    """Return which of the page's tasks a number is about, as in '股室 基础教育股 · 状态 滞后'."""
    named = [f"{DIMENSIONS[each].label} {word(each, name)}" for each, name in cells]
    return " · ".join(named) or "本页全部措施"


def view_lines(filters: Filters, day: date) -> list[str]:
    """Return the day, the way of counting and the filters of a number."""
    lines = [f"数据截至 {filters.as_of}", BASES[filters.basis]]
    if day != filters.as_of:
        lines.insert(0, f"看的是这些措施在 {day} 的情况")
    if filters.known_at:
        lines.append(f"定格于 {filters.known_at:%Y-%m-%d %H:%M}")
    return [*lines, *filter_lines(filters)]


def missing(cells: Cells, number: pd.Series | None) -> str:
    """Return why a number has nothing behind it; '' when it has. None: no such moment."""
    if number is None:
        return "这个链接问的月份或季度,到数据截至日还没有开始,或者不存在。"
    if number["selected"]:
        return ""
    return f"当前条件下没有措施符合“{_subject(cells)}”:这个名称可能已经不存在,或者被筛选条件排除。"


def title(code: str, cells: Cells, number: pd.Series) -> str:
    """Return what is explained, with its value."""
    return f"{_subject(cells)} · {MEASURES[code].label} {_shown(code, number)}"


def file_name(code: str, cells: Cells) -> str:
    """Return what the files of a number are called."""
    return "-".join([MEASURES[code].label, *(word(each, name) for each, name in cells)])


def facts(
    filters: Filters,
    code: str,
    number: pd.Series,
    day: date,
    settings: Mapping[str, float],
) -> dict[str, str]:
    """Return what a number is, a text by its label; an empty one is left out."""
    return {
        "口径": MEASURES[code].sentence,
        "公式": MEASURES[code].formula,
        "代入": worked(code, number),
        "界线": ";".join(thresholds(code, settings)),
        "条件": " · ".join(view_lines(filters, day)),
        "查询": f"{ANSWERED_BY}:按指标和条件现场构造的查询,指标由 {DEFINED_IN} 的 {code} 定义",
    }


def rows_line(code: str, number: pd.Series, count: int) -> str:
    """Return how many tasks make a number, and how many of them are counted in its upper part."""
    measure = MEASURES[code]
    if measure.kind == "share":
        return f"由 {count} 项措施构成,其中 {number[f'{code}_part']:.0f} 项计入分子"
    if measure.kind == "mean":
        return f"由 {count} 项措施按权重平均(权重合计 {number['weights'] if count else 0:g})"
    return f"由 {count} 项措施构成"


def counted_word(code: str, *, is_part: bool) -> str:
    """Return what a task does in a number."""
    if MEASURES[code].kind == "share":
        return "计入分子" if is_part else "只在分母"
    return "按权重计入" if MEASURES[code].kind == "mean" else "计入"
