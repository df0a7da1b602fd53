"""The fixed table of measures: the definition of each number on the screen, all of it in words.

What each counts is defined in SQL, in the macro of its name (queries/macros/6_measures.sql).
"""

from typing import Final, NamedTuple

from dashboard.core.labels import percent, points, rate
from dashboard.core.measure_macros import MACROS, Kind
from dashboard.core.rounding import rounded_percent, rounded_points
from dashboard.core.state_rules import STATE_RULES


class Measure(NamedTuple):
    """One measure; `code` is what links and the macro call it."""

    code: str
    label: str
    is_good_up: bool | None
    """Whether a higher value is better; None: neither."""
    sentence: str
    """口径: the definition in one sentence."""
    formula: str
    thresholds: tuple[str, ...] = ()
    """The names of the settings that the measure depends on."""
    unit: str = "项"
    is_offered: bool = True
    """Whether free analysis offers it; other measures only explain a number on a page."""
    worked: str = ""
    """The formula with places for a number's own figures (`_figures` in analysis/explanation.py);
    if empty, the one of its kind."""
    is_split: bool = False
    """Whether its tasks may be in several states, which the formula then counts one by one."""

    @property
    def kind(self) -> Kind:
        """How its value is made of the tasks."""
        return MACROS[self.code].kind


BEHIND: Final = ("behind_gap", "severe_gap", "grace_days")

