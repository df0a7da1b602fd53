"""The year of a plan is a reasoned choice, told where it was one; dates fall in its period."""

from datetime import date

import pytest

from dashboard.core.school_calendar import CalendarDays
from dashboard.importing.documents.year import choose_year
from tests.support.plan_reading import due_dates, items, read

ENTRY = "一、办园\n1.增园。8月底前建成园所2所。(责任股室:学前股)"


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("南屏县教育局2025年工作要点", 2025),
        ("南屏县教育局2024年工作总结和2025年工作计划", 2025),
        ("南屏县教育局2024年工作总结暨2025年工作思路", 2025),
        ("南屏县教育局2024年度总结及下一年工作打算", 2025),
        ("南屏县教育局2025年工作计划(附2024年工作总结)", 2025),
        ("南屏县贯彻《2020年督导意见》2025年任务清单", 2025),
        ("南屏县教育局二〇二五年工作要点", 2025),
        ("南屏县教育局25年重点工作安排", 2025),
        ("南屏县教育局114年度工作计划", 2025),
        ("南屏县教育局2025—2026学年工作计划", 2025),
        ("南屏县教育局2025-2026学年度第一学期工作计划", 2025),
        ("南屏县教育局2024—2025学年第二学期工作计划", 2025),
        ("2025年春季学期教学工作计划", 2025),
    ],
)
def test_the_year_in_a_title_is_that_of_the_plan(title: str, year: int) -> None:
    period = choose_year(title, []).period
    assert period is not None
    assert period.year == year


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        (["发布日期:2025-03-01", "到2030年普及率达到95%。"], 2025),
        (["南教发〔2025〕6号", "落实《2023年方案》。"], 2025),
        (["落实2023—2027年行动计划。", "2025年6月底前完成。"], 2025),
        (["2024年,全县教育取得新成绩。", "2025年,全县教育要抓好以下工作。"], 2025),
        (["力争到2030年建成强县。", "2025年3月8日"], 2025),
        (["2024年12月26日"], 2025),
    ],
    ids=["issued", "number", "range", "stated", "signed", "signed in December"],
)
def test_without_a_year_in_the_title_the_text_tells_it(lines: list[str], year: int) -> None:
    choice = choose_year("南屏县教育局重点工作安排", lines)
    assert choice.period is not None
    assert choice.period.year == year
    assert choice.note is not None
    assert choice.note.startswith("标题中没有年度,按")


def test_a_far_aim_a_range_or_a_quotation_alone_is_no_year() -> None:
    lines = ["到2030年普及。", "2023—2027年行动", "《2022年办法》"]
    assert choose_year("南屏县教育局重点工作安排", lines).period is None


def test_the_review_of_the_year_before_is_not_part_of_the_plan() -> None:
    plan = read(
        "南屏县教育局2024年工作总结和2025年工作计划\n一、2024年工作回顾\n1.增园。建成园所4所。\n"
        "二、2025年工作计划\n1.增园。8月底前建成园所2所。(责任股室:学前股)"
    )

    assert due_dates(plan) == {"8月底前建成园所2所。": "2025-08-31"}
    assert plan["notes"] == ["标题中有几个年度,取工作计划的 2025 年,请核对。"]


def test_the_months_of_a_school_year_fall_in_two_years() -> None:
    plan = read(
        "南屏县教育局2025—2026学年工作计划\n1.开学。9月底前检查9所。\n2.期末。1月中旬检测。\n3.毕业。6月底前检测。"
    )

    assert list(due_dates(plan).values()) == ["2025-09-30", "2026-01-20", "2026-06-30"]


