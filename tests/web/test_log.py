"""The log: one line an event, nothing of persons, nothing without end."""

import logging

from dashboard.web.log import OneLine, Sparing

NAME = "张三丰"


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
