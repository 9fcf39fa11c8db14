"""PDF files made by hand, for tests: text at places, pictures, properties."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Page:
    """One page of 595 by 842 points; ``text`` holds (left, baseline, size, words)."""

    text: list[tuple[float, float, float, str]] = field(default_factory=list)
    pictures: list[tuple[float, float, float, float]] = field(default_factory=list)  # left, bottom, width, height

    def column(self, left: float, top: float, lines: list[str], size: float = 10, pitch: float = 13) -> float:
        """Set lines below each other; returns where the next would stand."""
        for line in lines:
            self.text.append((left, top, size, line))
            top -= pitch
        return top


def pdf(*pages: Page, title: str = "", author: str = "") -> bytes:
    """A file of these pages; words are written in Windows' encoding."""
    objects: list[bytes] = [b"", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
    objects.append(
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\n"
        b"stream\n\x80\nendstream"
    )
    kids = []
    for page in pages:
        content = b"".join(
            b"BT /F1 %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n" % (size, left, bottom, _escaped(words))
            for left, bottom, size, words in page.text
        )
        content += b"".join(b"q %g 0 0 %g %g %g cm /I1 Do Q\n" % (w, h, x, y) for x, y, w, h in page.pictures)
        objects.append(b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content))
        resources = b"<</Font<</F1 3 0 R>>/XObject<</I1 4 0 R>>>>"
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources%s/Contents %d 0 R>>" % (resources, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    objects.append(b"<</Title(%s)/Author(%s)/CreationDate(D:20200504030201Z)>>" % (_escaped(title), _escaped(author)))
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(objects),
        start,
    )
    return bytes(out)


def _escaped(words: str) -> bytes:
    return words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
