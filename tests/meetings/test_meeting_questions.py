"""What changed since the last meeting and what became of its decisions, worked out by hand.

The tasks of CHANGES run 400 days, from 1 January 2023 to 4 February 2024: 25 % is expected on
10 April, the 100th day, and 50 % on 19 July, the 200th. Behind begins below 15 % and 40 % there,
severe below 20 % on 19 July.
"""

from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
import pytest

from dashboard.importing.service import name_lists
from dashboard.ledger.store import Ledger
from dashboard.meetings import agenda_records, meeting_records, saved_views
from dashboard.meetings.agenda import AgendaSlide, standard_slides
from tests.support.small_plan import (
    DAY,
    YEAR,
    answer,
    asking,
    frame_plan,
    lead,
    put,
    report,
    task,
)

SINCE, NOW_DAY = date(2023, 4, 10), date(2023, 7, 19)
LONG = "2024-02-04"
CHANGES: list[tuple[str, float | None, float | None, dict[str, Any], str | None]] = [
    # what is looked at, percent then and now, the task, the change
    ("on track on both days", 15, 40, {}, None),
    ("just behind now", 15, 39, {}, "fallen_behind"),
    ("severe now", 15, 19, {}, "fallen_behind"),
    ("behind on both days", 14, 39, {}, None),
    ("behind, now severe", 14, 19, {}, None),
    ("behind, now just not", 14, 40, {}, "recovered"),
    ("behind, now done", 14, 100, {}, "newly_done"),
    ("on track, now done", 15, 100, {}, "newly_done"),
    ("done on both days", 100, 100, {}, None),
    ("done, then set back a little", 100, 40, {}, None),
    ("done, then set back behind", 100, 39, {}, "fallen_behind"),
    ("silent on both days", None, None, {}, "still_silent"),
    ("silent, now on track", None, 40, {}, None),
    ("silent, now behind", None, 39, {}, "fallen_behind"),
    ("not started, now silent", None, None, {"start_date": "2023-04-01"}, None),
    ("due yesterday", 45, 60, {"due_date": "2023-07-18"}, "newly_overdue"),
    ("due today", 45, 95, {"due_date": "2023-07-19"}, None),
    ("due today, far from done", 45, 60, {"due_date": "2023-07-19"}, "fallen_behind"),
    ("overdue since the day after the meeting", 95, 96, {"due_date": "2023-04-10"},
     "newly_overdue"),
    ("overdue on both days", 95, 96, {"due_date": "2023-04-09"}, None),
    ("overdue, now done", 95, 100, {"due_date": "2023-04-09"}, "newly_done"),
    ("silent, now overdue", None, None, {"due_date": "2023-07-18"}, "newly_overdue"),
    ("severe, now overdue", 14, 60, {"due_date": "2023-07-18"}, "newly_overdue"),
]  # fmt: skip
ORDER = ["newly_done", "newly_overdue", "fallen_behind", "recovered", "still_silent"]
POSTPONED = [(1, "only postponed"), (2, "postponed and further on")]
MET = datetime(2023, 5, 20, 9)


def fill_changes(ledger: Ledger) -> Ledger:
    """Put the tasks of CHANGES into an empty ledger, numbered from 1."""
    rows = list(enumerate(CHANGES, 1))
    with ledger.transaction() as connection:
        frame_plan(connection)
        put(
            connection,
            "task",
            *(task(key, title=case[0], **({"due_date": LONG} | case[3])) for key, case in rows),
        )
        put(connection, "task_office", *(lead(key, 1 + key % 3) for key, _ in rows))
        for key, (_, before, now, _, _) in rows:
            for at, (day, percent) in enumerate(((SINCE, before), (NOW_DAY, now))):
                if percent is not None:
                    put(connection, "progress", report(10 * key + at, key, str(day), percent))
    return ledger


def changes(ledger: Ledger, **asked: Any) -> list[dict[str, Any]]:
    return answer(ledger, "changes_since", **{"as_of": NOW_DAY, "since": SINCE} | asked)


