"""Gives the names of a credit line their kinds and roles.

The order of a line decides: agencies after the maker pass the picture on, agencies before the maker too, but read
from the other end ("EFE/EPA/NAME"). "via" always names who passed it on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from archive_app.domain.credit_reading import AGENCIES, Atom, Reading
from archive_app.domain.name_words import PLACE_NAMES
from archive_app.domain.names import Shape, has_organisation_word, is_given_name, is_prose, name_key

_OFFICIAL = re.compile(
    r"press (?:service|office)|pressestelle|service de presse|ministry|ministerium|minist[eè]re|пресс-служб|прес-служб"
    r"|министерств|міністерств|handout",
    re.IGNORECASE,
)
_AGENCY_WORDS = frozenset(
    [
        "agency",
        "agencia",
        "agência",
        "agence",
        "agentur",
        "agenzia",
        "агентство",
        "агентства",
        "ajansı",
        "wire",
        "newswire",
        "images",
        "pictures",
        "press",
    ]
)


def assign(reading: Reading) -> list[Atom]:
    """The line's parties in printed order, each once, with kind and role set."""
    atoms = _without_phrases(_with_places(reading.atoms))
    atoms = _without_repeats(atoms)
    for group in sorted({atom.group for atom in atoms}):
        members = [atom for atom in atoms if atom.group == group]
        _settle(members, reading)
        for chain in _chains(members):
            _roles(chain, reading, capture=group in reading.captures)
    if "handout" not in reading.flags and _is_handed_out(atoms):
        reading.flags.append("handout")
    return atoms


def _chains(atoms: Sequence[Atom]) -> list[list[Atom]]:
    """Several pictures in one line, each with its maker: "NAME/AP, NAME/Reuters"."""
    chains: list[list[Atom]] = []
    for place, atom in enumerate(atoms):
        following = atoms[place + 1] if place + 1 < len(atoms) else None
        opens = not chains or (
            following is not None
            and atom.is_creator
            and atom.sep in {",", ";", ".", "and", "|"}
            and following.sep in {"/", "("}
            and following.kind == "organization"
            and any(other.is_creator for other in chains[-1])
            and chains[-1][-1].kind == "organization"
        )
        if opens:
            chains.append([])
        chains[-1].append(atom)
    return chains


def sort_of(atom: Atom) -> str:
    """The subkind of an organisation: as known, or guessed from its name; "" for none."""
    known = atom.name.known
    if known is not None:
        return known.subkind
    return _guessed_sort(atom.name.text, atom.name.shape)


@lru_cache(maxsize=16384)
def _guessed_sort(name: str, shape: Shape) -> str:
    tokens = name.casefold().replace("(", " ").replace(")", " ").split()
    if len(tokens) > 1 and tokens[-1] in _AGENCY_WORDS | {"photo", "photos"} and shape is Shape.ORGANISATION:
        return "picture_agency"
    if "news" in tokens and "agency" in tokens:
        return "wire_service"
    return ""


def _with_places(atoms: Sequence[Atom]) -> list[Atom]:
    """Joins "Example Society, London, UK" again: a place behind an organisation's comma is part of its name."""
    kept: list[Atom] = []
    for atom in atoms:
        last = kept[-1] if kept else None
        if last is not None and atom.sep == "," and atom.name.text.casefold() in PLACE_NAMES:
            known = last.name.known
            is_organisation = known.kind == "organization" if known else last.name.shape is Shape.ORGANISATION
            if is_organisation and sort_of(last) not in AGENCIES | {"platform"}:
                last.end = atom.end
                continue
        kept.append(atom)
    return kept


def _is_handed_out(atoms: Sequence[Atom]) -> bool:
    """Whether an institution's own picture reaches the page, as a rule through an agency that has no rights in it."""
    if any(atom.is_creator for atom in atoms):
        return False
    passed_on = any(atom.role == "distributor" and sort_of(atom) in AGENCIES for atom in atoms)
    for atom in atoms:
        if atom.role in {"provider", "courtesy"}:
            if _OFFICIAL.search(atom.name.text):
                return True
            if passed_on and sort_of(atom) in {"institution", "space_agency"}:
                return True
    return False


