"""A bag (BagIt 1.0): everything of a selection with its files, checksums, rights and pages to read it in a browser."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from archive_app.domain.choices import BASES, COPYRIGHT_STATUSES, label_of
from archive_app.domain.export_record import ExportRecord
from archive_app.domain.rights import RightsStatement
from archive_app.domain.verdict import because
from archive_app.formats.bags.writing import BagWriter
from archive_app.formats.exporting.base import ExportNotes, ExportOption, ExportProfile, Originals
from archive_app.formats.exporting.crosswalk import EVERYTHING, Crosswalk, Home, rights_of
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.exporting.texts import json_text, json_value
from archive_app.formats.record_json import FORMAT, VERSION, encode
from archive_app.formats.sheets.document import SHEET_OPTIONS
from archive_app.formats.site.originals import OriginalsBeside
from archive_app.formats.site.site import Site
from archive_app.formats.tables.formulas import defused
from archive_app.i18n import mark, tr

_NO_HISTORY = mark("The history stays in the catalogue; the pages in the bag show an extract of it.")
_CROSSWALK: Crosswalk = MappingProxyType({**EVERYTHING, "record.history": Home("lossy", "data/viewer", _NO_HISTORY)})
RIGHTS_COLUMNS = (
    "uid", "kind", "title", "verdict", "because", "basis", "copyright_status", "holder", "licence", "rights_uri",
    "notice", "credit", "terms", "restrictions", "embargo_until",
)  # fmt: skip
_INFO = (("organisation", "Source-Organization"), ("contact", "Contact-Name"), ("email", "Contact-Email"),
         ("identifier", "External-Identifier"), ("description", "External-Description"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class BagExporter:
    """A folder that another archive, or this program, can take in whole and check."""

    name: str = "bag"
    label: str = mark("Bag (BagIt), complete")
    suffix: str = ""
    media_type: str = "inode/directory"
    lossless: bool = True
    purpose: str = mark("To hand over, or keep for good: records, files, rights, checksums and pages to read them.")
    group: str = "complete"
    pictures: bool = True
    options: tuple[ExportOption, ...] = (
        ExportOption("organisation", mark("Organisation that hands it over"), ""),
        ExportOption("contact", mark("Contact"), ""),
        ExportOption("email", mark("E-mail address"), ""),
        ExportOption("identifier", mark("Identifier of the delivery"), ""),
        ExportOption("description", mark("What is in it"), ""),
        ExportOption("sha512", mark("SHA-512 as well as SHA-256"), False),
        ExportOption("sources", mark("The sources that articles were read from"), True),
        ExportOption("viewer", mark("Pages to read it in a browser"), True),
        *SHEET_OPTIONS,
    )

    @property
    def crosswalk(self) -> Crosswalk:
        """See ``Format``."""
        return _CROSSWALK

    def write_folder(
        self,
        records: Iterable[ExportRecord],
        folder: Path,
        profile: ExportProfile,
        losses: Losses,
        originals: Originals,
    ) -> ExportNotes:
        """Write the bag: below ``data``, ``records.jsonl``, ``rights.csv``, ``media``, ``sources`` and ``viewer``.

        Raises:
            OSError: A file cannot be read or written.
        """
        bag = BagWriter(folder, ("sha256", "sha512") if profile.flag("sha512") else ("sha256",))
        media = OriginalsBeside(originals, folder, lambda path, name: bag.copy(path, f"media/{name}"))
        sources = OriginalsBeside(originals, folder, lambda path, name: bag.copy(path, f"sources/{name}"))
        viewer = bag.path("viewer/index.html").parent
        site = (
            Site(viewer, profile.name or tr("Records of the archive"), profile)
            if profile.flag("viewer", True)
            else None
        )
        written = 0
        with (
            bag.path("records.jsonl").open("wb") as lines,
            bag.path("rights.csv").open("w", encoding="utf-8", newline="") as table,
            ExitStack() as left,
        ):
            if site is not None:
                left.callback(site.let_go)
            lines.write(f'{{"format":"{FORMAT}","version":{VERSION}}}'.encode())
            rights = csv.writer(table)
            rights.writerow(RIGHTS_COLUMNS)
            for record in records:
                lines.write(b"\n" + _line(record, losses))
                rights.writerows([defused(json_text(cell)) for cell in row] for row in _rights(record))
                files = media.take(record)
                if profile.flag("sources", True) and (source := originals.source(record.source)) is not None:
                    sources.put(source)
                if site is not None:
                    site.add(record, {sha: f"../../media/{name}" for sha, name in files.items()})
                written += 1
            lines.write(b"\n")
            if site is not None:
                site.close()
        bag.list_file("records.jsonl")
        bag.list_file("rights.csv")
        if site is not None:
            bag.list_folder("viewer")
        else:
            viewer.rmdir()
        bag.close(_info(profile, written))
        return ExportNotes(written=written, changed=media.remarks())


def _line(record: ExportRecord, losses: Losses) -> bytes:
    value = json_value(encode(record).value, losses, "record.uid")
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _rights(record: ExportRecord) -> Iterator[list[str]]:
    """A row for each statement in force about the work or its photos and videos, or one that says there is none."""
    verdict = record.verdict
    answer = "" if verdict is None else "unknown" if verdict.nobody_looked else verdict.answer
    start = [record.work.uid, str(record.kind), record.title, answer, because(verdict) if verdict else ""]
    found = [_statement(one) for one in rights_of(record) if one.status == "current"]
    for row in found or [[""] * (len(RIGHTS_COLUMNS) - len(start))]:
        yield [*start, *row]


def _statement(one: RightsStatement) -> list[str]:
    holders = "; ".join(agent.name for agent in one.agents if agent.role == "copyright_holder")
    return [
        label_of(BASES, one.basis), label_of(COPYRIGHT_STATUSES, one.copyright_status), holders,
        one.licence_id or one.licence_url, one.rights_uri, one.copyright_notice,
        one.credit_text or one.credit_line_printed, one.usage_terms, "; ".join(one.restrictions), one.embargo_until,
    ]  # fmt: skip


def _info(profile: ExportProfile, written: int) -> dict[str, str]:
    given = {label: profile.text(name) for name, label in _INFO if profile.text(name)}
    return {
        **given,
        "Bagging-Date": datetime.now(UTC).date().isoformat(),
        "Bag-Software-Agent": "archive-app",
        "Internal-Sender-Description": tr("{n} records").format(n=written),
    }


BAG = BagExporter()
