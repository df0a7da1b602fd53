"""What a plan's figures come to, in a sentence and in five numbers: on page and slide alike."""

from datetime import date
from typing import Final, NamedTuple

import pandas as pd

from dashboard.analysis import reporting
from dashboard.analysis.comparison import Reference
from dashboard.core import measures
from dashboard.core.labels import counted_offices, gap_words, percent, rate
from dashboard.core.measures import MEASURES
from dashboard.core.sentences import SentencePart, join_parts

_HEADLINE: Final = (
    "completion_rate",
    "average_progress",
    "on_schedule_rate",
    "reporting_rate",
    "behind_schedule",
)
"""The measures of the five numbers."""

_FIRST_REPORTS: Final = (
    "silent",
    "reporting_rate",
    "completion_rate",
    "average_progress",
    "behind_schedule",
)
"""Those of a plan that hardly reports yet: who is to report comes first."""

ASKED: Final = (*_HEADLINE, "average_expected", "silent")
"""What an answer must hold for the numbers and their bases."""


class Number(NamedTuple):
    """One headline number: its value with its base, and its change since what it is compared with.

    `since` names that, `then` is the value there; empty when there is nothing to compare with.
    """

    measure: str
    label: str
    value: str
    base: str
    change: str
    is_better: bool | None
    """Whether the change is an improvement; None when it is neither better nor worse."""
    since: str
    then: str

    @property
    def change_line(self) -> str:
        """The change with what it is since, in one line."""
        return f"{self.since}{self.then} {self.change}".strip()


def base_measure(number: Number) -> str:
    """Return what explains a number's base: of some it is a number of its own."""
    own = {"average_progress": "average_expected", "behind_schedule": "tasks", "silent": "tasks"}
    return own.get(number.measure, number.measure)


def sentence(overview: pd.Series, as_of: date) -> str:
    """Return the standing of the tasks of one row of `overview` in one sentence."""
    return join_parts(sentence_parts(overview, as_of))


def sentence_parts(overview: pd.Series, as_of: date) -> list[SentencePart]:
    """Return that sentence with its numbers apart."""
    if not overview["tasks"]:
        return [SentencePart(f"截至 {as_of},所选措施均已取消。")]
    if reporting.is_thin(overview):
        return [SentencePart(f"截至 {as_of},"), *reporting.parts(overview), SentencePart("。")]
    return [
        SentencePart(f"截至 {as_of},"),
        SentencePart(f"{overview['tasks']} 项", "tasks"),
        SentencePart("措施完成 "),
        SentencePart(f"{overview['finished']} 项", "finished"),
        SentencePart(",完成率 "),
        SentencePart(percent(100 * overview["completion_rate"]), "completion_rate"),
        SentencePart(";平均进度 "),
        SentencePart(percent(overview["average_progress"]), "average_progress"),
        SentencePart(","),
        SentencePart(gap_words(overview["gap"]), "gap"),
        SentencePart(";"),
        *behind_parts(overview),
        SentencePart("。"),
    ]


def behind_parts(overview: pd.Series) -> list[SentencePart]:
    """Return how many tasks are behind schedule, and of how many offices."""
    if not overview["behind_schedule"]:
        return [SentencePart("没有未达序时的措施", "behind_schedule"), *_unreported_parts(overview)]
    return [
        SentencePart("未达序时 "),
        SentencePart(f"{overview['behind_schedule']} 项", "behind_schedule"),
        SentencePart(",涉及 "),
        SentencePart(
            counted_offices(overview["offices_behind"], overview["basis"]), "offices_behind"
        ),
    ]


def _unreported_parts(overview: pd.Series) -> list[SentencePart]:
    """Return how many tasks did not report, beside none that is behind: they are why a plan is."""
    if not overview["unreported"]:
        return []
    return [
        SentencePart(",未填报 "),
        SentencePart(f"{overview['unreported']} 项", "unreported"),
        SentencePart("按 0% 计"),
    ]


