"""Countries by name and by code, as a question about rights takes them: “France; DE; EU; WORLD”.

The names are Qt's own (from CLDR): in English, and in the country's own language.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QLocale

from archive_app.domain.folding import fold
from archive_app.domain.verdict_match import EUROPEAN_UNION
from archive_app.i18n import mark, tr
from archive_app.ui.field_inputs import Values

WORLD, EU = "WORLD", "EU"
_REGIONS: Final = {WORLD: mark("Worldwide"), EU: mark("European Union")}
_SAME: Final = {"UK": "GB", "EL": "GR", "USA": "US", "UAE": "AE", "WORLDWIDE": WORLD}
_OFFERED: Final = 12


def codes_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes that a person means, and the words that name no country.

    Names are parted by semicolons or commas; codes may also be parted by blanks. Nothing at all means everywhere.
    """
    found: list[str] = []
    unknown: list[str] = []
    for piece in re.split(r"[;,]", text):
        name = " ".join(piece.split())
        if not name:
            continue
        code = code_of(name)
        parts = [code_of(word) for word in name.split()] if not code else [code]
        if all(parts):
            found += parts
        else:
            unknown.append(name)
    return tuple(dict.fromkeys(found)), tuple(unknown)


def code_of(name: str) -> str:
    """The code of one country or region by its code or name; "" when it is none."""
    upper = name.upper()
    upper = _SAME.get(upper, upper)
    if upper in _REGIONS or (len(upper) == 2 and upper in _names()):
        return upper
    return _by_name().get(fold(name), "")


def name_of(code: str) -> str:
    """The country's name; the code itself where it is not known."""
    return tr(_REGIONS[code]) if code in _REGIONS else _names().get(code, (code,))[0]


def names_of(territory: str) -> str:
    """What a question's territory says in words: “France, Germany”."""
    return ", ".join(name_of(code) for code in territory.replace(",", " ").split())


def offered(typed: str) -> Values:
    """Names that fit what is being typed, each with 0 for the count that a completion may show."""
    wanted = fold(typed.strip())
    every = [*_REGIONS, *sorted(_names(), key=lambda code: (code not in EUROPEAN_UNION, _names()[code][0]))]
    if not wanted:
        return [(name_of(code), 0) for code in every[:_OFFERED]]
    first = [code for code in every if fold(name_of(code)).startswith(wanted) or code.casefold() == wanted]
    others = [
        code for code in every
        if code not in first and any(wanted in fold(name) for name in (name_of(code), *_names().get(code, ())))
    ]  # fmt: skip
    return [(name_of(code), 0) for code in [*first, *others][:_OFFERED]]


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, ...]]:
    """Every two-letter code with its names, the English one first."""
    found: dict[str, tuple[str, ...]] = {}
    for territory in QLocale.Country:
        code = QLocale.territoryToCode(territory)
        if len(code) == 2 and code.isalpha() and code not in {"EU", "ZZ", "EZ", "UN", "QO"}:
            own = QLocale.matchingLocales(QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, territory)
            native = {locale.nativeTerritoryName() for locale in own if locale.territory() == territory}
            found[code] = (QLocale.territoryToString(territory), *sorted(native - {""}))
    return found


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    found = {fold(name): code for code, names in _names().items() for name in reversed(names)}
    return found | {fold(name): code for code, name in _REGIONS.items()}
