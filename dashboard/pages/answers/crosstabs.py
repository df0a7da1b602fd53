"""Free analysis asked of the ledger: tables of measures, and what is behind one number."""

from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from dashboard.analysis import crosstab_query
from dashboard.analysis.crosstab_query import Against, Cells
from dashboard.core.dimensions import DIMENSIONS, Moment
from dashboard.ledger.queries import Question
from dashboard.pages.answers.opened_ledger import ledger, per_revision
from dashboard.view.filters import Filters


def crosstab(
    filters: Filters,
    rows: str,
    columns: str,
    measures: tuple[str, ...],
    *,
    against: Against = "",
    reference: Filters | None = None,
) -> pd.DataFrame:
    """Return measures by rows and columns with all totals, as analysis.crosstab says.

    With a reference each number comes with the same one of that view ('cell') or with the whole
    of it ('total').
    """
    kind = moment_of(rows, columns)
    moments = crosstab_query.days_of(kind, filters.as_of, filters.year)
    values = crosstab_query.parameters(filters, moments)
    days = [filters.as_of, *moments.values()]
    reference_moments = dict[int, date]()
    if against and reference is not None:
        reference = replace(reference, known_at=filters.known_at, basis=filters.basis)
        reference_moments = crosstab_query.days_of(kind, reference.as_of, reference.year)
        values |= crosstab_query.reference_parameters(reference, reference_moments)
        days += [reference.as_of, *reference_moments.values()]
    asked = crosstab_query.crosstab(
        rows, columns, measures, tuple(moments), against, tuple(reference_moments)
    )
    return _query(asked, values, days)


def moment_of(*dimensions: str) -> Moment:
    """Return which moments the dimensions look at, if any does."""
    kinds = (DIMENSIONS[each].moment for each in dimensions if each)
    return next((kind for kind in kinds if kind), "")


class ExplainedNumber(NamedTuple):
    """What is behind a number: its value (value_part of value_of) and the tasks that make it."""

    number: pd.Series
    tasks: pd.DataFrame
    day: date


def behind(filters: Filters, measure: str, cells: Cells) -> ExplainedNumber | None:
    """Return what a number comes to and which tasks make it, each with the report that decided.

    None: the cells name a month or quarter that has not begun, or is none.
    """
    moments = dict[int, date]()
    for dimension, name in cells:
        if kind := DIMENSIONS[dimension].moment:
            days = crosstab_query.days_of(kind, filters.as_of, filters.year)
            named = {at: day for at, day in days.items() if str(at) == name}
            if not named or moments:
                return None
            moments = named
    moment, day = next(iter(moments.items()), (0, filters.as_of))
    questions = crosstab_query.behind(measure, tuple(dimension for dimension, _ in cells), moment)
    values = crosstab_query.parameters(filters, moments, cells)
    days_needed = [filters.as_of, *moments.values()]
    number = _query(questions.number, values, days_needed).iloc[0]
    return ExplainedNumber(number, _query(questions.tasks, values, days_needed), day)


@per_revision()
def _query(question: Question, values: dict[str, Any], days: list[date]) -> pd.DataFrame:
    """Return a built question's rows, computed once for all who ask the same."""
    return ledger().query_kept(question, values, days)


def cells_of(texts: tuple[str, ...]) -> Cells:
    """Return the cells that a link names, as in office:基础教育股."""
    pairs = (text.partition(":") for text in texts)
    return tuple((dimension, name) for dimension, _, name in pairs)
