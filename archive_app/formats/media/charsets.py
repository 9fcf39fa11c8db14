"""Which characters the bytes of an IIM block mean, where the block does not say (media.md §2.3).

UTF-8 is known for certain, and cp1252 is what most programs wrote. MacRoman, the Cyrillic code pages and Shift-JIS
cannot be known, but text in them read as cp1252 looks wrong in ways that can be counted: capitals within words, signs
between letters. A guess is made from several such signs only, it is told, and a person may choose otherwise.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

LISTED = (
    "utf-8", "cp1252", "mac_roman", "cp1251", "mac_cyrillic", "koi8_r", "cp1250", "cp1253", "cp1254", "cp1255",
    "cp1256", "iso8859_2", "iso8859_5", "iso8859_15", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr", "cp437",
    "cp850",
)  # fmt: skip
"""Encodings that a person may choose from."""

_FLAGS = {b"\x1b%G": "utf-8", b"\x1b.A": "iso8859_1", b"\x1b-A": "iso8859_1", b"\x1b.B": "iso8859_2",
          b"\x1b-B": "iso8859_2", b"\x1b.L": "iso8859_5", b"\x1b-L": "iso8859_5", b"\x1b.b": "iso8859_15"}  # fmt: skip
_FEWEST = 3
"""Odd places in a text before anything but cp1252 is thought of: one strange letter is no evidence."""

_CANDIDATES = ("cp1252", "mac_roman", "cp1251", "mac_cyrillic", "koi8_r", "shift_jis", "gb18030")
_EASTERN = {"shift_jis", "gb18030"}


def declared(flag: bytes) -> str:
    """The encoding that IIM's dataset 1:90 names by an escape sequence (ISO 2022); "" for none that we know."""
    return next((name for start, name in _FLAGS.items() if flag.startswith(start)), "")


def encoding_of(values: Iterable[bytes], flag: bytes = b"") -> tuple[str, bool]:
    """The encoding of a block's texts, and whether it is certain.

    Args:
        values: The texts as bytes; they are judged together, since one block has one encoding.
        flag: What the block says of it (dataset 1:90).
    """
    held = [one for one in values if not one.isascii()]
    named = declared(flag)
    if named and all(_decodes(one, named) for one in held):
        return named, True
    if all(_decodes(one, "utf-8") for one in held):
        return "utf-8", True
    if named == "utf-8" and any(_decodes(one, "utf-8") for one in held):
        return "cp1252", False  # some of it was cut within a character
    return _guess(held), False


def decoded(value: bytes, encoding: str) -> str:
    """A text in the encoding of its block; UTF-8 where it is that, and what cannot be read is replaced."""
    for name in ("utf-8", encoding):
        try:
            return value.decode(name)
        except UnicodeDecodeError:
            continue
    cut = _cut_utf8(value)
    if cut is not None:
        return cut
    return value.decode(encoding, "replace")


def _cut_utf8(value: bytes) -> str | None:
    """UTF-8 whose last character was cut off by the length of its field."""
    for lost in (1, 2, 3):
        try:
            text = value[:-lost].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return text if not text.isascii() else None
    return None


def _decodes(value: bytes, encoding: str) -> bool:
    try:
        value.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _guess(held: list[bytes]) -> str:
    whole = b"\n".join(held)[:20_000]
    plain = whole.decode("cp1252", "replace")
    odd = _oddness(plain)
    if odd < _FEWEST and not (_decodes(whole, "cp1252") is False and odd):
        return "cp1252"
    best, least = "cp1252", float(odd)
    for name in _CANDIDATES[1:]:
        if not _decodes(whole, name):
            continue
        text = whole.decode(name)
        worth = _oddness(text) + _strangeness(text, name)
        if worth < least * 0.5:
            best, least = name, worth
    return best


def _oddness(text: str) -> int:
    """How often a text has what words do not have: a capital after a small letter, a sign between two letters."""
    count = 0
    for place, letter in enumerate(text):
        if letter.isascii():
            continue
        before = text[place - 1] if place else " "
        after = text[place + 1] if place + 1 < len(text) else " "
        kind = unicodedata.category(letter)
        if kind in ("Cc", "Cn", "Co") or letter == "\ufffd":
            count += 2
        elif kind == "Lu":
            count += before.islower() or (after.islower() and before.isalpha() and before.islower())
        elif kind == "Ll":
            # A small letter that begins a word whose other letters are capitals.
            count += after.isupper() and not before.islower()
        elif kind[0] in "SP" and before.isalpha() and after.isalpha() and letter not in "’‘·ʼ–—":
            count += 1
    return count + _mixed(text)


def _mixed(text: str) -> int:
    """Words of one script in which a text as a whole is not written: rows of accented letters and nothing between."""
    count = 0
    for word in text.split():
        letters = [one for one in word if one.isalpha()]
        accented = [one for one in letters if not one.isascii() and "LATIN" in unicodedata.name(one, "")]
        if len(accented) >= 3 and len(accented) * 2 > len(letters):
            count += len(accented)
    return count


def _strangeness(text: str, encoding: str) -> float:
    """What speaks against an encoding: letters that its readers would not write."""
    foreign = [one for one in text if not one.isascii() and not one.isspace()]
    if not foreign:
        return 0.0
    if encoding in _EASTERN:
        usual = sum(
            "\u3040" <= one <= "\u30ff" or "\u4e00" <= one <= "\u9fff" or "\u3000" <= one <= "\u303f" for one in foreign
        )
        kana = sum("\u3040" <= one <= "\u30ff" for one in foreign)
        strange = float(len(foreign) - usual) * 2
        return strange + (0.0 if kana or encoding == "gb18030" else 1.0) + (2.0 if encoding == "gb18030" else 0.0)
    if encoding in ("cp1251", "mac_cyrillic", "koi8_r"):
        letters = [one for one in foreign if one.isalpha()]
        russian = sum("\u0410" <= one <= "\u044f" or one in "Ёё" for one in letters)
        return (len(letters) - russian) * 1.0 + sum(unicodedata.category(one) == "So" for one in foreign) * 0.3
    return sum(unicodedata.category(one)[0] in "SC" for one in foreign) * 0.5
