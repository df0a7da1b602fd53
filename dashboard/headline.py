"""What a plan's figures come to, in a sentence and in five numbers: on page and slide alike."""

from datetime import date
from typing import Final, NamedTuple

import pandas as pd

from dashboard import measures
from dashboard.comparing import Reference
from dashboard.labels import gap_words, percent, rate
from dashboard.measures import MEASURES

HEADLINE: Final = (
    "completion_rate",
    "average_progress",
    "on_schedule_rate",
    "reporting_rate",
    "behind_schedule",
)
"""The measures of the five numbers."""

ASKED: Final = (*HEADLINE, "average_expected")
"""What an answer must hold so that the numbers and their bases can be told."""


class Number(NamedTuple):
    """One headline number: its value with its base, and its change since what it is compared with.

    `since` names that, with its value there; both are empty when there is nothing to compare with.
    """

    label: str
    value: str
    base: str
    change: str
    is_better: bool | None
    """Whether the change is good news; None when it is none, or neither."""
    since: str


def sentence(overview: pd.Series, as_of: date) -> str:
    """Return the standing of the tasks of one row of `overview` in one sentence."""
    behind = (
        f"未达序时 {overview['behind_schedule']} 项,涉及 {overview['offices_behind']} 个股室"
        if overview["behind_schedule"]
        else "没有未达序时的措施"
    )
    if not overview["tasks"]:
        return f"截至 {as_of},所选措施均已取消。"
    return (
        f"截至 {as_of},{overview['tasks']} 项措施完成 {overview['finished']} 项,"
        f"完成率 {overview['completion_rate']:.1%};平均进度 {overview['average_progress']:.1f}%,"
        f"{gap_words(overview['gap'])};{behind}。"
    )


def numbers(figures: pd.Series, reference: Reference | None) -> list[Number]:
    """Return the five numbers of the total row of a table of ASKED, compared with the reference.

    Without tasks its values are missing; without a reference that can be asked so are the columns
    `…_reference` and `…_difference`.
    """
    return [
        Number(
            MEASURES[code].label,
            measures.brief(code, figures[code]),
            base(code, figures),
            *change(code, figures, reference),
        )
        for code in HEADLINE
    ]


def base(code: str, figures: pd.Series) -> str:
    """Return what a number is taken over, or what it is measured by."""
    if code == "average_progress":
        return f"序时 {percent(figures['average_expected'])}"
    part, of = (
        0 if pd.isna(each) else int(each)
        for each in (figures[f"{code}_part"], figures[f"{code}_of"])
    )
    return f"共 {of} 项" if code == "behind_schedule" else f"{part}/{of} 项"


def change(
    code: str, figures: pd.Series, reference: Reference | None
) -> tuple[str, bool | None, str]:
    """Return a number's change in words, whether it is good news, and since what.

    A part is not compared with the whole by their counts: what it has of it is told instead.
    """
    if reference is None:
        return "", None, ""
    if reference.filters is None:
        return "无可比", None, f"较 {reference.brief}"
    then = figures[f"{code}_reference"]
    if reference.against == "total" and measures.adds_up(code):
        return share(figures[code], then), None, ""
    told, then_words = figures[f"{code}_difference"], measures.brief(code, then)
    words = measures.difference_words(code, told, reference.words_of_change)
    since = f"较 {reference.brief} 的 {then_words}"
    if reference.against == "total":
        since = f"{reference.brief} {then_words}"
    return words, measures.is_better(code, told), since


def share(part: float, whole: float) -> str:
    """Return what a part has of the whole, in words."""
    return f"占全体 {whole:.0f} 项的 {part / whole:.1%}" if whole > 0 else "全体也没有"


def office_sentence(name: str, numbers: pd.Series) -> str:
    """Return the standing of an office, one row of `completion_by_office`, in one sentence."""
    if not numbers["tasks"]:
        return f"{name}:所选措施均已取消"
    gap = numbers["average_progress"] - numbers["average_expected"]
    return (
        f"{name}:完成 {rate(int(numbers['finished']), int(numbers['tasks']))},"
        f"平均进度 {numbers['average_progress']:.1f}%,{gap_words(gap)};"
        f"未达序时 {numbers['behind_schedule']} 项,未填报 {numbers['unreported']} 项"
    )
