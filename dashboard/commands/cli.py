"""The work of the dashboard without a screen: python -m dashboard COMMAND."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from dashboard.commands import import_files, read_plan, serve, templates
from dashboard.commands.read_plan import day
from dashboard.core import clock
from dashboard.core.errors import DashboardError, InputError, QuestionError
from dashboard.core.labels import BASES, QUARTERS, STATES
from dashboard.core.periods import default_day
from dashboard.core.version import VERSION
from dashboard.ledger import csv_folder, queries
from dashboard.ledger.store import Ledger, ledger_path, open_ledger
from dashboard.meetings.records import since_day


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0, 1 when the data checks found something, 2 for an error."""
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except DashboardError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of a pipe, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def on_ledger(
    run: Callable[[Ledger, argparse.Namespace], int],
) -> Callable[[argparse.Namespace], int]:
    """Return a command that opens the ledger for its work, and closes it whatever happens."""

    def opened(options: argparse.Namespace) -> int:
        with closing(open_ledger(ledger_path(), clock.now())) as ledger:
            return run(ledger, options)

    return opened


class Parser(argparse.ArgumentParser):
    """A parser that tells what is wrong in one line, as every other error is told."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"参数有误:{message};用法见 python -m dashboard --help\n")


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; each sets `run`."""
    top = Parser(prog="python -m dashboard", description="工作要点台账的命令行。")
    top.add_argument(
        "--version", action="version", version=f"工作要点看板 {VERSION}", help="显示版本"
    )
    commands = top.add_subparsers(required=True, metavar="命令")
    add_query(commands.add_parser("query", help="回答一个命名查询"))
    folder = commands.add_parser("export", help="把每张表导出为 CSV,或把台账导出为一个 .xlsx")
    folder.add_argument("folder", type=Path, metavar="文件夹或文件")
    folder.set_defaults(run=on_ledger(export))
    folder = commands.add_parser("load", help="从导出的 CSV 载入整本账")
    folder.add_argument("folder", type=Path, metavar="文件夹")
    folder.add_argument("--replace", action="store_true", help="替换账本中已有的正式数据")
    folder.set_defaults(run=on_ledger(load))
    commands.add_parser("check", help="数据检查").set_defaults(run=on_ledger(check))
    file = commands.add_parser("backup", help="备份账本到一个新文件")
    file.add_argument("file", type=Path, metavar="文件")
    file.set_defaults(run=on_ledger(backup))
    commands.add_parser("demo", help="账本为空时载入演示数据").set_defaults(run=on_ledger(demo))
    read_plan.add_to(commands)
    import_files.add_to(commands, on_ledger)
    templates.add_to(commands, on_ledger)
    serve.add_to(commands)
    return top


