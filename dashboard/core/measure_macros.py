"""What a measure counts, read from where it is defined: queries/macros/6_measures.sql."""

import re
from typing import Final, Literal, NamedTuple, cast

from dashboard.core.paths import QUERIES, ROOT

Kind = Literal["count", "share", "mean", "sum", "most", "distinct"]

_FILE: Final = QUERIES / "macros" / "6_measures.sql"
_DEFINITION: Final = re.compile(
    r"^create macro (?P<name>\w+)\((?P<columns>[^)]+)\) as\s"
    r"(?P<kind>count|share|mean|sum|most|distinct)_of\((?P<taken>[^()]+)\);$",
    re.MULTILINE,
)


class MeasureMacro(NamedTuple):
    """A measure in SQL: `part` is what is counted or averaged, `base` the tasks it is taken over.

    `call` is the aggregate; all three are expressions over the columns of selected_task().
    """

    kind: Kind
    call: str
    part: str
    base: str


def _read_macros() -> dict[str, MeasureMacro]:
    """Return the macro of each measure, by name."""
    found = _DEFINITION.finditer(_FILE.read_text(encoding="utf-8"))
    return {each["name"]: _measure_macro(each) for each in found}


def _measure_macro(definition: re.Match[str]) -> MeasureMacro:
    part, base, *_weight = definition["taken"].split(", ")
    call = f"{definition['name']}({definition['columns']})"
    return MeasureMacro(cast("Kind", definition["kind"]), call, part, base)


MACROS: Final = _read_macros()

DEFINED_IN: Final = _FILE.relative_to(ROOT).as_posix()
"""The file that defines the measures, as the screen names it."""


def columns(code: str) -> str:
    """Return the SQL of a measure's value, of what it counts and of what it is taken over.

    The columns are `code`, `code_part` and `code_of`; a value without tasks is null, but for
    counts and sums, which are 0.
    """
    macro = MACROS[code]
    counted = f"count_of({macro.part}, {macro.base})" if _counts_tasks(macro) else "null"
    return (
        f"{macro.call}::double as {code},\n"
        f"{counted}::bigint as {code}_part,\n"
        f"count_of({macro.base}, {macro.base}) as {code}_of"
    )


def contributes(code: str) -> str:
    """Return the SQL predicate of the tasks that a number is made of."""
    macro = MACROS[code]
    return macro.part if macro.kind == "count" else macro.base


def counts(code: str) -> str:
    """Return the SQL of whether one of those tasks is counted in the number's upper part."""
    macro = MACROS[code]
    return f"coalesce({macro.part}, false)" if _counts_tasks(macro) else "true"


def _counts_tasks(macro: MeasureMacro) -> bool:
    return macro.kind in ("count", "share")
