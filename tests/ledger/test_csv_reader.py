"""A folder of CSV files: every problem at once with its place, and what people's programs save."""

from pathlib import Path

import pytest

from dashboard.core.errors import InputError
from dashboard.ledger.csv_reader import Frames, read_folder
from dashboard.ledger.search_index import initials
from dashboard.ledger.tables import LEDGER_TABLES, UNIQUE_KEYS

FILES = {
    "plan": "year,title,organisation,is_demo\n2023,要点,教育局,false\n",
    "theme": "theme_id,year,ordinal,title,short_name\n1,2023,1,一、党的建设,党建\n",
    "office": "office_id,ordinal,name\n1,1,办公室\n2,2,人事股\n",
    "item": "item_id,theme_id,ordinal,number,title\n1,1,1,1.,理论学习\n",
    "task": (
        "task_id,item_id,ordinal,number,title,text,leader,start_date,due_date,weight,"
        "target,unit,target_text,q1_target,q2_target,q3_target,q4_target,recorded_at\n"
        "1,1,1,01,学习,学习。,王局,2023-01-01,2023-12-31,1,,,,,,,,2023-01-05T09:00:00\n"
        "2,1,2,02,宣讲,宣讲。,,2023-01-01,2023-06-30,2,30,场,,10,,,100,2023-01-05T09:00:00\n"
    ),
    "task_office": "task_id,office_id,role,ordinal\n1,1,lead,1\n2,2,lead,1\n2,1,support,2\n",
    "progress": (
        "progress_id,task_id,reported_on,percent,work_done,problem,next_step,evidence,"
        "reported_by,recorded_at\n"
        "1,1,2023-03-31,25,读完一半,,,,张三,2023-03-31T17:00:00\n"
        "2,2,2023-03-31,10.5,,,,,,2023-03-31T17:05:00\n"
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of files without a problem."""
    place = tmp_path / "数据"
    place.mkdir()
    for table, text in FILES.items():
        (place / f"{table}.csv").write_text(text, encoding="utf-8")
    return place


def change(folder: Path, table: str, seen: str, instead: str) -> None:
    """Replace some text of one file."""
    file = folder / f"{table}.csv"
    text = file.read_text(encoding="utf-8")
    assert seen in text
    file.write_text(text.replace(seen, instead, 1), encoding="utf-8")


def problems(folder: Path) -> list[tuple[str, str, str]]:
    """Return what is wrong with the files: where, expected, seen."""
    with pytest.raises(InputError) as caught:
        read_folder(folder)
    assert len(str(caught.value).splitlines()) == 1 + len(caught.value.problems)
    return [(told.where, told.expected, told.seen) for told in caught.value.problems]


def test_sound_files_become_typed_frames(folder: Path) -> None:
    frames = read_folder(folder)
    assert {table: len(frame) for table, frame in frames.items() if len(frame)} == {
        "plan": 1, "theme": 1, "office": 2, "item": 1, "task": 2, "task_office": 3, "progress": 2,
    }  # fmt: skip
    task = frames["task"].iloc[1]
    assert (task["number"], task["weight"], task["q4_target"]) == ("02", 2, 100)
    assert str(task["due_date"].date()) == "2023-06-30"
    assert frames["progress"]["percent"].tolist() == [25, 10.5]


@pytest.mark.parametrize(
    ("table", "seen", "instead", "row", "column", "expected"),
    [
        ("task", "2023-06-30", "2023-02-30", 3, "due_date", "日期"),
        ("task", "2023-06-30", "六月底", 3, "due_date", "日期"),
        ("task", "2023-06-30", "2023-06", 3, "due_date", "日期"),
        ("task", "2023-06-30", "", 3, "due_date", "日期"),
        ("progress", ",10.5,", ",一半,", 3, "percent", "0 至 100"),
        ("progress", ",10.5,", ",101,", 3, "percent", "0 至 100"),
        ("progress", ",10.5,", ",-1,", 3, "percent", "0 至 100"),
        ("progress", ",10.5,", ",inf,", 3, "percent", "0 至 100"),
        ("progress", ",10.5,", ",50%,", 3, "percent", "0 至 100"),
        ("task", ",10,,,100,", ",10,,,100.5,", 3, "q4_target", "0 至 100"),
        ("task", "2023-12-31,1,", "2023-12-31,inf,", 2, "weight", "数字"),
        ("task", "2023-12-31,1,", "2023-12-31,nan,", 2, "weight", "数字"),
        ("task", "2,1,2,02", "2,1,1.5,02", 3, "ordinal", "整数"),
        ("office", "2,2,人事股", "99999999999,2,人事股", 3, "office_id", "整数"),
        ("plan", "false", "不是", 2, "is_demo", "true 或 false"),
        ("plan", "2023,要点", "20233,要点", 2, "year", "1949 至 2999"),
        ("plan", "要点", "  ", 2, "title", "文字"),
        ("task_office", "1,1,lead", "1,1,leader", 2, "role", "lead 或 support"),
        ("task_office", "2,2,lead", "2,7,lead", 3, "office_id", "office.csv"),
        ("progress", "2,2,2023", "2,9,2023", 3, "task_id", "task.csv"),
        ("progress", "2,2,2023", "1,2,2023", 3, "progress_id", "不重复"),
        ("office", "2,2,人事股", "2,2,办公室", 3, "name", "不重复"),
        ("task_office", "2,1,support", "2,2,support", 4, "task_id、office_id", "不重复"),
        ("progress", "2023-03-31T17:05:00", "刚才", 3, "recorded_at", "时间"),
    ],
)
def test_a_wrong_value_is_told_with_its_place(
    folder: Path, table: str, seen: str, instead: str, row: int, column: str, expected: str
) -> None:
    change(folder, table, seen, instead)
    place = f"{table}.csv 第 {row} 行 {column} 列"
    found = [(wanted, shown) for where, wanted, shown in problems(folder) if where == place]
    assert len(found) == 1
    assert expected in found[0][0]
    assert "空" in found[0][1] or any(word in found[0][1] for word in instead.split(",") if word)


@pytest.mark.parametrize("rows", ["one", "all"])
def test_a_moment_with_a_zone_is_told_and_no_trace(folder: Path, rows: str) -> None:
    file = folder / "progress.csv"
    text = file.read_text(encoding="utf-8")
    count = 1 if rows == "one" else -1
    file.write_text(text.replace(":00\n", ":00+08:00\n", count), encoding="utf-8")
    assert [where for where, _, _ in problems(folder)] == [
        f"progress.csv 第 {row} 行 recorded_at 列" for row in ((2,) if rows == "one" else (2, 3))
    ]


def test_every_problem_of_every_file_is_told_at_once(folder: Path) -> None:
    change(folder, "task", "2023-06-30", "2023-06-31")
    change(folder, "task", ",30,场", ",三十,场")
    change(folder, "progress", ",25,", ",125,")
    change(folder, "office", "2,2,人事股", "2,1,人事股")
    (folder / "theme.csv").unlink()
    wheres = [where for where, _, _ in problems(folder)]
    assert wheres == [
        "theme.csv",
        "task.csv 第 3 行 due_date 列",
        "task.csv 第 3 行 target 列",
        "progress.csv 第 2 行 percent 列",
        "office.csv 第 3 行 ordinal 列",
        "item.csv 第 2 行 theme_id 列",
    ]


def test_a_missing_column_is_told_with_the_nearest_spelling(folder: Path) -> None:
    change(folder, "progress", "percent", "precent")
    assert problems(folder) == [("progress.csv 表头", "列 percent", "没有这一列(相近的有 precent)")]


def test_a_column_too_many_is_told(folder: Path) -> None:
    (folder / "office.csv").write_text("office_id,ordinal,name,备注\n1,1,办公室,\n2,2,人事股,\n")
    found = problems(folder)
    assert [(where, seen) for where, _, seen in found] == [("office.csv 表头", "多出列 备注")]


@pytest.mark.parametrize("table", ["plan", "theme", "office", "item", "task", "task_office"])
def test_a_file_that_must_be_there_is_missed(folder: Path, table: str) -> None:
    (folder / f"{table}.csv").unlink()
    assert (f"{table}.csv", "存在的文件", "没有这个文件") in problems(folder)


def test_a_file_that_may_be_absent_is_an_empty_table(folder: Path) -> None:
    (folder / "progress.csv").unlink()
    assert len(read_folder(folder)["progress"]) == 0


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有文件夹"):
        read_folder(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("office_id,ordinal,name\n1,1,办公室\n2,2,人事股,多\n", "3"),
        ("office_id,ordinal,name\n1,1,办公室,\n2,2,人事股,\n", "office.csv"),
        ("office_id,ordinal,name\n1,1,办公室\n2,2\n", "office.csv 第 3 行 name 列"),
        ('office_id,ordinal,name\n1,1,"办公室\n2,2,人事股\n', "office.csv"),
        ("", "office.csv"),
        ("office_id,ordinal,name,name\n1,1,办公室,办公室\n2,2,人事股,人事股\n", "office.csv"),
    ],
    ids=["one long row", "all rows long", "short row", "open quote", "nothing", "column twice"],
)
def test_a_file_of_another_shape_is_a_problem_and_no_trace(
    folder: Path, text: str, line: str
) -> None:
    (folder / "office.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_folder(folder)
    assert line in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_may_be_saved_as_excel_and_editors_save_it(folder: Path, encoding: str) -> None:
    for table, text in FILES.items():
        (folder / f"{table}.csv").write_bytes(text.replace("\n", "\r\n").encode(encoding))
    frames = read_folder(folder)
    assert frames["office"]["name"].tolist() == ["办公室", "人事股"]
    assert frames["plan"]["year"].tolist() == [2023]


def test_gb18030_with_a_mark_at_its_head_is_read(folder: Path) -> None:
    marked = b"\x84\x31\x95\x33" + FILES["office"].encode("gb18030")
    (folder / "office.csv").write_bytes(marked)
    assert read_folder(folder)["office"]["name"].tolist() == ["办公室", "人事股"]


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe\x00\x01", b"PK\x03\x04\x14\x00\xff\xff\x80", b"\x00\xff"],
    ids=["UTF-16", "xlsx", "noise"],
)
def test_bytes_that_are_no_text_are_a_problem(folder: Path, content: bytes) -> None:
    (folder / "office.csv").write_bytes(content)
    assert "office.csv" in {where.split()[0] for where, _, _ in problems(folder)}


def texts(frames: Frames) -> list[str]:
    return frames["progress"]["work_done"].dropna().tolist()


@pytest.mark.parametrize(
    "said", ["NA", "null", "nan", "None", "007", "=1+1", "1.0", "true", "2023-01-01", "🙂", "a'b"]
)
def test_words_stay_words(folder: Path, said: str) -> None:
    change(folder, "progress", "读完一半", said)
    assert texts(read_folder(folder)) == [said]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("家庭教育", "jtjy"),
        ("重庆银行", "cqyh"),
        ("长效机制", "cxjz"),
        ("Abc 12", "abc 12"),
        ("党建+", "dj+"),
    ],
)
def test_initials_are_those_that_people_type(text: str, short: str) -> None:
    assert initials(text) == short


def test_every_table_says_what_names_its_rows() -> None:
    assert list(UNIQUE_KEYS) == list(LEDGER_TABLES)
    assert all(
        set(names) <= set(LEDGER_TABLES[table])
        for table in UNIQUE_KEYS
        for names in UNIQUE_KEYS[table]
    )
