"""A film from what XMP says of it: read as a picture is, then kept where a video record has its fields.

Whether XMP is about a film tells its media type (``dc:format``); where that is missing its kind (``dc:type``), what
only films have (``xmpDM``), or the name of the file it stands beside. What a video record has no field for (a place,
persons shown, the day of the shooting) goes into its notes, named.
"""

from __future__ import annotations

import math
import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from archive_app.domain.records import Evidence, Photo, Video
from archive_app.formats.media.layers import Layers
from archive_app.formats.media.xmp import Value, text_of
from archive_app.formats.wire.moments import moment_of
from archive_app.i18n import mark, tr

VERSION = "embedded-1"
"""Of the rules in this package that read what files say of themselves; stands in ``Evidence.version``."""

_ONLY_FILMS = frozenset({
    "xmpDM:duration", "xmpDM:videoFrameRate", "xmpDM:videoFrameSize", "xmpDM:videoCompressor", "xmpDM:startTimecode",
})  # fmt: skip
_SAME = frozenset({"title", "description", "notes"})
_LISTS = ("creators.", "subjects.")
_NOTED = {"place": mark("Place"), "people": mark("Persons shown"), "taken": mark("Date made")}
_LONGEST = 10_000 * 3600.0


def is_film(layers: Layers, name: str = "") -> bool:
    """Whether XMP is about a film; ``name`` is that of a sidecar ("landing.mp4.xmp")."""
    kind = layers.pick("format", ("dc:format",)).text.casefold()
    if "/" in kind:
        return kind.startswith("video/")
    if {"movingimage", "video"} & {"".join(one.split()).casefold() for one in layers.pick("type", ("dc:type",)).values}:
        return True
    if _ONLY_FILMS & {*layers.xmp, *layers.sidecar}:
        return True
    return (mimetypes.guess_type(PurePath(name).stem)[0] or "").startswith("video/")


def length_of(layers: Layers) -> float | None:
    """How many seconds it plays, as ``xmpDM:duration`` says."""
    for _layer, value in layers.structures("xmpDM:duration"):
        if isinstance(value, Mapping):
            seconds = _number(value.get("xmpDM:value")) * _scale(value.get("xmpDM:scale"))
            if math.isfinite(seconds) and 0 < seconds < _LONGEST:
                return round(seconds, 3)
    return None


def film_from(photo: Photo, evidence: Sequence[Evidence], layers: Layers) -> tuple[Video, tuple[Evidence, ...]]:
    """The video record that a photo's words make, and what supports it.

    Args:
        photo: As the words were read of a picture.
        evidence: Of the photo's fields.
        layers: Where the film's own words stand.
    """
    published = layers.pick("published", ("dc:date",))
    day = moment_of(published.text)
    length = length_of(layers)
    noted = {
        "place": photo.place,
        "people": "; ".join(one.text for one in photo.people),
        "taken": photo.taken if photo.taken != day else "",
    }
    lines = [photo.notes, *(f"{tr(_NOTED[name])}: {text}" for name, text in noted.items() if text)]
    kept = [one for one in evidence if one.field in _SAME or one.field.startswith(_LISTS)]
    kept += [replace(one, field="notes") for one in evidence if noted.get(one.field.partition(".")[0])]
    if day:
        kept.append(_evidence("published", published.text, published.method))
    if length is not None:
        layer = layers.structures("xmpDM:duration")[0][0]
        kept.append(_evidence("duration", f"{length:g}", f"{layer}:xmpDM:duration"))
    video = Video(
        title=photo.title,
        description=photo.description,
        creators=photo.creators,
        subjects=photo.subjects,
        published=day,
        duration=length,
        notes="\n".join(line for line in lines if line),
    )
    return video, tuple(kept)


def _evidence(field: str, quote: str, method: str) -> Evidence:
    return Evidence(field, quote[:1000], method, 0.95, "", -1, -1, VERSION)


def _number(value: Value | None) -> float:
    try:
        return float(text_of(value)) if value else 0.0
    except ValueError:
        return 0.0


def _scale(value: Value | None) -> float:
    """Seconds that one unit lasts: "1/1000", "1001/30000", "1"."""
    above, _, below = (text_of(value) if value else "1").partition("/")
    try:
        return float(above) / (float(below) if below else 1.0)
    except (ValueError, ZeroDivisionError):
        return 0.0
