"""立账: the reviewed plan becomes the ledger's, or a new version of the one that it has."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.core import clock
from dashboard.importing.changes.changes import Change
from dashboard.importing.changes.plan_after import PlanName
from dashboard.importing.service import comparing, review, writing
from dashboard.pages.answers import ledger_data, opened_ledger
from dashboard.pages.base.dialogs import close_dialog, dialog, open_dialog
from dashboard.pages.base.text import escaped
from dashboard.pages.import_parts.change import carry_out, import_button, place_change
from dashboard.pages.import_parts.state import Upload


def book(file: Upload, plan: PlanName | None, draft: pd.DataFrame) -> None:
    """Place the button 立账, and what speaks against it."""
    against = [*([] if plan else ["请先选择年度。"]), *review.faults_of_plan(draft)]
    look: dict[str, Any] = {
        "disabled": bool(against) or opened_ledger.ledger().read_only,
        "width": "stretch",
    }
    if plan and ledger_data.is_own(plan.year):
        st.button(
            "立账", key="ask", type="primary", on_click=partial(open_dialog, "version"), **look
        )
        title = f"账本中已有 {plan.year} 年的工作要点"
        dialog("version", title, _confirm_version, file, plan, draft, width="large")
    elif import_button("立账", "book", **look) and plan:
        carry_out(file, partial(_preview, file, plan, draft))
    for fault in against:
        st.caption(f":red[{escaped(fault)}]")


def _preview(
    file: Upload, plan: PlanName, draft: pd.DataFrame, *, cancel_missing: bool = False
) -> Change:
    """Return what the reviewed plan changes in the ledger."""
    return comparing.preview_ledger(
        opened_ledger.ledger(),
        draft,
        plan=plan,
        kind="plan",
        file_name=file.name,
        now=clock.now(),
        cancel_missing=cancel_missing,
    )


def _confirm_version(file: Upload, plan: PlanName, draft: pd.DataFrame) -> None:
    """Show what a new version changes, and let it be carried out or left."""
    change = _preview(file, plan, draft)
    if change.is_empty:
        st.info(f"{writing.NO_CHANGE},不用再立账。")
        place_change(change, "version")
        return
    st.text("作为新版本立账:对得上的措施保留进展,只更新下列变化;也可以取消,账本不动。")
    place_change(change, "version")
    missing = change.counts["missing"]
    cancel = missing > 0 and st.checkbox(
        f"新版本中没有的 {missing} 项措施一并取消(进展保留,不再计入统计)", key="cancel missing"
    )
    with st.container(horizontal=True, gap="small"):
        accepted = import_button("作为新版本立账", "new version")
        if st.button("取消", key="no version", on_click=close_dialog):
            st.rerun()
    if accepted:
        carry_out(file, partial(_preview, file, plan, draft, cancel_missing=cancel))
