"""The README and the pages of docs/, read for what a program can check of them."""

import argparse
import re
import shlex
from typing import Final

from dashboard.commands.cli import parser
from dashboard.core.paths import ROOT

ALL: Final = sorted(
    path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"))
)
IN_TWO_LANGUAGES: Final = [name.replace(".zh-CN", "") for name in ALL if ".zh-CN" in name]

RUN: Final = ".venv/bin/python -m dashboard"


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def in_chinese(name: str) -> str:
    return name.replace(".md", ".zh-CN.md")


def both(*pages: str) -> list[str]:
    """Return pages of docs/ in both languages."""
    return [name for page in pages for name in (f"docs/{page}.md", f"docs/{page}.zh-CN.md")]


def blocks(name: str) -> list[str]:
    """Return what stands in the code fences of a page, without the comments of shell and INI."""
    fenced = re.findall(r"^```\w+\n(.*?)^```$", text_of(name), re.MULTILINE | re.DOTALL)
    return [re.sub(r"^#.*\n", "", block, flags=re.MULTILINE) for block in fenced]


def run_lines(name: str) -> list[list[str]]:
    """Return the arguments of every call of the command line in a page, in fences and in prose."""
    text = text_of(name)
    fenced = re.findall(rf"^{re.escape(RUN)} (.*)$", text, re.MULTILINE)
    inline = re.findall(rf"`{re.escape(RUN)} ([^`]*)`", text)
    return [shlex.split(line) for line in (*fenced, *inline)]


def make_targets() -> list[str]:
    (line,) = re.findall(r"^\.PHONY: (.*)$", text_of("Makefile"), re.MULTILINE)
    return [name for name in str(line).split() if "-" not in name]  # with one: a part of check


def commands() -> dict[str, argparse.ArgumentParser]:
    """Return the commands of python -m dashboard, each with its own parser."""
    (action,) = (each for each in parser()._actions if isinstance(each.choices, dict))
    assert isinstance(action.choices, dict)
    return dict(action.choices)


def options() -> list[str]:
    """Return the options of all commands, but for --help."""
    found = {
        option
        for command in commands().values()
        for action in command._actions
        for option in action.option_strings
    }
    return sorted(found - {"-h", "--help"})


def anchors(name: str) -> set[str]:
    """Return what links into a page may name: its headings, as GitHub writes them in addresses."""
    headings = re.findall(r"^#+ (.*)$", text_of(name), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in headings}
