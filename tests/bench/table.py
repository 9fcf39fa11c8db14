"""What the bench prints: a line a case, ours beside the bare statement and beside tantivy, in milliseconds.

Goals are those of a million articles, warm: of lists by the clock, as a person sees them, of all else by processor
time, for the clock would judge what else the machine does.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

LIST_MS, LONGEST_MS, COUNT_MS, EXACT_MS, SAVE_MS, PAGE_MS = 16.0, 50.0, 15.0, 50.0, 5.0, 4.0
HEAD = (
    f"{'':34}{'ours p50':>9}{'p95':>8}{'max':>8}{'cpu p95':>9}{'bare p50':>10}{'p95':>8}{'times':>7}"
    f"{'peer p50':>10}{'p95':>8}"
)


@dataclass(slots=True)
class Spent:
    """Milliseconds on the clock and of the processor, one each run."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def run(self, work: Callable[[], object]) -> None:
        """Do it once, with a watch."""
        wall, cpu = time.perf_counter(), time.thread_time()
        work()
        self.wall.append((time.perf_counter() - wall) * 1000)
        self.cpu.append((time.thread_time() - cpu) * 1000)


def quantile(values: list[float], share: float) -> float:
    """The value below which such a share lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


@dataclass
class Table:
    """Lines, printed as they are measured."""

    title: str
    out: Callable[[str], object] = sys.stdout.write
    lines: list[str] = field(default_factory=list)
    seen: dict[str, Spent] = field(default_factory=dict)

    def add(
        self, name: str, ours: Spent, bare: Spent | None = None, peer: Spent | None = None, note: str = "",
        *, goal: float = 0.0, longest: float = 0.0, clock: bool = False,
    ) -> None:  # fmt: skip
        """A case; ``times`` compares processor time at the 95th percentile: a busy machine changes it least.

        Args:
            name: Of the case.
            ours: What the program took.
            bare: What the bare statement took.
            peer: What tantivy took.
            note: What else there is to say.
            goal: Milliseconds at the 95th percentile, 0 for no goal.
            longest: Milliseconds that no run may take, 0 for no goal.
            clock: Goals are those of the clock, not of the processor: what else the machine does counts too.
        """
        spent = ours.wall if clock else ours.cpu
        self.seen[name] = ours
        line = f"{name:34}{quantile(ours.wall, 0.5):9.2f}{quantile(ours.wall, 0.95):8.2f}{max(ours.wall):8.2f}"
        line += f"{quantile(ours.cpu, 0.95):9.2f}"
        if bare is not None:
            ratio = quantile(ours.cpu, 0.95) / max(quantile(bare.cpu, 0.95), 1e-6)
            line += f"{quantile(bare.wall, 0.5):10.2f}{quantile(bare.wall, 0.95):8.2f}{ratio:7.1f}"
        elif peer is not None or note or goal:
            line += " " * 25
        if peer is not None:
            line += f"{quantile(peer.wall, 0.5):10.2f}{quantile(peer.wall, 0.95):8.2f}"
        elif goal:
            line += " " * 18
        said = [judged(quantile(spent, 0.95), goal, "ms p95")] if goal else []
        if longest:
            said.append(judged(max(spent), longest, "ms max"))
        notes = "; ".join([*said, *([note] if note else [])])
        self._show((line + (f"  {notes}" if notes else "")).rstrip())

    def say(self, name: str, value: str) -> None:
        """A figure that is no time."""
        self._show(f"{name:44}{value}")

    def _show(self, line: str) -> None:
        if not self.lines:
            self.out(f"{self.title}\n{HEAD}\n")
        self.lines.append(line)
        self.out(f"{line}\n")


def judged(value: float, goal: float, unit: str, *, least: bool = False) -> str:
    """A figure beside its goal; ``least`` when more is better."""
    met = value >= goal if least else value <= goal
    digits = 2 if goal < 1 else 1
    return f"{value:.{digits}f} {unit} (goal {goal:g}, {'met' if met else 'missed'})"


def measured(rounds: int, *works: Callable[[], object], before: Callable[[], object] | None = None) -> list[Spent]:
    """Each work so many times, by turns, after one round that does not count; ``before`` each round, unmeasured."""
    spent = [Spent() for _ in works]
    for work in works:
        work()
    gc.collect()
    for _ in range(rounds):
        if before is not None:
            before()
        for each, work in zip(spent, works, strict=True):
            each.run(work)
    return spent
