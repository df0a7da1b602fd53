"""The log of the server: one line an event, in a file that is rotated, without data of persons.

An error is written with its kind and the places that it went through, and without its words: they
may quote what somebody searched for, a name, or a cell of a file.
"""

import logging
import logging.handlers
import os
import re
import sys
import threading
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final

from dashboard.core.clock import by_bureau
from dashboard.ledger.store import ledger_path

_MOST_BYTES, _KEPT_FILES = 2_000_000, 5
_MOST_CHARACTERS: Final = 300
_MOST_PLACES: Final = 12
_MOST_ALIKE, _PERIOD_SECONDS = 5, 3600
"""Lines from the same place of the program that are written in an hour."""

_QUERY: Final = re.compile(r"\?\S+")
_SPACE: Final = re.compile(r"[\s\x00-\x1f\x7f\u2028\u2029]+")

_OWN: Final = "dashboard"


def log_path() -> Path:
    """Return the file of the log: LOG_FILE, else dashboard.log beside the ledger."""
    return Path(os.environ.get("LOG_FILE") or ledger_path().absolute().with_name("dashboard.log"))


def configure() -> None:
    """Let every line go to the log file and to stderr, whichever library writes it."""
    logging.setLoggerClass(_RootedLogger)
    logging.raiseExceptions = False  # a full disk must not write a trace for each line
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.handlers[:] = list(_handlers())
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread


class _RootedLogger(logging.Logger):
    """A logger whose lines go to the root's handlers: Streamlit gives each of its own one more."""

    def callHandlers(self, record: logging.LogRecord) -> None:  # noqa: N802
        logging.getLogger().callHandlers(record)


def _handlers() -> Iterator[logging.Handler]:
    """Return the handlers of the log; without the file where it cannot be written."""
    handlers: list[logging.Handler] = [logging.StreamHandler()]
    try:
        handlers.append(
            logging.handlers.RotatingFileHandler(
                log_path(), maxBytes=_MOST_BYTES, backupCount=_KEPT_FILES, encoding="utf-8"
            )
        )
    except OSError as error:
        print(f"日志文件 {log_path()} 不能写入({error.strerror}),只写到屏幕。", file=sys.stderr)
    for handler in handlers:
        handler.setFormatter(OneLine())
        handler.addFilter(Sparing())
        yield handler


class Sparing(logging.Filter):
    """Lets through what matters, and of what repeats a few lines an hour."""

    def __init__(self) -> None:
        super().__init__()
        self._written: dict[tuple[str, int, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether a line is written; the last one of an hour says that more are left out."""
        if record.levelno < logging.WARNING and record.name.partition(".")[0] != _OWN:
            return False
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        place = (record.pathname, record.lineno, kind)
        since, count = self._written.get(place, (0.0, 0))
        if record.created - since > _PERIOD_SECONDS:
            since, count = record.created, 0
        self._written[place] = (since, count + 1)
        record.is_last = count + 1 == _MOST_ALIKE
        return count < _MOST_ALIKE


class OneLine(logging.Formatter):
    """Time of the bureau, level, logger, message, and of an error its kind and its places."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        parts = [_QUERY.sub("?…", record.getMessage())[:_MOST_CHARACTERS]]
        if record.exc_info and record.exc_info[1]:
            parts.append(" ← ".join(_causes(record.exc_info[1])))
        if getattr(record, "is_last", False):
            parts.append("(more like this within the hour are left out)")
        moment = by_bureau(datetime.fromtimestamp(record.created).astimezone())
        line = f"{moment:%Y-%m-%d %H:%M:%S} {record.levelname} {record.name}: {' '.join(parts)}"
        return _SPACE.sub(" ", line)


def _causes(error: BaseException) -> Iterator[str]:
    """Return the kind and the places of an error, and of those that it came from."""
    seen: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in seen:
        seen.add(id(found))
        yield f"{type(found).__name__} at {_places(found.__traceback__)}"
        found = found.__cause__ or found.__context__


def _places(trace: TracebackType | None) -> str:
    """Return where an error went through, the innermost place first."""
    frames = reversed(traceback.extract_tb(trace))
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return ", ".join(places[:_MOST_PLACES]) or "no place"


def _log_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Log what ends the program, which Python would print as a trace."""
    if not issubclass(kind, KeyboardInterrupt):
        logging.getLogger(_OWN).critical("uncaught", exc_info=(kind, error, trace))


def _log_uncaught_in_thread(failed: threading.ExceptHookArgs) -> None:
    if failed.exc_value is not None:
        _log_uncaught(failed.exc_type, failed.exc_value, failed.exc_traceback)
