"""Makes the sample catalogue from ``resources/sample``: imported, given files, rights, collections and a history."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from importlib.resources import as_file
from pathlib import Path
from typing import Any

from archive_app.assets import resource
from archive_app.domain.batch import FieldEdit
from archive_app.domain.errors import InputError, NotFound
from archive_app.domain.records import Authority, MediaFile, Photo, Variant, Video
from archive_app.domain.rights import DepictedWork, Grant, RightsAgent, RightsEvidence, RightsStatement
from archive_app.i18n import tr
from archive_app.operations import edit, folders, history, ingest, works
from archive_app.operations.progress import Progress
from archive_app.operations.reading import read_one
from archive_app.operations.sample_manifest import manifest
from archive_app.store.archive import Archive, is_catalogue

Values = Mapping[str, Any]


def make(folder: Path, *, who: str = "", progress: Progress | None = None) -> Archive:
    """Make the sample catalogue in a new folder; return it open.

    Raises:
        InputError: There is something of that name already.
        ArchiveReadOnly, DiskFull: It cannot be made there.
        Cancelled: The person asked to stop; what was made so far stays.
    """
    archive = Archive.create(folder, who=who or tr("Sample"))
    try:
        with as_file(resource("sample")) as root:
            _Maker(archive, root, manifest(), progress or Progress()).make()
    except BaseException:
        archive.close()
        raise
    return archive


def remove(folder: Path) -> None:
    """Delete a sample catalogue that is closed, with everything tried in it.

    Raises:
        InputError: The folder is no catalogue; nothing was deleted.
    """
    if not is_catalogue(folder):
        raise InputError(tr("This folder holds no catalogue, so it was not deleted."), where=str(folder))
    shutil.rmtree(folder)


class _Maker:
    def __init__(self, archive: Archive, root: Path, manifest: Values, progress: Progress) -> None:
        self._archive = archive
        self._root = root
        self._manifest = manifest
        self._progress = progress
        self._numbers: dict[str, int] = {}
        self._total = sum(len(part) for part in manifest.values() if isinstance(part, list))
        self._done = 0

    def make(self) -> None:
        self._authorities(self._manifest.get("authority", []))
        self._articles(self._manifest["sources"])
        for entry in self._manifest.get("media", []):
            self._media(entry)
        for entry in self._manifest.get("rights", []):
            self._rights(entry)
        collections: dict[str, int] = {}
        for entry in self._manifest.get("collection", []):
            self._collection(entry, collections)
        for entry in self._manifest.get("search", []):
            self._tick()
            folders.save_search(self._archive, entry["name"], entry["query"], sort=entry.get("sort", ""))
        self._reviewed(self._manifest.get("reviewed", []))
        for entry in self._manifest.get("edit", []):
            self._edit(entry)

    def _tick(self) -> None:
        self._done += 1
        self._progress.at(self._done, self._total, tr("Making the sample catalogue"))

    def _authorities(self, entries: Sequence[Values]) -> None:
        with self._archive.operation(tr("Add authorities"), verb="edit") as writer:
            for entry in entries:
                self._tick()
                variants = tuple(Variant(**v) for v in entry.get("variants", []))
                writer.save(Authority(**{**entry, "variants": variants}))

    def _articles(self, sources: Sequence[str]) -> None:
        drafts = []
        for source in sources:
            self._tick()
            for outcome in read_one(self._root / "articles" / source):
                if outcome.draft is None:
                    raise outcome.error or NotFound(source)
                # The address must not tell where this computer keeps the program.
                shown = replace(outcome.draft.source, address=source)
                drafts.append((outcome.draft, replace(outcome.draft, source=shown)))
        accepted = ingest.accept(self._archive, [shown for _read, shown in drafts])
        with self._archive.read() as reader:
            for source, number in zip(sources, accepted.articles, strict=True):
                self._numbers[source] = number
                for n, photo in enumerate(reader.photo_uses(articles=[number]), 1):
                    self._numbers[f"{source}#photo{n}"] = photo.photo_id or 0
                for n, video in enumerate(reader.video_uses(articles=[number]), 1):
                    self._numbers[f"{source}#video{n}"] = video.video_id or 0

    def _number(self, of: str) -> int:
        if of not in self._numbers:
            raise NotFound("The sample's manifest names a record that its sources do not give.", where=of)
        return self._numbers[of]

    def _media(self, entry: Values) -> None:
        self._tick()
        number = self._number(entry["of"])
        works.attach_media(self._archive, number, self._root / entry["file"])
        if not entry.get("missing"):
            return
        with self._archive.read() as reader:
            work = reader.record(number)
            media_id = work.media_id if isinstance(work, Photo | Video) else None
            media = reader.of_type(MediaFile, [media_id or 0])[media_id or 0]
        works.media_path(self._archive, media).unlink()
        with self._archive.operation(tr("Check files"), verb="check") as writer:
            writer.save(replace(media, fixity="missing"))

    def _rights(self, entry: Values) -> None:
        self._tick()
        values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items() if k != "of"}
        for key, cls in _PARTS.items():
            if key in values:
                values[key] = tuple(_part(cls, one) for one in entry[key])
        works.save_rights(self._archive, RightsStatement(work_id=self._number(entry["of"]), **values))

    def _collection(self, entry: Values, made: dict[str, int]) -> None:
        self._tick()
        parent = made.get(entry.get("parent", ""))
        number, _changes = folders.new_collection(self._archive, entry["name"], parent)
        made[entry["name"]] = number
        members = [self._number(of) for of in entry.get("members", [])]
        folders.add_to_collection(self._archive, number, members)

    def _reviewed(self, records: Sequence[str]) -> None:
        plan = edit.preview(self._archive, [self._number(of) for of in records], [FieldEdit("reviewed", "set", "yes")])
        edit.apply(self._archive, plan)

    def _edit(self, entry: Values) -> None:
        self._tick()
        of = entry["of"]
        numbers = [self._number(o) for o in (of if isinstance(of, list) else [of])]
        change = FieldEdit(entry["field"], entry.get("action", "set"), entry["value"])
        edit.apply(self._archive, edit.preview(self._archive, numbers, [change]))
        if entry.get("undone"):
            history.undo(self._archive)


_PARTS: Mapping[str, type[Any]] = {
    "agents": RightsAgent,
    "grants": Grant,
    "evidence": RightsEvidence,
    "depicted_works": DepictedWork,
}


def _part(cls: type[Any], values: Values) -> Any:
    known = {f.name for f in fields(cls)}
    return cls(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items() if k in known})
