"""Tables of free analysis by plain Python: each cell and each total of random tables and views."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dashboard.analysis import crosstab, crosstab_query
from dashboard.core.dimensions import DIMENSIONS
from dashboard.core.measures import OFFERED
from dashboard.ledger import csv_folder
from dashboard.ledger.store import Ledger, open_ledger
from dashboard.view.filters import Filters
from dashboard.view.screen_state import Screen
from tests.support import odd_plan
from tests.support.plain_ledger import PlainLedger, View


class World(NamedTuple):
    """A ledger, and its exported tables."""

    ledger: Ledger
    plain: PlainLedger


@pytest.fixture(scope="module")
def world(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The plan that is unkind to every rule."""
    folder = tmp_path_factory.mktemp("proved")
    path = Path(shutil.copy(empty_file, folder / "ledger.duckdb"))
    with closing(open_ledger(path, datetime(2023, 10, 16, 9, 30))) as ledger:
        csv_folder.export_folder(odd_plan.fill(ledger), folder / "tables")
        yield World(ledger, PlainLedger(folder / "tables"))


views = st.builds(
    View,
    year=st.just(odd_plan.YEAR),
    as_of=st.sampled_from([date(2023, 6, 30), date(2023, 9, 30), date(2024, 2, 1)])
    | st.dates(date(2023, 1, 1), date(2023, 12, 31)),
    known_at=st.none() | st.just(datetime(2023, 8, 1)),
    basis=st.sampled_from(["lead", "any"]),
    offices=st.sampled_from([(), (), tuple(odd_plan.OFFICES[:2])]),
    themes=st.sampled_from([(), (), tuple(odd_plan.THEMES[:1])]),
    states=st.sampled_from([(), (), ("behind", "on_track", "done")]),
)
screens = st.builds(
    Screen,
    rows=st.sampled_from(list(DIMENSIONS)),
    columns=st.sampled_from(["", *DIMENSIONS]),
    measure=st.sampled_from(OFFERED),
)


def answered(ledger: Ledger, view: View, screen: Screen) -> list[dict[Any, Any]]:
    """Return the rows of the table that a screen asks for."""
    filters, columns = Filters(**asdict(view)), crosstab.columns_by(screen)
    kinds = (DIMENSIONS[each].moment for each in (screen.rows, columns) if each)
    kind = next((kind for kind in kinds if kind), "")
    days = crosstab_query.days_of(kind, view.as_of, view.year)
    question = crosstab_query.crosstab(screen.rows, columns, (screen.measure,), tuple(days))
    values = crosstab_query.parameters(filters, days)
    frame = ledger.query_kept(question, values, [view.as_of, *days.values()])
    return frame.to_dict("records")


def cells(record: dict[Any, Any], screen: Screen) -> list[str]:
    """Return what a number of the answer is about."""
    level = record["level"]
    rows = [f"{screen.rows}:{record['row_name']}"] if level in (0, 1) else []
    columns = [f"{screen.columns}:{record['column_name']}"] if level in (0, 2) else []
    return rows + columns


@settings(max_examples=60, derandomize=True, deadline=None, phases=[Phase.generate])
@given(view=views, screen=screens)
def test_every_cell_and_every_total_is_that_of_plain_python(
    world: World, view: View, screen: Screen
) -> None:
    for record in answered(world.ledger, view, screen):
        about = cells(record, screen)
        number = world.plain.number(view, screen.measure, about)
        value = record[screen.measure]
        if number.value is None:
            assert value != value, about
        else:
            assert value == pytest.approx(float(number.value), rel=1e-9, abs=1e-9), about


@settings(max_examples=20, derandomize=True, deadline=None, phases=[Phase.generate])
@given(view=views, screen=screens)
def test_no_task_is_left_out_of_a_table(world: World, view: View, screen: Screen) -> None:
    """The rows hold every task of the whole, each under every name that it has."""
    records = answered(world.ledger, view, Screen(rows=screen.rows, measure="tasks"))
    counted = {str(each["row_name"]): each["tasks"] for each in records if each["level"] == 1}
    whole = world.plain.number(view, "tasks", [])
    if DIMENSIONS[screen.rows].moment or whole.value == 0:
        return
    assert sum(counted.values()) >= float(whole.value or 0)
    if screen.rows not in ("office", "supporting"):
        assert sum(counted.values()) == float(whole.value or 0)
