"""Wait for what is read of a file, with a button that stops it."""

import time
from collections.abc import Callable, Hashable
from functools import partial
from typing import Final, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import StopException

from dashboard.importing.processes.contents import PlanFile, PlanNames, Workbook
from dashboard.importing.processes.limits import SECONDS
from dashboard.importing.processes.reader_process import Reading
from dashboard.importing.service import plans, reading
from dashboard.pages.answers import opened_ledger
from dashboard.pages.answers.opened_ledger import per_revision
from dashboard.pages.base.guard import guarded
from dashboard.pages.import_parts.state import Upload
from dashboard.pages.import_parts.upload import discard_upload

R = TypeVar("R")

_QUICK: Final = 1.0
"""Seconds in which an ordinary file is read: nothing but a word is shown so long."""

_STEP: Final = 0.5
"""Seconds between two looks at whether it is done; a click is noticed as often."""


@per_revision()
def known_names() -> PlanNames:
    """Return the names that a plan is read with."""
    return plans.plan_names(opened_ledger.ledger())


def read_content(file: Upload) -> Workbook | PlanFile:
    """Return the tables of a spreadsheet, or the plan of another document.

    Raises:
        InputError: the file cannot be read.
    """
    begin = partial(reading.start_reading, file.content, file.name, known_names())
    return _read(file, "content", begin)


def read_as_plan(file: Upload) -> PlanFile:
    """Return the plan of a file, of a spreadsheet, too.

    Raises:
        InputError: the file cannot be read, or has no plan.
    """
    found = read_content(file)
    if isinstance(found, PlanFile):
        return found
    return _read(file, "plan", partial(plans.start_reading, file.content, file.name, known_names()))


def _read(file: Upload, what: Hashable, begin: Callable[[], Reading[R]]) -> R:
    """Return what is read of a file, once for the session."""
    if what not in file.readings:
        file.readings[what] = begin()
    found: Reading[R] = file.readings[what]
    if not found.wait(0):
        place = st.empty()
        try:
            _wait(found, place.container())
        except StopException:  # nobody is there any more
            found.cancel()
            raise
        place.empty()
    return found.result()


def _wait(found: Reading[R], place: st.delta_generator.DeltaGenerator) -> None:
    """Show how long a file has been read, and a button that stops it."""
    since = time.monotonic()
    with place, st.spinner("正在读取文件……"):
        if found.wait(_QUICK):
            return
        bar = st.progress(0.0)
        st.button("停止读取", key="stop reading", on_click=partial(guarded, _on_stop, found))
        while not found.wait(_STEP):
            seconds = time.monotonic() - since
            bar.progress(min(seconds / SECONDS, 1.0), f"已读 {seconds:.0f} 秒,最多 {SECONDS} 秒")


def _on_stop(found: Reading[R]) -> None:
    found.cancel()
    discard_upload()
