"""Word's automatic numbering: what the reader of the paper sees is what the text says."""

import pytest

from dashboard.importing.documents.blocks import Block
from dashboard.importing.documents.docx_number_formats import format_number
from tests.support.docx_parts import level, made_from, origin, paragraph, restart, word_file
from tests.support.plan_reading import read_document

PLAN = origin(
    "7",
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "(%2)"),
    level(2, "decimal", "%3."),
)
"""A plan's own numbers: 一、 (一) 1."""


def read(body: str, numbering: str = "", styles: str = "") -> list[Block]:
    return read_document(word_file(body, numbering, styles), "要点.docx")


def listed(*places: tuple[str, int]) -> str:
    """Return a paragraph '文' for each place."""
    return "".join(paragraph("文", place=place) for place in places)


def test_numbers_of_all_levels_stand_before_the_text_and_deeper_ones_begin_anew() -> None:
    places = [("1", 0), ("1", 1), ("1", 2), ("1", 2), ("1", 1), ("1", 2), ("1", 0), ("1", 1)]

    told = read(listed(*places), PLAN + made_from("1", "7"))

    assert told == [
        "一、文", "(一)文", "1.文", "2.文", "(二)文", "1.文", "二、文", "(一)文"
    ]  # fmt: skip


def test_a_plain_paragraph_between_does_not_break_the_count() -> None:
    body = listed(("1", 0)) + paragraph("说明") + listed(("1", 0))

    assert read(body, PLAN + made_from("1", "7")) == ["一、文", "说明", "二、文"]


def test_a_list_begins_with_the_number_that_it_says() -> None:
    numbering = origin("0", level(0, "decimal", "%1.", start=5)) + made_from("1", "0")

    assert read(listed(("1", 0), ("1", 0)), numbering) == ["5.文", "6.文"]


def test_lists_of_one_origin_count_together_unless_one_begins_anew() -> None:
    numbering = (
        origin("0", level(0, "decimal", "%1."))
        + made_from("1", "0")
        + made_from("2", "0")
        + made_from("3", "0", restart(0, 1))
    )
    places = [("1", 0), ("2", 0), ("3", 0), ("3", 0)]

    assert read(listed(*places), numbering) == ["1.文", "2.文", "1.文", "2.文"]


def test_lists_of_two_origins_count_apart() -> None:
    numbering = (
        origin("0", level(0, "decimal", "%1."))
        + origin("1", level(0, "decimalEnclosedCircle", "%1"))
        + made_from("1", "0")
        + made_from("2", "1")
    )
    places = [("1", 0), ("2", 0), ("2", 0), ("1", 0)]

    assert read(listed(*places), numbering) == ["1.文", "①文", "②文", "2.文"]


@pytest.mark.parametrize(("restarts_after", "last"), [("0", "3.文"), ("1", "1.文"), ("2", "1.文")])
def test_a_level_begins_anew_only_after_the_levels_that_it_names(
    restarts_after: str, last: str
) -> None:
    runs_on = level(2, "decimal", "%3.", f'<w:lvlRestart w:val="{restarts_after}"/>')
    numbering = origin(
        "0", level(0, "decimal", "%1"), level(1, "decimal", "%2"), runs_on
    ) + made_from("1", "0")
    places = [("1", 0), ("1", 2), ("1", 2), ("1", 0), ("1", 2)]

    assert read(listed(*places), numbering)[-1] == last


