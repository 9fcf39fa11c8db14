"""What the crosswalks of libraries' and archives' formats have in common."""

from __future__ import annotations

from collections.abc import Iterable

from archive_app.i18n import mark

_WORDS = mark("In words, with a label before them.")
_WHOLE = mark("In words; of several statements it is not told which said it.")
_TERMS = mark("In words, which people read and this program reads back; other machines do not follow them.")
_HOLDERS = mark("Names with their part; the link to an authority record is not taken along.")


def _inside(home: str | tuple[str, str], part: str) -> str | tuple[str, str]:
    return f"{part}: {home}" if isinstance(home, str) else (f"{part}: {home[0]}", home[1])


_CONDITIONS = {
    "rights_uri": _WHOLE, "copyright_status": _WHOLE, "licence_id": _WHOLE, "licence_url": _WHOLE,
    "grants": _TERMS, "embargo_until": _TERMS, "embargo_scope": _TERMS, "takedown": _TERMS, "legal_hold": _TERMS,
    "privacy_flag": _TERMS, "cultural_sensitivity": _TERMS, "data_mining": _TERMS, "data_mining_constraint": _TERMS,
    "credit_obligation": _WORDS, "credit_text": _WORDS, "credit_placement": _WORDS, "acquire_url": _WORDS,
    "contract_ref": _WORDS, "fee": _WORDS, "jurisdiction": _WORDS, "citation": _WORDS, "model_release": _WORDS,
    "model_release_ids": _WORDS, "property_release": _WORDS, "property_release_ids": _WORDS, "minor_age": _WORDS,
    "depicted_works": _WORDS, "note": _WORDS, "status": mark("Only whether it is disputed; what is no longer in force "
                                                           "stays behind."),
}  # fmt: skip
_PROOFS = {"confidence": _WORDS, "evidence": _WORDS, "determined_on": _WORDS, "determined_by": _WORDS,
           "asserted_by": _WORDS, "review_date": _WORDS}  # fmt: skip

NOT_CARRIED = {
    "article.body": mark("The format describes a text; it does not carry it."),
    "article.notes": mark("Notes are for colleagues and are never exported as description."),
    "photo.notes": mark("Notes are for colleagues and are never exported as description."),
    "video.notes": mark("Notes are for colleagues and are never exported as description."),
    "record.verdict": mark("The answer belongs to one use on one day."),
    "record.evidence": mark("Why a field holds its value has no place outside this program."),
    "media.file": mark("The file itself stays in the catalogue."),
    "source.*": mark("What it was read from stays in the catalogue."),
    "*": "",
}
"""Why the rest has no home, for ``crosswalk(dropped=…)``."""


def in_words(conditions: str, proofs: str, *, but: Iterable[str] = ()) -> dict[str, tuple[str, str]]:
    """The fields of rights that go out as labelled lines, for ``crosswalk(lossy=…)``.

    Args:
        conditions: The element that carries what may be done.
        proofs: The element that carries why we say so; "" where there is none.
        but: Fields that the format has a better home for.
    """
    found = {f"rights.{name}": (conditions, note) for name, note in _CONDITIONS.items()}
    found["rights.agents"] = (conditions, _HOLDERS)
    found["rights.credit_line_printed"] = (conditions, mark("Beside the credit lines of the prints."))
    if proofs:
        found |= {f"rights.{name}": (proofs, note) for name, note in _PROOFS.items()}
    return {name: home for name, home in found.items() if name not in set(but)}


_ROLES = mark("A part that has no MARC relator code becomes author, photographer or creator.")
_LINK = mark("As the name’s address; the authority record itself stays behind.")
_CONDITION = "accessCondition"

