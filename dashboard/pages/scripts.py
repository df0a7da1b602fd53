"""The files of this folder that run in the browser: a component is one script to Streamlit."""

from pathlib import Path

HERE = Path(__file__).parent


def joined(*names: str) -> str:
    """Return files of this folder as one module; a later part may use the names of an earlier."""
    return "\n".join(read(name) for name in names)


def read(name: str) -> str:
    """Return a file of this folder."""
    return (HERE / name).read_text(encoding="utf-8")
