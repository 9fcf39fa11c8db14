"""METS 1.12.1 with MODS and PREMIS 3: a folder with one document for each work, with the files or without."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from archive_app.domain.export_record import ExportRecord
from archive_app.domain.records import MediaFile
from archive_app.formats.exporting.base import ExportNotes, ExportOption, ExportProfile, Originals
from archive_app.formats.exporting.crosswalk import Crosswalk, crosswalk
from archive_app.formats.exporting.library_homes import METS_EXACT, METS_LOSSY, METS_NOT_CARRIED
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.exporting.names import Names
from archive_app.formats.exporting.validation import INVALID, XmlSchema, admits
from archive_app.formats.exporting.xml_records import ARCHIVE, moment_of, tell_cleaned
from archive_app.formats.library.describing import items_of
from archive_app.formats.library.mets_out import Held, mets_of
from archive_app.formats.library.xml_out import whole_document
from archive_app.i18n import mark

_SCHEMA = XmlSchema("mets", "mets-bundle.xsd")
FILES = ExportOption("files", mark("Copy the picture and video files along"), True)


class MetsExporter:
    """A folder for each work, with ``METS.xml`` and, under ``objects``, the files."""

    name = "mets"
    label = mark("METS 1.12.1 with MODS and PREMIS")
    purpose = mark("Preservation systems (Archivematica, RODA) and digital libraries; one package for each work.")
    group = "library"
    suffix = ""
    media_type = "inode/directory"
    lossless = False
    history = True
    options = (ARCHIVE, FILES, INVALID)
    crosswalk: Crosswalk = crosswalk(exact=METS_EXACT, lossy=METS_LOSSY, dropped=METS_NOT_CARRIED)

    def write_folder(
        self,
        records: Iterable[ExportRecord],
        folder: Path,
        profile: ExportProfile,
        losses: Losses,
        originals: Originals,
    ) -> ExportNotes:
        """Write one folder for each work.

        Raises:
            ExportRefused: A record is not valid and the profile asks for all or nothing.
        """
        names = Names()
        written = 0
        with_files = profile.flag(FILES.name, True)
        for record in records:
            items = list(items_of(record))
            own = Names("METS.xml")
            held: dict[str, tuple[Held, Path]] = {}
            for uid, media in _media(record):
                kept = originals.media(media) if with_files and uid not in held else None
                if kept is not None:
                    name = own.of_file(kept.name or f"{kept.sha256[:16]}{media.suffix}")
                    held[uid] = (Held(f"objects/{name}"), kept.path)
                    losses.kept("media.file")
            document = mets_of(
                items,
                {uid: one for uid, (one, _) in held.items()},
                profile.text(ARCHIVE.name),
                moment_of(record),
            )
            if not admits(_SCHEMA.problems(document), record, profile, losses):
                continue
            tell_cleaned(record, losses)
            place = folder / names.of(record.title or record.work.uid)
            place.mkdir()
            (place / "METS.xml").write_bytes(whole_document(document))
            for one, path in held.values():
                target = place / one.href
                target.parent.mkdir(exist_ok=True)
                shutil.copyfile(path, target)
            written += 1
        return ExportNotes(written=written)


def _media(record: ExportRecord) -> Iterable[tuple[str, MediaFile]]:
    """The files of a bundle with the uid of the work that each is of."""
    if record.media is not None:
        yield record.work.uid, record.media
    for photo in record.photos:
        if photo.media is not None:
            yield photo.photo.uid, photo.media
    for video in record.videos:
        if video.media is not None:
            yield video.video.uid, video.media


METS = MetsExporter()
