"""Tasks of a ledger as the checks of a spreadsheet know them."""

from typing import Any


def known_task(key: int, number: str, words: str, office: str, **more: Any) -> dict[str, Any]:
    """Return a task whose item is its only measure, but for what is given."""
    task = {
        "task_id": key,
        "number": number,
        "item": words,
        "text": words,
        "title": words,
        "theme": "党建",
        "theme_title": "党的建设",
        "lead_office": office,
        "support_offices": (),
        "cancelled_on": None,
    }
    return task | more
