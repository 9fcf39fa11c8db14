"""LaTeX in bibliographies as plain text: accents, letters, dashes, quotes; commands leave their words behind."""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "b": "\u0331",
    "d": "\u0323", "G": "\u030f", "U": "\u030e", "h": "\u0309",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "SS": "ẞ", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "i": "i",
    "j": "j", "aa": "å", "AA": "Å", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ",
    "NG": "Ŋ", "textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘",
    "textquotedblleft": "“", "textquotedblright": "”", "quotedblbase": "„", "quotesinglbase": "‚",
    "guillemotleft": "«", "guillemotright": "»", "guilsinglleft": "‹", "guilsinglright": "›", "textquotesingle": "'",
    "textellipsis": "…", "ldots": "…", "dots": "…", "textasciitilde": "~", "textasciicircum": "^",
    "textbackslash": "\\", "textunderscore": "_", "textexclamdown": "¡", "textquestiondown": "¿", "copyright": "©",
    "textcopyright": "©", "textregistered": "®", "texttrademark": "™", "textdegree": "°", "pounds": "£",
    "textsterling": "£", "texteuro": "€", "euro": "€", "S": "§", "P": "¶", "textbar": "|", "textless": "<",
    "textgreater": ">", "textperiodcentered": "·", "textbullet": "•", "textdollar": "$", "times": "×", "TeX": "TeX",
    "LaTeX": "LaTeX", "quad": " ", "qquad": " ", "space": " ", "newline": " ", "par": " ",
}  # fmt: skip
_ACCENT = re.compile(
    r"\\(?P<sign>['`^\"~=.]|(?:[uvHckrbdGUh](?![A-Za-z])))\s*(?:\{\s*(?:\\(?P<dotless>[ij])(?:\{\})?|(?P<inner>[^\W\d_]))?\s*\}"
    r"|\\(?P<bare_dotless>[ij])(?![A-Za-z])(?:\s|\{\})?|(?P<bare>[^\W\d_]))"
)
_NAMED = re.compile(r"\\(?P<name>[A-Za-z]+)(?:\{\}|\s+(?=\S)|\\ )?")
_HREF = re.compile(r"\\href\s*\{[^{}]*\}\s*\{([^{}]*)\}")
_ESCAPED = re.compile(r"\\([&%$_#{}])")
_SPACES = re.compile(r"\\[ ,;:!/@\\]|(?<!\\)~")
_HOLD = {"{": "\ue000", "}": "\ue001", "$": "\ue002", "~": "\ue003"}


def plain_text(value: str) -> str:
    """The text that LaTeX prints, on one line, in NFC."""
    if "\\" in value or "{" in value or "$" in value or "~" in value or "--" in value or "``" in value:
        value = _HREF.sub(r"\1", value)
        value = _ACCENT.sub(_accented, value)
        value = _ESCAPED.sub(lambda found: _HOLD.get(found[1], found[1]), value)
        value = _SPACES.sub(" ", value)
        value = _NAMED.sub(_named, value)
        value = value.replace("{", "").replace("}", "").replace("$", "")
        value = value.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
        for sign, held in _HOLD.items():
            value = value.replace(held, sign)
    return unicodedata.normalize("NFC", " ".join(value.split()))


def plain_address(value: str) -> str:
    """A web address, whose signs may be written as LaTeX needs them."""
    value = re.sub(r"\\url\s*\{(.*)\}", r"\1", value.strip())
    value = re.sub(r"\{\\([_~%#&])\}|\\([_~%#&])(?:\{\})?", lambda found: found[1] or found[2], value)
    value = value.replace("{\\textasciitilde}", "~").replace("\\textasciitilde", "~")
    return "".join(value.replace("{", "").replace("}", "").split())


def _accented(found: re.Match[str]) -> str:
    letter = found["inner"] or found["bare"] or found["dotless"] or found["bare_dotless"] or ""
    return unicodedata.normalize("NFC", letter + _ACCENTS[found["sign"]]) if letter else ""


def _named(found: re.Match[str]) -> str:
    # A letter's command eats the blank after it; another command's words stay, with their blank.
    return _LETTERS.get(found["name"], "")
