"""What came of an import, as the command line tells it: sentences for a person, or one JSON document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final

from archive_app.cli.output import say, say_json, tell
from archive_app.cli.table_importing import Taken as TakenTable
from archive_app.domain.changes import Changes
from archive_app.domain.errors import ArchiveError, FormatError, InputError, UnreadableSource
from archive_app.domain.records import Draft
from archive_app.i18n import tr, tr_n
from archive_app.operations import choosing, ingest, media_intake, reimport, sorting

_NAMED: Final = 3
"""So many entries of one file that are there already, or files of one remark, are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a dry run tells of an article that would be imported."""

    name: str
    title: str
    photos: int
    videos: int

    @classmethod
    def of(cls, draft: Draft) -> Told:
        """The counts of a draft."""
        return cls(draft.source.name, draft.title, len(draft.photos), len(draft.videos))

    def __str__(self) -> str:
        photos = tr_n("{n} photo", "{n} photos", self.photos)
        videos = tr_n("{n} video", "{n} videos", self.videos)
        return f"{self.name}: {self.title} · {photos}, {videos}"


@dataclass(slots=True)
class Report:
    """Gathers what came of an import.

    Attributes:
        step: The step of the history; 0 as long as nothing was written.
        parts: How many parts it has.
        things, kinds: How many articles, works and rows were imported, and of which kinds they are.
        records: Articles, photos and videos that it made.
        drafts, pictures, would_take: Of a dry run: articles, files, and records of exports.
    """

    skipped: Sequence[sorting.Skipped] = ()
    step: int = 0
    parts: int = 0
    things: int = 0
    kinds: set[str] = field(default_factory=set)
    records: int = 0
    drafts: list[Told] = field(default_factory=list)
    pictures: list[Path] = field(default_factory=list)
    would_take: int = 0
    _articles: list[int] = field(default_factory=list)
    _works: int = 0
    _media: list[int] = field(default_factory=list)
    _tables: list[TakenTable] = field(default_factory=list)
    _alone: bool = False
    _taken: tuple[int, int] | None = None
    _known: int = 0
    _failed: list[ArchiveError] = field(default_factory=list)
    _remarks: Counter[str] = field(default_factory=Counter)
    _of_files: dict[str, Counter[str]] = field(default_factory=dict)
    _same: Counter[str] = field(default_factory=Counter)

    @property
    def code(self) -> int:
        """The exit code: an error only when nothing of what was given could be used."""
        if self._tables and not self.kinds and any(table.failed for table in self._tables):
            return InputError.exit_code
        if self._failed and not (self.kinds or self._known or self.drafts or self.pictures or self.would_take):
            usable = any(not table.failed for table in self._tables)
            return 0 if usable else max((e.exit_code for e in self._failed), default=FormatError.exit_code)
        return 0

    def refuse(self, error: ArchiveError, path: Path | None = None) -> None:
        """Note and tell what could not be read, with the file's name where the error does not say it."""
        if path is not None:
            error.where = error.where or str(path)
        self._failed.append(error)
        tell(f"archive-app: {error}")

    def chosen(self, name: str, choice: choosing.Choice) -> None:
        """Tell what becomes of an article that is alike another."""
        if choice.action == "skip":
            self._known += 1
            self._same[name] += 1
        if choice.found is not None and (choice.action != "skip" or self._same[name] <= _NAMED):
            tell(_words(name, choice))

    def table(self, made: TakenTable, *, alone: bool) -> None:
        """Note a table."""
        self._tables.append(made)
        self._alone = alone
        self._wrote(made.changes, "row", made.taken)

    def accepted(self, drafts: Sequence[Draft], accepted: ingest.Accepted) -> None:
        """Note articles; what came without one is a picture or film."""
        done = list(zip(drafts, accepted.articles, strict=False))
        articles = [number for draft, number in done if not draft.alone]
        self._articles += articles
        self._works += len(done) - len(articles)
        self._wrote(accepted.changes, "article", len(articles))
        self._wrote(accepted.changes, "work", len(done) - len(articles), part=False)
        for draft, _number in done:
            for remark in draft.remarks:
                self._of_files.setdefault(remark, Counter())[draft.source.name] += 1
        self._remarks.update(accepted.remarks)

    def took(self, taken: reimport.Taken, remarks: Sequence[str] = ()) -> None:
        """Note records of an export of ours, and what is to be said of its files."""
        self._remarks.update(dict.fromkeys(remarks, 1))
        made, known = self._taken or (0, 0)
        self._taken = (made + taken.made, known + taken.known)
        self._wrote(taken.changes, "record", taken.made)

    def known_pictures(self, known: Mapping[Path, int]) -> None:
        """Tell of pictures that the catalogue has."""
        self._known += len(known)
        for path, number in known.items():
            words = tr("{name}: already in the catalogue as record {id}; left out (the same picture).")
            tell(words.format(name=path.name, id=number))

    def intake(self, intake: media_intake.Intake) -> None:
        """Note pictures and films."""
        for path, error in intake.refused:
            self.refuse(error, path)
        self._media += [number for _path, number in intake.made]
        self._wrote(intake.changes, "work", len(intake.made))
        self._remarks.update(intake.remarks)

    def say(self, *, as_json: bool, dry_run: bool, error: ArchiveError | None = None) -> None:
        """Tell all of it; ``error`` is what ended the import before all was tried."""
        for name, times in self._same.items():
            if times > _NAMED:
                words = tr_n("{name}: {n} more entry is there already.", "{name}: {n} more entries are there already.",
                             times - _NAMED)  # fmt: skip
                tell(words.replace("{name}", name))
        for remark, times in [*self._remarks_of_files(), *self._remarks.items()]:
            tell(remark if times == 1 else tr("{remark} ({n} times)").format(remark=remark, n=times))
        if as_json:
            found = self._as_json(dry_run=dry_run)
            if error is not None:
                found |= {"error": error.message, "where": error.where, "remedy": error.remedy}
                found["exit_code"] = error.exit_code
            say_json(found)
        elif dry_run:
            for told in self.drafts:
                say(str(told))
            for path in self.pictures:
                say(path.name)
            if not self._alone:
                self._say_dry()
        elif not self._alone:
            self._say_done()

    def _remarks_of_files(self) -> Iterator[tuple[str, int]]:
        """What was said of files, with the name before it; what was said of many once, with their count."""
        for remark, names in self._of_files.items():
            if len(names) <= _NAMED:
                yield from ((f"{name}: {remark}", times) for name, times in names.items())
                continue
            listed = ", ".join([*islice(names, _NAMED), "…"])
            count = tr_n("{n} file: {names}", "{n} files: {names}", len(names)).replace("{names}", listed)
            yield f"{remark} ({count})", 1

    def _wrote(self, changes: Changes, kind: str, things: int, *, part: bool = True) -> None:
        self.step = changes.operation_id or self.step
        self.things += things
        self.parts += bool(changes) and part
        if things:
            self.kinds.add(kind)

    def _say_done(self) -> None:
        works = self._works + len(self._media)
        told = [tr_n("{n} article", "{n} articles", len(self._articles))] if self._articles else []
        told += [tr_n("{n} picture or film", "{n} pictures and films", works)] if works else []
        if told or not (self._taken or self._tables):
            nothing = tr_n("{n} article", "{n} articles", 0)
            records = tr_n("{n} record in all", "{n} records in all", self.records)
            whole = f" ({records})" if told and not (self._taken or self._tables) else ""
            self._say_counts(tr("Imported {what}").format(what=", ".join(told) or nothing) + whole)
        elif self._known or self._failed:
            self._say_counts("")
        if self._taken is not None:
            words = tr("Took {made} records from exports; {known} were there already.")
            say(words.format(made=self._taken[0], known=self._taken[1]))

    def _say_dry(self) -> None:
        told = [tr_n("{n} article", "{n} articles", len(self.drafts))]
        told += [tr_n("{n} picture or film", "{n} pictures and films", len(self.pictures))] if self.pictures else []
        told += [tr_n("{n} record", "{n} records", self.would_take)] if self.would_take else []
        self._say_counts(tr("Would import {what}").format(what=", ".join(told)))

    def _say_counts(self, first: str) -> None:
        parts = [first] if first else []
        if self._known:
            parts.append(tr_n("{n} was there already", "{n} were there already", self._known))
        if self._failed:
            parts.append(tr_n("{n} file could not be read", "{n} files could not be read", len(self._failed)))
        say("; ".join(parts) + ".")

    def _as_json(self, *, dry_run: bool) -> dict[str, Any]:
        if self._alone and self._tables:
            return self._tables[0].as_json()
        found: dict[str, Any] = {
            "articles": self._articles,
            "records": self.records,
            "known": self._known + (self._taken[1] if self._taken else 0),
            "failed": [{"where": e.where, "error": e.message, "remedy": e.remedy} for e in self._failed],
            "media": self._media,
            "skipped": [{"where": str(s.path), "reason": s.reason} for s in self.skipped],
            "operation": self.step,
        }
        if self._tables:
            found["tables"] = [table.as_json() for table in self._tables]
        if dry_run:
            would = [{"source": t.name, "title": t.title, "photos": t.photos, "videos": t.videos} for t in self.drafts]
            found |= {"dry_run": True, "articles": would, "media": [str(path) for path in self.pictures]}
            found["records"] = sum(1 + t.photos + t.videos for t in self.drafts) + len(self.pictures) + self.would_take
        return found


def unreadable(error: OSError, path: Path) -> UnreadableSource:
    """What the system said of a file, as a sentence."""
    return UnreadableSource(
        tr("The file cannot be read ({reason}).").format(reason=error.strerror or error), where=str(path)
    )


def _words(name: str, choice: choosing.Choice) -> str:
    """What is told of a draft that is alike something."""
    found = choice.found
    if found is None:
        return ""
    where = tr("record {id}").format(id=found.record_id) if found.record_id else f"“{choice.name}”"
    words = {
        "skip": tr("{name}: already in the catalogue as {where}; left out ({reason})."),
        "version": tr("{name}: a new version of {where} ({reason})."),
        "keep": tr("{name}: imported, though it is like {where} ({reason})."),
    }[choice.action]
    if choice.action == "skip" and not found.record_id:
        words = tr("{name}: the same as {where} of this import; left out ({reason}).")
    return words.format(name=name, where=where, reason=found.reason)