def test_items_that_run_on_through_all_themes_keep_counting() -> None:
    runs_on = level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')
    numbering = origin("0", level(0, "chineseCounting", "%1、"), runs_on) + made_from("1", "0")
    places = [("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1)]

    assert read(listed(*places), numbering) == ["一、文", "1.文", "2.文", "二、文", "3.文"]


def test_a_number_of_several_levels_is_written_in_digits_where_the_list_says_so() -> None:
    numbering = origin(
        "0", level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2", "<w:isLgl/>")
    ) + made_from("1", "0")

    assert read(listed(("1", 0), ("1", 1)), numbering) == ["一、文", "1.1 文"]


def test_a_style_gives_its_paragraphs_a_number_also_through_the_style_it_is_based_on() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="theme"><w:name w:val="主题"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="本局主题"/>'
        '<w:basedOn w:val="theme"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="item"><w:name w:val="事项"/>'
        '<w:basedOn w:val="theme"/></w:style>'
    )
    numbering = origin(
        "0",
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="theme"/>'),
        level(1, "decimal", "%2.", '<w:pStyle w:val="item"/>'),
    ) + made_from("1", "0")
    body = "".join(paragraph("文", style=style) for style in ("theme", "item", "own", "item"))

    assert read(body, numbering, styles) == ["一、文", "1.文", "二、文", "1.文"]


def test_list_number_zero_takes_the_number_of_the_style_away() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="theme"><w:name w:val="主题"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = paragraph("文", place=("0", 0), style="theme") + paragraph("文", style="theme")

    assert read(body, PLAN + made_from("1", "7"), styles) == ["文", "一、文"]


def test_a_list_may_be_made_by_a_list_style() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="plan"><w:name w:val="要点"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    linked = '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="plan"/></w:abstractNum>'
    numbering = PLAN + linked + made_from("1", "7") + made_from("2", "8")

    assert read(listed(("2", 0), ("2", 1)), numbering, styles) == ["一、文", "(一)文"]


def test_a_list_may_change_how_a_level_looks() -> None:
    changed = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1.")}</w:lvlOverride>'

    assert read(listed(("1", 0)), PLAN + made_from("1", "7", changed)) == ["I.文"]


def test_a_higher_level_that_is_left_out_counts_as_if_it_were_there() -> None:
    numbering = origin("0", level(0, "decimal", "%1"), level(1, "decimal", "%1.%2")) + made_from(
        "1", "0"
    )

    assert read(listed(("1", 1), ("1", 0)), numbering) == ["1.1 文", "2 文"]


def test_a_number_keeps_apart_from_digits_after_it() -> None:
    numbering = origin("0", level(0, "decimal", "%1.")) + made_from("1", "0")

    assert read(paragraph("5项工作", place=("1", 0)), numbering) == ["1. 5项工作"]


def test_every_bullet_is_one_and_the_same_sign() -> None:
    numbering = origin("0", level(0, "bullet", "\uf0b7"), level(1, "bullet", "o")) + made_from(
        "1", "0"
    )

    assert read(listed(("1", 0), ("1", 1)), numbering) == ["•文", "•文"]


def test_a_list_that_is_not_there_leaves_the_text_alone() -> None:
    assert read(listed(("99", 0), ("1", 5)), PLAN + made_from("1", "7")) == ["文", "文"]


@pytest.mark.parametrize(
    ("number", "style", "word"),
    [
        (10, "chineseCountingThousand", "十"),
        (11, "chineseCounting", "十一"),
        (20, "chineseCountingThousand", "二十"),
        (35, "japaneseCounting", "三十五"),
        (101, "chineseCountingThousand", "一百零一"),
        (110, "taiwaneseCountingThousand", "一百一十"),
        (1000, "chineseCountingThousand", "一千"),
        (10, "ideographDigital", "一〇"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (2, "ideographTraditional", "乙"),
        (1, "ideographZodiac", "子"),
        (9, "decimalZero", "09"),
        (12, "decimalFullWidth", "\uff11\uff12"),
        (20, "decimalEnclosedCircle", "⑳"),
        (21, "decimalEnclosedCircle", "21"),
        (3, "decimalEnclosedParen", "⑶"),
        (3, "decimalEnclosedFullstop", "⒊"),
        (3, "ideographEnclosedCircle", "㊂"),
        (28, "upperLetter", "BB"),
        (1, "lowerLetter", "a"),
        (14, "lowerRoman", "xiv"),
        (2024, "upperRoman", "MMXXIV"),
        (7, "none", ""),
        (7, "aFormatToCome", "7"),
    ],
)
def test_numbers_are_written_as_word_writes_them(number: int, style: str, word: str) -> None:
    assert format_number(number, style) == word
