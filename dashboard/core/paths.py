"""Paths of the project's folders that do not hold Python code."""

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
DATA: Final = ROOT / "data"
QUERIES: Final = ROOT / "queries"
STATIC: Final = ROOT / "static"
