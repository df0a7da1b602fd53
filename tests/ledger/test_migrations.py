"""Schema versions: a newer file is refused, an older one is copied and then brought up."""

from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from dashboard.core.errors import LedgerTooNew
from dashboard.core.paths import QUERIES
from dashboard.importing import service
from dashboard.ledger import csv_folder, migrations
from dashboard.ledger.store import open_ledger
from tests.support.clock import NOW
from tests.support.small_plan import answer, fill, frame_plan, put

NEWEST = max(migrations.migrations())
KEPT = (
    "plan", "theme", "office", "item", "task", "task_office", "progress", "adjustment",
    "adjustment_office", "verification", "task_search",
)  # fmt: skip
"""The tables that an import of before meetings kept copies of."""


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The file of a closed ledger that holds the small plan."""
    path = tmp_path / "kept.duckdb"
    with closing(open_ledger(path, NOW)) as ledger:
        fill(ledger)
    return path


@pytest.fixture
def with_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of one more migration than the program has, in a copy of queries/."""
    schema = tmp_path / "queries" / "schema"
    schema.mkdir(parents=True)
    for file in (QUERIES / "schema").glob("*.sql"):
        (schema / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr(migrations, "QUERIES", tmp_path / "queries")
    return schema / f"{NEWEST + 1:04}_next.sql"


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table of a closed file."""
    with closing(duckdb.connect(str(path))) as connection:
        names = connection.execute("select table_name from duckdb_tables() order by all").fetchall()
        return {name: sorted(connection.table(name).fetchall(), key=str) for (name,) in names}


def test_migrations_are_numbered_without_gaps() -> None:
    assert list(migrations.migrations()) == list(range(1, NEWEST + 1))


def test_a_new_ledger_has_had_every_migration(kept: Path) -> None:
    assert tables(kept)["schema_version"] == [(version, NOW) for version in range(1, NEWEST + 1)]
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
    old = tmp_path / "old.duckdb"
    plans = {name: rows for name, rows in tables(kept).items() if rows}
    steps = {version: sql for version, sql in migrations.migrations().items() if version <= 3}
    with closing(duckdb.connect(str(old))) as connection:
        migrations.migrate(connection, steps, NOW)
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
    old = tmp_path / "old.duckdb"
    steps = {version: sql for version, sql in migrations.migrations().items() if version <= 4}
    logged = {"import_id": 1, "imported_at": NOW, "file_name": "f", "digest": "d", "kind": "plan"}
    logged |= {f"count_{kind}": 0 for kind in ("new", "changed", "unchanged", "missing")}
    with closing(duckdb.connect(str(old))) as connection:
        migrations.migrate(connection, steps, NOW)
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
        assert service.why_no_undo(ledger) == ""
        service.undo(ledger, now=NOW, undone_by=None)
        assert answer(ledger, "meetings") == []
        assert len(answer(ledger, "office_names")) == 3
    assert old.with_name("old.duckdb.v4.bak").exists()


def test_an_emptied_ledger_is_as_new(kept: Path, tmp_path: Path) -> None:
    open_ledger(tmp_path / "new.duckdb", NOW).close()
    with closing(open_ledger(kept, NOW)) as ledger, ledger.transaction() as connection:
        migrations.reset(connection, NOW)
    assert tables(kept) == tables(tmp_path / "new.duckdb")
