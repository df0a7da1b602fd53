"""The data checks of queries/checks: each is a question for the rows that break a rule."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from dashboard.ledger import queries
from dashboard.ledger.store import Ledger


def run_checks(ledger: Ledger, today: date) -> Iterator[tuple[queries.Question, pd.DataFrame]]:
    """Yield each check, in the order of their names, with the rows that break its rule."""
    for name in queries.names("checks"):
        check = queries.question(name)
        parameters = {"today": today} if "today" in check.parameters else {}
        yield check, ledger.query(name, parameters)
