"""Save views of a page under a name in the ledger, for short links."""

from datetime import datetime

from dashboard.ledger.rows import collapse_spaces
from dashboard.ledger.store import Ledger
from dashboard.meetings.checks import (
    LONGEST_URL,
    existing_row,
    free_name_problems,
    raise_problems,
    text_problems,
)
from dashboard.meetings.row_writes import insert_row, mark_deleted, rename_row


def save_view(ledger: Ledger, *, name: str, page: str, words: str, now: datetime) -> int:
    """Save a view under a name; return its key, which short links contain.

    Raises:
        InputError: the name is taken, or a value is invalid.
    """
    name = collapse_spaces(name)
    with ledger.transaction() as connection:
        problems = free_name_problems(connection, "saved_view", name)
        problems += text_problems("筛选条件", words, LONGEST_URL) if words else []
        raise_problems("常用视图", problems)
        row = {"name": name, "page": page, "words": words, "recorded_at": now}
        return insert_row(connection, "saved_view", row)


def rename_view(ledger: Ledger, view_id: int, name: str) -> None:
    """Rename a saved view; its short link stays valid.

    Raises:
        InputError: the view does not exist, or the name is taken.
    """
    name = collapse_spaces(name)
    with ledger.transaction() as connection:
        existing_row(connection, "saved_view", view_id)
        raise_problems("常用视图", free_name_problems(connection, "saved_view", name, but=view_id))
        rename_row(connection, "saved_view", view_id, name)


def delete_view(ledger: Ledger, view_id: int, *, now: datetime) -> None:
    """Delete a saved view from the list.

    Raises:
        InputError: the view does not exist.
    """
    mark_deleted(ledger, "saved_view", view_id, now)
