"""The named queries of queries/*.sql: their SQL and the parameters that their headers declare."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from dashboard.core.errors import QuestionError
from dashboard.core.paths import QUERIES

_PARAMETER = re.compile(r"\$([a-z_0-9]+)")


@dataclass(frozen=True)
class Question:
    """One query file: its name, its SQL, the header's description and its parameter names."""

    name: str
    sql: str
    purpose: str
    parameters: frozenset[str]


@cache
def question(name: str) -> Question:
    """Load the query of a file in queries/ ('checks/…' for a data check).

    Raises:
        QuestionError: there is no such file; the message suggests similar names.
    """
    if name not in names() + names("checks"):
        near = get_close_matches(name, names(), n=3) or names()
        raise QuestionError(f"没有名为“{name}”的查询;可用的有:{'、'.join(near)}")
    return read(QUERIES / f"{name}.sql", name)


def read(path: Path, name: str) -> Question:
    """Read one query file; the declared parameters must be exactly those that the SQL uses."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = [line for line in lines if line.startswith("--")]
    body = "\n".join(line for line in lines if not line.startswith("--"))
    declared, used = parameters_of("\n".join(header)), parameters_of(body)
    if declared != used:
        odd = "、".join(sorted(declared ^ used))
        raise QuestionError(f"{path.name}:文件头声明的参数应与正文所用的一致,不一致的是 {odd}")
    purpose = " ".join(line.removeprefix("--").strip() for line in header if "$" not in line)
    return Question(name, body, purpose, used)


def parameters_of(sql: str) -> frozenset[str]:
    """Return the parameter names that the SQL uses."""
    return frozenset(_PARAMETER.findall(sql))


def names(folder: str = "") -> list[str]:
    """Return the names of all queries in queries/ or one of its folders."""
    prefix = f"{folder}/" if folder else ""
    return sorted(f"{prefix}{path.stem}" for path in (QUERIES / folder).glob("*.sql"))
