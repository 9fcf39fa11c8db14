"""What is known about the right to use one record.

A statement is a dated claim by somebody. It is never edited after it was in force: a change makes a new
one that supersedes it. The controlled lists map one to one onto PREMIS, RightsStatements.org, ODRL, PLUS
and MARC relators. The verdict is derived in ``domain.verdict``.
"""

from __future__ import annotations

from dataclasses import dataclass

from archive_app.domain.records import Record

SCOPES = ("whole", "text", "photo", "caption", "video", "audio", "layout", "depicted_work", "likeness")
STATUSES = ("draft", "current", "disputed", "superseded", "withdrawn")
BASES = ("copyright", "licence", "statute", "donor_agreement", "policy", "public_domain", "none_known")
COPYRIGHT_STATUSES = ("in_copyright", "public_domain", "undetermined", "not_evaluated", "no_known_copyright")
AGENT_ROLES = (
    "copyright_holder", "licensor", "distributor", "originator", "creator", "supplier", "depicted", "donor",
)  # fmt: skip
CREDIT_OBLIGATIONS = ("required", "requested", "none", "unknown")
CONFIDENCES = ("documented", "stated", "inferred", "assumed", "unknown")
EVIDENCE_KINDS = (
    "embedded_metadata", "printed_credit", "printed_notice", "terms_page", "contract", "correspondence",
    "supplier_feed", "registry", "donor_form", "statute", "catalogue_entry", "conversation",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RightsAgent:
    """Somebody with a part in the rights; ``role`` of AGENT_ROLES."""

    name: str
    role: str = "copyright_holder"
    authority_id: int | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """A permission or a prohibition with its constraints; an empty constraint does not constrain.

    ``starts``/``ends`` are EDTF and inclusive (a month ends with the month); territories are ISO 3166-1
    alpha-2 or WORLD; ``duties`` are action names or "action: text".
    """

    effect: str = "permit"  # permit, prohibit
    action: str = ""
    purpose: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    territory: tuple[str, ...] = ()
    territory_except: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    starts: str = ""
    ends: str = ""
    max_uses: int | None = None
    uses_so_far: int = 0
    max_size: str = ""
    exclusive: bool = False
    duties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DepictedWork:
    """A work shown in the picture, with its own copyright status."""

    title: str
    copyright_status: str = "undetermined"


@dataclass(frozen=True, slots=True)
class RightsEvidence:
    """What a statement rests on; ``attachment`` is the SHA-256 of a kept file, or ""."""

    kind: str = "catalogue_entry"
    source: str = ""
    captured_at: str = ""
    quote: str = ""
    attachment: str = ""
    recorded_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsStatement(Record):
    """A dated claim about the right to use one work (article, photo or video)."""

    work_id: int | None = None
    scope: str = "whole"
    status: str = "current"
    supersedes_id: int | None = None
    overrides_id: int | None = None
    basis: str = "copyright"
    copyright_status: str = "not_evaluated"
    rights_uri: str = ""
    jurisdiction: str = ""
    copyright_year: int | None = None
    citation: str = ""
    agents: tuple[RightsAgent, ...] = ()
    credit_line_printed: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    restrictions: tuple[str, ...] = ()
    source_language: str = ""
    credit_obligation: str = "unknown"
    credit_text: str = ""
    credit_placement: str = ""
    licence_id: str = ""
    licence_url: str = ""
    acquire_url: str = ""
    contract_ref: str = ""
    fee: str = ""
    grants: tuple[Grant, ...] = ()
    embargo_until: str = ""
    embargo_scope: str = "all"  # all, outward
    review_date: str = ""
    determined_on: str = ""
    model_release: str = ""
    model_release_ids: tuple[str, ...] = ()
    property_release: str = ""
    property_release_ids: tuple[str, ...] = ()
    minor_age: str = ""
    depicted_works: tuple[DepictedWork, ...] = ()
    privacy_flag: bool = False
    cultural_sensitivity: str = ""
    takedown: bool = False
    legal_hold: bool = False
    data_mining: str = ""  # PLUS Data Mining value, or ""
    data_mining_constraint: str = ""
    confidence: str = "stated"
    asserted_by: str = ""
    determined_by: str = ""
    evidence: tuple[RightsEvidence, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """What somebody wants to do: the question a verdict answers. ``date`` is YYYY-MM-DD."""

    action: str = "publish_online"
    purpose: str = "editorial"
    channel: str = "web"
    territory: str = "WORLD"
    date: str = ""
    audience: str = ""
    size: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of the reasoning: a code, its sentence, the statement it rests on, and two or three words for a chip."""

    code: str
    text: str
    statement_id: int | None = None
    evidence: str = ""
    effect: str = "info"  # for, against, info: which way it pulls
    short: str = ""  # "licence ended 2019"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to "may I use this?".

    Attributes:
        answer: allowed, allowed_with_conditions, ask or not_allowed; never anything else.
        nobody_looked: True when it is "ask" because no statement exists at all (shown as "Not known").
        reasons: The chain, in the order it was followed.
        conditions: What to do when using it ("attribute: …").
        may_change_on: The next day (YYYY-MM-DD) on which the answer can differ, or "".
        contact: Whom to ask, or "".
    """

    answer: str
    nobody_looked: bool = False
    reasons: tuple[Reason, ...] = ()
    conditions: tuple[str, ...] = ()
    may_change_on: str = ""
    contact: str = ""
