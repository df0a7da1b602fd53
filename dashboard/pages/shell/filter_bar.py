"""The filters in the head of a page: their widgets, and a chip for each that is set."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from dashboard.core import clock
from dashboard.core.clean_text import clean_text
from dashboard.core.labels import BASES
from dashboard.core.periods import PRESETS, preset_day, preset_of
from dashboard.pages.analysis_parts import comparison_switch
from dashboard.pages.answers import ledger_data
from dashboard.pages.base import address_bar, look, session
from dashboard.pages.base.guard import uninterrupted
from dashboard.pages.base.state import PRESET, YEAR, widget
from dashboard.pages.base.text import escaped
from dashboard.pages.components.search_box import place_search_box, switch_plan
from dashboard.view.filters import LABELS, LIST_FIELDS, Choices, Filters, value_words


def place_filter_bar(offered: Choices) -> None:
    """Place the filters, one beside another."""
    st.selectbox(
        "年度",
        offered.years,
        key=YEAR.name,
        format_func=lambda year: f"{year} 年",
        placeholder="选择年度",
        on_change=partial(uninterrupted, on_year_change),
        width=round(110 * look.factor()),
    )
    st.segmented_control(
        "截至", PRESETS, key=PRESET.name, on_change=partial(uninterrupted, _on_preset_change)
    )
    st.date_input(
        "自选日期",
        key="as_of",
        format="YYYY-MM-DD",
        on_change=partial(uninterrupted, _on_widget_change, "as_of"),
        width=round(140 * look.factor()),
    )
    st.segmented_control(
        "口径",
        list(BASES),
        key="basis",
        on_change=partial(uninterrupted, _on_widget_change, "basis"),
        format_func=lambda basis: BASES[basis][:2],
        required=True,
    )
    comparison_switch.place_comparison_switch(offered)
    _filter_lists(offered)
    place_search_box(offered, round(220 * look.factor()))


def _filter_lists(offered: Choices) -> None:
    """Place the lists to filter by behind one button."""
    titles = ledger_data.titles(offered.year, "item")
    with st.popover("筛选", icon=":material/filter_alt:"):
        for name in LIST_FIELDS.values():
            st.multiselect(
                LABELS[name],
                offered.of(name),
                key=name,
                on_change=partial(uninterrupted, _on_widget_change, name),
                format_func=partial(_value_label, titles, name),
                placeholder="全部",
                select_all=False,
            )


def _value_label(titles: Mapping[str, str], name: str, value: Any) -> str:
    """Return the label of a list's value; an item has its title beside its number."""
    if name == "items":
        return f"{value} {titles[value]}"
    return value_words(name, value)


def on_year_change() -> None:
    """Move to another plan."""
    year, (seen, _) = YEAR.get(), address_bar.view_at_click()
    if year is not None and year != seen.year:
        switch_plan(ledger_data.choices(year).year)


def _on_preset_change() -> None:
    """Move to a preset's day; choosing the chosen one again changes nothing."""
    preset, (seen, _) = PRESET.get(), address_bar.view_at_click()
    if preset and preset != preset_of(seen.as_of, seen.year, clock.today()):
        day = preset_day(preset, session.current().year, clock.today())
        session.change_view(lambda view: replace(view, as_of=day))


def _on_widget_change(key: str) -> None:
    """Take one widget's value into the view; an emptied field is none."""
    value = widget(key)
    if isinstance(value, str):
        value = clean_text(value).strip()
    value = tuple(value) if key in LIST_FIELDS.values() else value
    changes: dict[str, Any] = {key: value}
    seen, _ = address_bar.view_at_click()
    if value is not None and value != getattr(seen, key):
        session.change_view(lambda view: replace(view, **changes))


def place_chips(filters: Filters) -> None:
    """Place one chip a filter, with a cross that removes it, and one button that removes all."""
    titles = ledger_data.titles(filters.year, "item")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for name in LIST_FIELDS.values():
            for value in getattr(filters, name):
                st.button(
                    escaped(f"{LABELS[name]}:{_value_label(titles, name, value)} ✕"),
                    key=f"chip {name} {value}",
                    on_click=_remove,
                    args=(name, value),
                )
        if filters.search:
            st.button(
                escaped(f"搜索:{filters.search} ✕"), key="chip search", on_click=_remove_search
            )
        st.button("清除全部", key="clear", type="primary", on_click=clear_filters)


def _remove(name: str, value: Any) -> None:
    kept = tuple(each for each in getattr(session.current(), name) if each != value)
    changes: dict[str, Any] = {name: kept}
    session.change_view(lambda filters: replace(filters, **changes))


def _remove_search() -> None:
    session.change_view(lambda filters: replace(filters, search=""))


def clear_filters() -> None:
    """Remove every filter; for callbacks."""
    session.change_view(lambda filters: filters.cleared())
