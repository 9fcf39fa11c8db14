"""Understands the phrases agencies put in instructions and usage terms: NO SALES, ITALY OUT, MANDATORY CREDIT.

Agencies write the same restriction in different fields (one has "JAPAN OUT" in the editor's note and
"No Use in Japan" in the usage terms), so every field of a statement that carries words is read. Each
phrase stays verbatim beside what was understood. A restriction that cannot be read is reported as unread:
not knowing is never a yes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from archive_app.domain import dates
from archive_app.domain.rights import Grant, RightsStatement


@dataclass(frozen=True, slots=True)
class Term:
    """One phrase and its meaning.

    Attributes:
        phrase: The words as they stand in the statement.
        kind: "prohibition", "embargo", "credit", "once", "unchanged", "recipient", "handout", "note", "unread".
        grant: What is prohibited, for "prohibition".
        value: The date of an embargo, the credit to print, the recipient, the name to look up.
        outward: Whether it speaks of uses outside the archive only.
    """

    phrase: str
    kind: str
    grant: Grant | None = None
    value: str = ""
    outward: bool = True


# Country names as agencies print them, and a few native ones -> ISO 3166-1 alpha-2.
COUNTRIES = {
    "ARGENTINA": "AR", "AUSTRALIA": "AU", "AUSTRIA": "AT", "BELARUS": "BY", "BELGIUM": "BE", "BRAZIL": "BR",
    "BRITAIN": "GB", "BULGARIA": "BG", "CANADA": "CA", "CHILE": "CL", "CHINA": "CN", "COLOMBIA": "CO", "CROATIA": "HR",
    "CZECH REPUBLIC": "CZ", "DENMARK": "DK", "EGYPT": "EG", "ESTONIA": "EE", "FINLAND": "FI", "FRANCE": "FR",
    "GERMANY": "DE", "GREECE": "GR", "GREAT BRITAIN": "GB", "HONG KONG": "HK", "HUNGARY": "HU", "ICELAND": "IS",
    "INDIA": "IN", "INDONESIA": "ID", "IRAN": "IR", "IRELAND": "IE", "ISRAEL": "IL", "ITALY": "IT", "JAPAN": "JP",
    "KAZAKHSTAN": "KZ", "LATVIA": "LV", "LITHUANIA": "LT", "LUXEMBOURG": "LU", "MALAYSIA": "MY", "MEXICO": "MX",
    "NETHERLANDS": "NL", "HOLLAND": "NL", "NEW ZEALAND": "NZ", "NORWAY": "NO", "PERU": "PE", "PHILIPPINES": "PH",
    "POLAND": "PL", "PORTUGAL": "PT", "ROMANIA": "RO", "RUSSIA": "RU", "SAUDI ARABIA": "SA", "SERBIA": "RS",
    "SINGAPORE": "SG", "SLOVAKIA": "SK", "SLOVENIA": "SI", "SOUTH AFRICA": "ZA", "SOUTH KOREA": "KR", "KOREA": "KR",
    "SPAIN": "ES", "SWEDEN": "SE", "SWITZERLAND": "CH", "TAIWAN": "TW", "THAILAND": "TH", "TURKEY": "TR",
    "TÜRKIYE": "TR", "UK": "GB", "UNITED KINGDOM": "GB", "UKRAINE": "UA", "UNITED STATES": "US", "USA": "US",
    "U.S.": "US", "US": "US", "VIETNAM": "VN",
    "EU": "EU", "EUROPEAN UNION": "EU",
}  # fmt: skip
_MEDIA: dict[str, tuple[Grant, ...]] = {
    "broadcast": (Grant(effect="prohibit", action="broadcast"), Grant(effect="prohibit", channel=("broadcast",))),
    "online": (
        Grant(effect="prohibit", action="publish_online"),
        Grant(effect="prohibit", channel=("web", "social_media", "app")),
    ),
    "wireless": (Grant(effect="prohibit", channel=("app",)),),
    "social": (Grant(effect="prohibit", channel=("social_media",)),),
}
_MEDIA_NAMES = {
    "TV": "broadcast", "TELEVISION": "broadcast", "BROADCAST": "broadcast", "INTERNET": "online", "ONLINE": "online",
    "WEB": "online", "MOBILE": "online", "WIRELESS": "wireless", "SOCIAL MEDIA": "social",
    "MAGS": "magazine", "MAGAZINES": "magazine", "MAGAZINE": "magazine",
}  # fmt: skip
_NOT_EDITORIAL = ("commercial", "research", "teaching", "exhibition", "legal", "internal")
_PLAIN: tuple[tuple[str, tuple[Grant, ...]], ...] = (
    (r"(?:FOR )?EDITORIAL (?:USE|PURPOSES) ONLY", (Grant(effect="prohibit", purpose=_NOT_EDITORIAL),)),
    (
        r"(?:NOT FOR|NO) COMMERCIAL USE|NON-?COMMERCIAL USE ONLY",
        (Grant(effect="prohibit", purpose=("commercial",)), Grant(effect="prohibit", action="sell")),
    ),
    (r"NO SALES", (Grant(effect="prohibit", action="sell"), Grant(effect="prohibit", purpose=("commercial",)))),
    (r"NO RESALES?", (Grant(effect="prohibit", action="sell"),)),
    (r"(?:NO|NOT FOR) ARCHIV(?:ES?|ING|AL USE)(?: PERMITTED| ALLOWED)?", (Grant(effect="prohibit", action="archive"),)),
)
_OTHERS: tuple[tuple[str, str], ...] = (
    (r"(?:MANDATORY CREDIT|CREDIT MANDATORY|MUST CREDIT)(?:\s*[:\-–—]\s*(?P<value>[^;\n]+))?", "credit"),
    (r"ONE[ -]TIME USE(?: ONLY)?|SINGLE USE(?: ONLY)?", "once"),
    (r"NO CROPPING|DO NOT CROP|NO ALTERATIONS?|DO NOT ALTER", "unchanged"),
    (r"(?P<value>[\w'’&. ]+?) CLIENTS ONLY", "recipient"),
    (r"HAND-?OUT(?: (?:PHOTO|IMAGE|PICTURE))?", "handout"),
    (
        r"POOL(?: (?:PHOTO|IMAGE|PICTURE))?|FILE (?:PHOTO|IMAGE|PICTURE)|BEST QUALITY AVAILABLE|ALL RIGHTS RESERVED",
        "note",
    ),
)
_DATED = (
    (
        r"(?:EMBARGO(?:ED)? UNTIL|EMBARGO(?:ED)?:?|NOT FOR RELEASE BEFORE|HOLD FOR RELEASE)\s+(?P<value>[^;\n]+)",
        "embargo",
    ),
    (r"(?:NO USE AFTER|EXPIRES(?: ON)?|USE UNTIL|NOT TO BE USED AFTER)\s+(?P<value>[^;\n]+)", "expiry"),
)
_NAMES = r"(?P<names>(?:U\.S\.|[\w'’&/, -])+?)"
_PLACES = (
    (
        re.compile(rf"(?:NO|NOT FOR) (?:USE|SALES?|PUBLICATION|DISTRIBUTION) IN {_NAMES}(?=[;.\n]|$)", re.IGNORECASE),
        False,
    ),
    (re.compile(rf"WORLD(?:WIDE)? RIGHTS EXCEPT(?: FOR)? {_NAMES}(?=[;.\n]|$)", re.IGNORECASE), False),
    (re.compile(rf"(?:^|(?<=[;.\n,(]))\s*{_NAMES}\s+OUT\b", re.IGNORECASE), True),
    (
        re.compile(
            r"\bNO (?P<names>TV|TELEVISION|INTERNET|ONLINE|MOBILE|WEB|WIRELESS|MAGAZINES|MAGS|SOCIAL MEDIA)\b",
            re.IGNORECASE,
        ),
        False,
    ),
)


def read_terms(statement: RightsStatement) -> tuple[Term, ...]:
    """What the words of a statement say, each phrase once."""
    prose = (statement.usage_terms, statement.copyright_notice, statement.credit_line_printed)
    return _read(statement.restrictions, prose)


@lru_cache(maxsize=2048)  # an import asks for the article and again for what stands in it
def printed_phrases(text: str) -> tuple[str, ...]:
    """The phrases of agencies in a caption or a credit line, as printed. There they count only in capitals."""
    for sign in PHRASE_SIGNS:
        if sign in text:
            break
    else:
        return ()
    terms = (term for term in _terms(text, strict=True) if term.kind not in ("unread", "note", "handout"))
    return tuple(dict.fromkeys(term.phrase for term in terms if term.phrase.split(":")[0].isupper()))


# One of these is in every phrase that ``printed_phrases`` looks for.
PHRASE_SIGNS = (
    "NO ",
    " OUT",
    "CREDIT",
    "ONLY",
    "EMBARGO",
    "NOT ",
    "EXPIRES",
    "USE",
    "RIGHTS EXCEPT",
    "HOLD FOR",
    "CROP",
)


@lru_cache(maxsize=2048)
def _read(restrictions: tuple[str, ...], prose: tuple[str, ...]) -> tuple[Term, ...]:
    found: list[Term] = []
    for restriction in restrictions:
        terms = list(_terms(restriction, strict=False))
        if not terms and restriction.strip():
            terms = [Term(restriction.strip(), "unread", value=restriction.strip(), outward=False)]
        found += terms
    for text in prose:
        if text:
            found += _terms(text, strict=True)
    return tuple(dict.fromkeys(found))


def _terms(text: str, *, strict: bool) -> Iterator[Term]:
    """The phrases in a text; ``strict`` for prose, where an unknown "… OUT" counts only in capitals."""
    for pattern, grants in _PLAIN:
        for match in re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE):
            for grant in grants:
                yield Term(match[0], "prohibition", grant, outward=grant.action != "archive")
    for pattern, kind in _OTHERS:
        for match in re.finditer(rf"\b(?:{pattern})", text, re.IGNORECASE):
            if strict and kind in ("handout", "note", "recipient") and not match[0].isupper():
                continue  # in prose these words are mostly ordinary words
            value = (match.groupdict().get("value") or "").strip()
            yield Term(match[0].strip(), kind, value=value)
    for pattern, kind in _DATED:
        for match in re.finditer(rf"\b(?:{pattern})", text, re.IGNORECASE):
            yield _dated(match[0].strip(), kind, match["value"])
    for where, bare in _PLACES:
        for match in where.finditer(text):
            if not (strict and bare and not match[0].strip().isupper()):
                yield from _named(match[0].strip(), match["names"])


def _dated(phrase: str, kind: str, words: str) -> Term:
    found = dates.read_date(words, "en")
    edtf = found[0].edtf if found else (dates.from_typed(words) or "")
    last = dates.latest(edtf) if edtf else None
    if last is None:
        return Term(phrase, "unread", value=words.strip(), outward=False)
    if kind == "embargo":
        return Term(phrase, "embargo", value=edtf)
    after = (last + timedelta(days=1)).isoformat()
    return Term(phrase, "prohibition", Grant(effect="prohibit", starts=after))


def _named(phrase: str, names: str) -> Iterator[Term]:
    """The countries and media named before OUT or after IN; an unknown name must be looked up."""
    codes: list[str] = []
    for name in re.split(r"\s*(?:,|/|&|\band\b|\bor\b|\bund\b)\s*", names.strip(), flags=re.IGNORECASE):
        clean = re.sub(r"^THE\s+", "", name.strip().upper())
        if not clean or clean.startswith(("NO ", "NOT ", "DO NOT ")):
            continue  # "NO SALES, ITALY OUT": a phrase of its own, read above
        medium = _MEDIA_NAMES.get(clean.removesuffix(" USE"))
        if clean in COUNTRIES or clean.rstrip(".") in COUNTRIES:
            codes.append(COUNTRIES.get(clean) or COUNTRIES[clean.rstrip(".")])
        elif medium == "magazine":
            # Print is asked for, not magazines: whether this hits cannot be known from the use.
            yield Term(phrase, "unread", Grant(effect="prohibit", action="publish_print"), value=clean)
        elif medium:
            for grant in _MEDIA[medium]:
                yield Term(phrase, "prohibition", grant)
        else:
            yield Term(phrase, "unread", value=name.strip())
    if codes:
        yield Term(phrase, "prohibition", Grant(effect="prohibit", territory=tuple(codes)))
