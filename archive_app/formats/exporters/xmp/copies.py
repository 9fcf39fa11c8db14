"""A folder of copies that carry their metadata inside: XMP, IIM and EXIF in JPEG, PNG and WebP, sidecars beside others.

Originals are only read. A picture that cannot take its metadata (another type, a damaged packet, more than a JPEG
holds) is copied byte for byte and gets a sidecar, so that nothing is lost for want of a container.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from archive_app.domain.errors import UnreadableSource
from archive_app.domain.export_record import ExportRecord
from archive_app.formats.embedding.copying import EMBEDDABLE, embed
from archive_app.formats.exporters.xmp.homes import COPY_HOMES
from archive_app.formats.exporters.xmp.iim_values import iim_values, tell_cut
from archive_app.formats.exporters.xmp.sidecars import Described, counted, described, sidecar
from archive_app.formats.exporting.base import ExportNotes, ExportOption, ExportProfile, KeptFile, Originals
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.exporting.names import Names
from archive_app.formats.exporting.xml_records import Once
from archive_app.formats.told.keeping import tell_kept
from archive_app.formats.told.policy import ARCHIVE
from archive_app.formats.writing import whole_file, write_whole
from archive_app.i18n import mark, tr_n

_IIM = ExportOption(
    "iim",
    mark("Old IPTC block (IIM)"),
    "update",
    (
        ("update", mark("Where the picture has one")),
        ("always", mark("In every JPEG, for old programs")),
        ("never", mark("Leave it as it is")),
    ),
)
_SIDECARS = ExportOption("sidecars", mark("Also write a sidecar for every picture"), False)
_NOT_HELD = mark("The file is not held, so only its metadata went out.")
_BESIDE = mark("Its metadata stands in a sidecar, because the file cannot hold it.")
_EXIF_STAYS = mark("Its EXIF block is damaged or full and was left as it is; it may say something else than the rest.")
_MOST_IN_MEMORY = 256 * 1024 * 1024


class PicturesExporter:
    """Copies of the files of photos and videos, each with what the catalogue knows of it."""

    name = "pictures"
    label = mark("Pictures with metadata inside")
    purpose = mark("Copies to give away; credit and rights travel with them.")
    group = "news"
    suffix = ""
    media_type = "inode/directory"
    lossless = False
    options = (_IIM, _SIDECARS, ARCHIVE)
    crosswalk = COPY_HOMES

    def write_folder(
        self,
        records: Iterable[ExportRecord],
        folder: Path,
        profile: ExportProfile,
        losses: Losses,
        originals: Originals,
    ) -> ExportNotes:
        """Write a copy for each photo and video whose file is held, a sidecar for the others."""
        names, once = Names(), Once()
        written = left_out = beside = files = 0
        for record in records:
            known = record.work.id in once
            found = list(described(record, profile, losses, once))
            for one in found:
                kept = originals.media(one.media)
                if kept is None:
                    losses.dropped("media.file", _NOT_HELD)
                    write_whole(folder / names.of(one.name, ".xmp"), sidecar(one.properties))
                    continue
                name = names.of_file(one.name)
                inside = _copied(kept, one, folder / name, profile, losses)
                if not inside or profile.flag("sidecars"):
                    write_whole(folder / names.of(name, ".xmp"), sidecar(one.properties))
                beside += not inside
            files += len(found)
            written += bool(found or known)
            left_out += not (found or known)
            tell_kept(record, self.crosswalk, losses)
        changed: tuple[str, ...] = ()
        if beside:
            changed = (
                tr_n(
                    "{n} file cannot hold its metadata; it stands in a sidecar.",
                    "{n} files cannot hold their metadata; it stands in sidecars.",
                    beside,
                ),
            )
        return ExportNotes(written=written, left_out=left_out, changed=changed, made=counted(files))


def _copied(kept: KeptFile, one: Described, path: Path, profile: ExportProfile, losses: Losses) -> bool:
    """Write the copy; True when its metadata is inside."""
    if one.picture is not None and kept.media_type in EMBEDDABLE and kept.size < _MOST_IN_MEMORY:
        content = kept.path.read_bytes()
        iim = profile.text("iim", "update")
        values = {} if iim == "never" else iim_values(one.picture)
        try:
            made = embed(content, kept.media_type, one.properties, values, new_block=iim == "always")
        except UnreadableSource:
            losses.changed("media.file", _BESIDE)
        else:
            tell_cut(made.cut, losses)
            if made.left_exif:
                losses.changed("media.file", _EXIF_STAYS)
            write_whole(path, made.content)
            return True
    with kept.path.open("rb") as original, whole_file(path) as out:
        shutil.copyfileobj(original, out, 1 << 20)
    return False


PICTURES = PicturesExporter()
