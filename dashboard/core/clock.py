"""The current time, read in this one place so that tests and demonstrations can freeze it."""

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

_BUREAU_ZONE = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """Return the current local time of the bureau, without a zone; DASHBOARD_NOW overrides it."""
    given = os.environ.get("DASHBOARD_NOW")
    if given:
        return datetime.fromisoformat(given)
    return datetime.now(_BUREAU_ZONE).replace(tzinfo=None)


def by_bureau(moment: datetime) -> datetime:
    """Convert a time to the bureau's local time without a zone; one without a zone is unchanged."""
    return moment.astimezone(_BUREAU_ZONE).replace(tzinfo=None) if moment.tzinfo else moment


def today() -> date:
    """Return today's date in the bureau's time zone."""
    return now().date()
