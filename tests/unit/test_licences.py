"""Licences and rights statements by address and by id."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.licences import by_id, by_uri, find, known, meaning, plain_name

VOCABULARIES = Path(__file__).parents[3] / "shared" / "standards" / "vocabularies"
NC_ND = "Creative Commons Attribution-NonCommercial-NoDerivatives"


@pytest.mark.parametrize(
    "address",
    [
        "http://creativecommons.org/licenses/by-sa/4.0/",
        "https://creativecommons.org/licenses/by-sa/4.0",
        "https://www.creativecommons.org/licenses/by-sa/4.0/deed.fr",
        "https://creativecommons.org/licenses/by-sa/4.0/legalcode",
        "creativecommons.org/licenses/BY-SA/4.0/",
        "//creativecommons.org/licenses/by-sa/4.0/?ref=chooser",
    ],
)
def test_one_licence_has_many_addresses(address: str) -> None:
    licence = by_uri(address)

    assert licence is not None
    assert licence.id == "CC-BY-SA-4.0"
    assert (licence.by, licence.nc, licence.nd, licence.sa) == (True, False, False, True)


@pytest.mark.parametrize(
    ("written", "id_", "name"),
    [
        ("CC-BY-4.0", "CC-BY-4.0", "Creative Commons Attribution 4.0 (CC BY 4.0)"),
        ("cc by-nc-nd 3.0", "CC-BY-NC-ND-3.0", f"{NC_ND} 3.0 Unported (CC BY-NC-ND 3.0)"),
        ("CC BY-ND-NC 1.0", "CC-BY-NC-ND-1.0", f"{NC_ND} 1.0 Generic (CC BY-NC-ND 1.0)"),
        ("CC BY SA 3.0 DE", "CC-BY-SA-3.0-DE", "Creative Commons Attribution-ShareAlike 3.0 Germany (CC BY-SA 3.0 DE)"),
        ("CC0", "CC0-1.0", "Creative Commons Zero 1.0 Universal (CC0 1.0)"),
        ("CC BY", "CC-BY", "Creative Commons Attribution (CC BY)"),
        ("NoC-US", "NoC-US", "No Copyright – United States"),
    ],
)  # fmt: skip
def test_licences_by_the_way_they_are_written(written: str, id_: str, name: str) -> None:
    licence = by_id(written)

    assert licence is not None
    assert licence.id == id_
    assert plain_name(written) == name


@pytest.mark.parametrize(
    "text", ["", "CC", "CC BY-XX 4.0", "CC BY 9.9", "CC ND 4.0", "https://example.org/licenses/by/4.0/", "BY"]
)
def test_what_is_not_known_stays_as_it_is(text: str) -> None:
    assert find(text) is None
    assert plain_name(text) == text


def test_a_menu_lists_each_licence_once_and_each_is_found_again() -> None:
    licences = list(known())

    assert len({licence.id for licence in licences}) == len(licences)
    assert licences[0].id == "CC-BY-4.0"
    for licence in licences:
        assert by_id(licence.id) == licence
        assert by_uri(licence.uri) == licence
        assert by_uri(licence.uri.replace("http:", "https:").rstrip("/")) == licence


def test_what_a_licence_asks_in_words() -> None:
    licence = by_id("CC-BY-NC-4.0")

    assert licence is not None
    assert meaning(licence) == "credit must be given, no commercial use"


@pytest.mark.skipif(not VOCABULARIES.exists(), reason="the shared vocabularies are not beside this checkout")
def test_the_shared_vocabularies() -> None:
    for term in json.loads((VOCABULARIES / "creative-commons.json").read_text("utf-8"))["terms"]:
        licence = by_id(term["spdx"])
        assert licence is not None, term
        assert by_uri(term["uri"]) == licence
        flags = (licence.by, not licence.nc, not licence.nd, licence.sa)
        assert flags == (term["attribution"], term["commercial_use"], term["derivatives"], term["share_alike"]), term
    for term in json.loads((VOCABULARIES / "rightsstatements.json").read_text("utf-8"))["terms"]:
        statement = by_uri(term["uri"])
        assert statement is not None, term
        assert (statement.id, statement.name.replace("–", "-")) == (term["code"], term["label"])


@given(st.text(max_size=60))
def test_any_text_may_be_asked(text: str) -> None:
    licence = find(text)

    assert licence is None or plain_name(text)
