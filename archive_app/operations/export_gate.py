"""The rights gate: an export for a stated use, with what it left out or let through all the same, and why.

Left out is what may not be used so, what must be asked about and what nobody has looked at. Letting one through needs
a reason. Beside the export stands a manifest (``NAME.rights.json``) with the question and every answer but a plain
yes; the history keeps the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from archive_app.domain.changes import Changes
from archive_app.domain.clearance import Clearance
from archive_app.domain.errors import InputError
from archive_app.domain.rights import Use, Verdict
from archive_app.domain.verdict import because
from archive_app.formats.exporting.base import ExportProfile
from archive_app.formats.writing import write_whole
from archive_app.i18n import tr
from archive_app.operations import clearance, export
from archive_app.operations.export import ExportReport
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive

LEFT_OUT = ("not_allowed", "ask")
"""Answers that keep a work from going out; "ask" includes what nobody has looked at."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Who may pass the gate.

    Attributes:
        clearance: The question and each work's answer.
        passing: Works that go out, in the order asked.
        left_out: Works that stay.
        overridden: Why a work goes out although the answer is no yes, by work.
    """

    clearance: Clearance
    passing: tuple[int, ...]
    left_out: tuple[int, ...]
    overridden: Mapping[int, str] = field(default_factory=dict)

    @property
    def conditional(self) -> tuple[int, ...]:
        """Works that go out with conditions."""
        return tuple(n for n in self.passing if self.clearance.verdicts[n].conditions)


@dataclass(frozen=True, slots=True)
class GatedExport:
    """What a gated export wrote.

    Attributes:
        report: As of any export; its ``left_out`` counts what the gate held back.
        passage: Who passed.
        manifest: The file with the question and the answers.
        changes: The step in the history.
    """

    report: ExportReport
    passage: Passage
    manifest: Path
    changes: Changes


def passage(
    archive: Archive,
    works: Sequence[int],
    use: Use,
    *,
    overrides: Mapping[int, str] | None = None,
    override_all: str = "",
    progress: Progress | None = None,
) -> Passage:
    """Ask for each work whether it may go out for ``use``.

    Args:
        archive: The catalogue.
        works: The works to be exported.
        use: The use that the export is for.
        overrides: Why single works go out all the same.
        override_all: Why every work goes out all the same; "" for none.
        progress: Hears of the works decided.

    Raises:
        InputError: The date is no day, or a reason for an override is empty.
    """
    reasons = dict(overrides or {})
    if any(not reason.strip() for reason in reasons.values()):
        raise InputError(tr("A record that goes out against its answer needs a reason."))
    found = clearance.check(archive, works, use, progress=progress)
    overridden: dict[int, str] = {}
    left: list[int] = []
    for number, verdict in found.verdicts.items():
        if verdict.answer in LEFT_OUT:
            if reason := reasons.get(number, override_all).strip():
                overridden[number] = reason
            else:
                left.append(number)
    held = set(left)
    return Passage(found, tuple(n for n in found.verdicts if n not in held), tuple(left), overridden)


def write(
    archive: Archive,
    through: Passage,
    exporter_name: str,
    path: Path,
    *,
    profile: ExportProfile | None = None,
    initiator: str = "",
    progress: Progress | None = None,
    report: bool = False,
    lossless_beside: bool = False,
) -> GatedExport:
    """Export what passes, with its manifest, and note it in the history.

    Raises:
        As ``operations.export.write``; ArchiveReadOnly when the catalogue cannot note it, before anything is written.
    """
    archive.require_writable()
    written = export.write(
        archive, through.passing, exporter_name, path, profile=profile, progress=progress, report=report,
        lossless_beside=lossless_beside,
    )  # fmt: skip
    manifest = manifest_path(path)
    write_whole(manifest, json.dumps(as_manifest(archive, through, path), ensure_ascii=False, indent=2).encode())
    changes = clearance.keep(
        archive, through.passing, through.clearance.use, outcome="exported", occasion=path.name,
        overrides=through.overridden, initiator=initiator,
    )  # fmt: skip
    counted = replace(written, left_out=len(through.left_out))
    return GatedExport(counted, through, manifest, changes)


def manifest_path(path: Path) -> Path:
    """Where the manifest of an export stands."""
    return path.with_name(f"{path.name}.rights.json")


def as_manifest(archive: Archive, through: Passage, path: Path) -> dict[str, Any]:
    """The question and every answer but a plain yes, as JSON values."""
    verdicts = through.clearance.verdicts
    told = [*through.left_out, *through.overridden, *through.conditional]
    with archive.read() as reader:
        records = reader.records(told)
        titles = reader.finder.titles(told)

    def line(number: int, verdict: Verdict) -> dict[str, Any]:
        return {
            "id": number, "uid": records[number].uid, "title": titles.get(number, ""), "answer": verdict.answer,
            "because": because(verdict), "conditions": list(verdict.conditions), "contact": verdict.contact,
            "may_change_on": verdict.may_change_on,
        }  # fmt: skip

    overridden = {n: line(n, verdicts[n]) | {"override": why} for n, why in through.overridden.items()}
    return {
        "export": path.name,
        "asked_by": archive.who,
        "use": asdict(through.clearance.use),
        "counts": through.clearance.counts,
        "left_out": [line(n, verdicts[n]) for n in through.left_out],
        "overridden": list(overridden.values()),
        "conditional": [line(n, verdicts[n]) for n in through.conditional if n not in overridden],
        "note": "A record of what is known, not legal advice.",
    }