MODS_EXACT: dict[str, str] = {
    "record.uid": "identifier[@type=uuid]",
    "record.collections": "relatedItem[@type=series]/titleInfo",
    "links.photos": "relatedItem[@type=constituent]",
    "links.videos": "relatedItem[@type=constituent]",
    "links.articles": "relatedItem[@type=host]",
    "article.headline": "titleInfo/title",
    "article.standfirst": "abstract",
    "article.publisher": "relatedItem[@type=host]/titleInfo",
    "article.section": "relatedItem[@type=host]/part/detail",
    "article.dateline": "subject[@displayLabel=Dateline]/geographic",
    "article.published": "originInfo/dateIssued",
    "article.accessed": "originInfo/dateCaptured",
    "article.language": "language/languageTerm",
    "article.url": "location/url",
    "photo.title": "titleInfo/title",
    "photo.description": "abstract",
    "photo.taken": "originInfo/dateCreated",
    "photo.place": "subject/geographic",
    "photo.medium": "genre",
    "photo.digital_source_type": "physicalDescription/form",
    "photo.url": "location/url",
    "video.title": "titleInfo/title",
    "video.description": "abstract",
    "video.platform": "originInfo/publisher",
    "video.duration": "physicalDescription/extent",
    "video.published": "originInfo/dateIssued",
    "video.url": "location/url",
    "use.caption": "abstract[@displayLabel=Caption]",
    "use.alt_text": "note[@displayLabel=Alternative text]",
    "use.credit_line": "note[@type=preferred citation]",
    "use.src": "note[@displayLabel=Address in the page]",
    "use.mention": "note[@displayLabel=Mention]",
    "rights.copyright_notice": "accessCondition[@displayLabel=Copyright notice]",
    "rights.usage_terms": "accessCondition[@displayLabel=Usage terms]",
    "rights.restrictions": "accessCondition[@type=restriction on access]",
    "rights.copyright_year": "originInfo/copyrightDate",
    "rights.review_date": "recordInfo/recordInfoNote",
    "media.sha256": "physicalDescription/note",
    "media.size": "physicalDescription/extent",
    "media.media_type": "physicalDescription/internetMediaType",
    "media.width": "physicalDescription/extent",
    "media.height": "physicalDescription/extent",
}
MODS_LOSSY: dict[str, tuple[str, str]] = {
    "article.bylines": ("name", _ROLES),
    "article.publisher_id": (
        "originInfo/publisher",
        mark("The name of the publisher above it, if any."),
    ),
    "article.subjects": ("subject", _LINK),
    "photo.creators": ("name", _ROLES),
    "photo.people": ("subject[@displayLabel=Person shown]/name", _LINK),
    "photo.subjects": ("subject", _LINK),
    "video.creators": ("name", _ROLES),
    "video.subjects": ("subject", _LINK),
    "use.credit_parties": ("name", mark("Names with a part that libraries index; the printed line is whole.")),
    "authority.name": ("name/alternativeName", mark("Where it differs from the printed name.")),
    "authority.kind": ("name/@type", mark("Persons and organisations only.")),
    "authority.identifiers": ("@valueURI", mark("One address of each name.")),
    "record.created": ("recordInfo/recordCreationDate", mark("The day only.")),
    "record.modified": ("recordInfo/recordChangeDate", mark("Reading does not take it over.")),
    "media.duration": ("physicalDescription/extent", mark("Where the record has no length of its own.")),
    **in_words(_CONDITION, "recordInfo/recordInfoNote", but=("rights.review_date",)),
}

_ONLY = mark("Only for a work without a file, as its title.")
_GRANTED = mark("Constraints in words; the term has elements of its own.")

PREMIS_EXACT: dict[str, str | tuple[str, str]] = {
    "record.uid": "objectIdentifier",
    "record.created": "event[creation]",
    "links.photos": "relationship",
    "links.videos": "relationship",
    "links.articles": "relationship",
    "article.accessed": "event[capture]",
    "use.credit_line": "copyrightInformation/copyrightNote",
    "rights.copyright_status": "copyrightInformation/copyrightStatus",
    "rights.copyright_notice": "copyrightInformation/copyrightNote",
    "rights.usage_terms": "licenseInformation/licenseTerms",
    "rights.restrictions": "rightsGranted/restriction",
    "rights.jurisdiction": "copyrightInformation/copyrightJurisdiction",
    "rights.copyright_year": "copyrightInformation/copyrightApplicableDates",
    "rights.contract_ref": "licenseInformation/licenseDocumentationIdentifier",
    "rights.citation": "statuteInformation/statuteCitation",
    "rights.determined_on": "copyrightInformation/copyrightStatusDeterminationDate",
    "rights.basis": ("rightsBasis", mark("Public domain is a case of copyright there.")),
    "media.sha256": "fixity/messageDigest",
    "media.size": "size",
    "media.media_type": "format/formatDesignation",
    "media.name": "originalName",
    "media.fixity": "event[fixity check]",
}
PREMIS_LOSSY: dict[str, tuple[str, str]] = {
    "article.headline": ("significantProperties", _ONLY),
    "photo.title": ("significantProperties", _ONLY),
    "video.title": ("significantProperties", _ONLY),
    "record.history": ("event[metadata modification]", mark("The last steps, in words.")),
    **in_words(
        "licenseInformation/licenseNote",
        "event[rights determination], copyrightNote",
        but=(
            "rights.copyright_status",
            "rights.jurisdiction",
            "rights.contract_ref",
            "rights.citation",
            "rights.determined_on",
            "rights.grants",
            "rights.agents",
        ),
    ),
    "rights.grants": ("rightsGranted", _GRANTED),
    "rights.agents": ("linkingAgentIdentifier", mark("By name; the authority record stays behind.")),
}

_EITHER: dict[str, str | tuple[str, str]] = {**PREMIS_EXACT, **MODS_EXACT}
METS_EXACT: dict[str, str | tuple[str, str]] = {
    name: _inside(home, "MODS" if name in MODS_EXACT else "PREMIS") for name, home in _EITHER.items()
}
METS_LOSSY: dict[str, str | tuple[str, str]] = {
    name: _inside(home, "MODS" if name in MODS_LOSSY else "PREMIS")
    for name, home in {**PREMIS_LOSSY, **MODS_LOSSY}.items()
    if name not in METS_EXACT
} | {"media.file": ("fileSec", mark("Where copying files is chosen."))}
METS_NOT_CARRIED = {name: note for name, note in NOT_CARRIED.items() if name != "media.file"}
"""What goes into a METS document: exact where its MODS or its PREMIS is."""