def changed(ledger: Ledger, **asked: Any) -> dict[str, str]:
    """Return the change of each task that has one, by its title."""
    return {row["title"]: row["change"] for row in changes(ledger, **asked)}


def adjusted(key: int, task_id: int, **values: Any) -> dict[str, Any]:
    row = {"adjustment_id": key, "task_id": task_id, "adjusted_on": "2023-05-01", "reason": "r"}
    return row | {"kind": "change", "recorded_at": "2023-05-01"} | values


def test_each_task_has_the_change_that_two_days_make(ledger: Ledger) -> None:
    found = changed(fill_changes(ledger))
    assert found == {title: change for title, *_, change in CHANGES if change}


def test_a_task_that_was_only_postponed_did_not_recover(ledger: Ledger) -> None:
    late = {"due_date": "2023-04-30"}
    with ledger.transaction() as connection:
        frame_plan(connection)
        put(connection, "task", *(task(key, title=title, **late) for key, title in POSTPONED))
        put(connection, "adjustment", *(adjusted(n, n, due_date=LONG) for n, _ in POSTPONED))
        put(connection, "progress", *(report(n, n, "2023-04-20", 45) for n, _ in POSTPONED))
        put(connection, "progress", report(9, 2, str(NOW_DAY), 60))
    assert changed(ledger, since=date(2023, 5, 1) - timedelta(days=1), as_of=NOW_DAY) == {
        "postponed and further on": "recovered",
    }


def test_changes_stand_in_their_order_and_the_worst_gap_first(ledger: Ledger) -> None:
    rows = changes(fill_changes(ledger))
    kinds = [row["change"] for row in rows]
    assert kinds == sorted(kinds, key=ORDER.index)
    fallen = [(row["title"], row["gap"]) for row in rows if row["change"] == "fallen_behind"]
    assert fallen == [
        ("due today, far from done", -40),
        ("severe now", -31),
        ("just behind now", -11),
        ("done, then set back behind", -11),
        ("silent, now behind", -11),
    ]
    assert {row["change"]: row["count_change"] for row in rows} == {
        "newly_done": 3, "newly_overdue": 4, "fallen_behind": 5, "recovered": 1, "still_silent": 1,
    }  # fmt: skip


def test_a_change_says_how_the_task_stood_and_stands_and_what_its_last_report_said(
    ledger: Ledger,
) -> None:
    fill_changes(ledger)
    said = {"problem": "缺人", "next_step": "招人", "recorded_at": "2023-07-20"}
    with ledger.transaction() as connection:
        put(connection, "progress", report(900, 2, "2023-07-19", 39, **said))
    (row,) = (row for row in changes(ledger) if row["task_id"] == 2)
    assert row == {
        "task_id": 2, "number": "2", "title": "just behind now", "theme": "党建",
        "lead_office": "基教股", "due_date": date(2024, 2, 4), "percent": 39, "expected": 50,
        "gap": -11, "state": "behind", "earlier_state": "on_track", "earlier_percent": 15,
        "days_overdue": None, "days_left": 200, "stale": False, "problem": "缺人",
        "next_step": "招人", "change": "fallen_behind", "count_change": 5,
    }  # fmt: skip
    (late,) = (row for row in changes(ledger) if row["title"] == "due yesterday")
    assert (late["days_overdue"], late["days_left"], late["stale"]) == (1, None, False)


def test_a_check_off_makes_a_task_newly_done_and_a_later_one_does_not(ledger: Ledger) -> None:
    fill_changes(ledger)
    checked = {"verified_on": "2023-04-11", "recorded_at": "2023-04-11"}
    with ledger.transaction() as connection:
        put(connection, "verification", {"verification_id": 1, "task_id": 1} | checked)
        put(connection, "verification", {"verification_id": 2, "task_id": 9} | checked)
    found = changed(ledger)
    assert found["on track on both days"] == "newly_done"
    assert "done on both days" not in found
    assert changed(ledger, since=date(2023, 4, 11)).get("on track on both days") is None


