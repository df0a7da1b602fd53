"""What a shared link carries, what it begins with, and the line that goes along with it."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.core.errors import DashboardError
from dashboard.view import network_address
from dashboard.view.filters import LIST_FIELDS, Filters
from dashboard.view.network_address import LinkBase, link_base
from dashboard.view.screen_state import SCREEN_WORDS as SCREEN_WORDS
from dashboard.view.screen_state import Screen
from dashboard.view.share_links import (
    LINK_WORDS,
    LinkKind,
    SharedView,
    ViewSummary,
    condition_words,
    link,
    link_words,
    summary_line,
)
from tests.support.clock import NOW

DEFAULT = date(2023, 10, 16)
VIEW = Filters(2023, date(2023, 9, 30), offices=("团委",))
FACTS = ViewSummary("2023年全县教育工作要点", "任务", 6, 4, 1)


def shown(view: Filters = VIEW, screen: Screen | None = None, page: str = "tasks") -> SharedView:
    return SharedView(page, view, screen or Screen(), DEFAULT)


@pytest.mark.parametrize(
    ("view", "kind", "day", "moment"),
    [
        (VIEW, "live", ["2023-09-30"], None),
        (replace(VIEW, as_of=DEFAULT), "live", None, None),
        (replace(VIEW, known_at=datetime(2023, 10, 8)), "live", ["2023-09-30"], None),
        (VIEW, "frozen", ["2023-09-30"], ["2023-10-16T09:30:00"]),
        (replace(VIEW, as_of=DEFAULT), "frozen", ["2023-10-16"], ["2023-10-16T09:30:00"]),
        (
            replace(VIEW, known_at=datetime(2023, 10, 8, 9)),
            "frozen",
            ["2023-09-30"],
            ["2023-10-08T09:00:00"],
        ),
    ],
)
def test_a_live_link_moves_with_the_data_and_a_frozen_one_keeps_its_day_and_moment(
    view: Filters, kind: LinkKind, day: list[str] | None, moment: list[str] | None
) -> None:
    query = link_words(shown(view), kind, NOW)
    assert (query.get("as_of"), query.get("known_at")) == (day, moment)
    assert query["office"] == ["团委"]


@pytest.mark.parametrize("kind", ["live", "frozen"])
def test_both_kinds_carry_all_that_is_on_the_screen(kind: LinkKind) -> None:
    screen = Screen(task=101, sorts=("tasks:-gap", "behind:gap"), scale="large")
    query = link_words(shown(screen=screen), kind, NOW)
    assert {word: query[word] for word in ("task", "sort", "scale")} == {
        "task": ["101"], "sort": ["tasks:-gap"], "scale": ["large"],
    }  # fmt: skip


@pytest.mark.parametrize(("dark", "look"), [(True, "dark_theme"), (False, "light_theme")])
def test_a_link_is_an_address_with_its_words_and_its_look(dark: bool, look: str) -> None:
    address = urlsplit(
        link("http://10.1.2.3:8501", "tasks", {"office": ["团委", "a&b"]}, dark=dark)
    )
    assert (address.netloc, address.path) == ("10.1.2.3:8501", "/tasks")
    assert parse_qs(address.query) == {"office": ["团委", "a&b"], "embed_options": [look]}
    assert address.query.isascii()


@pytest.mark.parametrize(
    ("view", "kind", "expected"),
    [
        (
            VIEW,
            "live",
            "【2023年全县教育工作要点·任务】截至 2023-09-30、牵头口径、股室 团委:"
            "完成 4/6(66.7%),未达序时 1 项。实时链接,数字随填报更新。",
        ),
        (
            Filters(2023, DEFAULT, basis="any", search="家庭"),
            "live",
            "【2023年全县教育工作要点·任务】截至 2023-10-16、参与口径、搜索“家庭”:"
            "完成 4/6(66.7%),未达序时 1 项。实时链接,日期和数字随填报更新。",
        ),
        (
            Filters(2023, DEFAULT, states=("behind", "severe", "overdue", "done"), quarters=(4,)),
            "frozen",
            "【2023年全县教育工作要点·任务】截至 2023-10-16、牵头口径、到期季度 四季度、"
            "状态 ▲ 滞后/▲▲ 严重滞后/● 逾期等 4 个:完成 4/6(66.7%),未达序时 1 项。"
            "定格于 2023-10-16 09:30,以后打开数字不变。",
        ),
    ],
)
def test_the_line_says_what_the_link_shows(view: Filters, kind: LinkKind, expected: str) -> None:
    assert summary_line(shown(view), FACTS, kind, NOW) == expected


def test_a_frozen_view_is_told_with_its_own_moment() -> None:
    view = replace(VIEW, known_at=datetime(2023, 10, 8, 9))
    assert "定格于 2023-10-08 09:00" in summary_line(shown(view), FACTS, "frozen", NOW)


def test_a_line_without_tasks_has_no_share() -> None:
    assert "没有纳入统计的措施" in summary_line(
        shown(), replace(FACTS, tasks=0, finished=0), "live", NOW
    )


# The address


@pytest.fixture
def on_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine whose address is known, whatever the machine of the test has."""
    monkeypatch.setattr(network_address, "own_address", lambda: "10.9.8.7")


