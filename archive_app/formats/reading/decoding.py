"""From bytes to text, with what spoke for the encoding; never an exception.

Witnesses in order: a byte order mark; zero bytes that only UTF-16 or UTF-32 leave; flawless UTF-8;
what the source declares about itself; UTF-8 with some damage; and last the encoding in which the
text looks most like writing.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

REPLACEMENT = "\ufffd"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)

# Labels that mean a larger set in practice (WHATWG Encoding Standard, "names and labels").
_LARGER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_SEVEN_BIT = ("iso2022", "hz")
_GUESSES = ("cp1252", "cp1251", "gb18030", "koi8-r", "cp932", "cp1250", "mac_roman")
_SAMPLE = 60_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how its bytes were read.

    Attributes:
        text: The characters; U+FFFD stands where bytes made none.
        encoding: Python's name of the encoding.
        witness: ``mark``, ``zero bytes``, ``valid``, ``declared``, ``damaged`` or ``plausible``.
        replaced: How many characters could not be read.
    """

    text: str
    encoding: str
    witness: str
    replaced: int = 0


def decode(content: bytes, declared: str = "") -> Decoded:
    """The text in ``content``.

    Args:
        content: Any bytes at all.
        declared: The encoding the source names (an HTTP header, a meta element); unknown names are ignored.
    """
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return _read(content, codec, name, "mark")
    if wide := _wide(content):
        return _read(content, wide, wide, "zero bytes")
    named = known_encoding(declared)
    if named.startswith(_SEVEN_BIT) and not any(byte > 0x7F for byte in content[:_SAMPLE]):
        return _read(content, named, named, "declared")
    try:
        return Decoded(content.decode("utf-8"), "utf-8", "valid")
    except UnicodeDecodeError:
        pass
    # A declared UTF-16 without zero bytes is a mistake of whoever saved the file.
    if named and named != "utf-8" and not named.startswith("utf"):
        found = _read(content, named, named, "declared")
        if found.replaced * 50 <= len(content):
            return found
    damaged = _read(content, "utf-8", "utf-8", "damaged")
    whole = sum(1 for character in damaged.text if character > "\x7f") - damaged.replaced
    if whole > 2 * damaged.replaced or (named == "utf-8" and whole >= damaged.replaced):
        return damaged
    best = max(_GUESSES, key=lambda codec: _plausibility(content[:_SAMPLE], codec))
    return _read(content, best, best, "plausible")


def known_encoding(label: str) -> str:
    """Python's name for an encoding a source declares, widened as browsers do; "" when there is none such."""
    try:
        info = codecs.lookup(label.strip(" \t\r\n'\"").replace("\0", "")) if label else None
    except (LookupError, ValueError):
        return ""
    if info is None or not getattr(info, "_is_text_encoding", True) or info.name in _NOT_FOR_FILES:
        return ""
    return _LARGER.get(info.name, info.name)


def looks_binary(content: bytes) -> bool:
    """True when bytes are not text in any encoding: pictures, archives, programs."""
    head = content[:_SAMPLE]
    if any(head.startswith(mark) for mark, _, _ in _MARKS):
        return False
    if any(head.startswith(magic) for magic in _MAGIC):
        return True
    if b"\0" in head and not _wide(head):
        return True
    controls = len(_CONTROL.findall(head.decode("latin-1")))
    return controls > 8 and controls * 50 > len(head) and not _wide(head)


# Python's own codecs that no file is written in.
_NOT_FOR_FILES = frozenset(
    {"idna", "punycode", "mbcs", "oem", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7"}
)
_MAGIC = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"%PDF-", b"RIFF", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!",
    b"\x7fELF", b"SQLite format 3\0", b"II*\0", b"MM\0*", b"BM\0", b"OggS", b"ID3", b"\xca\xfe\xba\xbe",
)  # fmt: skip


def _read(content: bytes, codec: str, name: str, witness: str) -> Decoded:
    text = content.decode(codec, "replace")
    # U+FFFD that the source itself holds has been read rightly; it is counted all the same, since it
    # means that somebody lost a character before us.
    return Decoded(text, name, witness, text.count(REPLACEMENT))


