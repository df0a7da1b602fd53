"""Backups of an open ledger: whole, listed, thinned out, restored; and writes that were lost."""

import json
import os
import shutil
import tempfile
import threading
import zipfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from dashboard.core.errors import DashboardError, LedgerDamaged, LedgerTooNew
from dashboard.ledger import backup_files, restoring, write_mark
from dashboard.ledger.backups import back_up_daily, copy_rows, make_backup, opened_backup
from dashboard.ledger.durable import remove_old_folders, with_suffix
from dashboard.ledger.store import Ledger, open_ledger
from dashboard.ledger.tables import LEDGER_TABLES
from dashboard.meetings import saved_views
from tests.support.clock import NOW
from tests.support.small_plan import answer, put, report

LATER = NOW + timedelta(days=1)
ODD_NOTES: list[dict[str, object]] = [
    {"made_at": "2099-01-01T08:00:00+08:00"},
    {"made_at": 5},
    {"kind": "weird"},
    {"number": "many"},
    {"plans": 5},
    {"plans": [{"year": "x"}]},
]
"""What a note may say in place of ours: the first can be understood, the others cannot."""


def write(ledger: Ledger, key: int) -> None:
    with ledger.transaction() as connection:
        put(connection, "progress", report(key, 3, "2023-05-01", 33))


def everything(ledger: Ledger) -> dict[str, list[str]]:
    with ledger.cursor() as cursor:
        names = (*LEDGER_TABLES, "task_search")
        return {name: sorted(map(str, cursor.table(name).fetchall())) for name in names}


def made(ledger: Ledger) -> backup_files.Backup:
    """Back a ledger up and return the newest backup."""
    make_backup(ledger, kind="manual", why="试", now=NOW)
    return backup_files.backups(ledger.path)[0]


def test_a_backup_tells_what_is_in_it_and_opens_as_the_ledger_was(small: Ledger) -> None:
    before, backup = everything(small), made(small)
    write(small, 20)
    assert (backup.made_at, backup.kind, backup.why) == (NOW, "manual", "试")
    assert [(plan.year, plan.tasks, plan.reports) for plan in backup.plans] == [(2023, 7, 8)]
    with opened_backup(backup, NOW) as old:
        assert everything(old) == before
    assert [path.suffix for path in backup.path.parent.iterdir()] == [".zip"]


def test_a_backup_while_somebody_reads_in_a_transaction_is_whole(small: Ledger) -> None:
    with small.connection.cursor() as reader:
        reader.execute("begin; select count(*) from progress")
        write(small, 20)
        backup = made(small)
        reader.execute("rollback")
    with opened_backup(backup, NOW) as old:
        assert len(answer(old, "task_history", tasks=[3])) == len(
            answer(small, "task_history", tasks=[3])
        )


def test_where_an_open_ledger_cannot_be_copied_its_rows_are(small: Ledger, tmp_path: Path) -> None:
    saved_views.save_view(small, name="滞后", page="tasks", words="", now=NOW)
    copy = copy_rows(small, tmp_path, NOW)
    with closing(open_ledger(copy, NOW)) as copied:
        assert everything(copied) == everything(small)
        assert write_mark.mark_of(copied.connection) == small.mark
        versions = [each.query("row_changes", {}) for each in (copied, small)]
    assert versions[0].equals(versions[1])


def test_what_a_killed_program_left_half_written_is_no_backup_and_goes(small: Ledger) -> None:
    folder = backup_files.folder_of(small.path)
    folder.mkdir()
    (folder / f"{small.path.stem}-20230101-000000-daily.zip.partial").write_bytes(b"half")
    assert backup_files.backups(small.path) == []
    assert [each.path for each in (made(small),)] == list(folder.iterdir())


def test_folders_that_killed_programs_left_go_after_a_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    names = ("work-plan-old", "work-plan-reader-7-old", "work-plan-new", "of-another-old")
    for name in names:
        (tmp_path / name / "in").mkdir(parents=True)
        if name.endswith("old"):
            os.utime(tmp_path / name, (1, 1))
    (tmp_path / "work-plan-link").symlink_to(tmp_path / "of-another-old")
    remove_old_folders()
    left = {"work-plan-new", "of-another-old", "work-plan-link"}
    assert {path.name for path in tmp_path.iterdir()} == left


