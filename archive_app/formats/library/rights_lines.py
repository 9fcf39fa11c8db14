"""A rights statement in lines of plain English, for formats whose rights field is free text.

What a standard has a home for it takes from the statement itself. Everything else goes out through these lines, so
that no prohibition, restriction or condition is ever lost on the way (standards.md §3.3). The words are English in
every language of the program: they are data for other systems, and ``read_line`` knows them again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive_app.domain import licences
from archive_app.domain.rights import Grant, RightsStatement

LABELS = {
    "status": "Copyright status",
    "notice": "Copyright notice",
    "terms": "Usage terms",
    "restriction": "Restriction",
    "prohibition": "Not permitted",
    "permission": "Permitted",
    "embargo": "Embargo until",
    "stop": "Withheld",
    "licence": "Licence",
    "credit": "Credit obligation",
    "placement": "Place of the credit",
    "mining": "Data mining",
    "model_release": "Model release",
    "property_release": "Property release",
    "minor": "Age of minors shown",
    "depicted": "Work shown",
    "sensitivity": "Handle with care",
    "licensor": "Ask for a licence at",
    "contract": "Contract",
    "fee": "Fee",
    "jurisdiction": "Jurisdiction",
    "law": "Legal basis",
    "year": "Copyright year",
    "holder": "Copyright holder",
    "maker": "Creator named with the rights",
    "confidence": "Confidence",
    "review": "To be reviewed",
    "evidence": "Evidence",
    "disputed": "Disputed",
    "note": "Note on rights",
}
"""The words before each kind of line."""

LIMITS = ("restriction", "prohibition", "embargo", "stop", "sensitivity", "disputed")
"""Kinds that forbid or hold back."""

STATUS_WORDS = {
    "in_copyright": "In copyright",
    "public_domain": "Public domain",
    "undetermined": "Copyright undetermined",
    "not_evaluated": "Copyright not evaluated",
    "no_known_copyright": "No known copyright",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a statement says.

    Attributes:
        kind: A key of ``LABELS``.
        text: Verbatim where the statement holds words.
        uri: What it is identified by, or "".
    """

    kind: str
    text: str
    uri: str = ""

    def __str__(self) -> str:
        return f"{LABELS[self.kind]}: {self.text}"


def standing(statements: Sequence[RightsStatement]) -> tuple[RightsStatement, ...]:
    """The statements that leave the house: current and disputed ones that no current one has taken the place of."""
    live = [one for one in statements if one.status in ("current", "disputed") and not one.deleted]
    gone = {
        number for one in live if one.status == "current" for number in (one.overrides_id, one.supersedes_id) if number
    }
    return tuple(one for one in live if one.id is None or one.id not in gone)


def lines_of(statement: RightsStatement) -> tuple[Line, ...]:
    """Everything that a statement says of the right to use the work, in the order of reading."""
    return tuple(line for line in _lines(statement) if line.text.strip() or line.uri)


def status_line(statement: RightsStatement) -> Line:
    """The copyright status: a RightsStatements.org statement by its name and address, else in words."""
    known = licences.by_uri(statement.rights_uri) if statement.rights_uri else None
    if known is not None:
        return Line("status", known.name, known.uri)
    if statement.rights_uri:
        return Line("status", STATUS_WORDS.get(statement.copyright_status, ""), statement.rights_uri)
    silent = statement.copyright_status == "not_evaluated"
    return Line("status", "" if silent else STATUS_WORDS.get(statement.copyright_status, ""))


def licence_line(statement: RightsStatement) -> Line:
    """The licence by its name and address; empty where the statement names none."""
    known = licences.find(statement.licence_url, statement.licence_id)
    if known is not None and known.family != "rights_statement":
        return Line("licence", known.name, known.uri or statement.licence_url)
    return Line("licence", statement.licence_id or statement.licence_url, statement.licence_url)


