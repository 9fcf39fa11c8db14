"""Makes the small pictures that lists and pages show (media.md §6)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageCms

from archive_app.formats.media.base import damaged, first_bytes
from archive_app.formats.media.embedded import FAULTS, quiet
from archive_app.formats.media.image import allow, open_picture
from archive_app.formats.media.pixels import drawn_small, fitted
from archive_app.formats.media.posters import poster_frame
from archive_app.formats.media.sniff import ENOUGH, type_of

SIZES = (256, 1024)
VERSION = 2  # goes up when the same file would give another preview, so that old ones are made again

_QUALITY = {256: 82, 1024: 85}
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


@dataclass(frozen=True, slots=True)
class Pixels:
    """A decoded picture, upright, in sRGB: rows of RGBA or RGB without gaps."""

    width: int
    height: int
    mode: str
    content: bytes


def make_preview(source: Path | bytes, size: int, *, allow_large: bool = False) -> bytes:
    """A preview that fits into ``size`` × ``size`` pixels: upright, in sRGB, never enlarged.

    Args:
        source: The picture.
        size: Pixels of the longer side; ``SIZES`` are those the program keeps.
        allow_large: The person has agreed to decode more than 100 megapixels.

    Returns:
        A JPEG; a PNG where the picture has transparent parts.

    Raises:
        LargePicture: More than 100 megapixels and nobody has agreed.
        UnreadableSource: No picture that can be decoded.
    """
    return make_previews(source, (size,), allow_large=allow_large)[size]


def make_previews(source: Path | bytes, sizes: Sequence[int], *, allow_large: bool = False) -> dict[int, bytes]:
    """Previews of several sizes, decoded once. Takes, gives and raises what ``make_preview`` does."""
    path = None if isinstance(source, bytes) else source
    if path is not None and (kind := type_of(first_bytes(path, ENOUGH))) is not None and kind.family == "film":
        small = _flat(poster_frame(path))
        small = fitted(small, max(sizes))
    else:
        small = _drawn(source, max(sizes), allow_large=allow_large)
    made: dict[int, bytes] = {}
    try:
        with quiet():
            for size in sorted(sizes, reverse=True):
                if max(small.size) > size:
                    small = fitted(small, size)
                made[size] = _encoded(small, size)
    except FAULTS as error:
        raise damaged(path) from error
    return made


def pixels_of(source: Path, longest: int, *, allow_large: bool = False) -> Pixels:
    """A picture decoded for looking at, no longer than ``longest`` pixels. Raises what ``make_preview`` does."""
    drawn = _drawn(source, longest, allow_large=allow_large)
    drawn = drawn if drawn.mode in ("RGB", "RGBA") else drawn.convert("RGB")
    return Pixels(drawn.width, drawn.height, drawn.mode, drawn.tobytes())


def _drawn(source: Path | bytes, size: int, *, allow_large: bool) -> Image.Image:
    """The picture small, upright and in sRGB; measured before anything is decoded."""
    path = None if isinstance(source, bytes) else source
    picture, _ = open_picture(source)
    with picture:
        if not allow_large:
            allow(picture, path)
        profile = picture.info.get("icc_profile")
        try:
            with quiet():
                return _in_srgb(drawn_small(picture, size), profile if isinstance(profile, bytes) else b"")
        except FAULTS as error:
            raise damaged(path) from error


def _flat(frame: Image.Image) -> Image.Image:
    return frame if frame.mode == "RGB" else frame.convert("RGB")


def media_type_of(preview: bytes) -> str:
    """Whether a preview is ``image/png`` or ``image/jpeg``."""
    return "image/png" if preview.startswith(b"\x89PNG") else "image/jpeg"


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """The picture in RGB, RGBA or L for a screen; a broken colour profile is passed over."""
    transparent = picture.mode in ("RGBA", "LA", "La", "RGBa") or "transparency" in picture.info
    if picture.mode == "LAB":
        lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
        return ImageCms.profileToProfile(picture, lab, _SRGB, outputMode="RGB") or picture
    if profile and picture.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            held = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            mode = "RGB" if picture.mode in ("CMYK", "L") else picture.mode
            turned = ImageCms.profileToProfile(picture, held, _SRGB, outputMode=mode)
        except (ImageCms.PyCMSError, *FAULTS):
            turned = None
        if turned is not None:
            return turned.convert("RGBA") if transparent else turned
    if transparent:
        return picture.convert("RGBA")
    return picture if picture.mode in ("RGB", "L") else picture.convert("RGB")


def _encoded(picture: Image.Image, size: int) -> bytes:
    out = io.BytesIO()
    plain = picture
    plain.info = {}  # without the metadata of the original
    if picture.mode == "RGBA":
        if picture.getchannel("A").getextrema()[0] != 255:
            plain.save(out, "PNG", optimize=True)
            return out.getvalue()
        plain = plain.convert("RGB")
    plain.save(out, "JPEG", quality=_QUALITY.get(size, 85))
    return out.getvalue()
