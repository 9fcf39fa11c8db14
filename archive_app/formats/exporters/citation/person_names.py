"""Names as printed, split into family and given name for citation styles; whole where that would be a guess.

A name is split only when putting the parts together again gives what was printed.
"""

from __future__ import annotations

import re

from archive_app.domain.names import Shape, shape_of, vocabulary_names
from archive_app.domain.records import Authority, Name
from archive_app.domain.vocabulary import script_of

_PARTICLES = frozenset(
    "von van der den de del della di da dos das du la le ten ter zu zum zur af av bin ibn al el".split()  # noqa: SIM905
)
_SUFFIXES = re.compile(r"(?:,?\s+)(?P<suffix>Jr\.?|Sr\.?|I{2,3}|IV)$")
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CAPITALS = frozenset({"Latn", "Cyrl", "Grek"})

CslName = dict[str, str]


def csl_name(name: Name, authority: Authority | None = None) -> CslName:
    """A printed name as CSL wants it; ``literal`` for organisations and what cannot be told apart.

    Args:
        name: As printed.
        authority: Its authority record, whose kind and preferred form ("Primerov, Ivan") tell more.
    """
    text = " ".join(name.text.split())
    if authority is not None and authority.kind != "person":
        return {"literal": text}
    if authority is not None and (split := _by_preferred(text, authority.name)):
        return split
    known = vocabulary_names().find(text)
    if known is not None and known.kind == "organization":
        return {"literal": text}
    if _EAST_ASIAN.search(text) or "," in text or (authority is None and not _is_person(text)):
        return {"literal": text}
    return _split(text)


def inverted(name: CslName) -> str:
    """As RIS and BibTeX write it: "Example, Jane", "van der Berg, Anna"."""
    if "literal" in name:
        return name["literal"]
    family = " ".join(part for part in (name.get("non-dropping-particle", ""), name.get("family", "")) if part)
    given = name.get("given", "")
    return ", ".join(part for part in (family, name.get("suffix", ""), given) if part)


def _is_person(text: str) -> bool:
    """Whether a name without an authority may be parted; in scripts without capitals form says less."""
    shape = shape_of(text)
    return shape is Shape.PERSON or (shape is Shape.MAYBE and script_of(text) in _CAPITALS)


def _by_preferred(text: str, preferred: str) -> CslName | None:
    """The parts as the authority's name has them, if they are those that were printed."""
    family, comma, given = (part.strip() for part in preferred.partition(","))
    if comma and family and given and text.casefold() == f"{given} {family}".casefold():
        return {"family": text[len(text) - len(family) :], "given": text[: len(given)]}
    return None


def _split(text: str) -> CslName:
    suffix = ""
    if found := _SUFFIXES.search(text):
        suffix, text = found["suffix"], text[: found.start()]
    words = text.split(" ")
    if len(words) < 2:
        return {"literal": f"{text} {suffix}".strip()}
    at = len(words) - 1
    while at > 1 and words[at - 1].casefold() in _PARTICLES and words[at - 1][:1].islower():
        at -= 1
    made = {"given": " ".join(words[:at]), "family": words[-1]}
    if at < len(words) - 1:
        made["non-dropping-particle"] = " ".join(words[at:-1])
    if suffix:
        made["suffix"] = suffix
    return made
