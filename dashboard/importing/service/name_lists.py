"""Save the tables that the bureau edits: aliases of offices, short names of themes, calendar."""

import pandas as pd

from dashboard.importing.changes.name_tables import check_aliases, check_calendar, check_theme_names
from dashboard.ledger.store import Ledger


def save_aliases(ledger: Ledger, given: pd.DataFrame) -> None:
    """Replace the aliases of offices (alias, office_name).

    Raises:
        InputError: with every problem of every row.
    """
    with ledger.transaction() as connection:
        offices = set(connection.table("office").df()["name"])
        aliases = check_aliases(given, offices)
        connection.execute("delete from office_alias")
        connection.append("office_alias", aliases, by_name=True)


def save_theme_names(ledger: Ledger, given: pd.DataFrame) -> None:
    """Replace the short names of themes (pattern, short_name); earlier rows take precedence.

    Raises:
        InputError: with every problem of every row.
    """
    names = check_theme_names(given)
    with ledger.transaction() as connection:
        connection.execute("delete from theme_name")
        connection.append("theme_name", names, by_name=True)


def save_calendar(ledger: Ledger, given: pd.DataFrame) -> None:
    """Replace the days of the school calendar (event, day).

    Raises:
        InputError: with every problem of every row.
    """
    days = check_calendar(given)
    with ledger.transaction() as connection:
        connection.execute("delete from calendar_day")
        connection.append("calendar_day", days, by_name=True)
