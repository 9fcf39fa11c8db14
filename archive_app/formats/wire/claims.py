"""What a source says of rights, as a draft of a rights statement: verbatim, with its evidence, not interpreted.

A supplier's word is "stated"; it is no document. Addresses that name a Creative Commons licence or a statement of
RightsStatements.org are understood (standards.md §5); everything else stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive_app.domain import licences
from archive_app.domain.rights import RightsAgent, RightsEvidence, RightsStatement
from archive_app.formats.wire.item import Claim

_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_ADDRESS = re.compile(r"https?://[^\s<>\"'()\[\]]+")
_MINING = re.compile(r"(?:^|[/:])(DMI-[A-Z-]+)$")


def statements_of(claim: Claim, scope: str, source: str) -> tuple[RightsStatement, ...]:
    """The statement that a claim makes; none when it says nothing.

    Args:
        claim: What the source says.
        scope: Of ``rights.SCOPES``: "photo", "video" or "text".
        source: Where it stands ("NewsML-G2 rightsInfo").
    """
    agents = tuple(_agents(claim))
    said = (
        claim.notice,
        claim.usage_terms,
        *claim.instructions,
        claim.web_statement,
        claim.licence,
        claim.acquire_url,
        claim.data_mining,
        claim.ends,
        claim.credit_line,
        claim.model_release,
        claim.property_release,
    )
    if not any(said) and not any(agent.role in ("copyright_holder", "licensor") for agent in agents):
        return ()
    texts = (claim.licence, claim.web_statement, *_ADDRESS.findall(f"{claim.notice} {claim.usage_terms}"))
    licence = next((found for text in texts if (found := licences.find(text.rstrip(".,;")))), None)
    year = _YEAR.search(claim.notice)
    statement = RightsStatement(
        scope=scope,
        status="current",
        basis=_basis(claim, licence),
        copyright_status=licence.copyright_status if licence else "in_copyright" if claim.notice else "not_evaluated",
        rights_uri=licence.uri if licence and licence.family == "rights_statement" else "",
        copyright_year=claim.year or (int(year[1]) if year else None),
        agents=agents,
        credit_line_printed=claim.credit_line,
        copyright_notice=claim.notice,
        usage_terms=claim.usage_terms,
        restrictions=tuple(dict.fromkeys(one for one in claim.instructions if one)),
        source_language=claim.language,
        licence_id=licence.id if licence and licence.family != "rights_statement" else "",
        licence_url=_web(licence.uri if licence and licence.family != "rights_statement" else claim.web_statement),
        acquire_url=_web(claim.acquire_url),
        review_date=claim.ends,  # a term on the rights themselves is for a person to weigh
        model_release=claim.model_release,
        property_release=claim.property_release,
        minor_age=claim.minor_age,
        data_mining=mining[1] if (mining := _MINING.search(claim.data_mining)) else "",
        data_mining_constraint=claim.data_mining_constraint,
        confidence="stated",
        asserted_by=next(iter((*claim.suppliers, *claim.holders)), ""),
        evidence=(RightsEvidence(kind=claim.kind, source=source, quote=_quote(claim)),),
        note=claim.note,
    )
    return (statement,)


_BINDING = re.compile(
    r"\b(?:out|only|embargo(?:ed)?|no\s\w+|not\s(?:for|to)|must|restrict\w*|mandatory|credit|use[sd]?|sales?|rights?)\b",
    re.IGNORECASE,
)


def binds(note: str) -> bool:
    """Whether an editor's note tells what may be done with an item, and not only what is new in it."""
    return bool(_BINDING.search(note))


def _basis(claim: Claim, licence: licences.Licence | None) -> str:
    if licence is not None and licence.family == "creative_commons":
        return "licence"
    if licence is not None and licence.copyright_status == "public_domain":
        return "public_domain"
    return "copyright"


def _agents(claim: Claim) -> Iterator[RightsAgent]:
    seen = set()
    for names, role in (
        (claim.holders, "copyright_holder"),
        (claim.licensors, "licensor"),
        (claim.creators, "creator"),
        (claim.originators, "originator"),
        (claim.suppliers, "supplier"),
    ):
        for name in names:
            if name and (name, role) not in seen:
                seen.add((name, role))
                yield RightsAgent(name, role)


def _quote(claim: Claim) -> str:
    parts = (claim.notice, claim.usage_terms, *claim.instructions, claim.web_statement)
    return " · ".join(part for part in parts if part)[:1000]


def _web(address: str) -> str:
    return address if address.startswith(("http://", "https://")) else ""
