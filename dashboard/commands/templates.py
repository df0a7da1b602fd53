"""The command template, which writes forms to fill in, and the export as a workbook."""

import argparse
from pathlib import Path

from dashboard.commands.arguments import Commands, OnLedger, integer
from dashboard.core import clock
from dashboard.core.errors import InputError
from dashboard.exports.ledger_workbook import ledger_template, ledger_workbook
from dashboard.exports.progress_form import progress_form
from dashboard.importing.service import exporting
from dashboard.ledger.file_errors import translated_errors
from dashboard.ledger.store import Ledger

_CHOICES = ("theme", "leader")


def add_to(commands: Commands, on_ledger: OnLedger) -> None:
    """Register the command."""
    command = commands.add_parser("template", help="生成要填写的表")
    command.add_argument("kind", choices=["ledger", "progress"], metavar="ledger|progress")
    command.add_argument("file", type=Path, metavar="文件")
    command.add_argument("--office", metavar="股室", help="只要这个股室牵头的任务")
    command.add_argument("--year", type=integer, metavar="年度")
    command.set_defaults(run=on_ledger(_write_template))


def _write_template(ledger: Ledger, options: argparse.Namespace) -> int:
    """Write an empty ledger form or a progress form to a new file."""
    year = options.year or exporting.newest_year(ledger) or clock.today().year
    tasks = exporting.export_rows(ledger, year, clock.today(), with_progress=True)
    if options.kind == "progress":
        _require_office(ledger, options.office)
        content = progress_form(tasks, office=options.office, year=year, reported_on=clock.today())
    else:
        offices = list(ledger.query("office_names", {})["name"])
        themes, leaders = (list(dict.fromkeys(tasks[name].dropna())) for name in _CHOICES)
        content = ledger_template(offices, themes, leaders, year)
    return _write(options.file, content)


def _require_office(ledger: Ledger, office: str | None) -> None:
    """Raise an InputError for an office that is not in the ledger."""
    offices = list(ledger.query("office_names", {})["name"])
    if office is not None and office not in offices:
        raise InputError(f"账本中没有股室“{office}”;已有的股室:{'、'.join(offices)}")


def write_ledger(ledger: Ledger, file: Path) -> int:
    """Write the newest plan with its reports to a workbook that can be imported again."""
    year = exporting.newest_year(ledger)
    if year is None:
        raise InputError("账本中还没有工作要点,无可导出。")
    tasks = exporting.export_rows(ledger, year, clock.today(), with_progress=True)
    return _write(file, ledger_workbook(tasks, year=year))


def _write(file: Path, content: bytes) -> int:
    """Write a new file.

    Raises:
        InputError: the file exists already.
    """
    if file.exists():
        raise InputError(f"{file} 已存在,未作覆盖;请换一个文件名。")
    with translated_errors(file):
        file.write_bytes(content)
    print(f"已生成 {file}。")
    return 0