def test_more_time_lets_a_task_recover_and_a_cancelled_one_is_left_out(ledger: Ledger) -> None:
    fill_changes(ledger)
    numbers = {title: key for key, (title, *_) in enumerate(CHANGES, 1)}
    late, behind = numbers["overdue on both days"], numbers["behind, now just not"]
    with ledger.transaction() as connection:
        put(connection, "adjustment", adjusted(1, late, due_date=LONG))
        put(connection, "adjustment", adjusted(2, behind, kind="cancel"))
        put(connection, "adjustment", adjusted(3, numbers["silent on both days"], kind="cancel"))
    found = changed(ledger)
    assert found["overdue on both days"] == "recovered"
    assert not {"behind, now just not", "silent on both days"} & set(found)
    before = changed(ledger, known_at=datetime(2023, 4, 30))
    assert before["silent on both days"] == "still_silent", "nothing was known of July"


def test_a_task_that_was_not_known_at_the_moment_has_no_change(ledger: Ledger) -> None:
    fill_changes(ledger)
    with ledger.transaction() as connection:
        put(connection, "task", task(90, title="new", recorded_at="2023-07-20", due_date=LONG))
    assert changed(ledger)["new"] == "still_silent"
    assert "new" not in changed(ledger, known_at=datetime(2023, 7, 19, 23))


@pytest.mark.parametrize("since", [NOW_DAY, NOW_DAY + timedelta(days=1), None])
def test_without_an_earlier_day_nothing_has_changed(ledger: Ledger, since: date | None) -> None:
    assert changes(fill_changes(ledger), since=since) == []


def test_the_filters_keep_the_tasks_as_they_are_now(ledger: Ledger) -> None:
    fill_changes(ledger)
    assert set(changed(ledger, states=["severe"])) == {"severe now", "due today, far from done"}
    every = {row["task_id"] for row in changes(ledger)}
    named = {row["task_id"] for row in changes(ledger, offices=["人事股"])}
    assert named == {key for key in every if key % 3 == 1}
    assert changes(ledger, year=2022) == []


def test_kept_states_of_both_days_answer_as_the_file_does(ledger: Ledger) -> None:
    fill_changes(ledger)
    asked = asking("changes_since", as_of=NOW_DAY, since=SINCE)
    kept = ledger.query_kept("changes_since", asked, [NOW_DAY])
    pd.testing.assert_frame_equal(kept, ledger.query("changes_since", asked))
    assert len(kept) == 14
    nothing = ledger.query_kept("changes_since", asked | {"since": None}, [NOW_DAY])
    assert nothing.empty


# Decisions of two meetings on the small plan


def meet(ledger: Ledger, *, held_on: date, as_of: date, now: datetime = MET, **more: Any) -> int:
    given = {"year": YEAR, "name": f"{held_on}会议", "agenda_id": None}
    return meeting_records.add_meeting(
        ledger, **given | more, held_on=held_on, as_of=as_of, now=now
    )


def decide(ledger: Ledger, meeting_id: int, due_date: date, **more: Any) -> int:
    given = {"text": "抓紧办理", "office": "办公室", "task_id": None, "now": MET}
    return meeting_records.record_decision(
        ledger, **given | more, meeting_id=meeting_id, due_date=due_date
    )


def say(ledger: Ledger, decision_id: int, status: str, day: date, **more: Any) -> None:
    given = {"note": None, "now": MET} | more
    meeting_records.report_decision(
        ledger, **given, decision_id=decision_id, status=status, reported_on=day
    )


@pytest.fixture
def met(small: Ledger) -> Ledger:
    """The small plan, and a meeting of 5 April on the figures of 31 March."""
    meet(small, held_on=date(2023, 4, 5), as_of=date(2023, 3, 31))
    return small


