"""Schema versions: a newer file is refused, an older one is copied and then brought up.

Macros have no versions: a ledger has those of the program that opened it last.
"""

import shutil
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from dashboard.core.errors import LedgerTooNew
from dashboard.core.paths import QUERIES
from dashboard.importing.service import history
from dashboard.ledger import csv_folder, migrations, store
from dashboard.ledger.store import open_ledger
from tests.support.clock import NOW
from tests.support.small_plan import DAY, answer, asking, fill, frame_plan, put, small_file

VERSIONS = list(migrations.migrations())
NEWEST = VERSIONS[-1]
KEPT = (
    "plan", "theme", "office", "item", "task", "task_office", "progress", "adjustment",
    "adjustment_office", "verification", "task_search",
)  # fmt: skip
"""The tables that an import of before meetings kept copies of."""


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return small_file(tmp_path / "kept.duckdb")


@pytest.fixture
def with_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of one more migration than the program has, in a copy of queries/."""
    return copied(tmp_path, monkeypatch) / "schema" / f"{NEWEST + 1:04}_next.sql"


@pytest.fixture
def with_macro(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of one more macro than the program has, in a copy of queries/."""
    return copied(tmp_path, monkeypatch) / "macros" / "9_next.sql"


def copied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the program read its schema and macros from a copy; return the copy of queries/."""
    for part in ("schema", "macros"):
        shutil.copytree(QUERIES / part, folder / "queries" / part)
    monkeypatch.setattr(migrations, "QUERIES", folder / "queries")
    return folder / "queries"


def macros_of(path: Path) -> set[str]:
    """Return the names of the macros in a closed file."""
    with closing(duckdb.connect(str(path))) as connection:
        found = connection.execute(
            "select function_name from duckdb_functions()"
            " where database_name = current_database() and not internal"
        ).fetchall()
    return {name for (name,) in found}


def old_ledger(path: Path, version: int) -> Path:
    """Make a ledger of an older schema, with a macro that is none any more and one that differs."""
    steps = {each: sql for each, sql in migrations.migrations().items() if each <= version}
    with closing(duckdb.connect(str(path))) as connection:
        migrations.apply(connection, steps, NOW)
        connection.execute("create macro selected_task(as_of, known_at, year) as table select 1")
        connection.execute("create macro gone(number) as number + 1")
    return path


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table of a closed file."""
    with closing(duckdb.connect(str(path))) as connection:
        names = connection.execute("select table_name from duckdb_tables() order by all").fetchall()
        return {name: sorted(connection.table(name).fetchall(), key=str) for (name,) in names}


def test_every_migration_has_a_number_of_its_own() -> None:
    files = list((QUERIES / "schema").glob("[0-9]*.sql"))
    assert len(files) == len(VERSIONS)
    assert sorted(VERSIONS) == VERSIONS


def test_a_new_ledger_has_had_every_migration(kept: Path) -> None:
    assert set(tables(kept)["schema_version"]) == {(version, NOW) for version in VERSIONS}
    assert not list(kept.parent.glob("*.bak"))


def test_a_ledger_of_a_newer_program_is_refused_untouched(kept: Path) -> None:
    with closing(duckdb.connect(str(kept))) as connection:
        connection.execute("insert into schema_version values (99, now()::timestamp)")
    before = kept.read_bytes()
    with pytest.raises(LedgerTooNew, match="99") as caught:
        open_ledger(kept, NOW)
    assert "升级" in str(caught.value)
    assert kept.read_bytes() == before


def test_a_migration_keeps_the_data_and_a_copy_beside_it(kept: Path, with_next: Path) -> None:
    with_next.write_text("alter table office add column short text;", encoding="utf-8")
    before, rows = kept.read_bytes(), tables(kept)
    with closing(open_ledger(kept, NOW)) as ledger:
        assert answer(ledger, "overview")[0]["tasks"] == 6
    after = tables(kept)
    assert (NEWEST + 1, NOW) in after["schema_version"]
    assert after["progress"] == rows["progress"]
    copy = kept.with_name(f"kept.duckdb.v{NEWEST}.bak")
    assert copy.read_bytes() == before


