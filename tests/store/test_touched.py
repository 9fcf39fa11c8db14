"""Which items writes changed can be asked while others are written."""

from __future__ import annotations

import threading
from pathlib import Path

from archive_app.store.sqlite import engine as sqlite


def test_it_is_told_while_the_writer_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "c.sqlite"
    writer, readers = sqlite.writer_engine(file), sqlite.reader_engine(file)
    ended = threading.Event()

    def write() -> None:
        while not ended.is_set():
            with writer.begin():
                sqlite.touches(range(50))
                sqlite.tells_all()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        while sqlite.writes(readers) < 300:
            pass
        for _ in range(3000):
            number = sqlite.writes(readers)
            assert sqlite.touched_since(readers, number - 100, number) in (None, frozenset(range(50)))
    finally:
        ended.set()
        thread.join()
        writer.dispose()
        readers.dispose()
