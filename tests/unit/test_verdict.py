"""The verdict "may I use this?": what goes with an answer, what must hold always."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.rights import Grant, RightsAgent, RightsStatement, Use, Verdict
from archive_app.domain.verdict import WORST_FIRST, decide, headline, note, worst

TODAY = "2026-11-21"
WEB = Use(territory="GB", date=TODAY)
STATED = RightsStatement(id=1, confidence="documented", copyright_status="in_copyright", credit_obligation="none")
PERMIT = Grant(action="publish_online")
REFUSE = Grant(effect="prohibit", action="publish_online")
CREDITED = replace(STATED, credit_obligation="required", credit_text="X", grants=(PERMIT,))


def stated(**fields: Any) -> RightsStatement:
    return replace(STATED, **fields)


def test_conditions_name_what_to_do() -> None:
    grant = replace(PERMIT, duties=("link_source", "inform: picture desk"), max_uses=3, uses_so_far=1)
    terms = stated(
        credit_obligation="required",
        credit_text="A. Ames",
        fee="40 EUR",
        grants=(grant,),
        restrictions=("DO NOT CROP",),
    )

    assert decide([terms], WEB).conditions == (
        "attribute: A. Ames", "link_source", "inform: picture desk", "max_uses: 2", "pay: 40 EUR", "unchanged",
    )  # fmt: skip


def test_one_time_use_is_over_after_one_use() -> None:
    grant = replace(PERMIT, uses_so_far=1)

    verdict = decide([stated(restrictions=("ONE TIME USE ONLY",), grants=(grant,))], WEB)

    assert verdict.answer == "ask"
    assert "uses_exhausted" in {reason.code for reason in verdict.reasons}


def test_holders_written_alike_or_linked_alike_are_the_same() -> None:
    alike = [
        stated(agents=(RightsAgent("Roscosmos"),), grants=(PERMIT,)),
        stated(id=2, agents=(RightsAgent("ROSCOSMOS"),)),
    ]
    linked = [
        stated(agents=(RightsAgent("Roscosmos", authority_id=7),), grants=(PERMIT,)),
        stated(id=2, agents=(RightsAgent("Роскосмос", authority_id=7),)),
    ]

    assert decide(alike, WEB).answer == "allowed"
    assert decide(linked, WEB).answer == "allowed"


def test_a_hand_out_is_asked_of_its_originator_and_of_the_agency() -> None:
    agents = (RightsAgent("AP", "distributor"), RightsAgent("Roscosmos", "originator"))

    assert decide([stated(agents=agents, restrictions=("HANDOUT",))], WEB).contact == "Roscosmos; AP"


def test_a_permission_that_begins_later_says_when() -> None:
    verdict = decide([stated(grants=(replace(PERMIT, starts="2027-02"),))], WEB)

    assert (verdict.answer, verdict.may_change_on) == ("ask", "2027-02-01")


def test_a_takedown_does_not_change_with_the_end_of_a_grant_it_outweighs() -> None:
    verdict = decide([stated(takedown=True)], WEB)

    assert (verdict.answer, verdict.may_change_on) == ("not_allowed", "")


def test_an_article_is_as_good_as_its_worst_photo() -> None:
    text = decide([stated(grants=(replace(PERMIT, ends="2027-04-06"),))], WEB)
    unknown = decide([], WEB)
    forbidden = decide([stated(takedown=True)], WEB)

    both = decide([stated(grants=(replace(PERMIT, ends="2027-04-06"),))], WEB, compound=[text, unknown])
    worse = decide([stated(grants=(PERMIT,))], WEB, compound=[unknown, forbidden])

    assert (both.answer, both.nobody_looked, both.may_change_on) == ("ask", False, "2027-04-07")
    assert worse.answer == "not_allowed"
    assert [reason.code for reason in worse.reasons].count("component") == 2
    assert decide([], WEB, compound=[text]).nobody_looked


@pytest.mark.parametrize(
    ("statements", "words", "chip"),
    [
        ([], "Not known", "no rights information"),
        ([stated(grants=(PERMIT,))], "May be published", "permitted"),
        ([CREDITED], "May be published with conditions", "credit required"),
        ([stated(grants=(replace(PERMIT, ends="2019-06"),))], "Check first", "licence ended 2019"),
        ([stated(grants=(REFUSE,))], "Do not publish", "rights holder refused"),
        ([stated(restrictions=("NO INTERNET",))], "Do not publish", "NO INTERNET"),
    ],
)
def test_the_words_of_the_card_and_of_the_chip(statements: list[RightsStatement], words: str, chip: str) -> None:
    verdict = decide(statements, WEB)

    assert (headline(verdict), note(verdict)) == (words, chip)


def test_the_default_question_is_the_web_today() -> None:
    assert decide([stated(grants=(replace(PERMIT, channel=("web",), purpose=("editorial",)),))]).answer == "allowed"
    assert decide([stated(grants=(replace(PERMIT, territory=("GB",)),))]).answer == "ask"


days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
some_date = st.one_of(
    st.just(""),
    days.map(date.isoformat),
    days.map(lambda day: day.isoformat()[:7]),
    days.map(lambda day: f"{day.isoformat()}~"),
    days.map(lambda day: f"{day.year}?"),
)
grants = st.builds(
    Grant,
    effect=st.sampled_from(["permit", "prohibit"]),
    action=st.sampled_from(["", "publish_online", "publish_print", "consult"]),
    purpose=st.sampled_from([(), ("editorial",), ("commercial", "research")]),
    channel=st.sampled_from([(), ("web",), ("print", "social_media")]),
    territory=st.sampled_from([(), ("WORLD",), ("GB",), ("EU", "US")]),
    territory_except=st.sampled_from([(), ("IT",)]),
    starts=some_date,
    ends=some_date,
    max_uses=st.sampled_from([None, 1, 5]),
    uses_so_far=st.integers(0, 2),
)
statements = st.builds(
    RightsStatement,
    id=st.integers(1, 9),
    status=st.sampled_from(["current", "current", "disputed", "draft"]),
    scope=st.sampled_from(["whole", "photo", "caption"]),
    copyright_status=st.sampled_from(["in_copyright", "public_domain", "undetermined", "not_evaluated"]),
    licence_id=st.sampled_from(["", "CC-BY-4.0", "CC-BY-NC-ND-3.0", "CC0-1.0"]),
    agents=st.sampled_from([(), (RightsAgent("A"),), (RightsAgent("B"),)]),
    credit_obligation=st.sampled_from(["required", "requested", "none", "unknown"]),
    credit_text=st.sampled_from(["", "A"]),
    restrictions=st.sampled_from([(), ("NO SALES",), ("ITALY OUT",), ("NO USE AFTER 1 May 2027",), ("?",)]),
    grants=st.lists(grants, max_size=3).map(tuple),
    embargo_until=some_date,
    embargo_scope=st.sampled_from(["all", "outward"]),
    review_date=some_date,
    takedown=st.sampled_from([False, False, False, True]),
    confidence=st.sampled_from(["documented", "stated", "inferred"]),
)
uses = st.builds(
    Use,
    action=st.sampled_from(["publish_online", "publish_print", "consult", "sell"]),
    purpose=st.sampled_from(["editorial", "commercial"]),
    channel=st.sampled_from(["web", "print", "social_media"]),
    territory=st.sampled_from(["WORLD", "GB", "IT"]),
    date=days.map(date.isoformat),
)
several = st.lists(statements, max_size=3, unique_by=lambda one: one.id)


def rank(verdict: Verdict) -> int:
    return WORST_FIRST.index(verdict.answer)


@given(several, uses)
def test_the_answer_is_one_of_four_and_explains_itself(rights: list[RightsStatement], use: Use) -> None:
    verdict = decide(rights, use)

    assert verdict.answer in WORST_FIRST
    assert verdict.reasons
    assert all(reason.text and reason.effect in ("for", "against", "info") for reason in verdict.reasons)
    assert verdict.nobody_looked == (not rights)
    assert (verdict.answer == "allowed_with_conditions") <= bool(verdict.conditions)
    assert (verdict.answer == "allowed") <= (not verdict.conditions)
    assert headline(verdict)


@given(several, grants, uses, st.integers(0, 2))
def test_a_prohibition_added_never_makes_it_better(
    rights: list[RightsStatement], grant: Grant, use: Use, where: int
) -> None:
    prohibition = replace(grant, effect="prohibit")
    before = decide(rights, use)
    added = [*rights, RightsStatement(id=10, grants=(prohibition,), confidence="documented")]
    inside = [
        replace(one, grants=(*one.grants, prohibition)) if number == where else one for number, one in enumerate(rights)
    ]

    assert rank(decide(inside, use)) <= rank(before)
    assert not rights or rank(decide(added, use)) <= rank(before)


@given(several, uses)
def test_nothing_changes_before_the_day_it_may_change(rights: list[RightsStatement], use: Use) -> None:
    verdict = decide(rights, use)
    if not verdict.may_change_on:
        far = decide(rights, replace(use, date="2040-01-01"))
        assert (far.answer, far.conditions) == (verdict.answer, verdict.conditions)
        return

    change = date.fromisoformat(verdict.may_change_on)
    assert change > date.fromisoformat(use.date)
    assert decide(rights, replace(use, date=(change - timedelta(days=1)).isoformat())) == verdict
    assert decide(rights, replace(use, date=change.isoformat())) != verdict


@given(st.lists(st.sampled_from(WORST_FIRST), min_size=1), uses)
def test_a_compound_is_its_worst_part(answers: list[str], use: Use) -> None:
    parts = [Verdict(answer) for answer in answers]
    rights = [RightsStatement(id=1, copyright_status="public_domain", confidence="documented")]

    assert decide(rights, use, compound=parts).answer == worst(answers)


def test_the_note_of_an_article_names_the_photo_that_decides() -> None:
    free = decide([stated(grants=(PERMIT,))], WEB)
    article = decide([], WEB, compound=[free, decide([stated(takedown=True)], WEB)])

    assert headline(article) == "Do not publish"
    assert note(article) == "photo 2: taken down"
    assert article.reasons[0].text == "Photo 2: Do not publish – taken down."


def test_the_note_of_an_article_is_its_own_where_it_is_no_better_than_its_photos() -> None:
    down = decide([stated(takedown=True)], WEB)

    assert note(decide([stated(takedown=True)], WEB, compound=[down])) == "taken down"
    assert note(decide([], WEB, compound=[decide([], WEB)])) == "no rights information"


@given(several, uses)
def test_not_knowing_is_never_a_yes(rights: list[RightsStatement], use: Use) -> None:
    unknown = [
        replace(one, grants=tuple(g for g in one.grants if g.effect == "prohibit"), licence_id="", basis="none_known",
                copyright_status="undetermined")
        for one in rights
    ]  # fmt: skip
    assert decide(unknown, use).answer in ("ask", "not_allowed")


@given(several, uses, st.sampled_from(["purpose", "channel", "territory"]))
def test_a_use_less_known_gets_no_better_answer(rights: list[RightsStatement], use: Use, what: str) -> None:
    vague = replace(use, **{what: ""})
    if decide(rights, vague).answer in ("allowed", "allowed_with_conditions"):
        assert decide(rights, use).answer != "not_allowed"


@given(several, uses, st.integers(0, 2), st.sampled_from(["stated", "inferred", "assumed", "unknown"]))
def test_less_confidence_never_makes_it_better(
    rights: list[RightsStatement], use: Use, where: int, confidence: str
) -> None:
    order = ("documented", "stated", "inferred", "assumed", "unknown")
    weaker = [
        replace(one, confidence=max(one.confidence, confidence, key=order.index)) if n == where else one
        for n, one in enumerate(rights)
    ]
    assert rank(decide(weaker, use)) <= rank(decide(rights, use))


printed = st.sampled_from([("NO SALES",), ("ITALY OUT", "MANDATORY CREDIT"), ("EMBARGO UNTIL 2027-02-01",)])


@given(several, uses, printed)
def test_what_is_printed_only_limits(rights: list[RightsStatement], use: Use, phrases: tuple[str, ...]) -> None:
    limited = decide(rights, use, phrases=phrases)
    assert rank(limited) <= rank(decide(rights, use))
    assert limited.nobody_looked == (not rights and limited.answer == "ask")
