"""A name in one spelling finds the others, says so, and nothing else comes along."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.query import Word
from archive_app.domain.spelling import same_name, spelling_key, spellings_of
from archive_app.operations import edit, find, history, ingest, upkeep
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive
from tests.make import a_draft

FORMS = ("Shipenko", "Chipenko", "Šipenko", "Шипенко")


@pytest.fixture
def films(archive: Archive) -> Archive:
    ingest.accept(
        archive,
        [
            a_draft("The film", body=("The director Klim Shipenko flew to the station.",), name="en.html"),
            a_draft("Le film", body=("Le cinéaste Klim Chipenko est parti.",), language="fr", name="fr.html"),
            a_draft("Film", body=("Režisér Klim Šipenko odletěl.",), language="cs", name="cs.html"),
            a_draft("Фильм", body=("Режиссёр Клим Шипенко вернулся.",), language="ru", name="ru.html"),
            a_draft("Sheep", body=("A Chapman sold sheep to Mr Shapman and Mr Smith to Mr Smit.",), name="no.html"),
        ],
    )
    return archive


def titles(archive: Archive, text: str) -> set[str]:
    results = find.search(archive, text)
    return {row.title for row in find.rows(archive, list(results.ids), results.query)}


@pytest.mark.parametrize("form", [*FORMS, "chipenko", "ШИПЕНКО"])
def test_any_spelling_finds_all(films: Archive, form: str) -> None:
    assert titles(films, form) == {"The film", "Le film", "Film", "Фильм"}
    assert titles(films, f"body:{form}") == {"The film", "Le film", "Film", "Фильм"}


def test_a_quoted_word_stays_as_it_is(films: Archive) -> None:
    assert titles(films, '"Chipenko"') == {"Le film"}
    assert titles(films, "klim -Shipenko") == set()


def test_the_search_says_what_else_it_looked_for(films: Archive) -> None:
    results = find.search(films, "Shipenko")
    assert set(results.spellings["Shipenko"]) == {"Chipenko", "Šipenko", "Шипенко"}
    assert "Шипенко" in results.words
    [row] = [r for r in find.rows(films, list(results.ids), results.query) if r.title == "Фильм"]
    assert [part.text for part in row.snippet if part.hit] == ["Шипенко"]
    assert find.search(films, "sheep").spellings == {}


def test_facets_count_what_the_search_finds(films: Archive) -> None:
    results = find.search(films, "Shipenko")
    [kinds] = [f for f in find.facets(films, results.query) if f.field == "type"]
    assert sum(v.count for v in kinds.values) == results.total


def test_latin_names_that_are_not_transliterated_stay_apart(films: Archive) -> None:
    assert find.search(films, "Smith").spellings == {}
    assert find.search(films, "Chapman").spellings == {}


def test_a_rebuilt_index_knows_the_same(films: Archive) -> None:
    upkeep.rebuild_index(films, Progress())
    assert titles(films, "Šipenko") == {"The film", "Le film", "Film", "Фильм"}


def test_an_undone_import_leaves_nothing_to_find(films: Archive) -> None:
    history.undo(films)
    assert find.search(films, "Shipenko").total == 0


def test_an_edit_is_found_in_its_other_spellings(films: Archive) -> None:
    [number] = find.search(films, "Sheep").ids
    edit.set_field(films, number, "notes", "Seen with Юлия Пересильд")
    assert titles(films, "Peresild") == {"Sheep"}


@pytest.mark.parametrize(
    "forms",
    [
        "Зеленский Zelensky Zelenskyy Selenskyj", "Сергей Sergei Sergey Sergej Serguei", "Юлия Yulia Julia Ioulia",
        "Достоевский Dostoevsky Dostoyevsky Dostojewski", "Рогозин Rogozin Rogosin", "Παπαδόπουλος Papadopoulos",
    ],
)  # fmt: skip
def test_keys_of_one_name(forms: str) -> None:
    assert len({spelling_key(form) for form in forms.split()}) == 1


def test_same_name_asks_for_more_than_the_key() -> None:
    assert same_name("Shipenko", "Chipenko")
    assert same_name("Julia", "Юлия")
    assert not same_name("Chapman", "Shapman")
    assert not same_name("Chen", "Shen")
    assert spellings_of("Julia", ["Yulia", "Юлия"]) == ["Yulia", "Юлия"]  # the Cyrillic form stands between them
    assert spellings_of("Julia", ["Yulia"]) == []


@given(st.text(max_size=60))
def test_any_text_has_a_key(text: str) -> None:
    key = spelling_key(text)
    assert key == "" or (key.isascii() and key.isalpha() and key == key.lower())


def test_the_tree_shown_is_the_one_typed(films: Archive) -> None:
    assert find.search(films, "Shipenko").query == Word("Shipenko")