def test_a_copy_is_never_replaced(kept: Path, with_next: Path) -> None:
    with_next.write_text("alter table office add column short text;", encoding="utf-8")
    earlier = kept.with_name(f"kept.duckdb.v{NEWEST}.bak")
    earlier.write_text("an earlier copy")
    open_ledger(kept, NOW).close()
    assert earlier.read_text() == "an earlier copy"
    assert kept.with_name(f"kept.duckdb.v{NEWEST}-2.bak").exists()


def test_a_migrated_ledger_is_not_copied_again(kept: Path, with_next: Path) -> None:
    with_next.write_text("alter table office add column short text;", encoding="utf-8")
    open_ledger(kept, NOW).close()
    open_ledger(kept, NOW).close()
    assert len(list(kept.parent.glob("*.bak"))) == 1


def test_a_migration_that_fails_leaves_the_ledger_as_it_was(kept: Path, with_next: Path) -> None:
    with_next.write_text(
        "alter table office add column short text; delete from progress; select no_such_column;",
        encoding="utf-8",
    )
    before = tables(kept)
    with pytest.raises(duckdb.Error):
        open_ledger(kept, NOW)
    assert tables(kept) == before
    with_next.unlink()
    with closing(open_ledger(kept, NOW)) as ledger:
        assert answer(ledger, "overview")[0]["tasks"] == 6


def test_a_ledger_from_before_imports_is_brought_up(kept: Path, tmp_path: Path) -> None:
    old = old_ledger(tmp_path / "old.duckdb", 3)
    plans = {name: rows for name, rows in tables(kept).items() if rows}
    with closing(duckdb.connect(str(old))) as connection:
        connection.execute("insert into schema_version values (3, $now)", {"now": NOW})
        connection.execute("attach $path as new (read_only)", {"path": str(kept)})
        for table in ("plan", "theme", "office", "item", "task", "task_office", "progress"):
            rows = connection.table(f"new.{table}").df()
            rows = rows.drop(columns="group_title", errors="ignore")
            connection.append(table, rows, by_name=True)
    with closing(open_ledger(old, NOW)) as ledger:
        assert len(answer(ledger, "plan_rows")) == 7
        assert answer(ledger, "theme_names")
        assert answer(ledger, "import_history") == []
    assert {name: tables(old)[name] for name in ("item", "task", "progress")} == {
        name: plans[name] for name in ("item", "task", "progress")
    }
    assert old.with_name("old.duckdb.v3.bak").exists()


def test_a_ledger_from_before_meetings_keeps_its_last_import_to_take_back(tmp_path: Path) -> None:
    old = old_ledger(tmp_path / "old.duckdb", 4)
    logged = {"import_id": 1, "imported_at": NOW, "file_name": "f", "digest": "d", "kind": "plan"}
    logged |= {f"count_{kind}": 0 for kind in ("new", "changed", "unchanged", "missing")}
    with closing(duckdb.connect(str(old))) as connection:
        frame_plan(connection)
        connection.execute("create schema undo")
        for table in KEPT:
            copy = connection.table(table).df()
            connection.register("copy", copy)
            connection.table("copy").filter("true").create(f"undo.{table}")
        put(connection, "import_log", logged | {"year": 2023})
        connection.register("state", csv_folder.fingerprint(connection).assign(import_id=1))
        connection.table("state").create("undo.state")
    with closing(open_ledger(old, NOW)) as ledger:
        assert history.why_no_undo(ledger) == ""
        history.undo(ledger, now=NOW, undone_by=None)
        assert answer(ledger, "meetings") == []
        assert len(answer(ledger, "office_names")) == 3
    assert old.with_name("old.duckdb.v4.bak").exists()


