"""Draws the pictures of the sample catalogue: ``python -m tests.make_sample_pictures``.

Everything shown is invented. The files in ``resources/sample/pictures`` were made by this module. Some carry what a
camera or a picture desk writes into a file, so that the catalogue has something to read there.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from tests.drawing import WIDTH, Canvas, crane, ship, suspension

PICTURES = Path(__file__).resolve().parent.parent / "resources" / "sample" / "pictures"
MOST_BYTES = 90_000


def harbour_dawn() -> Image.Image:
    c = Canvas("#2b3a67", "#7d5a8c", "#f2a07b", "#ffd9a0", seed=3)
    c.glow(820, 470, 420, "#fff1c9", 0.9)
    c.disc(820, 452, 46, "#fff6df")
    c.ridge(470, 60, "#6a5a86")
    c.water(500, "#d98f7c", "#27335a", "#ffe2b0", x=820)
    for x, size in ((150, 1.25), (330, 1.0), (505, 1.15)):
        crane(c, x, 560, size, "#1b2140")
    c.box(0, 556, 700, 30, "#171c38")
    for x in range(20, 700, 58):
        c.box(x, 584, 10, 46, "#171c38")
    ship(c, 960, 560, 0.7, "#232a50", "#3a3f6b")
    return c.finished()


def union_secretary() -> Image.Image:
    c = Canvas("#d7d2c4", "#b9b09b", seed=5)
    for x in range(-60, 1300, 150):
        c.box(x, 0, 120, 800, "#c9a36a" if x % 300 else "#c4b79b")
    c.box(0, 520, 1200, 280, "#a2926f")
    c.soften(14)
    c.bust(600, 430, 190, "#d9a281", "#3b2a26", "#9c2f2f", long_hair=True)
    c.box(520, 590, 12, 190, "#7d2323")
    c.box(640, 600, 74, 46, "#f4efe2", 6)
    for place in (930, 1000):
        c.line([(place, 800), (place - 180, 560)], "#2b2b2f", 12)
        c.disc(place - 188, 550, 26, "#35353b")
    return c.finished()


def observatory_night() -> Image.Image:
    c = Canvas("#0a1130", "#182554", "#3b3f7d", "#7a5b8f", seed=11)
    c.stars(420, 620)
    for step in range(60):
        c.glow(180 + step * 16, 60 + step * 7 + 20 * math.sin(step), 90, "#8d96d6", 0.10)
    c.ridge(600, 80, "#141a3d")
    c.ridge(680, 70, "#0c1029")
    c.box(520, 470, 220, 180, "#dfe3f2")
    c.box(630, 470, 110, 180, "#b7bedb")
    c.disc(630, 470, 128, "#eef0fa")
    c.shape([(630, 342), (758, 470), (630, 470)], "#c5cbe4")
    c.shape([(608, 470), (560, 362), (618, 340), (650, 470)], "#10163a")
    c.line([(612, 430), (572, 330)], "#c7a64b", 16)
    c.box(600, 585, 40, 65, "#f6cf7a")
    c.ridge(742, 40, "#080b1d")
    return c.finished(grain=2)


def astronomer() -> Image.Image:
    c = Canvas("#10173a", "#27376b", seed=13)
    c.stars(60, 800)
    c.soften(5)
    c.glow(360, 250, 420, "#5d79c9", 0.5)
    c.shape([(60, 120), (560, 330), (520, 430), (20, 220)], "#cfd6ea")
    c.shape([(60, 120), (20, 220), (0, 210), (36, 110)], "#8fa0cc")
    c.line([(540, 380), (640, 420)], "#8793b4", 40)
    c.bust(800, 450, 170, "#8a5a3c", "#e3e3e8", "#30506b")
    for x in (752.0, 848.0):
        c.arc(x, 360, 40, 0, 360, "#1c1c24", 6)
    c.line([(792, 356), (808, 356)], "#1c1c24", 6)
    return c.finished()


def flood_street() -> Image.Image:
    c = Canvas("#6f7c88", "#a9b3b8", "#c8cbc6", seed=17)
    for number, x in enumerate(range(-40, 1200, 155)):
        colour = ("#8a4b3a", "#a9744f", "#70453c", "#b58a60")[number % 4]
        top = 210 + (number * 37) % 90
        c.box(x, top, 150, 520, colour)
        c.shape([(x - 8, top), (x + 75, top - 80), (x + 158, top)], "#3b3434")
        c.windows(x + 22, top + 50, 2, 3, (64, 96), (40, 58), "#dfe5e3")
        c.box(x + 55, 520, 42, 120, "#2f3b40")
    c.fade(560, 800, "#8a8f84", "#4e5753")
    for _ in range(150):
        y = c.random.uniform(565, 795)
        left = c.random.uniform(-50, 1200)
        c.line(
            [(left, y), (left + c.random.uniform(20, 150), y)], c.random.choice(("#a7aca1", "#6d746f", "#bcc0b5")), 2
        )
    c.shape([(690, 640), (910, 640), (870, 690), (730, 690)], "#b3402f")
    for x, coat in ((750, "#e0b33c"), (830, "#27435c")):
        c.box(x - 20, 585, 40, 64, coat, 14)
        c.disc(x, 568, 18, "#d8a888")
    c.line([(895, 560), (940, 720)], "#54402c", 6)
    c.box(190, 470, 14, 180, "#3a3a3a")
    c.disc(197, 462, 34, "#b8322a")
    c.box(178, 455, 38, 13, "#f2efe6")
    return c.finished()


def bridge_evening() -> Image.Image:
    c = Canvas("#31366d", "#a2507e", "#f08a6b", "#ffc87c", seed=19)
    c.glow(300, 500, 430, "#ffe1a0", 0.85)
    c.ridge(470, 90, "#6d4a7d")
    c.ridge(510, 50, "#4c3a6c")
    c.water(540, "#e08a70", "#2b2758", "#ffd9a0", x=300)
    suspension(c, 430, "#201a44", lit="#ffe9b0")
    return c.finished()


def bridge_1931() -> Image.Image:
    c = Canvas("#c9c9c4", "#efeee8", "#dcdad2", seed=23)
    c.ridge(500, 80, "#8d8d88")
    c.water(560, "#a9a9a2", "#5f5f5a", "#d9d9d2", x=700)
    suspension(c, 450, "#2e2e2c", lit="#2e2e2c")
    for x in range(70, 1180, 34):
        c.disc(x, 424, 6, "#1d1d1c")
        c.box(x - 6, 428, 12, 24, "#1d1d1c", 4)
    for x in range(120, 1150, 130):
        c.shape([(x, 380), (x + 34, 390), (x, 402)], "#4a4a46")
        c.line([(x, 380), (x, 440)], "#333331", 2)
    c.line([(900, 0), (905, 180), (880, 330)], "#f3f2ec", 1.5)
    return c.finished(grain=6, sepia=True)


def theatre_stage() -> Image.Image:
    c = Canvas("#2a0d12", "#12060a", seed=29)
    c.box(250, 90, 700, 520, "#f0c37a")
    c.fade(90, 610, "#3f2a55", "#e7a66b")
    c.glow(600, 360, 360, "#ffe6b8", 0.9)
    for x, high in ((470, 190.0), (600, 230.0), (735, 175.0)):
        c.bust(x, 600 - high * 0.72, high * 0.21, "#e0b08e", "#2a1c2c", ("#7c2440", "#2f5f6b", "#b5792c")[x % 3])
    for side in (0, 1):
        for fold in range(7):
            x = fold * 44 - 20 if side == 0 else 1180 - fold * 44
            c.box(x, 40, 46, 590, ("#8d1c2c", "#a92537", "#761624")[fold % 3], 8)
    c.box(0, 0, 1200, 96, "#6d1322")
    for x in range(0, 1200, 80):
        c.disc(x + 40, 92, 44, "#8d1c2c", 26)
    c.line([(0, 112), (1200, 112)], "#d8a748", 5)
    c.box(0, 610, 1200, 190, "#1b0a0d")
    for row in range(3):
        for x in range(-20 + row * 26, 1240, 62):
            c.disc(x, 668 + row * 58, 22 + row * 3, "#0d0507")
            c.box(x - 34, 690 + row * 58, 68, 70, "#0d0507", 20)
    return c.finished()


def space_camp() -> Image.Image:
    c = Canvas("#5aa3d8", "#a9d6ee", "#f6ecd2", seed=31)
    c.glow(980, 120, 320, "#fffbe6", 0.9)
    c.ridge(600, 90, "#7fae8b")
    c.ridge(660, 60, "#5c8f6d")
    c.box(0, 690, 1200, 110, "#c9b58b")
    c.box(585, 180, 110, 470, "#f7f7f3", 20)
    c.shape([(585, 230), (640, 70), (695, 230)], "#d8452f")
    c.box(640, 190, 55, 460, "#dadfe3")
    c.shape([(585, 520), (505, 690), (585, 660)], "#d8452f")
    c.shape([(695, 520), (775, 690), (695, 660)], "#b5331f")
    c.disc(640, 300, 30, "#2d4f7a")
    c.disc(640, 300, 20, "#9fd0ef")
    for y in range(120, 690, 57):
        c.line([(800, y), (860, y + 57)], "#4b5561", 4)
        c.line([(860, y), (800, y + 57)], "#4b5561", 4)
    for x in (800, 860):
        c.line([(x, 100), (x, 700)], "#4b5561", 7)
    for x, coat, hair in ((200, "#e07a2f", "#2b1d18"), (320, "#2f6db0", "#c98c3a"), (440, "#e07a2f", "#5a2e1d")):
        c.bust(x, 610, 48, "#d9a281", hair, coat, long_hair=hair == "#5a2e1d")
    return c.finished()


def orchestra_hall() -> Image.Image:
    c = Canvas("#3a2417", "#7a4d2a", "#a86f3c", seed=37)
    for pipe in range(40, 1200, 70):
        high = 210 + 110 * abs(math.sin(pipe / 180))
        c.box(pipe, 330 - high, 34, high, "#d9b36a", 14)
        c.box(pipe + 20, 330 - high, 14, high, "#b38b45", 7)
    c.box(0, 330, 1200, 40, "#4a2e1b")
    c.glow(600, 480, 560, "#ffdf9e", 0.6)
    for row in range(4):
        for number in range(9 + row * 2):
            x = 600 + (number - (8 + row * 2) / 2) * (86 - row * 4)
            y = 430 + row * 72 + 0.00022 * (x - 600) ** 2 * (3 - row)
            c.box(x - 22, y + 16, 44, 60, "#16141a", 14)
            c.disc(x, y, 15, ("#e3b493", "#8a5a3c", "#d29a76")[number % 3])
            c.line([(x + 12, y + 20), (x + 36, y + 54)], "#8f4a22", 9)
            c.line([(x - 26, y + 52), (x + 40, y + 28)], "#e8dcc0", 1.5)
    c.bust(600, 668, 48, "#d9a281", "#d7d7d7", "#0f0e13")
    c.line([(655, 720), (730, 640)], "#0f0e13", 22)
    c.line([(730, 640), (790, 590)], "#fffdf2", 4)
    return c.finished()


def railway_viaduct() -> Image.Image:
    c = Canvas("#7fb3d9", "#cfe6ef", "#f4ead0", seed=41)
    c.ridge(360, 150, "#9db7a4")
    c.ridge(450, 120, "#6f9a74")
    for x in range(-60, 1300, 150):
        c.box(x, 420, 44, 330, "#c8b294")
        c.box(x + 26, 420, 18, 330, "#a58e70")
        c.arc(x + 97, 520, 64, 180, 360, "#b9a283", 26)
    c.box(0, 402, 1200, 52, "#d6c2a4")
    c.box(0, 396, 1200, 10, "#8d7a61")
    for number, x in enumerate((300, 470, 640)):
        c.box(x, 322, 160, 72, "#c2362b" if number else "#a82a22", 14)
        c.box(x, 322, 160, 22, "#f2e8d5", 10)
        for pane in range(4):
            c.box(x + 14 + pane * 36, 350, 26, 22, "#27435c", 4)
    c.ridge(690, 90, "#4f7d58")
    for _ in range(70):
        place = (c.random.uniform(0, WIDTH), c.random.uniform(690, 790))
        c.disc(*place, c.random.uniform(14, 30), c.random.choice(("#3d6b49", "#457552", "#35603f")))
    return c.finished()


def glass_plate() -> Image.Image:
    c = Canvas("#e9e6de", "#bdb9ae", seed=43)
    c.ridge(420, 120, "#8a877f")
    c.ridge(520, 60, "#6f6c65")
    for x, high in ((180, 190), (300, 240), (430, 200), (850, 220), (970, 180)):
        c.box(x, 640 - high, 110, high, "#57544e")
        c.shape([(x - 10, 640 - high), (x + 55, 570 - high), (x + 120, 640 - high)], "#3a3833")
        c.windows(x + 18, 665 - high, 2, 3, (44, 52), (26, 34), "#b8b4a8")
    c.box(600, 300, 90, 340, "#4b4842")
    c.shape([(590, 300), (645, 170), (700, 300)], "#2f2d29")
    c.disc(645, 360, 28, "#d9d5c8")
    c.box(0, 636, 1200, 164, "#8f8b80")
    for x in (260, 380, 770, 905, 1010):
        c.box(x - 12, 640, 24, 60, "#2f2d29", 8)
        c.disc(x, 630, 12, "#3f3c37")
    for edge in range(46):
        corners = ((edge, edge), (1200 - edge, edge), (1200 - edge, 800 - edge), (edge, 800 - edge), (edge, edge))
        c.line(corners, "#1a1917" if edge < 40 else "#4a4741")
    c.shape([(1040, 0), (1200, 0), (1200, 150)], "#0d0c0b")
    c.line([(1040, 0), (930, 260), (960, 420), (900, 800)], "#f4f1e6", 2)
    return c.finished(grain=6, sepia=True)


def football() -> Image.Image:
    c = Canvas("#21325e", "#5c6ea0", "#d9b48c", seed=47)
    c.box(0, 250, 1200, 190, "#2a2f45")
    for _ in range(900):
        colour = c.random.choice(("#c94f4f", "#e8e2d0", "#4f7ac9", "#e3b04b", "#8a8fa8"))
        c.disc(c.random.uniform(0, WIDTH), c.random.uniform(265, 430), 5, colour)
    for x in (90, 1110):
        c.line([(x, 40), (x, 440)], "#d9dde6", 8)
        c.box(x - 60, 20, 120, 50, "#f7f5e4", 6)
        c.glow(x, 45, 260, "#fff8d6", 0.6)
    for number in range(8):
        c.fade(
            440 + number * 45, 485 + number * 45, *(("#3f8f4f", "#3f8f4f") if number % 2 else ("#4a9d5a", "#4a9d5a"))
        )
    c.line([(0, 520), (1200, 520)], "#eef3ea", 4)
    c.arc(600, 800, 250, 190, 350, "#eef3ea", 5)
    for x, y, kit in ((330, 560, "#c8342f"), (470, 600, "#f3f3ef"), (760, 585, "#c8342f"), (905, 545, "#f3f3ef")):
        c.disc(x, y - 62, 16, "#d9a281")
        c.box(x - 24, y - 44, 48, 62, kit, 12)
        c.box(x - 22, y + 12, 44, 30, "#23283d", 8)
        c.line([(x - 10, y + 40), (x - 26, y + 96)], "#d9a281", 12)
        c.line([(x + 10, y + 40), (x + 34, y + 88)], "#d9a281", 12)
    c.disc(620, 655, 19, "#ffffff")
    c.disc(620, 655, 7, "#23283d")
    return c.finished()


def comet() -> Image.Image:
    c = Canvas("#050a1f", "#0f1d45", "#2b3f73", "#6d6f9c", seed=53)
    c.stars(520, 700)
    for step in range(90):
        c.glow(700 - step * 6.5, 330 - step * 2.9, 26 + step * 1.9, "#bcd8ff", 0.16 * (1 - step / 95))
    for step in range(60):
        c.glow(700 - step * 7, 330 - step * 1.4, 20 + step * 1.2, "#ffe7bd", 0.10 * (1 - step / 60))
    c.glow(700, 330, 70, "#ffffff", 1.0)
    c.disc(700, 330, 9, "#ffffff")
    c.ridge(690, 70, "#0b1330", rough=2)
    for _ in range(60):
        x = c.random.uniform(0, WIDTH)
        high = c.random.uniform(40, 120)
        c.shape([(x - high * 0.22, 740), (x, 740 - high), (x + high * 0.22, 740)], "#070c20")
    c.box(0, 735, 1200, 65, "#070c20")
    return c.finished(grain=2)


def icebreaker() -> Image.Image:
    c = Canvas("#8fb7d4", "#d6e6ee", "#f5efe4", seed=59)
    c.ridge(430, 60, "#b9cfdd")
    c.fade(450, 800, "#dfeaf0", "#a9c4d6")
    for _ in range(46):
        x, y = c.random.uniform(-60, WIDTH), c.random.uniform(480, 790)
        size = 20 + (y - 460) * 0.28
        points = [
            (x + math.cos(a) * size * c.random.uniform(0.8, 1.5), y + math.sin(a) * size * 0.35)
            for a in (0, 1, 2, 3, 4, 5)
        ]
        c.shape([(px, py + 7) for px, py in points], "#7fa3bd")
        c.shape(points, "#f6fafc")
    c.shape([(250, 500), (960, 500), (1040, 430), (1010, 420), (300, 420)], "#b02a22")
    c.shape([(300, 640), (250, 500), (960, 500), (880, 640)], "#1c2836")
    c.box(420, 300, 300, 124, "#f3f1ea", 6)
    c.box(470, 220, 190, 84, "#f3f1ea", 6)
    for x in range(438, 700, 38):
        c.box(x, 340, 22, 20, "#27435c", 4)
    c.box(480, 240, 170, 26, "#27435c", 6)
    c.box(760, 310, 70, 112, "#d98a2b", 6)
    c.line([(560, 220), (560, 110)], "#39424c", 6)
    c.line([(520, 150), (600, 150)], "#39424c", 4)
    c.shape([(150, 690), (300, 612), (880, 620), (1100, 700), (640, 740)], "#f6fafc")
    return c.finished()


def lighthouse() -> Image.Image:
    c = Canvas("#16345c", "#3f6f94", "#e2a779", "#f7d5a1", seed=61)
    c.glow(760, 235, 560, "#fff0c2", 0.55)
    c.shape([(760, 235), (0, 90), (0, 300)], "#5d7f98")
    c.water(560, "#b98d78", "#1c3553", "#ffdcab", x=380)
    c.shape([(520, 800), (600, 600), (700, 560), (860, 570), (1200, 690), (1200, 800)], "#2b2a33")
    c.shape([(700, 570), (730, 280), (790, 280), (820, 570)], "#f3ede0")
    c.shape([(760, 570), (760, 280), (790, 280), (820, 570)], "#d8cdb8")
    for y in (340, 450):
        wide = 33 + (y - 280) * 0.1
        c.shape([(760 - wide, y), (760 + wide, y), (763 + wide, y + 50), (757 - wide, y + 50)], "#b3402f")
    c.box(716, 268, 88, 14, "#2b2a33", 4)
    c.box(732, 208, 56, 60, "#fff3c4", 6)
    c.shape([(724, 210), (760, 168), (796, 210)], "#b3402f")
    c.glow(760, 238, 90, "#ffffff", 0.9)
    c.box(860, 520, 130, 70, "#efe6d3")
    c.shape([(850, 522), (925, 470), (1000, 522)], "#a4502f")
    c.shape([(190, 610), (330, 610), (305, 636), (215, 636)], "#5a3425")
    c.shape([(262, 606), (262, 500), (330, 600)], "#f6efe0")
    return c.finished()


SCENES: tuple[Callable[[], Image.Image], ...] = (
    harbour_dawn, union_secretary, observatory_night, astronomer, flood_street, bridge_evening, bridge_1931,
    theatre_stage, space_camp, orchestra_hall, railway_viaduct, glass_plate, football, comet, icebreaker, lighthouse,
)  # fmt: skip

# Artist, copyright notice, description, moment taken.
EMBEDDED: dict[str, tuple[str, str, str, str]] = {
    "harbour-dawn": ("Tomas Reel", "© 2021 Northlight Press", "East quay, Port Aldery", "2021-03-11T06:52:40"),
    "bridge-evening": (
        "Pool",
        "Northlight Press",
        "The Wren Bridge the evening before",
        "2020-06-17T21:18:05",
    ),
    "flood-street": ("Ben Aske", "Ben Aske, CC BY-SA 4.0", "Tanner Street, Wrenmouth", "2002-11-14T09:30:00"),
    "orchestra-hall": ("Élodie Marchetti", "© Agence Méridienne", "Salle des Ormes", "2018-09-28T20:45:12"),
    "lighthouse": ("ليلى حدّاد", "© صدى الميناء", "منارة رأس الزيتون", "2022-04-02T18:57:31"),
}


def main() -> int:
    """Draw everything anew."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for scene in SCENES:
        _save(scene(), scene.__name__.replace("_", "-"))
    return 0


def _save(picture: Image.Image, name: str) -> None:
    """As good as MOST_BYTES allows."""
    path = PICTURES / f"{name}.jpg"
    xmp = _xmp(*EMBEDDED[name]).encode() if name in EMBEDDED else b""
    for quality in range(90, 50, -4):
        picture.save(path, quality=quality, optimize=True, progressive=True, xmp=xmp)
        if path.stat().st_size <= MOST_BYTES:
            return


def _xmp(artist: str, notice: str, description: str, taken: str) -> str:
    """What a picture desk writes into a file, as XMP: it holds every script, unlike EXIF."""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:DateCreated="{taken}">
<dc:creator><rdf:Seq><rdf:li>{artist}</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{notice}</rdf:li></rdf:Alt></dc:rights>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{description}</rdf:li></rdf:Alt></dc:description>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


if __name__ == "__main__":
    sys.exit(main())
