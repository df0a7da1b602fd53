"""Format the result of a query: an aligned table, CSV or JSON."""

import json
from datetime import date, datetime
from typing import Any, Final

import numpy as np
import pandas as pd

FORMATS: Final = ("table", "csv", "json")


def format_answer(frame: pd.DataFrame, form: str) -> str:
    """Format a result as one of FORMATS; JSON is an array of objects."""
    if form == "json":
        return _as_json(frame)
    lists = [name for name in frame if any(_is_list(value) for value in frame[name])]
    frame = frame.assign(**{str(name): frame[name].map(_list_as_text) for name in lists})
    if form == "csv":
        return frame.to_csv(index=False).rstrip("\n")
    return frame.to_string(index=False) if len(frame) else "(没有符合条件的记录)"


def _as_json(frame: pd.DataFrame) -> str:
    rows = [
        {str(name): _json_value(value) for name, value in row.items()}
        for row in frame.astype("object").to_dict("records")
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2, allow_nan=False)


def _is_list(value: Any) -> bool:
    return isinstance(value, (list, np.ndarray))


def _list_as_text(value: Any) -> str:
    """Format a cell's list as JSON, so that a missing element is null."""
    return json.dumps(_json_value(value), ensure_ascii=False)


def _json_value(value: Any) -> Any:
    """Convert a value for JSON: dates as ISO text, missing values as null."""
    if hasattr(value, "tolist") and not isinstance(value, (date, datetime)):
        value = value.tolist()
    if isinstance(value, list):
        return [_json_value(part) for part in value]
    if pd.isna(value):
        return None
    if isinstance(value, datetime):
        is_day = value.time() == datetime.min.time()
        return value.date().isoformat() if is_day else value.isoformat()
    return value
