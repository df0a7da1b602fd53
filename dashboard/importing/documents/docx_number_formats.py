"""Format list numbers as Word does: 一, ①, iv, 壹 and so on, by the name of the format."""

from collections.abc import Callable
from typing import Final

BULLET_SIGN: Final = "•"
"""Replaces every bullet, since the real ones are glyphs of symbol fonts."""


def format_number(number: int, style: str) -> str:
    """Format a number in a Word format; plain digits if the format does not have the number."""
    if style in _ENCLOSED:
        first, last = _ENCLOSED[style]
        return chr(first + number - 1) if 1 <= number <= last else str(number)
    if style in _SERIES:
        series = _SERIES[style]
        return series[(number - 1) % len(series)] if number > 0 else str(number)
    return _FORMATS.get(style, str)(number)


def _chinese(number: int, digits: str, units: str) -> str:
    """Format a number in Chinese: 十, 十一, 二十, 一百零一; above 9999 digit by digit."""
    if not 0 < number < 10_000:
        return _digit_by_digit(number, digits)
    words = ""
    for unit, figure in zip(units[-len(str(number)) :], str(number), strict=True):
        if figure != "0":
            words += digits[int(figure)] + unit.strip()
        elif words and not words.endswith(digits[0]):
            words += digits[0]
    return words.rstrip(digits[0])


def _counted(number: int, digits: str = "零一二三四五六七八九") -> str:
    """Format a number in everyday Chinese: ten to nineteen begin with 十."""
    words = _chinese(number, digits, "千百十 ")
    return words.removeprefix("一") if 10 <= number < 20 else words


def _digit_by_digit(number: int, digits: str) -> str:
    return "".join(digits[int(figure)] for figure in str(abs(number)))


def _letters(number: int) -> str:
    """Format a number as A to Z, then AA to ZZ, as Word does."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else "0"


def _roman(number: int) -> str:
    """Format a number in upper-case Roman numerals."""
    if not 0 < number < 4000:
        return str(number)
    words = ""
    for value, sign in _ROMAN.items():
        words += sign * (number // value)
        number %= value
    return words


_ROMAN: Final = {
    1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC",
    50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I",
}  # fmt: skip

_ENCLOSED: Final = {
    "decimalEnclosedCircle": (0x2460, 20),
    "decimalEnclosedCircleChinese": (0x2460, 20),
    "decimalEnclosedParen": (0x2474, 20),
    "decimalEnclosedFullstop": (0x2488, 20),
    "ideographEnclosedCircle": (0x3280, 10),
}
"""Formats of single characters: the character for 1, and the last number that has one."""

_SERIES: Final = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}
"""Formats that repeat from the start after their last character."""

_PLAIN_DIGITS: Final = "〇一二三四五六七八九"
_FULL_WIDTH: Final = "".join(chr(0xFF10 + figure) for figure in range(10))

_FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "none": lambda _: "",
    "decimalZero": lambda number: f"{number:02}",
    "numberInDash": lambda number: f"- {number} -",
    "decimalFullWidth": lambda number: _digit_by_digit(number, _FULL_WIDTH),
    "decimalFullWidth2": lambda number: _digit_by_digit(number, _FULL_WIDTH),
    "chineseCounting": lambda number: _counted(number, _PLAIN_DIGITS),
    "chineseCountingThousand": _counted,
    "japaneseCounting": lambda number: _counted(number, _PLAIN_DIGITS),
    "taiwaneseCounting": lambda number: _counted(number, _PLAIN_DIGITS),
    "taiwaneseCountingThousand": _counted,
    "ideographDigital": lambda number: _digit_by_digit(number, _PLAIN_DIGITS),
    "japaneseDigitalTenThousand": lambda number: _digit_by_digit(number, _PLAIN_DIGITS),
    "taiwaneseDigital": lambda number: _digit_by_digit(number, "○一二三四五六七八九"),
    "chineseLegalSimplified": lambda number: _chinese(number, "零壹贰叁肆伍陆柒捌玖", "仟佰拾 "),
    "ideographLegalTraditional": lambda number: _chinese(number, "零壹貳參肆伍陸柒捌玖", "仟佰拾 "),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
}
