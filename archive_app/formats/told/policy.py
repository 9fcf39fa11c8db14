"""One work's rights as an ODRL policy: permissions, prohibitions, their constraints and duties.

Actions and duties map as the rights model says (rights.md; ``rights-vocabulary.json``); data mining, for which ODRL has
no action, takes the one of W3C's TDM Reservation Protocol. Prohibitions beat permissions, and the policy says so
(``conflict: prohibit``). Words stand in it verbatim, as comments, beside what was understood of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from archive_app.domain.rights import Grant, RightsStatement
from archive_app.domain.verdict_terms import read_terms
from archive_app.formats.exporting.base import ExportOption
from archive_app.formats.told.dating import last_day, plain_date
from archive_app.formats.told.terms import Terms
from archive_app.formats.told.works import urn
from archive_app.i18n import mark

CONTEXT = "http://www.w3.org/ns/odrl.jsonld"
LANGUAGE = "http://www.w3.org/ns/odrl/2/"
PROFILE = "https://iptc.org/std/RightsML/odrl-profile/"
MEDIA_TYPE = "application/ld+json"

ARCHIVE = ExportOption("institution", mark("Name of your archive"), "")
"""Who keeps the records and was granted the rights; many formats name it."""

Json = dict[str, Any]

_ACTIONS = {
    "consult": "display", "display": "display", "reproduce": "reproduce", "publish_online": "distribute",
    "publish_print": "print", "broadcast": "present", "lend": "odrl:lease", "modify": "modify",
    "translate": "translate", "sell": "sell", "archive": "archive", "data_mining": "http://www.w3.org/ns/tdmrep#mine",
    "": "use",
}  # fmt: skip
_DUTIES = {
    "attribute": "attribute", "pay": "compensate", "ask_consent": "obtainConsent", "inform": "inform",
    "show_notice": "odrl:attachPolicy", "link_source": "odrl:attachSource", "link licence": "odrl:attachPolicy",
    "delete_after": "delete", "watermark": "watermark", "share_alike": "cc:ShareAlike",
}  # fmt: skip
_COUNTRY = "http://cvx.iptc.org/iso3166-1a2/"
_PURPOSE, _CHANNEL, _AUDIENCE = "purpose/", "channel/", "audience/"
OWN = "urn:archive-app:rights:"
"""Before our own purposes, channels and actions, for which no public list has an address."""


def policy_of(target: str, terms: Terms, *, assignee: str = "") -> Json | None:
    """The policy of a work; None where its statements say nothing that a machine could follow.

    Args:
        target: The work's address.
        terms: Its current statements.
        assignee: Who was granted it: the archive's own name or address; "" makes an offer, or a set.
    """
    if not terms.statements:
        return None
    giver = next(iter((*terms.names("licensor", stated=True), *terms.names("copyright_holder", stated=True))), "")
    rules: dict[str, list[Json]] = {"permission": [], "prohibition": []}
    for statement in terms.statements:
        for grant in _grants(statement):
            rule = _rule(target, grant, giver, assignee)
            if grant.effect == "permit":
                if duties := _duties(target, grant, statement):
                    rule["duty"] = duties
                rules["permission"].append(rule)
            else:
                rules["prohibition"].append(rule)
    if not rules["permission"] and (owed := _owed(target, terms, giver, assignee)):
        rules["obligation"] = [owed]
    if not any(rules.values()):
        return None
    kind = "Agreement" if giver and assignee else "Offer" if giver else "Set"
    policy: Json = {"@context": CONTEXT, "@type": kind, "uid": f"{urn(terms.statements[0].uid)}#policy"}
    policy |= {"profile": PROFILE, "conflict": "prohibit"}
    if said := _verbatim(terms):
        policy["dct:description"] = said if len(said) > 1 else said[0]
    if status := terms.status_uri:
        policy["dct:rights"] = {"@id": status}
    if page := terms.licence_page:
        policy["dct:license"] = {"@id": page}
    return policy | {name: found for name, found in rules.items() if found}


def _grants(statement: RightsStatement) -> Iterator[Grant]:
    """The grants, the prohibitions understood from words, and those that embargoes, holds and withdrawals are."""
    yield from statement.grants
    seen = set(statement.grants)
    for term in read_terms(statement):
        if term.kind == "prohibition" and term.grant is not None and term.grant not in seen:
            seen.add(term.grant)
            # Agencies' phrases bind whoever lets a picture out of the house, not the work within it.
            purposes = tuple(one for one in term.grant.purpose if one != "internal" or not term.outward)
            yield replace(term.grant, purpose=purposes)
    if statement.takedown or statement.legal_hold:
        yield Grant(effect="prohibit")
    if until := last_day(statement.embargo_until):
        yield Grant(effect="prohibit", action="" if statement.embargo_scope == "all" else "publish_online", ends=until)
    if statement.data_mining.startswith("DMI-PROHIBITED"):
        yield Grant(effect="prohibit", action="data_mining")


def _rule(target: str, grant: Grant, giver: str, assignee: str) -> Json:
    rule: Json = {"target": target}
    if giver:
        rule["assigner"] = _party(giver)
        if assignee:
            rule["assignee"] = _party(assignee)
    rule["action"] = _ACTIONS.get(grant.action) or f"{OWN}action/{_token(grant.action)}"
    if found := list(_constraints(grant)):
        rule["constraint"] = found
    return rule


def _owed(target: str, terms: Terms, giver: str, assignee: str) -> Json:
    """The duty to credit where no permission holds it: an obligation of the policy itself."""
    asked = next((one for one in terms.statements if one.credit_obligation == "required"), None)
    if asked is None:
        return {}
    duty = _rule(target, Grant(), giver, assignee) | {"action": "attribute"}
    text = asked.credit_text or asked.credit_line_printed
    return duty | ({"dct:description": text} if text else {})


def _party(name: str) -> Any:
    if name.startswith(("http://", "https://", "urn:")):
        return name
    return {"@type": ["Party", "vcard:Organization"], "vcard:fn": name}


def _constraints(grant: Grant) -> Iterator[Json]:
    places = tuple(place for place in grant.territory if place != "WORLD")
    if places and "WORLD" not in grant.territory:
        yield _constraint("spatial", "eq", "isAnyOf", [_place(one) for one in places])
    if grant.territory_except:
        yield _constraint("spatial", "odrl:neq", "isNoneOf", [_place(one) for one in grant.territory_except])
    if start := plain_date(grant.starts).day:
        yield {"leftOperand": "dateTime", "operator": "gteq", "rightOperand": _day(start)}
    if end := last_day(grant.ends):
        yield {"leftOperand": "dateTime", "operator": "lteq", "rightOperand": _day(end)}
    for operand, folder, values in (
        ("purpose", _PURPOSE, grant.purpose),
        ("deliveryChannel", _CHANNEL, grant.channel),
        ("recipient", _AUDIENCE, grant.audience),
    ):
        if values:
            yield _constraint(operand, "eq", "isAnyOf", [{"@id": f"{OWN}{folder}{_token(one)}"} for one in values])
    if grant.max_uses is not None and grant.max_uses >= 0:
        yield {
            "leftOperand": "count",
            "operator": "lteq",
            "rightOperand": {"@value": str(grant.max_uses), "@type": "xsd:integer"},
        }
    if grant.max_size:
        yield {"leftOperand": "absoluteSize", "operator": "lteq", "rightOperand": grant.max_size}


def _constraint(operand: str, one: str, many: str, values: list[Json]) -> Json:
    alone = len(values) == 1
    return {
        "leftOperand": operand,
        "operator": one if alone else many,
        "rightOperand": values[0] if alone else values,
    }


def _day(day: str) -> Json:
    padded = day + {4: "-01-01", 7: "-01"}.get(len(day), "")
    return {"@value": padded, "@type": "xsd:date"}


def _place(code: str) -> Json:
    return {"@id": f"{_COUNTRY}{code}" if len(code) == 2 and code.isalpha() else f"{OWN}territory/{_token(code)}"}


def _duties(target: str, grant: Grant, statement: RightsStatement) -> list[Json]:
    """The duties of a permission; the credit that the statement asks for is one of them."""
    made: list[Json] = []
    stated = list(grant.duties)
    credited = statement.credit_text or statement.credit_line_printed
    if statement.credit_obligation == "required" and not any(one.startswith("attribute") for one in stated):
        stated.append(f"attribute: {credited}" if credited else "attribute")
    for text in stated:
        code, _, words = text.partition(":")
        duty: Json = {"action": _DUTIES.get(code.strip()) or f"{OWN}duty/{_token(code)}"}
        if code.strip() == "attribute":
            duty["target"] = target
        if words.strip():
            duty["dct:description"] = words.strip()
        made.append(duty)
    if grant.exclusive:
        made.append({"action": "ensureExclusivity"})
    return made


def _verbatim(terms: Terms) -> list[str]:
    texts = (terms.usage_terms, *terms.stops(structured=True), terms.first("data_mining_constraint"))
    return list(dict.fromkeys(text for text in texts if text))


def _token(text: str) -> str:
    """A word of ours as the end of an address."""
    return "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "_" for sign in text) or "_"
