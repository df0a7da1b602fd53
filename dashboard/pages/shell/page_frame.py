"""The frame of every page: filters, chips, the notice, the day and the source of the data."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st
from streamlit.navigation.page import Page

from dashboard.core import clock
from dashboard.core.labels import BASES, COUNTED_STATES, STATES, state_words
from dashboard.core.periods import PRESETS, preset_day, preset_of
from dashboard.core.sentences import SentencePart
from dashboard.core.version import VERSION
from dashboard.pages.analysis_parts import comparison_switch, explanation_panel
from dashboard.pages.answers import ledger_data, opened_ledger
from dashboard.pages.base import address_bar, look, session
from dashboard.pages.base.guard import uninterrupted
from dashboard.pages.base.state import DROPPED, NOTICE, PRESET, YEAR, widget
from dashboard.pages.base.text import escaped
from dashboard.pages.components import numbers, task_card
from dashboard.pages.components.search_box import place_search_box, place_unclear_words, switch_plan
from dashboard.pages.shell import action_bar, saved_views_dialog
from dashboard.view import filters as views
from dashboard.view import share_links
from dashboard.view.filters import LABELS, LIST_FIELDS, Choices, Filters
from dashboard.view.pages import MEETING, page_at

_FOLD = "<details class='fold'><summary>筛选与日期</summary></details>"
"""Opens the filters on a phone, where the numbers come first; screen.css hides it elsewhere."""

_LEGEND = """<style>
.legend { display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; font-size: 0.95rem; }
.legend i { display: inline-block; width: 0.9em; height: 0.9em; margin-right: 0.4em;
  vertical-align: -0.08em; border: 1px solid #8B95A1; }
.legend i.unreported { background-image:
  repeating-linear-gradient(135deg, #fff9 0 2px, transparent 2px 5px); }
</style>"""


_MOST_DROPPED = 5
"""Conditions of a link that a message names before it only says that there are more."""


def run_page(page: Page) -> None:
    """Run a page under its head, which is outside it and so keeps its state on every page."""
    saved_views_dialog.open_linked(page.url_path)
    if not page_at(page.url_path).has_view:
        _place_without_view(page.url_path)
        page.run()
        _place_foot(page.url_path)
    else:
        explained_here = st.container(key="explanations")
        _place_head(page.url_path)
        if not _place_if_empty(session.current()):
            page.run()
            task_card.card_dialog(session.current())
        _place_foot(page.url_path)
        explanation_panel.place_explanations(explained_here)
    action_bar.place_dialogs(page.url_path)


def _place_without_view(page: str) -> None:
    """Carry the view through a page that does not show it, in the URL too: F5 must not lose it."""
    address_bar.read_url(page)
    look.place_styles()
    if page != MEETING.address:  # the deck has its own
        action_bar.place_short_actions()
    address_bar.write_url()
    _place_notices()


def _place_head(page: str) -> None:
    """Place the filters and what they come to."""
    address_bar.read_url(page)
    offered = ledger_data.choices(session.current().year)
    look.place_styles()
    action_bar.place_actions()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="head"):
        st.html(_FOLD)
        _filter_bar(offered)
        filters = session.current()
        _place_summary(filters)
    address_bar.write_url()
    # always there, so that a message does not make the page below it move or mount anew
    with st.container(gap="small", key="messages"):
        if filters.narrowed:
            _place_chips(filters)
        explanation_panel.place_explaining_line()
        place_unclear_words()
        _place_notices()


def _place_foot(page: str) -> None:
    """Show the version at the foot of every page but the deck."""
    if page != MEETING.address:
        st.html(f"<p class='version'>工作要点看板 {VERSION}</p>")


def _filter_bar(offered: Choices) -> None:
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
    return views.value_words(name, value)


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
        value = value.strip()
    value = tuple(value) if key in LIST_FIELDS.values() else value
    changes: dict[str, Any] = {key: value}
    seen, _ = address_bar.view_at_click()
    if value is not None and value != getattr(seen, key):
        session.change_view(lambda view: replace(view, **changes))


def _place_chips(filters: Filters) -> None:
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
        st.button("清除全部", key="clear", type="primary", on_click=_clear)


def _remove(name: str, value: Any) -> None:
    kept = tuple(each for each in getattr(session.current(), name) if each != value)
    changes: dict[str, Any] = {name: kept}
    session.change_view(lambda filters: replace(filters, **changes))


def _remove_search() -> None:
    session.change_view(lambda filters: replace(filters, search=""))


def _clear() -> None:
    session.change_view(lambda filters: filters.cleared())


def _place_summary(filters: Filters) -> None:
    """Say how many tasks match, as of which day, and when the ledger last changed."""
    overview = ledger_data.overview(filters)
    plans = ledger_data.plans()
    plan = plans.loc[plans["year"] == filters.year].iloc[0]
    cancelled = [
        SentencePart("(另有"),
        SentencePart(f"已取消 {overview['cancelled']} 项", "cancelled"),
        SentencePart(")"),
    ]
    updated = ledger_data.updated_words(filters)
    words = [f"数据截至 {filters.as_of}", updated, BASES[filters.basis]]
    if filters.known_at:
        words.append(f"定格于 {filters.known_at:%Y-%m-%d %H:%M}")
    if plan["is_demo"]:
        words.append("演示数据")
    numbers.lines(
        "standing",
        [
            SentencePart(f"{plan['organisation']} {plan['title']} · 符合条件 "),
            SentencePart(f"{overview['tasks']} 项", "tasks"),
            *(cancelled if overview["cancelled"] else ()),
        ],
        [SentencePart(" · ".join(words))],
    )


def _place_notices() -> None:
    """Show once the invalid conditions of the URL, and whether the ledger is read-only."""
    if dropped := DROPPED.pop():
        words = (
            share_links.condition_words(*each.split("=", 1)) for each in dropped[:_MOST_DROPPED]
        )
        more = " 等" if len(dropped) > _MOST_DROPPED else ""
        st.toast(escaped(f"链接中有不存在的条件,已忽略:{'、'.join(words)}{more}"))
    if notice := NOTICE.pop():
        st.toast(escaped(notice))
    if opened_ledger.ledger().read_only:
        st.caption("账本只读:可以查看,不能填报。")


def _place_if_empty(filters: Filters) -> bool:
    """Say that nothing matches and offer to clear the filters; return whether that is so."""
    overview = ledger_data.overview(filters)
    if overview["tasks"] or overview["cancelled"]:
        return False
    st.info("没有符合条件的措施。可以减少筛选条件,或全部清除。")
    st.button("清除筛选", key="clear empty", on_click=_clear)
    return True


def swatches(entries: Sequence[tuple[str, str]]) -> None:
    """Place the colours of a chart with their words in one line."""
    marks = "".join(
        f'<span><i style="background-color:{colour}"></i>{html.escape(words)}</span>'
        for words, colour in entries
    )
    if marks:
        st.html(f'{_LEGEND}<div class="legend">{marks}</div>')


def legend() -> None:
    """Place the states' colours, marks and words in one line; with its rule as a tooltip."""
    limits = ledger_data.thresholds()
    rules = {
        "verified": "完成情况已经核销",
        "done": "进度 100%",
        "on_track": "不属于其他各类",
        "due_soon": f"距完成时限 {limits['due_soon_days']:.0f} 天以内",
        "not_started": f"未到开始日,或开始 {limits['grace_days']:.0f} 天内尚无进展",
        "unreported": "一次也没有填报",
        "behind": f"落后序时超过 {-limits['behind_gap']:.0f} 个百分点",
        "severe": f"落后序时超过 {-limits['severe_gap']:.0f} 个百分点",
        "overdue": "过了完成时限仍未完成",
    }
    dark = session.is_dark()
    marks = "".join(
        f'<span title="{STATES[code].label}:{rules[code]}"><i class="{code}" '
        f'style="background-color:{STATES[code].dark if dark else STATES[code].light}"></i>'
        f"{state_words(code)}</span>"
        for code in COUNTED_STATES
    )
    stale = f"久未更新指未完成且超过 {limits['stale_days']:.0f} 天没有填报"
    thresholds = (
        f"滞后:落后序时 {-limits['behind_gap']:.0f} 点以上;"
        f"严重滞后:{-limits['severe_gap']:.0f} 点以上;临近到期:{limits['due_soon_days']:.0f} 天以内"
    )
    st.html(f'{_LEGEND}<div class="legend" title="{stale}">{marks}<span>{thresholds}</span></div>')