@pytest.mark.parametrize(
    ("words", "due_text", "due_date"),
    [
        ("暑假前完成改造。", "暑假前", None),
        ("秋季开学前完成改造。", "秋季开学前", None),
        ("3个月内完成改造。", "3个月内", None),
        ("学期末形成报告。", "学期末", None),
        ("每月底前报送。", "每月底前", None),
        ("春节前慰问30户。", "春节前", "2025-01-28"),
        ("国庆节前完工。", "国庆节前", "2025-09-30"),
        ("2025年6月30日前完工。", "2025年6月30日前", "2025-06-30"),
    ],
)
def test_a_relative_date_is_kept_in_words_with_a_day_where_the_calendar_has_one(
    words: str, due_text: str, due_date: str | None
) -> None:
    [task] = items(read(f"南屏县教育局2025年工作要点\n1.做事。{words}"))[0]["tasks"]
    assert (task["due_text"], task["due_date"]) == (due_text, due_date)


def test_only_a_date_that_somebody_must_fill_in_is_noted() -> None:
    plan = read(
        "南屏县教育局2025年工作要点\n1.甲。暑假前完成。(责任股室:甲股)\n2.乙。每月通报。(责任股室:甲股)\n"
        "3.丙。(责任股室:甲股;完成时限:长期)"
    )

    assert plan["notes"] == [
        "“暑假前”没有确定的日期(第 2 行),请填写完成时限,或先在校历中填写暑假开始的日期。"
    ]


def test_a_month_as_a_heading_is_the_time_of_its_items() -> None:
    plan = read(
        "南屏县教育局2025年工作安排\n二月\n1.总结会。召开会议1次。(责任股室:办公室)\n"
        "3—4月\n1.检查。3月15日前检查9所。\n2.培训。培训30名。"
    )

    assert [theme["title"] for theme in plan["themes"]] == ["二月", "3—4月"]
    assert due_dates(plan) == {
        "召开会议1次。": "2025-02-28",
        "3月15日前检查9所。": "2025-03-15",
        "培训30名。": "2025-04-30",
    }


CALENDAR: CalendarDays = (
    ("spring_term", date(2025, 2, 17)),
    ("junior_exam", date(2025, 6, 14)),
    ("summer_holiday", date(2025, 7, 5)),
    ("autumn_term", date(2025, 9, 1)),
    ("winter_holiday", date(2025, 1, 18)),
    ("winter_holiday", date(2026, 1, 24)),
    ("summer_holiday", date(2026, 7, 4)),
)


@pytest.mark.parametrize(
    ("title", "words", "day"),
    [
        ("2025年工作要点", "暑假前", "2025-07-04"),
        ("2025年工作要点", "秋季开学前", "2025-08-31"),
        ("2025年工作要点", "暑假结束前", "2025-08-31"),
        ("2025年工作要点", "春季学期末", "2025-07-04"),
        ("2025年工作要点", "中考前", "2025-06-13"),
        ("2025年工作要点", "寒假前", "2026-01-23"),
        ("2025年工作要点", "开学前", None),
        ("2025年工作要点", "学期末", None),
        ("2026年工作要点", "秋季开学前", None),
        ("2025—2026学年工作要点", "寒假前", "2026-01-23"),
        ("2025—2026学年工作要点", "第二学期末", "2026-07-03"),
        ("2025—2026学年第二学期工作要点", "学期末", "2026-07-03"),
        ("2025年秋季学期工作要点", "开学前", "2025-08-31"),
        ("2025年秋季学期工作要点", "学期末", "2026-01-23"),
    ],
)
def test_words_of_the_school_year_get_the_day_that_the_calendar_gives(
    title: str, words: str, day: str | None
) -> None:
    text = f"南屏县教育局{title}\n1.甲。{words}完成。(责任股室:甲股)\n2.乙。(责任股室:乙股)\n"
    plan = read(text, calendar=CALENDAR)
    task = plan["themes"][0]["items"][0]["tasks"][0]
    assert (task["due_text"], task["due_date"]) == (words, day)
    told = f"“{words}”(第 2 行)按校历记为 {day},请核对。"
    assert (told in plan["notes"]) == (day is not None)