_ALL: Final = (
    Measure(
        "tasks", "措施数", None,
        "纳入统计的措施有多少项;已取消的不计。", "措施数 = 未取消的措施数",
        is_split=True,
    ),
    Measure(
        "finished", "完成数", True,
        "已完成(进度 100%)或已销号的措施有多少项。", "完成数 = 已完成 + 已销号",
        worked="完成数 = 已完成 {done} + 已销号 {verified} = {part}",
    ),
    Measure(
        "completion_rate", "完成率", True,
        "纳入统计的措施中已完成或已销号的占多少。", "完成率 = 完成数 ÷ 措施数",
        worked="完成率 = 完成数 {part} ÷ 措施数 {of} = {value}",
    ),
    Measure(
        "average_progress", "平均进度", True,
        "各项措施截至当日的最新填报进度按权重平均;没有填报的按 0% 计。",
        "平均进度 = Σ(权重 × 进度) ÷ Σ权重", unit="%",
        worked="平均进度 = Σ(权重 × 进度) {weighted_percent} ÷ Σ权重 {weights} = {exact}%",
    ),
    Measure(
        "average_expected", "平均序时", None,
        "各项措施到当日应达到的进度(序时进度)按权重平均:从开始前一日的 0% 到完成时限的 100% "
        "直线推算,定有季度目标的经过各季度目标。",
        "平均序时 = Σ(权重 × 序时进度) ÷ Σ权重", unit="%",
        worked="平均序时 = Σ(权重 × 序时进度) {weighted_expected} ÷ Σ权重 {weights} = {exact}%",
    ),
    Measure(
        "gap", "进度差", True,
        "平均进度比平均序时高(+)或低(-)多少个百分点。", "进度差 = 平均进度 − 平均序时",
        unit="点",
        worked="进度差 = 平均进度 {progress}% − 平均序时 {expected}% = {exact} 个百分点",
    ),
    Measure(
        "behind_schedule", "未达序时", False,
        "逾期、严重滞后和滞后的措施共有多少项;未填报的不算。",
        "未达序时 = 逾期 + 严重滞后 + 滞后", BEHIND,
        worked="未达序时 = 逾期 {overdue} + 严重滞后 {severe} + 滞后 {behind} = {part}",
    ),
    Measure(
        "on_schedule_rate", "达序时率", True,
        "纳入统计的措施中,既不是未达序时、也不是未填报的占多少。",
        "达序时率 =(措施数 − 未达序时 − 未填报)÷ 措施数", BEHIND,
        worked="达序时率 =(措施数 {of} − 未达序时 {late} − 未填报 {unreported})÷ {of}"
        " = {part} ÷ {of} = {value}",
    ),
    Measure(
        "reporting_rate", "填报率", True,
        "本季度应填报的措施(已开始、未取消、季初尚未完成)中,本季度有填报的占多少。",
        "填报率 = 本季度已填报 ÷ 本季度应填报",
        worked="填报率 = 本季度已填报 {part} ÷ 本季度应填报 {of} = {value}",
    ),
    Measure(
        "on_time_rate", "按期完成率", True,
        "已有结果的措施(已完成,或已过完成时限)中,在完成时限之内完成的占多少。",
        "按期完成率 = 按期完成 ÷(完成 + 逾期未完成)",
        worked="按期完成率 = 按期完成 {part} ÷(完成 {finished} + 逾期未完成 {overdue})"
        " = {part} ÷ {of} = {value}",
    ),
    Measure(
        "unreported", "未填报", False,
        f"{STATE_RULES['unreported'].words}的措施有多少项。",
        "未填报 = 应有进展而没有任何填报的措施数", ("grace_days",),
    ),
    Measure(
        "silent", "从未填报", False,
        "没有完成、到当日一次也没有填报的措施有多少项;未到开始日、在宽限期内和已逾期的也算。",
        "从未填报 = 没有任何填报的未完成措施数", is_offered=False,
    ),
    Measure(
        "ever_reported", "已填报", True,
        "到当日至少填报过一次,或已经完成的措施有多少项。",
        "已填报 = 措施数 − 从未填报", is_offered=False,
    ),
    Measure(
        "stale", "久未更新", False,
        "填报过、尚未完成,而最近一次填报已过了期限的措施有多少项。",
        "久未更新 = 距最近填报超过期限的未完成措施数", ("stale_days",),
        is_split=True,
    ),
    Measure(
        "overdue", "逾期数", False,
        f"{STATE_RULES['overdue'].words}的措施有多少项。",
        "逾期数 = 当日晚于完成时限的未完成措施数",
    ),
    Measure(
        "days_overdue", "逾期天数", False,
        "各项逾期措施到当日已逾期的天数之和。", "逾期天数 = Σ(当日 − 完成时限)", unit="天",
        worked="逾期天数 = {of} 项措施的(当日 − 完成时限)之和 = {value}",
    ),
    Measure(
        "longest_overdue", "最长逾期", False,
        "逾期最久的一项措施到当日已逾期多少天。", "最长逾期 = max(当日 − 完成时限)", unit="天",
        worked="最长逾期 = {of} 项措施的(当日 − 完成时限)中最大的 = {value}",
    ),
    Measure(
        "finished_on_time", "按期完成数", True,
        "完成日期不晚于完成时限的措施有多少项。", "按期完成数 = 完成日期 ≤ 完成时限的措施数",
    ),
    Measure(
        "finished_late", "逾期完成数", False,
        "完成了,但完成日期晚于完成时限的措施有多少项。",
        "逾期完成数 = 完成日期 > 完成时限的措施数",
    ),
    Measure(
        "cancelled", "已取消", None,
        "到当日已由调整取消的措施有多少项;它们不进入任何比率。",
        "已取消 = 取消日期 ≤ 当日的措施数", is_offered=False,
    ),
    Measure(
        "slipped", "未在季内完成", False,
        "到完成时限所在季度末没有完成,或过了完成时限仍未完成的措施有多少项。",
        "未在季内完成 = 完成日期 > 到期季度末的措施数 + 当日晚于完成时限的未完成措施数",
        is_offered=False,
        is_split=True,
    ),
    Measure(
        "items", "事项数", None,
        "所选措施属于多少个事项;措施都已取消的事项也在内。",
        "事项数 = 所选措施的事项数(不重复)", unit="个", is_offered=False,
        worked="事项数 = {of} 项措施所属的事项(不重复)= {value}",
    ),
    Measure(
        "offices_behind", "涉及股室", False,
        "未达序时的措施涉及多少个股室:牵头口径数牵头的,参与口径数牵头和配合的。",
        "涉及股室 = 未达序时措施所计的股室数(不重复)",
        BEHIND, unit="个", is_offered=False,
        worked="涉及股室 = {of} 项未达序时措施所计的股室(不重复)= {value}",
    ),
)  # fmt: skip

