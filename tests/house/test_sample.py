"""The sample's material holds together: what the manifest names is there, and says what the sample is to show."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from archive_app.domain.query_text import parse
from archive_app.domain.records import AUTHORITY_KINDS, Article, Authority, Draft, Photo, Variant
from archive_app.domain.rights import (
    AGENT_ROLES,
    BASES,
    CONFIDENCES,
    COPYRIGHT_STATUSES,
    CREDIT_OBLIGATIONS,
    EVIDENCE_KINDS,
    SCOPES,
    Grant,
    RightsAgent,
    RightsEvidence,
    RightsStatement,
    Use,
)
from archive_app.domain.verdict import decide
from archive_app.formats.importers import BUILT_IN
from archive_app.formats.importers.base import HEAD_BYTES, read_file
from tests.conftest import REPOSITORY

SAMPLE = REPOSITORY / "resources" / "sample"
MANIFEST: dict[str, Any] = tomllib.loads((SAMPLE / "manifest.toml").read_text(encoding="utf-8"))


def _draft(name: str) -> Draft:
    path = SAMPLE / "articles" / name
    source = read_file(path)
    importer = next(one for one in BUILT_IN if one.recognises(path.name, source.content[:HEAD_BYTES]))
    (draft,) = importer.read(source)
    return draft


@pytest.fixture(scope="module")
def drafts() -> dict[str, Draft]:
    """Every source, read by the importer that recognises it."""
    return {name: _draft(name) for name in MANIFEST["sources"]}


def _references() -> Iterator[str]:
    yield from MANIFEST["reviewed"]
    for table in ("media", "rights"):
        yield from (entry["of"] for entry in MANIFEST[table])
    for entry in MANIFEST["edit"]:
        yield from entry["of"]
    for entry in MANIFEST["collection"]:
        yield from entry["members"]


def _statement(entry: Mapping[str, Any]) -> RightsStatement:
    """What the manifest says, as the domain's value; a wrong key or type fails here."""
    plain: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in entry.items() if key != "of"
    }
    plain["agents"] = tuple(RightsAgent(**agent) for agent in entry.get("agents", ()))
    plain["evidence"] = tuple(RightsEvidence(**piece) for piece in entry.get("evidence", ()))
    grants: list[dict[str, Any]] = entry.get("grants", [])
    plain["grants"] = tuple(
        Grant(
            **dict[str, Any]((key, tuple(value) if isinstance(value, list) else value) for key, value in grant.items())
        )
        for grant in grants
    )
    return RightsStatement(**plain)


def _answer(of: str, day: str = "2026-06-01") -> str:
    statements = [_statement(entry) for entry in MANIFEST["rights"] if entry["of"] == of]
    return decide(statements, Use(date=day)).answer


def test_every_source_is_listed_and_there() -> None:
    there = {path.relative_to(SAMPLE / "articles").as_posix() for path in (SAMPLE / "articles").rglob("*.*")}
    assert set(MANIFEST["sources"]) == there
    languages = [name.partition("/")[0] for name in MANIFEST["sources"]]
    assert {code: languages.count(code) for code in languages} == {"en": 6, "fr": 4, "ru": 3, "ar": 1}


def test_every_reference_names_a_record(drafts: dict[str, Draft]) -> None:
    for reference in _references():
        name, _, part = reference.partition("#")
        draft = drafts[name]
        if part:
            kind, number = re.fullmatch(r"(photo|video)([1-9])", part).groups()  # type: ignore[union-attr] # must fit
            assert int(number) <= len(draft.photos if kind == "photo" else draft.videos), reference


def test_about_forty_records_arise(drafts: dict[str, Draft]) -> None:
    articles = len(drafts)
    photos = len({photo.photo.url or photo.use.caption for draft in drafts.values() for photo in draft.photos})
    videos = sum(len(draft.videos) for draft in drafts.values())
    assert articles == 14
    assert photos == 18
    assert 7 <= videos <= 9


def test_every_article_is_read_with_its_headline_paper_and_language(drafts: dict[str, Draft]) -> None:
    for name, draft in drafts.items():
        assert draft.article.headline, name
        assert draft.article.body, name
        assert draft.article.language.partition("-")[0] == name.partition("/")[0]
        assert draft.article.bylines, name


def test_every_picture_file_goes_to_the_photo_that_names_it(drafts: dict[str, Draft]) -> None:
    for entry in MANIFEST["media"]:
        file = SAMPLE / entry["file"]
        assert file.is_file(), entry["file"]
        name, _, part = entry["of"].partition("#")
        if part.startswith("photo"):
            src = drafts[name].photos[int(part[5:]) - 1].use.src
            assert not src or src.rpartition("/")[2] == file.name, entry["of"]
    used = {entry["file"] for entry in MANIFEST["media"]}
    there = {
        path.relative_to(SAMPLE).as_posix() for place in ("pictures", "films") for path in (SAMPLE / place).iterdir()
    }
    assert used == there


