"""Opens a Word document in safety: sizes are counted, entities refused, and damage ends in a sentence.

python-docx (MIT) reads the package; it is asked only after every member was unpacked once within the limits of
``SafeZip`` and no part declares a document type, in which entity bombs and foreign files hide.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from archive_app.domain.errors import UnreadableSource
from archive_app.formats.containers.zip_files import FAULTS, SafeZip
from archive_app.formats.reading.sources import RawSource
from archive_app.i18n import tr

MOST_XML = 64 * 1024 * 1024
MOST_UNPACKED = 512 * 1024 * 1024
_CHUNK = 1 << 20
_BROKEN = (
    zipfile.BadZipFile, etree.LxmlError, LookupError, ValueError, TypeError, AttributeError, OSError, RecursionError,
)  # fmt: skip


def open_word(source: RawSource) -> Any:
    """The document (``docx.document.Document``) in a source.

    Raises:
        UnreadableSource: It is damaged, no Word document, or unpacks to an absurd size.
    """
    _check(source)
    from docx import Document
    from docx.opc.exceptions import OpcError

    try:
        document = Document(io.BytesIO(source.content))
        _ = document.element.body, document.part.rels
    except (*_BROKEN, OpcError) as error:
        raise _no_document(source) from error
    if document.element.body is None:
        raise _no_document(source)
    return document


def _check(source: RawSource) -> None:
    members = SafeZip(io.BytesIO(source.content), source.name)
    total = marked_up = 0
    for name in members.names():
        is_markup = name.casefold().endswith((".xml", ".rels"))
        head = b""
        with members.open(name) as stream:
            try:
                while chunk := stream.read(_CHUNK):
                    head = head or chunk[:65_536]
                    total += len(chunk)
                    marked_up += len(chunk) if is_markup else 0
                    if total > MOST_UNPACKED or marked_up > MOST_XML:
                        raise UnreadableSource(
                            tr("The document unpacks to more than any article holds, so it was not read."),
                            where=source.name,
                        )
            except FAULTS as error:
                raise members.damaged() from error
        # Word itself never writes a document type; zero bytes are those of UTF-16.
        if is_markup and b"<!doctype" in head.replace(b"\0", b"").lower():
            raise UnreadableSource(
                tr("The document refers to files or texts outside itself in a way that is not safe."),
                where=source.name,
            )


def _no_document(source: RawSource) -> UnreadableSource:
    return UnreadableSource(
        tr("The file is no Word document, or it is damaged."),
        where=source.name,
        remedy=tr("Open it in a word processor and save it anew."),
    )
