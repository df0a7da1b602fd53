"""Meetings, decisions and views into the ledger: what is kept, what is refused, in which words."""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard.core.errors import InputError, LedgerReadOnly
from dashboard.ledger import csv_folder
from dashboard.ledger.store import Ledger, open_ledger
from dashboard.meetings import agenda_records, meeting_records, saved_views
from dashboard.meetings.agenda import AgendaSlide, standard_slides, with_slide_added
from tests.support.small_plan import DAY, YEAR, answer, fill, put

NOW = datetime(2023, 5, 20, 9)
LATER = NOW + timedelta(hours=1)
SLIDES = (AgendaSlide("overview", "overview"), AgendaSlide("decisions", "decisions"))


def agenda(ledger: Ledger, **changes: Any) -> int:
    given = {"agenda_id": None, "name": "月度调度", "slides": SLIDES, "now": NOW}
    return agenda_records.save_agenda(ledger, **given | changes)


def meeting(ledger: Ledger, **changes: Any) -> int:
    given = {"year": YEAR, "held_on": DAY, "name": "五月调度会", "agenda_id": None}
    return meeting_records.add_meeting(ledger, **given | {"as_of": DAY, "now": NOW} | changes)


def decision(ledger: Ledger, **changes: Any) -> int:
    given = {"meeting_id": 1, "text": "抓紧报名", "office": "办公室", "task_id": None}
    given |= {"due_date": date(2023, 6, 30), "now": NOW}
    return meeting_records.record_decision(ledger, **given | changes)


def said(ledger: Ledger, **changes: Any) -> None:
    given = {"decision_id": 1, "status": "done", "reported_on": DAY, "note": None, "now": NOW}
    meeting_records.report_decision(ledger, **given | changes)


def view(ledger: Ledger, **changes: Any) -> int:
    given = {"name": "滞后措施", "page": "tasks", "words": "state=behind", "now": NOW}
    return saved_views.save_view(ledger, **given | changes)


def names(ledger: Ledger, question: str) -> list[str]:
    return [row["name"] for row in answer(ledger, question)]


def test_a_saved_agenda_comes_back_slide_by_slide(small: Ledger) -> None:
    slides = with_slide_added(standard_slides(), "theme", "党建的进展", "year=2023&theme=党建")
    slides = (*slides[:3], AgendaSlide("offices", "offices", is_shown=False), *slides[4:])
    key = agenda(small, slides=slides)
    assert agenda_records.slides_of(small, key, None) == slides
    assert answer(small, "agendas") == [{"agenda_id": 1, "name": "月度调度", "recorded_at": NOW}]


def test_a_slide_that_only_a_newer_program_knows_is_left_out(small: Ledger) -> None:
    key = agenda(small)
    with small.transaction() as connection:
        connection.execute("update agenda_slide set kind = 'weather' where kind = 'decisions'")
    assert agenda_records.slides_of(small, key, None) == SLIDES[:1]


def test_without_an_agenda_a_meeting_has_the_standard_slides(small: Ledger) -> None:
    assert agenda_records.slides_of(small, None, None) == standard_slides()


def test_every_save_is_a_version_and_a_moment_shows_its_own(small: Ledger) -> None:
    key = agenda(small)
    assert agenda(small, agenda_id=key, slides=standard_slides(), now=LATER) == key
    assert agenda_records.slides_of(small, key, None) == standard_slides()
    assert agenda_records.slides_of(small, key, LATER) == standard_slides()
    assert agenda_records.slides_of(small, key, NOW) == SLIDES
    assert agenda_records.slides_of(small, key, LATER - timedelta(seconds=1)) == SLIDES
    assert agenda_records.slides_of(small, key, NOW - timedelta(days=9)) == SLIDES, (
        "the first of all"
    )


@pytest.mark.parametrize("moment", [NOW, NOW - timedelta(hours=2)])
def test_the_last_save_counts_even_when_the_clock_stood_still_or_went_back(
    small: Ledger, moment: datetime
) -> None:
    key = agenda(small)
    agenda(small, agenda_id=key, slides=standard_slides(), now=moment)
    agenda(small, agenda_id=key, slides=standard_slides()[:2], now=moment)
    assert agenda_records.slides_of(small, key, None) == standard_slides()[:2]
    assert agenda_records.slides_of(small, key, NOW) == SLIDES


