"""What a corrected credit line says about others, and that no letter of a line is ever lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.credit_lessons import lesson_of, suggested
from archive_app.domain.credit_parts import place_of, rebuilt, same_credit
from archive_app.domain.credits import parse_credit
from archive_app.domain.house_rules import apply_to_parts
from archive_app.domain.records import PARTY_ROLES, Credit, CreditParty, PhotoUse
from archive_app.domain.rule_values import Parts
from archive_app.domain.safe_pattern import compile_pattern

P = CreditParty


def read(line: str) -> Credit:
    return parse_credit(line).value


def lesson(line: str, *parties: tuple[str, str, str], **values: object):  # type: ignore[no-untyped-def]  # a Lesson
    before = read(line)
    made = replace(before, parties=tuple(P(*one) for one in parties), **values)  # type: ignore[arg-type]  # fields of Credit
    return lesson_of(line, before, rebuilt(line, made))


def names(credit: Credit) -> list[tuple[str, str]]:
    return [(p.name, p.role) for p in credit.parties]


def test_the_order_of_agency_and_maker_is_carried_to_other_makers() -> None:
    taught = lesson("Quayside/Testfield", ("Quayside", "provider", "organization"), ("Testfield", "creator", "person"))
    found = suggested(taught, "Quayside/Marlow", read("Quayside/Marlow"))
    assert found is not None
    assert (found.reason, found.sure) == ("form", True)
    assert names(found.credit) == [("Quayside", "provider"), ("Marlow", "creator")]
    assert suggested(taught, "Quayside/Reuters", read("Quayside/Reuters")) is None  # an agency is no maker
    assert suggested(taught, "Dockside/Marlow", read("Dockside/Marlow")) is None


def test_a_name_that_was_cut_in_two_is_whole_in_other_lines() -> None:
    line = "Ann Lee for Harbour, Sea & Sons"
    taught = lesson(line, ("Ann Lee", "creator", "person"), ("Harbour, Sea & Sons", "provider", "organization"))
    other = "Tom Rye for  Harbour, Sea & Sons"
    found = suggested(taught, other, read(other))
    assert found is not None
    assert names(found.credit) == [("Tom Rye", "creator"), ("Harbour, Sea & Sons", "provider")]


def test_marks_and_licence_go_with_the_form() -> None:
    taught = lesson(
        "Ann Lee/Northlight beigestellt", ("Ann Lee", "creator", "person"), ("Northlight", "provider", "organization"),
        flags=("supplied",), licence="LicenseRef-press",
    )  # fmt: skip
    other = "Tom Rye/Northlight beigestellt"
    found = suggested(taught, other, replace(read(other), flags=("pool",)))
    assert found is not None
    assert set(found.credit.flags) == {"pool", "supplied"}
    assert found.credit.licence == "LicenseRef-press"
    assert found.credit.year is None


def test_a_form_of_nothing_but_people_teaches_nothing_of_others() -> None:
    taught = lesson("Photo: Ann Lee", ("Ann Lee", "rights_holder", "person"))
    assert taught.rule() is None
    assert suggested(taught, "Photo: Tom Rye", read("Photo: Tom Rye")) is None
    again = suggested(taught, "Photo: Ann Lee", read("Photo: Ann Lee"))
    assert again is not None
    assert again.reason == "line"


def test_a_kind_is_carried_to_the_name_wherever_it_stands() -> None:
    taught = lesson(
        "Harbour Field/AP", ("Harbour Field", "provider", "organization"), ("AP", "distributor", "organization")
    )
    other = "Ann Lee for Harbour Field"
    credit = replace(
        read(other), parties=(P("Ann Lee", "creator", "person", 0, 7), P("Harbour Field", "provider", "person", 12, 25))
    )
    found = suggested(taught, other, credit)
    assert found is not None
    assert found.reason == "name"
    assert [p.kind for p in found.credit.parties] == ["person", "organization"]
    assert taught.names == (("Harbour Field", "organization"),)


def test_what_is_so_already_is_no_suggestion() -> None:
    taught = lesson(
        "Ann Lee/Northlight", ("Ann Lee", "creator", "person"), ("Northlight", "distributor", "organization")
    )
    assert suggested(taught, "Ann Lee/Northlight", taught.after) is None


@pytest.mark.parametrize(
    ("line", "name", "place"),
    [
        ("Foto: AP/Mapley", "AP", (6, 8)),
        ("Mapley/AP", "AP", (7, 9)),
        ("Mapley", "Map", (-1, -1)),
        ("Фото: Роскосмос", "роскосмос", (6, 15)),
        ("新华社记者 吕某 摄", "吕某", (6, 8)),
        ("José  María/EFE", "Jose Maria", (0, 11)),
        ("AP / AP", "", (-1, -1)),
    ],
)
def test_names_are_found_as_whole_words(line: str, name: str, place: tuple[int, int]) -> None:
    if "新" in line:
        assert line[slice(*place_of(line, name))] == name
    else:
        assert place_of(line, name) == place


_WORDS = st.sampled_from([
    "Ann", "Lee", "Northlight", "AP", "/", "|", "via", "Photo:", "(", ")", "©", "2021", "courtesy", "of", ",",
    "Reuters", "José", "Роскосмос", "摄", ".", "-", "&", "$", "*", "[", "]", "+",
])  # fmt: skip
_LINES = st.lists(_WORDS, min_size=1, max_size=9).map(" ".join) | st.text(
    st.characters(exclude_categories=["C", "Z"], include_characters=" "), min_size=1, max_size=40
)


@given(_LINES, st.lists(st.sampled_from(PARTY_ROLES), min_size=9, max_size=9), _LINES)
def test_any_correction_is_lossless_and_its_rule_does_what_it_does(line: str, roles: list[str], other: str) -> None:
    before = read(line)
    wanted = tuple(replace(p, role=role) for p, role in zip(before.parties, roles, strict=False))
    after = rebuilt(line, replace(before, parties=wanted))
    assert "".join(after.literals) == line
    assert all(p.name == line[p.start : p.end] for p in after.parties if p.start >= 0)
    taught = lesson_of(line, before, after)
    for candidate in (line, other, f"({line})", line.upper()):
        found = suggested(taught, candidate, read(candidate))
        if found is not None:
            assert "".join(found.credit.literals) == candidate
            assert not same_credit(found.credit, read(candidate)) or found.reason == "line"
    rule = taught.rule()
    if rule is not None:
        assert compile_pattern(rule.pattern).find(line) is not None
        use = PhotoUse(credit_line=line)
        [(_photo, changed)] = apply_to_parts([replace(rule, uid="x")], Parts(pictures=((None, use),)))[0].pictures
        assert changed is not None
        if changed.credit.literals:
            assert [(p.role, p.kind) for p in changed.credit.parties] == [(p.role, p.kind) for p in after.parties]
