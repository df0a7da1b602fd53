"""Who has reported at all: what is said first of tasks with hardly any report.

`reporting` is a column of the questions: 'not_started' and 'none' without any report, 'thin' with
hardly any, else 'usual'; null without tasks. Silence is no lateness: of tasks without a report
nothing is said about their progress.
"""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from dashboard.core.labels import percent, points
from dashboard.core.sentences import SentencePart

SILENT: Final = ("not_started", "none")
"""No task of a group has a report; of the first all are before their start or in their grace."""

THIN: Final = (*SILENT, "thin")

Figures = Mapping[Any, Any] | pd.Series
"""One row of a question that has `tasks`, `ever_reported`, `reporting` and perhaps states."""

_BESIDE: Final = {
    "not_started": (),
    "none": (
        ("未启动", "not_started", "tasks", "state:not_started"),
        ("逾期", "overdue", "overdue", ""),
    ),
    "thin": (
        ("未填报", "unreported", "unreported", ""),
        ("未启动", "not_started", "tasks", "state:not_started"),
        ("完成", "finished", "finished", ""),
        ("未达序时", "behind_schedule", "behind_schedule", ""),
    ),
}
"""Further counts of a group, by `reporting`: the word, the column, the measure, its cell."""


def is_silent(figures: Figures) -> bool:
    """Whether no task of a group has a report."""
    return figures["reporting"] in SILENT


def is_thin(figures: Figures) -> bool:
    """Whether hardly any task of a group has a report, or none."""
    return figures["reporting"] in THIN


def brief(figures: Figures) -> str:
    """Return how many tasks of such a group have reported, as in '32 项均未填报'."""
    tasks = figures["tasks"]
    match figures["reporting"]:
        case "not_started":
            return f"{tasks} 项{_every(tasks)}未启动"
        case "none":
            return f"{tasks} 项{_every(tasks)}未填报"
        case _:
            return f"{tasks} 项中仅 {figures['ever_reported']} 项已填报"


def _every(tasks: int) -> str:
    """Return how a denial of all tasks begins: of one nobody says all."""
    return "均" if tasks > 1 else "尚"


def parts(figures: Figures, *own: str) -> list[SentencePart]:
    """Return the same in a sentence with its numbers apart; own is the cell of the group."""
    tasks = f"{figures['tasks']} 项"
    match figures["reporting"]:
        case "not_started":
            first = [
                SentencePart(tasks, "tasks", own),
                SentencePart(f"措施{_every(figures['tasks'])}未启动,还没有填报"),
            ]
        case "none":
            first = [
                SentencePart(tasks, "silent", own),
                SentencePart(f"措施{_every(figures['tasks'])}未填报"),
            ]
        case _:
            first = [
                SentencePart(tasks, "tasks", own),
                SentencePart("措施中仅 "),
                SentencePart(f"{figures['ever_reported']} 项", "ever_reported", own),
                SentencePart("已填报"),
            ]
    return [*first, *_beside(figures, own)]


def _beside(figures: Figures, own: tuple[str, ...]) -> list[SentencePart]:
    """Return the further counts of the group."""
    found = []
    for word, column, measure, cell in _BESIDE[figures["reporting"]]:
        if count := figures.get(column, 0):
            cells = (*own, *([cell] if cell else []))
            found += [SentencePart(f",{word} "), SentencePart(f"{count} 项", measure, cells)]
    return found


def gap_or_silence(figures: Figures) -> str:
    """Return a group's gap in percentage points, or who has reported where it is not known."""
    if figures["is_gap_known"] or not figures["tasks"]:
        return points(figures["gap"])
    match figures["reporting"]:
        case "not_started":
            return "未启动"
        case "none":
            return "未填报"
        case _:
            return f"填报 {figures['ever_reported']}/{figures['tasks']}"


def progress(figures: Figures) -> str:
    """Return a group's average progress; without reports there is none."""
    return "—" if is_silent(figures) else percent(figures["average_progress"])


def progress_or_silence(figures: Figures) -> str:
    """Return the same where nothing beside it says why there is none."""
    return gap_or_silence(figures) if is_silent(figures) else progress(figures)


def groups_sentence(frame: pd.DataFrame, name: str, unit: str) -> str:
    """Return how many of the groups of a plan that hardly reports have reports, a row for each.

    name is the column of their names.
    """
    rows = frame.loc[frame["tasks"] > 0]
    count, reported = len(rows), int((~rows["reporting"].isin(SILENT)).sum())
    if count == 1:
        return f"{rows[name].iloc[0]} {brief(rows.iloc[0])}"
    if reported == count:
        return f"{count} 个{unit}都只有少量填报"
    if reported:
        return f"{count} 个{unit}中 {reported} 个有填报"
    is_early = (rows["reporting"] == "not_started").all()
    return f"{count} 个{unit}的措施均未启动" if is_early else f"{count} 个{unit}均未填报"


def silent_words(frame: pd.DataFrame, unit: str) -> str:
    """Return how many groups owe their first report, as words that end a sentence."""
    silent = int((frame["reporting"] == "none").sum())
    return f";{silent} 个{unit}未填报" if silent else ""


def task_words(task: Figures) -> str:
    """Return the progress of a task, a row of `task_list`."""
    return f"{'' if task['is_silent'] else '进度 '}{task_percent(task)},{expected_words(task)}"


def task_percent(task: Figures) -> str:
    """Return the percent of a task's last report."""
    return "尚无填报" if task["is_silent"] else percent(task["percent"])


def known_percent(task: Figures) -> str:
    """Return the same for a table, whose state says already that there is none."""
    return "—" if task["is_silent"] else percent(task["percent"])


def known_gap(task: Figures) -> str:
    """Return how far a task is from what is expected; only a deadline makes silence late."""
    return "—" if task["is_silent"] and not task["is_behind"] else points(task["gap"])


def tasks_as_known(tasks: pd.DataFrame) -> pd.DataFrame:
    """Return task rows without the percent and the gap of those that have no report."""
    return tasks.assign(
        percent=tasks["percent"].mask(tasks["is_silent"]),
        gap=tasks["gap"].mask(tasks["is_silent"] & ~tasks["is_behind"]),
    )


def groups_as_known(groups: pd.DataFrame) -> pd.DataFrame:
    """Return rows of groups without the progress and the gap that hardly any report supports."""
    return groups.assign(
        average_progress=groups["average_progress"].mask(groups["reporting"].isin(SILENT)),
        gap=groups["gap"].where(groups["is_gap_known"]),
    )


def expected_words(task: Figures) -> str:
    """Return what is expected of a task, and how far its last report is from that."""
    expected = f"序时 {percent(task['expected'])}"
    return expected if task["is_silent"] else f"{expected},差 {points(task['gap'])}"
