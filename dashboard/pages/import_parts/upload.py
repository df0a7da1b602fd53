"""The file or text that somebody gave to be imported: kept while its review goes on."""

from functools import partial

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import DeletedFile

from dashboard.core import clock
from dashboard.importing.service import reading
from dashboard.importing.spreadsheets.file_kinds import check_file_size
from dashboard.pages.base.guard import guarded
from dashboard.pages.base.state import widget
from dashboard.pages.base.text import escaped
from dashboard.pages.import_parts.kept_uploads import keep_upload
from dashboard.pages.import_parts.state import (
    IMPORTED,
    LOST_UPLOAD,
    PRESSED,
    SHOWN,
    UPLOAD,
    UPLOADS,
    Upload,
)

_KINDS_OF_FILE = {
    "工作要点": "Word、PDF 或网页上的文字。读出主题、事项、措施、股室和时限,逐条核对后立账。",
    "任务台账": "任意样式的 Excel 或 CSV。认出各列,列出问题和变化,确认后更新任务。",
    "进展填报表": "各股室交来的 Excel。按序号和任务文字登记进度;空表在“模板与导出”下载。",
}
"""What can be imported, and what becomes of it."""

_PASTED = "粘贴的文字.txt"
_LONGEST_PASTED = 200_000
"""Characters; a message of the browser may have a megabyte, and a long plan has 30,000."""


def packed() -> str:
    """Return what the browser keeps of the file under review for another session: its name."""
    file = UPLOAD.get()
    return file.name if file else LOST_UPLOAD.get()


def unpack(kept: str) -> None:
    """Remember that a file was under review, whose content went with its session."""
    LOST_UPLOAD.set(str(kept))


def current_upload() -> Upload | None:
    """Return what this session is about to import."""
    return UPLOAD.get()


def _start_review(name: str, content: bytes) -> None:
    """Begin with a file or text; what was said of the last import goes.

    Raises:
        InputError: it is too large, or the sessions of this server hold too much already.
    """
    UPLOAD.pop()
    check_file_size(len(content), name)
    UPLOAD.set(keep_upload(Upload(name, reading.digest_of(content), content)))
    LOST_UPLOAD.pop()
    IMPORTED.pop()
    PRESSED.pop()
    SHOWN.pop()


def discard_upload() -> None:
    """Begin anew with nothing."""
    UPLOAD.pop()
    PRESSED.pop()
    _empty_uploader()


def _empty_uploader() -> None:
    UPLOADS.set(UPLOADS.get() + 1)


def place_uploader() -> None:
    """Place the uploader and, behind a button, the field for text."""
    if lost := LOST_UPLOAD.get():
        st.warning(
            f"“{escaped(lost)}”没有保留下来:服务器重新启动过,或与它的连接断开得太久。"
            "如果“导入记录”里还没有它,请重新选择这个文件再核对。"
        )
    key = f"file {UPLOADS.get()}"
    with st.container(key="giving", horizontal=True, vertical_alignment="bottom", gap="small"):
        st.file_uploader(
            "上传文件",
            key=key,
            on_change=partial(guarded, _on_file, key),
            label_visibility="collapsed",
        )
        with st.popover("粘贴文字", icon=":material/content_paste:"):
            st.text_area(
                "从网页、PDF 或邮件复制工作要点,粘贴到这里(20 万字以内)",
                key="pasted",
                height=320,
                max_chars=_LONGEST_PASTED,
            )
            st.button("读取文字", type="primary", on_click=partial(guarded, _on_text))
    for place, (title, words) in zip(
        st.columns(len(_KINDS_OF_FILE)), _KINDS_OF_FILE.items(), strict=True
    ):
        with place:
            st.markdown(f"**{title}**")
            st.caption(words)


def _on_file(key: str) -> None:
    """Take the file that was chosen, out of the server's store of uploads into the session."""
    file = widget(key)
    if file is None:
        UPLOAD.pop()
    elif not isinstance(file, DeletedFile):  # a run that was broken off has it taken already
        _empty_uploader()
        try:
            _start_review(file.name, file.getvalue())
        finally:
            _forget_uploaded()


def _forget_uploaded() -> None:
    """Let Streamlit's store of uploads go, which would keep them as long as the session lasts."""
    if context := get_script_run_ctx():
        context.uploaded_file_mgr.remove_session_files(context.session_id)


def _on_text() -> None:
    """Take the text that was pasted."""
    text = widget("pasted")
    if text.strip():
        _start_review(_PASTED, text.encode())
        _empty_uploader()


def place_upload(file: Upload) -> None:
    """Say which file is at work, and offer to put it away."""
    size = f"{len(file.content) / 1024:.0f} KB" if len(file.content) >= 1024 else "不足 1 KB"
    st.markdown(f"**{escaped(file.name)}**({size})", width="content")
    st.button(
        "换一个文件",
        key="let go",
        on_click=discard_upload,
        type="tertiary",
        icon=":material/close:",
    )


def offered_years(*also: int) -> list[int]:
    """Return the years that a plan may be for: those around this one, and what else is given."""
    this_year = clock.today().year
    return sorted({*range(this_year - 10, this_year + 6), *also})
