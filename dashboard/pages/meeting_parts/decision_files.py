"""Decisions as files: the minutes of a meeting, what is still open, and a table."""

from functools import partial
from typing import Final

import pandas as pd

from dashboard.exports.minutes import minutes
from dashboard.meetings.slides.since import OUTCOMES
from dashboard.pages.answers import ledger_data
from dashboard.pages.components.downloads import download, download_csv
from dashboard.view.filters import Filters

_CSV_COLUMNS: Final = {
    "meeting": "会议",
    "held_on": "会议日期",
    "text": "议定内容",
    "office": "责任股室",
    "due_date": "完成时限",
    "task_number": "措施编号",
    "task_title": "相关措施",
    "outcome_words": "落实情况",
    "done_on": "落实日期",
    "note": "说明",
}


def decision_rows(view: Filters) -> pd.DataFrame:
    """Return the decisions of a year as a day sees them, with the word for what became of each."""
    rows = ledger_data.answer("decisions", view.cleared())
    return rows.assign(outcome_words=rows["outcome"].map({k: v[1] for k, v in OUTCOMES.items()}))


def place_minutes(meeting: pd.Series, view: Filters) -> None:
    """Place the button that saves the minutes of one meeting."""
    number, name, held_on = int(meeting["meeting_id"]), str(meeting["name"]), meeting["held_on"]
    download(
        "下载议定事项",
        partial(_minutes_of, meeting, view),
        f"{name}议定事项-{held_on:%Y-%m-%d}.docx",
        key=f"minutes {number}",
        icon=":material/description:",
        disabled=not meeting["decisions"],
    )


def _minutes_of(meeting: pd.Series, view: Filters) -> bytes:
    rows = decision_rows(view)
    return minutes(
        rows.loc[rows["meeting_id"] == meeting["meeting_id"]],
        title=f"{meeting['name']}议定事项",
        lines=[
            f"会议日期:{meeting['held_on']:%Y-%m-%d}",
            f"数据截至:{meeting['as_of']:%Y-%m-%d}",
            f"落实情况截至:{view.as_of}",
        ],
    )


def place_open_decisions(rows: pd.DataFrame, view: Filters) -> None:
    """Place the button that saves all that is open."""
    still_open = rows.loc[rows["outcome"] != "done"]
    download(
        "下载未落实事项",
        partial(_minutes_of_open, still_open, view),
        f"{view.year}年未落实议定事项-{view.as_of}.docx",
        key="minutes of all open",
        icon=":material/description:",
        disabled=still_open.empty,
    )


def _minutes_of_open(still_open: pd.DataFrame, view: Filters) -> bytes:
    overdue = int((still_open["outcome"] == "overdue").sum())
    return minutes(
        still_open,
        title=f"{view.year} 年会议议定事项未落实清单",
        lines=[
            f"落实情况截至:{view.as_of}",
            f"未落实 {len(still_open)} 项,其中逾期 {overdue} 项",
        ],
        names_meeting=True,
    )


def place_csv(rows: pd.DataFrame, view: Filters) -> None:
    """Place the button that saves rows as CSV."""
    shown = rows[list(_CSV_COLUMNS)].rename(columns=_CSV_COLUMNS)
    download_csv(shown, f"{view.year}年议定事项-{view.as_of}", key="csv decisions")
