"""The field table: complete, consistent with the records, and readable by people and machines."""

from __future__ import annotations

import dataclasses
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain import choices, fields, query_fields, records, rights
from archive_app.domain.errors import InvalidRecord, NotFound
from archive_app.domain.field_model import Field
from archive_app.domain.records import (
    Article,
    Authority,
    Collection,
    Credit,
    CreditParty,
    Identifier,
    Kind,
    Name,
    Photo,
    PhotoUse,
    Record,
    SavedSearch,
    Variant,
    Video,
    VideoUse,
)
from archive_app.domain.rights import DepictedWork, Grant, RightsAgent, RightsStatement

MADE: dict[Kind, type[Record]] = {
    Kind.ARTICLE: Article,
    Kind.PHOTO: Photo,
    Kind.VIDEO: Video,
    Kind.PHOTO_USE: PhotoUse,
    Kind.VIDEO_USE: VideoUse,
    Kind.AUTHORITY: Authority,
    Kind.RIGHTS: RightsStatement,
    Kind.COLLECTION: Collection,
    Kind.SAVED_SEARCH: SavedSearch,
}
EVERY_LINE = [(kind, line) for kind in MADE for line in fields.fields_of(kind)]
EDITABLE = [(kind, line) for kind, line in EVERY_LINE if line.editable]


def name_of(value: tuple[Kind, Field]) -> str:
    return f"{value[0]}.{value[1].name}"


@pytest.mark.parametrize("line", fields.FIELDS, ids=lambda line: line.name)
def test_every_field_has_label_example_column_name_and_help(line: Field) -> None:
    assert line.label.strip()
    assert line.label[0].isupper()
    assert line.example
    assert line.csv
    assert line.help.endswith((".", "…"))


@pytest.mark.parametrize("kind", MADE)
def test_every_attribute_of_a_record_is_a_field(kind: Kind) -> None:
    internal = {"revision"}  # counts saves; no form, column or export shows it
    attributes = {attribute.name for attribute in dataclasses.fields(MADE[kind])} - internal
    assert attributes == {line.path.partition(".")[0] for line in fields.fields_of(kind)}


@pytest.mark.parametrize("kind", MADE)
def test_names_and_columns_are_unique_within_a_kind(kind: Kind) -> None:
    lines = fields.fields_of(kind)
    for names in ([line.name for line in lines], [line.csv for line in lines]):
        assert [name for name, count in Counter(names).items() if count > 1] == []


@pytest.mark.parametrize(("kind", "line"), EVERY_LINE, ids=[name_of(each) for each in EVERY_LINE])
def test_every_field_can_be_read_from_an_empty_record(kind: Kind, line: Field) -> None:
    assert isinstance(fields.text_of(MADE[kind](), line), str)


@pytest.mark.parametrize(("kind", "line"), EDITABLE, ids=[name_of(each) for each in EDITABLE])
def test_example_is_typed_shown_and_typed_again(kind: Kind, line: Field) -> None:
    empty = MADE[kind]()
    record = fields.with_value(empty, line, line.example)
    assert fields.get(record, line) == fields.get(fields.with_value(record, line, fields.text_of(record, line)), line)
    assert fields.text_of(record, line)
    assert fields.shown_of(record, line)


@pytest.mark.parametrize(("kind", "line"), EDITABLE, ids=[name_of(each) for each in EDITABLE])
def test_empty_text_clears_a_field_unless_no_record_is_without_it(kind: Kind, line: Field) -> None:
    empty = MADE[kind]()
    record = fields.with_value(empty, line, line.example)
    if "save" in line.required_for:
        with pytest.raises(InvalidRecord, match="cannot be empty"):
            fields.with_value(record, line, " ")
    else:
        assert fields.with_value(record, line, " ") == empty


def test_choices_are_those_of_the_records() -> None:
    for listed, stored in (
        (choices.MEDIUMS, records.MEDIUMS),
        (choices.VIDEO_STATUSES, records.VIDEO_STATUSES),
        (choices.PARTY_ROLES, records.PARTY_ROLES),
        (choices.CREDIT_FLAGS, records.CREDIT_FLAGS),
        (choices.AUTHORITY_KINDS, records.AUTHORITY_KINDS),
        (choices.SCOPES, rights.SCOPES),
        (choices.STATEMENT_STATUSES, rights.STATUSES),
        (choices.BASES, rights.BASES),
        (choices.COPYRIGHT_STATUSES, rights.COPYRIGHT_STATUSES),
        (choices.AGENT_ROLES, rights.AGENT_ROLES),
        (choices.CREDIT_OBLIGATIONS, rights.CREDIT_OBLIGATIONS),
        (choices.CONFIDENCES, rights.CONFIDENCES),
    ):
        assert tuple(choice.value for choice in listed) == stored