def test_an_agenda_keeps_its_number_under_another_name(small: Ledger) -> None:
    key = agenda(small)
    agenda(small, agenda_id=key, name="  季度   调度 ")
    assert answer(small, "agendas")[0]["name"] == "季度 调度"
    agenda(small, agenda_id=key, name="季度调度", now=LATER)
    assert [(row["agenda_id"], row["name"]) for row in answer(small, "agendas")] == [
        (1, "季度调度")
    ]
    assert agenda_records.slides_of(small, key, None) == SLIDES


def test_a_name_is_free_again_once_its_agenda_or_view_is_deleted(small: Ledger) -> None:
    agenda_records.delete_agenda(small, agenda(small), now=NOW)
    saved_views.delete_view(small, view(small), now=NOW)
    assert (agenda(small), view(small)) == (2, 2)


def test_a_deleted_agenda_still_shows_its_slides_to_the_links_that_name_it(small: Ledger) -> None:
    key = agenda(small)
    agenda_records.delete_agenda(small, key, now=LATER)
    assert answer(small, "agendas") == []
    assert agenda_records.slides_of(small, key, None) == SLIDES


def test_a_deleted_view_is_off_the_list_and_says_when_it_was_deleted(small: Ledger) -> None:
    key = view(small)
    saved_views.delete_view(small, key, now=LATER)
    assert answer(small, "saved_views") == []
    assert answer(small, "saved_view", view_id=key) == [
        {"view_id": 1, "name": "滞后措施", "page": "tasks", "words": "state=behind",
         "recorded_at": NOW, "deleted_at": LATER}
    ]  # fmt: skip


def test_a_view_may_be_the_first_page_with_nothing_filtered(small: Ledger) -> None:
    key = view(small, page="", words="")
    (row,) = answer(small, "saved_view", view_id=key)
    assert (row["page"], row["words"], row["deleted_at"]) == ("", "", None)


def test_a_view_keeps_its_number_under_another_name(small: Ledger) -> None:
    key = view(small)
    saved_views.rename_view(small, key, "全部滞后")
    assert answer(small, "saved_view", view_id=key)[0]["name"] == "全部滞后"
    saved_views.rename_view(small, key, "全部滞后")
    assert names(small, "saved_views") == ["全部滞后"]


def test_numbers_are_never_given_twice(small: Ledger) -> None:
    for make, delete in (
        (agenda, agenda_records.delete_agenda),
        (meeting, meeting_records.delete_meeting),
        (view, saved_views.delete_view),
    ):
        for number in (1, 2, 3):
            assert make(small) == number
            delete(small, number, now=NOW)


def test_numbers_of_what_was_deleted_stay_taken_through_export_and_load(
    small: Ledger, tmp_path: Path
) -> None:
    saved_views.delete_view(small, view(small), now=NOW)
    csv_folder.export_folder(small, tmp_path / "out")
    csv_folder.load_folder(small, tmp_path / "out", NOW, replace=True)
    assert view(small) == 2


def test_writers_at_the_same_time_get_numbers_of_their_own(small: Ledger) -> None:
    meeting(small)

    def write(writer: int) -> list[tuple[int, int, int]]:
        return [
            (
                agenda(small, name=f"议程{writer}-{at}"),
                view(small, name=f"视图{writer}-{at}"),
                decision(small, text=f"事项{writer}-{at}"),
            )
            for at in range(5)
        ]

    with ThreadPoolExecutor(2) as pool:
        numbers = [row for rows in pool.map(write, [1, 2]) for row in rows]
    for column in zip(*numbers, strict=True):
        assert sorted(column) == list(range(1, 11))
    assert len(answer(small, "decisions")) == 10


def test_two_versions_saved_at_the_same_time_are_both_whole(small: Ledger) -> None:
    key = agenda(small)

    def save(count: int) -> int:
        return agenda(small, agenda_id=key, slides=standard_slides()[:count])

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(save, [3, 5, 7, 9])) == [key] * 4
    with small.connection.cursor() as cursor:
        rows = cursor.table("agenda_slide").df()
    assert sorted(rows.groupby("recorded_at").size()) == [2, 3, 5, 7, 9]


