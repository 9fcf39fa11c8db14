"""Licences and rights statements that are known by an address: Creative Commons and RightsStatements.org.

The facts are those the two projects publish: the parts of a Creative Commons licence are in its name, a
RightsStatements.org statement says what its community knows of the copyright. Addresses are matched with
http or https, with or without the last slash, and as deed or legal code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from archive_app.i18n import mark, tr


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence, a dedication or a rights statement.

    Attributes:
        id: SPDX identifier ("CC-BY-SA-4.0"), or the code of a rights statement ("InC"). Without a stated
            version a Creative Commons id is only its parts ("CC-BY") and has no address.
        uri: Its canonical address, "" when there is none.
        name: The name its makers gave it, in English.
        code: The short form people know ("CC BY-SA 4.0", "In Copyright").
        family: "creative_commons", "public_domain" or "rights_statement".
        copyright_status: What it says of the copyright, one of ``rights.COPYRIGHT_STATUSES``.
        by, nc, nd, sa: Must credit; no commercial use; no adaptations; adaptations under the same licence.
    """

    id: str
    uri: str
    name: str
    code: str
    family: str
    copyright_status: str
    by: bool = False
    nc: bool = False
    nd: bool = False
    sa: bool = False


_PARTS = {
    "by": "Attribution",
    "nc": "NonCommercial",
    "nd": "NoDerivatives",
    "sa": "ShareAlike",
}
_KINDS = ("by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd")
_VERSIONS = ("4.0", "3.0", "2.5", "2.1", "2.0", "1.0")
_JURISDICTIONS = {
    "at": "Austria", "au": "Australia", "br": "Brazil", "ca": "Canada", "ch": "Switzerland", "de": "Germany",
    "es": "Spain", "fr": "France", "hk": "Hong Kong", "ie": "Ireland", "igo": "IGO", "in": "India", "it": "Italy",
    "jp": "Japan", "nl": "Netherlands", "nz": "New Zealand", "pl": "Poland", "pt": "Portugal", "scotland": "Scotland",
    "se": "Sweden", "uk": "England and Wales", "us": "United States", "za": "South Africa",
}  # fmt: skip
_CC0 = Licence(
    "CC0-1.0",
    "http://creativecommons.org/publicdomain/zero/1.0/",
    "Creative Commons Zero 1.0 Universal",
    "CC0 1.0",
    "public_domain",
    "public_domain",
)
_MARK = Licence(
    "CC-PDM-1.0",
    "http://creativecommons.org/publicdomain/mark/1.0/",
    "Public Domain Mark 1.0",
    "PDM 1.0",
    "public_domain",
    "public_domain",
)
_STATEMENTS = {
    code.casefold(): Licence(
        code, f"http://rightsstatements.org/vocab/{code}/1.0/", name, name, "rights_statement", status
    )
    for code, name, status in (
        ("InC", "In Copyright", "in_copyright"),
        ("InC-OW-EU", "In Copyright – EU Orphan Work", "in_copyright"),
        ("InC-EDU", "In Copyright – Educational Use Permitted", "in_copyright"),
        ("InC-NC", "In Copyright – Non-Commercial Use Permitted", "in_copyright"),
        ("InC-RUU", "In Copyright – Rights-holder(s) Unlocatable or Unidentifiable", "in_copyright"),
        ("NoC-CR", "No Copyright – Contractual Restrictions", "public_domain"),
        ("NoC-NC", "No Copyright – Non-Commercial Use Only", "public_domain"),
        ("NoC-OKLR", "No Copyright – Other Known Legal Restrictions", "public_domain"),
        ("NoC-US", "No Copyright – United States", "public_domain"),
        ("CNE", "Copyright Not Evaluated", "not_evaluated"),
        ("UND", "Copyright Undetermined", "undetermined"),
        ("NKC", "No Known Copyright", "no_known_copyright"),
    )
}
_CC_ADDRESS = re.compile(
    r"(?:https?:)?(?://)?(?:www\.)?creativecommons\.org/(?P<folder>licenses|publicdomain)/(?P<kind>[a-z-]+)"
    r"(?:/(?P<version>[0-9]\.[0-9])(?:/(?P<place>[a-z]{2,8}))?)?(?:/(?:deed|legalcode)(?:[.][\w-]*)?)?/?(?:[?#].*)?",
    re.IGNORECASE,
)
_RS_ADDRESS = re.compile(
    r"(?:https?:)?(?://)?(?:www\.)?rightsstatements\.org/(?:vocab|page)/(?P<code>[A-Za-z-]+)(?:/1\.0)?/?(?:[?#].*)?",
    re.IGNORECASE,
)
_CC_ID = re.compile(
    r"(?:creative[\s-]*commons|cc)[\s-]*(?P<kind>by(?:[\s-]+(?:nc|nd|sa))*|sa)(?:[\s-]*v?(?P<version>[0-9](?:\.[0-9])?))?"
    r"(?:[\s-]+(?P<place>[a-z]{2,8}))?",
    re.IGNORECASE,
)


