"""The fixed table of dimensions: what free analysis groups tasks by, with labels and SQL.

Each dimension has the SQL of a list of a task's values, {place, name, label}: mostly one value, but
several for offices. A task counts once under each of its values and once in every total.
"""

from typing import Final, Literal, NamedTuple

from dashboard.core.labels import QUARTERS, STATES, TARGETS, UPDATES, state_words

Moment = Literal["", "month", "quarter_end"]


OTHER: Final = "other"
"""The name of the group of tasks outside the quarters and months of the year."""


class Dimension(NamedTuple):
    """One dimension; `words` maps the codes among its names to labels."""

    label: str
    values: str
    words: dict[str, str] = {}  # noqa: RUF012  # a default of a tuple, never changed
    moment: Moment = ""
    """If not empty: the tasks are evaluated on several days, and the totals on the view's day."""


def one(place: str, name: str, label: str = "") -> str:
    """Return the SQL of a list of one value."""
    return f"[{{'place': {place}, 'name': {name}, 'label': {label or name}}}]"


def coded(words: dict[str, str], code: str) -> str:
    """Return the SQL of a list of one value whose name is a code; codes sort in the given order."""
    codes = ", ".join(f"'{each}'" for each in words)
    return one(f"list_position([{codes}], {code})", code)


def of_year(column: str) -> str:
    """Return the SQL of a quarter or month of the plan's year; other years sort last."""
    return one(f"coalesce({column}, 99)", f"coalesce({column}::text, '{OTHER}')")


def offices(names: str) -> str:
    """Return the SQL of a list of offices, each with its place; unknown offices sort last."""
    return (
        f"list_transform({names}, lambda name: "
        "{'place': coalesce(office_places[name], 2147483647), 'name': name, 'label': name})"
    )


def counted(values: str) -> str:
    """Return the SQL of values that only a task has that counts: a cancelled one does not stand."""
    return f"case when is_counted then {values} else [] end"


MONTHS: Final = {str(month): f"{month}月" for month in range(1, 13)}
QUARTER_WORDS: Final = {str(number): word for number, word in QUARTERS.items()}
STATE_WORDS: Final = {code: state_words(code) for code in STATES}
UPDATE_STATES: Final = {"finished": "已完成"} | UPDATES
SCHEDULE: Final = {"on": "达到序时", "behind": "未达序时", "unreported": "未填报"}
NOBODY: Final = "'未明确'"

DIMENSIONS: Final[dict[str, Dimension]] = {
    "theme": Dimension("主题", one("theme_ordinal", "theme")),
    "item": Dimension(
        "事项",
        one("1000 * theme_ordinal + item_ordinal", "item_name", "item_name || ' ' || item"),
    ),
    "office": Dimension(
        "股室",
        offices("counting_offices"),
    ),
    "supporting": Dimension(
        "配合股室",
        "case when len(named_offices) < 2 then "
        + one("2147483647", "'none'")
        + " else "
        + offices("list_filter(named_offices, lambda name: name <> lead_office)")
        + " end",
        {"none": "无配合股室"},
    ),
    "leader": Dimension(
        "分管领导",
        one("coalesce(leader_places[leader], 2147483647)", f"coalesce(leader, {NOBODY})"),
    ),
    "state": Dimension("状态", counted(coded(STATE_WORDS, "state")), STATE_WORDS),
    "schedule": Dimension(
        "是否达序时",
        counted(
            coded(
                SCHEDULE,
                "case when is_on_schedule then 'on' when is_behind then 'behind' "
                "else 'unreported' end",
            )
        ),
        SCHEDULE,
    ),
    "due_quarter": Dimension(
        "到期季度", of_year("due_quarter"), QUARTER_WORDS | {OTHER: "其他年度"}
    ),
    "due_month": Dimension("到期月份", of_year("due_month"), MONTHS | {OTHER: "其他年度"}),
    "done_quarter": Dimension(
        "完成季度", counted(of_year("done_quarter")), QUARTER_WORDS | {OTHER: "未完成或其他年度"}
    ),
    "done_month": Dimension(
        "完成月份", counted(of_year("done_month")), MONTHS | {OTHER: "未完成或其他年度"}
    ),
    "month": Dimension(
        "月份(月末情况)",
        one("moment", "moment::text"),
        {month: f"{word}末" for month, word in MONTHS.items()},
        "month",
    ),
    "quarter_end": Dimension(
        "季度(季末情况)",
        one("moment", "moment::text"),
        {number: f"{word}末" for number, word in QUARTER_WORDS.items()},
        "quarter_end",
    ),
    "stale": Dimension(
        "更新情况",
        counted(coded(UPDATE_STATES, "update_state")),
        UPDATE_STATES,
    ),
    "target": Dimension(
        "量化目标",
        counted(coded(TARGETS, "target_state")),
        TARGETS,
    ),
}
"""Each dimension by its code in links."""


def word(code: str, name: str, label: str = "") -> str:
    """Return the text shown for a value of a dimension; `label` is the label in the result row."""
    return DIMENSIONS[code].words.get(name, label or name)
