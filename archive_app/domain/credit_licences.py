"""Licence statements inside a credit line, as SPDX-like identifiers.

Identifiers are those of the SPDX licence list where it has one; "public-domain" and ``LicenseRef-…`` else.
"""

from __future__ import annotations

import re

# What must occur in a line before the longer patterns are tried at all.
_HINTS = (
    "cc", "creative", "public", "domai", "domin", "gemeinfrei", "licen", "lizenz", "лиценз", "ліценз", "общественн",
    "суспільн", "gfdl", "gnu", "attribution", "公有", "パブリック", "pd",
)  # fmt: skip
_BEFORE = (
    r"(?:[,;–-]?\s*(?:(?:used|licensed|published|shared|available)\s+)?(?:(?:under|unter|sous|bajo|sob|on|via|по)\s+)?"
    r"(?:(?:the|an?|der|la|une|einer)\s+)*(?:licen[cs]es?|lizenz|licencia|licença|licenza|лиценз\w+|ліценз\w+)\s*:?\s*)?"
)
_URL = r"https?://(?:www\.)?creativecommons\.org/(?:licenses|publicdomain)/[\w./-]+"
_TERM = r"(?:sa|nc|nd|share\s?alike|non-?commercial|no-?deriv\w*)(?![a-z])"
_ENDING = r"(?:\s+(?:international|unported|igo|generic|deed|(?-i:[A-Z]{2})\b|[a-z]{2}(?=\s*(?:[)\],;/|]|$))))"
_CC = (
    rf"(?:creative\s+commons|\bcc)[\s:_/-]*(?:licen[cs]e\s*)?(?:attribution|by)(?![a-z])(?P<parts>(?:[\s_/-]+{_TERM})*)"
    rf"[\s,/-]*(?P<version>\d\.\d)?(?P<port>{_ENDING})?(?:\s+licen[cs]e)?"
)
_ZERO = r"(?:creative\s+commons\s+)?\bcc[\s-]*0(?:[\s-]*1\.0)?(?:\s+universal)?\b|creative\s+commons\s+zero"
_PUBLIC_DOMAIN = (
    r"public\s+domain(?:\s+mark(?:\s+1\.0)?)?|\bPD(?:-[\w-]+)?\b(?=\s*[)\]]|$)|gemeinfrei|domaine\s+public"
    r"|dom[ií]nio\s+p[úu]blico|pubblico\s+dominio|общественное\s+достояние|суспільне\s+надбання|公有领域|公有領域"
    r"|パブリックドメイン"
)
_NAMED = (
    r"(?:unsplash|pixabay|pexels)[\s-]+(?:content\s+)?(?:licen[cs]e|lizenz)|gfdl|gnu\s+free\s+documentation\s+licen[cs]e"
    r"|open\s+government\s+licen[cs]e(?:\s+v?(?P<ogl>\d)(?:\.0)?)?"
)
_SPELT = rf"attribution[\s-]+(?:{_TERM}[\s-]*)+(?P<spelt_version>\d\.\d)?{_ENDING}?"
_PATTERN = re.compile(
    rf"{_BEFORE}(?:(?P<url>{_URL})|(?P<zero>{_ZERO})|(?P<cc>{_CC})|(?P<pd>{_PUBLIC_DOMAIN})|(?P<named>{_NAMED})"
    rf"|(?P<spelt>{_SPELT})|\bcreative\s+commons\b)(?:\s*[(:,-]?\s*{_URL}\)?)?",
    re.IGNORECASE,
)
_LIBRARY = re.compile(r"unsplash|pixabay|pexels", re.IGNORECASE)
_PARTS = (("nc", "NC"), ("noncommercial", "NC"), ("sa", "SA"), ("sharealike", "SA"), ("nd", "ND"), ("noderiv", "ND"))
# The national and intergovernmental ports that the SPDX licence list has entries for.
_PORTS = frozenset(
    f"CC-{licence}"
    for licence in (
        "BY-2.5-AU", "BY-3.0-AT", "BY-3.0-AU", "BY-3.0-DE", "BY-3.0-IGO", "BY-3.0-NL", "BY-3.0-US", "BY-NC-3.0-DE",
        "BY-NC-ND-3.0-DE", "BY-NC-ND-3.0-IGO", "BY-NC-SA-2.0-DE", "BY-NC-SA-2.0-FR", "BY-NC-SA-2.0-UK",
        "BY-NC-SA-3.0-DE", "BY-NC-SA-3.0-IGO", "BY-ND-3.0-DE", "BY-SA-2.0-UK", "BY-SA-2.1-JP", "BY-SA-3.0-AT",
        "BY-SA-3.0-DE", "BY-SA-3.0-IGO",
    )
)  # fmt: skip
_ORDER = ("NC", "ND", "SA")


def find_licences(text: str) -> tuple[str, list[tuple[int, int]], list[tuple[int, int]]]:
    """The licence a line states, and where.

    Returns:
        The identifier of the first licence ("" for none); the spans of the statements; the spans of words that state a
        licence but belong to the credit all the same ("Licence" in "Unsplash Licence", which also names a library).
    """
    folded = text.casefold()
    if not any(hint in folded for hint in _HINTS):
        return "", [], []
    licence = ""
    spans = []
    kept = []
    for match in _PATTERN.finditer(text):
        named = _LIBRARY.match(match["named"] or "")
        if named:
            kept.append((match.start("named") + named.end(), match.end()))
        else:
            spans.append(match.span())
        licence = licence or _identifier(match)
    return licence, spans, kept


def _identifier(match: re.Match[str]) -> str:
    if match["url"]:
        return _of_url(match["url"])
    if match["zero"]:
        return "CC0-1.0"
    if match["pd"]:
        return "public-domain"
    if match["cc"]:
        port = (match["port"] or "").strip()
        licence = _creative_commons(match["parts"] or "", match["version"] or "")
        ported = f"{licence}-{port.upper()}"
        return ported if ported in _PORTS else licence
    if match["spelt"]:
        return _creative_commons(match["spelt"], match["spelt_version"] or "")
    if match["named"]:
        return _named(match["named"].casefold(), match["ogl"] or "3")
    return ""


def _creative_commons(parts: str, version: str) -> str:
    flat = re.sub(r"[\s_/-]+", "-", parts.casefold()).replace("non-commercial", "noncommercial")
    flat = flat.replace("share-alike", "sharealike").replace("no-deriv", "noderiv")
    found = {
        code
        for token in flat.split("-")
        for word, code in _PARTS
        if token == word or (len(word) > 2 and token.startswith(word))
    }
    return "-".join(["CC", "BY", *(code for code in _ORDER if code in found), *([version] if version else [])])


def _of_url(url: str) -> str:
    pieces = [piece for piece in url.casefold().split("creativecommons.org/", 1)[1].split("/") if piece]
    if pieces[0] == "publicdomain":
        return "CC0-1.0" if "zero" in pieces else "public-domain"
    terms = pieces[1] if len(pieces) > 1 else ""
    version = pieces[2] if len(pieces) > 2 and re.fullmatch(r"\d\.\d", pieces[2]) else ""
    return _creative_commons(terms, version) if terms.startswith("by") else ""


def _named(words: str, ogl: str) -> str:
    for name in ("Unsplash", "Pixabay", "Pexels"):
        if words.startswith(name.casefold()):
            return f"LicenseRef-{name}"
    return f"OGL-UK-{ogl}.0" if words.startswith("open") else "LicenseRef-GFDL"
