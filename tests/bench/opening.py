"""Opens the window on a catalogue and says how soon it is there and how much memory it holds, beside a bare window::

    python -m tests.bench.opening CATALOGUE

Each start is a process of its own with an empty home; the processor's time is told beside the clock's, as a busy
machine changes it less. Without a screen it runs “offscreen”; under Xvfb as on a desktop.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROUNDS = 3
CHILD = Path(__file__).with_name("opening_child.py")
REPOSITORY = CHILD.parent.parent.parent
STAGES = {
    "painted": "first paint", "rows": "first rows", "at rest": "at rest", "three views": "after list, grid and table",
    "three searches": "after three searches", "all again": "all records again", "a while later": "a while later",
}  # fmt: skip


def measure_opening(folder: Path) -> list[tuple[str, str]]:
    """The lines of the table for one catalogue: what, and how much."""
    with tempfile.TemporaryDirectory(prefix="opening-") as home:
        _start("ours", home, "whole", "")  # compiles what an installed program has compiled
        empty = _start("ours", home, "whole", "")
        bare = [_start("bare", home) for _ in range(ROUNDS)]
        ours = [_start("ours", home, "paint", "") for _ in range(ROUNDS)]
        whole = _start("ours", home, "whole", str(folder))
    lines = [("opening: bare window, first paint", _time(_medians(bare), "painted"))]
    here, there = _medians(ours), _medians(bare)
    ratio = here["painted: processor"] / there["painted: processor"]
    lines += [
        ("opening: our window, first paint", f"{_time(here, 'painted')}; {ratio:.2f} times the bare one"),
        ("opening: the search box takes keys", _time(whole, "takes keys")),
        ("opening: first rows", _time(whole, "rows")),
        ("opening: everything at rest", _time(whole, "at rest")),
    ]
    rows = int(whole.get("rows in all", 0))
    for number, view in enumerate(("grid", "table", "list")):
        lines.append((f"{view} opens, {rows:,} rows", _time(whole, f"view {number} {view}")))
    if "painted: rss" in there:
        lines.append(("memory: bare window", _memory(there, "painted")))
        lines.append(("memory: our window without a catalogue", _memory(empty, "empty")))
        for stage, words in STAGES.items():
            if f"{stage}: rss" in whole and stage != "painted":
                lines.append((f"memory: {words}", _memory(whole, stage)))
    lines.append(("memory: the most of all", f"{whole['most: rss']:.0f} MB"))
    return lines


def _time(figures: dict[str, float], stage: str) -> str:
    return f"{figures[f'{stage}: clock']:.0f} ms ({figures[f'{stage}: processor']:.0f} ms of the processor)"


def _memory(figures: dict[str, float], stage: str) -> str:
    return f"{figures[f'{stage}: rss']:.0f} MB ({figures[f'{stage}: own']:.0f} MB without what is shared)"


def _medians(runs: list[dict[str, float]]) -> dict[str, float]:
    return {name: median(run[name] for run in runs) for name in runs[0]}


def _start(what: str, home: str, depth: str = "paint", catalogue: str = "") -> dict[str, float]:
    """One child and its figures."""
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    surroundings |= {f"XDG_{name}_HOME": str(Path(home, name.lower())) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    surroundings |= {"HOME": home, "PYTHONPYCACHEPREFIX": str(Path(home, "compiled")), "PYTHONPATH": str(REPOSITORY)}
    if not surroundings.get("DISPLAY") and not surroundings.get("WAYLAND_DISPLAY"):
        surroundings["QT_QPA_PLATFORM"] = "offscreen"
    command = [sys.executable, str(CHILD), what, str(time.monotonic()), depth, catalogue]
    ended = subprocess.run(command, env=surroundings, cwd=home, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise RuntimeError(ended.stderr)
    return dict(json.loads(line) for line in ended.stdout.splitlines() if line.startswith("["))


def main(folder: Path) -> int:
    """Print the table."""
    for name, value in measure_opening(folder.absolute()):
        sys.stdout.write(f"{name:44}{value}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
