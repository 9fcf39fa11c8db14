"""Numbers that authorities have in registers elsewhere: what each register is called, its address, how it is typed.

The addresses are the permanent ones that the registers themselves give out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from archive_app.domain.records import Identifier


@dataclass(frozen=True, slots=True)
class Register:
    """A register: its scheme as stored, its name, the address of a number, what a number looks like."""

    scheme: str
    label: str
    address: str  # "{}" is the number
    pattern: str  # of the number, without spaces


REGISTERS: Final = (
    Register("wikidata", "Wikidata", "https://www.wikidata.org/wiki/{}", r"[QP]\d+"),
    Register("viaf", "VIAF", "https://viaf.org/viaf/{}", r"\d+"),
    Register("isni", "ISNI", "https://isni.org/isni/{}", r"\d{15}[\dX]"),
    Register("ulan", "ULAN", "https://vocab.getty.edu/ulan/{}", r"500\d{6}"),
    Register("lcnaf", "LCNAF", "https://id.loc.gov/authorities/names/{}", r"n[a-z]{0,2}\d{8,10}"),
    Register("gnd", "GND", "https://d-nb.info/gnd/{}", r"[\dX-]{8,11}"),
    Register("orcid", "ORCID", "https://orcid.org/{}", r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]"),
    Register("geonames", "GeoNames", "https://sws.geonames.org/{}", r"\d+"),
    Register("tgn", "TGN", "https://vocab.getty.edu/tgn/{}", r"\d+"),
    Register("aat", "AAT", "https://vocab.getty.edu/aat/{}", r"300\d{6}"),
)
BY_SCHEME: Final = {one.scheme: one for one in REGISTERS}
_HOSTS: Final = {
    re.sub(r"^https://(?:www\.)?", "", one.address).removesuffix("{}"): one.scheme for one in REGISTERS
}  # fmt: skip
_MORE_HOSTS: Final = {
    "wikidata.org/entity/": "wikidata", "www.isni.org/isni/": "isni", "vocab.getty.edu/page/ulan/": "ulan",
    "vocab.getty.edu/page/tgn/": "tgn", "vocab.getty.edu/page/aat/": "aat", "geonames.org/": "geonames",
}  # fmt: skip


def address(identifier: Identifier) -> str:
    """Where a number can be looked up; "" for a register that is not known here."""
    register = BY_SCHEME.get(identifier.scheme)
    return register.address.format(identifier.value) if register is not None and identifier.value else ""


def label(scheme: str) -> str:
    """What a register is called."""
    register = BY_SCHEME.get(scheme)
    return register.label if register is not None else scheme


def scheme_of(text: str) -> str:
    """The scheme that a person means by a register's name; a name that is not known is taken as typed."""
    wanted = text.strip().casefold()
    return next((one.scheme for one in REGISTERS if wanted in (one.scheme, one.label.casefold())), wanted)


def read_identifier(scheme: str, typed: str) -> Identifier:
    """What a person typed as a number: an address is read as the number in it, spaces within ISNI go."""
    text = typed.strip()
    bare = re.sub(r"^https?://(?:www\.)?", "", text)
    for host, found in {**_MORE_HOSTS, **_HOSTS}.items():
        if bare.startswith(host) and len(bare) > len(host):
            return Identifier(found, re.split(r"[/?#]", bare[len(host) :])[0])
    wanted = scheme_of(scheme)
    if wanted == "isni":
        text = re.sub(r"[\s-]", "", text).upper()
    if wanted == "wikidata":
        text = text.upper()
    if wanted == "" and re.fullmatch(r"[QP]\d+", text, re.IGNORECASE):
        return Identifier("wikidata", text.upper())
    return Identifier(wanted, text)


def looks_right(identifier: Identifier) -> bool:
    """Whether a number looks as numbers of its register do, with a right check digit where it has one."""
    register = BY_SCHEME.get(identifier.scheme)
    if register is None:
        return True
    if not re.fullmatch(register.pattern, identifier.value):
        return False
    if identifier.scheme not in ("isni", "orcid"):
        return True
    digits = identifier.value.replace("-", "")
    total = 0  # ISO/IEC 7064, MOD 11-2
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return digits[-1] == ("X" if check == 10 else str(check))
