"""The files of static/ that run in the browser: a component is one script to Streamlit."""

from dashboard.core.paths import STATIC


def joined(*names: str) -> str:
    """Return files of static/ as one module; a later part may use the names of an earlier."""
    return "\n".join(read(name) for name in names)


def read(name: str) -> str:
    """Return a file of static/."""
    return (STATIC / name).read_text(encoding="utf-8")
