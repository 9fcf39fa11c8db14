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
        # The decoder then skips what would be thrown away; it keeps half as much again as is wanted, for a good resize.
        picture.draft(None, (size * 3 // 2, size * 3 // 2))
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
        small = picture
    small = fitted(small, size)
    turn = _TURNS.get(orientation_of(picture))
    return small if turn is None else small.transpose(turn)


def fitted(picture: Image.Image, size: int) -> Image.Image:
    """The picture made to fit ``size`` × ``size``, never enlarged, in an image of its own."""
    scale = max(picture.width, picture.height) / size
    if scale <= 1:
        return picture.copy()
    target = (max(1, round(picture.width / scale)), max(1, round(picture.height / scale)))
    # In a small picture nobody sees the sharper filter, which takes half as long again.
    how = Image.Resampling.BICUBIC if size <= 512 else Image.Resampling.LANCZOS
    return picture.resize(target, how, reducing_gap=2.0)


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
