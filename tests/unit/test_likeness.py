"""Texts that share their words are found, wherever these stand; texts that share a notice or a template are not."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive_app.domain import likeness
from archive_app.domain.likeness import (
    Gathering,
    Likeness,
    TextPrint,
    checksum,
    compare,
    sentences_of,
    text_print,
    tokens_of,
)
from archive_app.domain.likeness_samples import FEWER_ONE_BY_ONE, samples

RNG_WORDS = 4000
NOTICE = (
    "All rights reserved. This material may not be published, broadcast, rewritten or redistributed without "
    "the written permission of the publisher, who thanks all readers and asks them to write to the "
    "editors about any error in this article or in any other part of the site, on every day of the year."
)


def story(seed: int, words: int = 300) -> list[str]:
    """Paragraphs of invented words, of fifteen-word sentences."""
    rng = random.Random(seed)
    drawn = [f"w{rng.randrange(RNG_WORDS)}" for _ in range(words)]
    sentences = [" ".join(drawn[at : at + 15]) + "." for at in range(0, words, 15)]
    return [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]


def edited(body: list[str], share: float, seed: int = 1) -> list[str]:
    """The text with so many of its words changed."""
    rng = random.Random(seed)
    return [" ".join(f"x{w}" if rng.random() < share else w for w in p.split()) for p in body]


def print_of(body: list[str], headline: str = "") -> TextPrint:
    return text_print(headline, body)


def how(one: list[str], other: list[str]) -> Likeness:
    return compare(print_of(one), print_of(other), texts=("\n".join(one), "\n".join(other)))


def test_the_same_text_under_another_headline_is_the_same() -> None:
    body = story(1)
    found = compare(print_of(body, "Crew walks out"), print_of(body, "Ferries idle as crews strike"))
    assert found.kind == "same_text"


@pytest.mark.parametrize("share", [0.03, 0.06, 0.1])
def test_an_edited_story_is_nearly_the_same(share: float) -> None:
    assert how(story(1), edited(story(1), share)).kind == "near_text"


def test_a_story_that_was_enlarged_is_nearly_the_same_or_holds_the_first() -> None:
    first = story(1)
    found = how(first, first + story(2, 90))
    assert found.kind == "near_text"
    assert found.inside == 1.0
    assert (found.sentences, found.of, found.other_of) == (20, 20, 26)
    assert how(first, first + story(2, 1500)).kind == "within"
    assert how(first + story(2, 1500), first).kind == "holds"


def test_a_brief_that_stands_in_a_long_story_is_found() -> None:
    long, brief = story(1, 900), [" ".join(story(1, 900)).split(".")[3] + ". " + ". ".join(story(1, 900)[4:6])]
    found = how(brief, long)
    assert found.kind == "within"
    assert found.degree > 0.9


def test_other_texts_are_not_alike() -> None:
    assert how(story(1), story(2)) == Likeness() or how(story(1), story(2)).kind == ""


def test_a_shared_notice_is_no_likeness_once_it_is_known_from_many_articles() -> None:
    one, other = [*story(1, 45), NOTICE], [*story(2, 45), NOTICE]
    many = dict.fromkeys(print_of([NOTICE]).hashes, 40)
    assert compare(print_of(one), print_of(other), many).kind == ""
    assert compare(print_of(one), print_of(other)).kind != ""


def test_a_story_printed_by_very_many_is_still_the_same() -> None:
    mine = print_of(story(1))
    many = dict.fromkeys(mine.sample, 40)
    assert compare(mine, print_of(story(1)), many).kind == "same_text"


def test_scripts_without_spaces_are_compared_by_characters() -> None:
    rng = random.Random(3)
    text = "".join(chr(0x4E00 + rng.randrange(900)) for _ in range(300))
    changed = text[:150] + "新聞社" + text[150:]
    assert print_of([text]).size == 3
    assert how([text], [changed]).kind in {"near_text", "same_text"}
    assert how([text], ["".join(reversed(text))]).kind == ""


def test_letter_case_marks_and_accents_do_not_count() -> None:
    assert how(["Élan vital au café du port, dit-elle à la foule réunie."] * 3,
               ["ELAN VITAL AU CAFE DU PORT — dit elle, à la foule RÉUNIE"] * 3).kind == "same_text"  # fmt: skip


def test_alike_texts_of_one_import_are_found_among_many() -> None:
    gathered: Gathering[str] = Gathering()
    for seed in range(2, 80):
        gathered.add(f"other {seed}", print_of([*story(seed), NOTICE]).sample)
    gathered.add("first", print_of(story(1)).sample)
    assert gathered.promising(print_of([*edited(story(1), 0.08), NOTICE]).sample)[0] == "first"
    assert gathered.promising(print_of([*story(500), NOTICE]).sample) == []


@given(st.lists(st.text(max_size=30), max_size=5), st.lists(st.text(max_size=30), max_size=5))
def test_likeness_is_mutual_and_within_bounds(one: list[str], other: list[str]) -> None:
    here, there = how(one, other), how(other, one)
    assert here.overall == pytest.approx(there.overall)
    assert (here.inside, here.holds) == pytest.approx((there.holds, there.inside))
    assert min(here.overall, here.inside, here.holds) >= 0
    assert max(here.overall, here.inside, here.holds) <= 1


@given(st.lists(st.text(max_size=40), max_size=5))
def test_a_text_is_like_itself(body: list[str]) -> None:
    if tokens_of("\n".join(body)):
        assert how(body, body).overall == 1.0
        assert how(body, [*body, "more"]).overall < 1.0
    assert checksum("h", body) == checksum("h", list(body))


def test_sentences_end_at_their_marks() -> None:
    text = "The crew of the ferry walked out. “Nobody was told of this before,” she said? Then it rained on all of us."
    assert [len(s) for s in sentences_of(text)] == [7, 8, 7]


TEXTS = st.one_of(
    st.text(max_size=60),
    st.builds(
        lambda words, times: " ".join(words * times),
        st.lists(st.sampled_from(["harbour", "strike", "ébène", "корабль", "a", "“quay”", "船", "1978", "\ud800x"])),
        st.integers(1, 60),
    ),
    st.builds(lambda seed, words: "\n".join(story(seed, words)), st.integers(), st.integers(1, 700)),
    st.builds(
        lambda seed, n: "".join(random.Random(seed).choices("新华社记者在港口船", k=n)),
        st.integers(),
        st.integers(1, 300),
    ),
)


@settings(deadline=None)  # numpy is imported by the first
@given(st.lists(TEXTS, min_size=FEWER_ONE_BY_ONE, max_size=FEWER_ONE_BY_ONE + 8))
def test_samples_of_many_texts_are_those_of_each_by_itself(texts: list[str]) -> None:
    assert [list(one) for one in samples(texts)] == [
        sorted(likeness.print_of(tokens_of(text)).sample) for text in texts
    ]


def test_samples_are_of_the_same_words_whatever_the_letters() -> None:
    letters = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    rows = ["".join(letters[at : at + 16]) for at in range(0, len(letters), 16)]
    words = " ".join(f"{row[:8]} Été {row[8:]}x" for row in rows)
    texts = [" ".join(words.split(" ")[at : at + 400]) for at in range(0, 3 * len(rows), 400)]
    for some in (texts, [f"İ {text}" for text in texts], [f"{text} \U0001d400" for text in texts]):
        assert [list(one) for one in samples(some)] == [
            sorted(likeness.print_of(tokens_of(text)).sample) for text in some
        ]


def test_samples_stay_those_that_catalogues_hold() -> None:
    body = story(5, 200)
    mine = text_print("Ferries", body).sample
    assert (len(mine), sum(mine), min(mine)) == (33, 8616655521, 9297845)
    assert list(samples(["Ferries\n" + "\n".join(body)] * FEWER_ONE_BY_ONE)[7]) == sorted(mine)
