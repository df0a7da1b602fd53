"""Text in the encodings that people's programs write, and bytes that are no text."""

import codecs

import pytest

from dashboard.core.errors import InputError
from dashboard.importing.spreadsheets.decoding import decode_text

TEXT = "2023年工作要点\r\n一、加强党建\r\n1.学习宣讲(责任股室:办公室、政工人事股)\r\n"
TRADITIONAL = "一、加強黨的建設,深入學習貫徹,創辦人民滿意的教育。"


@pytest.mark.parametrize("text", [TEXT, TRADITIONAL, "序号,任务\n1,学习\n", "工作要点", "key\n"])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("gb18030", b""),
        ("gb18030", "\ufeff".encode("gb18030")),
    ],
)
def test_text_comes_out_as_it_was_typed_whatever_the_encoding(
    text: str, encoding: str, mark: bytes
) -> None:
    assert decode_text(mark + text.encode(encoding)) == text


def test_rare_characters_of_names_are_read_from_gb18030() -> None:
    text = "负责人:𬱖颀、䶮、㛃,联系电话另附。办公室负责日常工作,各科室配合。"

    assert decode_text(text.encode("gb18030")) == text


def test_scripts_of_other_peoples_are_read_from_utf_8() -> None:
    assert decode_text("བོད་ཡིག ئۇيغۇرچە".encode()) == "བོད་ཡིག ئۇيغۇرچە"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_broken_place_in_a_text_is_named_by_its_line(encoding: str) -> None:
    first, second = TEXT.encode(encoding), "二、提高质量。\n".encode(encoding)

    with pytest.raises(InputError) as caught:
        decode_text(first + b"\xff\xff" + second, "要点.txt")

    assert str(caught.value) == (
        "要点.txt 第 4 行有无法识别的字符,文件可能已损坏;"
        "请用记事本打开,改正后另存为 UTF-8 编码再试。"
    )


@pytest.mark.parametrize(
    "content",
    [
        bytes(range(256)),
        b"\0\1\2\3" * 50,
        b"\xff\xfe\x00",
        "中文".encode("shift_jis") * 9 + b"\xff",
        TEXT.encode() + b"\0",
    ],
)
def test_bytes_that_are_no_text_say_what_to_do(content: bytes) -> None:
    with pytest.raises(InputError) as caught:
        decode_text(content, "附件.dat")

    assert str(caught.value) == (
        "附件.dat 不是能识别的文件,也不是 UTF-8、UTF-16 或 GB18030 编码的文字;"
        "文本请用记事本另存为 UTF-8 编码,其他请换成 docx、pdf、xlsx、xls、ods 或 csv 文件。"
    )
