"""Chooses one value for each field of a file's metadata and keeps what every layer says beside it (media.md §5.1).

XMP goes before IIM before EXIF before the container. Where the digest beside an IIM block says that the block was
changed after the XMP was written, IIM's value is taken, unless it is only a cut copy of XMP's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from archive_app.formats.media.field_map import FIELDS, MediaField
from archive_app.formats.media.layers import FILLER, IIM_LIMITS, Layers, split_list
from archive_app.formats.media.moments import degrees_of, iso_moment, place_of, ratio_of, same_moment
from archive_app.formats.media.plus_words import in_words
from archive_app.formats.media.xmp import Alternatives, Value, text_of, texts_of

_NUMBERS = {"RbX", "RbY", "RbW", "RbH", "RbRx", "X", "Y", "W", "H", "D"}
_WORDS = {"RbShape", "RbUnit"}  # of closed lists


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one layer says of a field: the value as we show it, and as it stands there."""

    layer: str
    place: str
    value: object
    raw: object

    @property
    def origin(self) -> str:
        """The layer and the name in it ("xmp:dc:title")."""
        return f"{self.layer}:{self.place}"


@dataclass(frozen=True, slots=True)
class ChosenField:
    """A field with all that is said of it.

    Attributes:
        of: The field.
        value: The one chosen.
        origin: Where it stands.
        candidates: Every layer's, in the order in which they are read.
        conflict: Layers differ.
        filler: It is only what a camera writes by itself.
        cut: It may be cut off, because IIM had no more room.
    """

    of: MediaField
    value: object
    origin: str
    candidates: tuple[Candidate, ...]
    conflict: bool = False
    filler: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says of itself, field by field, and where it was made."""

    fields: dict[str, ChosenField] = field(default_factory=dict)
    gps: dict[str, float] = field(default_factory=dict)


def choose(layers: Layers) -> Reading:
    """The value of each field that any layer has."""
    chosen = {}
    for one in FIELDS:
        candidates = tuple(_candidates(one, layers))
        if candidates:
            chosen[one.name] = _chosen(one, candidates, layers)
    film = next((layers.container[name] for name in _PLACES if name in layers.container), "")
    packet = {
        name: text_of(value) for name, value in (layers.xmp or layers.sidecar).items() if name.startswith("exif:GPS")
    }
    return Reading(chosen, place_of(layers.exif, packet, film))


_PLACES = ("Keys:com.apple.quicktime.location.ISO6709", "UserData:Location", "ItemList:Location", "Film:Location")


def _chosen(one: MediaField, found: tuple[Candidate, ...], layers: Layers) -> ChosenField:
    sound = [c for c in found if not _is_filler(c.value)] or list(found)
    if one.name == "date_created":  # a phone's own moment has a zone (media.md §5, video)
        sound.sort(key=lambda c: not c.place.endswith("quicktime.creationdate"))
    best = sound[0]
    new = next((c for c in sound if c.layer in ("xmp", "sidecar")), None)
    old = next((c for c in sound if c.layer == "iim"), None)
    if layers.stale and new is not None and best is new and old is not None and not _same(one, new, old):
        best = old
    limit = IIM_LIMITS.get(one.iim, 0) if best.layer == "iim" else 0
    words = best.value if isinstance(best.value, list) else [best.value]
    return ChosenField(
        one,
        best.value,
        best.origin,
        found,
        conflict=any(not _alike(one, best, c) for c in sound if c is not best),
        filler=_is_filler(best.value),
        cut=bool(limit) and any(len(str(word).encode()) == limit for word in words),
    )


def _alike(one: MediaField, best: Candidate, other: Candidate) -> bool:
    """Whether two layers say the same; of dates one may be less exact, or tell the same moment in another zone."""
    if one.kind == "date":
        return same_moment(str(best.value), str(other.value))
    return agree(best.value, other.value)


def _same(one: MediaField, new: Candidate, old: Candidate) -> bool:
    """Whether IIM says what XMP says; of dates the day counts, since a time of day is often left behind."""
    if one.kind == "date":
        return str(new.value)[:10] == str(old.value)[:10]
    return agree(new.value, old.value)


def agree(one: object, other: object) -> bool:
    """Whether two layers say the same: blanks aside, and where one is the other cut off."""
    first, second = _squeezed(one), _squeezed(other)
    if first == second:
        return True
    if len(first) != len(second):
        return "".join(first) == "".join(second)
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(first, second, strict=True) if a and b) and all(
        bool(a) == bool(b) for a, b in zip(first, second, strict=True)
    )


def _squeezed(value: object) -> list[str]:
    if isinstance(value, list):
        return [text for one in value for text in _squeezed(one)]
    if isinstance(value, dict):
        return [f"{key}={''.join(_squeezed(value[key]))}" for key in sorted(value)]
    return ["".join(str(value).replace("\u00ad", "").split()).rstrip("Z")]


def _is_filler(value: object) -> bool:
    if isinstance(value, list):
        return all(_is_filler(one) for one in value)
    return isinstance(value, str) and (not value.strip() or FILLER.fullmatch(value.strip()) is not None)


def _candidates(one: MediaField, layers: Layers) -> Iterator[Candidate]:
    packets = [("sidecar", layers.sidecar), ("xmp", layers.xmp)]
    for names, late in ((one.xmp, False), (one.late, True)):
        if late:
            yield from _older(one, layers)
        for layer, held in packets if layers.sidecar_first else reversed(packets):
            for name in names:
                raw = held.get(name)
                if raw is None:
                    continue
                value = _from_xmp(one, raw, layers.language)
                if value not in ("", [], {}):
                    yield Candidate(layer, name, value, plain(raw))
                    break
    for name in one.container:
        text = layers.container.get(name, "")
        value = _from_text(one, text)
        if value not in ("", []):
            yield Candidate("container", name, value, text)
            if one.kind != "date":
                break


def _older(one: MediaField, layers: Layers) -> Iterator[Candidate]:
    """What IIM and EXIF say."""
    held = list(layers.iim.get(one.iim, ())) if one.iim else []
    if any(text.strip() for text in held):
        if one.kind == "date":
            clock = (layers.iim.get(one.clock) or [""])[0]
            if moment := iso_moment(held[0], clock):
                yield Candidate("iim", one.iim, moment, " ".join(filter(None, (held[0], clock))))
        elif one.kind == "list":
            yield Candidate("iim", one.iim, [_bare(one, text) for text in held if text.strip()], held)
        else:
            words = _bare(one, next(text for text in held if text.strip()))
            yield Candidate("iim", one.iim, words, held if held[1:] else held[0])
    for name in one.exif:
        raw = layers.exif.get(name)
        if raw is None or isinstance(raw, list) or not str(raw).strip():
            continue
        if one.kind == "date":
            zone, fraction = (str(layers.exif.get(part, "")) for part in (one.offset, one.fraction))
            if moment := iso_moment(str(raw), zone=zone, fraction=fraction):
                yield Candidate("exif", name, moment, " ".join(filter(None, (str(raw), fraction, zone))))
        else:
            value = _from_text(one, raw if isinstance(raw, int | float) else str(raw))
            yield Candidate("exif", name, value, raw)


def _bare(one: MediaField, text: str) -> str:
    """A value without what only IIM writes: "IPTC:04010000:…" is a code, "001:Current" a numbered genre (IIM 4.2)."""
    if one.iim == "2:12" and ":" in text:
        return text.split(":")[1] or text
    if one.iim == "2:04":
        number, colon, name = text.partition(":")
        return name if colon and number.isdigit() and name else text
    return text


def _from_text(one: MediaField, raw: object) -> object:
    """A plain text, or number, as the field has it."""
    text = str(raw).strip()
    if not text:
        return ""
    if one.kind == "date":
        return iso_moment(text)
    if one.kind == "list":
        return split_list(text)
    if one.kind == "number":
        return _number(text)
    return text


def _from_xmp(one: MediaField, raw: Value, language: str) -> object:
    if one.kind == "struct":
        return _structure(raw, language)
    if one.kind == "list":
        return [text for text in texts_of(raw, language) if text.strip()]
    text = text_of(raw, language)
    if one.kind in ("lang", "text"):
        return text
    text = text.strip()
    if one.kind == "date":
        return iso_moment(text)
    if one.kind == "number":
        return _number(text)
    if one.kind == "flag":
        return {"true": True, "1": True, "false": False, "0": False}.get(text.casefold(), text)
    return in_words(text)


def _number(text: str) -> object:
    value = ratio_of(text)
    if value is None:
        return text
    return int(value) if value == int(value) else value


def _structure(raw: Value, language: str, key: str = "") -> object:
    """A structure without the prefixes of its names, texts in several languages as the one that is read."""
    if isinstance(raw, dict):
        return {key: _structure(value, language, key) for name, value in raw.items() if (key := _key(name))}
    if isinstance(raw, list):
        return [_structure(value, language, key) for value in raw]
    text = text_of(raw, language)
    if key in ("GPSLatitude", "GPSLongitude"):
        degrees = degrees_of(text)
        return text if degrees is None else round(degrees, 7)
    if key == "GPSAltitude" or key in _NUMBERS:
        number = ratio_of(text)
        return text if number is None else number
    return text.capitalize() if key in _WORDS else in_words(text)


def _key(name: str) -> str:
    """A name within a structure, as all structures of the standard write theirs."""
    bare = name.rpartition(":")[2]
    return bare[:1].upper() + bare[1:]


def plain(raw: Value) -> object:
    """A value of XMP as JSON holds it, with all its languages."""
    if isinstance(raw, Alternatives):
        return dict(raw.texts)
    if isinstance(raw, dict):
        return {name: plain(value) for name, value in raw.items()}
    if isinstance(raw, list):
        return [plain(value) for value in raw]
    return raw
