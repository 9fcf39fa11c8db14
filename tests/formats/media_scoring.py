"""Counts how many of the expected values of real media files the reader reads.

``python -m tests.formats.media_scoring [FOLDER]`` prints the count per format and every value that is wrong, with the
reason. FOLDER holds ``expected/NAME.json`` and the files in ``photos``, ``formats`` and ``video``.

Notation is no difference: ExifTool, which the expected values come from, writes dates with colons and GPS as text. A
date agrees when ours is the same, or the same and more exact; a date of zeros says nothing, nor does a blank text.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive_app.domain.errors import ArchiveError
from archive_app.formats.media.document import Document, document_of
from tests.conftest import REPOSITORY

DEFAULT = REPOSITORY.parent / "shared" / "media"
FOLDERS = ("photos", "formats", "video")
_DEGREES = re.compile(r"([\d.]+) deg ([\d.]+)' ([\d.]+)\" ?([NSEW])?")
_VIDEO_NAMES = {"pcm": "pcm_", "amr_nb": "amr"}


@dataclass
class Score:
    """What was read of a set of files: right and all values by format, and what is wrong."""

    right: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def note(self, name: str, label: str, problem: str) -> None:
        """Count one value of a file; a problem is the reason why it is wrong."""
        self.all[name_of(label)] += 1
        if problem:
            self.wrong.append(f"{label}: {name}: {problem}")
        else:
            self.right[name_of(label)] += 1


def name_of(label: str) -> str:
    """The format of a file: its ending."""
    return Path(label).suffix.lower().lstrip(".")


def score(folder: Path, names: set[str] | None = None) -> Score:
    """Read every file of the folder that has expected values."""
    total = Score()
    for listed in sorted((folder / "expected").glob("*.json")):
        expected = json.loads(listed.read_text(encoding="utf-8"))
        name = expected["file"]
        path = next((folder / one / name for one in FOLDERS if (folder / one / name).is_file()), None)
        if path is None or (names is not None and name not in names):
            continue
        try:
            found = document_of(path)
        except ArchiveError as error:
            total.note("file", name, f"not read: {error.message}")
            continue
        compare(expected, found, total)
    return total


def compare(expected: dict[str, Any], found: Document, total: Score) -> None:
    """Compare all expected values of one file."""
    name = expected["file"]
    values: dict[str, Any] = found["value"]  # type: ignore[assignment]
    for key, wanted in expected.get("value", {}).items():
        total.note(key, name, _differs(key, wanted, values.get(key)))
    gps: dict[str, float] = found.get("gps") or {}  # type: ignore[assignment]
    for key, wanted in (expected.get("gps") or {}).items():
        ours = gps.get(key)
        close = ours is not None and abs(ours - float(wanted)) <= (0.5 if key == "alt" else 1e-4)
        total.note(f"gps.{key}", name, "" if close else f"{ours!r} instead of {wanted!r}")
    total.note(
        "iptc_digest",
        name,
        ""
        if found["iptc_digest"] == expected["iptc_digest"]
        else f"{found['iptc_digest']} instead of {expected['iptc_digest']}",
    )
    turned = expected.get("tech", {}).get("orientation")
    if turned is not None:
        told = found.get("orientation", 0)
        total.note("orientation", name, "" if told == turned else f"{told!r} instead of {turned!r}")
    if expected.get("video"):
        _film(expected["video"], found, name, total)


def _film(wanted: dict[str, Any], found: Document, name: str, total: Score) -> None:
    film: dict[str, Any] = found.get("video") or {}  # type: ignore[assignment]
    if wanted.get("duration_s") is not None:
        ours = film.get("duration")
        near = ours is not None and abs(ours - wanted["duration_s"]) <= max(0.1, 0.03 * wanted["duration_s"])
        total.note("duration", name, "" if near else f"{ours!r} instead of {wanted['duration_s']!r}")
    streams = [one for one in film.get("streams", []) if one["kind"] in ("video", "audio")]
    for kind in ("video", "audio"):
        theirs = [one for one in wanted.get("streams", []) if one.get("codec_type") == kind and _is_real(one)]
        ours_of = [one for one in streams if one["kind"] == kind]
        for place, one in enumerate(theirs[:1]):
            mine = ours_of[place] if place < len(ours_of) else {}
            codec, told = str(one.get("codec_name")), str(mine.get("codec", ""))
            same = told == codec or (told and codec.startswith(_VIDEO_NAMES.get(told, told)))
            total.note(f"{kind} codec", name, "" if same else f"{told!r} instead of {codec!r}")
            if one.get("width"):
                size = (mine.get("width"), mine.get("height"))
                right = size == (one["width"], one["height"])
                total.note(f"{kind} size", name, "" if right else f"{size} instead of {one['width'], one['height']}")
            rate = _rate(one.get("avg_frame_rate"))
            if kind == "video" and rate:
                told_rate = mine.get("frame_rate", 0.0)
                total.note("frame rate", name, "" if abs(told_rate - rate) < 0.05 else f"{told_rate} instead of {rate}")
    tags = {key.lower(): value for key, value in wanted.get("tags", {}).items()}
    values: dict[str, Any] = found["value"]  # type: ignore[assignment]
    if "title" in tags and "xmp:dc:title" not in str(found["origin"]):
        total.note("title tag", name, _differs("title", tags["title"], values.get("title")))


def _is_real(stream: dict[str, Any]) -> bool:
    """Whether it is no cover picture."""
    return stream.get("avg_frame_rate") != "0/0" or stream.get("codec_type") == "audio" or stream.get("width", 0) > 200


def _rate(text: str | None) -> float:
    above, _, below = (text or "0/0").partition("/")
    return float(above) / float(below) if float(below or 0) else 0.0


def _differs(key: str, wanted: Any, ours: Any) -> str:
    first, second = _plain(wanted), _plain(ours)
    if key.startswith("date_"):
        return _date_differs(str(wanted), str(ours or ""))
    if first == second or (first in ("", []) and second in ("", [])):
        return ""
    return f"{str(ours)[:160]!r} instead of {str(wanted)[:160]!r}"


def _date_differs(wanted: str, ours: str) -> str:
    if wanted.startswith("0000"):
        return f"{ours} instead of none" if ours else ""
    ready = wanted[:10].replace(":", "-") + wanted[10:].replace(" ", "T", 1)
    if ours == ready or ours.startswith(ready) or ours.rstrip("Z") == ready.rstrip("Z"):
        return ""
    return f"{ours!r} instead of {ready!r}"


def _plain(value: Any) -> Any:
    """A value without differences of notation."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if _plain(one) not in ("", [])}
    if isinstance(value, list):
        held = [_plain(one) for one in value if _plain(one) != ""]
        return held[0] if len(held) == 1 else held
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    text = str(value).strip()
    if found := _DEGREES.fullmatch(text):
        degrees = float(found[1]) + float(found[2]) / 60 + float(found[3]) / 3600
        return round(-degrees if found[4] in ("S", "W") else degrees, 4)
    if re.fullmatch(r"-?\d+(?:\.\d+)?(?: m)?", text):
        return round(float(text.removesuffix(" m")), 4)
    if re.match(r"\d{4}:\d\d(:\d\d)?", text):
        text = text[:10].replace(":", "-") + text[10:].replace(" ", "T", 1)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def main(folder: Path) -> int:
    """Print the scores; the exit code tells whether all is right."""
    found = score(folder)
    for name in sorted(found.all):
        print(f"{name:8} {found.right[name]:5} of {found.all[name]:5}")
    print(f"{'all':8} {sum(found.right.values()):5} of {sum(found.all.values()):5}")
    for line in found.wrong:
        print(line)
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT))
