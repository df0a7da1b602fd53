"""The command query: run a named query with parameters from command-line options."""

import argparse
from datetime import date
from typing import Any, Final

import pandas as pd

from dashboard.commands.arguments import Commands, OnLedger, day, integer, moment
from dashboard.commands.output import FORMATS, format_answer
from dashboard.core import clock
from dashboard.core.clean_text import clean_text
from dashboard.core.errors import InputError, QuestionError
from dashboard.core.periods import default_day
from dashboard.ledger import queries
from dashboard.ledger.store import Ledger
from dashboard.meetings.meeting_records import since_day
from dashboard.view.filters import VIEW_WORDS, Filters
from dashboard.view.url_words import Word

_OF_VIEW: Final = {each.option: each.field for each in VIEW_WORDS.values()}
OPTIONS: Final[dict[str, str]] = {
    **_OF_VIEW,
    "since": "since",
    "task": "tasks",
    "agenda": "agenda_id",
    "view": "view_id",
    "import": "import_id",
}
"""The options, and the query parameter that each one sets."""

VIEW: Final = frozenset(_OF_VIEW.values())
"""The parameters that queries about a view take together, as one `Filters`."""

_PARSERS: Final = {"year": integer, "as_of": day, "known_at": moment}
"""How the options of a view are parsed that are neither text nor codes."""


def add_to(commands: Commands, on_ledger: OnLedger) -> None:
    """Register the command; options not given are None."""
    command = commands.add_parser("query", help="回答一个命名查询")
    command.add_argument("name", metavar="查询名", help=" ".join(queries.names()))
    for word in VIEW_WORDS.values():
        _add_view_option(command, word)
    command.add_argument("--task", nargs="+", action="extend", type=integer, metavar="编号")
    command.add_argument("--since", type=day, metavar="日期", help="缺省为上次会议的数据截至日")
    command.add_argument("--agenda", type=integer, metavar="编号")
    command.add_argument("--view", type=integer, metavar="编号")
    command.add_argument("--import", type=integer, metavar="编号")
    command.add_argument("--format", choices=FORMATS, default="table")
    command.set_defaults(run=on_ledger(query))


def _add_view_option(command: argparse.ArgumentParser, word: Word) -> None:
    """Add the option of a word of the view; its help lists the codes that it takes."""
    codes = word.codes or {}
    several: dict[str, Any] = {"nargs": "+", "action": "extend"} if word.collect else {}
    is_number = all(isinstance(code, int) for code in codes)
    command.add_argument(
        _flag(word.option),
        type=_PARSERS.get(word.field, integer if codes and is_number else clean_text),
        choices=list(codes) or None,
        metavar=word.label,
        help="、".join(f"{code}({label})" for code, label in codes.items()),
        **several,
    )


def _flag(option: str) -> str:
    return f"--{option.replace('_', '-')}"


def query(ledger: Ledger, options: argparse.Namespace) -> int:
    """Print the result of one named query."""
    question = queries.question(options.name)
    _refuse_unused(question, options)
    frame = ledger.query(options.name, _parameters_of(ledger, question, options))
    print(format_answer(frame, options.format))
    return 0


def _refuse_unused(question: queries.Question, options: argparse.Namespace) -> None:
    """Raise a QuestionError for options that the query does not use."""
    accepted_parameters = question.parameters | (VIEW if "view" in question.parameters else set())
    usable = [name for name, parameter in OPTIONS.items() if parameter in accepted_parameters]
    unused = [name for name in OPTIONS if getattr(options, name) is not None and name not in usable]
    if unused:
        accepted = f"可用的选项有 {_listed(usable)}" if usable else "它没有选项"
        raise QuestionError(f"查询 {question.name} 用不到选项 {_listed(unused)};{accepted}。")


def _listed(names: list[str]) -> str:
    return "、".join(map(_flag, names))


def _parameters_of(
    ledger: Ledger, question: queries.Question, options: argparse.Namespace
) -> dict[str, Any]:
    """Return the parameters that a query declares, with defaults for options not given."""
    given = {parameter: getattr(options, name) for name, parameter in OPTIONS.items()}
    values: dict[str, Any] = given | {"tasks": options.task or []}
    if question.parameters & {"view", "year", "as_of"}:
        values["year"], values["as_of"] = _year_and_day(ledger, options)
    if "since" in question.parameters:
        values["since"] = options.since or _last_meeting(ledger, values)
    if "view" in question.parameters:
        values |= _view(values).parameters()
    return {name: value for name, value in values.items() if name in question.parameters}


def _view(values: dict[str, Any]) -> Filters:
    """Return the view that the options select, with the defaults of a page."""
    given = {name: value for name, value in values.items() if name in VIEW and value is not None}
    lists = {name: tuple(value) for name, value in given.items() if isinstance(value, list)}
    return Filters(**given | lists)


def _last_meeting(ledger: Ledger, values: dict[str, Any]) -> date | None:
    """Return the day of the figures of the last meeting before the query's day."""
    meetings = ledger.query("meetings", {name: values[name] for name in ("year", "known_at")})
    return since_day(meetings, as_of=values["as_of"], meeting_id=None)


def _year_and_day(ledger: Ledger, options: argparse.Namespace) -> tuple[int, date]:
    """Return the plan's year and the day of a query."""
    plans = ledger.query("plans", {})
    if plans.empty:
        raise InputError("账本中还没有工作要点;请先用 load 载入,或用 demo 载入演示数据。")
    year = options.year or int(plans["year"].iloc[0])
    chosen = plans.loc[plans["year"] == year]
    if chosen.empty:
        years = "、".join(str(known) for known in plans["year"])
        raise QuestionError(f"账本中没有 {year} 年的工作要点;已有的年度:{years}")
    last = chosen["last_reported_on"].iloc[0]
    last_day = None if pd.isna(last) else last.date()
    return year, options.as_of or default_day(year, clock.today(), last_day)
