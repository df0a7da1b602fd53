"""CSV files that Excel opens: Chinese, and text that stays as it was written."""

import pandas as pd
import pytest

from dashboard.exports.csv_file import csv_bytes


def test_a_saved_table_opens_in_excel_as_chinese_and_never_as_a_formula() -> None:
    frame = pd.DataFrame(
        {"措施": ["=1+1", "@x", "正常", None], "完成时限": [pd.Timestamp("2023-09-30")] * 4}
    )
    saved = csv_bytes(frame)
    assert saved.startswith(b"\xef\xbb\xbf")
    assert saved.decode("utf-8-sig").split("\r\n") == [
        "措施,完成时限", "'=1+1,2023-09-30", "'@x,2023-09-30", "正常,2023-09-30", ",2023-09-30", "",
    ]  # fmt: skip
    assert frame["措施"].iloc[0] == "=1+1"


@pytest.mark.parametrize(
    "words",
    [
        "5.10", "1-2", "1/2", "3.1", "1.", ".5", "007", "3月5日", "2023.12", "12:30", "1e5",
        "(1)", "\uff081\uff09", "\uff11.10", "1" * 12, "1" * 16,
    ],
)  # fmt: skip
def test_a_number_that_excel_would_change_stays_as_it_is(words: str) -> None:
    saved = csv_bytes(pd.DataFrame({"编号": [words]})).decode("utf-8-sig")
    assert saved.split("\r\n")[1] == f'"=""{words}"""'


@pytest.mark.parametrize(
    "words", ["1", "120", "1" * 11, "一", "(一)", "1.1 建设", "(1)建设", "A1", ""]
)
def test_text_that_excel_leaves_alone_is_written_as_it_is(words: str) -> None:
    saved = csv_bytes(pd.DataFrame({"编号": [words], "措施": ["x"]})).decode("utf-8-sig")
    assert saved.split("\r\n")[1] == f"{words},x"


def test_numbers_stay_numbers() -> None:
    saved = csv_bytes(pd.DataFrame({"进度": [90.4, 100.0]})).decode("utf-8-sig")
    assert saved.split("\r\n")[1:3] == ["90.4", "100.0"]


def test_a_heading_is_no_formula_either() -> None:
    frame = pd.DataFrame({"=1+1 完成率": [90.4], "1-2": [1], "＝1": [1], "@SUM(1)": [1]})
    saved = csv_bytes(frame).decode("utf-8-sig")
    assert saved.split("\r\n")[0] == '\'=1+1 完成率,"=""1-2""",\'＝1,\'@SUM(1)'
