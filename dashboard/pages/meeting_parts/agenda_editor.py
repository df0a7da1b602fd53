"""Agendas: their slides in order, changed in a draft that one button saves."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any, Final

import streamlit as st

from dashboard.core import clock
from dashboard.core.slide_kinds import SLIDES, STANDARD_SLIDES
from dashboard.meetings import agenda_records, undo
from dashboard.meetings.agenda import AgendaSlide, AgendaSlides, with_slide_added
from dashboard.meetings.checks import LONGEST_NAME
from dashboard.pages.answers import opened_ledger
from dashboard.pages.base import session
from dashboard.pages.base.guard import guarded
from dashboard.pages.base.state import Key, set_widget, widget
from dashboard.pages.meeting_parts.agenda_slides import ChangeSlides, place_slide
from dashboard.pages.meeting_parts.deletion_notice import place_deletion_notice
from dashboard.pages.meeting_parts.meeting_list import agenda_names, start_meeting
from dashboard.view.pages import MEETING

_STANDARD_ONE: Final = 0
"""The entry of the list for the standard agenda: to Streamlit, None is no choice."""


@dataclass(frozen=True)
class Draft:
    """Slides that were changed and not saved yet, and the saved ones that they started from."""

    slides: AgendaSlides
    base: AgendaSlides


_DRAFTS: Final = Key[dict[int | None, Draft]]("agenda drafts", {})
"""The drafts of this session, by the agendas that they change."""

_DELETED: Final = Key[tuple[int, str] | None]("deleted agenda", None)
"""The agenda that was deleted last, and its name."""

_SELECTED: Final = Key[int | None]("selected agenda", None)
_IS_SELECTED: Final = Key("agenda is chosen", False)
"""Whether CHOSEN holds; until then the agenda of the screen is edited."""

_GENERATION: Final = Key("agenda generation", 0)
"""Grows when fields must forget what they show: it is part of their keys."""


def packed() -> dict[str, Any]:
    """Return the drafts and what is chosen as plain values, which the browser keeps."""
    drafts = [
        [key, *([asdict(slide) for slide in slides] for slides in (draft.slides, draft.base))]
        for key, draft in _DRAFTS.get().items()
    ]
    return {
        "drafts": drafts,
        "selected": [_IS_SELECTED.get(), _SELECTED.get()],
        "generation": _GENERATION.get(),
    }


def unpack(kept: Mapping[str, Any]) -> None:
    """Go on with those values.

    Raises:
        ValueError, TypeError, KeyError: they are not of that form.
    """
    _GENERATION.set(int(kept["generation"]))
    is_selected, selected = kept["selected"]
    _IS_SELECTED.set(bool(is_selected))
    _SELECTED.set(None if selected is None else int(selected))
    _DRAFTS.set(
        {
            None if key is None else int(key): Draft(_slides(slides), _slides(base))
            for key, slides, base in kept["drafts"]
        }
    )


def _slides(rows: Sequence[Mapping[str, Any]]) -> AgendaSlides:
    slides = tuple(AgendaSlide(**row) for row in rows)
    if unknown := [slide.kind for slide in slides if slide.kind not in SLIDES]:
        raise ValueError(unknown)
    return slides


def place_agendas() -> None:
    """Place the choice of an agenda, its slides, and the buttons that save it."""
    names = agenda_names()
    chosen = _place_choice(names)
    saved = _saved_slides(chosen)
    draft = _draft_of(chosen, saved)
    _place_notice(draft, saved)
    for place, slide in enumerate(draft.slides):
        place_slide(
            slide,
            place,
            key=f"{chosen} {_GENERATION.get()}",
            change=partial(guarded, _change_draft, chosen),
        )
    _place_added(chosen)
    _place_saving(chosen, names, draft)


def _place_choice(names: dict[int | None, str]) -> int | None:
    """Place the choice of an agenda, with the ways to use it."""
    asked = _SELECTED.get() if _IS_SELECTED.get() else session.screen().agenda
    asked = asked if asked in names else None
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        set_widget("agenda choice", asked or _STANDARD_ONE)
        st.selectbox(
            "议程",
            [each or _STANDARD_ONE for each in names],
            format_func=lambda number: names[number or None],
            key="agenda choice",
            on_change=_on_choice,
            filter_mode=None,
            width=280,
        )
        if st.button("用此议程放映", key="run agenda", icon=":material/play_arrow:"):
            start_meeting(session.current().as_of, asked, None)
        if asked is not None:
            st.page_link(
                MEETING.file,
                label="议程链接(右键可复制)",
                icon=":material/link:",
                query_params={"agenda": str(asked)},
            )
            _place_deletion(asked, names[asked])
    _place_deleted()
    return asked


def _on_choice() -> None:
    _select_agenda(widget("agenda choice") or None)


def _select_agenda(agenda_id: int | None) -> None:
    _SELECTED.set(agenda_id)
    _IS_SELECTED.set(True)


def _draft_of(agenda_id: int | None, saved: AgendaSlides) -> Draft:
    """Return the draft of an agenda, which is the saved one as long as nothing was changed."""
    return _DRAFTS.get().get(agenda_id, Draft(saved, saved))


def _saved_slides(agenda_id: int | None) -> AgendaSlides:
    return agenda_records.slides_of(opened_ledger.ledger(), agenda_id, None)


def _change_draft(agenda_id: int | None, make: ChangeSlides) -> None:
    """Keep changed slides as the draft of an agenda; those that are as saved are none."""
    saved = _saved_slides(agenda_id)
    draft = _draft_of(agenda_id, saved)
    changed = replace(draft, slides=make(draft.slides))
    others = {key: each for key, each in _DRAFTS.get().items() if key != agenda_id}
    _DRAFTS.set(others if changed.slides == saved else others | {agenda_id: changed})


def _place_notice(draft: Draft, saved: AgendaSlides) -> None:
    """Say whether the slides differ from what is saved."""
    if draft.base != saved:
        st.warning("这个议程刚在别处改过;现在保存会以下面的为准,“放弃改动”则取别处改后的。")
    unsaved = "有未保存的改动。" if draft.slides != saved else ""
    st.caption(f"{unsaved}改动在最下面保存后生效;已发出的定格链接仍按当时的页面显示。")


def _place_added(agenda_id: int | None) -> None:
    """Place the choice of a slide to add; views of pages are added where they are looked at."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        kind = st.selectbox(
            "添加一页",
            list(STANDARD_SLIDES),
            format_func=SLIDES.__getitem__,
            filter_mode=None,
            key="kind to add",
            width=220,
        )
        st.button(
            "添加",
            key="add slide",
            icon=":material/add:",
            on_click=partial(guarded, _change_draft),
            args=(agenda_id, partial(with_slide_added, kind=kind)),
        )
        st.caption("要加入某个页面现在的筛选结果,请在那个页面按“加入会议”。")


