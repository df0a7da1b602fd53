"""The ledger's file: whole transactions, files that cannot be used, backups, full disks."""

import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from dashboard.core.errors import (
    DashboardError,
    DiskFull,
    LedgerDamaged,
    LedgerError,
    LedgerLocked,
    LedgerReadOnly,
)
from dashboard.core.paths import ROOT
from dashboard.ledger.store import DEFAULT_PATH, Ledger, ledger_path, open_ledger
from tests.support.clock import NOW
from tests.support.small_plan import answer, fill, put, report, small_file

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
HOLD = """
import sys
from datetime import datetime
from pathlib import Path
from dashboard.ledger.store import open_ledger
ledger = open_ledger(Path(sys.argv[1]), datetime(2023, 1, 1))
print("held", flush=True)
sys.stdin.read()
"""
FILL_UP = """
import os, sys
from datetime import datetime
from pathlib import Path
import pandas as pd
from dashboard.core.errors import DashboardError
from dashboard.ledger.store import open_ledger
from tests.support.small_plan import put, report
ledger = open_ledger(Path(sys.argv[1]), datetime(2023, 1, 1))
try:
    with ledger.transaction() as connection:
        rows = pd.DataFrame(
            {
                "progress_id": range(1000, 31000),
                "task_id": 1,
                "reported_on": "2023-04-01",
                "percent": 1,
                "work_done": [os.urandom(1000).hex() for _ in range(30000)],
                "recorded_at": "2023-04-01",
            }
        )
        connection.append("progress", rows, by_name=True)
except DashboardError as error:
    print(type(error).__name__, error)
with ledger.transaction() as connection:
    put(connection, "progress", report(20, 3, "2023-05-01", 33))
"""


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return small_file(tmp_path / "kept.duckdb")