@pytest.mark.parametrize("version", [version for version in VERSIONS if 5 <= version < 9])
def test_agendas_keep_their_slides_when_the_ledger_stops_checking_kinds(
    tmp_path: Path, version: int
) -> None:
    old = old_ledger(tmp_path / "old.duckdb", version)
    slide = {"agenda_id": 1, "recorded_at": NOW, "words": "theme=党建", "is_shown": True}
    with closing(duckdb.connect(str(old))) as connection:
        put(connection, "agenda", {"agenda_id": 1, "name": "月度", "recorded_at": NOW})
        put(
            connection,
            "agenda_slide",
            slide | {"ordinal": 1, "slide_key": "a", "kind": "theme", "title": "题"},
            slide | {"ordinal": 2, "slide_key": "b", "kind": "offices", "is_shown": False},
        )
    before = tables(old)
    open_ledger(old, NOW).close()
    after = tables(old)
    assert {name: after[name] for name in ("agenda", "agenda_slide")} == {
        name: before[name] for name in ("agenda", "agenda_slide")
    }
    with closing(duckdb.connect(str(old))) as connection:
        new = slide | {"ordinal": 3, "slide_key": "c", "kind": "of a later version"}
        put(connection, "agenda_slide", new)
        with pytest.raises(duckdb.ConstraintException):
            put(connection, "agenda_slide", new)


def test_an_emptied_ledger_is_as_new(kept: Path, tmp_path: Path) -> None:
    open_ledger(tmp_path / "new.duckdb", NOW).close()
    with closing(open_ledger(kept, NOW)) as ledger, ledger.transaction() as connection:
        migrations.reset(connection, NOW)
    emptied, new = tables(kept), tables(tmp_path / "new.duckdb")
    assert emptied.pop("write_mark") != new.pop("write_mark"), "it stays the same ledger"
    assert emptied == new


def test_a_ledger_from_before_macros_were_replaced_whole_gets_those_of_today(
    kept: Path, tmp_path: Path
) -> None:
    old = old_ledger(tmp_path / "old.duckdb", 6)
    with closing(open_ledger(old, NOW)) as ledger:
        assert answer(fill(ledger), "overview")[0]["tasks"] == 6
    assert macros_of(old) == macros_of(kept)


def test_macros_whose_text_changed_replace_those_of_the_ledger(
    kept: Path, with_macro: Path
) -> None:
    before, rows = macros_of(kept), tables(kept)
    with_macro.write_text("create macro next_number(number) as number + 1;", encoding="utf-8")
    open_ledger(kept, NOW).close()
    assert macros_of(kept) == before | {"next_number"}
    with_macro.unlink()
    open_ledger(kept, NOW).close()
    assert macros_of(kept) == before
    assert tables(kept) == rows
    assert not list(kept.parent.glob("*.bak"))


def test_macros_that_cannot_be_made_leave_the_ledger_as_it_was(
    kept: Path, with_macro: Path
) -> None:
    before = macros_of(kept)
    with_macro.write_text("create macro wrong() as table from no_such_table;", encoding="utf-8")
    with pytest.raises(duckdb.Error):
        open_ledger(kept, NOW)
    assert macros_of(kept) == before


def test_a_ledger_that_may_only_be_read_answers_with_the_macros_of_today(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(duckdb.connect(str(kept))) as connection:
        connection.execute("drop macro task_state")
        connection.execute("delete from macro_text")
    before = macros_of(kept)
    monkeypatch.setattr(store.os, "access", lambda *_: False)
    with closing(open_ledger(kept, NOW)) as ledger:
        assert ledger.read_only
        assert answer(ledger, "overview")[0]["tasks"] == 6
        kept_answer = ledger.query_kept("overview", asking("overview"), [DAY])
        assert kept_answer["tasks"].item() == 6
    assert macros_of(kept) == before
