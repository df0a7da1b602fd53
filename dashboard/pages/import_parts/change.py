"""What an import would change, for a person to look at; and carrying it out."""

from collections.abc import Callable
from typing import Any, Final

import streamlit as st

from dashboard.core import clock
from dashboard.core.errors import InputError
from dashboard.importing.changes.changes import CHANGE_KINDS, Change
from dashboard.importing.changes.previews import OUTCOMES
from dashboard.importing.service import history, writing
from dashboard.pages.answers import opened_ledger
from dashboard.pages.answers.opened_ledger import per_revision
from dashboard.pages.base import session
from dashboard.pages.base.dialogs import close_dialog
from dashboard.pages.base.text import escaped
from dashboard.pages.components.actor import actor
from dashboard.pages.import_parts.long_table import place_long_table
from dashboard.pages.import_parts.state import (
    HEADS,
    IMPORTED,
    PRESSED,
    REVIEWS,
    SHOWN,
    Imported,
    Upload,
)
from dashboard.pages.import_parts.upload import discard_upload
from dashboard.view.pages import FIRST

CHANGE_COLUMNS: Final = {
    "number": ("序号", 70),
    "title": ("任务", 220),
    "words": ("文件中的文字", 220),
    "field": ("栏目", 90),
    "before": ("原来", 260),
    "after": ("导入后", 260),
    "where": ("在文件中", 110),
}
"""The columns of a change: their headings and their widths in pixels."""


def place_change(change: Change, place: str) -> None:
    """Place what would change, one outcome at a time, each with its number."""
    if not PRESSED.get():
        SHOWN.set(change)
    counts = {kind: change.counts.get(kind, 0) for kind in OUTCOMES}
    first = next((kind for kind, count in counts.items() if count), "new")
    chosen = st.segmented_control(
        "将要发生的变化",
        list(counts),
        default=first,
        format_func=lambda kind: f"{OUTCOMES[kind]} {counts[kind]}",
        required=True,
        key=f"outcome {place} {first}",
    )
    for note in change.notes:
        st.caption(escaped(note))
    rows = change.preview.loc[change.preview["kind"] == chosen]
    names = [name for name in CHANGE_COLUMNS if (rows[name] != "").any()] or ["number", "title"]
    place_long_table(
        rows[names].rename(columns={name: CHANGE_COLUMNS[name][0] for name in names}),
        {
            heading: st.column_config.TextColumn(width=width)
            for heading, width in map(CHANGE_COLUMNS.__getitem__, names)
        },
        key=f"changes {place}",
        name=OUTCOMES[chosen],
    )


def _counts_in_words(change: Change) -> str:
    """Return the numbers of a change in words, those that are none left out."""
    counted = [f"{OUTCOMES[kind]} {count} 项" for kind, count in change.counts.items() if count]
    return "、".join(counted)


def warn_if_imported(file: Upload) -> None:
    """Say when this very file is the last that was imported."""
    if before := _same_file(file.digest):
        st.info(escaped(history.already_imported(before)))


@per_revision(20)
def _same_file(digest: str) -> dict[str, Any] | None:
    """Return the import that brought in this very file, if nothing happened since."""
    return history.same_file(opened_ledger.ledger(), digest)


def import_button(label: str, name: str, **look: Any) -> bool:
    """Place the button of an import; a press holds until the import is through or has failed.

    An edit that reaches the server behind the press makes Streamlit run anew, which rolls back what
    has begun: the next run then carries it out with the edit.
    """
    st.button(label, key=name, type="primary", on_click=_on_press, args=(name,), **look)
    if look.get("disabled"):
        PRESSED.pop()
    return PRESSED.get() == name


def _on_press(name: str) -> None:
    PRESSED.set(name)


def carry_out(file: Upload, compare: Callable[[], Change]) -> None:
    """Write what a file changes, and begin anew with a message about it."""
    try:
        change = compare()
        _require_shown(change)
        write(file, change)
    except Exception:
        PRESSED.pop()
        raise
    SHOWN.pop()
    what = f"{change.year} 年{CHANGE_KINDS[change.kind]}"
    sentence = f"已导入“{file.name}”({what}):{_counts_in_words(change)}。"
    IMPORTED.set(Imported(sentence, change.year))
    REVIEWS.pop()
    HEADS.pop()
    discard_upload()
    close_dialog()
    session.open_plan(change.year)
    st.rerun()


def _require_shown(change: Change) -> None:
    """Refuse a change that the ledger of now makes another one than was on the screen.

    What the reader did to the file meanwhile (rows, columns, accepted rows) is no such difference.
    """
    shown = SHOWN.get()
    SHOWN.set(change)  # it is on the screen now, and may be agreed to
    if shown and shown.revision != change.revision and not change.shows_the_same(shown):
        raise InputError(writing.LEFT_BEHIND)


def write(file: Upload, change: Change) -> None:
    """Write a change with its progress on the screen."""
    bar = st.progress(0.0, "正在导入……")

    def on_step(done: float, words: str) -> None:
        # once all is written nothing may break off this run, as another one does at calls of st
        if done < 1:
            bar.progress(done, f"正在导入:{words}……")

    writing.commit(
        opened_ledger.ledger(),
        change,
        file_name=file.name,
        digest=file.digest,
        imported_by=actor(),
        now=clock.now(),
        on_step=on_step,
    )


def place_result() -> None:
    """Say what was imported, and lead to the page that shows it."""
    done = IMPORTED.get()
    if done is None:
        return
    st.success(escaped(done.sentence), icon=":material/check_circle:")
    st.page_link(
        FIRST.file,
        label=f"到总览查看 {done.year} 年的工作",
        icon=":material/arrow_forward:",
    )
