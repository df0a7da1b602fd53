"""The labels and colours of the screen, each defined once (DESIGN sections 2 and 5)."""

from typing import Final, NamedTuple

from dashboard.core.rounding import rounded_percent, rounded_points


class State(NamedTuple):
    """How one state code is shown: never by colour alone, always with its label and symbol."""

    label: str
    mark: str
    light: str
    dark: str


STATES: Final[dict[str, State]] = {
    "verified": State("已销号", "✔✔", "#4B6C6F", "#7A9D8B"),
    "done": State("已完成", "✔", "#329A6B", "#8ADDAF"),
    "on_track": State("正常推进", "■", "#9DD9B5", "#DCF5F3"),
    "due_soon": State("临近到期", "◆", "#9699FB", "#6DA6FF"),
    "not_started": State("未启动", "○", "#F2EFF6", "#706F70"),
    "unreported": State("未填报", "?", "#AAA7B0", "#B4B3C0"),
    "behind": State("滞后", "▲", "#F0D55B", "#FDDB21"),
    "severe": State("严重滞后", "▲▲", "#FA7B1C", "#FF944F"),
    "overdue": State("逾期", "●", "#9F2D3D", "#E25140"),
    "cancelled": State("已取消", "—", "#C9CED6", "#4A5260"),
}
"""Every state in the order of bars and legends: finished first, worst last, then cancelled."""

STATE_LABELS: Final = {code: state.label for code, state in STATES.items()}
COUNTED_STATES: Final = [code for code in STATES if code != "cancelled"]

QUARTERS: Final = {1: "一季度", 2: "二季度", 3: "三季度", 4: "四季度"}
BASES: Final = {"lead": "牵头口径", "any": "参与口径"}
_COUNTED_OFFICES: Final = {"lead": "牵头股室", "any": "牵头或配合股室"}
"""Which offices a basis counts, for the number of them."""

UPDATES: Final = {"fresh": "近期有填报", "stale": "久未更新", "silent": "从未填报"}
"""How recently an unfinished task was reported on."""

TARGETS: Final = {"reached": "目标已达成", "open": "目标未达成", "none": "无量化目标"}
"""Whether a task has a quantified target, and whether it is reached."""


class Scale(NamedTuple):
    """A size of the text, and the factor by which it is enlarged."""

    label: str
    factor: float


SCALES: Final = {
    "standard": Scale("标准", 1.0),
    "large": Scale("大", 1.2),
    "huge": Scale("特大", 1.4),
}


def counted_offices(count: int, basis: str) -> str:
    """Return a number of offices with the way they are counted, such as '6 个牵头股室'."""
    return f"{count} 个{_COUNTED_OFFICES[basis]}"


def state_words(code: str) -> str:
    """Return the symbol and the label of a state, such as '▲ 滞后'."""
    state = STATES[code]
    return f"{state.mark} {state.label}"


def rate(part: int, base: int) -> str:
    """Format a share with its base, such as '24/222(10.8%)'; no percentage when the base is 0."""
    return f"{part}/{base}({percent(100 * part / base)})" if base else "0/0(—)"


def percent(value: float | None) -> str:
    """Format a percentage with one decimal; a dash for None."""
    if value is None or value != value:
        return "—"
    return f"{rounded_percent(value):.1f}%"


def short_percent(value: float) -> str:
    """Format a percentage without its sign, and without a decimal that is 0."""
    return f"{rounded_percent(value):.1f}".removesuffix(".0")


def points(value: float | None) -> str:
    """Format a difference in percentage points with its sign; a dash for None."""
    if value is None or value != value:
        return "—"
    return f"{rounded_points(value):+.1f}"


def none_below(unit: str) -> str:
    """Return the sentence for 'none is below schedule', shared by chart and slide."""
    return f"各{unit}平均进度均不低于序时"


def gap_words(gap: float) -> str:
    """Format a gap as a phrase, such as '落后序时 14.2 个百分点'."""
    if gap != gap:
        return "无法与序时相比"
    if points(gap) == "+0.0":
        return "与序时持平"
    return f"{'落后' if gap < 0 else '领先'}序时 {abs(rounded_points(gap)):.1f} 个百分点"
