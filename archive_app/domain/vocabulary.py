"""The organisations that sign pictures and films, as this program knows them from the start.

They are read from ``resources/vocabularies/agencies.toml``. The credit parser looks names up in them, and a
new catalogue may be seeded with authorities from them.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from archive_app.assets import resource
from archive_app.domain.records import Authority, Identifier, Variant

SUBKINDS = (
    "wire_service", "picture_agency", "stock_library", "space_agency", "institution", "newspaper", "broadcaster",
    "platform", "collecting_society",
)  # fmt: skip
# The first word of a character's Unicode name, and the ISO 15924 code of the script it belongs to.
_SCRIPTS = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "GREEK": "Grek", "ARABIC": "Arab", "HEBREW": "Hebr", "DEVANAGARI": "Deva",
    "HANGUL": "Hang", "HIRAGANA": "Jpan", "KATAKANA": "Jpan", "CJK": "Hani",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Organisation:
    """One entry of the vocabulary. ``parent`` is the preferred name of another entry, or ""."""

    name: str
    subkind: str
    variants: tuple[Variant, ...] = ()
    parent: str = ""
    wikidata: str = ""

    def as_authority(self, parent_id: int | None = None) -> Authority:
        """The draft of an authority record for a catalogue; ``parent_id`` is the parent's row there."""
        identifiers = (Identifier("wikidata", self.wikidata),) if self.wikidata else ()
        return Authority(
            name=self.name,
            kind="organization",
            subkind=self.subkind,
            variants=self.variants,
            identifiers=identifiers,
            parent_id=parent_id,
        )


@cache
def organisations() -> tuple[Organisation, ...]:
    """All entries in the order of the file; a parent may stand after its children."""
    table = tomllib.loads(resource("vocabularies", "agencies.toml").read_text(encoding="utf-8"))
    return tuple(_organisation(entry) for entry in table["organisation"])


@cache
def given_names() -> frozenset[str]:
    """Common given names as ``folded`` gives them, by which a person is told from an organisation."""
    text = resource("vocabularies", "given-names.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(folded(name) for line in lines for name in line.split())


def folded(name: str) -> str:
    """A name without case and accents: names are printed with and without their accents."""
    if name.isascii():
        return name.casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if not unicodedata.combining(c))


def script_of(text: str) -> str:
    """The ISO 15924 code of the script of the first letter whose script is known, or ""."""
    for character in text:
        if character.isalpha():
            word = unicodedata.name(character, "").partition(" ")[0]
            if word in _SCRIPTS:
                return _SCRIPTS[word]
    return ""


def _organisation(entry: Mapping[str, object]) -> Organisation:
    plain = entry.get("variants", [])
    texts = plain if isinstance(plain, list) else []
    variants = [Variant(str(text), script=script_of(str(text))) for text in texts]
    by_language = entry.get("languages", {})
    if isinstance(by_language, Mapping):
        variants += [
            Variant(str(text), str(language), script_of(str(text)))
            for language, forms in by_language.items()
            for text in forms
        ]
    return Organisation(
        name=str(entry["name"]),
        subkind=str(entry["subkind"]),
        variants=tuple(variants),
        parent=str(entry.get("parent", "")),
        wikidata=str(entry.get("wikidata", "")),
    )
