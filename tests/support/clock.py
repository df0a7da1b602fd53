"""The moment at which the tests take place."""

from datetime import datetime
from typing import Final

NOW: Final = datetime(2023, 10, 16, 9, 30)
"""A Monday after the last report of the demo plan."""
