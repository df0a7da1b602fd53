"""The argument parser of all commands: Chinese messages, one-line errors, dates and times."""

import argparse
from collections.abc import Callable
from datetime import date, datetime
from gettext import NullTranslations
from typing import Any, Final, NoReturn, TypeAlias

from dashboard.core import clock
from dashboard.core.clean_text import clean_text
from dashboard.ledger.store import Ledger

Commands: TypeAlias = "argparse._SubParsersAction[Parser]"
"""The type that add_subparsers returns; argparse has no public name for it."""

OnLedger = Callable[
    [Callable[[Ledger, argparse.Namespace], int]], Callable[[argparse.Namespace], int]
]
"""Turns a function that needs an open ledger into a command."""

_MESSAGES: Final = {
    "usage: ": "用法:",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示本帮助后退出",
    "show program's version number and exit": "显示版本号后退出",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s:%(message)s",
    "the following arguments are required: %s": "缺少 %s",
    "one of the arguments %s is required": "以下参数至少给出一个:%s",
    "unrecognized arguments: %s": "没有这样的参数:%s",
    "ambiguous option: %(option)s could match %(matches)s": (
        "%(option)s 不够明确,可能是 %(matches)s"
    ),
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "不能是 %(value)r,只能是 %(choices)s 之一"
    ),
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "不能是 %(value)r,是否为 %(closest)r?只能是 %(choices)s 之一"
    ),
    "unknown parser %(parser_name)r (choices: %(choices)s)": (
        "没有命令 %(parser_name)r,只有 %(choices)s"
    ),
    "invalid %(type)s value: %(value)r": "值 %(value)r 的类型应为 %(type)s",
    "expected one argument": "后面应有一个值",
    "expected at most one argument": "后面至多有一个值",
    "expected at least one argument": "后面至少有一个值",
    "expected %s argument": "后面应有 %s 个值",
    "expected %s arguments": "后面应有 %s 个值",
    "not allowed with argument %s": "不能与 %s 同时使用",
    "ignored explicit argument %r": "不带值,多出了 %r",
}
"""Translations of argparse's messages in Python 3.11 to 3.14, by their English text."""


class Chinese(NullTranslations):
    """The gettext catalogue of these messages; other messages stay English."""

    def gettext(self, message: str) -> str:
        return _MESSAGES.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def use_chinese_messages() -> None:
    """Make argparse use the catalogue for its messages.

    gettext would choose a catalogue by the machine's locale, which is often English or unset;
    so argparse's references to the gettext functions are replaced.
    """
    catalogue = Chinese()
    vars(argparse).update(_=catalogue.gettext, ngettext=catalogue.ngettext)


class Parser(argparse.ArgumentParser):
    """A parser that prints an error as one line, like every other error of the program.

    Text options are cleaned; names of files have a type of their own and stay as typed.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.register("type", None, clean_text)

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"参数有误:{message};用法见 python -m dashboard --help\n")


def integer(text: str) -> int:
    """Parse a whole number given on the command line."""
    try:
        return int(clean_text(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"应为整数,实为 {text}") from error


def day(text: str) -> date:
    """Parse a date given on the command line."""
    try:
        return date.fromisoformat(clean_text(text).strip())
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"应为日期,如 2023-09-30,实为 {text}") from error


def moment(text: str) -> datetime:
    """Parse a date and time given on the command line, in the bureau's local time."""
    try:
        return clock.by_bureau(datetime.fromisoformat(clean_text(text).strip()))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"应为时间,如 2023-10-08T09:00,实为 {text}") from error
