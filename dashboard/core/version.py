"""The version of this program, as pyproject.toml gives it: the app itself is not installed."""

import tomllib
from typing import Final

from dashboard.core.paths import ROOT

_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

VERSION: Final[str] = _PROJECT["version"]