def test_the_same_picture_has_two_captions_and_two_credits(drafts: dict[str, Draft]) -> None:
    first, second = (drafts[name].photos[0] for name in ("en/harbour-strike.html", "fr/greve-port.html"))
    assert first.photo.url == second.photo.url != ""
    one, two = first.use, second.use
    assert one.caption
    assert two.caption
    assert one.caption != two.caption
    assert one.credit_line
    assert two.credit_line
    assert one.credit_line != two.credit_line


def test_what_a_cataloguer_is_to_notice_is_there(drafts: dict[str, Draft]) -> None:
    flood, bridge, camp = (
        " ".join(drafts[name].article.body) for name in ("en/flood.md", "en/bridge.html", "en/space-camp.html")
    )
    assert "flood of 1953" in flood
    assert "flood of 1958" in bridge
    assert "Kovarick" in camp
    assert re.search(r"Kovarik\b", camp)
    assert drafts["en/flood.md"].article.published == "2002-11"
    assert drafts["fr/boite-de-plaques.txt"].article.published == "1994-05"
    assert [name for name, draft in drafts.items() if not draft.article.published] == ["en/theatre.txt"]


@pytest.mark.parametrize("path", sorted((SAMPLE / "pictures").iterdir()), ids=lambda path: path.name)
def test_pictures_are_small_and_of_one_size(path: Path) -> None:
    assert path.stat().st_size <= 90_000
    with Image.open(path) as picture:
        assert picture.size == (1200, 800)


def test_the_film_is_small() -> None:
    assert (SAMPLE / "films" / "star-trails.webm").stat().st_size <= 60_000


def test_rights_use_the_controlled_words() -> None:
    for entry in MANIFEST["rights"]:
        statement = _statement(entry)
        assert statement.scope in SCOPES
        assert statement.basis in BASES
        assert statement.copyright_status in COPYRIGHT_STATUSES
        assert statement.credit_obligation in CREDIT_OBLIGATIONS
        assert statement.confidence in CONFIDENCES
        assert all(agent.role in AGENT_ROLES for agent in statement.agents)
        assert all(piece.kind in EVIDENCE_KINDS for piece in statement.evidence)


@pytest.mark.parametrize(
    ("of", "answer"),
    [
        ("fr/petit-train.md#photo1", "allowed"),
        ("fr/boite-de-plaques.txt#photo1", "allowed"),
        ("en/observatory.html#photo1", "allowed_with_conditions"),
        ("en/observatory.html#video1", "allowed_with_conditions"),
        ("en/flood.md#photo1", "allowed_with_conditions"),
        ("ar/manara.html#photo1", "allowed_with_conditions"),
        ("en/harbour-strike.html#photo1", "ask"),
        ("en/bridge.html#photo1", "ask"),
        ("en/bridge.html#photo2", "ask"),
        ("en/space-camp.html#photo1", "ask"),
        ("fr/orchestre.html#photo1", "ask"),
        ("en/harbour-strike.html#photo2", "not_allowed"),
        ("ar/manara.html#photo2", "not_allowed"),
    ],
)
def test_every_answer_occurs(of: str, answer: str) -> None:
    assert _answer(of) == answer


def test_some_answers_rest_on_what_the_sample_says() -> None:
    def codes(of: str) -> set[str]:
        statements = [_statement(entry) for entry in MANIFEST["rights"] if entry["of"] == of]
        return {reason.code for reason in decide(statements, Use(date="2026-06-01")).reasons}

    assert "disputed" in codes("en/harbour-strike.html#photo1")
    assert "permission_expired" in codes("en/bridge.html#photo2")
    assert "permission_expired" in codes("fr/orchestre.html#photo1")
    assert "minor" in codes("en/space-camp.html#photo1")
    assert "embargo" in codes("ar/manara.html#photo2")


def test_saved_searches_are_understood_word_for_word() -> None:
    for entry in MANIFEST["search"]:
        assert not parse(entry["query"]).hints, entry["name"]


def test_collections_stand_below_ones_named_before() -> None:
    names: list[str] = []
    for entry in MANIFEST["collection"]:
        assert entry.get("parent", "") in ["", *names]
        names.append(entry["name"])
    assert len(set(names)) == len(names)


def test_authorities_are_complete() -> None:
    for entry in MANIFEST["authority"]:
        variants = tuple(Variant(**variant) for variant in entry.get("variants", ()))
        authority = Authority(**(entry | {"variants": variants}))
        assert authority.kind in AUTHORITY_KINDS


def test_edits_name_fields_and_one_is_taken_back() -> None:
    for entry in MANIFEST["edit"]:
        owner = Photo() if "#photo" in entry["of"][0] else Article()
        assert hasattr(owner, entry["field"])
        assert entry.get("action", "set") in {"set", "add"}
    assert [entry for entry in MANIFEST["edit"] if entry.get("undone")]
