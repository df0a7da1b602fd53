"""Small files that cost much are read, or refused in one sentence, within the limits."""

import pytest

from dashboard.core.errors import InputError
from dashboard.importing.processes.contents import PlanNames, read_file
from dashboard.importing.processes.reader_process import run_reader
from tests.support.bombs import BOMBS

REFUSED = {
    "one row of 45 million empty cells.xlsx": "已损坏",
    "entities in entities.xlsx": "已损坏",
    "a million rows.ods": "1000000 行",
    "-5 rows.ods": "已损坏",
    "short lines.txt": "16.0 万行",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_bomb_costs_one_sentence(name: str) -> None:
    with pytest.raises(InputError) as said:
        run_reader(read_file, name, BOMBS[name](), name, PlanNames([], []))
    assert REFUSED[name] in str(said.value)
    assert "\n" not in str(said.value)
    assert str(said.value).endswith("。")


def test_a_text_of_opening_quotation_marks_alone_is_read() -> None:
    content = ("2025年工作要点\n一、党建\n1.学习" + "“" * 20_000).encode()
    plan = read_file(content, "要点.txt", PlanNames([], []))
    assert plan[0].year == 2025
