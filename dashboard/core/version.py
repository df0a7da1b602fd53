"""The program's version, read from pyproject.toml because the app is not installed as a package."""

import tomllib
from typing import Final

from dashboard.core.paths import ROOT

_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

APPLICATION: Final = "工作要点看板"
VERSION: Final[str] = _PROJECT["version"]
