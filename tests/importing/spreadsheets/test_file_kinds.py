"""What a file is, told by its content; and the sentence for each file that cannot be used."""

import zipfile
from io import BytesIO

import pytest

from dashboard.core.errors import InputError
from dashboard.importing.spreadsheets.file_kinds import (
    MAX_FILE_BYTES,
    OLE_SIGNATURE,
    detect_file_kind,
)

SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"


def package(**parts: bytes) -> bytes:
    """Return a zip of parts; '__' in a name stands for '/', '_xml' for '.xml'."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


def office(folder: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr(f"{folder}/main.xml", "<main/>")
    return file.getvalue()


def ole(*streams: str) -> bytes:
    """Return the head of an OLE container, and a directory that names these streams."""
    names = [stream.encode("utf-16-le").ljust(64, b"\0") + bytes(64) for stream in streams]
    return OLE_SIGNATURE.ljust(512, b"\0") + b"".join(names)


def said(content: bytes, name: str) -> str:
    """Return the sentence about a file that cannot be used."""
    with pytest.raises(InputError) as caught:
        detect_file_kind(content, name)
    assert caught.value.problems == []
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (office("word"), "要点.docx", "docx"),
        (office("word"), "要点.docm", "docx"),
        (office("word"), "没有扩展名", "docx"),
        (office("xl"), "台账.xlsx", "xlsx"),
        (office("xl"), "台账.et", "xlsx"),
        (office("xl"), "改错了名.docx", "xlsx"),
        (package(mimetype=SPREADSHEET), "台账.ods", "ods"),
        (ole("Root Entry", "Workbook"), "台账.xls", "xls"),
        (ole("Root Entry", "Book"), "很旧的台账.xls", "xls"),
        (ole("Root Entry", "Workbook", "WordDocument"), "嵌有文档.xls", "xls"),
        (b"\n%PDF-1.7\n", "要点.pdf", "pdf"),
        ("一、党建".encode("gb18030"), "要点.txt", "text"),
        ("一、党建".encode(), "", "text"),
        ("序号,任务\n".encode("utf-16"), "台账.csv", "csv"),
        ("序号\t任务\n".encode(), "系统导出.xls", "csv"),
        (b"<!DOCTYPE html><html><body>1</body></html>", "a.doc", "html"),
        (b"<table><tr><td>1</td></tr></table>", "a.xls", "html"),
        ("小于号 < 不是网页".encode(), "a.txt", "text"),
    ],
)
def test_content_tells_the_kind_and_the_name_only_what_content_cannot(
    content: bytes, name: str, kind: str
) -> None:
    assert detect_file_kind(content, name) == kind


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "a.docx", "a.docx 是空文件;请检查文件是否保存成功,再选一次。"),
        (b" \r\n", "a.txt", "a.txt 是空文件;请检查文件是否保存成功,再选一次。"),
        (
            b"x" * (MAX_FILE_BYTES + 600_000),
            "a.csv",
            "a.csv 有 20.6 MB,超过 20 MB 的上限;请删去其中的图片,或拆成几个文件后再试。",
        ),
        (
            ole("Root Entry", "WordDocument"),
            "要点.doc",
            "要点.doc:旧版 Word 或 WPS 文档不能直接读取;请用 Word 或 WPS 打开,另存为 docx 后再试。",
        ),
        (
            ole("Root Entry", "Workbook"),
            "台账.et",
            "台账.et:WPS 表格不能直接读取;请用 WPS 打开,另存为 xlsx 后再试。",
        ),
        (
            ole("EncryptionInfo", "EncryptedPackage"),
            "要点.docx",
            "要点.docx 设有密码,无法读取;请打开后取消密码,另存一份再试。",
        ),
        (
            ole("PowerPoint Document"),
            "a.ppt",
            "a.ppt:演示文稿不能直接读取;请把其中的文字复制到“粘贴文字”框中,或另存为 docx。",
        ),
        (
            ole("别的"),
            "a.doc",
            "a.doc 已损坏或不完整,无法读取;请用 Word、Excel 或 WPS 打开并另存一份,或重新下载。",
        ),
        (
            office("word")[:-30],
            "a.docx",
            "a.docx 已损坏或不完整,无法读取;请用 Word、Excel 或 WPS 打开并另存一份,或重新下载。",
        ),
        (
            package(mimetype=SPREADSHEET, **{"META-INF__manifest_xml": b"<encryption-data/>"}),
            "a.ods",
            "a.ods 设有密码,无法读取;请打开后取消密码,另存一份再试。",
        ),
        (
            package(mimetype=b"application/vnd.oasis.opendocument.text"),
            "a.odt",
            "a.odt:OpenDocument 文档不能直接读取;请用 WPS 或 LibreOffice 打开,另存为 docx 后再试。",
        ),
        (
            package(OFD_xml=b"<OFD/>"),
            "a.ofd",
            "a.ofd:OFD 版式文件不能直接读取;请用阅读软件导出为 Word 或带文字的 PDF 后再试。",
        ),
        (
            package(a=b"1"),
            "a.zip",
            "a.zip:压缩包不能直接读取;请先解压,再逐个选择其中的文件。",
        ),
        (
            b"Rar!\x1a\x07",
            "a.rar",
            "a.rar:压缩包不能直接读取;请先解压,再逐个选择其中的文件。",
        ),
        (
            b"\x89PNG\r\n\x1a\n",
            "a.png",
            "a.png:图片不能直接读取;请用文字识别(OCR)转成 Word 文件,或向发文单位索取 Word 文件。",
        ),
        (
            b"{\\rtf1\\ansi}",
            "a.doc",
            "a.doc:RTF 文档不能直接读取;请用 Word 或 WPS 打开,另存为 docx 后再试。",
        ),
        (
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:body/>',
            "a.xml",
            "a.xml:Office 的 XML 文件不能直接读取;"
            "请用 Word、Excel 或 WPS 打开,另存为 docx 或 xlsx 后再试。",
        ),
        (
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n",
            "a.mht",
            "a.mht:单个文件网页不能直接读取;"
            "请用浏览器打开,复制其中的文字粘贴,或用 Word 另存为 docx。",
        ),
    ],
)
def test_a_file_that_cannot_be_used_says_in_one_sentence_what_to_do(
    content: bytes, name: str, sentence: str
) -> None:
    assert said(content, name) == sentence


def test_a_zip_that_unpacks_to_too_much_is_refused_unread() -> None:
    assert said(package(a=bytes(201 * 2**20)), "a.xlsx") == (
        "a.xlsx 解压后有 201 MB,超过 200 MB 的上限,未作读取;"
        "请删去其中的图片和空白行列,或拆成几个文件后再试。"
    )


def test_a_zip_that_tells_less_than_it_unpacks_to_is_refused() -> None:
    content = package(a=bytes(2**20))
    lying = content.replace((2**20).to_bytes(4, "little"), (9).to_bytes(4, "little"))

    assert lying != content
    assert "已损坏或不完整" in said(lying, "a.xlsx")


def test_a_zip_with_a_password_is_refused() -> None:
    content = bytearray(package(a=b"1"))
    content[content.index(b"PK\1\2") + 8] |= 1

    assert "设有密码" in said(bytes(content), "a.zip")