MEASURES: Final = {each.code: each for each in _ALL}
"""Each measure by its code in links."""

OFFERED: Final = tuple(code for code, measure in MEASURES.items() if measure.is_offered)


ROUNDED_SHARES: Final = "占比四舍五入到 0.1%,相加可略有出入"
"""Said of shares that are shown beside the values of a table."""


def adds_up(code: str) -> bool:
    """Whether the values of the groups add up to the total."""
    return MEASURES[code].kind in ("count", "sum")


def shown(code: str, value: float | None, part: float | None = None, of: int = 0) -> str:
    """Format a value for the screen: a share with its base, other values with their unit."""
    measure = MEASURES[code]
    if value is None or value != value:
        return "0/0(—)" if measure.kind == "share" else "—"
    if measure.kind == "share" and part is not None:
        return rate(int(part), int(of))
    return brief(code, value)


def brief(code: str, value: float | None) -> str:
    """Format a value briefly, for a chart mark."""
    measure = MEASURES[code]
    if value is None or value != value:
        return "—"
    if measure.kind == "share":
        return percent(100 * value)
    if measure.kind == "mean":
        return points(value) if code == "gap" else percent(value)
    return f"{value:.0f} {measure.unit}"


OVER_TIME: Final = ("上升", "下降")
OF_WHOLE: Final = ("更高", "更低")
"""The words for a rise and a fall: between two days, and against the overall rate."""


def difference(
    code: str, value: float | None, words: tuple[str, str] = OVER_TIME
) -> tuple[str, str, str]:
    """Format a difference as its signed number, unit and word: '+3.2', '个百分点', '上升'.

    When it is missing or rounds to zero, only the word is returned.
    """
    if value is None or value != value:
        return "", "", "无可比"
    if is_level(code, value):
        return "", "", "持平"
    measure = MEASURES[code]
    if measure.kind in ("share", "mean"):
        return points(scaled(code, value)), "个百分点", words[0] if value > 0 else words[1]
    return f"{value:+.0f}", measure.unit, "增加" if value > 0 else "减少"


def difference_words(code: str, value: float | None, words: tuple[str, str] = OVER_TIME) -> str:
    """Format a difference as one line, such as '+3.2 个百分点 上升'."""
    return " ".join(filter(None, difference(code, value, words)))


def scaled(code: str, value: float) -> float:
    """Return a value in its display scale: shares, stored as fractions of 1, in percent."""
    return 100 * value if MEASURES[code].kind == "share" else value


def printed(code: str, value: float) -> float:
    """Return a value as `brief` prints it, as a number: shares in percent."""
    measure = MEASURES[code]
    if code == "gap":
        return rounded_points(value)
    return rounded_percent(scaled(code, value)) if measure.kind in ("share", "mean") else value


def printed_difference(code: str, value: float) -> float:
    """Return a difference as `difference` prints it, as a number."""
    is_rate = MEASURES[code].kind in ("share", "mean")
    return rounded_points(scaled(code, value)) if is_rate else value


def is_level(code: str, value: float) -> bool:
    """Whether a difference rounds to zero."""
    return abs(scaled(code, value)) < 0.05


def is_better(code: str, value: float | None) -> bool | None:
    """Whether a difference is an improvement; None when it is neither better nor worse."""
    good = MEASURES[code].is_good_up
    if value is None or value != value or good is None or is_level(code, value):
        return None
    return (value > 0) == good