def _wide(content: bytes) -> str:
    """UTF-16 or UTF-32 without a mark, told by where the zero bytes stand; "" otherwise."""
    head = content[: _SAMPLE - _SAMPLE % 4]
    if b"\0" not in head or len(head) < 4:
        return ""
    zeros = [head[place::4].count(0) * 4 / len(head) for place in range(4)]
    if zeros[2] > 0.9 and zeros[3] > 0.9 and zeros[0] < 0.1:
        return "utf-32-le"
    if zeros[0] > 0.9 and zeros[1] > 0.9 and zeros[3] < 0.1:
        return "utf-32-be"
    for codec in ("utf-16-le", "utf-16-be"):
        text = head[: len(head) - len(head) % 2].decode(codec, "replace")
        odd = sum(1 for character in text if not _is_writing(character))
        # Real UTF-16 has blanks, line ends or ASCII letters; noise that decodes has none to speak of.
        plain = sum(1 for character in text if " " <= character <= "z" or character == "\n")
        if odd * 50 <= len(text) and plain * 20 >= len(text):
            return codec
    return ""


def _is_writing(character: str) -> bool:
    code = ord(character)
    return (
        character.isprintable()
        or character in "\t\n\r\x0c\ufeff\u00ad\u200b\u200c\u200d\u00a0\u2028"
        or 0x2000 <= code <= 0x200F
    )


_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_CYRILLIC_WORD = re.compile(r"[\u0400-\u045f\u0490\u0491A-Za-z]+")
_SIGN_IN_WORD = re.compile(r"[^\W\d_][¿¡£§©®°·¹²³ª‚„†‡¼½¾¶±¢¤¥¦¬](?=[^\W\d_])")
_TYPOGRAPHY = frozenset("‘’“”„‚«»–—…°·©®№€£§\u00a0¿¡、。，．：；！？「」『』（）《》【】“”")


def _plausibility(sample: bytes, codec: str) -> float:
    """How much a sample looks like writing in an encoding: what is usual minus what is odd, per character."""
    text = sample.decode(codec, "replace")
    high = [character for character in text if character > "\x7f"]
    if not high:
        return 0.0
    score = -6.0 * text.count(REPLACEMENT)
    score += sum(1.0 if character in _TYPOGRAPHY else 0.0 for character in high)
    score -= sum(1.5 for character in high if character not in _TYPOGRAPHY and not character.isalnum())
    if codec in ("gb18030", "cp932"):
        score += _ideograph_score(text, codec)
        # A few ideographs appear in any noise; writing has many.
        return min(1.0, score / len(high)) * len(high) / (len(high) + 3)
    score -= 2.0 * len(_SIGN_IN_WORD.findall(text))
    score += _word_score(text, _CYRILLIC_WORD if codec in ("cp1251", "koi8-r") else _LATIN_WORD)
    if codec == "cp1250":
        score -= 0.05 * len(high)  # cp1252 is the more usual of the two where both read well
    if codec == "mac_roman":
        score -= 0.3 * len(high)  # only old files are in it, and then nothing else reads well
    return score / max(1, len(high))


def _word_score(text: str, words: re.Pattern[str]) -> float:
    score = 0.0
    cyrillic = words is _CYRILLIC_WORD
    for match in words.finditer(text):
        word = match[0]
        strange = sum(1 for character in word if character > "\x7f")
        if not strange:
            continue
        inner_capital = not word.isupper() and any(character.isupper() for character in word[1:])
        if cyrillic:
            # A Cyrillic word is wholly Cyrillic, and mostly in small letters.
            mixed = strange != len(word)
            score += -1.0 * strange if mixed or inner_capital else (0.6 if word.isupper() else 1.0) * strange
        else:
            # A Latin word has few letters beyond ASCII, and none in capitals inside.
            crowded = len(word) > 2 and strange * 2 > len(word)
            score += -1.0 * strange if crowded or inner_capital else 1.0 * strange
    return score


def _ideograph_score(text: str, codec: str) -> float:
    score = 0.0
    for character in text:
        if character <= "\x7f" or character in _TYPOGRAPHY:
            continue
        if "\u3040" <= character <= "\u30ff":
            score += 1.0 if codec == "cp932" else -0.5
        elif "\u4e00" <= character <= "\u9fff":
            score += _common(character, codec)
        else:
            score -= 1.0
    return score


def _common(character: str, codec: str) -> float:
    # GB 2312 and JIS X 0208 put the usual characters into level 1; noise falls into level 2 and beyond.
    try:
        lead = character.encode("gb2312" if codec == "gb18030" else "cp932")[0]
    except UnicodeEncodeError:
        return -1.0
    usual = 0xB0 <= lead <= 0xD7 if codec == "gb18030" else 0x88 <= lead <= 0x97
    return 1.0 if usual else -0.5
