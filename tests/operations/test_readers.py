"""Reader processes: limits, hangs and crashes are one failed file; order, languages and add-ons are kept."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive_app.domain.errors import Cancelled
from archive_app.operations import read_limits, readers, reading
from archive_app.operations.progress import Progress

TEXT = """Ferry returns to the harbour

By Ann Example

The ferry came back on Monday morning with all who were on board, the harbour master said.
"""

ADD_ON = '''
import os
import time


class Odd:
    """Does what its source says: an importer of somebody else's."""

    name, label, suffixes = "odd", "Odd", (".odd",)

    def recognises(self, name, head):
        return name.endswith(".odd")

    def read(self, source):
        wish = source.content.decode().strip()
        if wish == "die":
            os._exit(11)
        if wish == "leave":
            os._exit(0)
        if wish == "spin":
            while True:
                pass
        if wish == "sleep":
            time.sleep(3600)
        if wish == "hoard":
            self.kept = bytearray(3 << 30)
        if wish == "write":
            with open(source.address + ".out", "wb") as file:
                file.write(bytes(1 << 27))
        if wish == "recurse":
            self.read(source)
        if wish == "fail":
            raise KeyError("an importer's own fault")
        from archive_app.domain.records import Article, Draft, Source

        article = Article(headline=f"{wish} {os.getpid()}")
        odd = (lambda: wish,) if wish == "unsendable" else ()
        return [Draft(source=Source(name=source.name, address=source.address), article=article, remarks=odd)]
'''


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for sources, with the odd importer installed as another distribution."""
    site = tmp_path / "site"
    info = site / "odd-1.dist-info"
    info.mkdir(parents=True)
    (site / "odd_add_on.py").write_text(ADD_ON)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: odd\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[archive_app.importers]\nodd = odd_add_on:Odd\n")
    monkeypatch.syspath_prepend(str(site))
    made = tmp_path / "in"
    made.mkdir()
    yield made
    readers.end_all()


def _odd(folder: Path, *wishes: str) -> list[Path]:
    paths = []
    for number, wish in enumerate(wishes):
        paths.append(folder / f"{number}.odd")
        paths[-1].write_text(wish)
    return paths


def _outcomes(paths: list[Path], processes: int = 1) -> list[str]:
    """The first word of each headline, or the error."""
    words = []
    for outcome in reading.read(paths, processes=processes):
        if outcome.error is not None:
            words.append(outcome.error.message)
        elif outcome.draft is not None:
            words.append(outcome.draft.article.headline.split()[0])
    return words


def test_an_importer_of_another_distribution_is_read_through(folder: Path) -> None:
    [outcome] = reading.read(_odd(folder, "hello"))
    assert outcome.draft is not None
    word, number = outcome.draft.article.headline.split()
    assert word == "hello"
    assert int(number) != os.getpid(), "even a single file is read in a process of its own"


def test_whatever_an_importer_does_is_one_failed_file(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    found = _outcomes(_odd(folder, "one", "die", "two", "leave", "fail", "unsendable", "three", "die", "die"))
    ended = "Reading this file ended the reader, so it was left out."
    own = "The program failed to read this file; the log says where."
    assert found == ["one", ended, "two", ended, own, own, "three", ended, ended]
    assert "an importer's own fault" in caplog.text


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a process's memory and tells how much it takes")
def test_memory_and_files_are_limited(folder: Path) -> None:
    found = _outcomes(_odd(folder, "hoard", "recurse", "write", "after"))
    memory = "Reading this file takes more memory than is allowed, so it was left out."
    assert found[:2] == [memory, memory]
    assert found[2] == "The program failed to read this file; the log says where."
    assert found[3] == "after"
    assert (folder / "2.odd.out").stat().st_size <= read_limits.LARGEST_WRITTEN


@pytest.mark.parametrize("wish", ["spin", "sleep"])
def test_what_never_ends_is_stopped(folder: Path, monkeypatch: pytest.MonkeyPatch, wish: str) -> None:
    # The clock is the parent's; the reader's own limit of processor time is longer here. Only the file in question
    # has little time: reading the others takes as long as a busy machine makes it.
    monkeypatch.setattr(readers, "seconds_for", lambda size: (600, 2 if size == len(wish) else 600))
    found = _outcomes(_odd(folder, "before", wish, "afterwards", "thereupon"))
    assert found == ["before", "Reading this file took too long and was stopped.", "afterwards", "thereupon"]


def test_several_readers_keep_the_order(folder: Path) -> None:
    wishes = [f"w{n}" if n % 5 else "die" for n in range(40)]
    found = _outcomes(_odd(folder, *wishes), processes=3)
    assert [word if word.startswith("w") else "die" for word in found] == wishes


def test_a_reader_is_kept_for_the_next_reading(folder: Path) -> None:
    first, second = (next(iter(reading.read(_odd(folder, "a")))).draft for _ in range(2))
    assert first is not None
    assert second is not None
    assert first.article.headline == second.article.headline, "the same process"


def test_a_reader_that_went_home_is_not_blamed_on_the_file(folder: Path) -> None:
    paths = _odd(folder, "a")
    assert _outcomes(paths) == ["a"]
    [kept] = readers._kept
    kept.pipe.send(None)  # no job: it takes its leave
    assert _outcomes(paths) == ["a"]


def test_stopping_does_not_wait_for_a_file_that_takes_long(folder: Path) -> None:
    progress = Progress()
    outcomes = reading.read(_odd(folder, "a", "sleep"), progress=progress)
    assert next(outcomes).draft is not None
    progress.cancel()
    start = time.monotonic()
    with pytest.raises(Cancelled):
        next(outcomes)
    assert time.monotonic() - start < read_limits.seconds_for(0)[1], "before its time was up"


def test_paths_count_from_the_folder_the_person_is_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        (folder / name).mkdir()
        (folder / name / "a.txt").write_text(TEXT.replace("Ferry", name))
        monkeypatch.chdir(folder / name)
        [outcome] = reading.read(["a.txt"])
        assert outcome.draft is not None
        assert outcome.draft.article.headline.startswith(name)
        assert outcome.draft.source.address == "a.txt"


def test_larger_files_are_given_more_time() -> None:
    processor, clock = read_limits.seconds_for(0)
    assert processor < clock
    assert read_limits.seconds_for(1 << 30) > (1000, 2000)
