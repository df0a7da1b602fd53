"""What time it is: the one place that asks, so that tests and frozen demonstrations can answer."""

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

_BUREAU_ZONE = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """Return the moment by the bureau's clock, without a zone; DASHBOARD_NOW stands in for it."""
    given = os.environ.get("DASHBOARD_NOW")
    if given:
        return datetime.fromisoformat(given)
    return datetime.now(_BUREAU_ZONE).replace(tzinfo=None)


def by_bureau(moment: datetime) -> datetime:
    """Return a moment by the bureau's clock, without a zone; one without a zone is so already."""
    return moment.astimezone(_BUREAU_ZONE).replace(tzinfo=None) if moment.tzinfo else moment


def today() -> date:
    """Return the date by the bureau's clock."""
    return now().date()
