"""Build the preview of an import: the changes row by row, with Chinese field labels."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from dashboard.core.labels import STATES
from dashboard.importing.changes.fields import FIELDS
from dashboard.importing.changes.report_rows import REPORT_VALUES
from dashboard.ledger.rows import Row, format_field, records

_PREVIEW_COLUMNS: Final = ["kind", "number", "title", "field", "before", "after", "where", "words"]
_FIELD_LABELS: Final = {name: field.label for name, field in FIELDS.items()} | {"title": "标题"}
"""The Chinese label of each field of a draft."""

OUTCOMES: Final = {"new": "新增", "changed": "变更", "unchanged": "不变", "missing": "文件中没有"}

FieldChange = tuple[str, str, str]
"""One change as shown: the field's label, the old value and the new value."""


CANCELLED_CHANGE: Final[FieldChange] = (_FIELD_LABELS["state"], "", STATES["cancelled"].label)


def format_change(name: str, before: object, after: object) -> FieldChange:
    return _FIELD_LABELS[name], format_field(before, name), format_field(after, name)


def report_changes(both: pd.DataFrame) -> dict[int, list[FieldChange]]:
    """Return the changes of the compared reports, by the position of their row in the draft.

    A report on a new day shows only its percent, compared with that of the report before it.
    """
    changes: dict[int, list[FieldChange]] = defaultdict(list)
    for report in records(both.loc[both["kind"] != "unchanged"]):
        corrected = [name for name in REPORT_VALUES if report[f"{name}_differs"]]
        for name in corrected if report["kind"] == "changed" else ["percent"]:
            changes[report["at"]].append(
                format_change(name, report[f"{name}_before"], report[name])
            )
    return changes


def preview_frame(
    rows: Mapping[int, tuple[str, Row, str | None]], changes: Mapping[int, Sequence[FieldChange]]
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return the preview, and the number of rows per outcome.

    rows: outcome, task (number and title, and the words of the file for a report) and place in the
    file; changes: the changes of each row.
    """
    entries = [
        (kind, task["number"], task["title"], *words, where or "", task.get("words", ""))
        for at, (kind, task, where) in rows.items()
        for words in changes.get(at) or [("", "", "")]
    ]
    counted = Counter(kind for kind, _, _ in rows.values())
    frame = pd.DataFrame(entries, columns=_PREVIEW_COLUMNS, dtype="str")
    return frame, {kind: counted[kind] for kind in OUTCOMES}
