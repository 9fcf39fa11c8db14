"""The person's own rules and source profiles: what they change, what they leave, what they can be taken back by."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.errors import FormatError, InvalidRecord
from archive_app.domain.house_rules import HouseRule, apply_rules
from archive_app.domain.records import (
    Article,
    Draft,
    Evidence,
    Name,
    Photo,
    PhotoDraft,
    PhotoUse,
    Source,
    Video,
    VideoDraft,
    VideoUse,
)
from archive_app.domain.rule_files import file_of, plain_rule, read_rules, rule_of
from archive_app.domain.safe_pattern import PatternError
from archive_app.domain.source_profiles import SourceProfile, apply_profiles


def _draft(**article: object) -> Draft:
    return Draft(
        source=Source(name="quay.html", address="https://www.example.org/news/quay.html"),
        article=Article(**({"headline": "The quay", "publisher": "Evening Note"} | article)),  # type: ignore[arg-type]
        photos=(
            PhotoDraft(
                Photo(), PhotoUse(caption="The quay  (archive)", credit_line="Foto: Ann Lee/dpa"),
                (Evidence("credit_line", "Foto: Ann Lee/dpa", "html:credit", 0.95, start=5, end=22),),
            ),
            PhotoDraft(Photo(), PhotoUse(caption="Cranes", credit_line="Archiv")),
        ),
        videos=(VideoDraft(Video(), VideoUse(credit_line="Foto: City TV")),),
        evidence=(Evidence("publisher", "Evening Note", "og:site_name", 0.95),),
    )  # fmt: skip


def _rule(**values: object) -> HouseRule:
    return rule_of({"uid": "r1", "name": "mine"} | values)


def _captions(draft: Draft) -> list[str]:
    return [p.use.caption for p in draft.photos]


@pytest.mark.parametrize(
    ("rule", "caption"),
    [
        ({"pattern": "(archive)", "action": "remove"}, "The quay"),
        ({"pattern": "(ARCHIVE)", "action": "remove"}, "The quay"),
        ({"pattern": "(ARCHIVE)", "action": "remove", "exact": True}, "The quay  (archive)"),
        ({"pattern": "quay", "action": "replace", "value": "pier"}, "The pier  (archive)"),
        ({"how": "word", "pattern": "qua", "action": "replace", "value": "x"}, "The quay  (archive)"),
        ({"how": "word", "pattern": "quay", "action": "replace", "value": "$0s"}, "The quays  (archive)"),
        ({"how": "starts", "pattern": "the ", "action": "remove"}, "quay (archive)"),
        ({"how": "equals", "pattern": "the quay", "action": "set", "value": "x"}, "The quay  (archive)"),
        ({"how": "regex", "pattern": r"\s*\((\w+)\)", "action": "replace", "value": ", $1"}, "The quay, archive"),
        ({"how": "regex", "pattern": r"(?P<what>quay)", "action": "set", "value": "A ${what}"}, "A quay"),
        ({"pattern": "quay", "action": "clear"}, ""),
        ({"pattern": "quay", "action": "add", "value": "1978"}, "The quay  (archive); 1978"),
    ],
)
def test_what_a_rule_does_with_a_caption(rule: dict[str, object], caption: str) -> None:
    draft, hits = apply_rules([_rule(field="use.caption", **rule)], _draft())
    assert _captions(draft) == [caption, "Cranes"]
    assert len(hits) == (caption != "The quay  (archive)")


def test_a_hit_keeps_what_was_read_and_says_which_rule_it_was() -> None:
    draft, [hit] = apply_rules([_rule(how="regex", pattern="^Archiv$", action="set", value="City Archive")], _draft())
    assert (hit.place, hit.index, hit.before, hit.after) == ("photo_use", 1, "Archiv", "City Archive")
    [own] = [e for e in draft.photos[1].evidence if e.method == "rule:r1"]
    assert (own.field, own.quote, own.current) == ("credit_line", "Archiv", True)
    changed, _hits = apply_rules([_rule(pattern="dpa", action="replace", value="DPA")], _draft())
    first = changed.photos[0].evidence
    assert [(e.method, e.current) for e in first] == [("html:credit", False), ("rule:r1", True)]


def test_rules_work_one_after_another_and_disabled_ones_not_at_all() -> None:
    rules = [
        _rule(uid="1", field="article.publisher", how="equals", pattern="evening note", action="set", value="Note"),
        _rule(uid="2", field="article.publisher", how="equals", pattern="note", action="set", value="The Note"),
        _rule(uid="3", field="article.publisher", how="contains", pattern="Note", action="clear", enabled=False),
    ]
    draft, hits = apply_rules(rules, _draft())
    assert draft.article.publisher == "The Note"
    assert [hit.rule for hit in hits] == ["1", "2"]


def test_what_the_article_says_may_change_what_is_printed_in_it() -> None:
    rule = _rule(field="article.publisher", how="equals", pattern="Evening Note", target="use.credit_line",
                 action="set", value="Evening Note")  # fmt: skip
    draft, hits = apply_rules([rule], _draft())
    assert [p.use.credit_line for p in draft.photos] == ["Evening Note", "Evening Note"]
    assert len(hits) == 3
    source = _rule(field="source.host", how="equals", pattern="www.example.org", target="article.section", action="set",
                   value="Web")  # fmt: skip
    assert apply_rules([source], _draft())[0].article.section == "Web"


def test_names_keep_their_roles_and_only_the_matching_one_goes() -> None:
    bylines = (Name("Ann Lee", "text"), Name("Redaktion"), Name("Bo Chan", "photo", 7))
    rule = _rule(field="article.bylines", how="equals", pattern="redaktion", action="remove")
    draft, _hits = apply_rules([rule], _draft(bylines=bylines))
    assert draft.article.bylines == (bylines[0], bylines[2])
    add = _rule(
        field="article.headline", how="word", pattern="quay", target="article.subjects", action="add", value="Harbour"
    )
    assert apply_rules([add, add], _draft())[0].article.subjects == (Name("Harbour"),)


def test_a_field_that_cannot_take_a_value_is_left() -> None:
    rule = _rule(
        field="article.headline", how="any", target="article.published", action="set", value="once upon a time"
    )
    draft, hits = apply_rules([rule], _draft(published="2021"))
    assert (draft.article.published, hits) == ("2021", ())


def test_an_empty_field_is_filled() -> None:
    rule = _rule(field="article.section", how="empty", action="set", value="News")
    assert apply_rules([rule], _draft())[0].article.section == "News"
    assert apply_rules([rule], _draft(section="Sport"))[0].article.section == "Sport"


def test_a_credit_rule_says_who_is_named_and_loses_no_letter() -> None:
    rule = _rule(kind="credit", how="regex", pattern=r"Foto: (.+?)/(dpa)",
                 parties=[{"name": "$1", "role": "creator", "kind": "person"},
                          {"name": "$2", "role": "distributor", "kind": "organization"}],
                 flags=["handout"], licence="CC BY 4.0")  # fmt: skip
    draft, [hit] = apply_rules([rule], _draft())
    credit = draft.photos[0].use.credit
    assert [(p.name, p.role, p.kind) for p in credit.parties] == [
        ("Ann Lee", "creator", "person"), ("dpa", "distributor", "organization"),
    ]  # fmt: skip
    assert "".join(credit.literals) == draft.photos[0].use.credit_line
    assert ("handout" in credit.flags, credit.licence) == (True, "CC BY 4.0")
    assert hit.field == "credit"
    assert draft.photos[0].evidence[-1].method == "rule:r1"


def test_a_mark_alone_leaves_the_reading_of_the_line() -> None:
    rule = _rule(kind="credit", pattern="dpa", flags=["pool"])
    credit = apply_rules([rule], _draft())[0].photos[0].use.credit
    assert [p.name for p in credit.parties] == ["Ann Lee", "dpa"]
    assert "pool" in credit.flags


def test_applying_rules_again_changes_nothing_more() -> None:
    rules = [
        _rule(uid="a", field="use.caption", pattern="(archive)", action="remove"),
        _rule(uid="b", kind="credit", pattern="dpa", flags=["pool"]),
        _rule(uid="c", field="article.section", how="empty", action="set", value="News"),
    ]
    once, _hits = apply_rules(rules, _draft())
    assert apply_rules(rules, once) == (once, ())


@given(line=st.text(max_size=80), pattern=st.text(min_size=1, max_size=6))
def test_credit_literals_are_the_line_whatever_is_printed(line: str, pattern: str) -> None:
    draft = replace(_draft(), photos=(PhotoDraft(Photo(), PhotoUse(credit_line=line)),), videos=())
    rule = _rule(kind="credit", pattern=pattern, parties=[{"name": "$0", "role": "creator"}, {"name": pattern}])
    changed, hits = apply_rules([rule], draft)
    if hits:
        assert "".join(changed.photos[0].use.credit.literals) == line


@pytest.mark.parametrize(
    "values",
    [
        {"name": ""}, {"field": "article.body"}, {"field": "article.nothing"}, {"how": "like"}, {"action": "set"},
        {"pattern": ""}, {"field": "use.caption", "target": "article.headline", "action": "set", "value": "x"},
        {"kind": "credit"}, {"kind": "credit", "flags": ["wrong"]}, {"target": "source.host"},
        {"kind": "credit", "parties": [{"name": "x", "role": "boss"}]},
    ],
)  # fmt: skip
def test_rules_that_make_no_sense_are_refused_in_words(values: dict[str, object]) -> None:
    with pytest.raises(InvalidRecord) as told:
        rule_of({"name": "mine", "pattern": "x", "action": "remove"} | values)
    assert told.value.message.endswith(".")


def test_a_pattern_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(PatternError):
        _rule(how="regex", pattern="(", action="remove")


def test_rules_travel_in_a_file() -> None:
    rule = _rule(kind="credit", pattern="dpa", flags=["pool"], parties=[{"name": "dpa", "role": "provider"}])
    profile = SourceProfile(
        name="Note", by="host", pattern="example.org", publisher="Note", rights={"basis": "contract"}
    )
    assert read_rules(file_of([rule], [profile])) == ([rule], [profile])
    assert "note" not in plain_rule(rule)
    broken: tuple[object, ...] = (
        {}, [], {"format": "other"}, file_of([rule], []) | {"rules": {}}, file_of([], []) | {"rules": [{"name": 5}]},
        file_of([], []) | {"rules": [{"nonsense": "x"}]},
    )  # fmt: skip
    for wrong in broken:
        with pytest.raises(FormatError):
            read_rules(wrong)


@pytest.mark.parametrize(
    ("by", "pattern", "holds"),
    [
        ("host", "example.org", True), ("host", "WWW.example.org", True), ("host", "ample.org", False),
        ("publisher", "evening NOTE", True), ("publisher", "Evening", False), ("name", "*.HTML", True),
        ("name", "quay?.html", False), ("folder", "/news", False),
    ],
)  # fmt: skip
def test_where_a_profile_holds(by: str, pattern: str, holds: bool) -> None:
    profile = SourceProfile(name="p", by=by, pattern=pattern, section="News")
    assert (apply_profiles([profile], _draft())[0].article.section == "News") == holds


@pytest.mark.parametrize(
    ("pattern", "holds"), [("/scans/post", True), ("post", True), ("/scans/po", False), ("C:/x", False)]
)
def test_a_folder_holds_for_what_is_in_it(pattern: str, holds: bool) -> None:
    draft = replace(_draft(), source=Source(name="a.txt", address="/scans/post/1978/a.txt"))
    profile = SourceProfile(name="p", by="folder", pattern=pattern, section="News")
    assert (apply_profiles([profile], draft)[0].article.section == "News") == holds


def test_a_profile_proposes_and_never_overrules_what_the_source_says_surely() -> None:
    profile = SourceProfile(name="Note", by="host", pattern="example.org", publisher="The Note", language="de",
                            byline_role="text")  # fmt: skip
    draft, hits = apply_profiles([profile], _draft(bylines=(Name("Ann Lee"), Name("Bo Chan", "photo"))))
    assert (draft.article.publisher, draft.article.language) == ("Evening Note", "de")
    assert [n.role for n in draft.article.bylines] == ["text", "photo"]
    own = next(e for e in draft.evidence if e.field == "language")
    assert (own.method, 0.6 <= own.confidence < 0.9) == ("profile:Note", True)
    assert {h.field for h in hits} == {"language", "bylines.role"}
    unsure = replace(_draft(), evidence=(Evidence("publisher", "Evening Note", "og:site_name", 0.7),))
    assert apply_profiles([profile], unsure)[0].article.publisher == "The Note"
    always, _hits = apply_profiles([replace(profile, always=True)], _draft())
    assert always.article.publisher == "The Note"
    assert max(e.confidence for e in always.evidence if e.method == "profile:Note") >= 0.9


def test_the_first_profile_that_has_a_say_says_it() -> None:
    one = SourceProfile(name="one", by="host", pattern="example.org", section="First", always=True)
    two = SourceProfile(
        name="two", by="publisher", pattern="Evening Note", section="Second", language="fr", always=True
    )
    draft, _hits = apply_profiles([one, two], _draft())
    assert (draft.article.section, draft.article.language) == ("First", "fr")
