"""What a plan's figures come to, in a sentence and in five numbers: on page and slide alike."""

from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from dashboard.labels import gap_words, percent, points, rate
from dashboard.wording import Part, joined


class Number(NamedTuple):
    """One headline number: its value with its base, and its change since the quarter before."""

    label: str
    value: str
    base: str
    change: str
    """Empty when there is nothing to compare with."""
    is_better: bool | None
    """Whether the change is good news; None when it is too small to be shown."""
    since: str


def sentence(overview: pd.Series, as_of: date) -> str:
    """Return the standing of the tasks of one row of `overview` in one sentence."""
    return joined(sentence_parts(overview, as_of))


def sentence_parts(overview: pd.Series, as_of: date) -> list[Part]:
    """Return that sentence with its numbers apart."""
    if not overview["tasks"]:
        return [Part(f"截至 {as_of},所选措施均已取消。")]
    return [
        Part(f"截至 {as_of},"),
        Part(f"{overview['tasks']} 项", "tasks"),
        Part("措施完成 "),
        Part(f"{overview['finished']} 项", "finished"),
        Part(",完成率 "),
        Part(f"{overview['completion_rate']:.1%}", "completion_rate"),
        Part(";平均进度 "),
        Part(f"{overview['average_progress']:.1f}%", "average_progress"),
        Part(","),
        Part(gap_words(overview["gap"]), "gap"),
        Part(";"),
        *behind_parts(overview),
        Part("。"),
    ]


def behind_parts(overview: pd.Series) -> list[Part]:
    """Return how many tasks are behind schedule, and of how many offices."""
    if not overview["behind_schedule"]:
        return [Part("没有未达序时的措施", "behind_schedule")]
    return [
        Part("未达序时 "),
        Part(f"{overview['behind_schedule']} 项", "behind_schedule"),
        Part(",涉及 "),
        Part(f"{overview['offices_behind']} 个股室", "offices_behind"),
    ]


def numbers(overview: pd.Series) -> list[Number]:
    """Return the five headline numbers of one row of `overview`."""
    tasks = overview["tasks"]
    rates = (
        ("完成率", "completion_rate", f"{overview['finished']}/{tasks} 项", 100),
        ("平均进度", "average_progress", f"序时 {percent(overview['average_expected'])}", 1),
        ("达序时率", "on_schedule_rate", f"{overview['on_schedule']}/{tasks} 项", 100),
        (
            "填报率",
            "reporting_rate",
            f"{overview['reported']}/{overview['due_to_report']} 项",
            100,
        ),
    )
    shown = [
        number(label, percent(overview[name] * scale), base, overview[f"{name}_change"] * scale)
        for label, name, base, scale in rates
    ]
    behind, change = overview["behind_schedule"], overview["behind_schedule_change"]
    last = Number(
        "未达序时",
        f"{behind} 项",
        f"共 {tasks} 项",
        "" if pd.isna(change) else f"{change:+.0f} 项",
        is_better(-change),
        "",
    )
    before = overview["previous_quarter_end"]
    since = "" if pd.isna(before) else f"较 {before:%m-%d}"
    return [each._replace(since=since if each.change else "") for each in (*shown, last)]


def number(label: str, value: str, base: str, change: Any) -> Number:
    """Return a rate with its change in percentage points."""
    words = "" if pd.isna(change) else f"{points(change)} 个百分点"
    return Number(label, value, base, words, is_better(change), "")


def is_better(change: Any) -> bool | None:
    """Whether a change is for the better; None when it is too small to be shown."""
    return None if pd.isna(change) or abs(change) < 0.05 else bool(change > 0)


def office_sentence(name: str, numbers: pd.Series) -> str:
    """Return the standing of an office, one row of `completion_by_office`, in one sentence."""
    return joined(office_parts(name, numbers))


def office_parts(name: str, numbers: pd.Series) -> list[Part]:
    """Return that sentence with its numbers apart."""
    if not numbers["tasks"]:
        return [Part(f"{name}:所选措施均已取消")]
    own = (f"office:{name}",)
    gap = numbers["average_progress"] - numbers["average_expected"]
    return [
        Part(f"{name}:完成 "),
        Part(rate(int(numbers["finished"]), int(numbers["tasks"])), "completion_rate", own),
        Part(",平均进度 "),
        Part(f"{numbers['average_progress']:.1f}%", "average_progress", own),
        Part(","),
        Part(gap_words(gap), "gap", own),
        Part(";未达序时 "),
        Part(f"{numbers['behind_schedule']} 项", "behind_schedule", own),
        Part(",未填报 "),
        Part(f"{numbers['unreported']} 项", "unreported", own),
    ]
