"""Finds XMP packets by their own marks in files whose container we do not walk.

The XMP standard wraps packets so that a program can find them in any file (ISO 16684-1, 7.3); GIF, PSD, JPEG 2000,
HEIC, JPEG XL and cameras' raw files hold them as they are. A packed one is not found.
"""

from __future__ import annotations

import re
from pathlib import Path

_MOST = 48 * 1024 * 1024  # bytes looked through
_LONGEST = 4_000_000
_OPEN = re.compile(rb"<(?:x|xap):(?:xmpmeta|xapmeta)\b")
_CLOSE = (b"</x:xmpmeta>", b"</x:xapmeta>", b"</xap:xapmeta>")
_PLAIN = re.compile(rb"<rdf:RDF\b")


def packet_in(path: Path) -> str:
    """The first XMP packet in a file, "" when there is none or the file cannot be read."""
    try:
        with path.open("rb") as file:
            content = file.read(_MOST)
    except OSError:
        return ""
    opened = _OPEN.search(content)
    if opened is not None:
        ends = [at + len(mark) for mark in _CLOSE if (at := content.find(mark, opened.end())) >= 0]
    else:
        opened = _PLAIN.search(content)
        at = content.find(b"</rdf:RDF>", opened.end()) if opened is not None else -1
        ends = [at + len(b"</rdf:RDF>")] if at >= 0 else []
    if opened is None or not ends or min(ends) - opened.start() > _LONGEST:
        return ""
    return content[opened.start() : min(ends)].decode("utf-8", "replace").replace("\x00", "")
