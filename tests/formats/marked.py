"""Sample articles whose labels stand in the text: ``⟨h|The headline⟩``; the marks are taken out before reading.

Keys: ``h`` headline, ``s`` standfirst, ``by`` byline, ``byo`` a byline that may be left out, ``d DAY`` date,
``pub`` publisher, ``first`` and ``last`` where the body begins and ends, ``not`` what is no body; numbered, so that
parts of one thing find each other: ``cap1`` caption, ``cred1 PARTY;PARTY`` credit, ``src1`` picture's address,
``vid1`` mention of a video, ``url1`` its address. The language is the second part of the file's name, and an
encoding may follow it. Samples whose name's digest is divisible by three were not looked at while rules were made.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "data" / "marked"
ENCODINGS = {"cp1252": "cp1252", "cp1251": "cp1251", "koi8r": "koi8-r", "utf16": "utf-16"}

_MARK = re.compile(r"⟨(?P<key>[a-z]+)(?P<number>\d*)(?: (?P<more>[^|⟩]*))?\|(?P<text>[^⟨⟩]*)⟩")


@dataclass(frozen=True)
class Sample:
    """One article: the bytes as they would arrive, its label in the form of the corpus, and whether it is held out."""

    name: str
    content: bytes
    label: dict[str, Any]
    held_out: bool


def samples() -> list[Sample]:
    """All samples by name."""
    return [_sample(path) for path in sorted(FOLDER.iterdir())]


def _sample(path: Path) -> Sample:
    marked = path.read_text(encoding="utf-8")
    _, language, *more = path.name.split(".")[:-1]
    text = _MARK.sub(lambda mark: mark["text"], marked)
    if "crlf" in more:
        text = text.replace("\n", "\r\n")
    encoding = next((ENCODINGS[part] for part in more if part in ENCODINGS), "utf-8")
    held_out = int(hashlib.sha256(path.name.encode()).hexdigest(), 16) % 3 == 0
    return Sample(path.name, text.encode(encoding), _label(marked, language), held_out)


def _label(marked: str, language: str) -> dict[str, Any]:
    found: dict[str, list[str]] = defaultdict(list)
    photos: dict[str, dict[str, Any]] = {}
    videos: dict[str, dict[str, Any]] = {}
    published = None
    for mark in _MARK.finditer(marked):
        key, number, words = mark["key"], mark["number"], " ".join(mark["text"].split())
        if key in ("cap", "cred", "src"):
            photo = photos.setdefault(number, {"src_contains": None, "caption": None, "credit": None, "parties": []})
            photo[{"cap": "caption", "cred": "credit", "src": "src_contains"}[key]] = words
            if key == "cred":
                photo["parties"] = [name for name in (mark["more"] or "").split(";") if name]
        elif key in ("vid", "url"):
            video = videos.setdefault(number, {"url_contains": None, "mention": None})
            video["mention" if key == "vid" else "url_contains"] = words
        else:
            published = mark["more"] if key == "d" else published
            found[key].append(words)
    return {
        "language": language,
        "headline": found["h"][0] if found["h"] else None,
        "standfirst": found["s"][0] if found["s"] else None,
        "bylines": found["by"],
        "publisher": found["pub"][0] if found["pub"] else None,
        "published": published,
        "body_first": found["first"][0],
        "body_last": found["last"][0],
        "body_not": found["not"],
        "photos": list(photos.values()),
        "videos": list(videos.values()),
        "alt": {"bylines": [found["by"] + found["byo"]]},
    }
