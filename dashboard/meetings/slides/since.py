"""上次会议以来: the changes between two days, and the outcomes of the last meeting's decisions."""

from datetime import date
from typing import Final

import pandas as pd

from dashboard.core.labels import STATES, percent, points, short_percent
from dashboard.meetings.slides.block_types import Block, Code, Row, Slide, StateWords, TableBlock
from dashboard.meetings.slides.lists import COLUMNS, days_note, row_with_reason
from dashboard.meetings.slides.parts import (
    column,
    note,
    plain_tile,
    row,
    slide,
    state,
    table,
    text_of,
    tiles,
)

_CHANGES: Final = {
    "newly_done": "新完成",
    "newly_overdue": "新逾期",
    "fallen_behind": "新滞后",
    "recovered": "追上序时",
    "still_silent": "仍未填报",
}
"""The groups of changes_since, in the order on the slide."""

OUTCOMES: Final = {
    "done": ("✔", "已落实", "done"),
    "open": ("■", "办理中", "on_track"),
    "overdue": ("●", "逾期未落实", "overdue"),
}
"""The symbol, label and colour (of a task state) of each outcome of a decision."""

_BRIEF_COLUMNS = [column("编号", "4em"), column("措施", "1fr"), column("牵头股室", "8em")]
_CHANGED_COLUMNS = [
    *COLUMNS[:3],
    column("当时", "7em"),
    COLUMNS[3],
    column("进度", "5.5em", align="end"),
    COLUMNS[5],
]


def since(changes: pd.DataFrame, decisions: pd.DataFrame, against: str, day: date) -> Slide:
    """Return the slide of the changes_since rows and the last meeting's decisions.

    `against` names the reference, such as '上次会议(2023-07-07)'; `day` is the day of its figures.
    """
    firsts = changes.drop_duplicates("change").set_index("change")["count_change"]
    counts = {change: int(firsts.get(change, 0)) for change in _CHANGES}
    summary = "、".join(
        f"{word} {counts[change]} 项" for change, word in _CHANGES.items() if counts[change]
    )
    first = next((change for change in _CHANGES if counts[change]), "newly_done")
    done = int((decisions["outcome"] == "done").sum())
    shown = [plain_tile(word, f"{counts[change]} 项") for change, word in _CHANGES.items()]
    if len(decisions):
        shown.append(plain_tile("议定事项落实", f"{done}/{len(decisions)}"))
    groups = [
        _changed_table(rows, change, f"{word} {counts[change]} 项")
        for change, word in _CHANGES.items()
        if len(rows := changes.loc[changes["change"] == change])
    ]
    return slide(
        f"{against}以来:{summary}" if len(changes) else f"{against}以来没有变化",
        (f"{counts[first]} 项", _CHANGES[first], f"与 {day} 的数据相比"),
        [
            tiles(shown),
            *([_decision_table(decisions, title="上次议定事项")] if len(decisions) else []),
            *groups,
        ],
    )


def _changed_table(rows: pd.DataFrame, change: str, title: str) -> TableBlock:
    """Return one group of changes; groups that need no explanation get short rows."""
    if change in ("newly_done", "still_silent"):
        short = [_brief_row(each) for _, each in rows.iterrows()]
        return table(_BRIEF_COLUMNS, short, title=title, is_compact=True)
    return table(_CHANGED_COLUMNS, [_changed_row(each) for _, each in rows.iterrows()], title=title)


def _brief_row(task: pd.Series) -> Row:
    """Return the short row of a task: number, title and office."""
    words = [task["number"], task["title"], task["lead_office"]]
    return row(words, pick=f"task:{task['task_id']}")


def _changed_row(task: pd.Series) -> Row:
    """Return the row of a task with its state then and now."""
    earlier = STATES[task["earlier_state"]]
    return row_with_reason(
        task,
        [
            task["number"],
            task["title"],
            task["lead_office"],
            f"{earlier.mark} {earlier.label}",
            state(task["state"], days_note(task)),
            f"{short_percent(task['earlier_percent'])}→{short_percent(task['percent'])}%",
            points(task["gap"]),
        ],
    )


def _decision_table(decisions: pd.DataFrame, *, title: str = "") -> TableBlock:
    """Return the table of decisions: text, responsible office and outcome."""
    return table(
        [
            column("议定事项", "1fr"),
            column("责任股室", "minmax(5em, 8em)"),
            column("完成时限", "6.5em"),
            column("落实情况", "8em"),
        ],
        [_decision_row(each) for _, each in decisions.iterrows()],
        title=title,
    )


def _decision_row(each: pd.Series) -> Row:
    """Return the row of a decision; a click opens it, so that its outcome can be recorded."""
    task = (
        ""
        if pd.isna(each["task_id"])
        else f"{each['task_number']} {each['task_title']}({percent(each['percent'])})"
    )
    return row(
        [each["text"], each["office"], f"{each['due_date']:%Y-%m-%d}", outcome(each["outcome"])],
        pick=f"decision:{each['decision_id']}",
        details=[("相关措施", task), ("落实说明", text_of(each["note"]))],
    )


def outcome(code: str) -> StateWords:
    """Return a cell with the outcome of a decision."""
    mark, word, colour = OUTCOMES[code]
    return {"state": colour, "mark": mark, "text": word, "note": ""}


def decided(taken: pd.DataFrame, earlier_open: pd.DataFrame, codes: list[Code]) -> Slide:
    """Return the slide 议定事项与扫码: this meeting's decisions, open ones of earlier meetings, and
    the QR codes, each an image with a caption."""
    if len(taken):
        sentence = f"本次会议议定 {len(taken)} 项"
    else:
        sentence = "本次会议还没有记录议定事项,按 J 键记录"
    if len(earlier_open):
        sentence += f";以往议定事项还有 {len(earlier_open)} 项未落实"
    blocks: list[Block] = [{"type": "codes", "codes": codes}]
    if len(taken):
        blocks.append(_decision_table(taken, title="本次议定"))
    if len(earlier_open):
        blocks.append(_decision_table(earlier_open, title="以往未落实"))
    if len(blocks) == 1:
        blocks.append(note("议定事项记录后显示在这里,并在下次会议的“上次会议以来”中回看。"))
    base = f"以往未落实 {len(earlier_open)} 项"
    return slide(sentence, (f"{len(taken)} 项", "本次议定", base), blocks)
