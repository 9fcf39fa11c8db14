"""The rules of the verdict, one small case each. ``Case.rights`` are the fields of the one statement, unless said."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from archive_app.domain.rights import DepictedWork, Grant, RightsStatement, Use
from archive_app.domain.verdict import decide

TODAY = "2026-11-21"
PERMIT = Grant(action="publish_online")
REFUSE = Grant(effect="prohibit", action="publish_online")
RS = "http://rightsstatements.org/vocab/"
# A documented permission for the web with no duties: each case changes what it is about.
PLAIN: dict[str, Any] = {
    "id": 1, "confidence": "documented", "copyright_status": "in_copyright", "credit_obligation": "none",
    "grants": (PERMIT,),
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    name: str
    answer: str
    code: str
    rights: dict[str, Any] = field(default_factory=dict)
    use: dict[str, str] = field(default_factory=dict)
    second: dict[str, Any] | None = None  # the fields of a second statement


def permit(**fields: Any) -> dict[str, Any]:
    """The plain permission, limited."""
    return {"grants": (replace(PERMIT, **fields),)}


def for_action(action: str) -> dict[str, Any]:
    return {"grants": (Grant(action=action),)}


def says(*phrases: str) -> dict[str, Any]:
    return {"restrictions": phrases}


def no_grant(**fields: Any) -> dict[str, Any]:
    return {"grants": (), **fields}


IN_FORCE = [
    Case("a draft is not in force", "ask", "status_unknown", {"status": "draft"}),
    Case("a superseded permission is gone", "ask", "status_unknown", {"status": "superseded"}),
    Case("the bin is gone too", "ask", "status_unknown", {"deleted": "2026-01-01T00:00:00Z"}),
    Case("a newer statement replaces", "allowed", "permission", {"takedown": True}, second={"supersedes_id": 1}),
    Case("one that overrides", "allowed", "permission", {"takedown": True}, second={"overrides_id": 1}),
    Case(
        "a draft overrides nothing",
        "not_allowed",
        "takedown",
        {"takedown": True},
        second={"overrides_id": 1, "status": "draft"},
    ),
    Case("a disputed statement", "ask", "disputed", second={"status": "disputed"}),
    Case("a permission for the caption only", "ask", "no_permission", {"scope": "caption"}),
]
STOPS = [
    Case("a legal hold", "not_allowed", "legal_hold", {"legal_hold": True}),
    Case("an embargo", "not_allowed", "embargo", {"embargo_until": "2026-12-01"}),
    Case("an embargo ends on its day", "allowed", "permission", {"embargo_until": TODAY}),
    Case("some hour of its day", "ask", "fact_missing", {"embargo_until": f"{TODAY}T18:00:00Z"}),
    Case("some day of this month", "ask", "fact_missing", {"embargo_until": "2026-11"}),
    Case("a day nobody can read", "ask", "fact_missing", {"embargo_until": "soon"}),
    Case(
        "the reading room waits too",
        "not_allowed",
        "embargo",
        {"embargo_until": "2027", **for_action("consult")},
        {"action": "consult"},
    ),
    Case("an embargo in the terms", "not_allowed", "embargo", {"usage_terms": "EMBARGOED UNTIL 1 December 2026"}),
]
PERMISSIONS = [
    Case("about to end", "ask", "fact_missing", permit(ends="2026-11-20~")),
    Case("ended long ago, about", "ask", "permission_expired", permit(ends="2019~")),
    Case("the year of the end counts in full", "allowed", "permission", permit(ends="2026")),
    Case("a start without a year", "ask", "fact_missing", permit(starts="XXXX-10-05")),
    Case("another purpose", "ask", "purpose", permit(purpose=("teaching",))),
    Case("another channel", "ask", "channel", permit(channel=("app",))),
    Case("the purpose is not said", "ask", "fact_missing", permit(purpose=("editorial",)), {"purpose": ""}),
    Case("for subscribers", "ask", "fact_missing", permit(audience=("subscribers",))),
    Case("within the European Union", "allowed", "permission", permit(territory=("EU",)), {"territory": "FR"}),
    Case("outside the European Union", "ask", "territory", permit(territory=("EU",))),
    Case("all but Italy, used in Britain", "allowed", "permission", permit(territory_except=("IT",))),
    Case(
        "all but Italy, used everywhere", "ask", "territory", permit(territory_except=("IT",)), {"territory": "WORLD"}
    ),
    Case("a picture too large", "ask", "no_permission", permit(max_size="800 px"), {"size": "1200 px"}),
    Case("a size to keep to", "allowed_with_conditions", "permission", permit(max_size="800 px")),
    Case("another action", "ask", "no_permission", for_action("publish_print")),
    Case("the better of two", "allowed", "permission", {"confidence": "inferred"}, second={}),
    Case("a fee", "allowed_with_conditions", "permission", {"fee": "40 EUR"}),
    Case("nobody to ask", "ask", "holder_unknown", no_grant()),
    Case("no known copyright is no yes", "ask", "status_unknown", no_grant(copyright_status="no_known_copyright")),
]
PHRASES = [
    Case("ITALY OUT hits the world", "not_allowed", "territory", says("ITALY OUT"), {"territory": "WORLD"}),
    Case("ITALY OUT leaves Britain alone", "allowed", "permission", says("ITALY OUT")),
    Case("in another field", "not_allowed", "prohibition", {"usage_terms": "No Use in Japan"}, {"territory": "JP"}),
    Case(
        "several countries",
        "not_allowed",
        "territory",
        says("GERMANY, AUSTRIA AND SWITZERLAND OUT"),
        {"territory": "CH"},
    ),
    Case("among others", "not_allowed", "territory", says("NO SALES, NO ARCHIVES, ITALY OUT"), {"territory": "IT"}),
    Case("an unknown OUT", "ask", "fact_missing", says("DAILY EXAMPLE OUT")),
    Case("sold out in prose is nothing", "allowed", "permission", {"usage_terms": "The print run was sold out."}),
    Case("a restriction in plain words", "ask", "fact_missing", says("Ring Anna before use")),
    Case("TV OUT leaves the web alone", "allowed", "permission", says("TV OUT")),
    Case("NO INTERNET", "not_allowed", "prohibition", says("NO INTERNET")),
    Case(
        "MAGS OUT may hit print",
        "ask",
        "fact_missing",
        {**says("MAGS OUT"), **for_action("publish_print")},
        {"action": "publish_print"},
    ),
    Case("MAGS OUT leaves the web alone", "allowed", "permission", says("MAGS OUT")),
    Case("EDITORIAL USE ONLY, sold", "not_allowed", "purpose", says("EDITORIAL USE ONLY"), {"purpose": "commercial"}),
    Case("EDITORIAL USE ONLY, editorial", "allowed", "permission", says("EDITORIAL USE ONLY")),
    Case(
        "NO ARCHIVES",
        "not_allowed",
        "prohibition",
        {**says("NO ARCHIVES"), **for_action("archive")},
        {"action": "archive"},
    ),
    Case("NO USE AFTER", "not_allowed", "prohibition", says("NO USE AFTER 20 November 2026")),
    Case("NO USE AFTER a later day", "allowed", "permission", says("NO USE AFTER 21 November 2026")),
    Case("AP CLIENTS ONLY", "ask", "fact_missing", says("AP CLIENTS ONLY")),
    Case("we are a client", "allowed", "permission", says("AP CLIENTS ONLY"), {"audience": "AP clients"}),
    Case(
        "NO CROPPING, cropped",
        "not_allowed",
        "prohibition",
        {**says("NO CROPPING"), **for_action("modify")},
        {"action": "modify"},
    ),
    Case("NO CROPPING, as it is", "allowed_with_conditions", "permission", says("NO CROPPING")),
    Case("POOL PHOTO restricts nothing", "allowed", "permission", says("POOL PHOTO")),
]
LICENCES = [
    Case("MANDATORY CREDIT, no words", "ask", "credit_text_missing", says("MANDATORY CREDIT")),
    Case(
        "MANDATORY CREDIT with words",
        "allowed_with_conditions",
        "credit_required",
        says("MANDATORY CREDIT: A. Ames/AP"),
    ),
    Case("a credit asked for", "allowed", "permission", {"credit_obligation": "requested", "credit_text": "X"}),
    Case(
        "a credit of unknown duty",
        "allowed_with_conditions",
        "credit_required",
        {"credit_obligation": "unknown", "credit_text": "X"},
    ),
    Case(
        "CC BY-NC, sold", "ask", "cc_licence", no_grant(licence_id="CC-BY-NC-4.0", credit_text="X"), {"action": "sell"}
    ),
    Case(
        "CC BY-SA, adapted",
        "allowed_with_conditions",
        "cc_licence",
        no_grant(licence_id="CC BY-SA 4.0", credit_text="X"),
        {"action": "modify"},
    ),
    Case(
        "by its address",
        "allowed_with_conditions",
        "cc_licence",
        no_grant(licence_url="https://creativecommons.org/licenses/by/4.0", credit_text="X"),
    ),
    Case(
        "a prohibition beats it",
        "not_allowed",
        "prohibition",
        {"licence_id": "CC-BY-4.0", "credit_text": "X", "grants": (REFUSE,)},
    ),
    Case(
        "it outlives a grant",
        "allowed_with_conditions",
        "cc_licence",
        {"licence_id": "CC-BY-4.0", "credit_text": "X", **permit(ends="2019")},
    ),
    Case(
        "only in the United States",
        "allowed",
        "public_domain",
        no_grant(copyright_status="not_evaluated", rights_uri=f"{RS}NoC-US/1.0/"),
        {"territory": "US"},
    ),
    Case(
        "but a contract",
        "ask",
        "no_permission",
        no_grant(copyright_status="not_evaluated", rights_uri=f"{RS}NoC-CR/1.0/"),
    ),
    Case(
        "not commercially",
        "ask",
        "purpose",
        no_grant(copyright_status="not_evaluated", rights_uri=f"{RS}NoC-NC/1.0/"),
        {"purpose": "commercial"},
    ),
    Case("here free, there not", "ask", "disputed", no_grant(copyright_status="public_domain"), second=no_grant()),
    Case("by one country's law", "ask", "territory", no_grant(copyright_status="public_domain", jurisdiction="US")),
]
GUARDS = [
    Case("review overdue", "ask", "review_overdue", {"review_date": "2026-10"}),
    Case("review due this month", "allowed", "permission", {"review_date": "2026-11"}),
    Case("a minor", "ask", "minor", {"minor_age": "AG-A15"}),
    Case("an adult", "allowed", "permission", {"minor_age": "AG-A25"}),
    Case("an undetermined work of art", "ask", "depicted_work", {"depicted_works": (DepictedWork("Mural"),)}),
    Case("privacy", "ask", "privacy", {"privacy_flag": True}),
    Case(
        "the reading room asks for none",
        "allowed",
        "permission",
        {"minor_age": "AG-A15", "confidence": "inferred", **for_action("consult")},
        {"action": "consult"},
    ),
    Case(
        "a limited property release",
        "ask",
        "property_release",
        {"property_release": "PR-LPR"},
        {"purpose": "commercial"},
    ),
    Case(
        "mining prohibited", "not_allowed", "data_mining", {"data_mining": "DMI-PROHIBITED"}, {"action": "data_mining"}
    ),
    Case(
        "mining allowed",
        "allowed",
        "data_mining",
        {"data_mining": "http://ns.useplus.org/ldf/vocab/DMI-ALLOWED"},
        {"action": "data_mining"},
    ),
    Case("mining says nothing of the web", "allowed", "permission", {"data_mining": "DMI-PROHIBITED"}),
]
ALL = [*IN_FORCE, *STOPS, *PERMISSIONS, *PHRASES, *LICENCES, *GUARDS]


@pytest.mark.parametrize("case", ALL, ids=[case.name for case in ALL])
def test_the_rules(case: Case) -> None:
    statements = [RightsStatement(**{**PLAIN, **case.rights})]
    if case.second is not None:
        statements.append(RightsStatement(**{**PLAIN, "id": 2, **case.second}))

    verdict = decide(statements, Use(**{"territory": "GB", "date": TODAY, **case.use}))

    assert verdict.answer == case.answer, verdict
    assert case.code in {reason.code for reason in verdict.reasons}, verdict
