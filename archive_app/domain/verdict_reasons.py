"""The sentences of a verdict: one function for each step of the reasoning, so that every reason code has its words.

The codes are those of the rights model's vocabulary ("reason_codes"), with "privacy" and
"cultural_sensitivity" added for the two flags that the model holds and the vocabulary has no code for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from archive_app.domain import dates, uses
from archive_app.domain.licences import Licence, meaning, plain_name
from archive_app.domain.rights import DepictedWork, Grant, Reason, RightsStatement, Use, Verdict
from archive_app.domain.verdict_match import Finding, Met
from archive_app.domain.verdict_terms import read_terms
from archive_app.i18n import rights_language as language
from archive_app.i18n import tr_rights as tr

FORBIDDING = ("takedown", "legal_hold", "embargo", "prohibition", "data_mining")
_CONTACT_ORDER = ("licensor", "copyright_holder", "originator", "distributor", "supplier", "creator", "donor")


def contact(live: Sequence[RightsStatement]) -> str:
    """Whom to ask. A hand-out is asked of its originator as well: its distributor usually cannot license it."""
    by_role: dict[str, list[str]] = {}
    for one in live:
        for agent in one.agents:
            by_role.setdefault(agent.role, []).append(agent.name)
    first = next((by_role[role][0] for role in _CONTACT_ORDER if role in by_role), "")
    origin = next((by_role[role][0] for role in ("originator", "copyright_holder") if role in by_role), "")
    handout = any(term.kind == "handout" for one in live for term in read_terms(one))
    passed_on = "distributor" in by_role and "licensor" not in by_role and "originator" in by_role
    if (handout or passed_on) and origin:
        agency = next((by_role[role][0] for role in ("licensor", "distributor") if role in by_role), "")
        return "; ".join(dict.fromkeys(filter(None, (origin, agency))))
    return first


def holders_differ(one: RightsStatement, other: RightsStatement) -> bool:
    """Whether two statements name holders and have none in common."""
    ours, theirs = _holders(one), _holders(other)
    return bool(ours and theirs and not ours & theirs)


def _holders(one: RightsStatement) -> set[str]:
    found: set[str] = set()
    for agent in one.agents:
        if agent.role == "copyright_holder":
            found.add(" ".join(unicodedata.normalize("NFKC", agent.name).casefold().split()))
            if agent.authority_id is not None:
                found.add(f"authority {agent.authority_id}")
    return found - {""}


def _reason(one: RightsStatement | None, code: str, text: str, effect: str, short: str = "") -> Reason:
    evidence = ""
    if one is not None:
        quoted = next((e.quote or e.source for e in one.evidence if e.quote or e.source), "")
        evidence = quoted or one.citation or one.contract_ref
    return Reason(code, text, one.id if one is not None else None, evidence, effect, short)


def _date(edtf: str) -> str:
    return dates.display(edtf, language())


def _year(edtf: str) -> str:
    last = dates.latest(edtf)
    return str(last.year) if last is not None else ""


def _holder(one: RightsStatement) -> str:
    names = [agent.name for role in ("copyright_holder", "licensor") for agent in one.agents if agent.role == role]
    return names[0] if names else ""


def nobody_looked(other_statements: bool) -> Reason:
    """No statement in force."""
    text = tr("Nothing is recorded about the rights.")
    if other_statements:
        text = tr("No rights statement is in force: those recorded are drafts, superseded or withdrawn.")
    return _reason(None, "status_unknown", text, "against", tr("no rights information"))


def takedown(one: RightsStatement) -> Reason:
    """Somebody demanded that it be taken down."""
    return _reason(one, "takedown", tr("It was asked to be taken down."), "against", tr("taken down"))


def legal_hold(one: RightsStatement) -> Reason:
    """A legal hold."""
    return _reason(one, "legal_hold", tr("It is under a legal hold."), "against", tr("legal hold"))


def embargo(one: RightsStatement, edtf: str, phrase: str) -> Reason:
    """An embargo that is not over."""
    text = tr("It is under embargo until {date}.").format(date=_date(edtf))
    text = f"{text} “{phrase}”" if phrase else text
    return _reason(one, "embargo", text, "against", tr("embargo until {date}").format(date=_date(edtf)))


def embargo_inward(one: RightsStatement, edtf: str) -> Reason:
    """An embargo that leaves uses inside the archive alone."""
    text = tr("The embargo until {date} does not stop uses inside the archive.").format(date=_date(edtf))
    return _reason(one, "embargo", text, "info")


def unclear_date(one: RightsStatement, edtf: str) -> Reason:
    """A date that may or may not have come."""
    text = tr("The date “{date}” does not tell whether the day has come.").format(date=_date(edtf))
    return _reason(one, "fact_missing", text, "against", tr("date not clear"))


def disputed(one: RightsStatement, other: RightsStatement) -> Reason:
    """Two statements with different holders."""
    text = tr("One statement names {first} as the rights holder, another {second}.")
    return _reason(
        one, "disputed", text.format(first=_holder(one), second=_holder(other)), "against", tr("rights holder disputed")
    )


def marked_disputed(one: RightsStatement) -> Reason:
    """A statement with the status "disputed"."""
    return _reason(one, "disputed", tr("A rights statement is disputed."), "against", tr("disputed"))


def status_disputed(one: RightsStatement, other: RightsStatement) -> Reason:
    """Public domain here, in copyright there."""
    text = tr("One statement says that there is no copyright, another that there is.")
    return _reason(one, "disputed", text, "against", tr("copyright disputed"))


def data_mining(one: RightsStatement, *, prohibited: bool) -> Reason:
    """The PLUS value prohibits, wholly or with exceptions."""
    text = tr("Data mining is prohibited.") if prohibited else tr("Data mining is prohibited, with exceptions.")
    return _reason(one, "data_mining", text, "against", tr("data mining restricted"))


def data_mining_fact(one: RightsStatement) -> Reason:
    """Which exception would apply is not known."""
    text = tr("Whether an exception covers this use depends on what exactly the data are mined for.")
    if one.data_mining_constraint:
        text = f"{text} “{one.data_mining_constraint}”"
    return _reason(one, "fact_missing", text, "against", tr("purpose of mining not known"))


def mining_allowed(one: RightsStatement) -> Reason:
    """The PLUS value allows."""
    return _reason(one, "data_mining", tr("Data mining is allowed."), "for", tr("data mining allowed"))


def prohibition(one: RightsStatement, grant: Grant, phrase: str) -> Reason:
    """A prohibition that hits, from a grant or from a phrase."""
    if phrase:
        return _reason(one, "prohibition", tr("The terms say “{phrase}”.").format(phrase=phrase), "against", phrase)
    who = _holder(one)
    text = tr("{who} does not allow this use.").format(who=who) if who else tr("This use is prohibited.")
    narrow = grant.purpose or grant.channel or grant.territory or grant.starts
    short = tr("prohibited") if narrow else tr("rights holder refused")
    return _reason(one, "prohibition", text, "against", short)


def may_prohibit(one: RightsStatement, reason: Reason) -> Reason:
    """A prohibition of which a constraint is not known."""
    text = tr("A prohibition may apply; a fact is missing to tell.")
    return _reason(one, "fact_missing", f"{text} {reason.text}", "against", tr("may be prohibited"))


def constraint(one: RightsStatement, grant: Grant, code: str) -> Reason:
    """What a prohibition is limited to."""
    if code == "territory":
        where = ", ".join(grant.territory) or "WORLD"
        if grant.territory_except:
            where = f"{where} − {', '.join(grant.territory_except)}"
        return _reason(one, code, tr("The prohibition is for {where}.").format(where=where), "against")
    values = uses.words(uses.PURPOSES, grant.purpose) if code == "purpose" else uses.words(uses.CHANNELS, grant.channel)
    return _reason(one, code, tr("The prohibition is for: {values}.").format(values=values), "against")


def unread(one: RightsStatement, phrase: str) -> Reason:
    """A restriction that is not understood."""
    text = tr("A person must read this restriction: “{phrase}”.").format(phrase=phrase)
    return _reason(one, "fact_missing", text, "against", tr("restriction to read"))


def recipient(one: RightsStatement, phrase: str, who: str) -> Reason:
    """Only for clients of somebody."""
    text = tr("“{phrase}”: it is not recorded that we are a client of {who}.").format(phrase=phrase, who=who)
    return _reason(one, "fact_missing", text, "against", phrase)


def permission(one: RightsStatement, grant: Grant) -> Reason:
    """A grant covers the use."""
    until = tr("until {date}").format(date=_date(grant.ends)) if grant.ends else ""
    if one.basis == "statute":
        text = tr("The law permits it: {citation}.").format(citation=one.citation or tr("no citation given"))
        return _reason(one, "statute", text, "for", tr("permitted by law"))
    who = _holder(one)
    text = tr("{who} permits this use").format(who=who) if who else tr("This use is permitted")
    return _reason(one, "permission", f"{text} {until}".strip() + ".", "for", until or tr("permitted"))


def finding(one: RightsStatement, found: Finding) -> Reason:
    """Why a permission does not cover the use."""
    detail = _date(found.detail) if found.code.startswith("permission_") else found.detail
    if found.met is Met.UNKNOWN:
        text = tr("There is a permission, but a fact is missing to tell whether it covers this use: {detail}.")
        return _reason(one, "fact_missing", text.format(detail=detail), "against", tr("fact missing"))
    texts = {
        "purpose": (tr("The permission is for other purposes: {detail}."), tr("other purposes only")),
        "channel": (tr("The permission is for other channels: {detail}."), tr("other channels only")),
        "territory": (tr("The permission is only for: {detail}."), tr("not for this territory")),
        "no_permission": (tr("The permission is limited to: {detail}."), tr("permission too narrow")),
        "permission_not_yet": (tr("The permission begins on {detail}."), tr("licence begins later")),
        "permission_expired": (tr("The permission ended: {detail}."), tr("licence ended {detail}")),
        "uses_exhausted": (tr("All permitted uses have been made ({detail})."), tr("uses exhausted")),
    }
    if found.code == "purpose":
        detail = uses.words(uses.PURPOSES, found.detail.split(", "))
    elif found.code == "channel":
        detail = uses.words(uses.CHANNELS, found.detail.split(", "))
    text, short = texts[found.code]
    return _reason(one, found.code, text.format(detail=detail), "against", short.format(detail=_year(found.detail)))


def used_once(one: RightsStatement, phrase: str) -> Reason:
    """One use was allowed and has been made."""
    text = tr("“{phrase}”: the one use has been made.").format(phrase=phrase)
    return _reason(one, "uses_exhausted", text, "against", tr("uses exhausted"))


def licence_permits(one: RightsStatement, licence: Licence) -> Reason:
    """A Creative Commons licence covers the use."""
    text = tr("The licence permits it: {licence}").format(licence=plain_name(licence.id))
    asks = meaning(licence)
    return _reason(one, "cc_licence", f"{text} – {asks}." if asks else f"{text}.", "for", licence.code)


def licence_refuses(one: RightsStatement, licence: Licence, flag: str) -> Reason:
    """A Creative Commons licence does not cover the use."""
    text = {
        "nd": tr("The licence does not cover adaptations: {licence}."),
        "nc": tr("The licence does not cover commercial use: {licence}."),
    }[flag]
    return _reason(one, "cc_licence", text.format(licence=plain_name(licence.id)), "against", licence.code)


def public_domain(one: RightsStatement) -> Reason:
    """No copyright."""
    return _reason(one, "public_domain", tr("It is in the public domain."), "for", tr("public domain"))


def public_domain_elsewhere(one: RightsStatement, where: str) -> Reason:
    """No copyright, but only determined for one country."""
    text = tr("That there is no copyright was determined for {where} only.").format(where=where)
    return _reason(one, "territory", text, "against", tr("public domain in {where} only").format(where=where))


def public_domain_limited(one: RightsStatement, licence: Licence | None, code: str) -> Reason:
    """No copyright, but other limits."""
    name = licence.name if licence is not None else ""
    text = tr("There is no copyright, but there are other limits: {name}.").format(name=name)
    return _reason(one, code, text, "against", tr("other limits"))


def no_permission(one: RightsStatement, use: Use) -> Reason:
    """Nothing permits this action."""
    action = uses.words(uses.ACTIONS, [use.action])
    text = tr("No permission is recorded for this: {action}.").format(action=action)
    return _reason(one, "no_permission", text, "against", tr("no permission"))


def status_unknown(one: RightsStatement) -> Reason:
    """The copyright itself is not known."""
    text = tr("Whether it is in copyright has not been determined.")
    return _reason(one, "status_unknown", text, "against", tr("copyright not determined"))


def holder_unknown(one: RightsStatement) -> Reason:
    """Nobody to ask."""
    return _reason(one, "holder_unknown", tr("No rights holder is recorded."), "against", tr("holder not known"))


def credit_required(one: RightsStatement, words: str, *, known: bool) -> Reason:
    """The credit must be printed, or had better be."""
    text = tr("The credit must be printed: {words}") if known else tr("Print the credit, to be safe: {words}")
    return _reason(one, "credit_required", text.format(words=words), "info", tr("credit required"))


def credit_requested(one: RightsStatement, words: str) -> Reason:
    """The credit is a wish."""
    text = tr("The credit is asked for, not required: {words}").format(words=words)
    return _reason(one, "credit_required", text, "info", tr("credit requested"))


def credit_text_missing(one: RightsStatement) -> Reason:
    """A credit is due and nobody knows which."""
    text = tr("A credit is required, but its words are not recorded.")
    if one.credit_line_printed:
        text = f"{text} " + tr("It was printed as “{line}”.").format(line=one.credit_line_printed)
    return _reason(one, "credit_text_missing", text, "against", tr("credit missing"))


def low_confidence(one: RightsStatement) -> Reason:
    """The permission rests on a conclusion, not on a document."""
    text = tr("This is only concluded from other facts; nobody has confirmed it.")
    return _reason(one, "low_confidence", text, "against", tr("not confirmed"))


def review_overdue(one: RightsStatement) -> Reason:
    """The statement should have been reviewed."""
    text = tr("The rights should have been reviewed by {date}.").format(date=_date(one.review_date))
    return _reason(one, "review_overdue", text, "against", tr("review overdue"))


def no_release(one: RightsStatement, code: str) -> Reason:
    """Commercial use without a release."""
    text = {
        "model_release": tr("For commercial use the consent of the people shown is missing or limited."),
        "property_release": tr("For commercial use the consent of the owner of what is shown is missing or limited."),
    }[code]
    return _reason(one, code, text, "against", tr("no release"))


def minor(one: RightsStatement) -> Reason:
    """A minor is shown."""
    return _reason(one, "minor", tr("A minor is shown."), "against", tr("shows a minor"))


def depicted_work(one: RightsStatement, work: DepictedWork) -> Reason:
    """A work of art in the picture."""
    text = tr("A work is shown that is or may be in copyright: {title}.").format(title=work.title)
    return _reason(one, "depicted_work", text, "against", tr("shows a protected work"))


def privacy(one: RightsStatement) -> Reason:
    """The privacy flag."""
    return _reason(one, "privacy", tr("The privacy of people shown is at stake."), "against", tr("privacy"))


def cultural(one: RightsStatement) -> Reason:
    """The cultural sensitivity note."""
    text = tr("It is culturally sensitive: {note}").format(note=one.cultural_sensitivity)
    return _reason(one, "cultural_sensitivity", text, "against", tr("culturally sensitive"))


def component(number: int, part: Verdict, words: str, short: str) -> Reason:
    """One part of a work that is used together with it: a photo of an article."""
    text = tr("Photo {number}: {words}").format(number=number, words=words)
    text = f"{text} – {short}." if short else f"{text}."
    effect = "against" if part.answer in ("ask", "not_allowed") else "info"
    brief = tr("photo {n}: {note}").format(n=number, note=short) if short else tr("photo {n}").format(n=number)
    return Reason("component", text, None, "", effect, brief)
