"""The slide that explains a number: its definition, its calculation and its tasks."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from dashboard.analysis import explanation
from dashboard.analysis.crosstab_query import Cells
from dashboard.core import measures
from dashboard.core.labels import percent
from dashboard.core.measures import MEASURES
from dashboard.meetings.slides import lists
from dashboard.meetings.slides.block_types import Cell, Row, Slide, TableBlock
from dashboard.meetings.slides.parts import column, row, slide, table

_COLUMNS: Final = [
    *lists.COLUMNS[:5],
    column("序时", "4.5em", align="end"),
    column("依据填报", "6.5em"),
]


def number(
    code: str, cells: Cells, value: pd.Series, tasks: pd.DataFrame, facts: Mapping[str, str]
) -> Slide:
    """Return the slide 数从哪来 of a measure from its tasks and its explained.facts."""
    rows = [row(fact) for fact in facts.items() if fact[1]]
    blocks = [table([column("", "3em"), column("", "1fr")], rows)]
    if len(tasks):
        blocks.append(_counted(code, tasks))
    headline = (
        measures.brief(code, value[code]),
        MEASURES[code].label,
        explanation.rows_line(code, value, len(tasks)),
    )
    return slide(explanation.title(code, cells, value), headline, blocks)


def _counted(code: str, tasks: pd.DataFrame) -> TableBlock:
    """Return the tasks behind a number: for a share marked when in the numerator, for a mean with
    their weights."""
    kind = MEASURES[code].kind
    more = {"share": [column("计入", "5em")], "mean": [column("权重", "3em", align="end")]}
    return table(
        [*_COLUMNS, *more.get(kind, [])],
        [_task_row(code, task) for _, task in tasks.iterrows()],
        title=f"构成的措施 {len(tasks)} 项",
    )


def _task_row(code: str, task: pd.Series) -> Row:
    """Return the row of one task with the decisive report and its part in the number."""
    reported = task["last_reported_on"]
    more: dict[str, list[Cell]] = {
        "share": [explanation.counted_word(code, is_part=task["is_part"])],
        "mean": [f"{task['weight']:g}"],
    }
    return row(
        [
            *lists.task_cells(task),
            percent(task["percent"]),  # what is counted, 0 of silence, too
            percent(task["expected"]),
            "尚无填报" if pd.isna(reported) else f"{reported:%Y-%m-%d}",
            *more.get(MEASURES[code].kind, []),
        ],
        pick=f"task:{task['task_id']}",
    )
