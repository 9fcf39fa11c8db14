"""The metadata layers of one picture (sidecar, XMP, IPTC-IIM, EXIF) and the choice among them, field by field.

XMP goes before IIM before EXIF: IIM cuts a credit line after 32 bytes, and EXIF texts are often a camera's filler
(media.md §5.1). One exception is the Metadata Working Group's: where the digest beside the IIM block says that the
block was changed after the XMP was written, IIM's value is taken, unless it is only a cut copy of XMP's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from archive_app.domain.errors import UnreadableSource
from archive_app.formats.media.xmp import Value, read_xmp, texts_of
from archive_app.formats.reading.paragraphs import clean

# Longest values in bytes that IIM holds (IPTC-IIM 4.2); a value of exactly that length may have been cut.
IIM_LIMITS = {
    "2:05": 64, "2:25": 64, "2:40": 256, "2:80": 32, "2:90": 32, "2:92": 32, "2:95": 32, "2:101": 64, "2:105": 256,
    "2:110": 32, "2:115": 32, "2:116": 128, "2:120": 2000,
}  # fmt: skip
FILLER = re.compile(
    r"(?:olympus digital camera|sony dsc|minolta digital camera|samsung(?: camera pictures)?|dcim\w*|default|untitled"
    r"|konica minolta digital camera|kodak digital still camera|exif_jpeg_picture|dav|hdr|oznor\w*|jpeg|image|picasa)",
    re.IGNORECASE,
)
_ONE_OF_LIST = re.compile(r'\s*(?:"((?:[^"]|"")+)"\s*(?=;|$)|([^;]*))(?:;|$)')
_SURE = {"sidecar": 0.95, "xmp": 0.95, "iim": 0.9, "exif": 0.75}


@dataclass(frozen=True, slots=True)
class Picked:
    """Values of a field with the place that gave them: ``method`` is the layer and its name ("xmp:dc:creator")."""

    values: tuple[str, ...] = ()
    method: str = ""
    confidence: float = 0.0

    @property
    def text(self) -> str:
        """The first value, "" for none."""
        return self.values[0] if self.values else ""


@dataclass(slots=True)
class Layers:
    """What is known of one picture, layer by layer; ``language`` is the reader's own, for texts in several."""

    xmp: dict[str, Value] = field(default_factory=dict)
    sidecar: dict[str, Value] = field(default_factory=dict)
    sidecar_first: bool = True
    iim: dict[str, list[str]] = field(default_factory=dict)
    exif: dict[str, object] = field(default_factory=dict)
    container: dict[str, str] = field(default_factory=dict)
    encoding: str = ""
    digest: str = ""
    stale: bool = False
    guessed: bool = False
    language: str = ""
    damaged: bool = False
    conflicts: set[str] = field(default_factory=set)
    cut: set[str] = field(default_factory=set)

    def pick(self, label: str, xmp: tuple[str, ...] = (), iim: str = "", exif: tuple[str, ...] = ()) -> Picked:
        """The values of a field.

        Args:
            label: The field's name, for remarks on values that differ or may be cut.
            xmp: Names in XMP, the best first.
            iim: Number of the IIM dataset.
            exif: Names in EXIF.
        """
        found = list(self._candidates(xmp, iim, exif))
        if not found:
            return Picked()
        best = found[0]
        old = next((one for one in found if one.method.startswith("iim:")), None)
        new = next((one for one in found if one.method.startswith("xmp:")), None)
        if old is not None and new is not None and not _agree(new, old):
            self.conflicts.add(label)
            if self.stale and best is new:
                best = old
        if best is old and self._may_be_cut(iim, best):
            self.cut.add(label)
            best = Picked(best.values, best.method, 0.7)
        return best

    def structures(self, name: str) -> tuple[tuple[str, Value], ...]:
        """A property of XMP as it stands, from sidecar or packet, with the layer's name."""
        order = (("sidecar", self.sidecar), ("xmp", self.xmp))
        return tuple((layer, held[name]) for layer, held in order if held.get(name))[:1]

    def _candidates(self, xmp: tuple[str, ...], iim: str, exif: tuple[str, ...]) -> Iterator[Picked]:
        packets = [("sidecar", self.sidecar), ("xmp", self.xmp)]
        for layer, held in packets if self.sidecar_first else reversed(packets):
            for name in xmp:
                if values := _tidy(texts_of(held.get(name), self.language)):
                    yield Picked(values, f"{layer}:{name}", _SURE[layer])
                    break
        if iim and (values := _tidy(self.iim.get(iim, ()))):
            yield Picked(values, f"iim:{iim}", 0.6 if self.guessed else _SURE["iim"])
        for name in exif:
            value = self.exif.get(name)
            text = clean(str(value)).strip() if isinstance(value, str | int | float) else ""
            if text and not FILLER.fullmatch(text):
                yield Picked((text,), f"exif:{name}", _SURE["exif"])
                break

    def _may_be_cut(self, iim: str, found: Picked) -> bool:
        limit = IIM_LIMITS.get(iim)
        return limit is not None and any(len(one.encode("utf-8")) == limit for one in found.values)


def _agree(new: Picked, old: Picked) -> bool:
    """Whether IIM says the same as XMP, or the same cut off."""
    one, other = _squeezed(new.values), _squeezed(old.values)
    return one == other or (len(old.values) == len(new.values) and all(map(str.startswith, one, other)))


def split_list(text: str) -> list[str]:
    """The values of one text of EXIF; one that holds the separator itself stands in quotes (MWG 2.0)."""
    found = (quoted.replace('""', '"') if quoted else plain for quoted, plain in _ONE_OF_LIST.findall(text))
    return [one.strip() for one in found if one.strip()]


def _tidy(values: Iterable[str]) -> tuple[str, ...]:
    """The values in NFC, without what no one sees, the empty ones left out."""
    return tuple(text for value in values if (text := clean(value).strip()))


def _squeezed(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple("".join(value.split()) for value in values)


def read_layers(metadata: str, sidecar: bytes | str = b"", *, sidecar_first: bool = True, language: str = "") -> Layers:
    """The layers in what ``MediaFacts.metadata_json`` holds, and in a sidecar.

    Args:
        metadata: JSON of ``formats.media.embedded``, or "".
        sidecar: An XMP file, or nothing.
        sidecar_first: Whether the sidecar's values go before the embedded ones (it is the newer).
        language: The reader's language.

    Raises:
        UnreadableSource: The sidecar cannot be read. A damaged packet in the picture only sets ``damaged``.
    """
    held = json.loads(metadata) if metadata else {}
    layers = Layers(
        iim=held.get("iptc", {}),
        exif=held.get("exif", {}),
        container=held.get("container", {}),
        encoding=held.get("iptc_encoding", ""),
        digest=held.get("iptc_digest", ""),
        stale=held.get("iptc_digest") == "stale",
        guessed=held.get("iptc_charset") == "guessed",
        language=language,
        sidecar_first=sidecar_first,
    )
    for packet in filter(None, (held.get("xmp", ""), *held.get("xmp_more", ()))):
        try:
            layers.xmp = {**layers.xmp, **read_xmp(packet)}
        except UnreadableSource:
            layers.damaged = True
    if sidecar:
        layers.sidecar = read_xmp(sidecar)
    return layers
