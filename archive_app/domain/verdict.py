"""Derives the answer to "may I use this?" from what is recorded (rights.md §2).

A verdict is never typed and never stored: it is computed when it is read, for one use on one day. It is a
record of what is known, not legal advice. Every step is followed and the worst result counts, so that a
further prohibition can never make an answer better; among several permissions the best one is relied on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from archive_app.domain import verdict_reasons as say
from archive_app.domain.records import CreditParty
from archive_app.domain.rights import Grant, Reason, RightsStatement, Use, Verdict
from archive_app.domain.verdict_match import Met, When, boundaries, end_of, outward, prohibits, until
from archive_app.domain.verdict_printed import printed_credit, whom_to_ask
from archive_app.domain.verdict_routes import Step, no_way, routes, whole_work
from archive_app.domain.verdict_terms import read_terms
from archive_app.i18n import mark
from archive_app.i18n import tr_rights as tr

WORST_FIRST = ("not_allowed", "ask", "allowed_with_conditions", "allowed")
DEFAULT_USE = Use()


def decide(
    statements: Sequence[RightsStatement],
    use: Use = DEFAULT_USE,
    *,
    compound: Sequence[Verdict] = (),
    printed: Sequence[CreditParty] = (),
    phrases: tuple[str, ...] = (),
) -> Verdict:
    """Whether a work may be used so, with every reason.

    Args:
        statements: All rights statements of this one work. A photo's do not come from its article.
        use: The question. An empty date means today.
        compound: Verdicts of the parts that go with it (an article's photos), for the same use.
        printed: Whom the work's credit lines name: they tell whom to ask where no statement does.
        phrases: What its captions and credit lines forbid in agencies' words (NO SALES); they never permit anything.
    """
    day = date.fromisoformat(use.date) if use.date else date.today()  # noqa: DTZ011 - the archivist's own day
    said = [RightsStatement(confidence="inferred", restrictions=phrases)] if phrases else []
    verdict = _on(statements, said, use, day)
    changes = (later for later in _days([*statements, *said]) if later > day)
    change = next((later for later in changes if _core(_on(statements, said, use, later)) != _core(verdict)), None)
    verdict = replace(verdict, may_change_on=change.isoformat() if change else "")
    verdict = with_printed(verdict, printed)
    return with_parts(verdict, compound) if compound else verdict


def with_printed(verdict: Verdict, printed: Sequence[CreditParty]) -> Verdict:
    """A verdict that names nobody to ask, with whom the printed credit names; any other stays as it is."""
    if not verdict.contact and verdict.answer in ("ask", "not_allowed") and (hint := printed_credit(printed)):
        return replace(verdict, reasons=(*verdict.reasons, hint), contact=whom_to_ask(printed))
    return verdict


def worst(answers: Sequence[str]) -> str:
    """The worst of some answers; "allowed" when there are none."""
    return min(answers, key=WORST_FIRST.index, default="allowed")


_HEADLINES = {
    "allowed": mark("May be published"),
    "allowed_with_conditions": mark("May be published with conditions"),
    "ask": mark("Check first"),
    "not_allowed": mark("Do not publish"),
}


def headline(verdict: Verdict) -> str:
    """The words of the verdict's card (ux.md §9); "Not known" is how "ask" is shown when nobody has looked."""
    return tr("Not known") if verdict.nobody_looked else tr(_HEADLINES[verdict.answer])


def because(verdict: Verdict) -> str:
    """The sentences that made the answer: what stands against it, else what it rests on."""
    wanted = "against" if verdict.answer in ("ask", "not_allowed") else "for"
    texts = [reason.text for reason in verdict.reasons if reason.effect == wanted]
    return " ".join(texts or [reason.text for reason in verdict.reasons[:1]])


def note(verdict: Verdict) -> str:
    """Two or three words beside the verdict's chip: "credit required", "licence ended 2019"; "" when none fits."""
    if verdict.nobody_looked:
        return tr("no rights information")
    if verdict.reasons and verdict.reasons[0].code == "component":  # a part decides: see with_parts
        return verdict.reasons[0].short
    if verdict.answer in ("ask", "not_allowed"):
        against = [reason for reason in verdict.reasons if reason.effect == "against" and reason.short]
        if verdict.answer == "not_allowed":
            against.sort(key=lambda reason: reason.code not in say.FORBIDDING)
        return against[0].short if against else ""
    if verdict.answer == "allowed_with_conditions":
        credit = [reason.short for reason in verdict.reasons if reason.code == "credit_required"]
        return credit[0] if credit else tr("conditions apply")
    return next((reason.short for reason in verdict.reasons if reason.effect == "for" and reason.short), "")


def _on(statements: Sequence[RightsStatement], said: Sequence[RightsStatement], use: Use, day: date) -> Verdict:
    """The verdict for one day, without looking ahead; ``said`` is what was printed with the work, and only limits."""
    live, disputed = _in_force(statements)
    limits = [*_stops(said, use, day), *_prohibitions(said, use, day)]
    if not live and not disputed:
        answer = worst(["ask", *(step.limit for step in limits)])
        reasons = (say.nobody_looked(bool(statements)), *dict.fromkeys(step.reason for step in limits))
        return Verdict(answer, not statements and answer == "ask", reasons)
    steps = [
        *_stops(live, use, day),
        *_disputes(live, disputed),
        *_data_mining(live, use),
        *_prohibitions(live, use, day),
        *limits,
    ]
    conditions: tuple[str, ...] = ()
    ways = routes(live, use, day)
    open_ways = [way for way in ways if way.reasons]
    if open_ways:
        way = max(open_ways, key=lambda one: WORST_FIRST.index(_answer(one.steps, one.conditions)))
        steps += way.steps
        steps += [Step(reason, "allowed") for reason in way.reasons]
        conditions = way.conditions
    else:
        steps += [step for way in ways for step in way.steps] or no_way(live, use)
    answer = _answer(steps, conditions)
    return Verdict(
        answer,
        reasons=tuple(dict.fromkeys(step.reason for step in steps)),
        conditions=() if answer == "not_allowed" else conditions,
        contact=say.contact(live or disputed) if answer in ("ask", "not_allowed") else "",
    )


def _answer(steps: Sequence[Step], conditions: Sequence[str]) -> str:
    best = "allowed_with_conditions" if conditions else "allowed"
    return worst([best, *(step.limit for step in steps)])


def _in_force(statements: Sequence[RightsStatement]) -> tuple[list[RightsStatement], list[RightsStatement]]:
    """The current statements, and those marked as disputed, without what a current one overrides or supersedes."""
    current = [one for one in statements if one.status == "current" and not one.deleted]
    gone = {number for one in current for number in (one.overrides_id, one.supersedes_id) if number is not None}
    live = [one for one in current if one.id is None or one.id not in gone]
    disputed = [
        one for one in statements
        if one.status == "disputed" and not one.deleted and (one.id is None or one.id not in gone)
    ]  # fmt: skip
    return live, disputed


def _stops(live: Sequence[RightsStatement], use: Use, day: date) -> Iterator[Step]:
    """Takedown, legal hold and embargo (rule 2)."""
    for one in live:
        if one.takedown:
            yield Step(say.takedown(one), "not_allowed")
        if one.legal_hold:
            yield Step(say.legal_hold(one), "not_allowed")
        for edtf, words in _embargoes(one):
            over = until(edtf).reached(day)
            if over is Met.YES:
                continue
            if one.embargo_scope == "outward" and not outward(use):
                yield Step(say.embargo_inward(one, edtf), "allowed")
            elif over is Met.NO:
                yield Step(say.embargo(one, edtf, words), "not_allowed")
            else:
                yield Step(say.unclear_date(one, edtf), "ask")


def _embargoes(one: RightsStatement) -> Iterator[tuple[str, str]]:
    if one.embargo_until:
        yield one.embargo_until, ""
    for term in read_terms(one):
        if term.kind == "embargo":
            yield term.value, term.phrase


def _disputes(live: Sequence[RightsStatement], disputed: Sequence[RightsStatement]) -> Iterator[Step]:
    """Different holders for the same thing, and statements somebody disputes (rule 3)."""
    for one in disputed:
        yield Step(say.marked_disputed(one), "ask")
    for number, one in enumerate(live):
        for other in live[number + 1 :]:
            same_thing = one.scope == other.scope or (whole_work(one) and whole_work(other))
            if same_thing and say.holders_differ(one, other):
                yield Step(say.disputed(one, other), "ask")


def _data_mining(live: Sequence[RightsStatement], use: Use) -> Iterator[Step]:
    """The PLUS value decides on data mining; a prohibition with exceptions must be asked about (rule 4)."""
    if use.action != "data_mining":
        return
    for one in live:
        value = one.data_mining.strip().rpartition("/")[2].upper()
        if value == "DMI-PROHIBITED":
            yield Step(say.data_mining(one, prohibited=True), "not_allowed")
        elif value not in ("", "DMI-UNSPECIFIED", "DMI-ALLOWED"):
            yield Step(say.data_mining(one, prohibited=False), "ask")
            yield Step(say.data_mining_fact(one), "ask")


def _prohibitions(live: Sequence[RightsStatement], use: Use, day: date) -> Iterator[Step]:
    """Prohibitions of grants and of recognised phrases; what cannot be read must be asked about (rule 5)."""
    for one in live:
        for grant in one.grants:
            if grant.effect != "permit" and grant.action in ("", use.action):
                hit, why = prohibits(grant, use, day)
                yield from _hit(hit, say.prohibition(one, grant, ""), one, [say.constraint(one, grant, c) for c in why])
        for term in read_terms(one):
            if term.outward and not outward(use):
                continue
            if term.kind == "prohibition" and term.grant is not None and term.grant.action in ("", use.action):
                hit, why = prohibits(term.grant, use, day)
                reasons = [say.constraint(one, term.grant, c) for c in why]
                yield from _hit(hit, say.prohibition(one, term.grant, term.phrase), one, reasons)
            elif term.kind == "unread" and (term.grant is None or term.grant.action == use.action):
                yield Step(say.unread(one, term.phrase), "ask")
            elif term.kind == "unchanged" and use.action == "modify":
                yield Step(say.prohibition(one, Grant(effect="prohibit", action="modify"), term.phrase), "not_allowed")
            elif term.kind == "recipient" and use.audience.casefold() != f"{term.value} clients".casefold():
                yield Step(say.recipient(one, term.phrase, term.value), "ask")


def _hit(hit: Met, reason: Reason, one: RightsStatement, details: list[Reason]) -> Iterator[Step]:
    if hit is Met.YES:
        yield Step(reason, "not_allowed")
        yield from (Step(detail, "not_allowed") for detail in details)
    elif hit is Met.UNKNOWN:
        yield Step(say.may_prohibit(one, reason), "ask")


def _days(statements: Sequence[RightsStatement]) -> list[date]:
    """Every day on which a boundary of any statement in force falls."""
    found: set[date] = set()
    for one in _in_force(statements)[0]:
        whens: list[When] = [until(edtf) for edtf, _ in _embargoes(one)]
        if one.review_date:
            whens.append(end_of(one.review_date))
        for when in whens:
            found.update(when.days)
        for grant in one.grants:
            found.update(boundaries(grant))
        for term in read_terms(one):
            if term.grant is not None:
                found.update(boundaries(term.grant))
    return sorted(found)


def _core(verdict: Verdict) -> tuple[object, ...]:
    """What a person would notice to have changed."""
    return verdict.answer, verdict.conditions, tuple((reason.code, reason.statement_id) for reason in verdict.reasons)


def with_parts(own: Verdict, parts: Sequence[Verdict]) -> Verdict:
    """The worst of a work's own verdict and those of its parts for the same use, each part shown (rule 10)."""
    answer = worst([own.answer, *(part.answer for part in parts)])
    components = [say.component(number, part, headline(part), note(part)) for number, part in enumerate(parts, 1)]
    # Where a part decides, it is named first: what is missing about the work itself did not make the answer.
    decides = [own.answer != answer and part.answer == answer for part in parts]
    first = [one for one, deciding in zip(components, decides, strict=True) if deciding]
    rest = [one for one, deciding in zip(components, decides, strict=True) if not deciding]
    reasons = [*first, *own.reasons, *rest]
    dates = [one.may_change_on for one in (own, *parts) if one.may_change_on]
    contacts = [one.contact for one in (own, *parts) if one.contact and one.answer in ("ask", "not_allowed")]
    conditions = dict.fromkeys(condition for one in (own, *parts) for condition in one.conditions)
    return Verdict(
        answer,
        nobody_looked=own.nobody_looked and answer == "ask",
        reasons=tuple(reasons),
        conditions=() if answer == "not_allowed" else tuple(conditions),
        may_change_on=min(dates, default=""),
        contact="; ".join(dict.fromkeys(contacts)),
    )
