"""A named query run with the parameters that it declares."""

from collections.abc import Mapping
from typing import Any

import duckdb
import pandas as pd

from dashboard.core.errors import QuestionError
from dashboard.ledger.queries import Question


def run_question(
    cursor: duckdb.DuckDBPyConnection, asked: Question, parameters: Mapping[str, Any]
) -> pd.DataFrame:
    """Run a query with the parameters that it declares."""
    if missing := asked.parameters - parameters.keys():
        raise QuestionError(f"查询 {asked.name} 还缺参数:{'、'.join(sorted(missing))}")
    if unknown := parameters.keys() - asked.parameters:
        raise QuestionError(f"查询 {asked.name} 没有参数:{'、'.join(sorted(unknown))}")
    try:
        return cursor.execute(asked.sql, dict(parameters)).df()
    except (duckdb.ConversionException, duckdb.InvalidInputException) as error:
        raise QuestionError(f"查询 {asked.name} 的参数值不可用:{error}") from error
