"""What columns are taken to mean, how cells are read, and mappings as files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from archive_app.domain.errors import InputError, InvalidRecord, SettingsError
from archive_app.domain.fields import field
from archive_app.formats.tables import open_table, targets
from archive_app.formats.tables.cells import date_of, date_order, typed
from archive_app.formats.tables.guess import guess
from archive_app.formats.tables.mapping import ColumnMap, TableMapping, check, from_toml, to_toml


def _guess(folder: Path, text: str, row: str = "") -> TableMapping:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return guess(open_table(path), row=row).mapping


def _targets(mapping: TableMapping) -> dict[str, str]:
    return {column.heading: column.target for column in mapping.columns}


@pytest.mark.parametrize(
    "headings",
    [
        "File,Caption,Photographer,Credit,Date taken,Keywords",
        "Fichier,Légende,Photographe,Crédit photo,Date de prise de vue,Mots-clés",
        "Datei,Bildunterschrift,Fotograf,Bildnachweis,Aufnahmedatum,Schlagwörter",
        "Archivo,Pie de foto,Fotógrafo,Crédito,Fecha de captura,Palabras clave",
        "Файл,Подпись,Фотограф,Источник фото,Дата съёмки,Ключевые слова",
    ],
)
def test_photos_are_known_in_five_languages(tmp_path: Path, headings: str) -> None:
    mapping = _guess(tmp_path, f'{headings}\na.jpg,A quay,Ann Example,Photo: AP,14.3.1978,"harbour, strike"\n')
    assert mapping.row == "photo"
    assert [column.target for column in mapping.columns] == [
        "file", "photo_use.caption", "photo.creators", "photo_use.credit_line", "photo.taken", "photo.subjects",
    ]  # fmt: skip
    assert mapping.columns[5].separator == ","


@pytest.mark.parametrize(
    "headings",
    [
        "Headline,Author,Newspaper,Publication date,Text,Link",
        "Titre,Auteur,Journal,Date de publication,Texte,Lien",
        "Überschrift,Autor,Zeitung,Erscheinungsdatum,Volltext,Link",
        "Titular,Autor,Periódico,Fecha de publicación,Texto completo,Enlace",
        "Заголовок,Автор,Газета,Дата публикации,Текст,Ссылка",
    ],
)
def test_articles_are_known_in_five_languages(tmp_path: Path, headings: str) -> None:
    mapping = _guess(tmp_path, f"{headings}\nStrike,Ann Example,Courier,1978-03-14,The crane left.,https://e.org/1\n")
    assert mapping.row == "article"
    assert [column.target.removeprefix("article.") for column in mapping.columns] == [
        "headline", "bylines", "publisher", "published", "body", "url",
    ]  # fmt: skip


def test_videos_and_names_are_known(tmp_path: Path) -> None:
    assert _guess(tmp_path, "Title,Duration,Platform,URL\nLaunch,3:05,YouTube,https://e.org\n").row == "video"
    names = _guess(tmp_path, "Name,Aliases,Wikidata\nRoscosmos,RKA,Q190332\n")
    assert names.row == "authority"
    assert _targets(names) == {
        "Name": "authority.name", "Aliases": "authority.variants", "Wikidata": "authority.wikidata",
    }  # fmt: skip


def test_values_tell_what_headings_do_not(tmp_path: Path) -> None:
    text = "Headline,X1,X2,X3\nA,https://e.org/1,1978-03-14,fr\nB,https://e.org/2,1979-01-02,de\n"
    found = _targets(_guess(tmp_path, text))
    assert found["X1"] == "article.url"
    assert found["X2"] == "article.published"
    assert found["X3"] == "article.language"


def test_other_peoples_numbers_are_not_our_identifiers(tmp_path: Path) -> None:
    found = _targets(_guess(tmp_path, "ID,Identifier,Headline\n12,A-1,Strike\n13,A-2,Ferry\n"))
    assert found["ID"] == found["Identifier"] == ""


def test_the_number_of_a_page_is_no_address(tmp_path: Path) -> None:
    mapping = _guess(tmp_path, "Title,Author,Page\nThe quay is empty,Ann Example,4\n", "article")
    assert _targets(mapping)["Page"] == ""
    mapping = _guess(tmp_path, "Title,Author,Page\nThe quay is empty,Ann Example,https://a.example/1\n", "article")
    assert _targets(mapping)["Page"] in {"", "article.url"}


def test_a_doubtful_guess_says_so(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Foo,Bar\nx,y\nz,w\n", encoding="utf-8")
    assert guess(open_table(path, header_row=1)).doubt


@pytest.mark.parametrize(
    ("text", "order", "edtf"),
    [
        ("14.03.1978", "", "1978-03-14"), ("3/4/1978", "dmy", "1978-04-03"), ("3/4/1978", "mdy", "1978-03-04"),
        ("3/4/1978", "", "[1978-03-04,1978-04-03]"), ("3/14/1978", "dmy", "1978-03-14"), ("14/3/78", "", "1978-03-14"),
        ("1978-03-14T08:30:00Z", "", "1978-03-14T08:30:00Z"), ("1978-03-14 08:30:00", "", "1978-03-14"),
        ("Tuesday, 14 March 1978", "", "1978-03-14"), ("mardi 14 mars 1978", "", "1978-03-14"),
        ("März 1978", "", "1978-03"), ("um 1905", "", "1905~"), ("197X", "", "197X"), ("44267", "", "2021-03-12"),
        ("Tue, 14 Mar 1978 08:30:00 +0000", "", "1978-03-14"),
    ],
)  # fmt: skip
def test_dates_in_any_form(text: str, order: str, edtf: str) -> None:
    assert date_of(field("article", "published"), text, order, "") == edtf


def test_what_is_no_date_is_refused() -> None:
    with pytest.raises(InvalidRecord, match="is not a date"):
        date_of(field("article", "published"), "sometime in May", "dmy", "")


def test_the_order_of_days_and_months_is_told_by_the_column() -> None:
    assert date_order(["3/4/1978", "14/4/1978"]) == "dmy"
    assert date_order(["3/4/1978", "4/14/1978"]) == "mdy"
    assert date_order(["3/4/1978"]) == ""
    assert date_order(["14/4/1978", "4/14/1978"]) == ""


@pytest.mark.parametrize(
    ("target", "cell", "separator", "text"),
    [
        ("subjects", "harbour, strike", ",", "harbour; strike"), ("subjects", "a;b", "", "a; b"),
        ("subjects", "a; b|c", "|", "a\\; b; c"), ("language", "fr_FR", "", "fr-FR"), ("language", "ger", "", "de"),
        ("language", "Französisch", "", "fr"), ("body", "one\ntwo", "", "one\n\ntwo"), ("url", "n/a", "", ""),
        ("headline", "n/a", "", "n/a"),
    ],
)  # fmt: skip
def test_cells_become_what_a_person_would_type(target: str, cell: str, separator: str, text: str) -> None:
    found = targets.resolve(target, "article")
    assert found is not None
    assert typed(found, cell, ColumnMap("x", target, separator), TableMapping()) == text


def test_durations_and_identifiers() -> None:
    duration, viaf = targets.resolve("duration", "video"), targets.resolve("viaf", "authority")
    assert duration is not None
    assert viaf is not None
    assert typed(duration, "PT3M5S", ColumnMap("x"), TableMapping()) == "3:05"
    assert typed(viaf, "https://viaf.org/viaf/123/", ColumnMap("x"), TableMapping()) == "viaf:123"


def test_a_mapping_survives_as_a_file() -> None:
    made = TableMapping(
        row="photo", columns=(ColumnMap("Tags", "subjects", ","), ColumnMap("=x“", "caption"), ColumnMap("z")),
        constants=(("publisher", "Courier"),), match=("url",), on_match="overwrite", dates="mdy", language="fr",
        bad_values="note", name="Harbour",
    )  # fmt: skip
    assert from_toml(to_toml(made)) == made


@pytest.mark.parametrize(
    "text", ["[", "row = 5", "[[columns]]\nfield = 'title'", "row = 'letter'\n[[columns]]\nheading='a'\nfield='title'"]
)
def test_a_broken_profile_is_told(text: str) -> None:
    with pytest.raises(SettingsError):
        from_toml(text, where="x.toml")


def test_a_mapping_fits_other_tables_by_their_headings() -> None:
    made = TableMapping(columns=(ColumnMap("Title", "headline"), ColumnMap("Year", "published")))
    fitted = made.fitted(["year", "Box", "TITLE"])
    assert [column.target for column in fitted.columns] == ["published", "", "headline"]


def test_mappings_that_cannot_be_used_are_refused() -> None:
    good = TableMapping(columns=(ColumnMap("a", "headline"), ColumnMap("b", "publisher")))
    check(good)
    for bad in (
        replace(good, columns=(ColumnMap("a"),)),
        replace(good, columns=(ColumnMap("a", "headline"), ColumnMap("b", "headline"))),
        replace(good, columns=(ColumnMap("a", "colour"),)),
        replace(good, row="mixed"),
        replace(good, on_match="erase"),
        replace(good, match=("colour",)),
    ):
        with pytest.raises(InputError):
            check(bad)
    check(replace(good, columns=(ColumnMap("a", "subjects"), ColumnMap("b", "subjects"))))