def outcomes(ledger: Ledger, **asked: Any) -> list[tuple[int, str]]:
    return [(row["decision_id"], row["outcome"]) for row in answer(ledger, "decisions", **asked)]


def test_a_decision_says_what_was_decided_where_and_how_its_task_stands(met: Ledger) -> None:
    decide(met, 1, date(2023, 6, 1), text="课改提速", office="基教股", task_id=4)
    decide(met, 1, date(2023, 5, 1))
    first = {
        "decision_id": 1, "meeting_id": 1, "meeting": "2023-04-05会议",
        "held_on": date(2023, 4, 5), "text": "课改提速", "office": "基教股",
        "due_date": date(2023, 6, 1), "task_id": 4, "task_number": "4",
        "task_title": "课堂教学改革", "task_state": "behind", "percent": 50, "outcome": "open",
        "done_on": None, "note": None,
    }  # fmt: skip
    second = {
        "decision_id": 2, "text": "抓紧办理", "office": "办公室", "due_date": date(2023, 5, 1),
        "task_id": None, "task_number": None, "task_title": None, "task_state": None,
        "percent": None, "outcome": "overdue",
    }  # fmt: skip
    assert answer(met, "decisions") == [first, first | second]


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [(date(2023, 5, 19), "open"), (date(2023, 5, 20), "open"), (date(2023, 5, 21), "overdue")],
)
def test_a_decision_is_overdue_the_day_after_it_was_due(
    met: Ledger, as_of: date, outcome: str
) -> None:
    decide(met, 1, date(2023, 5, 20))
    assert outcomes(met, as_of=as_of) == [(1, outcome)]


@pytest.mark.parametrize(
    ("story", "outcome", "done_on", "note"),
    [
        ([("done", date(2023, 5, 20), "办结")], "done", date(2023, 5, 20), "办结"),
        ([("done", date(2023, 5, 21), "办结")], "overdue", None, None),
        ([("open", date(2023, 5, 2), "正在办")], "overdue", None, "正在办"),
        (
            [("done", date(2023, 5, 2), "办结"), ("open", date(2023, 5, 3), None)],
            "overdue", None, None,
        ),
        (
            [("open", date(2023, 5, 3), "未完"), ("done", date(2023, 5, 2), "办结")],
            "overdue", None, "未完",
        ),
        (
            [("open", date(2023, 5, 2), "未完"), ("done", date(2023, 5, 2), "更正")],
            "done", date(2023, 5, 2), "更正",
        ),
    ],
)  # fmt: skip
def test_the_last_report_by_the_day_decides(
    met: Ledger,
    story: list[tuple[str, date, str | None]],
    outcome: str,
    done_on: date | None,
    note: str | None,
) -> None:
    decide(met, 1, date(2023, 5, 1))
    for status, day, told in story:
        say(met, 1, status, day, note=told)
    (row,) = answer(met, "decisions")
    assert (row["outcome"], row["done_on"], row["note"]) == (outcome, done_on, note)


@pytest.mark.parametrize(
    ("task_id", "outcome", "done_on"),
    [
        (1, "done", date(2023, 4, 20)),
        (7, "done", date(2023, 3, 10)),
        (2, "overdue", None),
        (6, "overdue", None),
    ],
)
def test_a_finished_task_makes_its_decision_done(
    met: Ledger, task_id: int, outcome: str, done_on: date | None
) -> None:
    decide(met, 1, date(2023, 5, 1), task_id=task_id)
    say(met, 1, "open", date(2023, 5, 2))
    (row,) = answer(met, "decisions")
    assert (row["outcome"], row["done_on"]) == (outcome, done_on)


def test_a_task_that_was_checked_off_before_it_was_reported_done_is_done_on_that_day(
    met: Ledger,
) -> None:
    checked = {"verification_id": 9, "task_id": 2, "verified_on": "2023-05-16"}
    with met.transaction() as connection:
        put(connection, "verification", checked | {"recorded_at": "2023-05-16"})
    decide(met, 1, date(2023, 5, 1), task_id=2)
    (row,) = answer(met, "decisions")
    assert (row["outcome"], row["done_on"]) == ("done", date(2023, 5, 16))


