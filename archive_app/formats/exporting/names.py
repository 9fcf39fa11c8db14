"""Names of files in an exported folder: readable, safe on every system, and never the same twice."""

from __future__ import annotations

import hashlib
import re
import unicodedata

# Windows allows none of these; control characters and marks that turn the direction of text could hide an ending.
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+')
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"} | {f"{d}{n}" for d in ("com", "lpt") for n in "123456789¹²³"}
)
_MOST_BYTES = 180  # of UTF-8; most file systems stop at 255, archives put folders in front
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}\Z")


def safe_name(text: str, suffix: str = "", *, fallback: str = "record", most: int = _MOST_BYTES) -> str:
    """A file name for a text: letters of every script stay, what a disk could refuse becomes a hyphen.

    Args:
        text: A title or an old file name, from anybody.
        suffix: Put behind it, with its dot; made safe too.
        fallback: The name where nothing of the text remains.
        most: Bytes (UTF-8) that the whole name may have.
    """
    ending = _ending(suffix)
    plain = unicodedata.normalize("NFC", _UNSAFE.sub("-", text))
    plain = re.sub(r"\s+", " ", plain).strip(" .-~")
    room = max(8, most - len(ending.encode()))
    plain = _cut(plain, room).rstrip(" .-") or fallback
    if plain.split(".", 1)[0].rstrip().casefold() in _RESERVED:
        plain = f"_{plain}"
    return plain + ending


def split_name(name: str) -> tuple[str, str]:
    """A file name without its ending, and the ending with its dot ("" when it has none that looks like one)."""
    found = _SUFFIX.search(name)
    return (name[: found.start()], found[0].lower()) if found and found.start() else (name, "")


class Names:
    """Gives out names for one folder, each once, also on disks that take Ä for ä.

    It remembers eight bytes for each name, so that a very long list still fits.
    """

    def __init__(self, *taken: str) -> None:
        """Begin with ``taken`` names, which are not given out."""
        self._taken = {_key(name) for name in taken}

    def of(self, text: str, suffix: str = "", *, fallback: str = "record") -> str:
        """A safe name that was not given out before: "title.xml", then "title-2.xml"."""
        name = safe_name(text, suffix, fallback=fallback)
        ending = _ending(suffix)
        stem = name[: len(name) - len(ending)] if ending else name
        number = 2
        while _key(name) in self._taken:
            mark = f"-{number}"
            name = f"{_cut(stem, _MOST_BYTES - len((mark + ending).encode()))}{mark}{ending}"
            number += 1
        self._taken.add(_key(name))
        return name

    def of_file(self, name: str, *, fallback: str = "file") -> str:
        """As ``of`` for the name of an existing file, whose ending stays."""
        stem, suffix = split_name(name)
        return self.of(stem, suffix, fallback=fallback)


def _ending(suffix: str) -> str:
    plain = re.sub(r"[^A-Za-z0-9._-]+", "", suffix)[:20].rstrip(".")
    return plain if not plain or plain.startswith(".") else f".{plain}"


def _cut(text: str, most: int) -> str:
    """The beginning of a text that has at most so many bytes, without half a character or a mark without its letter."""
    if len(text.encode()) <= most:
        return text
    short = text.encode()[:most].decode("utf-8", "ignore")
    rest = text[len(short) :]
    while short and rest and unicodedata.combining(rest[0]):
        rest, short = short[-1], short[:-1]
    return short


def _key(name: str) -> bytes:
    """What two names have in common that some disk takes for the same."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    return hashlib.blake2b(folded.encode("utf-8", "replace"), digest_size=8).digest()
