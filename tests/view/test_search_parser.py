"""What words typed into one box mean, on a plan small enough to know by heart and on the demo."""

from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.ledger.search_index import initials
from dashboard.ledger.store import Ledger
from dashboard.view.filters import CODES, LIST_FIELDS, MOST_SEARCH, Choices, Filters, to_query
from dashboard.view.search_parser import ParsedSearch, parse_search, unclear_sentence
from dashboard.view.search_vocabulary import Vocabulary, vocabulary
from tests.support.small_plan import DAY, LEADERS, OFFICES, TITLES, YEAR, asking

CHOICES = Choices(
    year=YEAR,
    default_day=DAY,
    years=(2023, 2022),
    offices=tuple(OFFICES),
    themes=("党建", "教学"),
    leaders=tuple(dict.fromkeys(LEADERS.values())),
    items=("党建 1.", "党建 2.", "教学 1."),
)
"""The small plan's, but for its third item, which is the first of its theme."""
WHOLE = Filters(YEAR, DAY)


def words_of(**changes: Any) -> Vocabulary:
    given = {
        "choices": CHOICES,
        "today": date(2023, 10, 16),
        "themes": {"党建": "一、党的建设", "教学": "二、教学,提质增效"},
        "items": {"党建 1.": "理论", "党建 2.": "组织、纪律", "教学 1.": "质量"},
        "aliases": {"基础教育股": "基教股", "政工股": "人事股"},
        "patterns": {"德育": "党建", "课堂": "教学", "稳定": "安全稳定"},
    }
    return vocabulary(**(given | changes))


SMALL = words_of()


def finds(text: str) -> bool:
    """Whether a title of the small plan has a text."""
    return any(text in title.lower() or text in initials(title) for title in TITLES.values())


def meant(text: str, words: Vocabulary = SMALL) -> ParsedSearch:
    return parse_search(text, words, finds)


def changes(text: str, words: Vocabulary = SMALL) -> dict[str, Any]:
    """Return what a text changes, all of it understood."""
    found = meant(text, words)
    assert found.unclear == ()
    assert found.year == YEAR
    return found.changes


UNFINISHED = ("on_track", "due_soon", "not_started", "unreported", "behind", "severe", "overdue")


