"""What an importer is.

An importer takes a ``RawSource`` and gives drafts. It raises ``FormatError`` (with the source's name as
its place) for bytes it cannot read, and nothing else; it opens no other file and no connection. How bytes become
characters stands in ``formats.reading.sources``; what an importer needs of it is offered here too.

An importer may have more attributes than ``Importer`` asks for (``exact``, ``most_bytes``, ``streams``); whoever reads
them takes the value that stands in ``Importer``'s description for one that has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from archive_app.domain.records import Draft
from archive_app.formats.reading.sources import (
    LONG_PARAGRAPH,
    MAX_BYTES,
    RawSource,
    encoding_remarks,
    first_of_file,
    nothing_to_read,
    read_characters,
    read_file,
    refuse_unreadable,
    source_record,
)

__all__ = [
    "HEAD_BYTES",
    "LONG_PARAGRAPH",
    "MAX_BYTES",
    "Importer",
    "RawSource",
    "encoding_remarks",
    "first_of_file",
    "nothing_to_read",
    "read_characters",
    "read_file",
    "refuse_unreadable",
    "source_record",
]

HEAD_BYTES = 4096
"""How many first bytes ``Importer.recognises`` is shown."""


@runtime_checkable
class Importer(Protocol):
    """Reads one kind of source into drafts.

    Attributes:
        name: Short and unchanging; also the name on the command line.
        label: As shown to people.
        suffixes: File name endings with the dot, in lower case.
        exact (False): A file with one of its endings is read by it or not at all, never as plain text.
        most_bytes (``MAX_BYTES``): So many bytes of a file are held at most.
        streams (False): A file of more bytes is not refused: ``read`` is given its path and reads it piece by piece.
            Nothing else is opened, and its drafts have no ``content``.
    """

    # Properties, so that a frozen dataclass and a class with plain attributes both fit.
    @property
    def name(self) -> str:
        """The name on the command line."""

    @property
    def label(self) -> str:
        """The name shown to people."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """File name endings, for example ``(".txt",)``."""

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether a source looks like this kind, by its first bytes (``HEAD_BYTES``) more than by its name."""

    def read(self, source: RawSource) -> Iterator[Draft]:
        """The articles in a source, as drafts.

        Raises:
            FormatError: The source is not what it claims to be; ``where`` is its name.
        """
