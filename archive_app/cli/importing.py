"""The command ``import``: files, folders and addresses read, compared with the catalogue, and kept as one step."""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from archive_app.cli import import_report, table_importing, web
from archive_app.cli.catalogue import open_for
from archive_app.cli.import_report import Report
from archive_app.cli.output import Pace, ProgressLine, tell
from archive_app.domain.errors import ArchiveError, Cancelled, FormatError, InputError, StoreError
from archive_app.i18n import tr, tr_n
from archive_app.operations import (
    bundles,
    choosing,
    find,
    index_upkeep,
    ingest,
    media_intake,
    reading,
    reimport,
    rules,
    sorting,
)
from archive_app.settings import Settings
from archive_app.store.archive import Archive

PART: Final = 100
"""So many articles are written at once, so that memory stays as it is however many there are."""

PART_BYTES: Final = 64 * 1024 * 1024


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the parser of this command."""
    made = commands.add_parser(
        "import",
        parents=[shared],
        help=tr("read files, folders and web pages"),
        description=tr("Read files, folders and web pages. All that is imported at once is one step for “undo”."),
    )
    made.add_argument(
        "paths", nargs="+", metavar="FILE", help=tr("files, folders, web addresses; our own JSON; tables")
    )
    made.add_argument("--dry-run", action="store_true", help=tr("say what would be imported; change nothing"))
    made.add_argument(
        "--duplicates",
        choices=choosing.RULES,
        default="skip",
        help=tr(
            "what becomes of what the catalogue has: skip articles that add nothing and the very same pictures (the"
            " usual), make an article a version if it is one, or import everything"
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
    with open_for(arguments, settings, write=not arguments.dry_run) as archive:
        work = _Import(arguments, settings, archive, sorted_out)
        ended: BaseException | None = None
        try:
            work.do(urls)
        except (ArchiveError, KeyboardInterrupt) as raised:
            ended = raised
        work.finish()
        if not arguments.dry_run:
            index_upkeep.finish(archive)
    report = work.report
    if ended is not None and not report.step:  # nothing was done that could be told of
        raise ended
    error: ArchiveError | None = ended if isinstance(ended, ArchiveError) else None
    if isinstance(ended, KeyboardInterrupt | Cancelled):
        error = Cancelled(tr("Stopped. What was imported until then stays; “archive-app undo” takes it back."))
    report.say(as_json=arguments.json, dry_run=arguments.dry_run, error=error)
    if error is not None and arguments.json:  # it stands in the one document that was printed
        tell(f"archive-app: {error}")
        return error.exit_code
    if error is not None:
        raise error
    return report.code


class _Import:
    """Imports what was given, as one step in parts; ``report`` gathers what came of it."""

    def __init__(
        self, arguments: argparse.Namespace, settings: Settings, archive: Archive, sorted_out: sorting.Sorted
    ) -> None:
        self._arguments = arguments
        self._archive = archive
        self._given = sorted_out
        self._settings = settings
        self._progress = ProgressLine(quiet=arguments.quiet)
        self._prepare = rules.preparer(archive, wanted=settings.apply_rules and not arguments.no_rules)
        self.report = Report(skipped=sorted_out.skipped)

    def do(self, urls: list[str]) -> None:
        """Import everything: tables, articles, exports of ours, and then what is a picture or film alone."""
        given = self._given
        alone = len(given.tables) == 1 and given.total == 1 and not urls
        for path in given.tables:
            try:
                made = table_importing.take(self._arguments, self._archive, path, continues=self.report.step)
            except StoreError:
                raise
            except (ArchiveError, Cancelled) as error:
                if alone or isinstance(error, Cancelled):
                    raise
                self.report.refuse(error, path)
                continue
            self.report.table(made, alone=alone)
            if not self._arguments.json:
                table_importing.say_taken(self._arguments, made, alone=alone)
        if given.sources or urls:
            self._articles(urls)
        self._bundles()
        self._media()

    def finish(self) -> None:
        """Name the step by what it brought, and count the records."""
        self._progress.close()
        report = self.report
        if not report.step:
            return
        report.records = len(find.made_by(self._archive, report.step))
        if report.parts > 1:
            label = tr_n("Import {n} article", "Import {n} articles", report.things)
            if report.kinds != {"article"}:
                label = tr_n("Import {n} item", "Import {n} items", report.things)
            self._archive.note(lambda writer: writer.relabel(report.step, label))

    def _articles(self, urls: list[str]) -> None:
        outcomes: Iterable[reading.ReadOutcome] = reading.read(self._given.sources, progress=self._progress)
        if urls:
            guard = web.guard_of(self._settings)
            outcomes = itertools.chain(outcomes, web.fetched(urls, self._arguments, guard, self._progress))
        pace = Pace(quiet=self._arguments.quiet)
        chooser = choosing.Chooser(self._archive, self._arguments.duplicates)
        held, last = 0, ""
        for outcome in pace.counted(outcomes):
            # Entries of one file stay together as long as they are few: they are told apart more surely so.
            if held > PART_BYTES or (len(chooser.drafts) >= PART and outcome.path != last):
                self._accept(chooser)
                held = 0
            last = outcome.path
            if outcome.error is not None:
                self.report.refuse(outcome.error)
                continue
            if outcome.draft is None:
                continue
            draft = self._prepare(outcome.draft)
            choice = chooser.choose(draft)
            self.report.chosen(outcome.name, choice)
            if choice.action == "skip":
                continue
            if self._arguments.dry_run:
                self.report.drafts.append(import_report.Told.of(chooser.drafts[-1]))
                chooser.drafts[-1] = replace(chooser.drafts[-1], content=b"", carried=())
                continue
            held += len(draft.content) + sum(len(one.content) for one in draft.carried)
        self._accept(chooser)
        self._progress.close()
        pace.tell()

    def _accept(self, chooser: choosing.Chooser) -> None:
        if self._arguments.dry_run or not chooser.drafts:
            return
        drafts, versions = chooser.hand_over()
        accepted = ingest.accept(self._archive, drafts, versions=versions, continues=self.report.step)
        self.report.accepted(drafts, accepted)

    def _bundles(self) -> None:
        for path in self._given.bundles:
            try:
                if self._arguments.dry_run:
                    self.report.would_take += len(bundles.look_into(path))
                    continue
                given = bundles.take_in(self._archive, path, progress=self._progress)
            except (InputError, FormatError) as error:
                self.report.refuse(error, path)
                continue
            taken = reimport.take(self._archive, given.bundles, progress=self._progress, continues=self.report.step)
            self.report.took(taken, given.remarks)

    def _media(self) -> None:
        paths = list(self._given.media)
        if self._arguments.duplicates != "import":
            known = media_intake.known_pictures(self._archive, paths)
            self.report.known_pictures(known)
            paths = [path for path in paths if path not in known]
        if self._arguments.dry_run:
            self.report.pictures += paths
        elif paths:
            intake = media_intake.make_works(self._archive, paths, progress=self._progress, continues=self.report.step)
            self._progress.close()
            self.report.intake(intake)
