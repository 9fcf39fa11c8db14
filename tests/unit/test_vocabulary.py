"""The vocabulary of organisations that travels with the program."""

from __future__ import annotations

import pytest

from archive_app.domain.names import KnownName, Shape, name_key, shape_of, vocabulary_names
from archive_app.domain.records import Authority, Variant
from archive_app.domain.vocabulary import SUBKINDS, folded, given_names, organisations, script_of


def test_it_is_large_and_sound() -> None:
    entries = organisations()
    names = {entry.name for entry in entries}
    assert len(entries) >= 150
    assert len(names) == len(entries)
    for entry in entries:
        assert entry.subkind in SUBKINDS, entry.name
        assert not entry.parent or entry.parent in names, entry.name
        assert not entry.wikidata or (entry.wikidata[0] == "Q" and entry.wikidata[1:].isdigit()), entry.name


def test_no_form_of_a_name_means_two_organisations() -> None:
    owner: dict[str, str] = {}
    for entry in organisations():
        for form in (entry.name, *(variant.text for variant in entry.variants)):
            assert owner.setdefault(name_key(form), entry.name) == entry.name, form


@pytest.mark.parametrize(
    ("printed", "preferred"),
    [
        ("AP", "Associated Press"),
        ("АП", "Associated Press"),
        ("ＡＰ", "Associated Press"),
        ("REUTERS", "Reuters"),
        ("Рейтер", "Reuters"),
        ("ロイター", "Reuters"),
        ("ТАСС", "TASS"),
        ("新华社", "Xinhua"),
        ("共同通信", "Kyodo News"),
        ("Роскосмос", "Roscosmos"),
        ("Roscosmos Space Agency", "Roscosmos"),
        ("Shutterstock.com", "Shutterstock"),
        ("the New York Times", "The New York Times"),
    ],
)
def test_it_knows_names_as_they_are_printed(printed: str, preferred: str) -> None:
    found = vocabulary_names().find(printed)
    assert found is not None
    assert found.preferred == preferred


def test_variants_say_language_and_script() -> None:
    roscosmos = next(entry for entry in organisations() if entry.name == "Roscosmos")
    assert Variant("Роскосмос", "ru", "Cyrl") in roscosmos.variants
    authority = roscosmos.as_authority()
    assert (authority.name, authority.kind, authority.subkind) == ("Roscosmos", "organization", "space_agency")


@pytest.mark.parametrize(
    ("text", "script"),
    [("Reuters", "Latn"), ("ТАСС", "Cyrl"), ("新华社", "Hani"), ("アフロ", "Jpan"), ("رويترز", "Arab"), ("12", "")],
)
def test_scripts(text: str, script: str) -> None:
    assert script_of(text) == script


def test_given_names_are_folded() -> None:
    assert "maria" in given_names()
    assert folded("Сергей") in given_names()
    assert folded("HÉLÈNE") == folded("Helene")


def test_the_catalogues_authorities_win_and_the_shared_index_stays_as_it_is() -> None:
    index = vocabulary_names().copy()
    size = len(vocabulary_names())
    index.add_authority(Authority(id=7, name="Atelier Ipsum", subkind="picture_agency", variants=(Variant("AIP"),)))
    index.add_authority(Authority(id=8, name="Berlin", kind="place"))
    index.add(["AP"], KnownName("Alpha Press", "organization", "newspaper", 9))
    assert index.find("atelier ipsum") == KnownName("Atelier Ipsum", "organization", "picture_agency", 7)
    assert index.find("A.I.P.") == index.find("AIP")
    assert index.find("Berlin") is None
    assert index.find("AP") == KnownName("Alpha Press", "organization", "newspaper", 9)
    assert len(vocabulary_names()) == size
    assert "AIP" not in vocabulary_names()


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("Jane Q. Sample", Shape.PERSON),
        ("J.R. Sample", Shape.PERSON),
        ("Otto von der Probe", Shape.PERSON),
        ("MARIA D'ESEMPIO", Shape.PERSON),
        ("Staff Sgt. Jo Sample", Shape.PERSON),
        ("Ильза Примерова", Shape.MAYBE),
        ("Zorvan Quell", Shape.MAYBE),
        ("Sample Valley News Agency", Shape.ORGANISATION),
        ("Musterhausener Landesmuseum", Shape.ORGANISATION),
        ("Ministerio de la Muestra", Shape.ORGANISATION),
        ("Пресс-служба завода", Shape.ORGANISATION),
        ("example.org", Shape.ORGANISATION),
        ("QRS", Shape.ACRONYM),
        ("@sample", Shape.ACCOUNT),
        ("sample_77", Shape.ACCOUNT),
        ("JaneSample", Shape.ACCOUNT),
        ("Samplex", Shape.WORD),
        ("", Shape.PHRASE),
    ],
)
def test_shapes(name: str, shape: Shape) -> None:
    assert shape_of(name) is shape