@pytest.mark.parametrize(
    ("seen", "host", "expected"),
    [
        ("http://10.1.2.3:8501", "0.0.0.0", LinkBase("http://10.1.2.3:8501", True)),
        (
            "https://plan.example.gov.cn/board",
            None,
            LinkBase("https://plan.example.gov.cn/board", True),
        ),
        ("http://localhost:9000", "0.0.0.0", LinkBase("http://10.9.8.7:8501", True)),
        ("http://127.0.0.1:9000/", None, LinkBase("http://10.9.8.7:8501", True)),
        ("http://[::1]:9000", "::", LinkBase("http://10.9.8.7:8501", True)),
        ("http://localhost:8501", "10.2.2.2", LinkBase("http://10.2.2.2:8501", True)),
        ("http://localhost:8501", "fe80::1", LinkBase("http://[fe80::1]:8501", True)),
        ("http://127.0.0.1:8501", "127.0.0.1", LinkBase("http://127.0.0.1:8501", False)),
        (None, "localhost", LinkBase("http://localhost:8501", False)),
    ],
)
@pytest.mark.usefixtures("on_the_network")
def test_a_link_begins_with_an_address_that_others_reach(
    seen: str | None, host: str | None, expected: LinkBase
) -> None:
    assert link_base(seen, host, 8501) == expected


def test_without_a_network_only_this_machine_opens_a_link(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network_address, "own_address", lambda: None)
    assert link_base("http://localhost:8501", "0.0.0.0", 8501) == LinkBase(
        "http://localhost:8501", False
    )


def test_the_address_that_the_bureau_gave_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "http://10.1.2.3:8501/")
    given = LinkBase("http://10.1.2.3:8501", True)
    assert link_base("http://10.4.4.4:8501", "127.0.0.1", 8501) == given


@pytest.mark.parametrize("wrong", ["10.1.2.3:8501", "ftp://10.1.2.3", "http://", "http://a?b=c"])
def test_a_wrong_address_is_told_with_an_example(
    monkeypatch: pytest.MonkeyPatch, wrong: Any
) -> None:
    monkeypatch.setenv("PUBLIC_URL", wrong)
    with pytest.raises(DashboardError, match=r"PUBLIC_URL 应为 .*10\.1\.2\.3:8501"):
        link_base(None, None, 8501)


def test_every_word_of_a_link_has_a_name_in_chinese() -> None:
    own = {"year", "as_of", "known_at", "basis", "search", *LIST_FIELDS}
    assert set(LINK_WORDS) == own | set(SCREEN_WORDS)
    assert condition_words("office", "总务股") == "股室“总务股”"
    assert condition_words("utm_source", "weixin") == "utm_source=weixin"
    assert condition_words("w" * 9000, "办" * 9000) == f"{'w' * 30}…={'办' * 30}…"
