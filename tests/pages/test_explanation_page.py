"""数从哪来 run by Streamlit itself over the demo plan, without a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.app import moved, opened, troubles
from tests.support.app_output import plain

pytestmark = pytest.mark.usefixtures("shared_demo")


def texts(app: AppTest) -> str:
    """Return the plain text of the page and of what lies over it."""
    words = [*app.text, *app.markdown]
    return "\n".join(plain(str(each.value)) for each in words)


def explained(app: AppTest) -> str:
    """Return the words of the explanation, '' when there is none."""
    pieces = [each.proto.body for each in app.get("html")]
    return next((piece for piece in pieces if "class='explained'" in piece), "")


def test_a_link_opens_the_explanation_of_its_number() -> None:
    app = opened(as_of="2023-09-30", explain="completion_rate", cell="office:办公室")
    assert troubles(app) == []
    assert "股室 办公室 · 完成率 4/11(36.4%)" in explained(app)
    assert "analysis_number:" in explained(app)
    assert "queries/macros/6_measures.sql 的 completion_rate" in explained(app)
    assert "由 11 项措施构成,其中 4 项计入分子" in texts(app)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("office:没有这个股室", "当前条件下没有措施符合“股室 没有这个股室”"),
        ("quarter_end:4", "还没有开始,或者不存在"),
        ("quarter_end:9", "还没有开始,或者不存在"),
        ("month:x", "还没有开始,或者不存在"),
    ],
)
def test_an_address_that_means_nothing_says_so(cell: str, words: str) -> None:
    app = opened(as_of="2023-09-30", explain="gap", cell=cell)
    assert troubles(app) == []
    assert words in texts(app)


def test_a_measure_that_is_unknown_is_told_and_ignored() -> None:
    app = opened(as_of="2023-09-30", explain="beauty")
    assert explained(app) == ""
    assert "数从哪来“beauty”" in plain(app.warning[0].value)


def test_a_name_of_the_ledger_is_shown_as_it_was_typed() -> None:
    app = opened(as_of="2023-09-30", explain="tasks", cell="office:<b>x</b>")
    assert troubles(app) == []
    assert "<b>x</b>" in texts(app)


def test_an_explanation_stays_on_its_page() -> None:
    app = opened(as_of="2023-09-30", explain="tasks")
    moved(app, "主题")
    assert explained(app) == ""
    assert "explain" not in app.query_params
