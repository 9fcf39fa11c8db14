"""Correct once, apply everywhere: one credit line corrected, others like it found, changed and taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive_app.domain.errors import InvalidRecord, NotFound
from archive_app.domain.house_rules import METHOD
from archive_app.domain.records import Authority, Credit, CreditParty, PhotoUse, VideoUse
from archive_app.operations import credit_corrections, edit, history, ingest, rule_runs, rules
from archive_app.operations.credit_corrections import Similar
from archive_app.store.archive import Archive
from tests.make import a_draft

P = CreditParty
LINES = (
    "Photo: Ann Lee/Northlight",
    "Photo: Ann Lee/Northlight",
    "(Bob Ray / NORTHLIGHT)",
    "Eva Stone/Northlight/AP",
    "Northlight",
    "Ivan Pole/Southlight",
    "Reuters/Northlight",
)


def fill(archive: Archive, lines: tuple[str, ...] = LINES) -> list[int]:
    """One article for each line; the ids of the uses."""
    drafts = [a_draft(f"Story {n}", photos=[("", "", line)], name=f"{n}.html") for n, line in enumerate(lines)]
    made = ingest.accept(archive, drafts)
    with archive.read() as reader:
        by_article = {use.article_id: use.id or 0 for use in reader.photo_uses(articles=made.articles)}
    return [by_article[number] for number in made.articles]


def credit_of(archive: Archive, use: int) -> Credit:
    with archive.read() as reader:
        record = reader.record(use)
    assert isinstance(record, PhotoUse | VideoUse)
    assert "".join(record.credit.literals) == record.credit_line
    return record.credit


def said(archive: Archive, use: int) -> list[tuple[str, str, str]]:
    return [(p.name, p.role, p.kind) for p in credit_of(archive, use).parties]


def distributor(archive: Archive, use: int) -> Credit:
    """The correction: Northlight distributes."""
    credit = credit_of(archive, use)
    return replace(credit, parties=tuple(
        replace(p, role="distributor") if p.name.casefold() == "northlight" else p for p in credit.parties
    ))  # fmt: skip


def by_use(found: tuple[Similar, ...]) -> dict[int, Similar]:
    return {row.use_id: row for row in found}


def test_a_correction_is_kept_as_a_persons_and_can_be_undone(archive: Archive) -> None:
    use = fill(archive)[0]
    before = credit_of(archive, use)
    changes = credit_corrections.correct(archive, use, distributor(archive, use))
    assert said(archive, use)[1] == ("Northlight", "distributor", "organization")
    with archive.read() as reader:
        marks = [(e.method, e.current) for e in reader.evidence([use])[use] if e.field == "credit"]
    assert marks == [("person", True)]
    assert not credit_corrections.correct(archive, use, credit_of(archive, use))  # nothing new
    history.undo(archive, changes.operation_id)
    assert credit_of(archive, use) == before


def test_names_find_their_place_and_what_cannot_be_is_refused(archive: Archive) -> None:
    use = fill(archive)[0]
    parties = (P("northlight", "provider", "organization"), P("Ann  Lee", "creator", "person"))
    credit_corrections.correct(archive, use, Credit(parties=parties))
    assert [(p.name, p.start) for p in credit_of(archive, use).parties] == [("Ann Lee", 7), ("Northlight", 15)]
    credit_corrections.correct(archive, use, Credit(parties=(P("Northlight Pictures", "provider"),)))
    assert credit_of(archive, use).parties[0].start == -1
    for wrong in (
        Credit(parties=(P("Ann Lee", "maker"),)),
        Credit(parties=(P("Ann Lee", start=7, end=14), P("Lee/North", start=11, end=20))),
        Credit(flags=("torn",)),
        Credit(year=12),
        Credit(parties=(P(" "),)),
    ):
        with pytest.raises(InvalidRecord):
            credit_corrections.correct(archive, use, wrong)


def test_similar_lines_are_found_with_the_reason(archive: Archive) -> None:
    uses = fill(archive)
    found = by_use(credit_corrections.similar(archive, uses[0], distributor(archive, uses[0])))
    reasons = {use: (row.reason, row.sure) for use, row in found.items()}
    assert reasons[uses[1]] == ("line", True)
    assert reasons[uses[2]] == ("form", True)
    assert reasons[uses[4]] == ("name", False)  # alone in its line: only somebody can tell
    assert all(row.before.parties != row.after.parties for row in found.values())
    assert [(p.name, p.role) for p in found[uses[2]].after.parties] == [
        ("Bob Ray", "creator"), ("NORTHLIGHT", "distributor")
    ]  # fmt: skip
    assert uses[5] not in found
    assert uses[0] not in found


def test_applying_is_one_step_and_leaves_a_persons_corrections_alone(archive: Archive) -> None:
    uses = fill(archive)
    own = replace(credit_of(archive, uses[2]), flags=("handout",))
    credit_corrections.correct(archive, uses[2], own)
    found = by_use(credit_corrections.similar(archive, uses[0], distributor(archive, uses[0])))
    assert found[uses[2]].kept
    assert not found[uses[2]].sure
    before = len(history.recent(archive, 100))
    changes, uid = credit_corrections.apply_to_similar(archive, uses[0], distributor(archive, uses[0]), [*found])
    assert uid == ""
    assert len(history.recent(archive, 100)) == before + 1
    assert said(archive, uses[1])[1][1] == "distributor"
    assert credit_of(archive, uses[2]).flags == ("handout",)
    assert said(archive, uses[2])[1][1] == "provider"
    history.undo(archive, changes.operation_id)
    assert said(archive, uses[1])[1][1] == "provider"
    assert said(archive, uses[0])[1][1] == "provider"


def test_a_saved_correction_still_finds_what_was_read_as_it_was(archive: Archive) -> None:
    uses = fill(archive)
    credit_corrections.correct(archive, uses[0], distributor(archive, uses[0]))
    found = by_use(credit_corrections.similar(archive, uses[0], credit_of(archive, uses[0])))
    assert {uses[1], uses[2]} <= found.keys()


def test_a_rule_is_kept_counted_and_taken_back_as_a_set(archive: Archive) -> None:
    uses = fill(archive)
    wanted = distributor(archive, uses[0])
    ids = [row.use_id for row in credit_corrections.similar(archive, uses[0], wanted) if row.sure]
    _, uid = credit_corrections.apply_to_similar(archive, uses[0], wanted, ids, keep_as_rule=True)
    [(rule, hits)] = rules.rules(archive)
    assert rule.uid == uid
    assert rule.kind == "credit"
    assert hits >= 2
    with archive.read() as reader:
        assert METHOD + uid in {e.method for e in reader.evidence([uses[1]])[uses[1]] if e.current}
    more = fill(archive, ("Olga Neu/Northlight",))[0]
    with archive.read() as reader:
        article = reader.of_type(PhotoUse, [more])[more].article_id or 0
    rule_runs.apply(archive, [rule], [article])
    assert said(archive, more) == [("Olga Neu", "creator", "person"), ("Northlight", "distributor", "organization")]
    _changes, back, left = rule_runs.take_back(archive, rule)
    assert (back, left) == (hits + 1, 0)
    assert said(archive, uses[1])[1][1] == "provider"
    assert said(archive, uses[0])[1][1] == "distributor"  # the person's own correction stays


def test_a_name_of_another_kind_becomes_known(archive: Archive) -> None:
    uses = fill(archive, ("Foto: Harbour Field", "Harbour Field/AP", "Anna Berg/Harbour Field"))
    credit = credit_of(archive, uses[0])
    assert credit.parties[0].kind == "person"
    wanted = replace(credit, parties=(replace(credit.parties[0], kind="organization", role="provider"),))
    found = by_use(credit_corrections.similar(archive, uses[0], wanted))
    assert found[uses[1]].after.parties[0].kind == "organization"
    credit_corrections.apply_to_similar(archive, uses[0], wanted, [uses[1]], keep_names=True)
    with archive.read() as reader:
        made = [a for a in reader.authorities() if a.name == "Harbour Field"]
    assert [a.kind for a in made] == ["organization"]
    fresh = fill(archive, ("Photo: Harbour Field",))[0]
    assert credit_of(archive, fresh).parties[0].kind == "organization"
    assert credit_of(archive, fresh).parties[0].authority_id == made[0].id


def test_a_person_is_linked_in_the_same_line_only(archive: Archive) -> None:
    uses = fill(archive)
    made = edit.save(archive, Authority(name="Ann Lee", kind="person"))
    number = next(iter(made.records))
    credit = distributor(archive, uses[0])
    parties = tuple(replace(p, authority_id=number) if p.kind == "person" else p for p in credit.parties)
    found = by_use(credit_corrections.similar(archive, uses[0], replace(credit, parties=parties)))
    assert found[uses[1]].after.parties[0].authority_id == number
    assert found[uses[2]].after.parties[0].authority_id is None


def test_a_work_stands_for_its_only_credit_line(archive: Archive) -> None:
    use = fill(archive)[0]
    with archive.read() as reader:
        shown = reader.of_type(PhotoUse, [use])[use]
    credit_corrections.correct(archive, shown.photo_id or 0, distributor(archive, use))
    assert said(archive, use)[1][1] == "distributor"
    nothing = next(iter(edit.save(archive, Authority(name="X")).records))
    with pytest.raises(NotFound):
        credit_corrections.correct(archive, nothing, Credit())


def test_another_line_is_read_by_the_program_again(archive: Archive) -> None:
    uses = fill(archive)
    credit_corrections.correct(archive, uses[1], distributor(archive, uses[1]))
    edit.set_field(archive, uses[1], "credit_line", "Photo: Bob Ray/Northlight")
    assert said(archive, uses[1]) == [("Bob Ray", "creator", "person"), ("Northlight", "provider", "organization")]
    found = by_use(credit_corrections.similar(archive, uses[0], distributor(archive, uses[0])))
    assert not found[uses[1]].kept


def test_a_rule_leaves_what_a_person_stated_and_what_has_an_agency_for_a_maker(archive: Archive) -> None:
    uses = fill(archive)
    own = replace(credit_of(archive, uses[2]), flags=("handout",))
    credit_corrections.correct(archive, uses[2], own)
    rule = credit_corrections.lesson_for(archive, uses[0], distributor(archive, uses[0])).rule()
    assert rule is not None
    _, uid = rules.save(archive, rule)
    with archive.read() as reader:
        works = [reader.of_type(PhotoUse, [use])[use].article_id or 0 for use in uses]
    kept = rules.rule_named(archive, uid)
    changed = {change.record_id for change in rule_runs.try_rules(archive, [kept], works).changes}
    assert changed == {uses[0], uses[1]}
    rule_runs.apply(archive, [kept], works)
    assert credit_of(archive, uses[2]).flags == ("handout",)
    assert said(archive, uses[2])[1][1] == "provider"
    assert said(archive, uses[1])[1][1] == "distributor"
    assert said(archive, uses[6])[0][:1] == ("Reuters",)
    assert said(archive, uses[6])[0][2] == "organization"
