from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive_app import logs


@pytest.fixture(autouse=True)
def as_it_was(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Logging belongs to the whole process, so each test leaves it as it found it."""
    level = logging.getLogger().level
    for module, hook in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(module, hook, getattr(module, hook))
    yield
    logs.stop_logging()
    logging.captureWarnings(capture=False)
    logging.getLogger().setLevel(level)


def test_the_log_is_one_file_in_the_persons_own_place(a_home_of_its_own: Path) -> None:
    path = logs.start_logging()
    assert path is not None
    assert a_home_of_its_own in path.parents
    logging.getLogger("archive_app.test").info("Imported %s records", 3)
    assert "archive_app.test: Imported 3 records" in path.read_text(encoding="utf-8")


def test_starting_again_writes_each_line_once(tmp_path: Path) -> None:
    logs.start_logging(tmp_path)
    path = logs.start_logging(tmp_path)
    assert path is not None
    logging.getLogger("archive_app.test").info("once")
    assert path.read_text(encoding="utf-8").count("once") == 1


def test_an_exception_in_any_thread_is_logged_and_shown(tmp_path: Path) -> None:
    shown: list[BaseException] = []
    path = logs.start_logging(tmp_path, shown=shown.append)
    assert path is not None

    def fail() -> None:
        message = "it broke"
        raise ValueError(message)

    thread = threading.Thread(target=fail, name="reader")
    thread.start()
    thread.join()
    try:
        fail()
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    text = path.read_text(encoding="utf-8")
    assert "Uncaught in reader" in text
    assert "Uncaught in the main thread" in text
    assert text.count("ValueError: it broke") == 2
    assert [str(error) for error in shown] == ["it broke", "it broke"]


def test_details_of_the_database_and_of_pictures_stay_out(tmp_path: Path) -> None:
    path = logs.start_logging(tmp_path, verbose=True)
    assert path is not None
    for name in ("sqlalchemy.engine.Engine", "PIL.TiffImagePlugin"):
        logging.getLogger(name).info("a caption nobody may read yet")
    assert "caption" not in path.read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written_does_not_stop_the_program(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "a file").write_text("")
    assert logs.start_logging(tmp_path / "a file") is None
    assert "cannot be written" in caplog.text


def test_the_log_rotates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "MAX_BYTES", 2_000)
    logs.start_logging(tmp_path)
    for number in range(200):
        logging.getLogger("archive_app.test").info("line %s of a log that grows", number)
    names = sorted(path.name for path in tmp_path.glob("archive-app.log*"))
    assert names == ["archive-app.log", "archive-app.log.1", "archive-app.log.2", "archive-app.log.3"]
    assert all(path.stat().st_size <= 2_000 for path in tmp_path.glob("archive-app.log*"))
