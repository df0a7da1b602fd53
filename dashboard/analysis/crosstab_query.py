"""The one builder of free analysis: measures and dimensions become a question, values stay outside.

Every piece of its SQL is a constant of this program: codes that a URL names only choose among the
two tables in measures.py and dimensions.py. What a reader typed is a $parameter.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final, Literal

from dashboard.core import measure_macros, measures
from dashboard.core.dimensions import DIMENSIONS, Moment
from dashboard.core.periods import QUARTER_ENDS, month_end, quarter_end
from dashboard.ledger.queries import Question, parameters_of
from dashboard.view.filters import Filters

Against = Literal["", "cell", "total"]
"""What a number is compared with: nothing, the same cell of the reference, or its total."""

CELL, OF_ROW, OF_COLUMN, WHOLE = 0, 1, 2, 3
"""Levels of an answer: a cell, the total of a row, that of a column, the whole."""

Cells = tuple[tuple[str, str], ...]
"""Which tasks a number is about: a name of each of some dimensions."""

ANSWERED_BY: Final = "analysis_number"
"""The name of the question that answers with one number to be explained."""

_REFERENCE: Final = "reference_"
"""Begins the names of the parameters of the view that is compared with."""

_PLACES: Final = """places as (
    select
        (select map(list(name), list(ordinal)) from office) as office_places,
        (
            select map(list(leader), list(place))
            from (select leader, min(task_id) as place from task
                  where leader is not null group by leader)
        ) as leader_places,
)"""

_FROM_SELECTION: Final = (
    "selected.lead_office, selected.named_offices, selected.counting_offices,"
    " selected.due_quarter, selected.due_month"
)
"""Columns that a task has on every day as it has them on the day of the view."""


def _selection(side: str, prefix: str) -> str:
    """Return the SQL of the tasks of one side."""
    return f"select '{side}' as side, 0 as moment, *\nfrom selected_task(${prefix}view)"


def _at_moments(side: str, prefix: str, moments: Sequence[int]) -> list[str]:
    """Return the SQL of the states of the selected tasks of one side at each moment."""
    return [
        f"select described.* exclude (lead_office, named_offices, due_quarter, due_month),\n"
        f"'{side}' as side, {moment} as moment, {_FROM_SELECTION}\n"
        f"from task_described(${prefix}moment_{moment}, $view['known_at']) as described\n"
        f"inner join selected on described.task_id = selected.task_id and selected.side = '{side}'"
        for moment in moments
    ]


@cache
def _facts(moments: tuple[int, ...], with_reference: tuple[int, ...] | None) -> str:
    """Return the SQL of `fact`: one row per selected task, side and moment (0: the view's day)."""
    sides = [_selection("shown", "")]
    later = _at_moments("shown", "", moments)
    if with_reference is not None:
        sides.append(_selection("reference", _REFERENCE))
        later += _at_moments("reference", _REFERENCE, with_reference)
    union = "\nunion all by name\n"
    every = union.join(["select * from selected", *later])
    return f"with selected as (\n{union.join(sides)}\n),\n{_PLACES},\nfact as (\n{every}\n)"


def _values_of(dimension: str) -> str:
    """Return the SQL of a dimension's values; without one all tasks have the same."""
    if not dimension:
        return "[{'place': 0, 'name': '', 'label': ''}]"
    return DIMENSIONS[dimension].values


@cache
def crosstab(
    rows: str,
    columns: str,
    asked: tuple[str, ...],
    moments: tuple[int, ...] = (),
    against: Against = "",
    reference_moments: tuple[int, ...] = (),
) -> Question:
    """Return the question of a table: measures by rows and columns, with all its totals.

    One row per level, row and column of a selected task, cancelled ones too: level, row_place,
    row_name, row_label, column_place, column_name, column_label, and for each measure `m`: m,
    m_part, m_of; compared with a reference m_reference, m_reference_part, m_reference_of and
    m_difference, too.
    """
    is_compared = against != ""
    figures = ",\n".join(measure_macros.columns(code) for code in asked)
    sql = f"""{_facts(moments, reference_moments if is_compared else None)},
placed as (
    select
        fact.side, fact.task_id, fact.moment,
        row_values.value as row_value, column_values.value as column_value,
    from fact
    cross join places,
    unnest({_values_of(rows)}) as row_values (value),
    unnest({_values_of(columns)}) as column_values (value)
),
-- each task once in each cell, and in each total that is a cell of its own
cell as (
    select
        side, task_id, moment, row_value, column_value,
        grouping_id(row_value, column_value) as level,
    from placed
    group by grouping sets (
        (side, task_id, moment, row_value, column_value), (side, task_id, moment, row_value),
        (side, task_id, moment, column_value), (side, task_id, moment)
    )
    having {_on_its_day(rows, columns)}
),
figured as (
    select cell.side, cell.level, cell.row_value, cell.column_value,
{figures}
    from cell
    inner join fact
        on cell.side = fact.side and cell.task_id = fact.task_id and cell.moment = fact.moment
    where cell.level in ({_levels(rows, columns)})
    group by all
)
{_compared(asked, against) if is_compared else _alone(asked)}"""  # noqa: S608  # constants of this program
    return Question("analysis", sql, "自助分析", parameters_of(sql))


def _alone(asked: Sequence[str]) -> str:
    """Return the end of the question of numbers that are compared with nothing."""
    shares = "".join(
        f"{_share(code, code, 'level')},\n" for code in asked if measures.adds_up(code)
    )
    return f"""select
    level,
    row_value.place as row_place, row_value.name as row_name, row_value.label as row_label,
    column_value.place as column_place, column_value.name as column_name,
    column_value.label as column_label,
{shares}    * exclude (side, level, row_value, column_value),
from figured
order by level, row_place, row_name, column_place, column_name"""  # noqa: S608  # constants


def _share(code: str, value: str, level: str) -> str:
    """Return the SQL of the share that a value has of the whole."""
    whole = f"max({value}) filter (where {level} = {WHOLE}) over ()"
    return f"{value} / nullif({whole}, 0) as {code}_share"


def _on_its_day(rows: str, columns: str) -> str:
    """Return the SQL of whether a cell is of its day: a total over moments is of the view's."""
    for dimension, value in ((rows, "row_value"), (columns, "column_value")):
        if dimension and DIMENSIONS[dimension].moment:
            return f"(moment = 0) = (grouping({value}) = 1)"
    return "moment = 0"


def _levels(rows: str, columns: str) -> str:
    """Return the levels that an answer has, as the list of an `in`."""
    found = [WHOLE] + [OF_ROW] * bool(rows) + [OF_COLUMN] * bool(columns)
    return ", ".join(map(str, found + [CELL] * bool(rows and columns)))


def _compared(asked: Sequence[str], against: Against) -> str:
    """Return the end of the question that sets a reference beside each number."""
    figures = ",\n".join(
        f"shown.{code}, shown.{code}_part, shown.{code}_of,\n"
        f"reference.{code} as {code}_reference, reference.{code}_part as {code}_reference_part,\n"
        f"reference.{code}_of as {code}_reference_of,\n"
        f"shown.{code} - reference.{code} as {code}_difference"
        for code in asked
    )
    figures += "".join(
        f",\n{_share(code, f'shown.{code}', 'shown.level')}"
        for code in asked
        if measures.adds_up(code)
    )
    same_row = "shown.row_value.name is not distinct from reference.row_value.name"
    same_level = "shown.level = reference.level"
    if against == "total":
        same_row, same_level = "true", f"(shown.level | {OF_COLUMN}) = reference.level"
    kind = "left" if against == "total" else "full"
    value = "coalesce(shown.{0}, reference.{0})" if against == "cell" else "shown.{0}"
    row, column = value.format("row_value"), value.format("column_value")
    return f"""select
    {value.format("level")} as level,
    {row}.place as row_place, {row}.name as row_name, {row}.label as row_label,
    {column}.place as column_place, {column}.name as column_name, {column}.label as column_label,
{figures},
from (select * from figured where side = 'shown') as shown
{kind} join (select * from figured where side = 'reference') as reference
    on {same_level} and {same_row}
    and shown.column_value.name is not distinct from reference.column_value.name
order by level, row_place, row_name, column_place, column_name"""  # noqa: S608  # constants


_PARTS: Final = """count(*) as selected,
    histogram(state) filter (where {counted}) as states,
    weight_of({counted}, weight) as weights,
    weighted_of(percent, {counted}, weight) as weighted_percent,
    weighted_of(expected, {counted}, weight) as weighted_expected,
    mean_of(percent, {counted}, weight) as progress,
    mean_of(expected, {counted}, weight) as expected"""
"""What a number is worked out of: the tasks that the cells keep, and of the counted ones their
number by state, their weights, and the weighted sums."""


@dataclass(frozen=True)
class Behind:
    """The two questions behind one number: what it comes to, and the tasks that make it."""

    number: Question
    tasks: Question


@cache
def behind(measure: str, dimensions: tuple[str, ...], moment: int = 0) -> Behind:
    """Return the questions about a number of the cells that some dimensions name.

    `number` answers with one row: the measure's columns as in a table, and _PARTS; `tasks` with
    one row per task that the number is made of, in the plan's order, is_part telling which are
    counted, and with the report that decided. The names are the parameters cell_<dimension>.
    """
    held = " and ".join(
        ["moment = " + str(moment)]
        + [
            f"list_contains(list_transform({DIMENSIONS[each].values}, lambda value: value.name), "
            f"$cell_{each})"
            for each in dimensions
        ]
    )
    fact = _facts((moment,) if moment else (), None)
    start = f"{fact},\nheld as (select fact.*, from fact cross join places where {held})"  # noqa: S608  # constants
    number = f"""{start}
select
    {measure_macros.columns(measure)},
    {_PARTS.format(counted=measure_macros.contributes(measure))}
from held"""  # noqa: S608  # constants of this program
    tasks = f"""{start}
select
    held.task_id, theme_ordinal, theme, item_name, item, number, title, lead_office,
    array_to_string(list_filter(named_offices, lambda name: name <> lead_office), '、')
        as support_offices,
    leader, weight, start_date, due_date, percent, expected, gap, state, stale, days_overdue,
    days_left, done_on, case when is_finished then is_on_time end as on_time,
    verified_on, cancelled_on, last_reported_on,
    {measure_macros.counts(measure)} as is_part,
    last_report.reported_by, last_report.work_done, last_report.problem, last_report.next_step,
    last_report.evidence,
from held
left join last_report({f"$moment_{moment}" if moment else "$view['as_of']"}, $view['known_at'])
    as last_report
    on held.task_id = last_report.task_id
where {measure_macros.contributes(measure)}
order by theme_ordinal, item_ordinal, task_ordinal"""  # noqa: S608  # constants
    return Behind(
        Question(ANSWERED_BY, number, "一个数字", parameters_of(number)),
        Question("analysis_tasks", tasks, "一个数字由哪些措施构成", parameters_of(tasks)),
    )


def days_of(kind: Moment, as_of: date, year: int) -> dict[int, date]:
    """Return the days of a moment dimension that have begun: each end, or the day within it."""
    if not kind:
        return {}
    count, end = (12, month_end) if kind == "month" else (len(QUARTER_ENDS), quarter_end)
    months = 12 // count
    begun = [
        each for each in range(1, count + 1) if date(year, months * (each - 1) + 1, 1) <= as_of
    ]
    return {each: min(end(year, each), as_of) for each in begun}


def parameters(shown: Filters, moments: Mapping[int, date], cells: Cells = ()) -> dict[str, Any]:
    """Return the values that a question of this builder needs, by name."""
    days = {f"moment_{moment}": day for moment, day in moments.items()}
    return shown.parameters() | days | {f"cell_{name}": value for name, value in cells}


def reference_parameters(reference: Filters, moments: Mapping[int, date]) -> dict[str, Any]:
    """Return the values of the view that is compared with."""
    values = parameters(reference, moments)
    return {f"{_REFERENCE}{name}": value for name, value in values.items()}
