"""What the styles of a Word document say of their paragraphs, in the languages people name styles in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_ROLES = {
    "standfirst": r"""subtitle|subheadline|standfirst|deck|lead(?:[ ]?in)?|intro\w*
        |vorspann|teaser|untertitel|sous-titre|chap[eé]au
        |chapô|subtítulo|entradilla|bajada|sottotitolo|подзаголовок|лид""",
    "byline": r"by[ ]?line|authors?|autor(?:in|es|en)?|auteure?s?|verfasser(?:in)?|автор",
    "credit": r"""(?:photo[ ]|picture[ ]|image[ ])?credits?|bildnachweis|fotocredit|crédits?[ ]photo|créditos?|фото""",
    "caption": r"""captions?|(?:image|photo|picture|figure)[ ]caption
        |bild(?:unterschrift|legende|text)|beschriftung|légendes?
        |legende|pie[ ]de[ ](?:foto|imagen)|leyenda|didascalia|legenda|подпис\w*|название[ ]объекта""",
    "headline": r"""title|headline|haupt(?:titel|überschrift)|schlagzeile|titel|titre(?:[ ]principal)?|título|titolo
        |заголовок|название""",
}
_NAMED = tuple(
    (role, re.compile(rf"(?ix)^(?:{words})(?:[ _-]?(?:char|style|zchn|car|1))?$")) for role, words in _ROLES.items()
)
_HEADING = re.compile(
    r"(?i)^(?:heading|überschrift|titre|título|titolo|заголовок|nagłówek|kop|rubrik|overskrift)\s?(\d)$"
)
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class StyleMeaning:
    """What a style says: a role (as in ``role_table``), or the level of a heading; "" and 0 where it says nothing."""

    role: str = ""
    level: int = 0


class Styles:
    """The meanings of a document's paragraph styles, by their ids.

    Args:
        document: A python-docx document.
    """

    def __init__(self, document: Any) -> None:
        self._meanings: dict[str, StyleMeaning] = {}
        try:
            styles = {style.style_id: style for style in document.styles if style.type == 1}
        except (KeyError, ValueError, AttributeError, TypeError):
            styles = {}  # a document without styles, or with damaged ones
        for number, style in styles.items():
            self._meanings[number] = _meaning(style)

    def of(self, number: str) -> StyleMeaning:
        """The meaning of the style with this id."""
        return self._meanings.get(number, StyleMeaning())


def _meaning(style: Any) -> StyleMeaning:
    for _ in range(_DEEPEST):
        if style is None:
            break
        name = " ".join(str(style.name or "").split())
        if heading := _HEADING.match(name):
            return StyleMeaning(level=int(heading[1]) or 1)
        for role, pattern in _NAMED:
            if pattern.match(name):
                return StyleMeaning(role)
        style = style.base_style
    return StyleMeaning()