def _without_phrases(atoms: Sequence[Atom]) -> list[Atom]:
    """Drops what is too long, or too plain, to be a name."""
    kept = []
    for atom in atoms:
        name = atom.name
        if name.known is None and name.shape in {Shape.PHRASE, Shape.ORGANISATION} and is_prose(name.text):
            continue
        if name.known is None and name.shape is Shape.PHRASE:
            count = len(name.text.split())
            plain = not any(c.isupper() or ord(c) > 0x2E80 for c in name.text)
            if count > 9 or (plain and name.text.isascii() and count != 1) or not any(c.isalpha() for c in name.text):
                continue
        kept.append(atom)
    return kept


def _without_repeats(atoms: Sequence[Atom]) -> list[Atom]:
    kept: dict[str, Atom] = {}
    for atom in atoms:
        key = name_key(atom.name.text)
        twin = kept.get(key) or next((kept[other] for other in kept if _is_misprint(key, other)), None)
        if twin is None:
            kept[key] = atom
        elif atom.role == "distributor" and not twin.role:
            twin.role = ""
    return list(kept.values())


def _is_misprint(key: str, other: str) -> bool:
    """The same long name, one of them cut short by a letter or two."""
    return (
        len(key) > 8
        and len(other) > 8
        and abs(len(key) - len(other)) <= 2
        and (key.startswith(other) or other.startswith(key))
    )


def _settle(atoms: Sequence[Atom], reading: Reading) -> None:
    """Decides for each name: person, organisation, or an account; and who made the picture."""
    for atom in atoms:
        known = atom.name.known
        if known is not None:
            atom.kind, atom.is_creator = known.kind, known.kind == "person"
        elif atom.name.shape is Shape.PERSON:
            atom.kind, atom.is_creator = "person", True
        elif atom.name.shape in {Shape.ORGANISATION, Shape.ACRONYM}:
            atom.kind = "organization"
    for place, atom in enumerate(atoms):
        if atom.name.known is None and atom.name.shape is not Shape.PERSON:
            _settle_unknown(atoms, place, reading)


def _settle_unknown(atoms: Sequence[Atom], place: int, reading: Reading) -> None:
    atom = atoms[place]
    shape = atom.name.shape
    if atom.role in {"creator", "courtesy"} and shape is not Shape.ORGANISATION:
        person = shape is Shape.MAYBE or (atom.role == "creator" and shape is Shape.WORD)
        atom.kind = "person" if person else "organization" if atom.role == "courtesy" else "unknown"
        atom.is_creator = atom.role == "creator"
        return
    if atom.role == "distributor":
        atom.kind = "organization"
        return
    if _is_contributor(atoms, place):
        atom.kind = "person" if shape is Shape.MAYBE else "unknown"
        atom.is_creator = True
        return
    if shape is Shape.ACCOUNT:
        handle = atom.name.text.startswith("@") or "_" in atom.name.text or any(c.isdigit() for c in atom.name.text)
        atom.is_creator = atom.sep not in {"via", "for", "("} and (handle or len(atoms) > 1)
        atom.kind = "unknown" if atom.is_creator else "organization"
    elif shape is Shape.MAYBE:
        person = _is_person_here(atoms, place, reading)
        atom.kind, atom.is_creator = ("person", True) if person else ("organization", False)
    elif shape is Shape.WORD and _signs_last(atoms, place):
        atom.kind, atom.is_creator = "person", True
    elif shape is Shape.WORD and place + 1 < len(atoms) and atoms[place + 1].sep == "for":
        atom.is_creator = True
    else:
        atom.kind = "organization"


def _signs_last(atoms: Sequence[Atom], place: int) -> bool:
    """Whether one word stands where agencies print the maker's surname: "dpa/Example"."""
    atom = atoms[place]
    return (
        0 < place == len(atoms) - 1
        and atom.sep in {"/", "|"}
        and not atom.role
        and atom.name.text[1:].islower()
        and sort_of(atoms[place - 1]) in {"wire_service", "picture_agency"}
        and not any(other.is_creator for other in atoms)
    )


