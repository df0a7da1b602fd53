"""The rule of each state in words, once for all places that say when a state holds.

The rules themselves are in SQL (queries/macros/2_task_state.sql), the thresholds in the table
`setting`.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from dashboard.core.labels import STATES, UPDATES


class Rule(NamedTuple):
    """When a state holds; the places in its texts are named like the thresholds."""

    words: str
    of_task: str
    """The same of one task, with places for its own figures (see task_rule)."""


STATE_RULES: Final[dict[str, Rule]] = {
    "verified": Rule("完成情况已经核销", "完成情况已于{verified_on}核销"),
    "done": Rule("进度 100%", "最近填报的进度为 100%,从{done_on}起"),
    "on_track": Rule(
        "不属于其他各类",
        "进度差 {gap} 不低于 {behind_gap:g},距完成时限 {days_left} 天,超过 {due_soon_days:g} 天",
    ),
    "due_soon": Rule(
        "距完成时限 {due_soon_days:g} 天以内",
        "距完成时限 {days_left} 天,不超过 {due_soon_days:g} 天;进度差 {gap} 不低于 {behind_gap:g}",
    ),
    "not_started": Rule(
        "未到开始日,或开始后 {grace_days:g} 天内尚无进展",
        "尚无进展,而开始还不超过 {grace_days:g} 天",
    ),
    "unreported": Rule(
        "已开始并过了宽限期、还没有过完成时限,而一次也没有填报",
        "开始已超过 {grace_days:g} 天,还没有过完成时限,一次也没有填报",
    ),
    "behind": Rule(
        "进度差低于 {behind_gap:g} 个百分点",
        "进度差 {gap} 低于 {behind_gap:g},不低于 {severe_gap:g}",
    ),
    "severe": Rule("进度差低于 {severe_gap:g} 个百分点", "进度差 {gap} 低于 {severe_gap:g}"),
    "overdue": Rule("过了完成时限仍未完成", "完成时限已过 {days_overdue} 天,仍未完成"),
    "cancelled": Rule("由调整取消,不进入任何比率", "{cancelled_on}由调整取消,不进入任何比率"),
}

BEFORE_START: Final = "还没有到开始日"
"""Why a task that is not started is in that state before its first day."""

STALE_RULE: Final = "最近一次填报已超过 {stale_days:g} 天"

_DECIDED: Final = {
    "behind_gap": (STATES["behind"].label, STATE_RULES["behind"].words),
    "severe_gap": (STATES["severe"].label, STATE_RULES["severe"].words),
    "due_soon_days": (STATES["due_soon"].label, STATE_RULES["due_soon"].words),
    "grace_days": (
        STATES["not_started"].label,
        STATE_RULES["not_started"].words + "(不算未填报,也不算滞后)",
    ),
    "stale_days": (UPDATES["stale"], STALE_RULE),
}
"""What each threshold decides: the label of a state, and its rule."""


def state_rule(code: str, limits: Mapping[str, float]) -> str:
    """Return when a state holds, with the thresholds in force."""
    return STATE_RULES[code].words.format_map(limits)


def task_rule(code: str, figures: Mapping[str, Any], limits: Mapping[str, float]) -> str:
    """Return why one task is in a state.

    figures: its gap, days_left and days_overdue, and the days (verified_on, done_on, cancelled_on)
    as they are shown.
    """
    return STATE_RULES[code].of_task.format_map({**limits, **figures})


def threshold_rule(name: str, limits: Mapping[str, float]) -> str:
    """Return what a threshold decides, with its value in force: '滞后:进度差低于 -10 个百分点'."""
    label, rule = _DECIDED[name]
    return f"{label}:{rule.format_map(limits)}"


def brief_rules(limits: Mapping[str, float]) -> str:
    """Return the thresholds of the states as the line under a chart has room for them."""
    return (
        f"{STATES['behind'].label}:落后序时超过 {-limits['behind_gap']:g} 点;"
        f"{STATES['severe'].label}:超过 {-limits['severe_gap']:g} 点;"
        f"{STATES['due_soon'].label}:{limits['due_soon_days']:.0f} 天以内"
    )


def stale_rule(limits: Mapping[str, float]) -> str:
    """Return when an unfinished task is stale, as the tooltip of the legend has it."""
    return f"{UPDATES['stale']}指未完成且{STALE_RULE.format_map(limits)}"