def test_a_meeting_may_have_the_name_of_another_day_but_not_twice_of_one(small: Ledger) -> None:
    meeting(small)
    meeting(small, held_on=date(2023, 5, 21))
    with pytest.raises(InputError, match="已有的“五月调度会”"):
        meeting(small)
    meeting_records.delete_meeting(small, 1, now=LATER)
    assert meeting(small) == 3


def test_a_meeting_that_is_deleted_takes_its_decisions_along(small: Ledger) -> None:
    decision(small, meeting_id=meeting(small))
    meeting_records.delete_meeting(small, 1, now=LATER)
    assert (answer(small, "meetings"), answer(small, "decisions")) == ([], [])


def test_what_was_typed_around_a_text_is_not_kept_but_what_is_in_it(small: Ledger) -> None:
    decision(small, meeting_id=meeting(small), text=" 一是$抓紧$;\n二是<b>落实</b> \n")
    said(small, status="open", note="  正在\n办理 ")
    (row,) = answer(small, "decisions")
    assert (row["text"], row["note"]) == ("一是$抓紧$;\n二是<b>落实</b>", "正在\n办理")


def test_texts_of_the_greatest_length_are_kept(small: Ledger) -> None:
    agenda(small, name="议" * 60)
    meeting(small, name="会" * 60)
    decision(small, text="事" * 500)
    said(small, note="注" * 500)
    view(small, name="图" * 60)
    assert len(answer(small, "decisions")[0]["note"]) == 500


def test_the_first_and_the_last_day_of_the_calendar_are_kept(small: Ledger) -> None:
    meeting(small, held_on=date(1949, 1, 1), as_of=date(2999, 12, 31))
    decision(small, due_date=date(2999, 12, 31))
    assert answer(small, "decisions")[0]["due_date"] == date(2999, 12, 31)