def test_a_decision_recorded_by_mistake_counts_on_no_day_until_it_is_taken_up_again(
    met: Ledger,
) -> None:
    decide(met, 1, date(2023, 5, 1))
    decide(met, 1, date(2023, 5, 1))
    say(met, 1, "withdrawn", date(2023, 5, 25), now=MET + timedelta(days=5))
    assert outcomes(met) == [(2, "overdue")]
    assert answer(met, "meetings")[0]["decisions"] == 1
    assert [key for key, _ in outcomes(met, known_at=MET)] == [1, 2]
    assert answer(met, "meetings", known_at=MET)[0]["decisions"] == 2
    say(met, 1, "open", date(2023, 5, 25), now=MET + timedelta(days=6))
    assert [key for key, _ in outcomes(met)] == [1, 2]


def test_decisions_are_those_of_meetings_held_by_the_day_or_on_its_figures(met: Ledger) -> None:
    meet(met, held_on=date(2023, 5, 25), as_of=DAY)
    for meeting_id in (1, 2):
        decide(met, meeting_id, date(2023, 12, 1))
    seen = {
        day: [key for key, _ in outcomes(met, as_of=day)]
        for day in (
            date(2023, 3, 30), date(2023, 3, 31), date(2023, 4, 4), date(2023, 4, 5),
            date(2023, 5, 19), DAY, date(2023, 5, 24), date(2023, 5, 25),
        )
    }  # fmt: skip
    assert list(seen.values()) == [[], [1], [], [1], [1], [2, 1], [1], [2, 1]]
    assert outcomes(met, year=2022) == []


def test_meetings_are_listed_with_their_agenda_the_newest_figures_first(met: Ledger) -> None:
    agenda_id = agenda_records.save_agenda(
        met, agenda_id=None, name="季度", slides=standard_slides(), now=MET
    )
    meet(met, held_on=date(2023, 6, 2), as_of=DAY, agenda_id=agenda_id)
    meet(met, held_on=date(2023, 6, 1), as_of=DAY)
    decide(met, 2, DAY)
    names = ("meeting_id", "name", "held_on", "as_of", "agenda_id", "agenda", "decisions")
    assert [[row[name] for name in names] for row in answer(met, "meetings")] == [
        [3, "2023-06-01会议", date(2023, 6, 1), DAY, None, None, 0],
        [2, "2023-06-02会议", date(2023, 6, 2), DAY, 1, "季度", 1],
        [1, "2023-04-05会议", date(2023, 4, 5), date(2023, 3, 31), None, None, 0],
    ]
    agenda_records.delete_agenda(met, agenda_id, now=MET)
    assert answer(met, "meetings")[1]["agenda"] == "季度"
    assert answer(met, "meetings", year=2022) == []


