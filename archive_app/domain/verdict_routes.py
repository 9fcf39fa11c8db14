"""The ways to a yes: a grant, a Creative Commons licence, the public domain, with their duties and guards.

rights.md §2, rules 6 to 9. Each way is closed (it has no reasons, and its steps say why), or open with the
conditions it brings and the steps that may still lower its answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from archive_app.domain import licences
from archive_app.domain import verdict_reasons as say
from archive_app.domain.licences import Licence
from archive_app.domain.rights import Grant, Reason, RightsStatement, Use
from archive_app.domain.verdict_match import Met, end_of, outward, permits
from archive_app.domain.verdict_terms import COUNTRIES, read_terms

# Scopes whose permission is no permission for the work itself.
_PARTS = frozenset({"caption", "audio", "layout", "depicted_work", "likeness"})
_WEAK = frozenset({"inferred", "assumed", "unknown"})
_NO_RELEASE = {"model": ("MR-NON", "MR-LMR", "NONE", "LIMITED"), "property": ("PR-NON", "PR-LPR", "NONE", "LIMITED")}
_MINOR = ("AG-A17", "AG-A16", "AG-A15", "AG-U14")


@dataclass(frozen=True, slots=True)
class Step:
    """One reason and the best answer it still leaves open."""

    reason: Reason
    limit: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way to a yes; closed when it has no reasons."""

    reasons: tuple[Reason, ...] = ()
    conditions: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


def whole_work(one: RightsStatement) -> bool:
    """Whether a statement speaks of the work itself, not of its caption, its sound or what it shows."""
    return one.scope not in _PARTS


def routes(live: Sequence[RightsStatement], use: Use, day: date) -> list[Way]:
    """Every way that the statements in force offer for this use, open or closed."""
    found: list[Way] = []
    for one in filter(whole_work, live):
        ways = [
            _by_grant(one, grant, use, day)
            for grant in one.grants
            if grant.effect == "permit" and grant.action in ("", use.action)
        ]
        licence = licences.find(one.licence_id, one.licence_url, one.rights_uri)
        if licence is not None and licence.family == "creative_commons":
            ways.append(_by_licence(one, licence, use))
        elif copyright_status(one) == "public_domain":
            ways.append(_by_public_domain(one, licence, live, use))
        if use.action == "data_mining" and one.data_mining.strip().upper().endswith("DMI-ALLOWED"):
            ways.append(Way((say.mining_allowed(one),)))
        for way in ways:
            guards = tuple(_guards(one, live, use, day)) if way.reasons else ()
            found.append(Way(way.reasons, way.conditions, (*way.steps, *guards)))
    return found


def no_way(live: Sequence[RightsStatement], use: Use) -> list[Step]:
    """Why nothing permits the use, when no grant even speaks of it (rule 7)."""
    known = [one for one in live if copyright_status(one) == "in_copyright" or one.grants]
    steps = [Step(say.no_permission(known[0], use) if known else say.status_unknown(live[0]), "ask")] if live else []
    if live and not any(one.agents for one in live):
        steps.append(Step(say.holder_unknown(live[0]), "ask"))
    return steps


def copyright_status(one: RightsStatement) -> str:
    """What a statement says of the copyright: its own value, else that of its licence or basis."""
    if one.copyright_status != "not_evaluated":
        return one.copyright_status
    licence = licences.find(one.licence_id, one.licence_url, one.rights_uri)
    if licence is not None:
        return licence.copyright_status
    return "public_domain" if one.basis == "public_domain" else one.copyright_status


def _by_grant(one: RightsStatement, grant: Grant, use: Use, day: date) -> Way:
    findings = permits(grant, use, day)
    if findings:
        return Way(steps=tuple(Step(say.finding(one, finding), "ask") for finding in findings))
    terms = read_terms(one)
    attribution = [
        duty.partition(":")[2].strip() for duty in grant.duties if duty.partition(":")[0].strip() == "attribute"
    ]
    credit = _credit(one, required=bool(attribution), text=next(filter(None, attribution), ""), prudent=True)
    conditions = [*credit.conditions]
    conditions += [duty for duty in grant.duties if duty.partition(":")[0].strip() != "attribute"]
    steps = [*credit.steps]
    once = next((term for term in terms if term.kind == "once"), None)
    if once is not None and grant.uses_so_far >= 1:
        steps.append(Step(say.used_once(one, once.phrase), "ask"))
    if grant.max_uses is not None or once is not None:
        left = min(n for n in (grant.max_uses, 1 if once else None) if n is not None) - grant.uses_so_far
        conditions.append(f"max_uses: {max(left, 0)}")
    if grant.max_size:
        conditions.append(f"max_size: {grant.max_size}")
    if one.fee and not any(condition.startswith("pay") for condition in conditions):
        conditions.append(f"pay: {one.fee}")
    if any(term.kind == "unchanged" for term in terms):
        conditions.append("unchanged")
    return Way((say.permission(one, grant), *credit.reasons), tuple(dict.fromkeys(conditions)), tuple(steps))


