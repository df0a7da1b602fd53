"""Notes for the reviewer of a plan: contradictory years, gaps in numbers, missing offices."""

import re
from collections.abc import Iterator
from dataclasses import replace

from dashboard.core.school_calendar import EVENT_WORDS
from dashboard.importing.documents.due_dates import is_recurring
from dashboard.importing.documents.office_bodies import SUFFIX
from dashboard.importing.documents.offices import find_offices
from dashboard.importing.documents.plan import Item, Plan
from dashboard.importing.documents.reading import Reading
from dashboard.importing.documents.source import Piece, Source
from dashboard.importing.spreadsheets.chinese_dates import Period, school_event

_MAX_LINES = 10
_LONGEST_NAME = 16


def add_notes(plan: Plan, title_year: int | None, reading: Reading) -> Plan:
    """Return the plan with its notes; `title_year` is the year that the title states."""
    source = reading.source
    notes = [
        *_year_notes(title_year, source),
        *reading.notes,
        *(["原文为繁体,已转为简体,请核对。"] if source.is_traditional else []),
        *_number_notes(plan),
        *_office_notes(plan),
        *_date_notes(plan, reading.period),
        *_unused_office_notes(plan),
        *(
            ["没有读到任何事项;请确认文件是工作要点。"]
            if not any(t.items for t in plan.themes)
            else []
        ),
    ]
    return replace(plan, notes=tuple(notes))


def _year_notes(title_year: int | None, source: Source) -> Iterator[str]:
    """Yield that the body names another year than the title."""
    for line in source.lines if title_year else ():
        found = re.search(
            r"(20\d\d)年(?:是|[,，]?(?:全县|全市|全区|我县|全局|全系统)|.{0,12}(?:总体(?:要求|思路)|指导思想))",
            line.text,
        )
        if found and int(found.group(1)) != title_year:
            number = source.line(line)
            yield (
                f"标题为 {title_year} 年,正文第 {number} 行写的是 {found.group(1)} 年;"
                "以标题为准,请核对。"
            )
            return


def _items_of(plan: Plan) -> list[Item]:
    return [item for theme in plan.themes for item in theme.items]


def _number_notes(plan: Plan) -> Iterator[str]:
    """Yield gaps in the numbers of items."""
    last = 0
    for item in _items_of(plan):
        if not isinstance(item.number, int):
            continue
        if item.number > last + 1 and last:
            yield f"事项编号从 {last} 跳到 {item.number}(第 {item.line} 行),请核对是否有缺漏。"
        last = item.number


def _office_notes(plan: Plan) -> Iterator[str]:
    """Yield the number of items without an office."""
    items = _items_of(plan)
    without = [item for item in items if not item.offices]
    if without and len(without) == len(items):
        yield "文件没有写明责任股室,请在立账前补上。"
    elif without:
        lines = "、".join(str(item.line) for item in without[:_MAX_LINES])
        more = "等" if len(without) > _MAX_LINES else ""
        yield f"有 {len(without)} 个事项没有责任股室(第 {lines} 行{more})。"
    yield from _second_leads(items)
    bare = [task for item in items if item.offices for task in item.tasks if task.offices == ()]
    if bare:
        lines = "、".join(str(task.line) for task in bare[:_MAX_LINES])
        more = "等" if len(bare) > _MAX_LINES else ""
        yield f"有 {len(bare)} 条措施没有写明股室,而同一事项的其他措施写了(第 {lines} 行{more})。"


def _second_leads(items: list[Item]) -> Iterator[str]:
    """Yield the items that several offices lead, of which a ledger keeps one."""
    for item in items:
        for line, offices in [
            (item.line, item.offices),
            *((task.line, task.offices or ()) for task in item.tasks),
        ]:
            leads = [office.name for office in offices if office.role == "lead"]
            if len(leads) > 1:
                count = "两" if len(leads) == 2 else f" {len(leads)} "
                yield (
                    f"第 {line} 行有{count}个牵头股室({'、'.join(leads)}):台账只记一个,"
                    f"{leads[0]}牵头,其余记为配合,请核对。"
                )


def _date_notes(plan: Plan, period: Period) -> Iterator[str]:
    """Yield the due dates in words that the calendar dates, or that give no definite day."""
    for task in (task for item in _items_of(plan) for task in item.tasks if task.due_text):
        words = task.due_text or ""
        event = school_event(words, period)
        if task.due_date and task.earlier_dates:
            days = "、".join(map(str, (*task.earlier_dates, task.due_date)))
            yield f"第 {task.line} 行有几个时限({days}),完成时限取最后一个。"
        if task.due_date and event and task.due_date == period.day_before(event):
            yield f"“{words}”(第 {task.line} 行)按校历记为 {task.due_date},请核对。"
        elif task.due_date is None and not is_recurring(words):
            hint = f",或先在校历中填写{EVENT_WORDS[event]}的日期" if event else ""
            yield f"“{words}”没有确定的日期(第 {task.line} 行),请填写完成时限{hint}。"


def _unused_office_notes(plan: Plan) -> Iterator[str]:
    """Yield the offices in the text that no field holds."""
    used = {office.name for item in _items_of(plan) for office in item.offices}
    for line, text in plan.unread:
        mentions = find_offices(Piece(text, tuple(range(len(text)))), ())
        names = [
            office.name
            for mention in mentions
            for office in mention.offices
            if SUFFIX.search(office.name) and len(office.name) <= _LONGEST_NAME
        ]
        if not set(names) <= used:
            yield f"第 {line} 行的股室“{'、'.join(names)}”没有对应的事项,请核对。"
