"""The commands of the dashboard: python -m dashboard COMMAND."""

import argparse
import os
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from dashboard.commands import backups, import_files, query, read_plan, serve, templates
from dashboard.commands.arguments import Parser, use_chinese_messages
from dashboard.core import clock
from dashboard.core.errors import DashboardError
from dashboard.core.version import APPLICATION, VERSION
from dashboard.ledger import csv_folder
from dashboard.ledger.checks import run_checks
from dashboard.ledger.store import Ledger, ledger_path, open_ledger


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0 for success, 1 if data checks found problems, 2 for an error."""
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except DashboardError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of the pipe, such as head, has closed it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _on_ledger(
    run: Callable[[Ledger, argparse.Namespace], int],
) -> Callable[[argparse.Namespace], int]:
    """Return a command that opens the ledger, runs `work`, and always closes the ledger."""

    def opened(options: argparse.Namespace) -> int:
        with closing(open_ledger(ledger_path(), clock.now())) as ledger:
            if ledger.lost_writes:
                print(ledger.lost_writes, file=sys.stderr)
            return run(ledger, options)

    return opened


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; each sets `run`."""
    use_chinese_messages()
    top = Parser(prog="python -m dashboard", description="工作要点台账的命令行。")
    top.add_argument(
        "--version", action="version", version=f"{APPLICATION} {VERSION}", help="显示版本"
    )
    commands = top.add_subparsers(required=True, metavar="命令")
    query.add_to(commands, _on_ledger)
    folder = commands.add_parser("export", help="把每张表导出为 CSV,或把台账导出为一个 .xlsx")
    folder.add_argument("folder", type=Path, metavar="文件夹或文件")
    folder.set_defaults(run=_on_ledger(export))
    folder = commands.add_parser("load", help="从导出的 CSV 载入整本账")
    folder.add_argument("folder", type=Path, metavar="文件夹")
    folder.add_argument("--replace", action="store_true", help="替换账本中已有的正式数据")
    folder.set_defaults(run=_on_ledger(load))
    commands.add_parser("check", help="数据检查").set_defaults(run=_on_ledger(check))
    backups.add_to(commands)
    file = commands.add_parser("backup", help="备份账本到一个新文件")
    file.add_argument("file", type=Path, metavar="文件")
    file.set_defaults(run=_on_ledger(backup))
    commands.add_parser("demo", help="账本为空时载入演示数据").set_defaults(run=_on_ledger(demo))
    read_plan.add_to(commands)
    import_files.add_to(commands, _on_ledger)
    templates.add_to(commands, _on_ledger)
    serve.add_to(commands)
    return top


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
    """Print the rows that fail a data check; return 1 if there are any."""
    found = 0
    for rule, rows in run_checks(ledger, clock.today()):
        found += len(rows)
        if len(rows):
            print(f"{rule.purpose}\n{rows.to_string(index=False)}\n")
    print(f"数据检查:{found} 处问题。" if found else "数据检查:没有发现问题。")
    return 1 if found else 0


def backup(ledger: Ledger, options: argparse.Namespace) -> int:
    """Copy the ledger to a new file."""
    ledger.backup(options.file)
    print(f"已备份到 {options.file}。")
    return 0


def demo(ledger: Ledger, _options: argparse.Namespace) -> int:
    """Load the demo plan into an empty ledger, or reload it."""
    frames = csv_folder.load_folder(ledger, csv_folder.DEMO_FOLDER, clock.now())
    print(f"已载入演示数据:{len(frames['task'])} 项措施,{len(frames['progress'])} 条填报。")
    return 0
