"""Forms to fill in, and the ledger as a workbook."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, Final

import streamlit as st

from dashboard.core import clock
from dashboard.exports.ledger_workbook import ledger_template, ledger_workbook
from dashboard.exports.progress_form import progress_form
from dashboard.importing.service import exporting
from dashboard.pages.answers import ledger_data, opened_ledger
from dashboard.pages.base import session
from dashboard.pages.components.downloads import download
from dashboard.pages.import_parts.upload import offered_years

_ALL: Final = "全部股室"


def place_forms() -> None:
    """Place the three downloads, each with what it is for."""
    left, middle, right = st.columns(3, gap="medium")
    with left.container(border=True, height="stretch"):
        _place_empty_ledger()
    with middle.container(border=True, height="stretch"):
        _place_progress_form()
    with right.container(border=True, height="stretch"):
        _place_whole_ledger()


def _place_empty_ledger() -> None:
    st.markdown("**空白台账**")
    st.caption("从头登记任务用。填好后到“导入文件”上传。")
    this_year = clock.today().year
    years = offered_years(this_year)
    year = st.selectbox(
        "年度", years, index=years.index(this_year), key="year of empty ledger", filter_mode=None
    )
    download(
        "下载空白台账",
        partial(_empty_ledger, year, ledger_data.choices(session.current().year).leaders),
        f"{year}年工作台账(空白).xlsx",
        key="download 下载空白台账",
    )


def _place_progress_form() -> None:
    st.markdown("**进展填报表**")
    st.caption("已带出各股室牵头的任务和上次进度,只填白色栏目。")
    upper, lower = st.columns(2), st.columns(2)
    year = _chosen_year(upper[0], "year of form")
    tasks = ledger_data.query("plan_rows", as_of=clock.today(), known_at=None, year=year)
    leads = list(tasks.loc[tasks["cancelled_on"].isna(), "lead_office"].dropna().unique())
    office = upper[1].selectbox("股室", [_ALL, *leads], key="office of form", filter_mode=None)
    day = lower[0].date_input("填报日期", clock.today(), format="YYYY-MM-DD", key="day of form")
    whose = None if office == _ALL else office
    name = f"{year}年工作进展填报表-{office}-{day}.xlsx"
    download("下载填报表", partial(_form_of, year, whose, day), name, key="download 下载填报表")


def _place_whole_ledger() -> None:
    st.markdown("**台账导出**")
    st.caption("一年的全部任务和最近进展。改动后再导入,就更新台账。")
    year = _chosen_year(st, "year of export")
    name = f"{year}年工作台账-{clock.today()}.xlsx"
    download("导出台账", partial(_whole_ledger, year), name, key="download 导出台账")


def _chosen_year(place: Any, key: str) -> int:
    """Place the choice among the years of the ledger, at first the one that is looked at."""
    years = list(ledger_data.plans()["year"])
    year = place.selectbox(
        "年度", years, index=years.index(session.current().year), key=key, filter_mode=None
    )
    return int(year)


def _empty_ledger(year: int, leaders: Sequence[str]) -> bytes:
    """Return an empty ledger whose lists offer what the ledger knows.

    It is made when the file is asked for, outside of any session.
    """
    names = ledger_data.query("theme_names")["short_name"].unique()
    return ledger_template(
        list(ledger_data.query("office_names")["name"]), list(names), leaders, year
    )


def _form_of(year: int, office: str | None, day: date) -> bytes:
    """Return the progress form of an office, or of all, with what was last reported by a day."""
    tasks = exporting.export_rows(opened_ledger.ledger(), year, day, with_progress=True)
    return progress_form(tasks, office=office, year=year, reported_on=day)


def _whole_ledger(year: int) -> bytes:
    """Return the tasks of a plan with their last reports."""
    tasks = exporting.export_rows(opened_ledger.ledger(), year, clock.today(), with_progress=True)
    return ledger_workbook(tasks, year=year)
