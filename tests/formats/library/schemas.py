"""Checks whole documents against the official schemas: those that travel with the program, and OAI-PMH's envelope."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from archive_app.formats.exporting.validation import XmlSchema

STANDARDS = Path(__file__).resolve().parents[4] / "shared" / "standards"
needs_standards = pytest.mark.skipif(not STANDARDS.is_dir(), reason="the official schemas are not at ../shared")

_SHIPPED = {
    "mods": XmlSchema("mods", "mods-3-8.xsd"),
    "oai_dc": XmlSchema("dublin-core", "oai_dc.xsd"),
    "qualified_dc": XmlSchema("dublin-core", "qualified-dc.xsd"),
    "premis": XmlSchema("premis", "premis-v3-0.xsd"),
    "mets": XmlSchema("mets", "mets-bundle.xsd"),
    "marcxml": XmlSchema("marc21", "MARC21slim.xsd"),
    "ead3": XmlSchema("ead3", "ead3.xsd"),
    "pbcore": XmlSchema("pbcore", "pbcore-2.1.xsd"),
}
_ADDRESSES = {
    "http://www.w3.org/2001/xml.xsd": "_common/xml.xsd",
    "http://www.w3.org/2001/03/xml.xsd": "_common/xml.xsd",
    "http://www.w3.org/2009/01/xml.xsd": "_common/xml.xsd",
}
_ENVELOPE = "{http://www.openarchives.org/OAI/2.0/}OAI-PMH"


def problems(name: str, content: bytes) -> tuple[str, ...]:
    """What the format's schema finds wrong with a document; of an envelope, with the records in it."""
    root = etree.fromstring(content)
    if len(root) == 0 and not (root.text or "").strip():
        return ()  # of no record at all
    if root.tag != _ENVELOPE:
        return _SHIPPED[name].problems(root)
    found: list[str] = []
    for holder in root.iter("{http://www.openarchives.org/OAI/2.0/}metadata"):
        found += _SHIPPED[name].problems(etree.fromstring(etree.tostring(holder[0])))
    if name == "oai_dc" and STANDARDS.is_dir() and len(root[-1]):
        whole = XmlSchema("oai-pmh", "oai-pmh-with-oai_dc.xsd", folder=STANDARDS, addresses=_ADDRESSES)
        found += whole.problems(root)
    return tuple(found)


def check(name: str, content: bytes) -> None:
    """Raises AssertionError when a document is not valid."""
    assert problems(name, content) == ()