@pytest.mark.parametrize(
    ("text", "means"),
    [
        # offices
        ("基教股", {"offices": ("基教股",)}),
        ("基础教育股", {"offices": ("基教股",)}),
        ("基教", {"offices": ("基教股",)}),
        ("jjg", {"offices": ("基教股",)}),
        ("JJ", {"offices": ("基教股",)}),
        ("jcjyg", {"offices": ("基教股",)}),
        ("jcjy", {"offices": ("基教股",)}),
        ("bgs", {"offices": ("办公室",)}),
        # themes
        ("党建", {"themes": ("党建",)}),
        ("党的建设", {"themes": ("党建",)}),
        ("一、党的建设", {"themes": ("党建",)}),
        ("二、教学,提质增效", {"themes": ("教学",)}),
        ("dj", {"themes": ("党建",)}),
        # items
        ("2", {"items": ("党建 2.",)}),
        ("2.", {"items": ("党建 2.",)}),
        ("第2项", {"items": ("党建 2.",)}),
        ("组织、纪律", {"items": ("党建 2.",)}),
        ("事项:教学 1.", {"items": ("教学 1.",)}),
        ("教学 1", {"themes": ("教学",), "items": ("教学 1.",)}),
        # updates and targets
        ("久未更新", {"updates": ("stale",)}),
        ("jwgx", {"updates": ("stale",)}),
        ("从未填报", {"updates": ("silent",)}),
        ("有量化目标", {"targets": ("reached", "open")}),
        # leaders
        ("王局", {"leaders": ("王局",)}),
        ("lj", {"leaders": ("李局",)}),
        # states
        ("逾期", {"states": ("overdue",)}),
        ("超期", {"states": ("overdue",)}),
        ("yq", {"states": ("overdue",)}),
        ("zh", {"states": ("behind",)}),
        ("wtb", {"states": ("unreported",)}),
        ("没报", {"states": ("unreported",)}),
        ("落后", {"states": ("severe", "behind", "overdue")}),
        ("快到期", {"states": ("due_soon",)}),
        ("完成", {"states": ("verified", "done")}),
        ("已完成", {"states": ("done",)}),
        ("未完成", {"states": UNFINISHED}),
        ("取消", {"states": ("cancelled",)}),
        # quarters and days
        ("三季度", {"quarters": (3,)}),
        ("第三季度", {"quarters": (3,)}),
        ("3季度", {"quarters": (3,)}),
        ("Q3", {"quarters": (3,)}),
        ("三季", {"quarters": (3,)}),
        ("本季度", {"quarters": (4,)}),
        ("本季度未填报", {"quarters": (4,), "states": ("unreported",)}),
        ("下半年 党建", {"quarters": (3, 4), "themes": ("党建",)}),
        ("上半年到期", {"quarters": (1, 2)}),
        ("三季度末", {"as_of": date(2023, 9, 30)}),
        ("上半年", {"as_of": date(2023, 6, 30)}),
        ("今天", {"as_of": date(2023, 10, 16)}),
        ("2023-06-30", {"as_of": date(2023, 6, 30)}),
        ("2023/6/3", {"as_of": date(2023, 6, 3)}),
        ("2022年6月30日", {"as_of": date(2022, 6, 30)}),
        ("6月30日", {"as_of": date(2023, 6, 30)}),
        ("2月底", {"as_of": date(2023, 2, 28)}),
        ("6.30", {"as_of": date(2023, 6, 30)}),
        # the way of counting
        ("参与", {"basis": "any"}),
        ("牵头口径", {"basis": "lead"}),
        # several at once, with blanks or without
        ("三季度 党建 滞后", {"quarters": (3,), "themes": ("党建",), "states": ("behind",)}),
        ("三季度党建滞后", {"quarters": (3,), "themes": ("党建",), "states": ("behind",)}),
        ("基础教育股未填报", {"offices": ("基教股",), "states": ("unreported",)}),
        ("jcjy逾期", {"offices": ("基教股",), "states": ("overdue",)}),
        ("教学、党建", {"themes": ("党建", "教学")}),
        ("三季度到期还没填报的", {"quarters": (3,), "states": ("unreported",)}),
        ("6月30日党建", {"as_of": date(2023, 6, 30), "themes": ("党建",)}),
        # texts
        ("课堂教学改革", {"search": "课堂教学改革"}),
        ("课堂", {"search": "课堂"}),
        ("ktjx", {"search": "ktjx"}),
        ("“教学”", {"search": "教学"}),
        ("100%覆盖", {"search": "100%覆盖"}),
        ("teachers' DAY", {"search": "day teachers'"}),
        ("党建换届", {"themes": ("党建",), "search": "换届"}),
        # words of headings, only when no task has them
        ("德育", {"themes": ("党建",)}),
        # nothing
        ("", {}),
        (" , 、", {}),
        ("2023年", {}),
    ],
)  # fmt: skip
def test_words_mean(text: str, means: dict[str, Any]) -> None:
    found = changes(text)
    assert {name: sorted_if_many(value) for name, value in found.items()} == {
        name: sorted_if_many(value) for name, value in means.items()
    }


def test_no_two_lists_share_a_label_which_would_leave_its_word_unclear() -> None:
    labels = [label for codes in CODES.values() for label in codes.values()]
    assert sorted(labels) == sorted(set(labels))


def sorted_if_many(value: Any) -> Any:
    return sorted(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize(
    ("text", "told", "offers"),
    [
        ("基础教胥股", "没有看懂“基础教胥股”;是不是", ("基教股",)),
        ("基础教胥股未填报", "没有看懂“基础教胥股”;是不是", ("基教股",)),
        ("卡夫卡", "没有看懂“卡夫卡”,也没有措施提到它。", ()),
        ("v", "没有看懂“v”:一个字母太少。", ()),
        ("13月40日", "没有看懂“13月40日”,也没有措施提到它。", ()),
        ("1", "“1”可能是几样,没有用上;是哪一个?", ("事项:党建 1.", "事项:教学 1.")),
        ("上半年 全年", "“上半年、全年”只能取一个,没有用上。", ()),
        ("牵头 参与", "“参与、牵头”只能取一个,没有用上。", ()),
    ],
)
def test_what_is_not_understood_is_told_and_changes_nothing(
    text: str, told: str, offers: tuple[str, ...]
) -> None:
    found = meant(text)
    (unclear,) = found.unclear
    assert unclear_sentence(unclear) == told
    assert unclear.offers == offers
    assert found.changes.keys() <= {"states"}
    for offer in offers:
        assert meant(offer).unclear == ()


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("三季度 党建 滞后", {"quarters": (3,), "themes": ("党建",), "states": ("behind",)}),
        ("基础教育股 未填报", {"offices": ("基础教育股",), "states": ("unreported",)}),
        ("jcjy 逾期", {"offices": ("基础教育股",), "states": ("overdue",)}),
        ("12", {"items": ("教育质量 12",)}),
        ("周明远", {"leaders": ("周明远",)}),
        ("zmy", {"leaders": ("周明远",)}),
        ("加强党对教育工作的领导,夯实学校党建基础", {"themes": ("党建",)}),
        ("二十大精神校园宣讲", {"search": "二十大精神校园宣讲"}),
        ("esdjsxyxj", {"search": "esdjsxyxj"}),
        ("校园安全", {"search": "校园安全"}),
    ],
)
def test_words_mean_on_the_demo_plan(demo_ledger: Ledger, text: str, means: dict[str, Any]) -> None:
    found = parse_search(text, of_ledger(demo_ledger), partial(is_found, demo_ledger))
    assert (found.changes, found.unclear) == (means, ())