def mount(folder: Path, options: str) -> None:
    """Mount a disk in memory on a folder; the test is skipped where that is not allowed."""
    command = ["mount", "-t", "tmpfs", "-o", options, "none", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a disk")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of sixteen megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount(folder, f"size={DISK}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def read_only_file(kept: Path, tmp_path: Path) -> Iterator[Path]:
    """A ledger that may not be written: by its mode, or for root, who may all, by its disk."""
    kept.chmod(0o444)
    if not os.access(kept, os.W_OK):
        yield kept
        return
    folder = tmp_path / "disk"
    folder.mkdir()
    mount(folder, "size=32m")
    path = Path(shutil.copy(kept, folder))
    mount(folder, "remount,ro")
    yield path
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def percents(path: Path) -> list[float]:
    """Return what the reports of a ledger say, in the order they were written."""
    with closing(open_ledger(path, NOW)) as ledger:
        told = answer(ledger, "task_history")
    return [row["percent"] for row in sorted(told, key=lambda row: row["progress_id"])]


DISK = 16 * 1024 * 1024
WRITTEN = [80, 100, 55, 60, 50, 40, 45, 100]


def test_the_ledger_is_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEDGER_DB", "/somewhere/else.duckdb")
    assert ledger_path() == Path("/somewhere/else.duckdb")
    monkeypatch.setenv("LEDGER_DB", "")
    assert ledger_path() == DEFAULT_PATH == ROOT / "data" / "ledger.duckdb"


@pytest.mark.parametrize("given", ["md:ledger", "http://10.1.2.3/ledger.duckdb", "sqlite:x.db"])
def test_an_address_on_a_network_is_no_ledger(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEDGER_DB", given)
    with pytest.raises(LedgerError, match="LEDGER_DB 应为本机上的文件"):
        ledger_path()


def test_the_database_reads_no_other_file_and_loads_no_extension(
    ledger: Ledger, tmp_path: Path
) -> None:
    (tmp_path / "rows.csv").write_text("a\n1\n")
    for asked in ("install httpfs", "load httpfs", f"from '{tmp_path}/rows.csv'", "attach 'md:x'"):
        with pytest.raises(duckdb.Error, match="disabled"):
            ledger.connection.execute(asked)


@pytest.mark.parametrize(
    ("beginning", "kind"),
    [
        (b"SQLite format 3\0", "SQLite 数据库"), (b"PK\3\4", "Excel、Word 文件或压缩包"),
        (b"%PDF-1.7", "PDF 文件"), (b"hello", "其他内容"), (b"", "空文件"),
    ],
)  # fmt: skip
def test_a_file_of_something_else_is_told_by_what_it_is(
    beginning: bytes, kind: str, tmp_path: Path
) -> None:
    path = tmp_path / "ledger.duckdb"
    path.write_bytes(beginning.ljust(4096, b"\0") if beginning else b"")
    with pytest.raises(LedgerDamaged, match=kind):
        open_ledger(path, NOW)


def test_a_new_ledger_is_made_with_the_folders_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "新的" / "文件夹" / "账本.duckdb"
    with closing(open_ledger(path, NOW)) as ledger:
        assert answer(ledger, "plans") == []
    assert path.exists()


def test_a_transaction_is_kept_whole(kept: Path) -> None:
    with closing(open_ledger(kept, NOW)) as ledger, ledger.transaction() as connection:
        put(connection, "progress", report(20, 3, "2023-05-01", 1), report(21, 3, "2023-05-02", 2))
    assert percents(kept) == [*WRITTEN, 1, 2]


def write_and_fail(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        put(connection, "progress", report(20, 3, "2023-05-01", 1))
        raise ValueError("mistake")


def test_a_transaction_that_fails_leaves_nothing(kept: Path) -> None:
    with closing(open_ledger(kept, NOW)) as ledger:
        with pytest.raises(ValueError, match="mistake"):
            write_and_fail(ledger)
        assert ledger.revision == 0
        assert len(answer(ledger, "task_history")) == 8
    assert percents(kept) == WRITTEN


def test_the_revision_grows_with_every_write_and_with_no_read(ledger: Ledger) -> None:
    fill(ledger)
    before = ledger.revision
    answer(ledger, "overview")
    assert ledger.revision == before
    with ledger.transaction() as connection:
        put(connection, "progress", report(20, 3, "2023-05-01", 1))
    assert ledger.revision > before


def test_an_open_transaction_is_not_seen_by_readers(ledger: Ledger) -> None:
    fill(ledger)
    with ledger.transaction() as connection:
        put(connection, "progress", report(20, 3, "2023-05-01", 1))
        assert len(answer(ledger, "task_history")) == 8
    assert len(answer(ledger, "task_history")) == 9


def test_writers_in_many_threads_take_turns(ledger: Ledger) -> None:
    fill(ledger)

    def write(key: int) -> None:
        with ledger.transaction() as connection:
            put(connection, "progress", report(100 + key, 3, "2023-05-01", key))

    threads = [threading.Thread(target=write, args=(key,)) for key in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answer(ledger, "task_history", tasks=[3])) == 8


def test_a_file_that_may_only_be_read_is_only_read(read_only_file: Path) -> None:
    with closing(open_ledger(read_only_file, NOW)) as ledger:
        assert ledger.read_only
        assert len(answer(ledger, "task_history")) == 8
        with pytest.raises(LedgerReadOnly, match="只读"), ledger.transaction():
            pass


def test_a_ledger_opened_to_read_refuses_to_write_and_still_backs_up(kept: Path) -> None:
    with closing(open_ledger(kept, NOW)) as writable:
        connection = writable.connection
        reader = Ledger(kept, connection, read_only=True)
        assert len(answer(reader, "task_history")) == 8
        with pytest.raises(LedgerReadOnly, match="只读"), reader.transaction():
            pass
        reader.backup(kept.with_name("copy.duckdb"))
    assert percents(kept.with_name("copy.duckdb")) == WRITTEN


def test_a_ledger_that_another_process_holds_is_one_clear_sentence(kept: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(kept)],
        env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as holder:  # fmt: skip
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(LedgerLocked, match="占用") as caught:
            open_ledger(kept, NOW)
        holder.kill()
    assert str(kept) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert percents(kept) == WRITTEN


def spoil(path: Path, how: str) -> None:
    """Turn a good ledger file into a bad one."""
    whole = path.read_bytes()
    match how:
        case "text":
            path.write_text("year,title\n2023,要点\n" * 500, encoding="utf-8")
        case "short text":
            path.write_text("2023", encoding="utf-8")
        case "half":
            path.write_bytes(whole[: len(whole) // 2])
        case "head only":
            path.write_bytes(whole[:1000])
        case "zeros":
            path.write_bytes(bytes(len(whole)))
        case "zeros in the head":
            path.write_bytes(whole[:4096] + bytes(8192) + whole[12288:])
        case "noise":
            path.write_bytes(whole[:12288] + bytes(255 - byte for byte in whole[12288:]))


@pytest.mark.parametrize(
    "how",
    ["text", "short text", "half", "head only", "zeros", "zeros in the head", "noise"],
)
def test_a_file_that_is_no_sound_ledger_is_said_to_be_damaged_and_left_alone(
    kept: Path, how: str
) -> None:
    spoil(kept, how)
    bad = kept.read_bytes()
    with pytest.raises(LedgerDamaged, match="已损坏") as caught:
        answer(open_ledger(kept, NOW), "task_history")
    assert "\n" not in str(caught.value)
    assert kept.read_bytes() == bad


def test_a_folder_in_the_place_of_the_ledger_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(LedgerError) as caught:
        open_ledger(tmp_path, NOW)
    assert str(tmp_path) in str(caught.value)


def test_a_ledger_whose_folder_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LedgerError):
        open_ledger(tmp_path / "file" / "ledger.duckdb", NOW)


def test_a_duckdb_file_of_something_else_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with closing(duckdb.connect(str(path))) as other:
        other.execute("create table task as select 1 as mine")
    with pytest.raises(DashboardError):
        open_ledger(path, NOW)
    with closing(duckdb.connect(str(path))) as other:
        assert other.table("task").fetchall() == [(1,)]


def test_a_backup_opens_and_holds_the_same(kept: Path, tmp_path: Path) -> None:
    copy = tmp_path / "备份.duckdb"
    with closing(open_ledger(kept, NOW)) as ledger:
        with ledger.transaction() as connection:
            put(connection, "progress", report(20, 3, "2023-05-01", 33))
        ledger.backup(copy)
        with ledger.transaction() as connection:
            put(connection, "progress", report(21, 3, "2023-05-02", 44))
    assert percents(copy) == [*WRITTEN, 33]
    assert percents(kept) == [*WRITTEN, 33, 44]


def test_a_backup_leaves_no_other_files(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with closing(open_ledger(kept, NOW)) as ledger:
        ledger.backup(tmp_path / "out" / "copy.duckdb")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["copy.duckdb"]


def test_a_backup_while_somebody_reads_and_writes_is_whole(kept: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.duckdb"
    with closing(open_ledger(kept, NOW)) as ledger, ledger.connection.cursor() as reader:
        reader.execute("begin")
        reader.execute("select count(*) from progress").fetchall()
        with ledger.transaction() as connection:
            put(connection, "progress", report(20, 3, "2023-05-01", 33))
        ledger.backup(copy)
        reader.execute("rollback")
    assert percents(copy) == [*WRITTEN, 33]


def test_a_backup_never_replaces_a_file(kept: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken.duckdb"
    taken.write_text("precious")
    with closing(open_ledger(kept, NOW)) as ledger:
        with pytest.raises(LedgerError, match="已存在"):
            ledger.backup(taken)
        with pytest.raises(LedgerError, match="已存在"):
            ledger.backup(kept)
    assert taken.read_text() == "precious"


def test_a_backup_into_a_folder_that_is_not_there_is_one_sentence(kept: Path) -> None:
    with closing(open_ledger(kept, NOW)) as ledger, pytest.raises(LedgerError, match="copy"):
        ledger.backup(kept.parent / "nowhere" / "copy.duckdb")


def test_a_full_disk_loses_nothing_says_so_and_is_no_end(kept: Path, small_disk: Path) -> None:
    path = small_disk / "ledger.duckdb"
    shutil.copyfile(kept, path)
    told = subprocess.run(
        [sys.executable, "-c", FILL_UP, str(path)],
        env=ENVIRONMENT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.stdout.startswith("DiskFull"), told.stdout + told.stderr
    assert "磁盘已满" in told.stdout
    assert percents(path) == [*WRITTEN, 33]


def written_until_full(ledger: Ledger) -> list[float]:
    """Write reports until the disk is full; return the percents that were confirmed."""
    confirmed: list[float] = []
    for number in range(1000, 2000):
        words = random.Random(number).randbytes(20_000).hex()
        late = report(number, 1, "2023-05-16", number / 100, work_done=words)
        try:
            with ledger.transaction() as connection:
                put(connection, "progress", late)
        except DiskFull:
            break
        confirmed.append(number / 100)
    return confirmed


def test_a_full_disk_is_no_end_of_an_open_ledger(kept: Path, small_disk: Path) -> None:
    """DuckDB answers nobody any more, not even readers, once it cannot write a checkpoint."""
    path = Path(shutil.copy(kept, small_disk / "ledger.duckdb"))
    ballast = small_disk / "ballast"
    with closing(open_ledger(path, NOW)) as ledger:
        ballast.write_bytes(bytes(shutil.disk_usage(small_disk).free - 200_000))
        confirmed = written_until_full(ledger)
        assert ledger.query("checks/item_has_tasks", {}).empty
        ballast.unlink()
        with ledger.transaction() as connection:
            put(connection, "progress", report(2000, 1, "2023-05-17", 33))
    assert len(confirmed) < 1000
    assert percents(path) == [*WRITTEN, *confirmed, 33]


def test_a_ledger_that_could_not_be_opened_anew_is_at_the_next_question(kept: Path) -> None:
    with closing(open_ledger(kept, NOW)) as ledger:
        ledger.connection.close()  # as an attempt that failed leaves it
        with pytest.raises(LedgerError):
            ledger.query("plans", {})
        assert len(ledger.query("plans", {})) == 1
    with pytest.raises(LedgerError):
        ledger.query("plans", {})
    open_ledger(kept, NOW).close()  # who closed it lets it go


def test_a_backup_to_a_full_disk_says_so_and_leaves_no_half_file(
    kept: Path, small_disk: Path
) -> None:
    (small_disk / "ballast").write_bytes(bytes(DISK - kept.stat().st_size // 2))
    with closing(open_ledger(kept, NOW)) as ledger, pytest.raises(DiskFull, match="磁盘已满"):
        ledger.backup(small_disk / "copy.duckdb")
    assert [path.name for path in small_disk.iterdir()] == ["ballast"]
    assert percents(kept) == WRITTEN
