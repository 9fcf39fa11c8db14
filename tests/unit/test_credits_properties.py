"""What holds for the parsing of any text, and how well the labelled lines of the corpus are read."""

from __future__ import annotations

import json
import sys
from importlib.util import module_from_spec, spec_from_file_location
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.credits import as_json, find_credit, parse_credit
from archive_app.domain.records import CREDIT_FLAGS, PARTY_ROLES

SHARED = Path(__file__).resolve().parents[3] / "shared"
# Pieces of real lines in any order reach deeper than random characters do.
PIECES = st.sampled_from(
    [
        *("AP", "Photo", "Photo by ", "Foto: ", "/", " | ", " (", ")", "[", "］", " via ", " for ", " on ", "©"),
        *(", ", "Jane Sample", "dpa", "Getty Images", "Handout", "File", "Courtesy of ", "Screenshot", ": ", "..."),
        *(
            " - ",
            "–",
            "CC BY-SA 4.0",
            "https://creativecommons.org/licenses/by/4.0/",
            "新华社",
            "记者",
            "摄",
            "＝",
            "共同",
        ),
        *("Фото:", "ТАСС", "@x", "\u200b", "\n", "Left: ", "Text", " and ", "e", "Sample Museum", "London", "2019"),
        *("Archiv", "Styling: ", "mit", "«", "»", " mit freundlicher Genehmigung von ", "(c) 2020 ", ". "),
        "All rights reserved",
    ]
)
LINES = st.one_of(st.text(), st.lists(PIECES, max_size=14).map("".join))


@given(LINES)
def test_no_character_is_lost(line: str) -> None:
    parsed = parse_credit(line)
    assert "".join(parsed.value.literals) == line
    assert parsed.text == line


@given(LINES)
def test_offsets_select_the_names_and_the_words_are_those_of_the_records(line: str) -> None:
    value = parse_credit(line).value
    for party in value.parties:
        assert party.name
        assert line[party.start : party.end] == party.name
        assert party.role in PARTY_ROLES
        assert party.kind in {"person", "organization", "unknown"}
    assert set(value.flags) <= set(CREDIT_FLAGS)
    assert json.loads(json.dumps(as_json(parse_credit(line))))["text"] == line


@given(LINES)
def test_parties_do_not_overlap(line: str) -> None:
    spans = sorted((party.start, party.end) for party in parse_credit(line).value.parties)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@given(LINES)
def test_the_normalised_line_adds_nothing(line: str) -> None:
    kept = [c for c in parse_credit(line).credit if c.isalnum()]
    rest = iter(line)
    assert all(c in rest for c in kept)


@given(LINES, LINES)
def test_a_found_credit_lies_in_the_text(caption: str, credit: str) -> None:
    text = caption + credit
    span = find_credit(text)
    assert span is None or 0 <= span[0] < span[1] <= len(text)


def test_what_is_longer_than_any_credit_line_names_nobody() -> None:
    text = "Jane Sample/AP, " * 5000
    parsed = parse_credit(text)
    assert parsed.value.parties == ()
    assert parsed.value.literals == (text,)


# What was reached when the parser was written, less a little: lines, not single names, are what counts.
FLOORS = {
    "lossless": 1.0, "credit": 0.97, "parties_f1": 0.96, "roles": 0.93, "kinds": 0.95, "whole": 0.88,
    "licence": 0.95, "year": 0.95, "medium": 0.95,
}  # fmt: skip


def test_the_corpus_is_read_as_well_as_before() -> None:
    labels_file = SHARED / "corpus" / "credits.jsonl"
    scorer_file = SHARED / "eval" / "score_credits.py"
    if not labels_file.is_file() or not scorer_file.is_file():
        pytest.skip("the corpus of credit lines is not beside the repository")
    specification = spec_from_file_location("score_credits", scorer_file)
    assert specification is not None
    assert specification.loader is not None
    scorer = module_from_spec(specification)
    written, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        specification.loader.exec_module(scorer)
    finally:
        sys.dont_write_bytecode = written
    labels = scorer.read(labels_file)
    scores, _ = scorer.score(labels, [as_json(parse_credit(label["text"])) for label in labels])
    assert {name: scores[name] for name, floor in FLOORS.items() if scores[name] < floor} == {}
