"""Imports hostile files one by one on the command line, within limits, and writes down what came of each.

Run by ``test_hostile`` in a process of its own: ``python -m tests.journeys.hostile_run CATALOGUE REPORT FILE…``.
"""

from __future__ import annotations

import contextlib
import io
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from archive_app.cli.main import main
from archive_app.operations import media_reading, readers

MEMORY = 3 << 30  # address space; what is really used is measured and much less


def outcome(catalogue: str, file: Path) -> dict[str, Any]:
    """Import one file and say what a person saw of it."""
    begun = time.monotonic()
    words = ("import", "--catalogue", catalogue, str(file), "--json", "--duplicates", "import")
    code, out, err = command(*words)
    if code == 2 and "--map" in out + err:
        # The program asks what the columns of a table mean; the person tells it.
        code, out, err = command(*words, "--as", "article", "--map", "#1=title", "--bad-values", "note")
    seconds = time.monotonic() - begun
    try:
        said = json.loads(out)
    except ValueError:
        said = {}
    made = said.get("records", 0) + sum(said.get("counts", {}).get(key, 0) for key in ("new", "changed"))
    if code == 70:
        came = "crash"
    elif made:
        came = "imports with warning" if err.strip() else "imports"
    elif said.get("skipped"):
        came = "skipped"
    elif code and file.name in out + err:
        came = "clear error"
    else:
        came = f"nothing told (exit code {code})"
    return {"file": file.name, "came": came, "seconds": round(seconds, 2), "code": code, "said": (out + err)[-600:]}


def command(*words: str) -> tuple[int, str, str]:
    """Run a command in this process; its exit code, output and errors."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(list(words))
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 2
    return code, out.getvalue(), err.getvalue()


def peak_kilobytes() -> int:
    """The most memory this process held.

    ``ru_maxrss`` will not do where Linux tells it better: there it starts with what the process that began this one
    held, for a forked copy counts too.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        return int(status.read_text(encoding="ascii").partition("VmHWM:")[2].split()[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def run(catalogue: str, report: str, files: list[str]) -> None:
    """Import files and write one line for each into the report, then one on the catalogue."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    command("new", catalogue)
    readers.warm()  # starting a process is no file's time
    media_reading.warm()
    with Path(report).open("w", encoding="utf-8") as lines:
        for file in files:
            print(json.dumps(outcome(catalogue, Path(file))), file=lines, flush=True)
        code, out, err = command("check", "--catalogue", catalogue)
        here = peak_kilobytes()
        readers.end_all()
        media_reading.end_all()
        readers_most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        end = {"check": code, "said": out + err, "megabytes": here // 1024, "reader_megabytes": readers_most // 1024}
        print(json.dumps(end), file=lines)


if __name__ == "__main__":
    run(sys.argv[1], sys.argv[2], sys.argv[3:])