def _by_licence(one: RightsStatement, licence: Licence, use: Use) -> Way:
    """A Creative Commons licence answers from its four flags."""
    if licence.nd and use.action in ("modify", "translate"):
        return Way(steps=(Step(say.licence_refuses(one, licence, "nd"), "ask"),))
    if licence.nc and (use.purpose == "commercial" or use.action == "sell"):
        return Way(steps=(Step(say.licence_refuses(one, licence, "nc"), "ask"),))
    credit = _credit(one, required=licence.by, text="", prudent=False)
    conditions = [*credit.conditions, "link licence"]
    if licence.sa and use.action in ("modify", "translate"):
        conditions.append("share_alike")
    return Way((say.licence_permits(one, licence), *credit.reasons), tuple(conditions), credit.steps)


def _by_public_domain(one: RightsStatement, licence: Licence | None, live: Sequence[RightsStatement], use: Use) -> Way:
    """No copyright, unless only in one country, only for some purposes, or another statement says otherwise."""
    code = licence.id if licence is not None else ""
    where = "US" if code == "NoC-US" else COUNTRIES.get(one.jurisdiction.strip().upper(), one.jurisdiction.strip())
    steps: list[Step] = []
    if where and any(finding.code == "territory" for finding in permits(Grant(territory=(where,)), use, date.min)):
        steps.append(Step(say.public_domain_elsewhere(one, where), "ask"))
    if code == "NoC-NC" and (use.purpose == "commercial" or use.action == "sell"):
        steps.append(Step(say.public_domain_limited(one, licence, "purpose"), "ask"))
    if code in ("NoC-CR", "NoC-OKLR"):
        steps.append(Step(say.public_domain_limited(one, licence, "no_permission"), "ask"))
    other = next((o for o in live if whole_work(o) and copyright_status(o) == "in_copyright"), None)
    if other is not None:
        steps.append(Step(say.status_disputed(one, other), "ask"))
    if steps:
        return Way(steps=tuple(steps))
    credit = _credit(one, required=False, text="", prudent=False)
    return Way((say.public_domain(one), *credit.reasons), credit.conditions, credit.steps)


def _credit(one: RightsStatement, *, required: bool, text: str, prudent: bool) -> Way:
    """The duty to print a credit. ``prudent``: print a known credit also where the duty is not known."""
    demanded = [term for term in read_terms(one) if term.kind == "credit"]
    words = one.credit_text.strip() or text or next((term.value for term in demanded if term.value), "")
    required = required or one.credit_obligation == "required" or bool(demanded)
    if required and not words:
        return Way(steps=(Step(say.credit_text_missing(one), "ask"),))
    if required or (prudent and words and one.credit_obligation == "unknown"):
        extra = (f"placement: {one.credit_placement}",) if one.credit_placement else ()
        return Way((say.credit_required(one, words, known=required),), (f"attribute: {words}", *extra))
    if words and one.credit_obligation == "requested":
        return Way((say.credit_requested(one, words),))
    return Way()


def _guards(one: RightsStatement, live: Sequence[RightsStatement], use: Use, day: date) -> Iterator[Step]:
    """What still stops a use outside the archive, whatever permits it (rule 9)."""
    if not outward(use):
        return
    if one.confidence in _WEAK:
        yield Step(say.low_confidence(one), "ask")
    if one.review_date:
        passed = end_of(one.review_date).reached(day)
        if passed is not Met.NO:
            yield Step(say.review_overdue(one) if passed is Met.YES else say.unclear_date(one, one.review_date), "ask")
    for other in live:
        if use.purpose == "commercial":
            if _plus(other.model_release) in _NO_RELEASE["model"]:
                yield Step(say.no_release(other, "model_release"), "ask")
            if _plus(other.property_release) in _NO_RELEASE["property"]:
                yield Step(say.no_release(other, "property_release"), "ask")
        if _is_minor(other.minor_age):
            yield Step(say.minor(other), "ask")
        for work in other.depicted_works:
            if work.copyright_status not in ("public_domain", "no_known_copyright"):
                yield Step(say.depicted_work(other, work), "ask")
        if other.privacy_flag:
            yield Step(say.privacy(other), "ask")
        if other.cultural_sensitivity.strip():
            yield Step(say.cultural(other), "ask")


def _plus(value: str) -> str:
    """A PLUS code, from the code itself or its address."""
    return value.strip().rpartition("/")[2].upper()


def _is_minor(value: str) -> bool:
    code = value.strip().rpartition("/")[2].upper()
    return code in _MINOR or (code.isascii() and code.isdigit() and int(code) < 18)