def by_uri(uri: str) -> Licence | None:
    """The licence or statement with this address, or None."""
    text = uri.strip()
    match = _CC_ADDRESS.fullmatch(text)
    if match:
        kind = match["kind"].casefold()
        if match["folder"].casefold() == "publicdomain":
            return {"zero": _CC0, "mark": _MARK}.get(kind)
        return _creative_commons(kind, match["version"] or "", match["place"] or "")
    match = _RS_ADDRESS.fullmatch(text)
    return _STATEMENTS.get(match["code"].casefold()) if match else None


def by_id(identifier: str) -> Licence | None:
    """The licence with this SPDX id, short form ("CC BY-SA 3.0") or RightsStatements.org code, or None."""
    text = " ".join(identifier.split())
    folded = text.casefold()
    if folded.replace("-", "").replace(" ", "") in ("cc0", "cc01.0", "cczero"):
        return _CC0
    if folded.replace(" ", "-") in (
        "cc-pdm-1.0",
        "cc-pdm",
        "pdm",
        "pdm-1.0",
        "public-domain-mark",
        "public-domain-mark-1.0",
    ):
        return _MARK
    if folded in _STATEMENTS:
        return _STATEMENTS[folded]
    match = _CC_ID.fullmatch(text)
    return _creative_commons(match["kind"], match["version"] or "", match["place"] or "") if match else None


@lru_cache(maxsize=1024)
def find(*texts: str) -> Licence | None:
    """The first licence or statement that any of the texts is the id or the address of."""
    for text in texts:
        found = (by_uri(text) or by_id(text)) if text.strip() else None
        if found is not None:
            return found
    return None


def known() -> Iterator[Licence]:
    """What a menu offers: the current licences first, then the public domain marks, then the rights statements."""
    for version in ("4.0", "3.0", "2.0"):
        for kind in _KINDS:
            licence = _creative_commons(kind, version, "")
            if licence is not None:
                yield licence
    yield _CC0
    yield _MARK
    yield from _STATEMENTS.values()


def plain_name(identifier: str) -> str:
    """Plain words first, code second: "Creative Commons Attribution 4.0 (CC BY 4.0)" (ux.md §9).

    Takes an id or an address; what is not known is returned as it is.
    """
    licence = find(identifier)
    if licence is None:
        return identifier
    return licence.name if licence.name == licence.code else f"{licence.name} ({licence.code})"


_MEANINGS = (
    ("by", mark("credit must be given")),
    ("nc", mark("no commercial use")),
    ("nd", mark("no adaptations")),
    ("sa", mark("adaptations under the same licence")),
)


def meaning(licence: Licence) -> str:
    """What a Creative Commons licence asks, in a few words: "credit must be given, no adaptations"; "" if nothing."""
    return ", ".join(tr(text) for flag, text in _MEANINGS if getattr(licence, flag))


def _creative_commons(kind: str, version: str, place: str) -> Licence | None:
    parts = re.split(r"[\s-]+", kind.casefold())
    # Deeds of version 1.0 order the parts differently ("by-nd-nc").
    ordered = [part for part in ("by", "nc", "nd", "sa") if part in parts]
    name = "-".join(ordered)
    version = f"{version}.0" if len(version) == 1 else version
    # One retired licence asks for share-alike without credit.
    if len(ordered) != len(parts) or (name not in _KINDS and (name, version) != ("sa", "1.0")):
        return None
    where = place.casefold()
    if version not in ("", *_VERSIONS) or (where and (where not in _JURISDICTIONS or not version)):
        return None
    address_kind = "by-nd-nc" if (version, name) == ("1.0", "by-nc-nd") else name
    uri = f"http://creativecommons.org/licenses/{address_kind}/{version}/" if version else ""
    port = _JURISDICTIONS[where] if where else ("" if version == "4.0" or not version else "Unported")
    if version in ("1.0", "2.0", "2.5") and not where:
        port = "Generic"
    return Licence(
        id="-".join(filter(None, ("CC", name.upper(), version, where.upper()))),
        uri=f"{uri}{where}/" if where else uri,
        name=" ".join(filter(None, ("Creative Commons", "-".join(_PARTS[p] for p in ordered), version, port))),
        code=" ".join(filter(None, ("CC", name.upper(), version, where.upper()))),
        family="creative_commons",
        copyright_status="in_copyright",
        by="by" in ordered,
        nc="nc" in ordered,
        nd="nd" in ordered,
        sa="sa" in ordered,
    )
