"""Credit lines read again once the catalogue knows more."""

from __future__ import annotations

from dataclasses import replace

from archive_app.domain.house_rules import METHOD, HouseRule, RuleParty
from archive_app.domain.records import Authority
from archive_app.operations import credit_corrections, credit_rereading, edit, history, rules
from archive_app.store.archive import Archive
from tests.operations.test_credit_corrections import credit_of, fill, said


def test_an_authority_made_later_changes_how_lines_are_read(archive: Archive) -> None:
    uses = fill(archive, ("Foto: Harbour Field", "Harbour Field/AP", "Foto: Ann Lee"))
    assert credit_rereading.preview(archive).changes == ()
    edit.save(archive, Authority(name="Harbour Field", kind="organization"))
    found = credit_rereading.preview(archive)
    assert {row.use_id for row in found.changes} == set(uses[:2])
    assert (found.read, found.kept) == (3, 0)
    changes = credit_rereading.apply(archive, [row.use_id for row in found.changes])
    assert said(archive, uses[0]) == [("Harbour Field", "provider", "organization")]
    assert credit_of(archive, uses[0]).parties[0].authority_id is not None
    assert credit_rereading.preview(archive).changes == ()
    history.undo(archive, changes.operation_id)
    assert said(archive, uses[0]) == [("Harbour Field", "creator", "person")]


def test_what_a_person_stated_is_not_read_again(archive: Archive) -> None:
    uses = fill(archive, ("Foto: Harbour Field", "Harbour Field/AP"))
    stated = replace(credit_of(archive, uses[0]), flags=("staff",))
    credit_corrections.correct(archive, uses[0], stated)
    edit.save(archive, Authority(name="Harbour Field", kind="organization"))
    found = credit_rereading.preview(archive)
    assert [row.use_id for row in found.changes] == [uses[1]]
    assert found.kept == 1
    credit_rereading.apply(archive, uses)
    assert said(archive, uses[0]) == [("Harbour Field", "creator", "person")]
    assert credit_of(archive, uses[0]).flags == ("staff",)


def test_rules_about_credit_lines_have_their_say_and_their_hits(archive: Archive) -> None:
    [use] = fill(archive, ("Haas & Kern",))
    rule = HouseRule(
        name="Haas", kind="credit", how="equals", pattern="Haas & Kern",
        parties=(RuleParty("Haas & Kern", "provider", "organization"),), flags=("staff",),
    )  # fmt: skip
    _, uid = rules.save(archive, rule)
    [row] = credit_rereading.preview(archive).changes
    assert row.rules == (uid,)
    credit_rereading.apply(archive, [use])
    assert credit_of(archive, use).flags == ("staff",)
    assert rules.rules(archive)[0][1] == 1
    rules.remove(archive, rules.rule_named(archive, "Haas"))
    credit_rereading.apply(archive, [use])
    assert credit_of(archive, use).flags == ()
    with archive.read() as reader:
        assert METHOD + uid not in {e.method for e in reader.evidence([use])[use] if e.current}


def test_a_search_says_which_lines_are_read(archive: Archive) -> None:
    fill(archive, ("Foto: Harbour Field", "Harbour Field/AP"))
    edit.save(archive, Authority(name="Harbour Field", kind="organization"))
    assert credit_rereading.preview(archive, 'headline:"Story 1"').read == 1
