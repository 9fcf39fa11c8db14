"""Asking about the rights in many works: the same answers as one by one, what is lost when, and what is kept."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from archive_app.domain.errors import InputError, NotFound
from archive_app.domain.records import PhotoUse
from archive_app.domain.rights import Grant, RightsAgent, RightsStatement, Use
from archive_app.operations import (
    clearance,
    edit,
    find,
    history,
    ingest,
    rights_queue,
    rights_report,
    rights_templates,
    works,
)
from archive_app.operations.page import record_page
from archive_app.store.archive import Archive
from tests.make import a_draft, a_photo, a_statement, add, an_article
from tests.store.dump import logical

DAY = "2026-03-01"
USE = Use(date=DAY, territory="FR")


def photos(archive: Archive, number: int) -> list[int]:
    return add(archive, *(a_photo(f"Photo {n}") for n in range(number)))


def limited(work: int, **values: object) -> RightsStatement:
    return a_statement(work, **{"grants": (Grant(action="publish_online", ends="2026-04-15"),), **values})


def test_many_are_answered_as_one_by_one(archive: Archive) -> None:
    ids = photos(archive, 12)
    add(archive, *(limited(n) for n in ids[:4]), a_statement(ids[5], takedown=True), a_statement(ids[6]))
    drafts = [a_draft("Launch", photos=[("https://e.org/a.jpg", "Pad", "Photo: Roscosmos Space Agency/AP")])]
    article = ingest.accept(archive, drafts).articles[0]
    found = clearance.check(archive, [*ids, article], USE)
    for number, verdict in found.verdicts.items():
        alone = record_page(archive, number, USE).verdict
        assert alone is not None
        assert (verdict.answer, verdict.nobody_looked, verdict.conditions, verdict.may_change_on, verdict.contact) == (
            alone.answer, alone.nobody_looked, alone.conditions, alone.may_change_on, alone.contact,
        )  # fmt: skip
    assert sum(found.counts.values()) == 13
    assert found.counts["not_allowed"] == 1


def test_a_link_among_statements_counts_by_its_place(archive: Archive) -> None:
    one, other = photos(archive, 2)
    [held] = add(archive, a_statement(one, takedown=True))
    add(archive, a_statement(one, overrides_id=held))
    [other_held] = add(archive, a_statement(other, takedown=True))
    add(archive, a_statement(other, overrides_id=other_held))
    with archive.read() as reader:
        [group] = reader.rights.alike([one, other])
    assert group.works == (one, other)
    assert {v.answer for v in clearance.check(archive, [one, other], USE).verdicts.values()} == {"allowed"}


def test_an_imported_credit_names_whom_to_ask(archive: Archive) -> None:
    accepted = ingest.accept(
        archive,
        [a_draft("Launch", photos=[("https://e.org/a.jpg", "The pad", "photo via Roscosmos Space Agency/AP")])],
    )
    with archive.read() as reader:
        [use] = reader.photo_uses(articles=accepted.articles)
    photo = use.photo_id or 0
    found = clearance.check(archive, [photo, accepted.articles[0]], USE).verdicts
    assert found[photo].answer == "ask"
    assert found[photo].contact == "Roscosmos Space Agency; AP"
    assert "Roscosmos Space Agency" in found[accepted.articles[0]].contact


def test_what_is_lost_is_told_with_its_day(archive: Archive) -> None:
    soon, later, refused, for_ever = photos(archive, 4)
    add(archive, limited(soon), limited(later, grants=(Grant(action="publish_online", ends="2027"),)),
        a_statement(refused, takedown=True), a_statement(for_ever))  # fmt: skip
    [loss] = clearance.losing(archive, None, USE, 90)
    assert (loss.work, loss.day, loss.before.answer, loss.after.answer) == (soon, "2026-04-16", "allowed", "ask")
    assert [x.work for x in clearance.losing(archive, None, USE, 3650)] == [soon, later]
    assert [x.work for x in clearance.losing(archive, [later], USE, 3650)] == [later]


def test_an_article_is_lost_with_its_photo(archive: Archive) -> None:
    article = ingest.accept(archive, [a_draft("Launch", photos=[("https://e.org/a.jpg", "Pad", "AP")])]).articles[0]
    with archive.read() as reader:
        photo = reader.photo_uses(articles=[article])[0].photo_id or 0
    add(archive, a_statement(article), limited(photo))
    assert {x.work for x in clearance.losing(archive, None, USE, 90)} == {article, photo}


def test_a_use_that_is_kept_counts_and_can_be_undone(archive: Archive) -> None:
    [photo] = photos(archive, 1)
    add(archive, limited(photo, grants=(Grant(action="publish_online", max_uses=1),)))
    before = logical(archive)
    assert clearance.check(archive, [photo], USE).verdicts[photo].conditions == ("max_uses: 1",)
    clearance.keep(archive, [photo], USE, outcome="used", occasion="Anniversary page")
    [asked] = clearance.asked_of(archive, photo)
    assert (asked.who, asked.occasion, asked.outcome, asked.use.territory) == (
        "Tester",
        "Anniversary page",
        "used",
        "FR",
    )
    assert [a.answer for a in asked.answers] == ["allowed_with_conditions"]
    assert clearance.check(archive, [photo], USE).verdicts[photo].answer == "ask"  # the one use is used up
    history.undo(archive)
    assert clearance.asked_of(archive) == ()
    assert clearance.check(archive, [photo], USE).verdicts[photo].conditions == ("max_uses: 1",)
    assert logical(archive) == before


def test_a_use_against_the_answer_needs_its_reason(archive: Archive) -> None:
    allowed, refused = photos(archive, 2)
    add(archive, a_statement(allowed), a_statement(refused, takedown=True))
    before = logical(archive)
    with pytest.raises(InputError, match="no reason is given"):
        clearance.keep(archive, [allowed, refused], USE, outcome="used", overrides={refused: "  "})
    assert logical(archive) == before
    clearance.keep(archive, [allowed, refused], USE, outcome="used", overrides={refused: "Court order 7/26"})
    assert {a.work: a.override for a in clearance.asked_of(archive)[0].answers} == {
        allowed: "", refused: "Court order 7/26",
    }  # fmt: skip


def test_a_question_outlives_its_record(archive: Archive) -> None:
    [photo] = photos(archive, 1)
    clearance.keep(archive, [photo], USE, occasion="Book")
    with archive.operation("Erase") as writer:
        writer.erase(photo)
    assert clearance.asked_of(archive)[0].answers[0].title == "Photo 0"


def test_a_day_that_is_none_is_refused(archive: Archive) -> None:
    with pytest.raises(InputError, match="is no day"):
        clearance.check(archive, [], Use(date="soon"))


def test_templates(archive: Archive) -> None:
    agency = limited(0, agents=(RightsAgent("Kosmos Press", "licensor"),), restrictions=("NO SALES",), note="2024 deal")
    statement = replace(agency, work_id=None)
    rights_templates.save_template(archive, "Kosmos deal", statement, note="Contract 12")
    [template] = rights_templates.templates(archive)
    assert template.statement == statement
    rights_templates.save_template(archive, "KOSMOS DEAL", replace(statement, note="2025 deal"))
    [template] = rights_templates.templates(archive)
    assert (template.name, template.statement.note) == ("KOSMOS DEAL", "2025 deal")
    history.undo(archive)
    assert rights_templates.named(archive, "kosmos deal").statement.note == "2024 deal"
    rights_templates.remove_template(archive, "Kosmos deal")
    with pytest.raises(NotFound):
        rights_templates.named(archive, "Kosmos deal")


def test_applying_a_statement_supersedes_and_is_one_step(archive: Archive) -> None:
    ids = photos(archive, 3)
    add(archive, a_statement(ids[0], takedown=True), a_statement(ids[1], takedown=True, scope="caption"))
    before = logical(archive)
    fresh = a_statement(0)
    prospects = rights_templates.prospects(archive, ids, fresh, use=USE)
    assert [len(p.supersedes) for p in prospects] == [1, 0, 0]
    assert [p.after.answer for p in prospects] == ["allowed", "not_allowed", "allowed"]
    assert logical(archive) == before  # a prospect changes nothing
    rights_templates.apply(archive, ids, fresh)
    found = clearance.check(archive, ids, USE).verdicts
    assert [found[n].answer for n in ids] == [p.after.answer for p in prospects]
    history.undo(archive)
    assert logical(archive) == before


def test_the_queue_says_what_is_the_matter(archive: Archive) -> None:
    unknown, ending, doubted, late, creditless, fine = photos(archive, 6)
    today = date.today()  # noqa: DTZ011 - as the program: the local day
    add(
        archive,
        a_statement(ending, grants=(Grant(action="publish_online", ends=(today + timedelta(days=9)).isoformat()),)),
        a_statement(doubted, agents=(RightsAgent("A"),)), a_statement(doubted, agents=(RightsAgent("B"),)),
        a_statement(late, review_date="2020"), a_statement(creditless, credit_obligation="required"), a_statement(fine),
    )  # fmt: skip
    found = {part.key: set(part.works) for part in rights_queue.queue(archive)}
    assert found == {
        "unknown": {unknown}, "expiring": {ending}, "disputed": {doubted}, "review": {late}, "credit": {creditless},
    }  # fmt: skip


def test_a_report_counts_and_lists(archive: Archive, tmp_path: Path) -> None:
    ids = photos(archive, 3)
    add(archive, a_statement(ids[0]), a_statement(ids[1], takedown=True, agents=(RightsAgent("Holder"),)))
    found = rights_report.report(archive, ids, USE)
    assert found.clearance.counts == {"not_allowed": 1, "unknown": 1, "allowed": 1}
    assert found.contacts == (("Holder", 1),)
    assert rights_report.as_csv(found).count("\n") == 4
    text = rights_report.as_text(found)
    assert "Do not publish: 1" in text
    assert "Holder (1)" in text


def test_a_current_statement_is_never_edited(archive: Archive) -> None:
    [photo] = photos(archive, 1)
    [number] = add(archive, a_statement(photo))
    with archive.read() as reader:
        old = reader.record(number)
    assert isinstance(old, RightsStatement)
    works.save_rights(archive, replace(old, note="changed"))
    with archive.read() as reader:
        first, second = reader.rights_of([photo])[photo]
    assert (first.status, first.note) == ("superseded", "")
    assert (second.status, second.note, second.supersedes_id) == ("current", "changed", number)


def test_what_agencies_print_forbids(archive: Archive) -> None:
    """NO SALES and the like count in captions and credit lines too, in capitals; they never permit anything."""
    photos = [
        ("https://e.org/a.jpg", "The pad. NO SALES; JAPAN OUT", "Photo: Ann Example/AP"),
        ("https://e.org/b.jpg", "No sales were made at the fair, and everybody went out.", "AP"),
        ("https://e.org/c.jpg", "The port", "AP, MANDATORY CREDIT: Ann Example"),
    ]
    article = ingest.accept(archive, [a_draft("Launch", photos=photos)]).articles[0]
    with archive.read() as reader:
        limited, free, credited = (u.photo_id or 0 for u in reader.photo_uses(articles=[article]))
    sale = Use(action="sell", purpose="commercial", channel="web", territory="FR", date=DAY)
    for use, expected in (
        (sale, "not_allowed"), (Use(date=DAY, territory="JP"), "not_allowed"), (Use(date=DAY, territory="FR"), "ask"),
    ):  # fmt: skip
        found = clearance.check(archive, [limited, free, credited, article], use).verdicts
        assert found[limited].answer == found[article].answer == expected
        assert found[free].answer == found[credited].answer == "ask"
        for number, verdict in found.items():
            alone = record_page(archive, number, use).verdict
            assert alone is not None
            assert (verdict.answer, verdict.contact) == (alone.answer, alone.contact)
    add(archive, a_statement(limited, grants=(Grant(action=""),)), a_statement(article, grants=(Grant(action=""),)))
    assert clearance.check(archive, [limited], sale).verdicts[limited].answer == "not_allowed"
    assert clearance.check(archive, [limited], Use(date=DAY, territory="FR")).verdicts[limited].answer == "allowed"
    [row] = find.rows(archive, [limited])
    assert row.answer == "not_allowed"  # the usual use is worldwide, and that touches Japan


def test_what_is_printed_with_a_photo_limits_here_as_on_its_page(archive: Archive) -> None:
    """NO SALES in one article's credit line says nothing of the same photo in another article."""
    [photo] = photos(archive, 1)
    limited_here, free = add(archive, an_article("Limited"), an_article("Free"))
    add(
        archive,
        PhotoUse(article_id=limited_here, photo_id=photo, credit_line="Ann Example/AP NO SALES"),
        PhotoUse(article_id=free, photo_id=photo, credit_line="Ann Example/AP"),
        *(a_statement(n, grants=(Grant(action=""),)) for n in (photo, limited_here, free)),
    )
    use = Use(date=DAY, action="sell", purpose="commercial")
    answers = {}
    for number, verdict in clearance.check(archive, [photo, limited_here, free], use).verdicts.items():
        alone = record_page(archive, number, use).verdict
        assert alone is not None
        assert (verdict.answer, [r.text for r in verdict.reasons]) == (alone.answer, [r.text for r in alone.reasons])
        answers[number] = verdict.answer
    assert answers[photo] == answers[limited_here] != answers[free]


