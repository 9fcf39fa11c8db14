"""Makes the small pictures that lists and pages show (media.md §6)."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageCms

from archive_app.formats.media.base import damaged
from archive_app.formats.media.embedded import FAULTS, quiet
from archive_app.formats.media.image import allow, open_picture
from archive_app.formats.media.pixels import drawn_small

SIZES = (256, 1024)
VERSION = 1  # goes up when the same file would give another preview, so that old ones are made again

_QUALITY = {256: 82, 1024: 85}
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


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
    path = None if isinstance(source, bytes) else source
    picture, _ = open_picture(source)
    with picture:
        if not allow_large:
            allow(picture, path)
        profile = picture.info.get("icc_profile")
        try:
            with quiet():
                small = drawn_small(picture, size)
                return _encoded(_in_srgb(small, profile if isinstance(profile, bytes) else b""), size)
        except FAULTS as error:
            raise damaged(path) from error


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
    plain = Image.new(picture.mode, picture.size)  # without the metadata of the original
    plain.paste(picture)
    if picture.mode == "RGBA":
        if picture.getchannel("A").getextrema()[0] != 255:
            plain.save(out, "PNG", optimize=True)
            return out.getvalue()
        plain = plain.convert("RGB")
    plain.save(out, "JPEG", quality=_QUALITY.get(size, 85), optimize=True)
    return out.getvalue()