def grant_line(grant: Grant) -> Line:
    """A permission or a prohibition in words that stay the same."""
    parts = [
        *_listed("purpose", grant.purpose),
        *_listed("channel", grant.channel),
        *_listed("in", grant.territory),
        *_listed("not in", grant.territory_except),
        *_listed("for", grant.audience),
        *([f"from {grant.starts}"] if grant.starts else []),
        *([f"until {grant.ends}"] if grant.ends else []),
        *([f"{grant.max_uses} uses at most, {grant.uses_so_far} so far"] if grant.max_uses is not None else []),
        *([f"size at most {grant.max_size}"] if grant.max_size else []),
        *(["exclusive"] if grant.exclusive else []),
        *_listed("on condition", grant.duties),
    ]
    action = _word(grant.action) or "any use"
    kind = "permission" if grant.effect == "permit" else "prohibition"
    return Line(kind, f"{action} ({'; '.join(parts)})" if parts else action)


def _lines(one: RightsStatement) -> Iterator[Line]:
    yield status_line(one)
    yield Line("notice", one.copyright_notice)
    yield Line("terms", one.usage_terms)
    yield from (Line("restriction", text) for text in one.restrictions)
    if one.status == "disputed":
        yield Line("disputed", "this statement is disputed")
    if one.takedown:
        yield Line("stop", "taken down")
    if one.legal_hold:
        yield Line("stop", "legal hold")
    if one.privacy_flag:
        yield Line("sensitivity", "privacy of persons shown")
    yield Line("sensitivity", one.cultural_sensitivity)
    if one.embargo_until:
        outward = " for use outside the archive" if one.embargo_scope == "outward" else ""
        yield Line("embargo", f"{one.embargo_until}{outward}")
    yield from (grant_line(grant) for grant in one.grants)
    yield licence_line(one)
    if one.credit_obligation in ("required", "requested", "none") or one.credit_text:
        obligation = one.credit_obligation if one.credit_obligation != "unknown" else ""
        yield Line("credit", ": ".join(word for word in (obligation, one.credit_text) if word))
    yield Line("placement", one.credit_placement)
    mining = ": ".join(part for part in (one.data_mining, one.data_mining_constraint) if part)
    yield Line("mining", mining)
    yield from (Line("maker", agent.name) for agent in one.agents if agent.role == "creator")
    yield Line("licensor", one.acquire_url, one.acquire_url)
    yield Line("contract", one.contract_ref)
    yield Line("fee", one.fee)
    yield Line("jurisdiction", one.jurisdiction)
    yield Line("law", one.citation)
    yield Line("model_release", "; ".join(part for part in (one.model_release, *one.model_release_ids) if part))
    yield Line(
        "property_release", "; ".join(part for part in (one.property_release, *one.property_release_ids) if part)
    )
    yield Line("minor", one.minor_age)
    yield from (
        Line("depicted", f"{work.title} ({STATUS_WORDS.get(work.copyright_status, work.copyright_status)})")
        for work in one.depicted_works
    )
    yield Line("note", one.note)


def provenance_lines(one: RightsStatement) -> tuple[Line, ...]:
    """Why we say so: confidence, who, when to look again, and what it rests on."""
    who = ", ".join(part for part in (one.determined_by or one.asserted_by, one.determined_on) if part)
    found = [Line("confidence", f"{one.confidence} ({who})" if who else one.confidence)]
    if one.review_date:
        found.append(Line("review", one.review_date))
    for rest in one.evidence:
        words = [_word(rest.kind), rest.source, rest.captured_at, rest.quote]
        found.append(Line("evidence", "; ".join(word for word in words if word)))
    return tuple(found)


def read_line(text: str) -> Line:
    """The line that a text is, when it begins with one of our labels; else a restriction's, verbatim."""
    label, colon, rest = text.partition(": ")
    kind = _KINDS.get(label) if colon else None
    return Line(kind, rest.strip()) if kind else Line("", text)


_KINDS = {label: kind for kind, label in LABELS.items()}


def _listed(word: str, values: Sequence[str]) -> list[str]:
    return [f"{word}: {', '.join(_word(value) for value in values)}"] if values else []


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _word(code: str) -> str:
    return code.replace("_", " ").strip()
