"""One table of searches over catalogues of 10,000 and 100,000 articles, and of 1,000,000 with ``BENCH=full``.

The catalogues are made once and kept in ``BENCH_DIR``; each figure stands beside the bare SQLite statement and, where
it is installed, tantivy, in the same run and on the same file.
"""

from __future__ import annotations

import os
import sys

import pytest

from tests.bench.bulk import catalogue
from tests.bench.measure import measure
from tests.bench.table import quantile

pytestmark = pytest.mark.bench

SIZES = (10_000, 100_000, 1_000_000) if os.environ.get("BENCH") == "full" else (10_000, 100_000)
LIST_P95_MS = 16.0
NEVER_OVER_MS = 50.0
COUNT_P95_MS = 15.0
KEYSTROKES = ("rare word", "common word (1-5 %)", "very common word (over 20 %)", "two words", "phrase", "negation")
AWKWARD = (
    "one letter being typed", "field and word that seldom meet", "names by a part", "old dates and common word",
    "type and word", "words that are not there", "phrase that seldom stands", "links", "states", "pattern",
    "alternatives",
)  # fmt: skip


@pytest.mark.parametrize("articles", SIZES)
def test_searches(articles: int, capsys: pytest.CaptureFixture[str]) -> None:
    folder = catalogue(articles)
    with capsys.disabled():
        table = measure(folder, rounds=3, with_peer=articles < 1_000_000 or "BENCH_PEER" in os.environ)
        sys.stdout.write("\n")
    # Processor time: a budget on the clock would measure what else the machine does.
    for name in KEYSTROKES:
        assert quantile(table.seen[name].cpu, 0.95) <= LIST_P95_MS, name
    for name, spent in table.seen.items():
        if name in AWKWARD or name.startswith("sort by"):
            assert max(spent.cpu) <= NEVER_OVER_MS, name
    assert quantile(table.seen["facets, count: newest 10,000"].cpu, 0.95) <= 2 * COUNT_P95_MS
