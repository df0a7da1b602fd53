"""The backup of the day, made by itself in a thread of its own while the ledger is open."""

import logging
import threading
from typing import Final

from dashboard.core import clock
from dashboard.core.errors import DashboardError
from dashboard.ledger.backups import back_up_daily
from dashboard.ledger.store import Ledger

_LOG: Final = logging.getLogger("dashboard")
_EVERY_SECONDS: Final = 600
"""How often it is looked whether the backup of the day is due."""


def start_daily_backups(ledger: Ledger) -> None:
    """Back the ledger up once a day for as long as it is open; no page waits for it."""
    threading.Thread(target=_run, args=(ledger,), name="daily backup", daemon=True).start()


def _run(ledger: Ledger) -> None:
    """Make each backup when it is due; the same failure is logged once."""
    failure = ""
    while not ledger.closed.wait(_EVERY_SECONDS):
        try:
            back_up_daily(ledger, clock.now())
            failure = ""
        except DashboardError as error:
            if str(error) != failure:
                _LOG.warning("未能每日备份:%s", error)
            failure = str(error)
