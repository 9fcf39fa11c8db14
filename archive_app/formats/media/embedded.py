"""What Pillow tells of a picture's metadata, and what malformed files make it raise."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator

from PIL import Image, ImageFile

# What malformed files make Pillow's readers raise; none of it is worth losing the picture for.
FAULTS = (
    OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, EOFError,
    AssertionError, RecursionError, NotImplementedError, MemoryError, Image.DecompressionBombError,
)  # fmt: skip


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Pillow's own warnings on malformed files are not repeated: what matters of them becomes a remark or an error."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"PIL\.")
        warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)
        yield


def exif_of(picture: ImageFile.ImageFile) -> Image.Exif:
    """The EXIF values, without the decoding of all pixels that Pillow would begin to look for them behind a PNG."""
    return Image.Image.getexif(picture) if picture.format == "PNG" else picture.getexif()