def of_ledger(ledger: Ledger) -> Vocabulary:
    """Return the words of the demo plan as a page puts them together."""
    rows = ledger.query("choices", {"year": YEAR})
    names = {
        kind: dict(zip(of["name"], of["title"], strict=True)) for kind, of in rows.groupby("kind")
    }
    listed = {kind: tuple(rows.loc[rows["kind"] == kind, "name"]) for kind in names}
    choices = Choices(
        YEAR, DAY, (YEAR,), *(listed[kind] for kind in ("office", "theme", "leader", "item"))
    )
    return words_of(choices=choices, themes=names["theme"], items=names["item"], aliases={})


def is_found(ledger: Ledger, text: str) -> bool:
    return len(ledger.query("task_list", asking("task_list", search=text))) > 0


def test_offices_of_the_same_initials_are_told_and_neither_is_taken() -> None:
    words = words_of(
        choices=Choices(2023, DAY, (2023,), ("计财股", "教参室", "继承室"), (), ()), aliases={}
    )
    found = meant("jcs", words)
    assert found.changes == {}
    assert found.unclear[0].offers == ("股室:教参室", "股室:继承室")
    assert changes("股室:继承室", words) == {"offices": ("继承室",)}
    assert changes("jcg", words) == {"offices": ("计财股",)}


def test_an_office_without_its_ending_is_no_name_when_two_share_it() -> None:
    words = words_of(choices=Choices(2023, DAY, (2023,), ("培训股", "培训室"), (), ()), aliases={})
    assert meant("培训", words).unclear[0].why == "several"
    assert changes("培训室", words) == {"offices": ("培训室",)}


def test_a_name_comes_before_what_only_stands_for_one() -> None:
    words = words_of(choices=Choices(2023, DAY, (2023,), ("教学股",), ("教学",), ()), aliases={})
    assert changes("教学", words) == {"themes": ("教学",)}


def test_a_year_is_that_of_another_plan_and_a_day_falls_in_the_plan_s_own() -> None:
    assert meant("2022年 党建").year == 2022
    there = words_of(choices=Choices(2022, DAY, (2023, 2022), (), ("党建",), ()))
    found = meant("2022年 党建 上半年", there)
    assert (found.year, found.changes["as_of"]) == (2022, date(2022, 6, 30))


def test_words_replace_the_lists_that_they_name_and_leave_the_others() -> None:
    view = Filters(YEAR, DAY, offices=("办公室",), themes=("党建",), search="学习")
    assert meant("教学 逾期").applied(view) == Filters(
        YEAR, DAY, offices=("办公室",), themes=("教学",), states=("overdue",), search="学习"
    )


def test_an_endless_text_is_cut() -> None:
    (unclear,) = meant("教" * 10_000).unclear
    assert len(unclear.word) == MOST_SEARCH


def test_no_more_than_a_few_unknown_words_are_told() -> None:
    assert len(meant("甲 乙 丙 丁 戊 己 庚 辛").unclear) == 5


ODD = st.text(max_size=30) | st.text("股室党建12.季度 末年月日-/“”::$<😀ajcz", max_size=30)


@given(ODD)
@example("︐")
@example("0000年0月0日 ²月 2023年2月30日")
@example('“”"“')
def test_any_text_is_understood_the_same_way_each_time(text: str) -> None:
    found = meant(text)
    assert found == meant(text)
    view = found.applied(WHOLE)
    assert found.applied(view) == view
    assert all(unclear_sentence(each) for each in found.unclear)
    for name in LIST_FIELDS.values():
        assert set(getattr(view, name)) <= set(CHOICES.of(name))
    assert to_query(view)


TYPED = [*sorted(word for word in SMALL.names if " " not in word), "课堂", "卡夫卡", "ktjx"]
WORDS = st.lists(st.sampled_from(TYPED), unique=True, max_size=6)


@given(WORDS.flatmap(lambda words: st.tuples(st.just(words), st.permutations(words))))
def test_the_order_of_words_does_not_matter(words: tuple[list[str], list[str]]) -> None:
    one, other = (meant(" ".join(each)) for each in words)
    assert (one.changes, one.year) == (other.changes, other.year)
    assert set(one.unclear) == set(other.unclear)
