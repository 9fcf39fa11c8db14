"""Parts that people have in a work: our words, MARC relator codes and their English terms, there and back.

The codes are those of the MARC Code List for Relators (Library of Congress).
"""

from __future__ import annotations

from archive_app.domain.records import Kind

TERMS = {
    "aut": "Author", "pht": "Photographer", "trl": "Translator", "ill": "Illustrator", "edt": "Editor",
    "cre": "Creator", "pro": "Producer", "drt": "Director", "vdg": "Videographer", "ivr": "Interviewer",
    "rpt": "Reporter", "ctb": "Contributor", "cph": "Copyright holder", "lso": "Licensor", "dst": "Distributor",
    "org": "Originator", "prv": "Provider", "dpc": "Depicted", "dnr": "Donor", "oth": "Other",
}  # fmt: skip
"""Every relator that we write, with its term."""

_PRINTED = {
    "text": "aut", "words": "aut", "author": "aut", "photography": "pht", "photo": "pht", "photos": "pht",
    "photographer": "pht", "translation": "trl", "translator": "trl", "illustration": "ill", "graphics": "ill",
    "editing": "edt", "editor": "edt", "production": "pro", "producer": "pro", "direction": "drt", "director": "drt",
    "video": "vdg", "camera": "vdg", "interview": "ivr", "reporting": "rpt", "reporter": "rpt",
}  # fmt: skip
_DEFAULT = {Kind.ARTICLE: "aut", Kind.PHOTO: "pht", Kind.VIDEO: "cre"}
_WORDS = {
    "aut": "", "pht": "photography", "trl": "translation", "ill": "illustration", "edt": "editing",
    "pro": "production", "drt": "direction", "vdg": "camera", "ivr": "interview", "rpt": "reporting",
}  # fmt: skip
PARTIES = {
    "provider": "prv", "distributor": "dst", "rights_holder": "cph", "courtesy": "prv", "depicted_source": "org",
    "creator": "cre",
}  # fmt: skip
"""Roles in a credit line; an unknown role names nobody that a library would index."""
AGENTS = {
    "copyright_holder": "cph", "licensor": "lso", "distributor": "dst", "originator": "org", "creator": "cre",
    "supplier": "prv", "depicted": "dpc", "donor": "dnr",
}  # fmt: skip
"""Roles in a rights statement."""
CREATING = ("aut", "pht", "ill", "cre", "pro", "drt", "vdg", "ivr", "rpt", "trl", "edt")
"""Relators of those who made the work."""


def relator_of(role: str, kind: Kind) -> str:
    """The relator of a name with a printed role ("photography") in a work of this kind."""
    return _PRINTED.get(role.strip().casefold(), _DEFAULT[kind])


def code_of(word: str) -> str:
    """The relator that a word means, whether it is a code, a term or its address; "" when it is none that we know."""
    folded = word.strip().rstrip("./").rpartition("/")[2].casefold()
    if folded in TERMS:
        return folded
    if folded in ("photographer", "photography"):
        return "pht"
    return next((code for code, term in TERMS.items() if term.casefold() == folded), "")


def role_of(relator: str, kind: Kind) -> str:
    """The printed role that a relator stands for in a work of this kind; "" where it goes without saying."""
    return "" if relator == _DEFAULT[kind] else _WORDS.get(relator, "")
