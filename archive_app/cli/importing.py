"""The command ``import``: files and folders read, compared with the catalogue, and kept as one step."""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from archive_app.cli import table_importing, web
from archive_app.cli.catalogue import open_for
from archive_app.cli.output import Pace, ProgressLine, say, say_json, tell
from archive_app.domain.changes import Changes
from archive_app.domain.errors import ArchiveError, Cancelled, FormatError
from archive_app.domain.records import Draft
from archive_app.formats.importers.archive_json import read_bundle
from archive_app.i18n import tr, tr_n
from archive_app.operations import choosing, find, ingest, media_intake, reading, reimport, rules, sorting
from archive_app.settings import Settings
from archive_app.store.archive import Archive


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the parser of this command."""
    made = commands.add_parser("import", parents=[shared], help=tr("read files, folders and web pages"))
    made.add_argument(
        "paths", nargs="+", metavar="FILE", help=tr("files, folders, web addresses; our own JSON; tables")
    )
    made.add_argument("--dry-run", action="store_true", help=tr("say what would be imported; change nothing"))
    made.add_argument(
        "--duplicates",
        choices=choosing.RULES,
        default="skip",
        help=tr(
            "what becomes of an article that the catalogue has: skip it if it adds nothing (the usual), make it a"
            " version if it is one, or import everything"
        ),
    )
    made.add_argument("--again", action="store_const", const="import", dest="duplicates", help=argparse.SUPPRESS)
    made.add_argument("--no-rules", action="store_true", help=tr("apply no source profiles and no house rules"))
    web.add_options(made)
    table_importing.add_options(made)
    made.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app import FILE…``: one step that ``undo`` takes back whole; files that fail are named on stderr."""
    urls, given = web.parted(arguments.paths)
    sorted_out = sorting.sort_out(given)
    for left in sorted_out.skipped:
        tell(str(left))
    if sorted_out.tables:
        code = table_importing.run(arguments, settings, sorted_out.tables)
        if sorted_out.total == len(sorted_out.tables) and not urls:
            return code
    progress = ProgressLine(quiet=arguments.quiet)
    with open_for(arguments, settings, write=not arguments.dry_run) as archive:
        outcomes: Iterable[reading.ReadOutcome] = reading.read(sorted_out.sources, progress=progress)
        if urls:
            fetched = web.fetched(urls, arguments, web.guard_of(settings), progress)
            outcomes = itertools.chain(outcomes, fetched)
        prepare = rules.preparer(archive, wanted=settings.apply_rules and not arguments.no_rules)
        outcomes = (replace(one, draft=prepare(one.draft)) if one.draft is not None else one for one in outcomes)
        pace = Pace(quiet=arguments.quiet)
        chooser, known, failed = _read(archive, pace.counted(outcomes), arguments.duplicates)
        drafts = chooser.drafts
        progress.close()
        pace.tell()
        for error in failed:
            tell(f"archive-app: {error}")
        if arguments.dry_run:
            for draft in drafts:
                say(_summary(draft))
            for path in sorted_out.media:
                say(path.name)
            return FormatError.exit_code if failed and not drafts else 0
        accepted = (
            ingest.accept(archive, drafts, progress=progress, versions=chooser.versions)
            if drafts
            else ingest.Accepted(Changes())
        )
        progress.close()
        intake = media_intake.make_works(archive, sorted_out.media, progress=progress)
        progress.close()
        refused = [_named(error, path) for path, error in intake.refused]
        for error in refused:
            tell(f"archive-app: {error}")
        failed += refused
        ours = sorted_out.bundles
        bundles = [bundle for path in ours for bundle in read_bundle(path.read_bytes(), name=str(path))]
        taken = reimport.take(archive, bundles, progress=progress) if bundles else None
        progress.close()
        made = len(find.made_by(archive, accepted.changes.operation_id)) + len(intake.made)
    for draft in drafts:
        for remark in draft.remarks:
            tell(f"{draft.source.name}: {remark}")
    for remark in (*accepted.remarks, *intake.remarks):
        tell(remark)
    if arguments.json:
        say_json(
            {
                "articles": accepted.articles,
                "records": made + (taken.made if taken else 0),
                "known": known + (taken.known if taken else 0),
                "failed": [{"where": e.where, "error": e.message} for e in failed],
                "media": [number for _path, number in intake.made],
                "skipped": [{"where": str(s.path), "reason": s.reason} for s in sorted_out.skipped],
                "operation": accepted.changes.operation_id or intake.changes.operation_id,
            }
        )
    else:
        _say_outcome(accepted, taken, made, known, len(failed))
        if intake.made:
            say(tr_n("Imported {n} picture or film.", "Imported {n} pictures and films.", len(intake.made)))
    if accepted.stopped or intake.stopped:
        raise Cancelled
    return FormatError.exit_code if failed and not accepted.articles and not intake.made else 0


def _read(
    archive: Archive, outcomes: Iterable[reading.ReadOutcome], rule: str
) -> tuple[choosing.Chooser, int, list[ArchiveError]]:
    """Drafts to import, how many add nothing to the catalogue, and what could not be read."""
    chooser = choosing.Chooser(archive, rule)
    failed: list[ArchiveError] = []
    known = 0
    for outcome in outcomes:
        if outcome.error is not None:
            failed.append(outcome.error)
        elif outcome.draft is not None:
            choice = chooser.choose(outcome.draft)
            known += choice.action == "skip"
            if choice.found is not None:
                tell(_words(outcome.name, choice))
    return chooser, known, failed


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


def _say_outcome(accepted: ingest.Accepted, taken: reimport.Taken | None, made: int, known: int, failed: int) -> None:
    if accepted.articles or taken is None:
        parts = [tr_n("Imported {n} article", "Imported {n} articles", len(accepted.articles))]
        parts[0] += tr_n(" ({n} record in all)", " ({n} records in all)", made)
        if known:
            parts.append(tr_n("{n} was there already", "{n} were there already", known))
        if failed:
            parts.append(tr_n("{n} file could not be read", "{n} files could not be read", failed))
        say("; ".join(parts) + ".")
    if taken is not None:
        words = tr("Took {made} records from exports; {known} were there already.")
        say(words.format(made=taken.made, known=taken.known))


def _named(error: ArchiveError, path: Path) -> ArchiveError:
    """The error with the file's name, for one that was raised where it was not known."""
    error.where = error.where or str(path)
    return error


def _summary(draft: Draft) -> str:
    counts = tr("{p} photos, {v} videos").format(p=len(draft.photos), v=len(draft.videos))
    return f"{draft.source.name}: {draft.title} · {counts}"