def test_what_lies_in_the_bin_waits_for_nobody(archive: Archive) -> None:
    photo, other = photos(archive, 2)
    [article] = add(archive, an_article())
    add(
        archive,
        PhotoUse(article_id=article, photo_id=photo),
        a_statement(article),
        limited(photo),
        a_statement(other, review_date="2001-01-01"),
    )
    assert {x.work for x in clearance.losing(archive, None, USE, 90)} == {photo, article}
    edit.to_bin(archive, [article])
    assert {x.work for x in clearance.losing(archive, None, USE, 90)} == {photo}
    edit.to_bin(archive, [photo])
    assert clearance.losing(archive, None, USE, 90) == []
    waiting = {one.key: one.works for one in rights_queue.queue(archive)}
    assert waiting["review"] == (other,)
    edit.to_bin(archive, [other])
    assert all(waiting.works == () for waiting in rights_queue.queue(archive))


def test_a_work_named_twice_gets_one_statement(archive: Archive) -> None:
    [photo] = photos(archive, 1)
    rights_templates.apply(archive, [photo, photo], a_statement(photo))
    with archive.read() as reader:
        assert len(reader.rights_of([photo])[photo]) == 1


def test_a_template_that_a_newer_program_wrote_hides_no_other(archive: Archive) -> None:
    rights_templates.save_template(archive, "Contract", a_statement(1))
    with archive.operation("By a newer program") as writer:
        writer.rights.save_template("Later", "", '{"kept_how": "later"}')
    assert [one.name for one in rights_templates.templates(archive)] == ["Contract"]


def test_the_proof_names_the_statement_of_the_very_work(archive: Archive) -> None:
    """Works whose statements say the same are decided as one; each has its own statement all the same."""
    ids = photos(archive, 3)
    statements = add(archive, *(a_statement(n) for n in ids))
    clearance.keep(archive, ids, USE)
    with archive.read() as reader:
        [question] = reader.rights.questions()
    named = {
        a["work_id"]: {number for _c, _t, number in json.loads(a["reasons"])} - {None} for a in question["answers"]
    }
    assert named == {work: {statement} for work, statement in zip(ids, statements, strict=True)}