def test_searchable_names_exist_in_the_search_language() -> None:
    for line in fields.FIELDS:
        name = line.searchable
        assert not name or query_fields.find(name) or query_fields.special(name), line.name


def test_names_are_parted_by_semicolons_and_keep_their_roles() -> None:
    article = fields.with_value(Article(), "bylines", "Ann Example; Ivan Primerov (translation);  ")
    assert article.bylines == (Name("Ann Example"), Name("Ivan Primerov", "translation"))
    assert fields.text_of(article, "bylines") == "Ann Example; Ivan Primerov (translation)"


def test_brackets_that_are_no_role_belong_to_the_name() -> None:
    assert fields.with_value(Photo(), "people", "Ann Example (left)").people == (Name("Ann Example (left)"),)


def test_typing_a_name_again_keeps_its_link() -> None:
    photo = Photo(people=(Name("Ann", authority_id=7), Name("Bo", authority_id=8)))
    assert fields.with_value(photo, "people", "Bo; Cy").people == (Name("Bo", authority_id=8), Name("Cy"))


def test_a_semicolon_within_a_name_survives() -> None:
    photo = Photo(subjects=(Name("a; b"), Name("back\\slash")))
    text = fields.text_of(photo, "subjects")
    assert fields.with_value(Photo(), "subjects", text).subjects == photo.subjects


@given(st.lists(st.text(alphabet=st.sampled_from("ab;\\() "), min_size=1).map(str.strip).filter(bool), max_size=4))
def test_any_names_survive_csv(names: list[str]) -> None:
    photo = Photo(subjects=tuple(Name(name) for name in names))
    again = fields.with_value(photo, "subjects", fields.text_of(photo, "subjects"))
    assert again.subjects == photo.subjects


def test_parts_of_the_credit_can_be_typed() -> None:
    use = PhotoUse(credit_line="Ann/AP", credit=Credit(literals=("Ann/AP",)))
    use = fields.with_value(use, "credit_parties", "Ann (creator); AP (provider); Bo")
    use = fields.with_value(use, "credit_flags", "handout; File photo")
    assert use.credit.parties == (CreditParty("Ann", "creator"), CreditParty("AP", "provider"), CreditParty("Bo"))
    assert use.credit.flags == ("handout", "file_photo")
    assert use.credit.literals == ("Ann/AP",)


def test_variants_and_identifiers_are_read() -> None:
    authority = fields.with_value(Authority(), "variants", "Роскосмос [ru-Cyrl]; Roscosmos Agency [en]; X")
    assert authority.variants == (
        Variant("Роскосмос", "ru", "Cyrl"),
        Variant("Roscosmos Agency", "en"),
        Variant("X"),
    )
    authority = fields.with_value(authority, "identifiers", "Wikidata:Q190332")
    assert authority.identifiers == (Identifier("wikidata", "Q190332"),)


def test_rights_lists_are_read() -> None:
    statement = fields.with_value(RightsStatement(), "agents", "Roscosmos (Copyright holder); AP (distributor)")
    assert statement.agents == (RightsAgent("Roscosmos"), RightsAgent("AP", "distributor"))
    statement = fields.with_value(statement, "depicted_works", "The Thinker (public domain)")
    assert statement.depicted_works == (DepictedWork("The Thinker", "public_domain"),)


def test_codes_of_embedded_metadata_are_kept_and_shown_in_words() -> None:
    statement = RightsStatement(model_release="MR-LMR")
    assert fields.shown_of(statement, "model_release") == "Limited or incomplete"
    assert fields.with_value(statement, "model_release", fields.text_of(statement, "model_release")) == statement
    assert fields.with_value(RightsStatement(), "model_release", "MR-NON").model_release == "none"


def test_grants_are_shown_but_not_typed() -> None:
    statement = RightsStatement(grants=(Grant(action="publish_online", territory=("FR",), ends="2026"),))
    assert fields.text_of(statement, "grants") == "permit publish_online FR ..2026"
    with pytest.raises(InvalidRecord, match="not typed"):
        fields.with_value(statement, "grants", "permit everything")


def test_paragraphs_are_parted_by_blank_lines() -> None:
    article = fields.with_value(Article(), "body", "One\nline.\n\n\nTwo.")
    assert article.body == ("One line.", "Two.")
    assert fields.text_of(article, "body") == "One line.\n\nTwo."


