"""The forms of decisions: recording one, and noting what became of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

import pandas as pd
import streamlit as st

from dashboard.core import clock
from dashboard.core.errors import InputError
from dashboard.meetings import meeting_records
from dashboard.meetings.checks import LONGEST_NAME
from dashboard.pages.answers import ledger_data, opened_ledger
from dashboard.pages.base import session
from dashboard.pages.base.state import Key
from dashboard.view.filters import Filters
from dashboard.view.steps import parse_step

OnDone = Callable[[str], None]
"""Called when a form is submitted or left, with a message; empty: nothing was saved."""

_DRAFT: Final = Key("decision draft", "")
"""The text of a decision that was put away unsaved: it is there when the form opens again."""

_STATUSES: Final = {"done": "已落实", "open": "办理中", "withdrawn": "撤回(误记)"}


@dataclass(frozen=True)
class _DecisionInput:
    """What the form of a decision was filled in with."""

    text: str
    office: str | None
    due_date: date
    task_id: int | None
    name: str
    held_on: date


def place_decision_form(about: str, done: OnDone) -> None:
    """Place the form of a decision; `about` is what was drilled into, as 'office:教研室'."""
    if session.current().known_at:
        st.warning("这是定格的画面:记录会保存,但要从实时的会议链接才看得到。")
    is_new = _known_meeting() is None
    with st.form("decision", border=False):
        given = _place_fields(about, is_new=is_new)
        is_saved, is_left = _place_buttons("保存", "不保存")
    if is_left:
        _DRAFT.set(given.text)
        done("")
    if is_saved:
        _DRAFT.set(given.text)
        _save(given)
        _DRAFT.pop()
        done("已记录议定事项,见“议定事项与扫码”页。")


def _place_buttons(save: str, leave: str) -> tuple[bool, bool]:
    """Place the two ways out of a form; return which was taken."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        is_saved = st.form_submit_button(
            save, type="primary", disabled=opened_ledger.ledger().read_only, key=f"form {save}"
        )
        is_left = st.form_submit_button(leave, shortcut="Esc", key=f"form {leave}")
    return is_saved, is_left


def _place_fields(about: str, *, is_new: bool) -> _DecisionInput:
    """Place the fields of a decision, and those of its meeting when there is none yet."""
    text = st.text_area(
        "内容",
        _DRAFT.get(),
        height=110,
        placeholder="议定了什么;Ctrl+回车保存",
        key="decision text",
    )
    left, right = st.columns(2)
    office, task_id = _office_and_task(about)
    offices = ledger_data.offices()
    whose = left.selectbox(
        "责任股室",
        offices,
        index=offices.index(office) if office in offices else None,
        placeholder="选择股室",
        key="decision office",
    )
    due = right.date_input("完成时限", _usual_due_date(), format="YYYY-MM-DD", key="decision due")
    task = _place_task_choice(task_id)
    name, held_on = _place_meeting_fields() if is_new else ("", clock.today())
    return _DecisionInput(text.strip(), whose, due, task, name, held_on)


def _place_meeting_fields() -> tuple[str, date]:
    """Place the fields of a meeting that is not in the ledger yet."""
    left, right = st.columns(2)
    today = clock.today()
    name = left.text_input(
        "会议名称", usual_name(today), max_chars=LONGEST_NAME, key="decision meeting"
    )
    held_on = right.date_input("会议日期", today, format="YYYY-MM-DD", key="decision held on")
    return name, held_on


def _place_task_choice(task_id: int | None) -> int | None:
    """Place the choice of the task that a decision is about."""
    tasks = _plan_tasks()
    names: dict[int, str] = dict(
        zip(tasks["task_id"].tolist(), tasks["number"] + " " + tasks["title"], strict=True)
    )
    ids = list(names)
    return st.selectbox(
        "相关措施(可不选)",
        ids,
        index=ids.index(task_id) if task_id in ids else None,
        format_func=names.__getitem__,
        placeholder="按编号或文字查找",
        key="decision task",
    )


def _plan_tasks() -> pd.DataFrame:
    """Return the tasks of the plan that is looked at, whatever the filters keep."""
    return ledger_data.answer("task_list", session.current().cleared())


def _office_and_task(about: str) -> tuple[str, int | None]:
    """Return the office and the task of what was drilled into, as far as there are any."""
    step = parse_step(about)
    if step.kind == "task":
        tasks = _plan_tasks().set_index("task_id")["lead_office"]
        return str(tasks.get(step.id, "")), step.id
    return (step.value, None) if step.kind == "office" else ("", None)


