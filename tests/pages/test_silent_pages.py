"""Pages of plans that hardly report: twelve whole-year tasks, led by three offices in turn."""

from collections.abc import Iterator

import pandas as pd
import pytest

from dashboard.ledger.store import Ledger
from tests.support.app import PAGES, close_ledgers, opened, troubles
from tests.support.app_output import charts, headings, numbers
from tests.support.small_plan import fill_whole_year, put, report

MAY = "2023-05-20"


@pytest.fixture
def silent(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    monkeypatch.setenv("LEDGER_DB", str(ledger.path))
    yield fill_whole_year(ledger, 12)
    close_ledgers()


def add_report(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        put(connection, "progress", report(1, 1, "2023-05-10", 30))


@pytest.mark.usefixtures("silent")
def test_the_first_page_says_that_nobody_has_reported() -> None:
    app = opened(as_of=MAY)
    assert headings(app)[0] == "截至 2023-05-20,12 项措施均未填报。"
    assert numbers(app)[0][:2] == ("从未填报(共 12 项)", "12 项")
    assert ("平均进度(尚无填报)", "—") in [card[:2] for card in numbers(app)]
    assert any("下载进展填报表" in each.value for each in app.info)


def test_the_first_page_says_how_few_have_reported(silent: Ledger) -> None:
    add_report(silent)
    app = opened(as_of=MAY)
    assert headings(app)[0] == "截至 2023-05-20,12 项措施中仅 1 项已填报,未填报 11 项。"


@pytest.mark.usefixtures("silent")
def test_the_first_page_says_in_january_that_nothing_has_begun() -> None:
    app = opened(as_of="2023-01-10")
    assert headings(app)[0] == "截至 2023-01-10,12 项措施均未启动,还没有填报。"


@pytest.mark.usefixtures("silent")
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("as_of", ["2022-12-10", MAY])
def test_a_page_of_a_silent_plan_opens_without_trouble(page: str, as_of: str) -> None:
    assert troubles(opened(page, as_of=as_of, year="2023")) == []


@pytest.mark.usefixtures("silent")
def test_a_quarter_without_reports_says_what_falls_due_in_it() -> None:
    assert headings(opened("季度", as_of=MAY)) == ["二季度到期 0 项,还没有填报"]
    late = headings(opened("季度", as_of="2024-01-10", year="2023"))
    assert late == ["四季度到期 12 项,还没有填报", "四季度到期而未在季内完成 12 项"]


def test_a_quarter_of_hardly_any_reports_says_what_falls_due_in_it(silent: Ledger) -> None:
    add_report(silent)
    assert headings(opened("季度", as_of=MAY)) == ["二季度到期 0 项,尚无措施完成"]


@pytest.mark.usefixtures("silent")
def test_the_tables_show_neither_progress_nor_a_gap_of_silence() -> None:
    tasks: pd.DataFrame = opened("任务", as_of=MAY).dataframe[0].value
    items: pd.DataFrame = opened("主题", as_of=MAY).dataframe[0].value
    for table, progress in ((tasks, "进度"), (items, "平均进度")):
        assert table[progress].isna().all()
        assert table["进度差"].isna().all()


@pytest.mark.usefixtures("silent")
def test_no_chart_of_a_silent_plan_speaks_of_a_gap() -> None:
    for page in ("总览", "股室", "主题", "季度"):
        words = [chart["alt"] for chart in charts(opened(page, as_of=MAY))]
        assert words
        assert not [each for each in words if "落后" in each or "领先" in each]
