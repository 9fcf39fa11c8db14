"""JPEG files with metadata, made here."""

from __future__ import annotations

import hashlib
import io

from PIL import Image


def dataset(record: int, number: int, value: bytes) -> bytes:
    """One IIM dataset."""
    return bytes((0x1C, record, number)) + len(value).to_bytes(2, "big") + value


def resource(number: int, value: bytes) -> bytes:
    """One of Photoshop's image resources."""
    return (
        b"8BIM" + number.to_bytes(2, "big") + b"\0\0" + len(value).to_bytes(4, "big") + value + b"\0" * (len(value) % 2)
    )


def jpeg(*, iim: bytes = b"", xmp: str = "", digest: bytes | None = None, exif: dict[int, str] | None = None) -> bytes:
    """A small JPEG with an IIM block, an XMP packet and EXIF values; ``digest`` "now" is the block's own."""
    picture = Image.effect_noise((32, 24), 40).convert("RGB")
    values = Image.Exif()
    for number, value in (exif or {}).items():
        values[number] = value
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=values, xmp=xmp.encode("utf-8") if xmp else None)
    content = out.getvalue()
    if not iim:
        return content
    resources = resource(0x0404, iim)
    if digest is not None:
        resources += resource(0x0425, hashlib.md5(iim, usedforsecurity=False).digest() if digest == b"now" else digest)
    body = b"Photoshop 3.0\0" + resources
    return content[:2] + b"\xff\xed" + (len(body) + 2).to_bytes(2, "big") + body + content[2:]


def packet(properties: str, attributes: str = "") -> str:
    """An XMP packet with these properties."""
    spaces = (
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
        'xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" '
        'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
    )
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {spaces} {attributes}>{properties}</rdf:Description></rdf:RDF></x:xmpmeta>'
    )
