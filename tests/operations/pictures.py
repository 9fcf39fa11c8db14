"""Pictures drawn for tests of likeness: a scene from a number, always the same, and what may be done to it."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter


def scene(seed: int, width: int = 600, height: int = 400) -> Image.Image:
    """A landscape of simple shapes; another number, another scene."""
    chance = random.Random(seed)
    made = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(made)
    top, low = ([chance.randrange(40, 230) for _ in range(3)] for _ in range(2))
    for y in range(height):
        share = y / height
        colour = tuple(round(a * (1 - share) + b * share) for a, b in zip(top, low, strict=True))
        draw.line((0, y, width, y), fill=colour)
    for _ in range(chance.randrange(10, 22)):
        x, y, size = chance.randrange(width), chance.randrange(height), chance.randrange(width // 16, width // 4)
        colour = tuple(chance.randrange(256) for _ in range(3))
        match chance.randrange(3):
            case 0:
                draw.rectangle((x, y, x + size // 2, y + size), fill=colour)
            case 1:
                draw.ellipse((x - size // 2, y - size // 2, x + size // 2, y + size // 2), fill=colour)
            case _:
                draw.polygon([(x, y), (x + size, y + size), (x - size // 2, y + size)], fill=colour)
    return made.filter(ImageFilter.GaussianBlur(1))


def saved_again(picture: Image.Image, quality: int = 40) -> Image.Image:
    """As a JPEG of low quality shows it."""
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=quality)
    return Image.open(content)


def watermarked(picture: Image.Image) -> Image.Image:
    """With an agency's name across a corner."""
    made = picture.copy()
    draw = ImageDraw.Draw(made)
    width, height = made.size
    draw.text((width * 0.55, height * 0.86), "NORTHLIGHT PRESS", fill="white", font_size=max(10, height // 12))
    return made


def cropped(picture: Image.Image, share: float = 0.03) -> Image.Image:
    """Without a strip of each side; ``share`` of its width and height goes in all."""
    width, height = picture.size
    left, top = round(width * share / 2), round(height * share / 2)
    return picture.crop((left, top, width - left, height - top))


ALTERED: dict[str, Callable[[Image.Image], Image.Image]] = {
    "saved again": saved_again,
    "half size": lambda one: one.resize((one.width // 2, one.height // 2)),
    "grey": lambda one: one.convert("L"),
    "lighter": lambda one: ImageEnhance.Brightness(one).enhance(1.25),
    "darker": lambda one: ImageEnhance.Brightness(one).enhance(0.75),
    "watermark": watermarked,
    "crop 3 %": cropped,
}
"""What a copy of a picture goes through between two papers."""


def file_of(picture: Image.Image, path: Path, **options: object) -> Path:
    """The picture as a file."""
    picture.save(path, **options)  # type: ignore[arg-type]  # what Pillow takes
    return path


def captioned(path: Path, target: Path, caption: str = "A caption inside") -> Path:
    """A copy of a JPEG file with a comment put in; its pixels stay as they are packed."""
    content, text = path.read_bytes(), caption.encode()
    target.write_bytes(content[:2] + b"\xff\xfe" + (len(text) + 2).to_bytes(2, "big") + text + content[2:])
    return target