def test_the_newest_of_each_kind_are_kept_and_those_by_hand_always(
    small: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACKUPS_KEPT", "2")
    for kind in ("plan", "manual", "progress"):
        for hour in range(3):
            make_backup(small, kind=kind, why=str(hour), now=NOW + timedelta(hours=hour))
    kept = [(each.kind, each.why) for each in backup_files.backups(small.path)]
    assert sorted(kept) == [
        *(("manual", str(hour)) for hour in range(3)),
        ("plan", "1"), ("plan", "2"), ("progress", "1"), ("progress", "2"),
    ]  # fmt: skip
    monkeypatch.setenv("BACKUPS_KEPT", "none")
    with pytest.raises(DashboardError, match="BACKUPS_KEPT 应为 1 以上的整数"):
        backup_files.kept_of_each_kind()


def test_the_backup_of_the_day_is_made_once_and_only_of_what_is_new(small: Ledger) -> None:
    assert back_up_daily(small, NOW) is not None
    write(small, 20)
    assert back_up_daily(small, NOW) is None, "one a day"
    assert back_up_daily(small, LATER) is not None
    assert back_up_daily(small, LATER + timedelta(days=1)) is None, "nothing was written"


def test_a_restore_puts_everything_back_and_can_be_gone_back(small: Ledger) -> None:
    saved_views.save_view(small, name="滞后", page="tasks", words="", now=NOW)
    before, backup = everything(small), made(small)
    saved_views.delete_view(small, 1, now=NOW)
    small.connection.execute("update setting set value = -1 where name = 'behind_gap'")
    write(small, 20)
    after, revision = everything(small), small.revision
    restoring.restore_ledger(small, backup, now=LATER, restored_by=None)
    assert everything(small) == before
    assert small.revision > revision, "everybody's pages are asked anew"
    back = backup_files.backups(small.path)[0]
    assert back.kind == "restore"
    restoring.restore_ledger(small, back, now=LATER, restored_by=None)
    assert everything(small) == after


def test_who_reads_during_a_restore_sees_all_of_it_or_nothing(small: Ledger) -> None:
    backup, seen, done = made(small), set[int](), threading.Event()
    write(small, 20)

    def read() -> None:
        while not done.is_set():
            seen.add(len(answer(small, "task_history")))

    reader = threading.Thread(target=read)
    reader.start()
    restoring.restore_ledger(small, backup, now=NOW, restored_by=None)
    done.set()
    reader.join()
    assert seen <= {8, 9}


def test_a_backup_that_is_damaged_or_newer_is_told_and_changes_nothing(small: Ledger) -> None:
    backup, before = made(small), everything(small)
    whole = backup.path.read_bytes()
    backup.path.write_bytes(whole[:5000] + bytes(100) + whole[5100:])
    with pytest.raises(LedgerDamaged, match="已损坏,不能使用"):
        restoring.restore_ledger(small, backup, now=NOW, restored_by=None)
    backup.path.write_bytes(whole[:5000])
    assert backup_files.backups(small.path)[0].is_damaged
    backup.path.unlink()
    small.connection.execute("insert into schema_version values (99, now()::timestamp)")
    newer = made(small)
    small.connection.execute("delete from schema_version where version = 99")
    with pytest.raises(LedgerTooNew):
        restoring.restore_ledger(small, newer, now=NOW, restored_by=None)
    assert everything(small) == before


def test_what_is_no_backup_of_ours_is_listed_as_damaged_and_in_nobodys_way(small: Ledger) -> None:
    sound, stem = made(small), small.path.stem
    with zipfile.ZipFile(sound.path) as archive:
        about = json.loads(archive.read("backup.json"))
    odd = [
        *({**about, **change} for change in ODD_NOTES),
        [about],
        "[" * 100_000,
        " " * 200_000 + json.dumps(about),
    ]
    for number, note in enumerate(odd):
        text = note if isinstance(note, str) else json.dumps(note)
        with zipfile.ZipFile(sound.path.with_name(f"{stem}-{number}.zip"), "w") as archive:
            archive.writestr("backup.json", text)
            archive.writestr("ledger.duckdb", "no ledger")
    in_gbk = os.fsencode(sound.path.with_name(f"{stem}-")) + "备份.zip".encode("gbk")
    shutil.copy(sound.path, os.fsdecode(in_gbk))
    locked = bytearray(sound.path.read_bytes())
    for header, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        locked[locked.find(header) + flags] |= 1  # says that it needs a password
    sound.path.with_name(f"{stem}-locked.zip").write_bytes(locked)
    sound.path.with_name(f"{stem}-folder.zip").mkdir()
    sound.path.with_name(f"{stem}-gone.zip").symlink_to("nowhere")
    made(small)
    listed = backup_files.backups(small.path)
    assert [each.path.stem for each in listed if not each.is_damaged and each != sound] == [
        f"{stem}-0",
        Path(os.fsdecode(in_gbk)).stem,
        f"{stem}-20231016-093000-manual-2",
    ]
    assert len(listed) == len(odd) + 4
    assert all(each.name.encode() for each in listed)
    (at,) = (each for each in listed if each.path.stem == f"{stem}-0")
    with pytest.raises(LedgerDamaged, match=rf"备份 {stem}-0\.zip 已损坏"):
        restoring.restore_ledger(small, at, now=NOW, restored_by=None)


def test_a_ledger_that_cannot_be_opened_gives_way_to_a_backup_and_is_kept(small: Ledger) -> None:
    backup, before, path = made(small), everything(small), small.path
    small.close()
    path.write_bytes(b"no ledger" * 1000)
    (aside, _mark) = restoring.put_in_place(path, backup, NOW)
    assert aside.read_bytes() == b"no ledger" * 1000
    with closing(open_ledger(path, NOW)) as ledger:
        assert everything(ledger) == before
        assert ledger.lost_writes == ""


def unclean(small: Ledger, tmp_path: Path) -> Path:
    """Return the files of a ledger whose program was killed between commit and checkpoint."""
    write(small, 20)
    path = tmp_path / "killed" / "ledger.duckdb"
    path.parent.mkdir()
    shutil.copyfile(small.path, path)
    small.connection.execute("set wal_autocheckpoint = '1GB'")
    with small.connection.cursor() as cursor:
        put(cursor, "progress", report(21, 3, "2023-05-02", 44))
        cursor.execute("update write_mark set number = number + 1")
    shutil.copyfile(with_suffix(small.path, ".wal"), with_suffix(path, ".wal"))
    write_mark.write_mark(path, write_mark.mark_of(small.connection))
    return path


@pytest.mark.parametrize("how", ["whole", "deleted", "cut", "empty", "noise"])
def test_writes_that_a_log_lost_are_told_and_its_files_are_kept(
    small: Ledger, tmp_path: Path, how: str
) -> None:
    path = unclean(small, tmp_path)
    wal = with_suffix(path, ".wal")
    whole = wal.read_bytes()
    match how:
        case "deleted":
            wal.unlink()
        case "cut":
            wal.write_bytes(whole[: len(whole) // 2])
        case "empty":
            wal.write_bytes(b"")
        case "noise":
            wal.write_bytes(whole[:100] + bytes(255 - byte for byte in whole[100:]))
    try:
        with closing(open_ledger(path, NOW)) as ledger:
            told, reports = ledger.lost_writes, len(answer(ledger, "task_history"))
    except LedgerDamaged:
        told, reports = "damaged", 9
    assert (reports, bool(told)) == ((10, False) if how == "whole" else (9, True)), told
    kept = list(backup_files.folder_of(path).glob("*.zip"))
    assert bool(kept) == (how not in ("whole", "deleted"))
    for each in kept:
        with zipfile.ZipFile(each) as archive:
            assert archive.read("ledger.duckdb.wal") == (
                wal.read_bytes() if told == "damaged" else archive.read("ledger.duckdb.wal")
            )


def test_lost_writes_are_told_until_somebody_accepts_what_there_is(
    small: Ledger, tmp_path: Path
) -> None:
    path = unclean(small, tmp_path)
    with_suffix(path, ".wal").unlink()
    with closing(open_ledger(path, NOW)) as ledger:
        assert "缺少最近 1 次已确认的写入" in ledger.lost_writes
        write(ledger, 30)
    with closing(open_ledger(path, NOW)) as ledger:
        assert "缺少最近 1 次已确认的写入" in ledger.lost_writes
        ledger.accept_lost_writes()
    with closing(open_ledger(path, NOW)) as ledger:
        assert ledger.lost_writes == ""


def test_another_ledger_in_the_place_of_the_one_that_was_written_is_told(
    small: Ledger,
) -> None:
    path = small.path
    small.close()
    with closing(open_ledger(path.with_name("other.duckdb"), NOW)):
        pass
    shutil.copyfile(path.with_name("other.duckdb"), path)
    with closing(open_ledger(path, NOW)) as ledger:
        assert "不是上次写入的那本账" in ledger.lost_writes


def test_a_confirmed_write_needs_no_log(small: Ledger, tmp_path: Path) -> None:
    write(small, 20)
    copy = Path(shutil.copyfile(small.path, tmp_path / "file alone.duckdb"))
    with duckdb.connect(str(copy), read_only=True) as alone:
        assert alone.execute("select count(*) from progress").fetchall() == [(9,)]
