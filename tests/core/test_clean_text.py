"""What nobody sees is cleaned out of text; what a reader sees stays as typed."""

import pytest

from dashboard.core.clean_text import clean_text, name_key, odd_characters


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("80%\u200b", "80%"),
        ("\ufeff80\ufeff%", "80%"),
        ("教\u200d研\u2060室\u00ad", "教研室"),
        ("\u202a教研室\u202c\u200e", "教研室"),
        ("教研\ufe00室\U000e0100", "教研室"),
        ("✔\ufe0f", "✔"),
        ("6\u00a0月\u202f底\u3000前\u2003止", "6 月 底 前 止"),
        ("\u2f2f\u4f5c\uff1a\u2ed3\u2ed4\uff08\uff11\uff09", "工作\uff1a长门\uff08\uff11\uff09"),
        ("\uf900\U0002f81a", "\u8c48\u51ac"),
        ("e\u0301", "\u00e9"),
        ("一\u2028二\x0b三\n四\t五", "一\n二\n三\n四\t五"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_nobody_sees_goes(given: str, clean: str) -> None:
    assert clean_text(given) == clean
    assert clean_text(clean) == clean


@pytest.mark.parametrize("text", ["８０％，（一）；“引”——…", "第①②项 Q1/Q2", "ﬁ㎡½"])
def test_what_a_reader_sees_stays(text: str) -> None:
    assert clean_text(text) == text
    assert odd_characters(text) == []


def test_each_odd_character_is_called_by_its_name() -> None:
    assert [each.words for each in odd_characters("80%\u200b,\u2f2f作\u3000\xa0\u2060")] == [
        "零宽空格(U+200B)",
        "异形字“\u2f2f”(U+2F2F)",
        "不换行空格(U+00A0)",
        "隐形字符(U+2060)",
    ]


@pytest.mark.parametrize(
    "other",
    [
        "督导中心(一)",
        "督导 中心（一）",
        "督导\u200b中心（一）",
        "督导中\u2f3c（一）",
        "督导中心（一\ufe00）",
    ],
)
def test_names_that_look_alike_have_one_key(other: str) -> None:
    assert name_key(other) == name_key("督导中心（一）")
    assert name_key(other) != name_key("督导中心（二）")
