"""A canvas for flat landscapes: gradients, glows, ridges and silhouettes, the same at every run."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1200, 800
SCALE = 2  # drawn at twice the size, so that edges are smooth when it is made smaller

Point = tuple[float, float]


class Canvas:
    """A picture of 1200 × 800 in whose coordinates everything is drawn; colours are "#rrggbb"."""

    def __init__(self, *stops: str, seed: int = 1) -> None:
        """Fill from top to bottom with the colours ``stops``."""
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), stops[0])
        self.random = Random(seed)
        bands = max(1, len(stops) - 1)
        for number in range(bands):
            self.fade(
                HEIGHT * number / bands, HEIGHT * (number + 1) / bands, stops[number], stops[min(number + 1, bands)]
            )

    def fade(self, top: float, bottom: float, first: str, second: str) -> None:
        """A band over the whole width that goes from one colour to another."""
        start, end = round(top * SCALE), round(bottom * SCALE)
        size = (WIDTH * SCALE, end - start)
        mask = Image.linear_gradient("L").resize(size)
        band = Image.composite(Image.new("RGB", size, second), Image.new("RGB", size, first), mask)
        self.image.paste(band, (0, start))

    def glow(self, x: float, y: float, radius: float, colour: str, strength: float = 1.0) -> None:
        """Light that fades with its distance from a point."""
        size = round(radius * 2 * SCALE)
        # Pillow's gradient ends at the corners; the light must end at the sides, at 1/√2 of that.
        mask = Image.radial_gradient("L").point(lambda far: round(max(0.0, 1 - far / 180) ** 2 * 255 * strength))
        self.image.paste(
            Image.new("RGB", (size, size), colour),
            (round((x - radius) * SCALE), round((y - radius) * SCALE)),
            mask.resize((size, size)),
        )

    def disc(self, x: float, y: float, radius: float, colour: str, height: float | None = None) -> None:
        """A circle, or an ellipse of half-height ``height``."""
        high = radius if height is None else height
        self._draw.ellipse(self._scaled([(x - radius, y - high), (x + radius, y + high)]), fill=colour)

    def shape(self, points: Sequence[Point], colour: str) -> None:
        """A filled polygon."""
        self._draw.polygon(self._scaled(points), fill=colour)

    def box(self, x: float, y: float, width: float, height: float, colour: str, radius: float = 0) -> None:
        """A rectangle from its upper left corner, with rounded corners where ``radius`` is given."""
        corners = self._scaled([(x, y), (x + width, y + height)])
        self._draw.rounded_rectangle(corners, radius * SCALE, fill=colour)

    def line(self, points: Sequence[Point], colour: str, width: float = 2) -> None:
        """A line through points."""
        self._draw.line(self._scaled(points), fill=colour, width=max(1, round(width * SCALE)), joint="curve")

    def arc(self, x: float, y: float, radius: float, start: float, end: float, colour: str, width: float = 2) -> None:
        """A part of a circle, from one angle to another, clockwise from the right."""
        corners = self._scaled([(x - radius, y - radius), (x + radius, y + radius)])
        self._draw.arc(corners, start, end, fill=colour, width=round(width * SCALE))

    def ridge(self, base: float, height: float, colour: str, *, rough: float = 1.0, floor: float = HEIGHT) -> None:
        """Hills: waves of random length around ``base``, filled down to ``floor``."""
        waves = [
            (self.random.uniform(0.002, 0.006) * step * rough, self.random.uniform(0, 6.28), height / step)
            for step in (1, 2, 4, 9)
        ]
        line = [
            (x, base + sum(math.sin(x * length + phase) * high for length, phase, high in waves) / 2)
            for x in range(0, WIDTH + 5, 5)
        ]
        self.shape([*line, (WIDTH, floor), (0, floor)], colour)

    def water(self, top: float, first: str, second: str, glints: str, *, x: float = 600, spread: float = 420) -> None:
        """A sea below ``top`` with a path of light under ``x``."""
        self.fade(top, HEIGHT, first, second)
        for _ in range(260):
            y = top + (HEIGHT - top) * self.random.random() ** 1.4
            depth = (y - top) / (HEIGHT - top)
            middle = self.random.gauss(x, 30 + spread * depth * 0.5)
            length = 6 + 60 * depth * self.random.random()
            self.line([(middle - length, y), (middle + length, y)], glints, 0.8 + 2.2 * depth)

    def stars(self, number: int, bottom: float, colour: str = "#f4f1de") -> None:
        """Points of light above ``bottom``."""
        for _ in range(number):
            size = self.random.choice((0.6, 0.6, 0.9, 0.9, 1.3, 2.0))
            self.disc(self.random.uniform(0, WIDTH), self.random.uniform(0, bottom), size, colour)

    def windows(self, x: float, y: float, columns: int, rows: int, step: Point, size: Point, colour: str) -> None:
        """Lit windows, two in three."""
        for column in range(columns):
            for row in range(rows):
                if self.random.random() < 0.66:
                    self.box(x + column * step[0], y + row * step[1], *size, colour)

    def bust(
        self, x: float, y: float, size: float, skin: str, hair: str, coat: str, *, long_hair: bool = False
    ) -> None:
        """Head and shoulders of nobody in particular; ``y`` is the chin."""
        if long_hair:
            self.box(x - size * 0.62, y - size * 1.25, size * 1.24, size * 1.65, hair, size * 0.55)
        self.box(x - size * 0.24, y - size * 0.25, size * 0.48, size * 0.8, _darker(skin, 0.86), size * 0.1)
        self.box(x - size * 1.35, y + size * 0.35, size * 2.7, size * 3, coat, size * 0.95)
        self.shape([(x - size * 0.3, y + size * 0.34), (x + size * 0.3, y + size * 0.34), (x, y + size * 0.95)], skin)
        self.disc(x, y - size * 0.5, size * 0.5, skin, size * 0.66)
        self.shape(
            [
                (x + math.cos(a / 10) * size * 0.56, y - size * 0.62 + math.sin(a / 10) * size * 0.62)
                for a in range(32, 64)
            ],
            hair,
        )

    def soften(self, radius: float) -> None:
        """Blur what was drawn so far: it lies behind the focus."""
        self.image = self.image.filter(ImageFilter.GaussianBlur(radius * SCALE))

    def finished(self, *, grain: int = 3, sepia: bool = False) -> Image.Image:
        """The picture at its own size, with a little grain; ``sepia`` for an old print."""
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        if sepia:
            grey = small.convert("L")
            tones = [grey.point([min(255, round(v * part + 14)) for v in range(256)]) for part in (1.0, 0.88, 0.68)]
            small = Image.merge("RGB", tones)
        spots = Image.frombytes("L", (WIDTH // 2, HEIGHT // 2), self.random.randbytes(WIDTH * HEIGHT // 4))
        noise = spots.resize((WIDTH, HEIGHT)).filter(ImageFilter.GaussianBlur(0.8)).point(lambda v: v * grain // 64)
        middle = Image.new("RGB", small.size, (grain * 2,) * 3)
        return ImageChops.subtract(ImageChops.add(small, Image.merge("RGB", [noise] * 3)), middle)

    @property
    def _draw(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.image)

    @staticmethod
    def _scaled(points: Sequence[Point]) -> list[Point]:
        return [(x * SCALE, y * SCALE) for x, y in points]


def crane(c: Canvas, x: float, ground: float, size: float, colour: str) -> None:
    """A harbour crane that looks to the right."""
    for foot in (-46, 46):
        c.line([(x + foot * size, ground), (x, ground - 190 * size)], colour, 10 * size)
    c.line([(x - 30 * size, ground - 70 * size), (x + 30 * size, ground - 70 * size)], colour, 7 * size)
    c.line([(x, ground - 180 * size), (x, ground - 300 * size)], colour, 10 * size)
    c.line([(x - 80 * size, ground - 205 * size), (x + 190 * size, ground - 290 * size)], colour, 9 * size)
    c.line([(x, ground - 300 * size), (x + 190 * size, ground - 290 * size)], colour, 3 * size)
    c.line([(x, ground - 300 * size), (x - 80 * size, ground - 205 * size)], colour, 3 * size)
    c.line([(x + 170 * size, ground - 286 * size), (x + 170 * size, ground - 190 * size)], colour, 2 * size)


def ship(c: Canvas, x: float, y: float, size: float, hull: str, house: str) -> None:
    """A loaded ship; ``y`` is its water line."""
    c.shape(
        [(x - 230 * size, y - 70 * size), (x + 230 * size, y - 70 * size), (x + 180 * size, y), (x - 190 * size, y)],
        hull,
    )
    c.box(x + 90 * size, y - 170 * size, 90 * size, 102 * size, house)
    for number in range(6):
        c.box(
            x + (-200 + number * 46) * size,
            y - (110 + number % 2 * 30) * size,
            42 * size,
            (40 + number % 2 * 30) * size,
            house,
        )


def suspension(c: Canvas, deck: float, colour: str, *, lit: str) -> None:
    """A bridge on two towers from one side of the picture to the other."""
    for tower in (330, 870):
        c.box(tower - 22, 150, 16, 520, colour)
        c.box(tower + 6, 150, 16, 520, colour)
        for y in (160, 260, 360):
            c.box(tower - 22, y, 44, 14, colour)
    c.box(0, deck + 22, WIDTH, 22, colour)
    ends = ((-210, 330), (330, 870), (870, 1410))
    for left, right in ends:
        middle, half = (left + right) / 2, (right - left) / 2
        line = [(x, deck + 10 - (deck - 150) * ((x - middle) / half) ** 2) for x in range(left, right + 1, 6)]
        c.line(line, colour, 5)
        for hanger in line[::5]:
            c.line([hanger, (hanger[0], deck + 24)], colour, 1.5)
    for x in range(30, WIDTH, 60):
        c.disc(x, deck + 18, 4, lit)


def _darker(colour: str, by: float) -> str:
    return "#" + "".join(f"{round(int(colour[place : place + 2], 16) * by):02x}" for place in (1, 3, 5))
