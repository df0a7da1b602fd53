"""What the ledger answers to a view, asked once for all who look at it."""

from collections.abc import Container
from datetime import date
from typing import Any

import pandas as pd

from dashboard.core import clock
from dashboard.core.labels import QUARTERS, STATES
from dashboard.core.periods import default_day, moments_of
from dashboard.pages.answers.opened_ledger import ledger, per_revision
from dashboard.view.filters import OF_PLAN, Choices, Filters
from dashboard.view.screen_values import KnownValues


@per_revision()
def answer(name: str, filters: Filters, **more: Any) -> pd.DataFrame:
    """Return a question's rows for a view."""
    days = moments_of(filters.as_of, filters.year)
    return ledger().query_kept(name, {**filters.parameters(), **more}, days)


@per_revision()
def overview(filters: Filters) -> pd.Series:
    """Return the figures of a view; counts stay whole numbers beside its rates."""
    return answer("overview", filters).astype("object").iloc[0]


@per_revision()
def query(name: str, **values: Any) -> pd.DataFrame:
    """Return a question's rows that no view narrows."""
    return ledger().query(name, values)


def plans() -> pd.DataFrame:
    """Return one row per plan, newest year first."""
    return query("plans")


def thresholds() -> dict[str, float]:
    """Return the value of each threshold by its name."""
    rows = query("settings")
    return dict(zip(rows["name"], rows["value"], strict=True))


def is_own(year: int) -> bool:
    """Whether the ledger holds a plan for a year that is no demo."""
    return year in set(plans().query("not is_demo")["year"])


def offices(*, with_demo: bool = True) -> list[str]:
    """Return the offices of the ledger; without the demo's, that a bureau's own plan replaces."""
    is_demo = plans()["is_demo"].all()
    return [] if is_demo and not with_demo else list(query("office_names")["name"])


def choices(year: int) -> Choices:
    """Return what a plan offers to filter by."""
    return _choices(year, clock.today())


@per_revision(20, shared=True)
def _choices(year: int, today: date) -> Choices:
    """Return the same on a day; a run asks for it five times."""
    rows = query("choices", year=year)
    known = plans()
    last = known.loc[known["year"] == year, "last_reported_on"].iloc[0]
    names = {
        field: tuple(dict.fromkeys(rows.loc[rows["kind"] == kind, "name"]))
        for kind, field in OF_PLAN.items()
    }
    return Choices(
        year=year,
        default_day=default_day(year, today, None if pd.isna(last) else last.date()),
        years=tuple(int(each) for each in known["year"]),
        **names,
    )


@per_revision(20, shared=True)
def titles(year: int, kind: str) -> dict[str, str]:
    """Return the full titles of a plan's themes or items, by the names that filters use.

    Shared, since each option of a list asks for its own.
    """
    rows = query("choices", year=year)
    rows = rows.loc[rows["kind"] == kind]
    return dict(zip(rows["name"], rows["title"], strict=True))


def known_values(offered: Choices) -> KnownValues:
    """Return what a plan knows of each kind that a link may name."""
    targets = query("link_targets")
    names: dict[str, Container[str]] = {
        "office": offered.offices,
        "theme": offered.themes,
        "state": STATES,
        "quarter": tuple(map(str, QUARTERS)),
        "year": tuple(str(year) for year in offered.years if year != offered.year),
        "agenda": set(targets.loc[targets["kind"] == "agenda", "id"].astype(str)),
        "meeting": set(targets.loc[targets["year"] == offered.year, "id"].astype(str)),
    }

    def of_kind(kind: str) -> Container[str]:
        return _ids(kind, offered) if kind in ("task", "item") else names.get(kind, ())

    return of_kind


@per_revision(20, shared=True)
def _ids(kind: str, offered: Choices) -> frozenset[str]:
    """Return the ids of a plan's tasks or items."""
    tasks = answer("task_list", Filters(offered.year, offered.default_day))
    return frozenset(tasks[f"{kind}_id"].astype(str))


def updated_words(view: Filters) -> str:
    """Say when the last report was recorded, as far as the view knows of it."""
    moment = query("plan_updated", year=view.year, known_at=view.known_at)["updated_at"].iloc[0]
    return "尚无填报" if pd.isna(moment) else f"更新于 {moment:%Y-%m-%d %H:%M}"