def moment(text: str) -> datetime:
    """Return a time given on the command line, by the bureau's clock."""
    try:
        return clock.by_bureau(datetime.fromisoformat(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"应为时间,如 2023-10-08T09:00,实为 {text}") from error


def add_query(command: argparse.ArgumentParser) -> None:
    command.add_argument("name", metavar="查询名", help="、".join(queries.names()))
    command.add_argument("--as-of", type=day, metavar="日期")
    command.add_argument("--known-at", type=moment, metavar="时间")
    command.add_argument("--year", type=int, metavar="年度")
    command.add_argument("--basis", choices=list(BASES), default="lead")
    for name in ("office", "theme", "leader", "item"):
        command.add_argument(f"--{name}", nargs="+", action="extend", default=[], metavar="名称")
    command.add_argument(
        "--state", nargs="+", action="extend", default=[], choices=list(STATES), metavar="状态"
    )
    command.add_argument(
        "--quarter", nargs="+", action="extend", default=[], type=int, choices=list(QUARTERS)
    )
    command.add_argument("--task", nargs="+", action="extend", default=[], type=int, metavar="编号")
    command.add_argument("--search", default="", metavar="文字")
    command.add_argument("--since", type=day, metavar="日期", help="缺省为上次会议的数据截至日")
    command.add_argument("--agenda", type=int, metavar="编号")
    command.add_argument("--view", type=int, metavar="编号")
    command.add_argument("--format", choices=["table", "csv", "json"], default="table")
    command.set_defaults(run=on_ledger(query))


def query(ledger: Ledger, options: argparse.Namespace) -> int:
    """Print the answer of one named question."""
    frame = ledger.query(options.name, asked(ledger, options))
    print(shown(frame, options.format))
    return 0


def asked(ledger: Ledger, options: argparse.Namespace) -> dict[str, Any]:
    """Return the parameters of every question, with the days that stand when none is given."""
    year, as_of = asked_day(ledger, options)
    known = {"year": year, "known_at": options.known_at}
    last_meeting = since_day(ledger.query("meetings", known), as_of=as_of, meeting_id=None)
    return {
        **known,
        "as_of": as_of,
        "since": options.since or last_meeting,
        "basis": options.basis,
        "offices": options.office,
        "themes": options.theme,
        "quarters": options.quarter,
        "states": options.state,
        "leaders": options.leader,
        "items": options.item,
        "search": options.search,
        "tasks": options.task,
        "agenda_id": options.agenda,
        "view_id": options.view,
    }


def asked_day(ledger: Ledger, options: argparse.Namespace) -> tuple[int, date]:
    """Return the year of the plan and the day that a question is about."""
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


def shown(frame: pd.DataFrame, form: str) -> str:
    """Return a result as an aligned table, CSV, or JSON (an array of objects)."""
    lists = [name for name in frame if any(is_list(value) for value in frame[name])]
    if form != "json":
        frame = frame.assign(**{str(name): frame[name].map(as_list_text) for name in lists})
    if form == "csv":
        return frame.to_csv(index=False).rstrip("\n")
    if form == "json":
        rows = [
            {str(name): plain(value) for name, value in row.items()}
            for row in frame.astype("object").to_dict("records")
        ]
        return json.dumps(rows, ensure_ascii=False, indent=2, allow_nan=False)
    return frame.to_string(index=False) if len(frame) else "(没有符合条件的记录)"


def is_list(value: Any) -> bool:
    return isinstance(value, (list, np.ndarray))


def as_list_text(value: Any) -> str:
    """Return a list of a cell as JSON writes it, so that a missing part is null."""
    return json.dumps(plain(value), ensure_ascii=False)


def plain(value: Any) -> Any:
    """Return a value of a result as JSON knows it: dates as ISO text, missing as null."""
    if hasattr(value, "tolist") and not isinstance(value, (date, datetime)):
        value = value.tolist()
    if isinstance(value, list):
        return [plain(part) for part in value]
    if pd.isna(value):
        return None
    if isinstance(value, datetime):
        day = value.time() == datetime.min.time()
        return value.date().isoformat() if day else value.isoformat()
    return value


def export(ledger: Ledger, options: argparse.Namespace) -> int:
    """Write the newest plan as a workbook, or every table as CSV."""
    if options.folder.suffix == ".xlsx":
        return templates.write_ledger(ledger, options.folder)
    for table, rows in csv_folder.export_folder(ledger, options.folder).items():
        print(f"{table}.csv\t{rows} 行")
    return 0


def load(ledger: Ledger, options: argparse.Namespace) -> int:
    """Replace the ledger by the files of a folder."""
    frames = csv_folder.load_folder(ledger, options.folder, clock.now(), replace=options.replace)
    print(f"已载入:{len(frames['task'])} 项措施,{len(frames['progress'])} 条填报。")
    return 0


def check(ledger: Ledger, _options: argparse.Namespace) -> int:
    """Print the rows that break a rule; 1 when there are any."""
    found = 0
    for name in queries.names("checks"):
        rows = ledger.query(name, {"today": clock.today()})
        found += len(rows)
        if len(rows):
            print(f"{queries.question(name).purpose}\n{rows.to_string(index=False)}\n")
    print(f"数据检查:{found} 处问题。" if found else "数据检查:没有发现问题。")
    return 1 if found else 0


def backup(ledger: Ledger, options: argparse.Namespace) -> int:
    """Copy the ledger to a new file."""
    ledger.backup(options.file)
    print(f"已备份到 {options.file}。")
    return 0


def demo(ledger: Ledger, _options: argparse.Namespace) -> int:
    """Load the demo plan into an empty ledger, or anew over itself."""
    frames = csv_folder.load_folder(ledger, csv_folder.DEMO, clock.now())
    print(f"已载入演示数据:{len(frames['task'])} 项措施,{len(frames['progress'])} 条填报。")
    return 0
