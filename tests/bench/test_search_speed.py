"""One table over catalogues of 10,000 and 100,000 articles, and of 1,000,000 with ``BENCH=full``.

The catalogues are made once and kept in ``BENCH_DIR``; each search stands beside the bare SQLite statement and, where
it is installed, tantivy, in the same run and on the same file, then the window, imports and files. What is missed is
printed; a machine that is busy with other things fails no test.
"""

from __future__ import annotations

import os
import sys

import pytest

from tests.bench import beside
from tests.bench.bulk import catalogue
from tests.bench.measure import measure

pytestmark = pytest.mark.bench

SIZES = (10_000, 100_000, 1_000_000) if os.environ.get("BENCH") == "full" else (10_000, 100_000)
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
        beside.tell(table, folder)
        sys.stdout.write("\n")
    assert {*KEYSTROKES, "facets, count: newest 10,000"} <= table.seen.keys()
    assert any(line.startswith("scroll frame, grid") for line in table.lines)