FUTURE, PAST = date(3000, 1, 1), date(1948, 12, 31)
AGENDA, MEETING = "议程未保存,请改正后重试:", "会议未保存,请改正后重试:"
DECISION, REPORT = "议定事项未保存,请改正后重试:", "办理情况未保存,请改正后重试:"
VIEW = "常用视图未保存,请改正后重试:"
KNOWN = "办公室、人事股、基教股"
GONE = "可能已被删除,未作改动;请刷新页面后重试。"
Attempt = Callable[[Ledger], object]
REFUSED: list[tuple[Attempt, str]] = [
    (lambda to: agenda(to, name=" \n"), f"{AGENDA}\n  议程名称:应为1 至 60 个字,实为空"),
    (lambda to: agenda(to, name="长" * 61), f"{AGENDA}\n  议程名称:应为1 至 60 个字,实为61 个字"),
    (
        lambda to: agenda(to, name=" 旧议程"),
        f"{AGENDA}\n  议程名称:应为没有用过的名称,实为已有的“旧议程”",
    ),
    (
        lambda to: agenda(to, agenda_id=2, name="旧议程"),
        f"{AGENDA}\n  议程名称:应为没有用过的名称,实为已有的“旧议程”",
    ),
    (lambda to: agenda(to, agenda_id=9), f"没有编号为 9 的议程,{GONE}"),
    (lambda to: agenda(to, slides=()), f"{AGENDA}\n  议程:应为至少一页是显示的,实为没有显示的页"),
    (
        lambda to: agenda(to, slides=[AgendaSlide("a", "task", is_shown=False)]),
        f"{AGENDA}\n  议程:应为至少一页是显示的,实为没有显示的页",
    ),
    (
        lambda to: agenda(to, slides=[AgendaSlide("a", "task"), AgendaSlide("a", "theme")]),
        f"{AGENDA}\n  议程:应为不重复的页,实为重复的“a”",
    ),
    (
        lambda to: agenda(to, slides=[AgendaSlide(str(at), "task") for at in range(61)]),
        f"{AGENDA}\n  议程:应为不超过 60 页,实为61 页",
    ),
    (
        lambda to: agenda(
            to,
            slides=[
                AgendaSlide("a", "offises", "长" * 61),
                AgendaSlide("b", "task", words="x" * 8001),
            ],
        ),
        f"{AGENDA}\n  第 1 页类型:应为可用的值,实为“offises”;是否为“offices”?"
        "\n  第 1 页标题:应为1 至 60 个字,实为61 个字"
        "\n  第 2 页筛选条件:应为1 至 8000 个字,实为8001 个字",
    ),
    (
        lambda to: agenda(to, agenda_id=2, name="旧议程"),
        f"{AGENDA}\n  议程名称:应为没有用过的名称,实为已有的“旧议程”",
    ),
    (
        lambda to: agenda(to, agenda_id=2, name=""),
        f"{AGENDA}\n  议程名称:应为1 至 60 个字,实为空",
    ),
    (lambda to: agenda(to, agenda_id=9, name="新"), f"没有编号为 9 的议程,{GONE}"),
    (lambda to: agenda_records.delete_agenda(to, 9, now=NOW), f"没有编号为 9 的议程,{GONE}"),
    (lambda to: agenda(to, agenda_id=3, name="新"), f"没有编号为 3 的议程,{GONE}"),
    (lambda to: agenda_records.delete_agenda(to, 3, now=NOW), f"没有编号为 3 的议程,{GONE}"),
    (
        lambda to: agenda_records.slides_of(to, 9, None),
        "没有编号为 9 的议程;请从会议页面重新选择议程。",
    ),
    (
        lambda to: meeting(to, year=2024, name="", held_on=PAST, as_of=FUTURE),
        f"{MEETING}\n  会议名称:应为1 至 60 个字,实为空"
        "\n  会议日期:应为1949 年至 2999 年的日期,实为1948-12-31"
        "\n  数据截至:应为1949 年至 2999 年的日期,实为3000-01-01"
        "\n  年度:应为账本中已有的值(2023),实为“2024”;是否为“2023”?",
    ),
    (
        lambda to: meeting(to),
        f"{MEETING}\n  会议名称:应为当天还没有的会议名称,实为已有的“五月调度会”(2023-05-20)",
    ),
    (lambda to: meeting(to, name="新", agenda_id=9), f"没有编号为 9 的议程,{GONE}"),
    (lambda to: meeting(to, name="新", agenda_id=3), f"没有编号为 3 的议程,{GONE}"),
    (lambda to: meeting_records.delete_meeting(to, 9, now=NOW), f"没有编号为 9 的会议,{GONE}"),
    (lambda to: meeting_records.delete_meeting(to, 2, now=NOW), f"没有编号为 2 的会议,{GONE}"),
    (lambda to: decision(to, meeting_id=9), f"没有编号为 9 的会议,{GONE}"),
    (lambda to: decision(to, meeting_id=2), f"没有编号为 2 的会议,{GONE}"),
    (lambda to: decision(to, text=" \n "), f"{DECISION}\n  事项内容:应为1 至 500 个字,实为空"),
    (
        lambda to: decision(to, text="长" * 501, office="办公", due_date=FUTURE, task_id=99),
        f"{DECISION}\n  事项内容:应为1 至 500 个字,实为501 个字"
        f"\n  责任股室:应为账本中已有的值({KNOWN}),实为“办公”;是否为“办公室”?"
        "\n  完成时限:应为1949 年至 2999 年的日期,实为3000-01-01"
        "\n  相关措施:应为账本中已有的值,实为“99”",
    ),
    (lambda to: said(to, decision_id=9), f"没有编号为 9 的议定事项,{GONE}"),
    (
        lambda to: said(to, status="closed", reported_on=PAST, note="长" * 501),
        f"{REPORT}\n  办理情况:应为可用的值(open、done、withdrawn),实为“closed”"
        "\n  办理日期:应为1949 年至 2999 年的日期,实为1948-12-31"
        "\n  说明:应为1 至 500 个字,实为501 个字",
    ),
    (lambda to: view(to, name=""), f"{VIEW}\n  常用视图名称:应为1 至 60 个字,实为空"),
    (
        lambda to: view(to, name="旧视图", words="x" * 8001),
        f"{VIEW}\n  常用视图名称:应为没有用过的名称,实为已有的“旧视图”"
        "\n  筛选条件:应为1 至 8000 个字,实为8001 个字",
    ),
    (
        lambda to: saved_views.rename_view(to, 2, "旧视图"),
        f"{VIEW}\n  常用视图名称:应为没有用过的名称,实为已有的“旧视图”",
    ),
    (lambda to: saved_views.rename_view(to, 9, "新"), f"没有编号为 9 的常用视图,{GONE}"),
    (lambda to: saved_views.delete_view(to, 9, now=NOW), f"没有编号为 9 的常用视图,{GONE}"),
]


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory, empty_file: Path) -> Ledger:
    """The small plan with two agendas, views and a decision, and one more of each deleted."""
    path = tmp_path_factory.mktemp("met") / "ledger.duckdb"
    ledger = fill(open_ledger(Path(shutil.copy(empty_file, path)), NOW))
    for name in ("旧议程", "乙", "丙"):
        agenda(ledger, name=name)
    agenda_records.delete_agenda(ledger, 3, now=NOW)
    meeting(ledger)
    meeting_records.delete_meeting(ledger, meeting(ledger, name="误录"), now=NOW)
    decision(ledger)
    view(ledger, name="旧视图")
    view(ledger, name="乙")
    return ledger


