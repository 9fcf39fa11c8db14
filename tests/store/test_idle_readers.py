"""Readers that nobody uses forget their pages; the one that is used next keeps them."""

from __future__ import annotations

from pathlib import Path

from archive_app.store.sqlite import engine as sqlite


def test_the_reader_that_was_used_last_is_still_used_next(tmp_path: Path) -> None:
    file = tmp_path / "c.sqlite"
    made = sqlite.connect(file)
    made.execute("CREATE TABLE t (a)")
    made.close()
    readers = sqlite.reader_engine(file)
    sqlite.shrink_idle(readers)  # none was opened yet
    one, other = readers.raw_connection(), readers.raw_connection()
    last = one.driver_connection
    other.close()
    one.close()

    sqlite.shrink_idle(readers)

    with readers.connect() as connection:
        assert connection.connection.driver_connection is last
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar_one() == 0
    readers.dispose()


def test_one_reader_alone_keeps_its_pages(tmp_path: Path) -> None:
    file = tmp_path / "c.sqlite"
    sqlite.connect(file).close()
    readers = sqlite.reader_engine(file)
    with readers.connect() as connection:
        alone = connection.connection.driver_connection
    sqlite.shrink_idle(readers)
    with readers.connect() as connection:
        assert connection.connection.driver_connection is alone
    readers.dispose()