@pytest.mark.parametrize(
    ("kind", "name", "typed", "stored"),
    [
        (Kind.ARTICLE, "published", "5 October 2021", "2021-10-05"),
        (Kind.ARTICLE, "published", "2021-10", "2021-10"),
        (Kind.ARTICLE, "language", "French", "fr"),
        (Kind.ARTICLE, "language", "sr-Latn", "sr-Latn"),
        (Kind.ARTICLE, "reviewed", "yes", True),
        (Kind.ARTICLE, "reviewed", "нет", False),
        (Kind.ARTICLE, "publisher_id", "#12", 12),
        (Kind.ARTICLE, "headline", " Two  words ", "Two words"),
        (Kind.PHOTO, "medium", "Video still", "video_still"),
        (Kind.VIDEO, "duration", "1:02:03", 3723.0),
        (Kind.VIDEO, "duration", "5 min", 300.0),
        (Kind.PHOTO_USE, "paragraph", "−1", -1),
    ],
)
def test_what_people_type(kind: Kind, name: str, typed: str, stored: object) -> None:
    assert fields.get(fields.with_value(MADE[kind](), name, typed), name) == stored


@pytest.mark.parametrize(
    ("kind", "name", "typed", "sentence"),
    [
        (Kind.ARTICLE, "published", "soon", "“soon” is not a date"),
        (Kind.ARTICLE, "url", "two words", "not a web address"),
        (Kind.ARTICLE, "language", "the old tongue", "not a language"),
        (Kind.ARTICLE, "reviewed", "perhaps", "neither yes nor no"),
        (Kind.ARTICLE, "publisher_id", "AP", "not the number of a record"),
        (Kind.PHOTO, "medium", "oil", "is not one of: Photograph, Illustration"),
        (Kind.VIDEO, "duration", "long", "not a duration"),
        (Kind.PHOTO_USE, "credit_flags", "handout; splendid", "“splendid” is not one of"),
        (Kind.PHOTO_USE, "position", "1.5", "not a whole number"),
        (Kind.AUTHORITY, "identifiers", "Q1", "not an identifier"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_a_sentence(kind: Kind, name: str, typed: str, sentence: str) -> None:
    with pytest.raises(InvalidRecord, match=sentence) as caught:
        fields.with_value(MADE[kind](), name, typed)
    assert caught.value.problems[0][0] == name
    assert caught.value.where == fields.field(kind, name).label


@given(st.sampled_from(EDITABLE), st.text(max_size=30))
def test_any_text_is_stored_or_refused(each: tuple[Kind, Field], typed: str) -> None:
    kind, line = each
    try:
        record = fields.with_value(MADE[kind](), line, typed)
    except InvalidRecord:
        return
    again = fields.with_value(record, line, fields.text_of(record, line)) if fields.text_of(record, line) else record
    assert fields.get(again, line) == fields.get(record, line)


def test_unknown_field_names_those_there_are() -> None:
    with pytest.raises(NotFound, match="headline") as caught:
        fields.field(Kind.ARTICLE, "tilte")
    assert "headline" in caught.value.remedy


def test_columns_start_with_those_shown_at_once() -> None:
    shown = [line.name for line in fields.columns(Kind.ARTICLE) if line.column]
    assert [line.name for line in fields.columns(Kind.ARTICLE)][: len(shown)] == shown
    assert shown[0] == "headline"


def test_facets_are_one_for_each_search_field() -> None:
    names = [line.searchable for line in fields.facets()]
    assert len(names) == len(set(names))
    assert {"publisher", "by", "lang", "flag", "provider", "date"} <= set(names)


def test_names_are_shown_with_their_roles_in_words_and_typed_so_too() -> None:
    use = PhotoUse(credit=Credit(parties=(CreditParty("Cité Example", "depicted_source"), CreditParty("Orbitel"))))
    shown = fields.shown_of(use, "credit_parties")

    assert shown == "Cité Example (Source shown); Orbitel"
    assert fields.with_value(PhotoUse(), "credit_parties", shown).credit.parties == use.credit.parties


@pytest.mark.parametrize("typed", ["YouTube", "youtube", "YOUTUBE"])
def test_a_known_site_has_one_spelling_and_is_shown_by_its_own(typed: str) -> None:
    video = fields.with_value(Video(), "platform", typed)

    assert (video.platform, fields.shown_of(video, "platform")) == ("youtube", "YouTube")
    assert fields.with_value(Video(), "platform", "Halvorn  TV").platform == "Halvorn TV"
