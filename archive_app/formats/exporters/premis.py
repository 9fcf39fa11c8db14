"""PREMIS 3: the works and files, the events of their history, who acted, and the rights in them, as one document."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from typing import BinaryIO

from archive_app.domain.export_record import ExportRecord
from archive_app.formats.exporting.base import ExportNotes, ExportProfile
from archive_app.formats.exporting.crosswalk import Crosswalk, crosswalk
from archive_app.formats.exporting.library_homes import NOT_CARRIED, PREMIS_EXACT, PREMIS_LOSSY
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.exporting.validation import INVALID, XmlSchema, admits
from archive_app.formats.exporting.xml_records import (
    PARTS,
    Once,
    items_to_write,
    nothing_written,
    seen_twice,
    tell_cleaned,
)
from archive_app.formats.library.premis_out import PREMIS, Parts, parts_of, program
from archive_app.formats.library.xml_out import Document, Element
from archive_app.i18n import mark

_SCHEMA = XmlSchema("premis", "premis-v3-0.xsd")


class PremisExporter:
    """One ``premis`` document; events, agents and rights wait in temporary files, since objects come first."""

    name = "premis"
    label = mark("PREMIS 3 (preservation and rights)")
    purpose = mark("Digital preservation systems; the best record of rights and what they rest on.")
    group = "library"
    suffix = ".premis.xml"
    media_type = "application/xml"
    lossless = False
    history = True
    options = (PARTS, INVALID)
    crosswalk: Crosswalk = crosswalk(
        exact=PREMIS_EXACT,
        lossy=PREMIS_LOSSY,
        dropped={**NOT_CARRIED, "*": mark("PREMIS tells of preservation and rights; it does not describe.")},
    )  # fmt: skip

    def write(
        self, records: Iterable[ExportRecord], out: BinaryIO, profile: ExportProfile, losses: Losses
    ) -> ExportNotes:
        """Write what the works and, where the profile says so, the photos and videos of articles make.

        Raises:
            ExportRefused: Nothing of it may be written.
        """
        document = Document(out, PREMIS.root("premis", version="3.0"))
        document.begin()
        once = Once()
        seen = written = 0
        known = {_identity(program())}
        with tempfile.TemporaryFile() as events, tempfile.TemporaryFile() as agents, tempfile.TemporaryFile() as rights:
            for record in records:
                seen += 1
                with_parts = profile.flag(PARTS.name, True)
                items = list(items_to_write(record, once, with_parts=with_parts))
                made = [parts_of(item) for _, item in items]
                problems = next((found for one in made if (found := _problems(one))), ())
                if not admits(problems, record, profile, losses):
                    continue
                tell_cleaned(record, losses)
                for number, _ in items:
                    once.add(number)
                for one in made:
                    for section, into in ((one.objects, out), (one.events, events), (one.rights, rights)):
                        for element in section:
                            into.write(document.record_bytes(element))
                    for agent in one.agents:
                        if (name := _identity(agent)) not in known:
                            known.add(name)
                            agents.write(document.record_bytes(agent))
                written += 1
            if seen and not written:
                raise nothing_written()
            if written:
                agents.write(document.record_bytes(program()))
            for waiting in (events, agents, rights):
                waiting.seek(0)
                while piece := waiting.read(1 << 16):
                    out.write(piece)
        document.end()
        return ExportNotes(written=written, changed=seen_twice(once))


def _problems(parts: Parts) -> tuple[str, ...]:
    whole = Parts(list(parts.objects), list(parts.events), list(parts.agents), list(parts.rights))
    return _SCHEMA.problems(whole.document())


def _identity(agent: Element) -> int:
    """Eight bytes for each agent, so that a list of many still fits."""
    return hash("\0".join(str(text) for text in agent[0].itertext()))


PREMIS_XML = PremisExporter()
