"""What the table of ``make bench`` tells besides searches: the window's start, its frames, imports, sizes of files.

Windows run in processes of their own, so that they neither share nor disturb the memory of what measures searches.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from archive_app.store.archive import FILE
from tests.bench.corpus import folder_size
from tests.bench.floor import bare_connection
from tests.bench.opening import measure_opening
from tests.bench.table import Table, judged
from tests.bench.test_import_speed import ARTICLES, compare
from tests.conftest import REPOSITORY

Line = tuple[str, str]
IMPORT_GOAL = 0.6  # of the bare loop
FULL_TEXT = ("typing", "full_text", "titles")
MOST_READ = 4_000_000_000  # bytes; the pages of a larger database would be read for minutes


def tell(table: Table, folder: Path) -> None:
    """Add all of it for one catalogue, a line each, as it is measured."""
    connection = bare_connection(folder)
    for measured in (
        lambda: measure_opening(folder.absolute()), lambda: scrolling(folder), importing,
        lambda: sizes(folder, connection),
    ):  # fmt: skip
        for name, value in measured():
            table.say(name, value)
    connection.close()


def scrolling(folder: Path) -> list[Line]:
    """What a frame of the three views costs, over a million rows at least."""
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.bench.scrolling", str(folder.absolute()), "--json"]
    ended = subprocess.run(command, env=surroundings, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise RuntimeError(ended.stderr)
    return [(label, words) for label, words in json.loads(ended.stdout.splitlines()[-1])]


@cache
def importing() -> tuple[Line, ...]:
    """How fast articles are imported, beside a bare loop; measured once, as no catalogue is needed for it."""
    with tempfile.TemporaryDirectory(prefix="archive-app-import-") as name:
        rates = compare(Path(name))
    share = judged(rates.of_cpu, IMPORT_GOAL, "of the bare loop by processor time", least=True)
    share += f" ({rates.of_least:.2f} of one past the triggers)"
    words = f"{ARTICLES / rates.ours:,.0f} articles a second, bare {ARTICLES / rates.bare:,.0f}; {share}"
    return (("import", words),)


def sizes(folder: Path, connection: Any) -> list[Line]:
    """How large the catalogue is on the disk, by its parts."""
    whole = (folder / FILE).stat().st_size
    found = [("file size: database", _megabytes(whole))]
    if whole <= MOST_READ:
        parts = {name: _bytes(connection, f"SELECT sum(length(block)) FROM {name}_data") for name in FULL_TEXT}
        listed = ", ".join(f"{name} {_megabytes(size)}" for name, size in parts.items())
        share = sum(parts.values()) / whole
        found.append(("file size: full-text tables", f"{listed}; {share:.0%} of the database"))
    beside = ((name, folder_size(folder / name)) for name in ("sources", "media", "previews"))
    found.append(("file size: files", ", ".join(f"{name} {_megabytes(size)}" for name, size in beside)))
    return found


def _bytes(connection: Any, sql: str) -> int:
    return connection.execute(sql).fetchone()[0] or 0


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"
