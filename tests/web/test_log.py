"""The log: one line an event, nothing of persons, nothing without end."""

import logging
import os
import subprocess
import sys
import tomllib
from pathlib import Path

from dashboard.core.paths import ROOT
from dashboard.web.log import OneLine, Sparing

NAME = "张三丰"
WRITE = """
import logging, threading, warnings
from dashboard.web import log
log.configure()
from streamlit.logger import get_logger
get_logger("streamlit.runtime").warning("of\\nStreamlit")
logging.getLogger("uvicorn.error").error("of the server")
warnings.warn("of a library")
thread = threading.Thread(target=lambda: 1 / 0)
thread.start()
thread.join()
raise ValueError("quoted")
"""


def record(message: str, error: BaseException | None = None, name: str = "streamlit.runtime",
           level: int = logging.ERROR, line: int = 1) -> logging.LogRecord:  # fmt: skip
    trace = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord(name, level, __file__, line, message, (), trace)


def raised() -> BaseException:
    """Return an error that quotes a name, and comes from another one that does."""
    try:
        try:
            int(NAME)
        except ValueError as error:
            raise KeyError(f"{NAME}\nof two lines") from error
    except KeyError as error:
        return error


def test_an_error_is_one_line_of_kinds_and_places_without_what_it_quotes() -> None:
    line = OneLine().format(record("page\r\nfailed\u2028here", raised()))
    assert len(line.splitlines()) == 1
    assert "ERROR streamlit.runtime: page failed here KeyError at test_log.py:" in line
    assert "← ValueError at test_log.py:" in line
    assert NAME not in line


def test_an_address_is_written_without_what_was_searched_for() -> None:
    line = OneLine().format(record(f"no page at http://10.1.2.3/tasks?q={NAME}&office=1 here"))
    assert line.endswith("no page at http://10.1.2.3/tasks?… here")


def test_a_long_message_is_cut() -> None:
    assert len(OneLine().format(record("x" * 9000))) < 400


def test_what_repeats_is_left_out_after_five_lines_and_the_fifth_says_so() -> None:
    sparing, formatter = Sparing(), OneLine()
    shown = [each for each in (record("again") for _ in range(100)) if sparing.filter(each)]
    assert len(shown) == 5
    assert "left out" not in formatter.format(shown[3])
    assert "left out" in formatter.format(shown[4])
    assert sparing.filter(record("elsewhere", line=2))
    later = record("again")
    later.created += 3601
    assert sparing.filter(later)


def test_of_libraries_only_warnings_are_written() -> None:
    sparing = Sparing()
    assert not sparing.filter(record("connection open", level=logging.INFO, name="uvicorn.error"))
    assert sparing.filter(record("started", level=logging.INFO, name="dashboard.web"))
    assert sparing.filter(record("odd", level=logging.WARNING, name="uvicorn.error"))


def test_what_libraries_threads_and_the_end_of_the_program_say_is_in_the_file_and_on_the_screen(
    tmp_path: Path,
) -> None:
    file = tmp_path / "server.log"
    run = subprocess.run(
        [sys.executable, "-c", WRITE],
        cwd=ROOT, env={**os.environ, "LOG_FILE": str(file)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    lines = file.read_text(encoding="utf-8").splitlines()
    assert run.stderr.splitlines() == lines
    words = [line[20:].partition(":")[::2] for line in lines]
    assert [(logger, " ".join(text.split()[:3])) for logger, text in words] == [
        ("WARNING streamlit.runtime", "of Streamlit"),
        ("ERROR uvicorn.error", "of the server"),
        ("WARNING py.warnings", "<string>:8: UserWarning: of"),
        ("CRITICAL dashboard", "uncaught ZeroDivisionError at"),
        ("CRITICAL dashboard", "uncaught ValueError at"),
    ]


def test_a_failure_is_no_trace_past_the_log_where_rich_is_installed() -> None:
    """Streamlit prints it by rich, as our checks' own tools bring it along."""
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["logger"]["enableRich"] is False
