"""Rules and profiles in a catalogue: kept, tried, applied, counted, taken back, and left out when switched off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from archive_app.domain.errors import FormatError, NotFound
from archive_app.domain.house_rules import HouseRule, RuleParty
from archive_app.domain.records import (
    Article,
    Draft,
    Evidence,
    Kind,
    Name,
    Photo,
    PhotoDraft,
    PhotoUse,
    Source,
)
from archive_app.domain.source_profiles import SourceProfile
from archive_app.operations import edit, find, history, ingest, rule_runs, rules
from archive_app.store.archive import Archive

ARCHIVE = HouseRule(name="Archive", how="equals", pattern="archiv", action="set", value="City Archive")
QUAY = HouseRule(name="Quay", field="use.caption", how="word", pattern="quay", action="replace", value="pier")
POOL = HouseRule(name="Pool", kind="credit", how="regex", pattern=r"(\w+ \w+)/dpa",
                 parties=(RuleParty("$1", "creator", "person"), RuleParty("dpa", "distributor", "organization")),
                 flags=("pool",))  # fmt: skip


def _draft(n: int, *credits_: str, **article: object) -> Draft:
    return Draft(
        source=Source(name=f"{n}.html", address=f"/scans/post/{n}.html", text=f"text {n}"),
        article=Article(**({"headline": f"Story {n}", "body": (f"Body {n}.",)} | article)),  # type: ignore[arg-type]
        photos=tuple(
            PhotoDraft(Photo(), PhotoUse(caption=f"The quay {m}", credit_line=line),
                       (Evidence("credit_line", line, "html:credit", 0.95),
                        Evidence("caption", "q", "html:figcaption", 0.9)))
            for m, line in enumerate(credits_)
        ),
        content=f"text {n}".encode(),
    )  # fmt: skip


def _uses(archive: Archive) -> list[PhotoUse]:
    with archive.read() as reader:
        return [use for use in reader.all_of(Kind.PHOTO_USE) if isinstance(use, PhotoUse)]


def _saved(archive: Archive, rule: HouseRule) -> HouseRule:
    _changes, uid = rules.save(archive, rule)
    return replace(rule, uid=uid)


@pytest.fixture
def ids(archive: Archive) -> Sequence[int]:
    return ingest.accept(archive, [_draft(1, "Archiv", "Ann Lee/dpa"), _draft(2, "Archiv")]).articles


def test_rules_are_kept_in_order_and_every_change_can_be_undone(archive: Archive) -> None:
    first, second = _saved(archive, ARCHIVE), _saved(archive, QUAY)
    rules.move(archive, second, 1)
    assert [r.name for r, _n in rules.rules(archive)] == ["Quay", "Archive"]
    rules.save(archive, replace(first, enabled=False))
    assert [r.enabled for r, _n in rules.rules(archive)] == [True, False]
    rules.remove(archive, second)
    assert [r.name for r, _n in rules.rules(archive)] == ["Archive"]
    for _step in range(3):
        history.undo(archive)
    assert [(r.name, r.enabled) for r, _n in rules.rules(archive)] == [("Archive", True), ("Quay", True)]
    history.redo(archive)
    assert [r.name for r, _n in rules.rules(archive)] == ["Quay", "Archive"]
    assert rules.rule_named(archive, "2").name == rules.rule_named(archive, "archive").name == "Archive"
    with pytest.raises(NotFound):
        rules.rule_named(archive, "nothing")


def test_trying_a_rule_shows_before_and_after_and_changes_nothing(archive: Archive, ids: Sequence[int]) -> None:
    trial = rule_runs.try_rules(archive, [ARCHIVE], ids)
    assert [(c.title, c.before, c.after) for c in trial.changes] == [
        ("Story 1", "Archiv", "City Archive"), ("Story 2", "Archiv", "City Archive"),
    ]  # fmt: skip
    assert trial.looked_at == 2
    assert [u.credit_line for u in _uses(archive)] == ["Archiv", "Ann Lee/dpa", "Archiv"]


def test_a_rule_is_tried_on_a_text() -> None:
    assert rule_runs.try_text(POOL, "Foto: Ann Lee/dpa")[1].startswith("Ann Lee (creator); dpa (distributor)")
    assert rule_runs.try_text(QUAY, "The Quay") == ("The Quay", "The pier")
    assert rule_runs.try_text(QUAY, "Cranes") == ("Cranes", "Cranes")


def test_a_rule_is_applied_as_one_step_with_hits_and_undone_by_it(archive: Archive, ids: Sequence[int]) -> None:
    rule = _saved(archive, ARCHIVE)
    changes, count = rule_runs.apply(archive, [rule], ids)
    assert count == 2
    assert [u.credit_line for u in _uses(archive)] == ["City Archive", "Ann Lee/dpa", "City Archive"]
    assert rules.rules(archive) == [(rule, 2)]
    with archive.read() as reader:
        found = reader.evidence([_uses(archive)[0].id or 0])
    [rows] = found.values()
    assert [(e.method, e.current) for e in rows if e.field == "credit_line"] == [
        ("html:credit", False), (f"rule:{rule.uid}", True),
    ]  # fmt: skip
    history.undo(archive, changes.operation_id)
    assert [u.credit_line for u in _uses(archive)] == ["Archiv", "Ann Lee/dpa", "Archiv"]
    assert rules.rules(archive) == [(rule, 0)]


def test_a_record_unticked_in_the_preview_is_left(archive: Archive, ids: Sequence[int]) -> None:
    first = _uses(archive)[0].id or 0
    _changes, count = rule_runs.apply(archive, [ARCHIVE], ids, without=[first])
    assert count == 1
    assert _uses(archive)[0].credit_line == "Archiv"


def test_credits_are_read_as_the_rule_says(archive: Archive, ids: Sequence[int]) -> None:
    rule_runs.apply(archive, [POOL], ids)
    credit = _uses(archive)[1].credit
    assert [(p.name, p.role) for p in credit.parties] == [("Ann Lee", "creator"), ("dpa", "distributor")]
    assert "pool" in credit.flags
    assert credit.parties[1].authority_id is not None  # organisations are linked as ever
    assert "".join(credit.literals) == "Ann Lee/dpa"


def test_what_a_rule_did_is_taken_back_wherever_it_still_stands(archive: Archive) -> None:
    rule = _saved(archive, ARCHIVE)
    pool = _saved(archive, POOL)
    prepare = rules.preparer(archive)
    first = ingest.accept(archive, [prepare(_draft(1, "Archiv", "Ann Lee/dpa"))])
    second = ingest.accept(archive, [_draft(2, "Archiv"), _draft(3, "Archiv")])
    rule_runs.apply(archive, [rule], second.articles)
    assert {r.name: n for r, n in rules.rules(archive)} == {"Archive": 3, "Pool": 1}
    last = _uses(archive)[3]
    edit.save(archive, replace(last, credit_line="By hand"))
    _changes, back, left = rule_runs.take_back(archive, rule)
    assert (back, left) == (2, 0)
    assert [u.credit_line for u in _uses(archive)] == ["Archiv", "Ann Lee/dpa", "Archiv", "By hand"]
    assert [n for _r, n in rules.rules(archive)] == [0, 1]
    with archive.read() as reader:
        [rows] = reader.evidence([_uses(archive)[0].id or 0]).values()
    assert [e.method for e in rows if e.field == "credit_line" and e.current] == ["html:credit"]
    rule_runs.take_back(archive, pool)
    assert "pool" not in _uses(archive)[1].credit.flags
    history.undo(archive)
    assert "pool" in _uses(archive)[1].credit.flags
    assert first.articles


def test_new_drafts_are_prepared_and_can_be_left_as_they_are(archive: Archive) -> None:
    _saved(archive, QUAY)
    assert rules.preparer(archive)(_draft(1, "x")).photos[0].use.caption == "The pier 0"
    assert rules.preparer(archive, wanted=False)(_draft(1, "x")).photos[0].use.caption == "The quay 0"
    rules.save(archive, replace(rules.rule_named(archive, "Quay"), enabled=False))
    assert rules.preparer(archive)(_draft(1, "x")).photos[0].use.caption == "The quay 0"


def test_a_profile_proposes_joins_its_collection_and_states_rights_of_the_article_only(archive: Archive) -> None:
    profile = SourceProfile(
        name="Post", by="folder", pattern="/scans/post", publisher="The Post", language="en", byline_role="text",
        collection="News / Post", rights={"usage_terms": "Internal use only"},
    )  # fmt: skip
    rules.save(archive, profile)
    prepare = rules.preparer(archive)
    drafts = [prepare(_draft(n, "Archiv", bylines=(Name("Ann Lee"),))) for n in (1, 2)]
    assert drafts[0].article.publisher == "The Post"
    accepted = ingest.accept(archive, drafts)
    with archive.read() as reader:
        [collection] = [c for c in reader.all_of(Kind.COLLECTION) if getattr(c, "name", "") == "Post"]
        assert getattr(collection, "members", ()) == accepted.articles
        stated = reader.rights_of(reader.ids_of(Kind.ARTICLE) + reader.ids_of(Kind.PHOTO))
    assert {n: [s.usage_terms for s in found] for n, found in stated.items()} == {
        n: ["Internal use only"] for n in accepted.articles
    }
    [(kept, hits)] = rules.profiles(archive)
    assert (kept.name, hits > 0) == ("Post", True)
    history.undo(archive)
    with archive.read() as reader:
        assert reader.ids_of(Kind.ARTICLE) == []
        assert reader.ids_of(Kind.COLLECTION) == []


def test_a_profile_whose_template_is_gone_says_so(archive: Archive) -> None:
    rules.save(archive, SourceProfile(name="Post", by="folder", pattern="post", rights={"template": "Gone"}))
    draft = rules.preparer(archive)(_draft(1))
    assert "Gone" in draft.remarks[0]


def test_rules_travel_between_catalogues(archive: Archive) -> None:
    rule = _saved(archive, POOL)
    rules.save(archive, SourceProfile(name="Post", by="host", pattern="post.example", section="News"))
    given = rules.give_file(archive)
    rules.remove(archive, rule)
    changes, count = rules.take_file(archive, given)
    assert (count, bool(changes)) == (2, True)
    assert [r for r, _n in rules.rules(archive)] == [rule]
    assert len(rules.profiles(archive)) == 1
    with pytest.raises(FormatError):
        rules.take_file(archive, {"format": "something else"})


def test_a_photo_of_two_articles_is_changed_once(archive: Archive) -> None:
    url = "https://example.org/a.jpg"
    drafts = [
        replace(_draft(n), photos=(PhotoDraft(Photo(url=url, title="Quay"), PhotoUse(caption=f"c{n}")),))
        for n in (1, 2)
    ]
    ids = ingest.accept(archive, drafts).articles
    rule = HouseRule(name="t", field="photo.title", how="equals", pattern="quay", action="set", value="Pier")
    assert len(rule_runs.try_rules(archive, [rule], ids).changes) == 1
    assert rule_runs.apply(archive, [rule], ids)[1] == 1


def test_what_is_printed_is_changed_once_though_article_and_photo_are_both_chosen(
    archive: Archive, ids: Sequence[int]
) -> None:
    rule = HouseRule(name="t", pattern="Archiv", action="replace", value="City Archive")
    everything = find.search(archive, "").ids
    assert len(everything) == 5
    assert len(rule_runs.try_rules(archive, [rule], everything).changes) == 2
    assert rule_runs.apply(archive, [rule], everything)[1] == 2
    assert [u.credit_line for u in _uses(archive)] == ["City Archive", "Ann Lee/dpa", "City Archive"]
