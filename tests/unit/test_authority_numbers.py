"""Numbers in registers elsewhere: read as people type or paste them, checked, turned into addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.authority_numbers import REGISTERS, Register, address, looks_right, read_identifier
from archive_app.domain.records import Identifier


@pytest.mark.parametrize(
    ("scheme", "typed", "expected"),
    [
        ("Wikidata", "q190332", Identifier("wikidata", "Q190332")),
        ("", "https://www.wikidata.org/wiki/Q190332#sitelinks", Identifier("wikidata", "Q190332")),
        ("", "http://viaf.org/viaf/134212053/", Identifier("viaf", "134212053")),
        ("ISNI", "0000 0001 2103 2683", Identifier("isni", "0000000121032683")),
        ("", "Q7", Identifier("wikidata", "Q7")),
        ("ulan", "500115588", Identifier("ulan", "500115588")),
        ("House list", "A 7", Identifier("house list", "A 7")),
        ("", "12", Identifier("", "12")),
    ],
)
def test_what_is_typed_or_pasted_is_read(scheme: str, typed: str, expected: Identifier) -> None:
    assert read_identifier(scheme, typed) == expected


@given(st.sampled_from(REGISTERS), st.from_regex(r"[0-9]{4,9}", fullmatch=True))
def test_an_address_is_read_back_as_its_number(register: Register, number: str) -> None:
    made = Identifier(register.scheme, number)
    assert read_identifier("", address(made)) == made


def test_an_unknown_register_has_no_address() -> None:
    assert address(Identifier("house list", "A7")) == ""
    assert address(Identifier("wikidata", "")) == ""


@pytest.mark.parametrize(
    ("identifier", "right"),
    [
        (Identifier("isni", "0000000121032683"), True),
        (Identifier("isni", "0000000121032684"), False),
        (Identifier("isni", "12"), False),
        (Identifier("orcid", "0000-0002-1825-0097"), True),
        (Identifier("wikidata", "190332"), False),
        (Identifier("house list", "anything"), True),
    ],
)
def test_a_number_that_cannot_be_is_noticed(identifier: Identifier, right: bool) -> None:
    assert looks_right(identifier) is right