def test_a_frozen_moment_shows_what_it_showed_whatever_happens_later(met: Ledger) -> None:
    slides = (*standard_slides(), AgendaSlide("task", "task", "要事", "task=4"))
    agenda_id = agenda_records.save_agenda(met, agenda_id=None, name="季度", slides=slides, now=MET)
    meet(met, held_on=DAY, as_of=DAY, agenda_id=agenda_id)
    decide(met, 1, date(2023, 5, 1), task_id=3)
    decide(met, 2, date(2023, 7, 1))
    say(met, 2, "done", DAY)

    def seen() -> list[Any]:
        frozen = asking("changes_since", known_at=MET)
        rows = met.query("meetings", asking("meetings", known_at=MET))
        return [
            meeting_records.since_day(rows, as_of=DAY, meeting_id=2),
            agenda_records.slides_of(met, agenda_id, MET),
            rows.drop(columns="agenda").to_dict("records"),
            *(answer(met, name, known_at=MET) for name in ("changes_since", "decisions")),
            met.query_kept("changes_since", frozen, [DAY]).to_dict("records"),
        ]

    before, later = seen(), MET + timedelta(seconds=1)
    assert before[0] == date(2023, 3, 31)
    assert [row["change"] for row in before[3]] == ["newly_done"]

    with met.transaction() as connection:
        put(connection, "progress", report(90, 3, "2023-05-19", 100, recorded_at=later))
        put(connection, "progress", report(91, 1, "2023-04-20", 70, recorded_at=later))
        put(connection, "adjustment",
            adjusted(90, 1, kind="cancel", recorded_at=later))  # fmt: skip
    aliases = pd.DataFrame({"alias": ["办"], "office_name": ["办公室"]})
    name_lists.save_aliases(met, aliases)
    say(met, 2, "withdrawn", DAY, now=later)
    say(met, 1, "done", date(2023, 5, 1), note="补记", now=later)
    decide(met, 1, date(2023, 5, 2), now=later)
    meet(met, held_on=date(2023, 5, 1), as_of=date(2023, 4, 30), now=later)
    agenda_records.save_agenda(met, agenda_id=agenda_id, name="改名", slides=slides[:3], now=later)
    agenda_records.save_agenda(
        met, agenda_id=agenda_id, name="再改名", slides=slides[:1], now=later
    )
    agenda_records.delete_agenda(met, agenda_id, now=later)
    meeting_records.delete_meeting(met, 1, now=later)
    assert seen() == before
    assert answer(met, "changes_since") != before[3]
    assert answer(met, "decisions") == []


def test_agendas_and_views_are_listed_by_name(ledger: Ledger) -> None:
    for name in ("c", "a", "b"):
        agenda_records.save_agenda(
            ledger, agenda_id=None, name=name, slides=standard_slides(), now=MET
        )
        saved_views.save_view(ledger, name=name, page="", words="", now=MET)
    for question, key in (("agendas", "agenda_id"), ("saved_views", "view_id")):
        rows = [(row["name"], row[key]) for row in answer(ledger, question)]
        assert rows == [("a", 2), ("b", 3), ("c", 1)]
    rows = answer(ledger, "agenda_slides", agenda_id=2)
    assert [row["slide_key"] for row in rows] == [slide.key for slide in standard_slides()]
    assert answer(ledger, "agenda_slides", agenda_id=9) == []
    assert answer(ledger, "saved_view", view_id=3)[0]["name"] == "b"
    assert answer(ledger, "saved_view", view_id=9) == []


def test_the_demo_has_two_meetings_with_decisions_of_every_outcome(demo_ledger: Ledger) -> None:
    day = date(2023, 9, 30)
    held = [(row["name"], row["decisions"]) for row in answer(demo_ledger, "meetings")]
    assert held == [("上半年工作调度会", 5), ("一季度工作调度会", 3)]
    rows = answer(demo_ledger, "decisions", as_of=day)
    told = [(row["decision_id"], row["outcome"], row["task_number"]) for row in rows]
    assert told == [
        (4, "overdue", "19.3"), (5, "open", "25.3"), (6, "done", "27.1"), (7, "overdue", "6.5"),
        (8, "done", None), (1, "done", "4.3"), (2, "done", "26.2"), (3, "open", None),
    ]  # fmt: skip
    known = {row["name"] for row in answer(demo_ledger, "office_names")}
    assert {row["office"] for row in rows} <= known
    changes = answer(demo_ledger, "changes_since", as_of=day, since=date(2023, 6, 30))
    assert list(dict.fromkeys(row["change"] for row in changes)) == ORDER


def test_a_decision_taken_back_is_gone_though_a_report_of_a_later_day_stands(met: Ledger) -> None:
    decide(met, 1, date(2023, 6, 1))
    say(met, 1, "done", date(2023, 5, 19))
    say(met, 1, "withdrawn", date(2023, 4, 6), now=MET + timedelta(hours=1))
    assert outcomes(met) == []
