"""自助分析: any measure by any rows and columns, as a table and a picture at once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from dashboard.analysis import crosstab, presets
from dashboard.analysis.crosstab import Table
from dashboard.core.dimensions import DIMENSIONS
from dashboard.core.labels import BASES
from dashboard.core.measures import MEASURES, OFFERED
from dashboard.figures.crosstab_look import legend
from dashboard.pages.analysis_parts import analysis_table
from dashboard.pages.answers import analysis_tables
from dashboard.pages.base import address_bar, session
from dashboard.pages.base.guard import uninterrupted
from dashboard.pages.base.look import factor
from dashboard.pages.base.state import set_widget, widget
from dashboard.pages.base.text import escaped
from dashboard.pages.components import legends
from dashboard.pages.components.charts import chart
from dashboard.view.filters import Filters
from dashboard.view.screen_state import Screen
from dashboard.view.screen_values import PICTURES

_NONE = ""
# an empty select box has an English text, so 0 means all rows
_EVERY = 0
# opens the choices on a phone, as that of the head opens the filters
_FOLD = "<details class='fold'><summary>行、列与图形</summary></details>"

_TOPS = (_EVERY, 5, 10, 20)


def _analysis_page() -> None:
    filters = session.current()
    table = analysis_tables.table_of(filters, session.screen())
    _place_controls(filters, table)
    kind = crosstab.picture(session.screen(), table)
    if kind == "none":
        st.subheader(escaped(crosstab.sentence(table)), anchor=False)
        analysis_table.place_analysis(filters, table)
    else:
        left, right = st.columns([1, 1], gap="small")
        with left:
            if kind in ("stacked", "tree"):
                legends.chart_legend(legend(table, dark=session.is_dark()))
            chart(
                "analysis",
                filters,
                alt="自助分析",
                asked=analysis_tables.table_settings(session.screen()),
            )
        with right:
            analysis_table.place_analysis(filters, table)


def _place_questions() -> None:
    """Place the ready questions behind one button."""
    with st.popover("常用问题", icon=":material/quiz:"):
        for at, question in enumerate(presets.READY):
            st.button(
                escaped(question.words),
                key=f"ready {at}",
                type="tertiary",
                on_click=partial(uninterrupted, _on_question, at),
            )


def _on_question(at: int) -> None:
    question = presets.READY[at]
    filters, screen = presets.asked(question, session.current(), session.screen())
    session.change_view(lambda _: filters)
    session.change_screen(lambda _: screen)


def _dimension_words(filters: Filters, code: str) -> str:
    """Return what a dimension is called; that of offices with the way of counting in use."""
    if code == _NONE:
        return "(无)"
    label = DIMENSIONS[code].label
    return f"{label}({BASES[filters.basis]})" if code == "office" else label


def _place_controls(filters: Filters, table: Table) -> None:
    """Place what the table is made of, one beside another."""
    screen = session.screen()
    words = partial(_dimension_words, filters)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="analysis"):
        _place_questions()
        st.html(_FOLD)
        _place_select("行", "rows", screen.rows, list(DIMENSIONS), words, width=175)
        st.button("互换", icon=":material/swap_horiz:", key="swap", on_click=_swap)
        _place_select(
            "列", "columns", crosstab.columns_by(screen), [_NONE, *DIMENSIONS], words, width=175
        )
        _place_select("指标", "measure", screen.measure, OFFERED, _measure_words, width=130)
        _place_pictures(table)
        top = screen.top or _EVERY
        _place_select("行数", "top", top, sorted({*_TOPS, top}), _top_words, width=105)
        can_share = crosstab.can_share(screen)
        set_widget("analysis share", bool(screen.share) and can_share)
        st.toggle(
            "占比",
            key="analysis share",
            disabled=not can_share,
            on_change=partial(uninterrupted, _on_change, "share"),
        )


def _measure_words(code: str) -> str:
    return MEASURES[code].label


def _top_words(top: int) -> str:
    return "全部" if top == _EVERY else f"前 {top} 行"


def _place_select(
    label: str,
    name: str,
    chosen: Any,
    options: Sequence[Any],
    words: Callable[[Any], str],
    *,
    width: int,
) -> None:
    """Place one choice of what the table is made of."""
    set_widget(f"analysis {name}", chosen)
    st.selectbox(
        label,
        options,
        key=f"analysis {name}",
        format_func=words,
        placeholder="请选择",
        on_change=partial(uninterrupted, _on_change, name),
        width=round(width * factor()),
    )


def _place_pictures(table: Table) -> None:
    """Place the choice among the pictures that suit the table."""
    screen = session.screen()
    suited = crosstab.pictures(screen)
    set_widget("analysis picture", crosstab.picture(screen, table))
    st.segmented_control(
        "图形",
        [name for name in PICTURES if name in suited],
        key="analysis picture",
        format_func=PICTURES.__getitem__,
        required=True,
        on_change=partial(uninterrupted, _on_change, "picture"),
    )


def _on_change(name: str) -> None:
    """Take one control's value; other columns drop an order by one that is gone."""
    value, (_, seen) = widget(f"analysis {name}"), address_bar.view_at_click()
    if name in ("share", "top"):
        value = int(value) or None
    if value == getattr(_without_hidden(seen), name):
        return
    changes: dict[str, Any] = {name: value}
    if name in ("rows", "columns") and ":" in session.screen().order:
        changes["order"] = ""
    session.change_screen(lambda screen: _without_hidden(replace(screen, **changes)))


def _without_hidden(screen: Screen) -> Screen:
    """Return the screen without columns that do not fit its rows; they would reappear later."""
    return replace(screen, columns=crosstab.columns_by(screen))


def _swap() -> None:
    """Exchange rows and columns."""
    screen = session.screen()
    columns = crosstab.columns_by(screen)
    order = "" if ":" in screen.order else screen.order
    if columns:
        session.change_screen(
            lambda old: replace(old, rows=columns, columns=screen.rows, order=order)
        )


_analysis_page()
