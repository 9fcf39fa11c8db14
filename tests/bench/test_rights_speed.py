"""Rights and credit lines by the hundred thousand: a search by verdict, one question to all, lines a second."""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from archive_app.domain.credits import NameIndex, parse_credit, vocabulary_names
from archive_app.domain.records import Photo
from archive_app.domain.rights import Grant, RightsAgent, Use
from archive_app.operations import clearance, find
from archive_app.store.archive import Archive
from tests.conftest import REPOSITORY
from tests.make import a_statement

pytestmark = pytest.mark.bench

WORKS = 100_000
LINES = REPOSITORY.parent / "shared" / "corpus" / "credits.jsonl"
GIVEN = "Anna John Maria Peter Ivan Sergei Jean Luc Ahmed Hans Eva Olga Paul Ines".split()  # noqa: SIM905 - names read better so


@pytest.fixture(scope="module")
def stated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """A hundred thousand photos, half of them with a statement, of twenty agencies and ten terms."""
    with Archive.create(tmp_path_factory.mktemp("rights") / "rights") as archive:
        with archive.operation("Make") as writer:
            for number in range(WORKS):
                work = writer.save(Photo(title=f"Photo {number}"))
                if number % 2:
                    agents = (RightsAgent(f"Agency {number % 20}", "licensor"),)
                    ends = f"20{27 + number % 10}"
                    grants = (Grant(action="publish_online", ends=ends),)
                    writer.save(a_statement(work, agents=agents, grants=grants))
        yield archive


def seconds(work: Callable[[], object], rounds: int = 5) -> float:
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def test_verdicts_of_a_hundred_thousand(stated: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("rights:unknown", "rights:allow", "rights:ask")
    rows = [(f"search {text}", seconds(partial(find.search, stated, text))) for text in asked]
    everything = list(find.search(stated, "").ids)
    rows.append(("facet Rights of everything", seconds(lambda: find.facets(stated, find.search(stated, "").query))))
    other = partial(clearance.check, stated, everything, Use(territory="FR"))
    rows.append(("another use asked of all", seconds(other, 3)))
    rows.append(("what is lost within a year", seconds(lambda: clearance.losing(stated, None, Use(), 365), 3)))
    with capsys.disabled():
        print(f"\nVerdicts of {WORKS:,} records, seconds")
        print("\n".join(f"{name:34}{taken:8.3f}" for name, taken in rows))
    assert dict(rows)["search rights:ask"] < 1.0


def test_credit_lines_a_second(capsys: pytest.CaptureFixture[str]) -> None:
    own = ["Photo: Jane Sample/AP", "© picture alliance/dpa | Jana Muster", "Фото: Иван Пример / ТАСС"]
    shapes = [json.loads(line)["text"] for line in LINES.read_text("utf-8").splitlines()] if LINES.is_file() else own
    chance = random.Random(7)
    surnames = ["".join(chance.choice("bdfklmnrst") + chance.choice("aeiou") for _ in range(3)) for _ in range(5000)]
    lines = [
        f"{chance.choice(GIVEN)} {chance.choice(surnames).title()} / {chance.choice(shapes)}" for _ in range(20_000)
    ]
    rows = []
    again = shapes * (20_000 // len(shapes))
    for name, texts in (("lines as they come (each some 80 times)", again), ("all different", lines)):
        index: NameIndex = vocabulary_names().copy()
        begun = time.process_time()
        for text in texts:
            parse_credit(text, known=index)
        rows.append((name, len(texts) / (time.process_time() - begun)))
    with capsys.disabled():
        print("\nCredit lines a second on one core (goal 10,000)")
        print("\n".join(f"{name:44}{rate:12,.0f}" for name, rate in rows))