@pytest.mark.parametrize(("attempt", "told"), REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_kept_is_told_in_full_and_nothing_is_written(
    met: Ledger, attempt: Attempt, told: str
) -> None:
    revision = met.revision
    with pytest.raises(InputError) as caught:
        attempt(met)
    assert str(caught.value) == told
    assert met.revision == revision


def test_the_task_of_a_decision_is_of_the_plan_that_the_meeting_was_on(small: Ledger) -> None:
    with small.transaction() as connection:
        put(connection, "plan", {"year": 2024, "title": "t", "organisation": "o"})
    meeting(small, year=2024)
    with pytest.raises(InputError, match="相关措施"):
        decision(small, task_id=1)


def test_a_ledger_that_may_only_be_read_says_so(small: Ledger) -> None:
    small.read_only = True
    with pytest.raises(LedgerReadOnly):
        agenda(small)


def days(*rows: tuple[int, str]) -> pd.DataFrame:
    """Return meetings as the question of that name does: newest as-of day first."""
    return pd.DataFrame(
        {"meeting_id": [key for key, _ in rows], "as_of": pd.to_datetime([day for _, day in rows])}
    )


def test_links_may_name_deleted_agendas_and_meetings(met: Ledger) -> None:
    rows = met.query("link_targets", {}).astype(object)
    found = [[row["kind"], row["id"]] for row in rows.to_dict("records")]
    assert found == [["agenda", 1], ["agenda", 2], ["agenda", 3], ["meeting", 1], ["meeting", 2]]
    assert [rows["year"].iloc[-1], rows["as_of"].iloc[-1].date()] == [YEAR, DAY]


@pytest.mark.parametrize(
    ("as_of", "meeting_id", "since"),
    [
        ("2023-09-30", None, "2023-06-30"),
        ("2023-09-30", 3, "2023-06-30"),
        ("2023-06-30", 3, "2023-05-31"),
        ("2023-06-30", None, "2023-05-31"),
        ("2023-06-01", None, "2023-05-31"),
        ("2023-06-01", 2, "2023-03-31"),
        ("2023-05-31", None, "2023-03-31"),
        ("2023-03-31", None, None),
        ("2023-04-01", 1, None),
    ],
)
def test_the_day_to_compare_with_is_that_of_the_newest_other_meeting_before(
    as_of: str, meeting_id: int | None, since: str | None
) -> None:
    known = days((4, "2023-06-30"), (3, "2023-06-30"), (2, "2023-05-31"), (1, "2023-03-31"))
    found = meeting_records.since_day(known, as_of=date.fromisoformat(as_of), meeting_id=meeting_id)
    assert found == (date.fromisoformat(since) if since else None)


def test_without_any_meeting_there_is_no_day_to_compare_with(small: Ledger) -> None:
    rows = small.query("meetings", {"year": YEAR, "known_at": None})
    assert meeting_records.since_day(rows, as_of=DAY, meeting_id=None) is None