def _place_saving(agenda_id: int | None, names: dict[int | None, str], draft: Draft) -> None:
    """Place the name of the agenda and the buttons that write it or let the changes go."""
    own = names[agenda_id] if agenda_id is not None else ""
    is_dirty = agenda_id in _DRAFTS.get()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        name = st.text_input(
            "议程名称",
            own,
            max_chars=LONGEST_NAME,
            placeholder="例如 月度工作调度",
            key=f"agenda name {agenda_id} {_GENERATION.get()}",
            width=280,
        )
        is_read_only = opened_ledger.ledger().read_only
        if agenda_id is not None and st.button(
            "保存",
            key="save agenda",
            type="primary",
            disabled=is_read_only or not (is_dirty or name != own),
        ):
            _save(agenda_id, agenda_id, name, draft.slides)
        label = "另存为新议程" if agenda_id is not None else "保存为新议程"
        if st.button(
            label,
            key="save agenda as new",
            type="secondary" if agenda_id is not None else "primary",
            disabled=is_read_only,
        ):
            _save(agenda_id, None, name, draft.slides)
        if is_dirty:
            st.button("放弃改动", key="drop draft", on_click=_discard_draft, args=(agenda_id,))


def _save(changed: int | None, agenda_id: int | None, name: str, slides: AgendaSlides) -> None:
    """Write an agenda, and go on with it."""
    made = agenda_records.save_agenda(
        opened_ledger.ledger(), agenda_id=agenda_id, name=name, slides=slides, now=clock.now()
    )
    _discard_draft(changed)
    _select_agenda(made)
    session.notify(f"已保存议程“{name.strip()}”。")
    st.rerun()


def _discard_draft(agenda_id: int | None) -> None:
    """Discard the draft, and reset the fields."""
    _DRAFTS.set({key: each for key, each in _DRAFTS.get().items() if key != agenda_id})
    _GENERATION.set(_GENERATION.get() + 1)


def _place_deletion(agenda_id: int, name: str) -> None:
    """Place the button that deletes an agenda."""
    st.button(
        "删除议程",
        key="delete agenda",
        type="tertiary",
        disabled=opened_ledger.ledger().read_only,
        on_click=partial(guarded, _delete),
        args=(agenda_id, name),
    )


def _delete(agenda_id: int, name: str) -> None:
    """Delete an agenda, and remember it so that it can be restored."""
    agenda_records.delete_agenda(opened_ledger.ledger(), agenda_id, now=clock.now())
    _DELETED.set((agenda_id, name))
    _select_agenda(None)


def _place_deleted() -> None:
    if (last := _DELETED.get()) is None:
        return
    agenda_id, name = last
    words = f"已删除议程“{name}”;已发出的链接和会议仍可打开。"
    place_deletion_notice(words, partial(_restore, agenda_id), key="restore agenda")


def _restore(agenda_id: int) -> None:
    undo.restore_agenda(opened_ledger.ledger(), agenda_id)
    _DELETED.pop()
    _select_agenda(agenda_id)
