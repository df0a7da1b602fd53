"""Decode text files in any of the encodings that office programs write."""

import codecs
from typing import Final

from dashboard.core.errors import InputError

_MARKED: Final = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
    b"\x84\x31\x95\x33": "gb18030",
}
"""Byte order marks and their encodings."""

_SAMPLE: Final = 20_000
"""The characters examined to judge an encoding; more would not change the result."""

_LEAST_CHINESE: Final = 0.8
"""Below this share of characters of the two national sets, the encoding is considered wrong."""

_SURE: Final = 20
"""A run of so many Chinese characters does not occur by chance in a wrong encoding."""


def decode_text(content: bytes, name: str = "文件") -> str:
    """Decode a file in UTF-8, UTF-16 or GB18030, each with or without a byte order mark.

    Line endings are kept, since a field of a CSV file may contain them.

    Raises:
        InputError: it is in none of these encodings, or is not text.
    """
    promised = [marked for mark, marked in _MARKED.items() if content.startswith(mark)]
    text = _try_decode(content, (promised or ["utf-8"])[0])
    if text is not None and _is_text(text):
        return text
    # A UTF-8 file with one invalid byte would mostly decode as rare characters of GB18030.
    if promised or _damaged_line(content, "utf-8"):
        raise _not_text_error(content, name)
    readings = [
        _try_decode(content, encoding) for encoding in ("gb18030", "utf-16-le", "utf-16-be")
    ]
    texts = [reading for reading in readings if reading and _is_text(reading)]
    best = max(texts, key=_chinese_share, default="")
    if _chinese_share(best) < _LEAST_CHINESE:
        raise _not_text_error(content, name)
    return best


def _try_decode(content: bytes, encoding: str) -> str | None:
    """Decode the bytes and drop the byte order mark; None when they are not in the encoding."""
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None


def _is_text(text: str) -> bool:
    """Whether text has no NUL and few other control characters."""
    sample = text[:_SAMPLE]
    controls = sum(character < " " and character not in "\t\n\r\v\f\x1a" for character in sample)
    return "\0" not in text and controls <= len(sample) // 100


def _chinese_share(text: str) -> float:
    """Return the share of characters in the old national sets of the mainland or Taiwan."""
    sample = text[:_SAMPLE]
    known = (sample.encode(national, "ignore").decode(national) for national in ("gb2312", "big5"))
    return max(map(len, known)) / max(len(sample), 1)


def _damaged_line(content: bytes, encoding: str) -> int | None:
    """Return the line of the first invalid byte if the text before it is certainly valid."""
    try:
        content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding)
        chinese = sum(character > "\x7f" for character in before[:_SAMPLE])
        if chinese >= _SURE and _chinese_share(before) >= _LEAST_CHINESE:
            return before.count("\n") + 1
    return None


def _not_text_error(content: bytes, name: str) -> InputError:
    """Return the error for bytes that are not text, or for text with an invalid byte."""
    line = _damaged_line(content, "utf-8") or _damaged_line(content, "gb18030")
    if line:
        return InputError(
            f"{name} 第 {line} 行有无法识别的字符,文件可能已损坏;"
            "请用记事本打开,改正后另存为 UTF-8 编码再试。"
        )
    return InputError(
        f"{name} 不是能识别的文件,也不是 UTF-8、UTF-16 或 GB18030 编码的文字;"
        "文本请用记事本另存为 UTF-8 编码,其他请换成 docx、pdf、xlsx、xls、ods 或 csv 文件。"
    )