def _is_contributor(atoms: Sequence[Atom], place: int) -> bool:
    """Whether a name stands beside a library or platform that anyone may contribute to."""
    atom = atoms[place]
    if atom.sep == "via" or atom.role:
        return False
    after = place + 1
    while after < len(atoms) and atoms[after].sep == "and":
        after += 1
    following = sort_of(atoms[after]) if after < len(atoms) and atoms[after].sep != "," else ""
    preceding = sort_of(atoms[place - 1]) if place and place == len(atoms) - 1 else ""
    shape = atom.name.shape
    if following == "stock_library" or (preceding == "stock_library" and atom.sep != "via"):
        return shape is Shape.ACCOUNT or not any(other.kind == "person" for other in atoms if other is not atom)
    if following == "platform" or preceding == "platform":
        return shape in {Shape.ACCOUNT, Shape.WORD} and not any(other.is_creator for other in atoms)
    return False


def _is_person_here(atoms: Sequence[Atom], place: int, reading: Reading) -> bool:
    """Whether two capitalised words are a person's name, judged by their neighbours."""
    atom = atoms[place]
    if atom.sep in {"via", "for", "in"}:
        return False
    if has_organisation_word(atom.name.text.split()):
        return False
    others = [other for other in atoms if other is not atom and other.kind == "person"]
    if not others or atom.sep == "and":
        return True
    if atom.sep == "(":
        return False
    if reading.plural:
        return True
    if atom.sep in {",", ";", " ", "."} or (place + 1 < len(atoms) and atoms[place + 1].sep in {",", "and"}):
        return atom.sep != "" or is_given_name(atom.name.text.split()[0])
    return False


def _roles(atoms: Sequence[Atom], reading: Reading, *, capture: bool) -> None:
    chain: list[Atom] = []
    for atom in atoms:
        if atom.job and atom.role != "creator":
            atom.role = "unknown"
        elif atom.role == "distributor" and atom.sep != "via" and atom.kind == "person":
            atom.role = "creator"  # "Submitted by NAME"
        elif atom.role == "distributor" and capture:
            atom.role = "depicted_source"
        elif atom.role == "creator" and atom.kind != "organization":
            atom.is_creator = True
        elif atom.role and atom.role != "courtesy":
            pass
        elif atom.role != "courtesy" and atom.is_creator:
            atom.role = "creator"
        else:
            chain.append(atom)
    _societies(atoms, copyright_stated=reading.copyright)
    if capture:
        for atom in chain:
            atom.role = atom.role or "depicted_source"
        return
    if reading.copyright and not any(atom.is_creator for atom in atoms):
        for atom in chain:
            if not atom.role and sort_of(atom) not in AGENCIES and atom.sep != "for":
                atom.role = "rights_holder"
    creators = [atom for atom in atoms if atom.role == "creator"]
    _chain([atom for atom in chain if atom.role not in {"rights_holder", "unknown"}], creators)


def _societies(atoms: Sequence[Atom], *, copyright_stated: bool) -> None:
    """A collecting society holds rights, and so does the artist printed just before it."""
    for place, atom in enumerate(atoms):
        if sort_of(atom) == "collecting_society":
            atom.role = "rights_holder"
            artist = atoms[place - 1] if place else None
            if artist is None or artist.name.shape not in {Shape.PERSON, Shape.MAYBE} or artist.name.known is not None:
                continue
            if atom.sep == " " or copyright_stated or any(other.is_creator for other in atoms if other is not artist):
                artist.role, artist.kind = "rights_holder", "person"


def _chain(organisations: Sequence[Atom], creators: Sequence[Atom]) -> None:
    """Provider and distributors, read from the maker's end of the chain."""
    first_creator = creators[0].start if creators else -1
    before = [atom for atom in organisations if first_creator > atom.start]
    after = [atom for atom in organisations if first_creator < atom.start]
    if before:
        nearest = before[-1]
        for atom in before:
            if atom.role:
                continue
            outer_outlet = sort_of(nearest) in AGENCIES and (
                sort_of(atom) in {"newspaper", "broadcaster"}
                or (atom.name.known is None and atom.name.shape is Shape.ACRONYM)
            )
            is_outer = atom is not nearest and atom.sep != "for"
            atom.role = "distributor" if is_outer and (sort_of(atom) in AGENCIES or outer_outlet) else "provider"
    has_provider = bool(before)
    for atom in after:
        if atom.role:
            has_provider = True
            continue
        passes_on = has_provider and sort_of(atom) in AGENCIES and atom.sep != "for"
        atom.role = "distributor" if passes_on else "provider"
        has_provider = True