def usual_name(day: date) -> str:
    """Return the default name of a meeting."""
    return f"{day.month}月{day.day}日工作推进会"


def _usual_due_date() -> date:
    """Return the last day of the next month."""
    today = clock.today()
    months = today.year * 12 + today.month + 1  # of the month after the next, counted from 0
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def _known_meeting() -> int | None:
    """Return the meeting of the screen if the ledger has it for the plan that is looked at."""
    known = ledger_data.query("meetings", year=session.current().year, known_at=None)
    asked = session.screen().meeting
    return asked if asked in set(known["meeting_id"]) else None


def _save(given: _DecisionInput) -> None:
    """Write a decision, and its meeting when that is new."""
    if not given.text or given.office is None:
        lacking = {"内容": given.text, "责任股室": given.office}
        missing = "、".join(name for name, value in lacking.items() if not value)
        raise InputError(f"议定事项未保存:还没有填写{missing};请补上后再保存。")
    meeting_records.record_decision(
        opened_ledger.ledger(),
        meeting_id=_known_meeting() or _new_meeting(given.name, given.held_on),
        text=given.text,
        office=given.office,
        due_date=given.due_date,
        task_id=given.task_id,
        now=clock.now(),
    )


def _new_meeting(name: str, held_on: date) -> int:
    """Make the meeting of the screen, so that the link names it; one of that name and day is it."""
    view = session.current()
    known = ledger_data.query("meetings", year=view.year, known_at=None)
    same = known.loc[(known["name"] == name.strip()) & (known["held_on"].dt.date == held_on)]
    meeting = (
        meeting_records.add_meeting(
            opened_ledger.ledger(),
            year=view.year,
            held_on=held_on,
            name=name,
            agenda_id=_standing_agenda(),
            as_of=view.as_of,
            now=clock.now(),
        )
        if same.empty
        else int(same["meeting_id"].iloc[0])
    )
    session.change_screen(lambda old: replace(old, meeting=meeting))
    return meeting


def _standing_agenda() -> int | None:
    """Return the agenda of the screen; None for the standard one, and for one that was deleted."""
    agenda = session.screen().agenda
    return agenda if agenda in set(ledger_data.query("agendas")["agenda_id"]) else None


def _decision(decision_id: int, view: Filters) -> pd.Series | None:
    """Return a decision as the view's day sees it."""
    rows = ledger_data.answer("decisions", view.cleared())
    rows = rows.loc[rows["decision_id"] == decision_id]
    return None if rows.empty else rows.iloc[0]


def place_outcome_form(decision_id: int, view: Filters, done: OnDone) -> None:
    """Place a decision and the form of what became of it."""
    row = _decision(decision_id, view)
    if row is None:
        st.info("这条议定事项已经撤回。")
        if st.button("关闭", key="close decision"):
            done("")
        return
    _place_decision(row)
    with st.form("outcome", border=False):
        given = _place_outcome_fields(row, view.as_of)
        is_saved, is_left = _place_buttons("保存", "不保存")
    if is_left:
        done("")
    if is_saved:
        meeting_records.report_decision(
            opened_ledger.ledger(), decision_id=decision_id, now=clock.now(), **given
        )
        done(f"已保存办理情况:{_STATUSES[given['status']]}。")


def _place_decision(row: pd.Series) -> None:
    """Place what was decided, when, by whom it is due, and what it is about."""
    st.text(str(row["text"]))
    words = [
        f"{row['meeting']}({row['held_on']:%Y-%m-%d})",
        f"责任股室 {row['office']}",
        f"完成时限 {row['due_date']:%Y-%m-%d}",
    ]
    if not pd.isna(row["task_id"]):
        words.append(f"相关措施 {row['task_number']} {row['task_title']}")
    st.text("\n".join(words))


def _place_outcome_fields(row: pd.Series, as_of: date) -> dict[str, Any]:
    """Place the fields of a report on a decision."""
    status = st.segmented_control(
        "办理情况",
        list(_STATUSES),
        default="done" if row["outcome"] == "done" else "open",
        format_func=_STATUSES.__getitem__,
        required=True,
        key="outcome status",
    )
    note = st.text_area(
        "说明",
        "" if pd.isna(row["note"]) else str(row["note"]),
        height=90,
        key="outcome note",
    )
    usual = max(as_of, row["held_on"].date())
    day = st.date_input("日期", usual, format="YYYY-MM-DD", key="outcome day", width=160)
    st.caption("日期是画面的截至日,填得更晚,画面上暂时看不到;撤回的事项从各处消失。")
    return {"status": status, "note": note, "reported_on": day}
