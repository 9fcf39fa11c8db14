"""Decodes an open picture small and turns it upright."""

from __future__ import annotations

from PIL import Image, ImageFile

from archive_app.formats.media.embedded import FAULTS, exif_of, quiet

_ORIENTATION = 274
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def drawn_small(picture: ImageFile.ImageFile, size: int) -> Image.Image:
    """The open picture decoded, made to fit ``size`` × ``size`` and turned upright, in a mode that converts to RGB.

    Raises:
        OSError, ValueError and others of ``FAULTS``: The pixels are damaged.
    """
    if picture.format == "JPEG":
        picture.draft(None, (size * 2, size * 2))  # the decoder then skips what would be thrown away
    picture.load()
    if picture.mode == "P":
        small = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    elif picture.mode == "PA":
        small = picture.convert("RGBA")
    elif picture.mode == "1":
        small = picture.convert("L")
    elif picture.mode.startswith("I;16"):
        small = picture.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    elif picture.mode in ("I", "F"):
        small = _stretched(picture)
    else:
        small = picture.copy()
    small.thumbnail((size, size), Image.Resampling.LANCZOS, reducing_gap=2.0)
    turn = _TURNS.get(orientation_of(picture))
    return small if turn is None else small.transpose(turn)


def orientation_of(picture: ImageFile.ImageFile) -> int:
    """The EXIF orientation that is still to be applied, 1 to 8; odd values count as 1.

    Pillow itself turns TIFF when it decodes, and gives their size as turned already. What stands behind the pixels of
    a PNG is known only once they are decoded.
    """
    if picture.format in ("TIFF", "HEIF"):  # libheif, too, has applied the turn that the file tells
        return 1
    try:
        with quiet():
            value = exif_of(picture).get(_ORIENTATION, 1)
    except FAULTS:
        return 1
    if value in (None, 1) and "raw_orientation" in picture.info:
        value = picture.info["raw_orientation"]
    return value if isinstance(value, int) and value in _TURNS else 1


def _stretched(picture: Image.Image) -> Image.Image:
    """Grey values of any range (measurements, 32-bit scans) laid out from black to white."""
    low, high = picture.getextrema()
    if not isinstance(low, int | float) or not isinstance(high, int | float) or not high > low:
        return Image.new("L", picture.size, 128)
    scale = 255.0 / (high - low)
    return picture.point(lambda value: value * scale + -low * scale).convert("L")
