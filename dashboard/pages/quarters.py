"""季度: what was due, what was done, what slipped."""

import streamlit as st

from dashboard.labels import QUARTERS
from dashboard.pages import session
from dashboard.pages.charts import chart
from dashboard.pages.tables import table, worded
from dashboard.periods import quarter_of


def page() -> None:
    filters = session.current()
    left, right = st.columns(2, gap="small")
    with left:
        chart("due_and_done", filters, alt="各季度到期与完成")
    with right:
        chart("year_line", filters, alt="全年进度线", height=420)
    looked_at = "quarter looked at"
    if len(filters.quarters) == 1:  # a click on a quarter's bar shows that quarter below
        st.session_state[looked_at] = filters.quarters[0]
    elif st.session_state.get(looked_at) is None:
        is_this_year = filters.as_of.year == filters.year
        st.session_state[looked_at] = quarter_of(filters.as_of) if is_this_year else 4
    st.segmented_control(
        "查看季度",
        list(QUARTERS),
        key=looked_at,
        format_func=QUARTERS.__getitem__,
        required=True,
    )
    chosen: int = st.session_state[looked_at] or 4
    tasks = worded(session.answer("task_list", filters))
    completed = tasks.loc[tasks["done_quarter"] == chosen]
    slipped = tasks.loc[(tasks["due_quarter"] == chosen) & tasks["is_slipped"]]
    st.subheader(f"{QUARTERS[chosen]}完成 {len(completed)} 项", anchor=False)
    if len(completed):
        table(
            completed.sort_values("done_on"),
            ["done_on", "on_time_words", "number", "title", "lead_office", "due_date", "evidence"],
            name=f"{QUARTERS[chosen]}完成的措施",
            filters=filters,
        )
    st.subheader(f"{QUARTERS[chosen]}到期而未在季内完成 {len(slipped)} 项", anchor=False)
    if len(slipped):
        table(
            slipped,
            [
                "due_date",
                "number",
                "title",
                "lead_office",
                "state_words",
                "flags",
                "percent",
                "done_on",
                "problem",
                "next_step",
            ],
            name=f"{QUARTERS[chosen]}未按期的措施",
            filters=filters,
        )


page()
