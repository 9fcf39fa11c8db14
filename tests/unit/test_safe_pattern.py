"""Patterns of people: the same results as Python's own, and never a long wait."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive_app.domain.safe_pattern import PatternError, compile_pattern

_ATOMS = st.sampled_from(["a", "b", "c", ".", "[ab]", "[^a]", "[a-c]", r"\w", r"\d", r"\s", r"\b", "^", "$", " ", "1"])
_REPEATS = st.sampled_from(["", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,3}?"])


def _patterns() -> st.SearchStrategy[str]:
    def repeated(pair: tuple[str, str]) -> str:
        atom, sign = pair
        return atom if atom in {"^", "$", r"\b"} else atom + sign

    one = st.tuples(_ATOMS, _REPEATS).map(repeated)
    return st.recursive(
        one,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map("".join),
            st.lists(inner, min_size=2, max_size=3).map(lambda ways: f"(?:{'|'.join(ways)})"),
            st.tuples(inner, st.sampled_from(["", "?", "{2}"])).map(lambda p: f"({p[0]}){p[1]}"),
        ),
        max_leaves=6,
    )


@given(pattern=_patterns(), text=st.text(alphabet="abc1 \n", max_size=14))
@settings(max_examples=600, deadline=None)
def test_matches_are_those_of_pythons_own(pattern: str, text: str) -> None:
    expected = re.search(pattern, text)
    found = compile_pattern(pattern, folded=False).find(text)
    assert (None if found is None else (found.start, found.end)) == (None if expected is None else expected.span())


@given(text=st.text(alphabet="abc1 /-", max_size=20))
@settings(max_examples=200, deadline=None)
def test_groups_are_those_of_pythons_own(text: str) -> None:
    for pattern in (r"(a+)(b*)(c)?", r"(?P<who>\w+?)\s*/\s*(?P<for>.+)", r"(a|ab)(c|bcd)*", r"^(.*?)-(.*)$"):
        expected = re.search(pattern, text)
        found = compile_pattern(pattern, folded=False).find(text)
        assert (found is None) == (expected is None)
        if found is not None and expected is not None:
            for n in range(expected.re.groups + 1):
                assert found.group(n, text) == (expected.group(n) or "")


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*$", "(a|aa)+$", "(.*)*x", r"(\w+\s?)*!"])
def test_a_pattern_that_would_never_end_is_given_up(pattern: str) -> None:
    """Python's own takes longer than the universe has lasted; here the test ends."""
    made = compile_pattern(pattern)
    for _ in range(5):
        assert made.find("a" * 5000 + "?") is None


@pytest.mark.parametrize("pattern", ["(", ")", "[", "[b-a]", "*", "a**", "\\", r"\q", "(?P<1>a)", "(?P<a>x", "x" * 501])
def test_what_is_not_understood_is_said(pattern: str) -> None:
    with pytest.raises(PatternError, match="pattern"):
        compile_pattern(pattern)


def test_case_and_accents_count_only_when_asked() -> None:
    assert compile_pattern("cite de [A-Z]+").find("Photo Cité de l’espace") is not None
    assert compile_pattern("CITÉ").find("cite") is not None
    assert compile_pattern("cite", folded=False).find("Cité") is None


def test_a_match_says_where_it_stands_in_the_printed_text() -> None:
    found = compile_pattern(r"foto: (?P<who>[^/]+?) ?/").find("FÖTO: Ann Lee / dpa")
    assert found is not None
    assert found.group("who", "FÖTO: Ann Lee / dpa") == "Ann Lee"
    assert [f.start for f in compile_pattern("an").find_all("Banana")] == [1, 3]
