"""The files of static/ that run in the browser, and the inline script that loads a component's."""

import hashlib
import json
import posixpath
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from dashboard.core.paths import STATIC

PLOTLY = "plotly-cartesian-4.1.1.min.js"
"""npm's plotly.js-cartesian-dist-min, of the plotly.js version that the Python package ships: a
third of the full bundle, and evaluating that was the longest step of opening a page."""

_SOURCE = STATIC / "js"
_UNFINISHED = ".js-"
_COPYING_SECONDS = 600
"""How long a copy may be unfinished before nobody is at work on it any more."""

_KEPT = 5
"""Copies of the modules that are kept: a server that still runs an older version needs its own."""

_IMPORTED = re.compile(r'^import .* from "(\.[^"]+)";$', re.MULTILINE)


def read(name: str) -> str:
    """Return a file of static/."""
    return (STATIC / name).read_text(encoding="utf-8")


def script(entry: str) -> str:
    """Return the inline script of the component whose module is `entry`, as in `chart.js`."""
    paths = json.dumps(modules(entry))
    return read("js/bootstrap.js").replace("MODULES = []", f"MODULES = {paths}")


def modules(entry: str) -> list[str]:
    """Return a module and all that it imports, however far, by their paths below static/."""
    return [f"{published()}/{name}" for name in dict.fromkeys(_with_imports(entry))]


@cache
def published() -> str:
    """Return the folder of static/ that the modules are served from: a copy named by its digest.

    Streamlit sends static files without Cache-Control, so that a browser may use an old one for
    days after an upgrade. A version in the query would reach the first module, not those that it
    imports; a folder reaches them all. Components with an asset_dir, the other way to serve
    modules, must come with an installed package, and this app is none. Where static/ cannot be
    written to, the modules are served as they lie.
    """
    name = f"js-{_digest()}"
    if not (STATIC / name).exists():
        try:
            _copy_to(STATIC / name)
        except OSError:
            return name if (STATIC / name).exists() else _SOURCE.name
    return name


def _digest() -> str:
    """Return a digest of the modules and of their names."""
    found = hashlib.sha256()
    for path in sorted(_SOURCE.rglob("*.js")):
        found.update(path.relative_to(_SOURCE).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:12]


def _copy_to(folder: Path) -> None:
    """Copy the modules in one step, so that another process never sees half of them."""
    _remove_unfinished()
    with tempfile.TemporaryDirectory(dir=STATIC, prefix=_UNFINISHED) as unfinished:
        copy = Path(shutil.copytree(_SOURCE, Path(unfinished) / folder.name))
        copy.rename(folder)
    copies = sorted(STATIC.glob("js-*"), key=lambda path: path.stat().st_ctime)
    for old in copies[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def _remove_unfinished() -> None:
    """Remove what processes that were killed while they copied left behind."""
    for folder in STATIC.glob(f"{_UNFINISHED}*"):
        if time.time() - folder.stat().st_mtime > _COPYING_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def _with_imports(name: str) -> Iterator[str]:
    """Return a module and all that it imports, however far, by their paths below static/js."""
    yield name
    for path in _IMPORTED.findall((_SOURCE / name).read_text(encoding="utf-8")):
        yield from _with_imports(posixpath.normpath(posixpath.join(posixpath.dirname(name), path)))
