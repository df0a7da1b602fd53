"""Detect the kind of a file by its content, and by its name only when that is ambiguous.

Every unsupported kind has its own error message, which says what to do instead. Macros are never
run or read: .xlsm and .docm are treated as files without macros.
"""

import re
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePath
from typing import Final, Literal

from dashboard.core.errors import InputError
from dashboard.importing.spreadsheets.decoding import decode_text

FileKind = Literal["docx", "pdf", "text", "html", "xlsx", "xls", "ods", "csv"]

MAX_FILE_BYTES: Final = 20 * 1024 * 1024
_MAX_UNPACKED: Final = 200 * 1024 * 1024

OLE_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of a legacy Office file, and of any Office file with a password."""

_HEAD_CHARACTERS: Final = 3_000
"""The characters at the start of a text that are examined to detect its kind."""

_WEB_PAGE: Final = re.compile(r"<(!doctype html|html|head|body|table)\b")
_OFFICE_XML: Final = re.compile(r"mso-application|schemas[.-]microsoft[.-]com[/:]office|xmlns:uof")

_TABLE_SUFFIXES: Final = (".csv", ".tsv", ".xls", ".xlsx", ".et")
"""The suffixes of text files that hold a table; some programs name such a file .xls."""

_UNUSABLE_KINDS: Final[dict[bytes, str]] = {
    b"\x89PNG\r\n": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"II*\0": "图片",
    b"MM\0*": "图片",
    b"RIFF": "图片或音像",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
    b"\x1f\x8b": "压缩包",
    b"{\\rtf": "RTF 文档",
}
"""The first bytes of unsupported kinds, and the names of these kinds for the user."""

_REMEDIES: Final = {
    "图片": "请用文字识别(OCR)转成 Word 文件,或向发文单位索取 Word 文件",
    "图片或音像": "请换成 docx、pdf、txt、xlsx、ods 或 csv 文件",
    "压缩包": "请先解压,再逐个选择其中的文件",
    "RTF 文档": "请用 Word 或 WPS 打开,另存为 docx 后再试",
    "旧版 Word 或 WPS 文档": "请用 Word 或 WPS 打开,另存为 docx 后再试",
    "WPS 表格": "请用 WPS 打开,另存为 xlsx 后再试",
    "OpenDocument 文档": "请用 WPS 或 LibreOffice 打开,另存为 docx 后再试",
    "OFD 版式文件": "请用阅读软件导出为 Word 或带文字的 PDF 后再试",
    "演示文稿": "请把其中的文字复制到“粘贴文字”框中,或另存为 docx",
    "二进制 Excel 工作簿": "请用 Excel 或 WPS 打开,另存为 xlsx 后再试",
    "Office 的 XML 文件": "请用 Word、Excel 或 WPS 打开,另存为 docx 或 xlsx 后再试",
    "单个文件网页": "请用浏览器打开,复制其中的文字粘贴,或用 Word 另存为 docx",
}
"""What the user can do about each unsupported kind."""


def detect_file_kind(content: bytes, name: str) -> FileKind:
    """Return the kind of a file.

    Raises:
        InputError: it is empty, too large, damaged, protected by a password, or of an unsupported
            kind; the message names the file, the problem and what to do.
    """
    _check_size(content, name)
    if content.startswith(OLE_SIGNATURE):
        return _ole_kind(content, name)
    if content.startswith((b"PK\3\4", b"PK\5\6")):
        return _zip_kind(content, name)
    if b"%PDF-" in content[:1024]:
        return "pdf"
    for head, called in _UNUSABLE_KINDS.items():
        if content.startswith(head):
            raise _unusable_file_error(name, called)
    return _text_kind(decode_text(content, name), name)


def _check_size(content: bytes, name: str) -> None:
    """Raise an InputError for an empty or too large file."""
    if not content.strip(b"\0 \t\r\n"):
        raise InputError(f"{name} 是空文件;请检查文件是否保存成功,再选一次。")
    check_file_size(len(content), name)


def check_file_size(size: int, name: str) -> None:
    """Raise an InputError for a file of so many bytes if they are too many."""
    if size > MAX_FILE_BYTES:
        raise InputError(
            f"{name} 有 {size / 2**20:.1f} MB,超过 20 MB 的上限;"
            "请删去其中的图片,或拆成几个文件后再试。"
        )


def _unusable_file_error(name: str, called: str) -> InputError:
    """Return the error for an unsupported kind of file."""
    return InputError(f"{name}:{called}不能直接读取;{_REMEDIES[called]}。")


def locked_file_error(name: str) -> InputError:
    return InputError(f"{name} 设有密码,无法读取;请打开后取消密码,另存一份再试。")


def broken_file_error(name: str) -> InputError:
    return InputError(
        f"{name} 已损坏或不完整,无法读取;请用 Word、Excel 或 WPS 打开并另存一份,或重新下载。"
    )


def _ole_kind(content: bytes, name: str) -> FileKind:
    """Return the kind of an OLE container, by the names of its streams."""
    suffix = PurePath(name).suffix.lower()
    if _holds_stream(content, "EncryptedPackage"):
        raise locked_file_error(name)
    if _holds_stream(content, "WordDocument") and suffix not in (".xls", ".xlt", ".et"):
        raise _unusable_file_error(name, "旧版 Word 或 WPS 文档")
    if suffix in (".et", ".ett"):
        raise _unusable_file_error(name, "WPS 表格")
    if _holds_stream(content, "Workbook") or _holds_stream(content, "Book"):
        return "xls"
    if _holds_stream(content, "PowerPoint Document"):
        raise _unusable_file_error(name, "演示文稿")
    raise broken_file_error(name)


def _holds_stream(content: bytes, stream: str) -> bool:
    """Whether the directory of an OLE container has an entry of this name."""
    return stream.encode("utf-16-le").ljust(64, b"\0") in content


def _zip_kind(content: bytes, name: str) -> FileKind:
    """Return the kind of a zip file, after checking that it is intact and not too large."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            _check_package(package, name)
            parts = package.namelist()
            declared = package.read("mimetype") if "mimetype" in parts else b""
            manifest = "META-INF/manifest.xml"
            if declared and manifest in parts and b"encryption-data" in package.read(manifest):
                raise locked_file_error(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        raise broken_file_error(name) from error
    return _package_kind(parts, declared, name)


def _check_package(package: zipfile.ZipFile, name: str) -> None:
    """Raise an InputError for a zip with a password, too much content or a damaged part."""
    if any(part.flag_bits & 1 for part in package.infolist()):
        raise locked_file_error(name)
    unpacked = sum(part.file_size for part in package.infolist())
    if unpacked > _MAX_UNPACKED:
        raise InputError(
            f"{name} 解压后有 {unpacked / 2**20:.0f} MB,超过 200 MB 的上限,未作读取;"
            "请删去其中的图片和空白行列,或拆成几个文件后再试。"
        )
    if package.testzip():
        raise broken_file_error(name)


def _package_kind(parts: list[str], declared: bytes, name: str) -> FileKind:
    """Return the kind of an Office package by its parts."""
    folders = {part.split("/")[0].lower() for part in parts if "/" in part}
    if "xl/workbook.bin" in parts:
        raise _unusable_file_error(name, "二进制 Excel 工作簿")
    if "[Content_Types].xml" in parts and "word" in folders:
        return "docx"
    if "[Content_Types].xml" in parts and "xl" in folders:
        return "xlsx"
    if b"opendocument.spreadsheet" in declared:
        return "ods"
    if b"opendocument" in declared:
        raise _unusable_file_error(name, "OpenDocument 文档")
    if "ppt" in folders:
        raise _unusable_file_error(name, "演示文稿")
    raise _unusable_file_error(name, "OFD 版式文件" if "OFD.xml" in parts else "压缩包")


def _text_kind(text: str, name: str) -> FileKind:
    """Return the kind of a text: a web page, a table with separators, or plain lines."""
    head = text[:_HEAD_CHARACTERS].lstrip().lower()
    if "mime-version:" in head and "multipart/related" in head:
        raise _unusable_file_error(name, "单个文件网页")
    if head.startswith("<?xml") and _OFFICE_XML.search(head):
        raise _unusable_file_error(name, "Office 的 XML 文件")
    if head.startswith("<") and _WEB_PAGE.search(head):
        return "html"
    return "csv" if PurePath(name).suffix.lower() in _TABLE_SUFFIXES else "text"