def standing_sentence(overview: pd.Series) -> str:
    """Return that standing in few words: on a slide the day is at the foot."""
    if not overview["tasks"]:
        return "所选措施均已取消"
    if reporting.is_thin(overview):
        return join_parts(reporting.parts(overview))
    return (
        f"{overview['tasks']} 项措施完成 {overview['finished']} 项,"
        f"平均进度{gap_words(overview['gap'])};{join_parts(behind_parts(overview))}"
    )


def numbers(
    figures: pd.Series, reference: Reference | None, reports: str = "usual"
) -> list[Number]:
    """Return the five numbers of the total row of a table of ASKED, compared with the reference.

    Without tasks its values are missing; without a reference that can be asked so are the columns
    `…_reference` and `…_difference`. reports is the column `reporting` of the view.
    """
    codes = _FIRST_REPORTS if reports in reporting.THIN else _HEADLINE
    return [
        Number(
            code,
            MEASURES[code].label,
            measures.brief(code, figures[code]),
            base(code, figures),
            *_change(code, figures, reference),
        )
        if code != "average_progress" or reports not in reporting.SILENT
        else Number(code, MEASURES[code].label, "—", "尚无填报", "", None, "", "")
        for code in codes
    ]


def base(code: str, figures: pd.Series) -> str:
    """Return what a number is taken over, or what it is measured by."""
    if code == "average_progress":
        return f"序时 {percent(figures['average_expected'])}"
    part, of = (
        0 if pd.isna(each) else int(each)
        for each in (figures[f"{code}_part"], figures[f"{code}_of"])
    )
    return f"共 {of} 项" if MEASURES[code].kind == "count" else f"{part}/{of} 项"


def _change(
    code: str, figures: pd.Series, reference: Reference | None
) -> tuple[str, bool | None, str, str]:
    """Return a number's change in words, whether it is better, since what, and its value there.

    A part is not compared with the whole by their counts: its share of the whole is given instead.
    """
    if reference is None:
        return "", None, "", ""
    if reference.filters is None:
        return "无可比", None, f"较 {reference.brief}", ""
    then = figures[f"{code}_reference"]
    if reference.against == "total" and measures.adds_up(code):
        return share(figures[code], then), None, "", ""
    change, then_words = figures[f"{code}_difference"], measures.brief(code, then)
    words = measures.difference_words(code, change, reference.words_of_change)
    since = f"{reference.brief} " if reference.against == "total" else f"较 {reference.brief} 的 "
    return words, measures.is_better(code, change), since, then_words


def share(part: float, whole: float) -> str:
    """Return what a part has of the whole, in words."""
    return f"占全体 {whole:.0f} 项的 {percent(100 * part / whole)}" if whole > 0 else "全体也没有"


def office_sentence(name: str, numbers: pd.Series) -> str:
    """Return the standing of an office, one row of `completion_by_office`, in one sentence."""
    return join_parts(office_parts(name, numbers))


def office_parts(name: str, numbers: pd.Series) -> list[SentencePart]:
    """Return that sentence with its numbers apart."""
    if not numbers["tasks"]:
        return [SentencePart(f"{name}:所选措施均已取消")]
    own = (f"office:{name}",)
    if reporting.is_thin(numbers):
        return [SentencePart(f"{name}:"), *reporting.parts(numbers, *own)]
    return [
        SentencePart(f"{name}:完成 "),
        SentencePart(rate(int(numbers["finished"]), int(numbers["tasks"])), "completion_rate", own),
        SentencePart(",平均进度 "),
        SentencePart(percent(numbers["average_progress"]), "average_progress", own),
        SentencePart(","),
        SentencePart(gap_words(numbers["gap"]), "gap", own),
        SentencePart(";未达序时 "),
        SentencePart(f"{numbers['behind_schedule']} 项", "behind_schedule", own),
        SentencePart(",未填报 "),
        SentencePart(f"{numbers['unreported']} 项", "unreported", own),
    ]
