"""Links that were changed on their way."""

from urllib.parse import parse_qs, quote

import pytest

from dashboard.view.link_repair import is_changed, repaired, split_address

NAME = "基础教育股"
WHOLE = {"year": ["2023"], "office": [NAME]}
UTF8, GBK = quote(NAME), quote(NAME.encode("gbk"))


@pytest.mark.parametrize(
    "query",
    [
        f"year=2023&amp;office={UTF8}",
        f"year=2023&amp;amp;office={UTF8}",
        f"year=2023&office={GBK}",
        f"year=2023&office={quote(UTF8)}",
        f"year=2023&office={quote(quote(UTF8))}",
        quote(f"year=2023&office={NAME}"),
        f"%EF%BB%BFyear=2023&office={UTF8}%EF%BB%BF",
        f"year=2023&office={UTF8}%E3%80%82",
        f"year=2023&office={UTF8}】请看",
        f"year=2023\uff06office\uff1d{UTF8}",
        f"year%EF%BC%9D2023%EF%BC%86office%EF%BC%9D{UTF8}",
    ],
)
def test_a_link_that_was_changed_on_its_way_is_understood(query: str) -> None:
    assert is_changed(query)
    assert parse_qs(repaired(query)) == WHOLE


@pytest.mark.parametrize("left", [UTF8[:-3], UTF8[:-2], UTF8[:-1], UTF8[:-4]])
def test_a_name_that_was_cut_is_marked_and_never_another_name(left: str) -> None:
    (office,) = parse_qs(repaired(f"year=2023&office={left}"))["office"]
    assert office.startswith("基础教育")
    assert office.endswith("…")


@pytest.mark.parametrize(
    "query",
    [
        "",
        f"year=2023&office={UTF8}&office={quote('团委')}&sort=tasks%3A-gap",
        "q=100%25&cell=office%3AA%26B",
        "q=a%3Db&q=1+1",
        "known_at=2023-10-16T09%3A30%3A00",
    ],
)
def test_a_link_that_is_whole_stays_as_it_is(query: str) -> None:
    assert not is_changed(query)


def test_a_question_mark_in_full_width_begins_the_query() -> None:
    assert split_address("/offices\uff1fyear=2023") == ("/offices", "year=2023")
