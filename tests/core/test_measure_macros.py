"""A measure has one definition, in SQL, and words of its own."""

from dashboard.core.measure_macros import DEFINED_IN, MACROS, MeasureMacro
from dashboard.core.measures import MEASURES
from dashboard.core.paths import ROOT


def test_each_measure_has_a_macro_and_each_macro_the_words_of_a_measure() -> None:
    assert set(MACROS) == set(MEASURES)


def test_a_macro_says_what_is_counted_and_out_of_which_tasks() -> None:
    assert MACROS["finished_late"] == MeasureMacro(
        kind="count",
        call="finished_late(is_finished, is_on_time, is_counted)",
        part="is_finished and not is_on_time",
        base="is_counted",
    )
    assert MACROS["gap"].call == "gap(gap, is_counted, weight)"


def test_the_file_that_defines_the_measures_is_named_by_its_path_in_the_project() -> None:
    assert (ROOT / DEFINED_IN).is_file()
