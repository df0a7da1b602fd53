"""The sentence that a task was read from is found in the document, however it is broken up."""

import pytest

from dashboard.importing.documents.quotes import quote_tasks


@pytest.mark.parametrize(
    ("lines", "task", "sentence"),
    [
        (["1.学习。组织宣讲12场。制定方案。"], (1, "组织宣讲12场。"), "组织宣讲12场。"),
        (["建立台账;开展评比。"], (1, "开展评比。"), "开展评比。"),
        (["组织宣讲。(责任股室:办公室)下一句。"], (1, "组织宣讲。"), "组织宣讲。(责任股室:办公室)"),
        (["1.学习。组织宣", "讲12场。", "别的。"], (1, "组织宣讲12场。"), "组织宣讲12场。"),
        (["考核结果与绩效- 1 -挂钩。"], (1, "考核结果与绩效挂钩。"), "考核结果与绩效- 1 -挂钩。"),
        (["６月３０日前公布方案。"], (1, "6月30日前公布方案。"), "６月３０日前公布方案。"),
        (["推進校長負責制工作。"], (1, "推进校长负责制工作。"), "推進校長負責制工作。"),
        (["1\t学习\t组织宣讲12场\t办公室"], (1, "组织宣讲12场"), "组织宣讲12场"),
        (["标题", "", "组织宣讲12场。"], (3, "组织宣讲12场。"), "组织宣讲12场。"),
        (["甲事办好。乙事办好。"], (1, "甲事办好;乙事办好。"), "甲事办好。乙事办好。"),
        (["完全是别的话"], (1, "组织宣讲12场。"), "完全是别的话"),
        ([], (1, "组织宣讲12场。"), ""),
    ],
)
def test_a_task_is_quoted_as_it_is_printed(
    lines: list[str], task: tuple[int, str], sentence: str
) -> None:
    assert quote_tasks(lines, [task]) == [sentence]


def test_each_of_two_alike_is_quoted_from_its_own_line() -> None:
    lines = ["1.学习。按要求完成。(责任股室:办公室)", "2.安全。按要求完成。(责任股室:安全股)"]
    assert quote_tasks(lines, [(1, "按要求完成。"), (2, "按要求完成。")]) == [
        "按要求完成。(责任股室:办公室)",
        "按要求完成。(责任股室:安全股)",
    ]
